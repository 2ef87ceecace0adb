"""What became of the entries of one list between two readings."""

from __future__ import annotations

from dataclasses import dataclass

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
    """What became of the entries of one list: the same, the same but amended, gone, come, the same in another form."""

    kept: tuple[Kept, ...]
    amended: tuple[Kept, ...]
    gone: tuple[OpenStatement, ...]
    come: tuple[New, ...]
    regrouped: tuple[Regrouped, ...] = ()

    @property
    def stands(self) -> int:
        """Entries of the new list."""
        return len(self.kept) + len(self.amended) + len(self.come) + sum(len(one.new) for one in self.regrouped)
