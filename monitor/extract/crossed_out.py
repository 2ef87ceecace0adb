"""Meetings, members and observers that a page crosses out: whether called off, over or gone, the page does not say."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile, zip_longest

from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.values.countries import find_countries
from monitor.extract.values.meetings import read_meeting, read_place_and_date
from monitor.extract.values.organisations import find_organisations
from monitor.model import Document

BELONGING = ("member", "observer")
STEP = " > "  # between the elements of a locator
NUMBER = re.compile(r":nth-of-type\((\d+)\)$")


def tell_crossed_out(document: Document, ledger: Ledger) -> None:
    """A finding for each, where the page lists such; the list is then not one of which what is absent is gone."""
    for words, place in zip_longest(document.struck, document.struck_at, fillvalue=""):
        if "meeting" in ledger.outcomes and _is_meeting(words, ledger.reading):
            _tell("meeting", "a meeting", words, ledger)
        else:
            _tell_who(words, place, ledger)


def _tell_who(words: str, place: str, ledger: Ledger) -> None:
    """Who is crossed out in a list, and stands in none. Of which list they were, their place says where it can."""
    named = {hit.country for hit in find_countries(words)} | {hit.id for hit in find_organisations(words) if hit.id}
    if all(any(ledger.stated(field, who) for field in BELONGING) for who in named):
        return
    for field in _lists_at(place, ledger):
        _tell(field, f"a possible {field}", words, ledger)


def _lists_at(place: str, ledger: Ledger) -> list[str]:
    """The lists in which a place may be: the one that has most of the way down to it in common with its entries, of
    those that have as much the one between whose entries it is; all where nothing tells them apart.
    """
    lists = [field for field in BELONGING if field in ledger.outcomes]
    ways = {field: [one.locator.split(STEP) for one in ledger.statements if one.field == field] for field in lists}
    if not place or not all(ways.values()):
        return lists
    way = place.split(STEP)
    shared = {field: max(_shared(way, other) for other in ways[field]) for field in lists}
    nearest = [field for field in lists if shared[field] == max(shared.values())]
    if len(nearest) > 1:
        depth = max(shared.values())
        at = {field: [_number(other, depth) for other in ways[field]] for field in nearest}
        return [f for f in nearest if min(at[f]) < _number(way, depth) < max(at[f])] or nearest
    return nearest


def _shared(one: list[str], other: list[str]) -> int:
    """How many steps two ways begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _number(way: list[str], depth: int) -> int:
    """Which of its kind a step is."""
    number = NUMBER.search(way[depth]) if len(way) > depth else None
    return int(number[1]) if number else 0


def _tell(field: str, what: str, words: str, ledger: Ledger) -> None:
    ledger.remark("crossed-out", f"{what} is crossed out, and why is not understood: “{shorten(words)}”", field)
    ledger.outcomes[field] = replace(ledger.outcomes[field], outcome="partial")


def _is_meeting(words: str, reading: Reading) -> bool:
    """The words are a meeting by themselves, and not only its day or place, which was put right."""
    one = read_meeting(words, language=reading.language, day_first=reading.day_first)
    return bool(one or read_place_and_date(words, language=reading.language, day_first=reading.day_first))
