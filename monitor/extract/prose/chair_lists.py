"""Lists of holders within a sentence: `Previous chairs include A (2012) and B (2013)`, `The troika consists of ...`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.clauses import NEAR
from monitor.extract.prose.office_verbs import said_by
from monitor.extract.prose.offices import OWN
from monitor.extract.prose.verbs import form
from monitor.extract.values.chairs import ANY, Chair, read_chairs

ARE = re.compile(r"\s*:\s+")


def listed(sentence: str, mechanism: str | None) -> list[Chair]:
    """`Previous chairs include A (2012) and B (2013).`, `The troika consists of A (past), B (current) and C (next).`"""
    if (start := _past_are(sentence)) and (reading := read_chairs(sentence[start:].strip().rstrip("."), "past")).chairs:
        return [] if reading.aside else list(reading.chairs)
    for key, role in (("past_chairs_are", "past"), ("troika_is", ANY)):
        are = said_by(key, sentence)
        if are is None or len(sentence[: are.start()].split()) > NEAR:
            continue
        rest = sentence[are.end() :].strip().rstrip(".")
        reading = read_chairs(rest, role)
        return [] if reading.aside else list(reading.chairs)
    if made := form("chair", "make_troika").search(sentence):
        reading = read_chairs(sentence[: made.start()].strip().rstrip(","), ANY)
        return [] if reading.aside else list(reading.chairs)
    return []


def _past_are(sentence: str) -> int | None:
    """Where the list begins that follows the past offices: `The former presidencies were held by A (2018) and B`."""
    office = pattern("chair", "past_office").search(sentence)
    if office is None or len(sentence[: office.start()].split()) > 2:
        return None
    are = ARE.match(sentence, office.end()) or form("chair", "are").search(sentence, office.end())
    if are is None or not OWN.fullmatch(sentence[office.end() : are.start()]):
        return None
    return are.end()
