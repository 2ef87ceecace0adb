"""Meetings, members and observers that a page crosses out: whether called off, over or gone, the page does not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.values.countries import find_countries
from monitor.extract.values.meetings import read_meeting, read_place_and_date
from monitor.extract.values.organisations import find_organisations

BELONGING = ("member", "observer")


def tell_crossed_out(struck: Iterable[str], ledger: Ledger) -> None:
    """A finding for each, where the page lists such; the list is then not one of which what is absent is gone."""
    for words in struck:
        if "meeting" in ledger.outcomes and _is_meeting(words, ledger.reading):
            _tell("meeting", "a meeting", words, ledger)
        else:
            _tell_who(words, ledger)


def _tell_who(words: str, ledger: Ledger) -> None:
    """Who is crossed out in a list, and stands in none; of which list they were, nobody can say."""
    named = {hit.country for hit in find_countries(words)} | {hit.id for hit in find_organisations(words) if hit.id}
    if all(any(ledger.stated(field, who) for field in BELONGING) for who in named):
        return
    for field in BELONGING:
        if field in ledger.outcomes:
            _tell(field, f"a possible {field}", words, ledger)


def _tell(field: str, what: str, words: str, ledger: Ledger) -> None:
    ledger.remark("crossed-out", f"{what} is crossed out, and why is not understood: “{shorten(words)}”", field)
    ledger.outcomes[field] = replace(ledger.outcomes[field], outcome="partial")


def _is_meeting(words: str, reading: Reading) -> bool:
    """The words are a meeting by themselves, and not only its day or place, which was put right."""
    one = read_meeting(words, language=reading.language, day_first=reading.day_first)
    return bool(one or read_place_and_date(words, language=reading.language, day_first=reading.day_first))
