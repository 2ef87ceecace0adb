"""Meetings whose title, date and place stand in elements of their own, in the same order for each meeting.

In: the lines of a list. Out: the same lines, those of one meeting brought together as `title, date, place`. Each line
is told by what it holds; a meeting begins where a line holds what the first line held. Lines that do not make whole
meetings are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Literal

from monitor.extract.phrases import pattern
from monitor.extract.sections import YEAR_ONLY, Line, is_prose
from monitor.extract.values.called_off import says_off
from monitor.extract.values.dates import DateMatch, refused_dates
from monitor.extract.values.line_parts import EDGE, ends_in_city, is_place
from monitor.extract.values.meetings import Meeting, names_body, year_ahead
from monitor.extract.values.unsettled import waits_for_its_day

Holds = Literal["title", "date", "place", "date-place", "dated", "status", "more", "other", "end"]
DATED: tuple[Holds, ...] = ("date", "date-place", "dated")
ICONS = re.compile(r"^[^\w“”«»\"'‘’(\[]+\s*|\s*[^\w“”«»\"'‘’)\].!?…*]+$")
CLOCK = re.compile(r"\b\d{1,2}(?:[:h.]\d{2}|h\b)(?:\s?[ap]m)?", re.IGNORECASE)
NUMBER_AHEAD = re.compile(r"\d{1,2}[.)]\s+(?=\D)")
DIGIT = re.compile(r"\d")
DAYS = re.compile(r"\d{1,2}(?:\s*(?:[–/-]|to|and|au|et|al?|y|e)\s*\d{1,2})?")
WORD = re.compile(r"[^\W\d_]{3,10}\.?")
YEAR = re.compile(r"(?:19|20)\d\d")
BETWEEN = " > "  # the steps of a CSS path
LONGEST_TITLE = 30  # words
ANY_YEAR = 2000  # a leap year, for a day and month whose year stands in a heading


@dataclass(frozen=True, slots=True)
class Asked:
    """What the lines are asked: for the dates in a text (a year for those that have none), and for a whole meeting."""

    dates: Callable[[str, int | None], tuple[DateMatch, ...]]
    meeting: Callable[[str], Meeting | None]

    def has_date(self, text: str) -> bool:
        """The text gives a day or a month."""
        return bool(self.dates(text, None)) or year_ahead(text) is not None

    def is_whole(self, text: str) -> bool:
        """The text is a meeting by itself."""
        return self.meeting(text) is not None


@dataclass(frozen=True, slots=True)
class _Piece:
    holds: Holds
    line: Line


def by_turns(lines: Sequence[Line], asked: Asked) -> tuple[Line, ...]:
    """The lines with the title, date and place of each meeting brought together."""
    if len(lines) < 2 or all(line.kind == "row" for line in lines):
        return tuple(lines)
    pieces = _together(_apart([_Piece(_holds(line, asked), line) for line in _days(lines, asked)], asked), asked)
    if not any(piece.holds in ("date", "place", "date-place") for piece in pieces):
        return tuple(lines)
    found: list[Line] = []
    for is_end, run in groupby(pieces, key=lambda piece: piece.holds == "end"):
        held = list(run)
        found += [piece.line for piece in held] if is_end else _meetings(held) or _lines_of(held, lines)
    return tuple(found)


def _lines_of(run: list[_Piece], lines: Sequence[Line]) -> list[Line]:
    """The lines of which a run was made, as they were."""
    return [line for line in lines if any(line.quote in piece.line.quote for piece in run)]


def _holds(line: Line, asked: Asked) -> Holds:
    text = _bare(line.text)
    if line.kind == "row" or YEAR_ONLY.fullmatch(text) or text.endswith(":") or not text:
        return "end"
    if is_prose(text):
        return "other"
    if pattern("meeting", "other_dates").match(text) and not pattern("meeting", "nouns").search(text):
        return "more"
    if pattern("meeting", "more").fullmatch(text) or not any(c.isalnum() for c in CLOCK.sub("", text)):
        return "more"
    if any(pattern("meeting", key).fullmatch(text.strip("()[] ")) for key in ("announced_remark", "held_remark")):
        return "status"
    if is_place(text):
        return "place"
    dates = asked.dates(text, ANY_YEAR)
    if not dates:
        wordy = len(text.split()) <= LONGEST_TITLE and any(c.isalpha() for c in text)
        refused = waits_for_its_day(text) or (DIGIT.search(text) and refused_dates(text))
        return "title" if wordy and not refused else "end"
    rest = "".join(
        f" {text[a:b]}" for a, b in zip([0, *(d.end for d in dates)], [*(d.start for d in dates), None], strict=True)
    )
    rest = CLOCK.sub(" ", rest).strip(EDGE)
    if not any(c.isalpha() for c in pattern("meeting", "around_date").sub(" ", rest)):
        return "date"
    if is_place(rest) and not names_body(rest):
        return "date-place"
    meeting = asked.meeting(text)
    return "dated" if meeting is not None and meeting.place is None else "end"


def _apart(pieces: list[_Piece], asked: Asked) -> list[_Piece]:
    """The entries of a list of which one is a whole meeting, with its place, are one meeting each."""
    if not any(
        piece.line.kind == "item" and piece.holds == "end" and asked.is_whole(piece.line.text) for piece in pieces
    ):
        return pieces
    return [replace(piece, holds="end") if piece.line.kind == "item" else piece for piece in pieces]


def _bare(text: str) -> str:
    """The words without the icons at their ends."""
    return ICONS.sub("", text.strip()).strip()


def _days(lines: Sequence[Line], asked: Asked) -> Iterator[Line]:
    """The day, month and year of a leaf of a calendar, each on a line of its own, brought together."""
    at = 0
    while at < len(lines):
        words = [line.text.strip() for line in lines[at : at + 3]]
        if len(words) == 3 and _is_leaf(words) and len(asked.dates(" ".join(words), None)) == 1:
            yield replace(lines[at], text=" ".join(words))
            at += 3
            continue
        yield lines[at]
        at += 1


def _is_leaf(words: list[str]) -> bool:
    day_first = DAYS.fullmatch(words[0]) and WORD.fullmatch(words[1])
    month_first = WORD.fullmatch(words[0]) and DAYS.fullmatch(words[1])
    return bool(day_first or month_first) and YEAR.fullmatch(words[2]) is not None


def _together(pieces: list[_Piece], asked: Asked) -> list[_Piece]:
    """Two lines of one date, its first and its last day, and two of one place, city and country, are one."""
    found: list[_Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and before.holds == piece.holds == "date":
            days = [asked.dates(_bare(each.line.text), None) for each in (before, piece)]
            span = f"{days[0][0].text} – {days[1][0].text}" if all(len(each) == 1 for each in days) else ""
            whole = asked.dates(span, None)
            if len(whole) == 1 and "/" in whole[0].edtf:
                found[-1] = _Piece("date", replace(before.line, text=span))
                continue
        if before and before.holds == piece.holds == "place":
            place = f"{_bare(before.line.text)}, {_bare(piece.line.text)}"
            if is_place(place):
                found[-1] = _Piece("place", replace(before.line, text=place))
                continue
        found.append(piece)
    return found


def _meetings(run: list[_Piece]) -> list[Line]:
    """The meetings of a run of lines, with what stands beside them; [] where it is not made of whole meetings."""
    turns = _turns(run)
    states = {any(piece.holds == "status" for piece in group) for group in turns}
    for groups in (_boxes(run), turns if len(states) == 1 else [], _under_states(run)):
        found = [_meeting(group) for group in groups]
        if found and all(found):
            return [line for lines in found for line in lines]
    return []


def _boxes(run: list[_Piece]) -> list[list[_Piece]]:
    """The lines of each of the elements side by side that hold them."""
    paths = [piece.line.locator.split(BETWEEN) for piece in run]
    shared = sum(1 for _ in takewhile(lambda steps: len(set(steps)) == 1, zip(*paths, strict=False)))
    return [list(held) for _, held in groupby(run, key=lambda piece: piece.line.locator.split(BETWEEN)[: shared + 1])]


def _turns(run: list[_Piece]) -> list[list[_Piece]]:
    """The lines cut before each that holds what the first one holds."""
    opener = next((piece.holds for piece in run if piece.holds != "other"), "other")
    groups: list[list[_Piece]] = []
    for piece in run:
        if not groups or piece.holds == opener:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _under_states(run: list[_Piece]) -> list[list[_Piece]]:
    """The same where a state stands above several meetings: `Upcoming`, and further down `Past`."""
    if run[0].holds != "status":
        return []
    found: list[list[_Piece]] = []
    for at, state in enumerate(run):
        if state.holds == "status":
            below = list(takewhile(lambda piece: piece.holds != "status", run[at + 1 :]))
            found += [[state, *group] for group in _turns(below)] or [[state]]
    return found


def _meeting(group: list[_Piece]) -> list[Line]:
    """One meeting as a line, and the lines that stand beside its parts; [] where a part is missing or stands twice."""
    held = {
        holds: [piece.line for piece in group if piece.holds == holds] for holds in {piece.holds for piece in group}
    }
    dates = [piece.line for piece in group if piece.holds in DATED]
    titles, places, status = held.get("title", []), held.get("place", []), held.get("status", [])
    if len(titles) > 1:
        titles = [line for line in titles if pattern("meeting", "nouns").search(line.text)]
    titled = len(titles) == (0 if held.get("dated") else 1)
    if not titled or len(dates) != 1 or len(places) > (not held.get("date-place")) or len(status) > 1:
        return []
    if (places or held.get("date-place")) and any(ends_in_city(line.text) for line in titles):
        return []  # it has a place of its own
    parts = [*titles, *dates, *places]
    words = ", ".join(NUMBER_AHEAD.sub("", _bare(line.text)).strip(" ,;") for line in parts)
    if status and pattern("meeting", "announced_remark").fullmatch(_bare(status[0].text).strip("()[] ")):
        words = f"{words}, {_bare(status[0].text).strip('()[] ')}"
    beside = [piece.line for piece in group if piece.line not in parts]
    off = next((line for line in beside if says_off(line.text)), None)
    words = f"{words}, {off.text}" if off else words
    one = replace(parts[0], text=words, links=tuple(link for line in parts for link in line.links))
    if len(parts) > 1:
        one = replace(one, kind="text")
    used = {id(line) for line in (*parts, *status, *held.get("more", []), *([off] if off else []))}
    return [one, *(piece.line for piece in group if id(piece.line) not in used)]
