"""A sentence about meetings with what its reader knows of the page, and a meeting as it states one."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import speaks_of_the_mechanism
from monitor.extract.prose.meeting_names import (
    EDGE,
)
from monitor.extract.prose.occasions import Occasion, occasions
from monitor.extract.values.meetings import Meeting

STRAIGHT = 2  # words between `will gather` and the article of what for: `again for`


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with what its reader knows of the page."""

    text: str
    language: str
    day_first: bool | None
    mechanism: str | None
    listed: bool = False

    def occasions(self, start: int = 0) -> tuple[Occasion, ...]:
        return occasions(self.text[start:], language=self.language, day_first=self.day_first)


def of_people(words: str, mechanism: str | None) -> bool:
    """Whose meeting it is that they held: the mechanism, or those who speak for its States."""
    return not words.strip(EDGE) or bool(
        speaks_of_the_mechanism(words, mechanism) or pattern("meeting", "people").search(words)
    )


def meeting_at(title: str, when: Occasion, *, planned: bool) -> Meeting:
    return Meeting(when.date.edtf, when.date.text, title, when.place, when.country, planned, when.date.ambiguous)
