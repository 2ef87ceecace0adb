"""From one list's pairing to the changes that are told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from monitor.compare import chairs
from monitor.compare.absent import is_gone
from monitor.compare.identity import Scope, learns_term
from monitor.compare.kinds import Form, counts_net, importance, kind
from monitor.compare.meetings import arrival_of, news_of
from monitor.compare.names import Names
from monitor.compare.pairing import Kept, New, Pairing, Regrouped
from monitor.compare.seats import SEATS, displaced
from monitor.compare.summary import summary
from monitor.lookups.kinds import Turn
from monitor.model import Change, Json, OpenStatement, Statement


@dataclass(frozen=True, slots=True)
class Difference:
    """What one list's new reading does: rows that close, entries that open, changes that are told of them.

    `opens` of a change are indexes of the extraction's statements; `diff` turns them into indexes of what opens.
    """

    closed: tuple[int, ...] = ()
    opened: tuple[New, ...] = ()
    changes: tuple[Change, ...] = ()
    worded: tuple[Kept, ...] = ()


def difference(
    scope: Scope,
    pairing: Pairing,
    *,
    whole: bool,
    told: bool,
    names: Names,
    missed: bool = False,
    accepted: bool = False,
    again: Collection[New] = (),
) -> Difference:
    """What a believed reading does. `whole`: the section was read to its end, so what is absent is gone.
    `missed`: words about the field were not understood. `accepted`: a person said that it is so; what is absent is gone
    then though not every line was read.

    `told` False: entries that come are a baseline and open without a word, as those that are stated `again` do. What
    goes or is amended is told in any case. A chair of whom a term is stated for the first time opens anew with it, and
    that alone is no news.
    """
    listed = [new for _, new in (*pairing.come, *(new for _, new in (*pairing.kept, *pairing.amended)))]
    closes = whole or accepted
    gone = tuple(entry for entry in pairing.gone if is_gone(entry.statement, listed)) if closes else ()
    if scope[1] == "chair" and not closes:
        gone = _replaced(pairing, missed=missed)
    elif not closes and not missed:
        gone = displaced(scope[1], pairing)
    closed = tuple(entry.row for entry in gone) + tuple(entry.row for entry, _ in pairing.amended)
    closed += tuple(entry.row for one in pairing.regrouped for entry in one.old)
    opened = pairing.come + tuple(new for _, new in pairing.amended)
    opened += tuple(new for one in pairing.regrouped for new in one.new)
    if scope[1] == "chair":
        changes = _chair(scope, pairing, gone, whole=whole, names=names) if told or closed else ()
        learnt = _learnt(pairing)
        closed += tuple(entry.row for entry, _ in learnt)
        return Difference(closed, opened + tuple(new for _, new in learnt), changes)
    come = tuple(new for new in pairing.come if told and new not in again)
    changes = tuple(_entries(scope, pairing, gone, come, names))
    return Difference(closed, opened, changes, pairing.worded)


def unstated(scope: Scope, stood: Sequence[OpenStatement], names: Names, *, form: Form = "sentence") -> Difference:
    """A field that the page no longer states, or entries of it that went with their label (`part`), as a person said or
    our newer code reads it (`withdrawn`): one change, with which all that stood closes.
    """
    if not stood:
        return Difference()
    closed = tuple(entry.row for entry in stood)
    values = [entry.statement.value for entry in stood]
    return Difference(closed, (), (change("field.unstated", scope, values, None, names, closes=closed, form=form),))


def change(
    name: str,
    about: Scope,
    before: Json,
    after: Json,
    names: Names,
    *,
    key: str = "",
    closes: tuple[int, ...] = (),
    opens: tuple[int, ...] = (),
    form: Form = "sentence",
) -> Change:
    """A change with its importance and its sentence, in the form that fits."""
    mechanism, field = about[0] or None, about[1]
    told = summary(name, mechanism, field, before, after, names, key=key, form=form)
    return Change(name, mechanism, field, key, before, after, importance(name), told, closes, opens)


def _entries(
    scope: Scope, pairing: Pairing, gone: Sequence[OpenStatement], come: Sequence[New], names: Names
) -> list[Change]:
    changes = []
    for entry, (index, new) in pairing.amended:
        old = entry.statement
        name = kind(scope[1], news_of(old.value, new.value) if new.field == "meeting" else "changed")
        about = _about(scope, new)
        sides = old.value, new.value
        changes.append(change(name, about, *sides, names, key=new.key, closes=(entry.row,), opens=(index,)))
    changes += [_regrouped(scope, group, names) for group in pairing.regrouped]
    if (counts_net(scope[1]) or scope[1] in SEATS) and len(gone) == len(come) == 1:
        return [*changes, _instead(scope, gone[0], come[0], names)]
    for entry in gone:
        old = entry.statement
        name = kind(scope[1], "removed")
        changes.append(change(name, _about(scope, old), old.value, None, names, key=old.key, closes=(entry.row,)))
    for index, new in come:
        name = kind(scope[1], _arrival(new))
        changes.append(change(name, _about(scope, new), None, new.value, names, key=new.key, opens=(index,)))
    return changes


def _instead(scope: Scope, entry: OpenStatement, come: New, names: Names) -> Change:
    """One change of the only entry that went and the only one that came, where entries replace one another."""
    index, new = come
    sides, about = (entry.statement.value, new.value), _about(scope, new)
    return change(kind(scope[1], "changed"), about, *sides, names, key=new.key, closes=(entry.row,), opens=(index,))


def _regrouped(scope: Scope, group: Regrouped, names: Names) -> Change:
    """One change of all that one line became, or that became one line."""
    stays = [new for _, (_, new) in group.kept]
    before = [entry.statement.value for entry in group.old] + [entry.statement.value for entry, _ in group.kept]
    after = [new.value for _, new in group.new] + [new.value for new in stays]
    sides = [values[0] if len(values) == 1 else values for values in (before, after)]
    closes, opens = tuple(entry.row for entry in group.old), tuple(index for index, _ in group.new)
    key = (stays[0] if stays else group.new[0][1]).key
    name = kind(scope[1], "changed")
    told = change(name, scope, sides[0], sides[1], names, key=key, closes=closes, opens=opens)
    stands = tuple(entry.row for entry, _ in group.kept)
    return replace(told, stands=stands, quotes=tuple((new.quote, new.locator) for new in stays))


def _chair(
    scope: Scope, pairing: Pairing, gone: Sequence[OpenStatement], *, whole: bool, names: Names
) -> tuple[Change, ...]:
    if not gone and not pairing.come:
        return ()
    stood = (*(entry for entry, _ in pairing.kept), *pairing.gone, *pairing.waiting)
    before = sorted(stood, key=lambda entry: entry.row)
    closed = {entry.row for entry in gone}
    left = [entry for entry in (*pairing.gone, *pairing.waiting) if entry.row not in closed]
    new = [statement for _, statement in sorted([entry for _, entry in pairing.kept] + list(pairing.come))]
    old, after = [entry.statement for entry in before], [entry.statement for entry in left] + new
    name = chairs.turn(old, after, stated=whole)
    learnt = _learnt(pairing)
    opens = tuple(index for index, _ in (*pairing.come, *(new for _, new in learnt)))
    closes = tuple(entry.row for entry in (*gone, *(old for old, _ in learnt)))
    announced = name == "chair.handover" and chairs.as_announced(old, after) and chairs.took_it(old, after)
    form: Form = "announced" if announced else "sentence"
    sides = chairs.entries(old), chairs.entries(after)
    told = change(name, scope, *sides, names, closes=closes, opens=opens, form=form)
    stays = [(entry, new) for entry, new in pairing.kept if entry.row not in closes]
    stands = tuple(entry.row for entry in (*left, *(entry for entry, _ in stays)))
    return (replace(told, stands=stands, quotes=tuple((new.quote, new.locator) for _, (_, new) in stays)),)


def _learnt(pairing: Pairing) -> list[Kept]:
    """The chairs that stay, of whom a term is stated that was not; each goes on under the key that it has."""
    learnt = [both for both in pairing.kept if learns_term(both[0].statement.value, both[1][1].value)]
    return [(old, (index, replace(new, key=old.statement.key))) for old, (index, new) in learnt]


def _replaced(pairing: Pairing, *, missed: bool) -> tuple[OpenStatement, ...]:
    """Whose seat another has. What was not understood may name them still, unless the one was to take over."""
    stood = [entry.statement for entry, _ in pairing.kept] + [entry.statement for entry in pairing.gone]
    read = [new for _, (_, new) in pairing.kept] + [new for _, new in pairing.come]
    if missed and not chairs.as_announced(stood, read):
        return ()
    over = chairs.replaced(stood, read)
    return tuple(entry for entry in pairing.gone if chairs.seat(entry.statement) in over)


def _about(scope: Scope, statement: Statement) -> Scope:
    """A mechanism that is listed or delisted is what the change is about, though the list is the page's."""
    return (statement.key or statement.mechanism or "", scope[1]) if scope[1] == "mechanism" else scope


def _arrival(new: Statement) -> Turn:
    return arrival_of(new.value) if new.field == "meeting" else "added"
