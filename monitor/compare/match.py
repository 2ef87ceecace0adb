"""Which old entry is which new one: identity first, then the best one-to-one assignment of what is left over.

Stable under any order of the entries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from monitor.compare import parts, translated
from monitor.compare.assign import best
from monitor.compare.identity import form_of, identity, terms_differ
from monitor.compare.likeness import likeness, only_spelt
from monitor.compare.meetings import says_less
from monitor.compare.pairing import New, Pairing
from monitor.compare.retitled import retitled
from monitor.ids import canonical
from monitor.model import OpenStatement, Statement

MOST_PAIRS = 40_000  # above it only identity counts, so that a hostile list costs well below a second


def distinct(statements: Iterable[New]) -> tuple[New, ...]:
    """One entry for each identity, in an order that does not depend on the page's.

    A meeting that is announced in one place and recorded in another has taken place; one that is called off in another
    is called off; one that is announced in two places is one.
    """
    found: dict[tuple[str, str], New] = {}
    named = [(identity(entry[1]), entry) for entry in statements]
    times = Counter(name for name, _ in named)
    for name, entry in sorted(named, key=lambda one: (one[0], _place(one[1]) if times[one[0]] > 1 else ())):
        found.setdefault((name, _term(entry[1])), entry)
    entries = tuple(found.values())
    meetings = [one for _, one in entries if form_of(one) == "meeting"]
    announced = [one for one in meetings if one.value.get("announced")]
    called_off = [one for one in meetings if one.value.get("state")]
    if not 0 < (len(announced) + len(called_off)) * len(meetings) <= MOST_PAIRS:
        return entries
    beside = ((one, other) for one in meetings for other in (meetings if one.value.get("announced") else called_off))
    twice = {id(one) for one, other in beside if says_less(one.value, other.value)}
    return tuple(entry for entry in entries if id(entry[1]) not in twice)


def pair(field: str, old: Sequence[OpenStatement], new: Sequence[New], language: str | None = None) -> Pairing:
    """The pairing of one list (or of one single value, whose key is ''), read in a language that may be another now."""
    as_read = {one.row: one for one in old}
    old = [translated.in_language(one, language) for one in old]
    waiting: dict[str, list[OpenStatement]] = defaultdict(list)
    for one in sorted(old, key=lambda one: (_term(one.statement), one.row)):
        waiting[identity(one.statement)].append(one)
    kept: list[tuple[OpenStatement, New]] = []
    come: list[New] = []
    fresh = distinct(new)
    for strict in (True, False):  # entries that state the same term find each other before those that state none
        come = []
        for entry in fresh:
            same = waiting[identity(entry[1])]
            partner = next((candidate for candidate in same if _agree(field, candidate, entry, strict=strict)), None)
            if partner is None:
                come.append(entry)
            else:
                same.remove(partner)
                kept.append((partner, entry))
        fresh = tuple(come)
    gone = sorted((one for left in waiting.values() for one in left), key=lambda one: one.row)
    turned = language if translated.is_list_translated(kept, gone, language) else None
    regrouped = () if field in ("chair", "mechanism") else parts.named(gone, come, kept)
    gone = [one for one in gone if not any(one in group.old for group in regrouped)]
    come = [one for one in come if not any(one in group.new for group in regrouped)]
    for before, after in translated.in_other_words(gone, come, language):
        gone.remove(before)
        come.remove(after)
        kept.append((before, after))
    amended: list[tuple[OpenStatement, New]] = []
    form = form_of(fresh[0][1]) if fresh else field
    lists = [one.statement for one in old], [one for _, one in new]
    by_words = likeness(form, lists)

    def score(before: OpenStatement, after: New) -> float:
        other = translated.is_translated(before, after, turned) and translated.likeness(before.statement, after[1])
        return other or by_words(before.statement, after[1])

    for before, after in _assign(gone, come, score):
        gone.remove(before)
        come.remove(after)
        other = translated.is_translated(before, after, turned) and translated.is_same(before.statement, after[1])
        (kept if other or only_spelt(before.statement, after[1]) else amended).append((before, after))
    for before, after in retitled(gone, come, lambda before, after: translated.is_translated(before, after, turned)):
        gone.remove(before)
        come.remove(after)
        amended.append((before, after))
    worded = [one for one in kept if translated.is_translated(*one, turned)]
    if all(identity(before.statement) == identity(after) for before, (_, after) in worded):
        worded = []  # a list that reads as before has not turned its language, whatever is around it
    found = Pairing(tuple(kept), tuple(amended), tuple(gone), tuple(sorted(come, key=_first)), regrouped, tuple(worded))
    return (parts.of_one_line(found) if form == "meeting" else found).of(as_read)


def _assign(
    old: Sequence[OpenStatement], new: Sequence[New], score_of: Callable[[OpenStatement, New], float]
) -> list[tuple[OpenStatement, New]]:
    if len(old) * len(new) > MOST_PAIRS:
        return []
    rows = sorted(old, key=lambda one: (*_order(one.statement), one.row))
    columns = sorted(new, key=lambda one: (*_order(one[1]), one[0]))
    scores = {
        (row, column): score
        for row, before in enumerate(rows)
        for column, after in enumerate(columns)
        if (score := round(1000 * score_of(before, after))) > 0
    }
    return [(rows[row], columns[column]) for row, column in best(scores)]


def _agree(field: str, old: OpenStatement, new: New, *, strict: bool) -> bool:
    if field != "chair":
        return True
    if strict:
        return bool(old.statement.value.get("term") == new[1].value.get("term"))
    return not terms_differ(old.statement.value, new[1].value)


def _first(entry: New) -> int:
    return entry[0]


def _place(entry: New) -> tuple[str, str, int]:
    index, statement = entry
    return canonical(statement.value), statement.key, index


def _order(statement: Statement) -> tuple[str, str]:
    return statement.key, canonical(statement.value)


def _term(statement: Statement) -> str:
    value = statement.value
    return str(value.get("term") or "") if statement.field == "chair" and isinstance(value, dict) else ""
