"""Compares what was extracted (the JSON of the extraction contract) with a page's facts, field by field.

Lists are compared as sets of countries, organisations or normalised names; meetings and documents one to one. A field
that the facts do not name is not scored. Two liberties: a page that is about one mechanism whose name nobody knows
(`invented` facts) may have it as null, and a virtual meeting may have its place as null.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

SCALARS = ("type", "established", "member_count", "observer_count", "website", "geographic_focus")
LISTS = ("members", "regions", "formal_association", "secretariat", "locations", "themes", "types", "sdgs", "focus")
COUNTS = ("results_count", "focus_count")
SOURCE = ("last_updated", "published", "language")
VIRTUAL = (
    "",
    "online",
    "virtual",
    "virtual meeting",
    "videoconference",
    "en ligne",
    "virtuelle",
    "visioconférence",
    "en línea",
    "videoconferencia",
    "videoconferência",
)

Entry = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """How the values of one field fared."""

    hits: int = 0
    missed: list[Any] = field(default_factory=list)
    unexpected: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Score:
    """The tallies of a page by field; those of the source itself are named `source.<field>`."""

    fields: dict[str, Tally] = field(default_factory=dict)

    def add(self, name: str, hits: int, missed: Iterable[Any], unexpected: Iterable[Any]) -> None:
        tally = self.fields.setdefault(name, Tally())
        tally.hits += hits
        tally.missed += missed
        tally.unexpected += unexpected

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over all values; 1.0 when there are none."""
        hits, wrong = 0, 0
        for tally in self.fields.values():
            hits += tally.hits
            wrong += len(tally.missed) + len(tally.unexpected)
        return 2 * hits / (2 * hits + wrong) if hits + wrong else 1.0

    @property
    def wrong(self) -> dict[str, Tally]:
        """The fields in which something was missed or not expected."""
        return {name: tally for name, tally in self.fields.items() if tally.missed or tally.unexpected}


def normal(text: object) -> str:
    """Words alone, in lower case, without an article at the beginning."""
    folded = unicodedata.normalize("NFKC", str(text)).casefold()
    return re.sub(r"^the ", "", re.sub(r"[^\w]+", " ", folded).strip())


def score(facts: Entry, extracted: Entry) -> Score:
    """Compare one page's extraction with its facts."""
    result = Score()
    found = {entry.get("mechanism"): entry for entry in reversed(extracted.get("mechanisms") or [])}
    twice = len(extracted.get("mechanisms") or []) - len(found)
    if facts.get("invented") and list(found) == [None]:
        found = {facts["mechanisms"][0]["mechanism"]: found[None]}
    for wanted in facts["mechanisms"]:
        name = wanted["mechanism"]
        got = found.pop(name, None)
        result.add("mechanism", int(got is not None), [] if got is not None else [name], [])
        for key in wanted:
            _field(result, key, wanted, got or {})
    result.add("mechanism", 0, [], [name for name in found if name] + ["twice"] * twice)
    for key, want in (facts.get("source_fields") or {}).items():
        if key in SOURCE:
            have = (extracted.get("source_fields") or {}).get(key)
            same = have == want
            result.add(f"source.{key}", int(same), [] if same else [want], [] if same or have is None else [have])
    return result


def _field(result: Score, key: str, wanted: Entry, got: Entry) -> None:
    if key == "meetings":
        result.add(key, *_matched(wanted[key], got.get(key) or [], _same_meeting))
    elif key == "documents":
        hits, missed, extra = _matched(wanted[key], got.get(key) or [], _same_document)
        room = wanted.get("documents_count", len(wanted[key])) - len(wanted[key])
        result.add(key, hits, missed, extra[max(room, 0) :])
    elif key == "chairs":
        result.add(key, *_chairs(wanted[key], got.get(key) or []))
    elif key in COUNTS:
        count, counted = wanted[key], len(got.get(key.removesuffix("_count")) or [])
        same = counted == count
        result.add(key, int(same), [] if same else [count], [] if counted in (0, count) else [counted])
    elif key in (*SCALARS, *LISTS, "observers", "budget"):
        want, have = _values(key, wanted), _values(key, got)
        result.add(key, len(want & have), sorted(want - have, key=str), sorted(have - want, key=str))


def _values(key: str, entry: Entry) -> set[Any]:
    value = entry.get(key)
    if value in (None, "", [], {}):
        return set()
    if key in SCALARS:
        return {normal(value)}
    if key == "budget":
        return {tuple(str(value.get(part)) for part in ("amount", "currency", "year"))}
    if key == "observers":
        return {(item.get("kind") if isinstance(item, dict) else None, _code(item)) for item in value}
    return {_code(item) for item in value}


def _code(item: Any) -> str:
    """A country's code where there is one, else an organisation's id, else the normalised name."""
    if isinstance(item, dict):
        return str(item.get("country") or item.get("id") or normal(item.get("name", "")))
    return item if isinstance(item, str) and re.fullmatch(r"[A-Z]{2}", item) else normal(item)


def _chairs(wanted: Sequence[Entry], got: Sequence[Entry]) -> tuple[int, list[str], list[str]]:
    """Who has which role. A term is compared where the facts give one."""
    want, have = _terms(wanted), _terms(got)
    hits = [who for who in want if who in have and (not want[who] or want[who] & have[who])]
    missed = sorted(str(who) for who in want if who not in hits)
    return len(hits), missed, sorted(str(who) for who in have if who not in want)


def _terms(chairs: Sequence[Entry]) -> dict[tuple[Any, str], set[str]]:
    terms: dict[tuple[Any, str], set[str]] = {}
    for entry in chairs:
        terms.setdefault((entry.get("role"), _code(entry)), set()).update(filter(None, [str(entry.get("term") or "")]))
    return terms


def _matched(
    wanted: Sequence[Entry], got: Sequence[Entry], same: Callable[[Entry, Entry], bool]
) -> tuple[int, list[Entry], list[Entry]]:
    left, missed = list(got), []
    for want in wanted:
        match = next((entry for entry in left if same(want, entry)), None)
        if match is None:
            missed.append(want)
        else:
            left.remove(match)
    return len(wanted) - len(missed), missed, left


def _same_meeting(want: Entry, got: Entry) -> bool:
    return (
        want["date"] == got.get("date")
        and want.get("country") == got.get("country")
        and _place(want) == _place(got)
        and bool(want.get("announced")) == bool(got.get("announced"))
        and _same_title(want["title"], got.get("title") or "")
    )


def _place(meeting: Entry) -> str:
    place = normal(meeting.get("place") or "")
    return "" if place in VIRTUAL else place


def _same_document(want: Entry, got: Entry) -> bool:
    return (
        _same_title(want["title"], got.get("title") or "")
        and ("year" not in want or want["year"] == got.get("year"))
        and set(want.get("languages", [])) <= set(got.get("languages") or [])
    )


def _same_title(want: str, got: str) -> bool:
    """Most words of the wanted title are there, and not much more."""
    a, b = set(normal(want).split()), set(normal(got).split())
    return bool(a) and len(a & b) / len(a) >= 0.8 and len(b) <= 3 * len(a) + 4
