"""What became of the entries of one list between two readings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from monitor.model import OpenStatement, Statement

New = tuple[int, Statement]  # an entry of the new reading and its index there
Kept = tuple[OpenStatement, New]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The same in another form: what of the old list stands as what of the new one. `kept`: what stays beside them."""

    old: tuple[OpenStatement, ...]
    new: tuple[New, ...]
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """What became of the entries of one list: the same, the same but amended, gone, come, the same in another form.

    `worded`: of those that are the same, what the page says for the first time in the language in which it is now.
    `waiting`: absent, and nobody can tell yet whether they are gone.
    """

    kept: tuple[Kept, ...]
    amended: tuple[Kept, ...]
    gone: tuple[OpenStatement, ...]
    come: tuple[New, ...]
    regrouped: tuple[Regrouped, ...] = ()
    worded: tuple[Kept, ...] = ()
    waiting: tuple[OpenStatement, ...] = ()

    def of(self, rows: Mapping[int, OpenStatement]) -> Pairing:
        """The same pairing of other words for the old entries: those of their rows."""

        def kept(pairs: tuple[Kept, ...]) -> tuple[Kept, ...]:
            return tuple((rows[old.row], new) for old, new in pairs)

        def old(entries: tuple[OpenStatement, ...]) -> tuple[OpenStatement, ...]:
            return tuple(rows[one.row] for one in entries)

        groups = tuple(replace(one, old=old(one.old), kept=kept(one.kept)) for one in self.regrouped)
        return Pairing(kept(self.kept), kept(self.amended), old(self.gone), self.come, groups, kept(self.worded))

    def without(self, waiting: Collection[OpenStatement]) -> Pairing:
        """The same where some of those that are gone wait."""
        rows = {one.row for one in waiting}
        gone = tuple(one for one in self.gone if one.row not in rows)
        return replace(self, gone=gone, waiting=(*self.waiting, *(one for one in self.gone if one.row in rows)))

    @property
    def new_keys(self) -> dict[str, str]:
        """The key under which each entry of the new list stands in the history, by that which it was read with."""
        same = [*self.kept, *(pair for one in self.regrouped for pair in one.kept)]
        return {new.key: old.statement.key for old, (_, new) in same}

    @property
    def read_keys(self) -> list[str]:
        """The keys with which the entries of the new list were read."""
        same = (*self.kept, *self.amended, *(pair for one in self.regrouped for pair in one.kept))
        come = (*self.come, *(new for one in self.regrouped for new in one.new))
        return [new.key for _, new in (*(new for _, new in same), *come)]

    @property
    def stands(self) -> int:
        """Entries of the new list."""
        return len(self.kept) + len(self.amended) + len(self.come) + sum(len(one.new) for one in self.regrouped)
