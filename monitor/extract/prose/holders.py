"""Who is named as a holder in a clause, and for how long: countries, known organisations, adjectives of States."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from monitor.extract.phrases import pattern
from monitor.extract.prose.clauses import JOIN, LEAD, NEAR, row_at_end
from monitor.extract.prose.joints import Worded
from monitor.extract.values.chair_words import ending, lasting, spans, stands_for
from monitor.extract.values.chairs import Chair
from monitor.extract.values.countries import find_countries
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.organisations import find_organisations
from monitor.lookups.mechanisms import find_mechanisms
from monitor.lookups.memory import remembered

SINCE = Worded(r"\b{since_or_from!}\s+(?:[\w’']+\s+){0,3}$|\b{since}\s+(?:[\w’']+\s+){0,7}$")
UNTIL = Worded(r"\b{until!}\s+(?:[\w’']+\s+){0,3}$")
AGAIN = Worded(r"(?-i:\b{to_or_of_romance}(?!\w))")  # `ao Brasil e ao Uruguai`
WHERE = Worded(r"\b{where!}\s+(?:{the_english}\s+)?$")  # `in Kenya, Uganda took over`
BOTH = Worded(r"&|/|\b(?:{and}|{as_or_with})\b")
AND = Worded(r"\s+{and}\s+(?:{in}\s+)?")


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who can hold an office, at `text[start:end]`: a country, or a known organisation by its `id`."""

    name: str
    start: int
    end: int
    country: str | None = None
    id: str | None = None

    @property
    def who(self) -> str:
        return self.country or self.id or self.name


Holders = tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Whom the words before a clause named, and in which role."""

    holders: Holders = ()
    role: str = ""
    until: str | None = None  # when the term that was named last ended
    sitting: bool = False  # they speak of a single sitting, which a pronoun may stand for as well


@remembered
def find_holders(text: str) -> Holders:
    """Countries and organisations in order, but for the mechanism's own name and a country in an organisation's."""
    names = [(m.start, m.end) for m in find_mechanisms(text)]
    found: list[Holder] = []

    def add(holder: Holder) -> None:
        if not any(start < holder.end and holder.start < end for start, end in names):
            names.append((holder.start, holder.end))
            found.append(holder)

    for org in find_organisations(text):
        if org.id:
            # `IGC Administration` is not the IGC
            names[:] = [
                n for n in names if not (org.start <= n[0] and n[1] <= org.end and n[1] - n[0] < org.end - org.start)
            ]
            add(Holder(org.name, org.start, org.end, id=org.id))
    for hit in find_countries(text):
        add(Holder(hit.name, hit.start, hit.end, hit.country))
    return tuple(sorted(found, key=lambda holder: holder.start))


def row_after(text: str, start: int | None) -> Holders:
    """The holders in a row at the beginning of text[start:]; () when other words stand there."""
    if start is None:
        return ()
    hits = [hit for hit in find_holders(text) if hit.start >= start]
    if not hits or not LEAD.fullmatch(text[start : hits[0].start]):
        return ()
    row = [hits[0]]
    for hit in hits[1:]:
        if not JOIN.fullmatch(AGAIN.sub(" ", text[row[-1].end : hit.start])):
            break
        row.append(hit)
    return tuple(row)


def by_name(text: str) -> Holders:
    """The holders at the beginning of a text, or the State that a person there stands for: `Minister X of Ghana`."""
    if row := row_after(text, 0):
        return row
    hits = find_holders(text)
    if not hits or hits[0].country is None or not stands_for(text[: hits[0].start]):
        return ()
    return hits[:1]


def row_before(text: str, far: int = NEAR) -> Holders:
    """The holders in a row at the end of a text, at most `far` words before it, without whom the clause only mentions
    first (`Following Kenya, Uganda ...`).
    """
    row = row_at_end(text, find_holders(text), far)
    while row and WHERE.search(text, max(0, row[0].start - 8), row[0].start):
        row = row[1:]
    if len(row) > 1 and not any(BOTH.search(text[a.end : b.start]) for a, b in pairwise(row)):
        row = row[-1:]  # `since Chad left, Cameroon ...`, `of Chad, Cameroon ...`: two who hold it are joined by `and`
    beside = list(pattern("chair", "beside").finditer(text, 0, row[0].start)) if row else []
    if beside and LEAD.fullmatch(text[beside[-1].end() : row[0].start]):
        return row[1:]
    return row


def without(text: str, verb: re.Match[str], row: Holders) -> str:
    """The text with a verb and the row behind it made blank: `took over from Kenya in 2023` is not `from 2023`."""
    end = verb.end() + row[-1].end
    return text[: verb.start()] + " " * (end - verb.start()) + text[end:]


def chair(holder: Holder, role: str, term: str | None) -> Chair:
    return Chair(role, holder.name, holder.country, holder.id, term, holder.name)


def term_of(text: str) -> str | None:
    """The last date of a clause, as since when or until when the office is held; two years in a row are one term."""
    if said := spans(text):
        return said[-1][2]
    dates = find_dates(text, years=True)
    years = [date.edtf for date in dates[-2:] if date.edtf.isdigit()]
    in_a_row = len(years) == 2 and int(years[1]) - int(years[0]) == 1
    if in_a_row and AND.fullmatch(text[dates[-2].end : dates[-1].start]):
        return f"{years[0]}/{years[1]}"
    if not dates:
        return None
    term = bounded(text, dates[-1])
    lasts = lasting(text)
    if lasts and "/" not in dates[-1].edtf and not term.startswith(".."):
        return ending(dates[-1].edtf, lasts[2])
    return term


def bounded(text: str, date: DateMatch) -> str:
    """The date with the side on which `since` or `until` leaves it open."""
    if "/" not in date.edtf and UNTIL.search(text[: date.start]):
        return f"../{date.edtf}"
    if "/" not in date.edtf and SINCE.search(text[: date.start]):
        return f"{date.edtf}/.."
    return date.edtf
