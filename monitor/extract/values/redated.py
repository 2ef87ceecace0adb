"""The old and the new day that the line of a meeting gives beside each other: `7 July 2031 (originally 3 May)`,
`3 May 2031, new date: 7 July`.

In: a line of a list of meetings. Out: the line without its old day, or without its new one, and the words of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from monitor.extract.phrases import pattern
from monitor.extract.values.dates import find_dates

BEFORE = re.compile(r"(?:^|\s*[,;:|–—.!(\[]|\s-|(?<=[\d)\]])(?=\s))\s*$")
BETWEEN = re.compile(
    r"\s*[:!–—-]?\s*(?:(?:on|the|from|for|le|du|au|pour|el|del?|para|o|a|em|dia|día)\s+)*", re.IGNORECASE
)
BEHIND = re.compile(r"\s*(?:$|[,;:|–—)\]!]|\s-\s|\.(?:\s|$)|(?=[(\[]))")
CLOSING = {"(": ")", "[": "]"}
ANY_YEAR = 2000  # a leap year, for a day and month without
MOST = 5  # words of a line that may be before such a day


@dataclass(frozen=True, slots=True)
class _Told:
    """A stretch of a line that gives a day, from the mark before it to the bracket that closes it."""

    start: int
    end: int
    day: str

    def cut_from(self, text: str) -> str:
        left, right = text[: self.start].rstrip(), text[self.end :].lstrip(" \t,;:|–—-!.")
        return left + (", " if left and right[:1].isalnum() else " ") + right if right else left


def without_old_day(text: str, *, language: str, day_first: bool | None) -> str:
    """The line without a day for which its meeting was planned before."""
    told = next(_told(text, "formerly", language, day_first), None)
    return told.cut_from(text) if told else text


def without_new_day(text: str, *, language: str, day_first: bool | None) -> tuple[str, str]:
    """The line without the new day of its meeting, and the words of that; '' where none is given."""
    told = next(_told(text, "new_date", language, day_first), None)
    return (told.cut_from(text), told.day) if told else (text, "")


def _told(text: str, key: str, language: str, day_first: bool | None) -> Iterator[_Told]:
    for word in islice(pattern("meeting", key).finditer(text), MOST):
        lead = BEFORE.search(text, 0, word.start())
        after = text[word.end() :]
        dates = find_dates(after, language=language, day_first=day_first, year=ANY_YEAR) if lead else ()
        if lead is None or not dates or not BETWEEN.fullmatch(after, 0, dates[0].start):
            continue
        day = after[dates[0].start : dates[0].end]
        if _puts_off(word.group()) and pattern("meeting", "put_off_to").search(day):
            continue  # `postponed from 3 May to 7 July`: the day to which it was put off is told
        end = word.end() + dates[0].end
        closed = CLOSING.get(lead.group().strip()[:1])
        ends = BEHIND.match(text, end)
        if ends is None:
            continue
        alone = closed is not None and ends.group().strip() == closed
        start = lead.start() if alone or closed is None else lead.end()
        yield _Told(start, ends.end() if alone else end, day)


def _puts_off(words: str) -> bool:
    return any(pattern("meeting", key).match(words) for key in ("postponed", "rescheduled"))
