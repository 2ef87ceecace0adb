"""What the line of a meeting calls not settled yet: `(tbc)`, `venue to be confirmed`, `lieu à confirmer`, `Planned:`.

In: a line of a list of meetings. Out: the line without these stretches, which are neither title nor place, and whether
by them the meeting is still to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.extract.gated import Gated
from monitor.extract.phrases import pattern
from monitor.extract.sentinels import is_not_known_yet, is_unknown

MARK = re.compile(r"\s{0,2}(?:[,;|(\[]\s{0,2}|[)\]])|\s{1,2}[–—-]{1,2}\s{1,2}|\s{0,2}[–—:]\s{1,2}|(?<=\w{3})\.\s{1,2}")
BEHIND = re.compile(r"(?<=\d)\s+(?=[^\W\d])|\s+(?=\w+\W*$)")  # a date, and before the last word
CLOSING = {"(": ")", "[": "]"}
LONGEST = 120  # characters of such a stretch
MOST = 5  # of them in a line


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch between two marks, '' at an end of the line. `start` and `end` are those of its words."""

    start: int
    end: int
    before: str
    after: str

    def cut_from(self, text: str) -> str:
        """The text without it and one of its marks: both brackets around it, else the mark before it, unless that opens
        a bracket or the line.
        """
        before, after = self.before.strip(), self.after.strip()
        left, right = text[: self.start - len(self.before)], text[self.end + len(self.after) :]
        if before in CLOSING:
            return left + right if CLOSING[before] == after else left + self.before + right
        if before in CLOSING.values():
            left += self.before
        return left + self.after + right if self.before or after in CLOSING else right


def without_unsettled(text: str) -> tuple[str, bool]:
    """The line without them, and whether they announce the meeting."""
    announced = False
    for _ in range(MOST):
        one = next(filter(None, (_unsettled(each, text) for each in _stretches(text))), None)
        if one is None:
            break
        announced = announced or _announces(text[one.start : one.end])
        text = one.cut_from(text)
    return text, announced


def waits_for_its_day(text: str) -> bool:
    """Whether the words say that the day of what they name is not settled: `Fifth plenary, Lisbon, dates tbc`."""
    day = pattern("meeting", "part_date")
    return any(day.search(text, one.start, one.end) and _says_so(text[one.start : one.end]) for one in _stretches(text))


def _stretches(text: str) -> Iterator[_Stretch]:
    at, before = 0, ""
    for mark in MARK.finditer(text):
        if ":" in mark.group() and any(each.fullmatch(text[at : mark.start()]) for each in _parts()):
            continue  # `venue: tbc`
        yield _Stretch(at, mark.start(), before, mark.group())
        at, before = mark.end(), mark.group()
    yield _Stretch(at, len(text), before, "")


def _unsettled(one: _Stretch, text: str) -> _Stretch | None:
    """The stretch where its words say so, or the end of it that does: `7 May 2031 tbc`, `Lisbon TBC`."""
    words = text[one.start : one.end]
    if not words or len(words) > LONGEST:
        return None
    if _says_so(words):
        return one
    for gap in BEHIND.finditer(words):
        tail = words[gap.end() :]
        if _says_so(tail) if words[gap.start() - 1].isdigit() else pattern("meeting", "unsettled").fullmatch(tail):
            return _Stretch(one.start + gap.end(), one.end, gap.group() or " ", one.after)
    return None


def _says_so(words: str) -> bool:
    return pattern("meeting", "announced_remark").fullmatch(words.strip(" .")) is not None or is_not_known_yet(words)


def _announces(words: str) -> bool:
    """Whether they are said of the meeting, its day or its place: the documents of one that was held may follow."""
    said = words.strip(" .")
    if is_unknown(said) or pattern("meeting", "announced_remark").fullmatch(said):
        return True
    return any(part.search(said) for part in _parts())


def _parts() -> Iterator[Gated]:
    return (pattern("meeting", key) for key in ("part_date", "part_place", "part_title"))
