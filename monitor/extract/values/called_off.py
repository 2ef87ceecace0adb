"""What the line of a meeting says of its being called off or put off: `(cancelled)`, `Postponed to 7 June 2026:`.

In: a line of a list of meetings. Out: the line without these words, with the new day in the place of the old one, and
the state in which the meeting is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

from monitor.extract.gated import Gated
from monitor.extract.phrases import pattern
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.places import find_places
from monitor.extract.values.redated import without_new_day, without_old_day
from monitor.extract.values.topics import MARK, is_of_noun, is_topic

State = Literal["cancelled", "postponed"]
STATES: tuple[State, ...] = ("cancelled", "postponed")  # which of two says more comes first
# the state that a remark tells, by its words; that of the last only a new day behind them
REMARKS: dict[str, State | None] = {
    "cancelled": "cancelled", "postponed": "postponed", "suspended": "postponed", "rescheduled": None,
}  # fmt: skip
OPENING = {"(": ")", "[": "]"}
TAIL = re.compile(r"(?:\s+[^\W\d_A-ZÀ-Þ][^,;:|()\[\]–—]*?)?\s*(?=$|[,;:|–—(\[]|\s-\s|[.!]\s*$|\.\s)")
HEAD = re.compile(r"\s*(?:[,;:|–—!]|-\s)\s*")
END = re.compile(r"\s*(?:[.!]?\s*$|[,;:|–—(\[]|\s-\s)")
EDGE = " \t,;:|–—-"
MOST = 5  # remarks of a line, and words that may be one
LONGEST = 100  # characters of a remark
ANY_YEAR = 2000  # a leap year, for a day and month without
NEAR = 12  # characters between the word for `to` and the day: `to the`, `au mardi`


@dataclass(frozen=True, slots=True)
class Off:
    """A line without what it says of this. `year`: that of the old day, for a new one without."""

    text: str
    state: State | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class _Remark:
    start: int
    end: int
    state: State | None
    moved: str = ""  # the words of the new day


def says_off(text: str, start: int = 0) -> bool:
    """Whether words say that a meeting is not held, or not then."""
    return said_off(text, start) is not None


def said_off(text: str, start: int = 0) -> re.Match[str] | None:
    """The first words that say so of the meeting, not of what it is about."""
    found = (_of_meeting(text, pattern("meeting", key), start) for key in (*STATES, "not_held"))
    return min(filter(None, found), key=re.Match.start, default=None)


def _of_meeting(text: str, words: Gated, start: int) -> re.Match[str] | None:
    return next((word for word in words.finditer(text, start) if not is_topic(text, word)), None)


def without_state(
    text: str, *, language: str = "en", day_first: bool | None = None, year: int | None = None
) -> Off | None:
    """The line of a meeting and its state. None: it says something of that kind that is not understood."""
    state: State | None = None
    moved = ""
    text = without_old_day(text, language=language, day_first=day_first)
    new_day = without_new_day(text, language=language, day_first=day_first)[1]
    for _ in range(MOST):
        remark = next(_remarks(text, language, day_first), None)
        if remark is None:
            break
        state = state or remark.state
        moved = moved or remark.moved
        left, right = text[: remark.start].rstrip(EDGE), text[remark.end :].strip(EDGE + ".!")
        text = left + (", " if left and right else "") + right
    if says_off(text) or (new_day and state == "cancelled"):
        return None
    if not moved and new_day:
        text, moved = without_new_day(text, language=language, day_first=day_first)
        if _names_no_meeting(text):
            return None
    return _redated(text, moved, language, day_first, year) if moved else Off(text, state)


def _names_no_meeting(text: str) -> bool:
    """Whether a line without its new day has no words but a place: it speaks of a meeting that stands elsewhere."""
    for place in reversed(find_places(text)):
        text = text[: place.start] + text[place.end :]
    return not any(letter.isalnum() for letter in text)


def _redated(text: str, moved: str, language: str, day_first: bool | None, year: int | None) -> Off | None:
    old = find_dates(text, language=language, day_first=day_first, year=year)
    if len(old) > 1:
        return None
    if not old:
        return Off(f"{text}, {moved}")
    of_old = old[0].first.year
    new = _day(moved, language, day_first, of_old)
    if new and new.last < old[0].first and not _day(moved, language, day_first, None):
        of_old += 1  # put off from December to January
    return Off(f"{text[: old[0].start]}{moved}{text[old[0].end :]}", None, of_old)


def _remarks(text: str, language: str, day_first: bool | None) -> Iterator[_Remark]:
    for key, state in REMARKS.items():
        for word in islice(pattern("meeting", key).finditer(text), MOST):
            if remark := _remark(text, word, state, language, day_first):
                yield remark


def _remark(
    text: str, word: re.Match[str], state: State | None, language: str, day_first: bool | None
) -> _Remark | None:
    """The stretch of the line that is this remark, where it is one and not a part of a title."""
    lead = _lead().search(text, 0, word.start())
    if lead is None:
        return _behind_a_meeting(text, word, state) if state else None
    if lead.group() and is_of_noun(text, word, lead.start()):
        return None
    opened = (lead["mark"] or "").strip()[:1]
    end = text.find(OPENING[opened], word.end()) if opened in OPENING else len(text)
    if end < 0:
        return None
    to = None if state == "cancelled" else _to(text, word.end(), end, language, day_first)
    if opened in OPENING:
        beside = text[word.end() : to[0]] + text[to[1] : end] if to else text[word.end() : end]
        told = to is not None or state == "cancelled" or (state and not find_dates(beside, language=language))
        if not told or len(beside) > LONGEST or find_places(beside):
            return None
        return _Remark(lead.start(), end + 1, None if to else state, text[slice(*to)] if to else "")
    if to:
        return _Remark(lead.start(), to[1], None, text[slice(*to)])
    if state is None:
        return None
    if lead["mark"] or lead["verb"]:
        tail = TAIL.match(text, word.end())
        told = tail is not None and len(tail.group()) <= LONGEST and not find_places(tail.group())
        return _Remark(lead.start(), tail.end(), state) if tail and told else None
    head = HEAD.match(text, word.end())
    loud = word.group().isupper() and not "".join(text[word.end() :].split(maxsplit=1)[:1]).isupper()
    alone = head is not None or loud or _stands_before_its_day(text[word.end() :], language, day_first)
    return _Remark(lead.start(), head.end() if head else word.end(), state) if alone else None


def _behind_a_meeting(text: str, word: re.Match[str], state: State) -> _Remark | None:
    """A remark without a mark before it, straight behind a word for a meeting: `Senior Officials Meeting cancelled`."""
    start = max((mark.end() for mark in MARK.finditer(text, 0, word.start())), default=0)
    before = text[start : word.start()]
    noun = next((one for one in pattern("meeting", "nouns").finditer(before) if not before[one.end() :].strip()), None)
    end = END.match(text, word.end())
    about = noun and any(
        pattern("meeting", key).search(before, 0, noun.start()) for key in ("topic_joints", "topic_on")
    )
    return _Remark(start + len(before.rstrip()), word.end(), state) if noun and end and not about else None


def _stands_before_its_day(text: str, language: str, day_first: bool | None) -> bool:
    """Whether the only day of a line stands first in it, parted from the meeting: `4 June 2027, Rome: plenary`.

    A day on which it was called off stands behind a word for that.
    """
    days = find_dates(text, language=language, day_first=day_first)
    return len(days) == 1 and not text[: days[0].start].strip() and MARK.match(text[days[0].end :].lstrip()) is not None


def _to(text: str, start: int, end: int, language: str, day_first: bool | None) -> tuple[int, int] | None:
    """Where the day stands to which a meeting was put off: behind a word for `to`."""
    for to in pattern("meeting", "put_off_to").finditer(text, start, min(end, start + LONGEST)):
        after = find_dates(text[to.end() : end], language=language, day_first=day_first, year=ANY_YEAR, years=True)
        if after and after[0].start <= NEAR:
            return to.end() + after[0].start, to.end() + after[0].end
    return None


def _day(words: str, language: str, day_first: bool | None, year: int | None) -> DateMatch | None:
    return next(iter(find_dates(words, language=language, day_first=day_first, year=year, years=True)), None)


@cache
def _lead() -> re.Pattern[str]:
    """What stands before a remark: the line's beginning, a mark, a day, or a verb."""
    verbs = pattern("meeting", "off_verbs").pattern
    return re.compile(
        rf"(?:(?P<mark>\s*[,;:|–—.(\[]|\s+-|(?<=[\d)\]])\s)\s*(?:{verbs}\s+)?|\s+(?P<verb>{verbs})\s+|^\W*)$",
        re.IGNORECASE,
    )
