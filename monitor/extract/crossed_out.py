"""Meetings that a page crosses out: whether they are called off, put off or over, the page does not say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.values.meetings import read_meeting, read_place_and_date


def tell_crossed_out(struck: Iterable[str], ledger: Ledger) -> None:
    """A finding for each, where the page lists meetings; the list is then not one of which what is absent is gone."""
    read = ledger.outcomes.get("meeting")
    for words in struck if read else ():
        if _is_meeting(words, ledger.reading):
            message = f"a meeting is crossed out, and why is not understood: “{shorten(words)}”"
            ledger.remark("crossed-out", message, "meeting")
            ledger.outcomes["meeting"] = replace(ledger.outcomes["meeting"], outcome="partial")


def _is_meeting(words: str, reading: Reading) -> bool:
    """The words are a meeting by themselves, and not only its day or place, which was put right."""
    one = read_meeting(words, language=reading.language, day_first=reading.day_first)
    return bool(one or read_place_and_date(words, language=reading.language, day_first=reading.day_first))
