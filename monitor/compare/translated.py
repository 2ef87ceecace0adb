"""Meetings, documents and words of a page that comes in another language than the one in which they were first read.

A title in other words is then no change, nor is a city (`Geneva`, `Genève`): one meeting is what is held on one day in
one country, else within a month, unless its number differs, and one document what has one address. Day, country, year,
and whether a meeting is announced, held or called off count in any language.

Entries that are words and nothing else (names, objectives, focus areas, bodies that the lookups do not know) are the
same where there are as many as before.

What the page said of an entry in its other language is kept: from then on its words count in that language, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from monitor.compare.identity import FORMS, form_of
from monitor.compare.kinds import says_words
from monitor.compare.meetings import is_instead, place_of, told_alike
from monitor.compare.pairing import Kept, New
from monitor.compare.parts import CODES
from monitor.compare.spans import apart
from monitor.compare.wordings import shared, title
from monitor.lookups.addresses import address
from monitor.model import Json, OpenStatement, Statement

ONE_DAY = 500.0  # above whatever the titles add
NEAR = 31  # days within which one of the same country may have been put off
PLACED = 50.0  # at one place as well
NUMBER = re.compile(r"\d+")


def in_language(before: OpenStatement, language: str | None) -> OpenStatement:
    """An entry as its page gave it in a language: as it was first read, where it never did."""
    if language is None or language == before.language or language not in before.worded:
        return before
    return replace(before, statement=replace(before.statement, value=before.worded[language]), language=language)


def is_list_translated(same: Sequence[Kept], others: Collection[OpenStatement], language: str | None) -> bool:
    """Whether a list whose page turned its language did so as well: not where most of its titles are the same."""
    as_it_was = sum(is_translated(*one, language) and bool(title(one[1][1].value)) for one in same)
    return as_it_was <= sum(one.language not in (None, language) for one in others)


def is_translated(before: OpenStatement, after: New, language: str | None) -> bool:
    """Whether an entry stands in one language and its page is read in another one now."""
    return bool(before.language and language) and before.language != language and has_words(after[1])


def has_words(entry: Statement) -> bool:
    """Whether an entry is put otherwise in another language."""
    return form_of(entry) in FORMS or is_words_alone(entry)


def is_words_alone(entry: Statement) -> bool:
    """Whether an entry is words and nothing else: an objective, or a body that the lookups do not know."""
    value = entry.value
    unknown = isinstance(value, dict) and bool(CODES & value.keys()) and not any(value.get(code) for code in CODES)
    return says_words(entry.field) or (unknown and entry.field != "chair")


def in_other_words(gone: Sequence[OpenStatement], come: Sequence[New], language: str | None) -> tuple[Kept, ...]:
    """Entries of words alone that stood in another language, each with the one that stands in its place; none where
    there are not as many.
    """
    old = [one for one in sorted(gone, key=lambda one: one.row) if is_of_another_language(one, language)]
    new = sorted((one for one in come if is_words_alone(one[1])), key=lambda one: one[0])
    return tuple(zip(old, new, strict=True)) if len(old) == len(new) else ()


def is_of_another_language(entry: OpenStatement, language: str | None) -> bool:
    """Whether an entry stands as words alone, and not in the language in which the page is now."""
    if language is None or not is_words_alone(entry.statement):
        return False
    return entry.language not in (None, language) and language not in entry.worded


def likeness(before: Statement, after: Statement) -> float:
    """The score of two meetings by what no language changes: 0 for two, and for documents, which have addresses."""
    a, b = before.value, after.value
    if form_of(after) != "meeting":
        return 0.0
    numbers = [set(NUMBER.findall(title(value))) for value in (a, b)]
    days = apart(a.get("date"), b.get("date"))
    if days is None or days > NEAR or not _one_country(a, b) or is_instead(a, b, days):
        return 0.0
    if all(numbers) and not set.intersection(*numbers):
        return 0.0
    placed = PLACED * (place_of(a) == place_of(b)) + shared(title(a), title(b)) / 10
    if days:
        return NEAR - days + placed if a.get("country") and b.get("country") else 0.0
    return ONE_DAY + placed


def is_same(before: Statement, after: Statement) -> bool:
    """Whether two entries that were taken for one state the same."""
    if is_words_alone(after):
        return True
    a, b = before.value, after.value
    if form_of(after) == "document":
        return a.get("year") == b.get("year") and address(a.get("url")) == address(b.get("url")) is not None
    return a.get("date") == b.get("date") and a.get("country") == b.get("country") and told_alike(a, b)


def _one_country(a: Json, b: Json) -> bool:
    countries = a.get("country"), b.get("country")
    return None in countries or countries[0] == countries[1]
