"""What moves from one list of a mechanism to another: an observer that became a member, a link that is a document now.

One change, with the rows of both lists as its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from monitor.compare.identity import Scope, form_of, who, wording
from monitor.compare.kinds import Form, exchanges, has_form, kind
from monitor.compare.meetings import same_meeting
from monitor.compare.names import Names
from monitor.compare.pairing import Pairing
from monitor.compare.turns import change
from monitor.compare.wordings import title
from monitor.lookups.addresses import address
from monitor.model import Change, Json, Statement

FORMS = ("meeting", "document")
MOST_PAIRS = 10_000  # entries put beside entries; above it nothing is taken for moved


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of which a reading was believed. `told`: entries that come are news; `whole`: read to its end."""

    at: Scope
    pairing: Pairing
    told: bool
    whole: bool


def family(entry: Statement) -> str | None:
    """The name that lists share whose entries may move between them; None for a field whose entries never move."""
    form = form_of(entry)
    return exchanges(entry.field) or (form if form in FORMS else None)


def same(one: Statement, other: Statement) -> bool:
    """Whether entries of two lists name the same."""
    kin = family(one)
    if kin is None or kin != family(other) or one.field == other.field:
        return False
    if kin == "meeting":
        return same_meeting(one.value, other.value | {part: one.value.get(part) for part in ("announced", "state")})
    if kin == "document":
        here = address(one.value.get("url"))
        titles = [wording(title(entry.value)) for entry in (one, other)]
        return bool((here and here == address(other.value.get("url"))) or (titles[0] and titles[0] == titles[1]))
    return who(one) == who(other)


def among(entries: Iterable[Statement], others: Sequence[Statement]) -> list[Statement]:
    """Those of the entries that stand among the others, which are of another list, too."""
    wanted = [entry for entry in entries if family(entry)]
    if len(wanted) * len(others) > MOST_PAIRS:
        return []
    return [entry for entry in wanted if any(same(entry, other) for other in others)]


def merged(changes: Sequence[Change], lists: Sequence[Listed], names: Names) -> list[Change]:
    """The changes, those that are two sides of one move put together."""
    by_mechanism: dict[str, list[Listed]] = defaultdict(list)
    for one in lists:
        by_mechanism[one.at[0]].append(one)
    told = dict(enumerate(changes))
    for mechanism, found in by_mechanism.items():
        if len(found) > 1:
            _settle(told, mechanism, found, names)
    return [told[at] for at in sorted(told)]


def _settle(told: dict[int, Change], mechanism: str, lists: Sequence[Listed], names: Names) -> None:
    stood = {entry.row: entry.statement for one in lists for entry in one.pairing.gone}
    stand = {index: new for one in lists for index, new in one.pairing.come}
    ours = {at: one for at, one in told.items() if (one.mechanism or "") == mechanism}
    gone = {at: stood[row] for at, one in ours.items() for row in _alone(one.closes, one) if row in stood}
    come = {at: stand[index] for at, one in ours.items() for index in _alone(one.opens, one) if index in stand}
    silent = [entry for one in lists if not one.told for entry in one.pairing.come]
    kept = [both for one in lists for both in one.pairing.kept]
    unseen = [entry for one in lists if not one.whole for entry in one.pairing.gone]
    if (len(gone) + len(come)) * (len(come) + len(silent) + len(kept) + len(unseen)) > MOST_PAIRS:
        return
    for at, left in gone.items():
        if (there := next((other for other, new in come.items() if same(left, new)), None)) is not None:
            told[there] = _moved(told.pop(at), told[there], left, come.pop(there), names)
        elif news := next((entry for entry in silent if same(left, entry[1])), None):
            told[at] = _but(told[at], news[1], names, opens=(news[0],))
        elif stays := next((new for _, (_, new) in kept if same(left, new)), None):
            told[at] = _but(told[at], stays, names, quotes=((stays.quote, stays.locator),))
    for at, new in come.items():
        if (entry := next((one for one in unseen if same(new, one.statement)), None)) and has_form(
            told[at].kind, "moved"
        ):
            told[at] = _change(told[at], told[at].kind, entry.statement.value, new.value, names, stands=(entry.row,))


def _alone(rows: tuple[int, ...], one: Change) -> tuple[int, ...]:
    """The row, when a change is that of one entry which came or went; the chairs of a list are one change already."""
    lone = len(rows) == len(one.closes) + len(one.opens) == 1 and not one.stands and one.field != "chair"
    return rows if lone else ()


def _moved(left: Change, came: Change, old: Statement, new: Statement, names: Names) -> Change:
    """Both sides in one. The greater of the two lists, by which the family is called, names what happened."""
    up = new.field == family(new) or old.field != family(old)
    side = came if up else left
    name = side.kind if has_form(side.kind, "moved") else kind(side.field, "changed")
    both = replace(side, closes=left.closes, opens=came.opens)
    return _change(both, name, old.value, new.value, names)


def _but(left: Change, new: Statement, names: Names, **more: Any) -> Change:
    """What left one list and stands in the other, where that it came there is no news."""
    if has_form(left.kind, "moved"):
        return _change(left, left.kind, left.before, new.value, names, **more)
    if "opens" not in more:
        return left
    field = new.field if new.field == family(new) else left.field
    return _change(replace(left, field=field), kind(field, "changed"), left.before, new.value, names, **more)


def _change(one: Change, name: str, before: Json, after: Json, names: Names, **more: Any) -> Change:
    form: Form = "moved" if has_form(name, "moved") else "sentence"
    told = change(name, (one.mechanism or "", one.field), before, after, names, key=one.key, form=form)
    return replace(told, **{"closes": one.closes, "opens": one.opens, **more})
