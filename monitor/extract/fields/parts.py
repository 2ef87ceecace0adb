"""Meetings whose parts stand on lines of their own: a title, then `Date: ...` and `Location: ...`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, takewhile

from monitor.extract.fields.by_turns import Asked, by_turns
from monitor.extract.phrases import pattern
from monitor.extract.sections import YEAR_ONLY, Line, is_prose
from monitor.extract.values.places import find_place
from monitor.extract.values.unsettled import waits_for_its_day

SET_APART = ("heading", "term")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BETWEEN = " > "  # the steps of a CSS path
FEWEST_BOXES, MOST_PARTS = 2, 4
PARTS = ("part_date", "part_place", "part_title")


@cache
def _labels() -> re.Pattern[str]:
    words = "|".join(f"(?P<{part}>{pattern('meeting', part).pattern})" for part in PARTS)
    return re.compile(rf"\s*(?:{words})\s*(?P<mark>[:,]\s*|$)", re.IGNORECASE)


def _part(line: Line) -> tuple[str, str] | None:
    """(which part, its words) when the line is one part of a meeting; the words are '' where they stand below. A comma
    parts the cells of a row.
    """
    label = _labels().match(line.text)
    if label is None or (label["mark"].startswith(",") and line.kind != "row"):
        return None
    if not label["mark"] and line.kind not in ("term", "heading"):
        return None
    return next(part for part in PARTS if label[part]), line.text[label.end() :].strip()


def is_part(text: str) -> bool:
    """The line is one part of a meeting: `Location: Lisbon`."""
    label = _labels().match(text)
    return label is not None and label["mark"].startswith(":")


def whole_meetings(lines: Sequence[Line], asked: Asked) -> tuple[Line, ...]:
    """The lines with the parts of one meeting brought together; the first of its lines is the quote."""
    has_date, is_whole = asked.has_date, asked.is_whole
    boxed = _boxed(by_turns(_labelled_parts(lines), asked), has_date, is_whole)
    return tuple(_titles_with_dates(_below_titles(boxed, has_date, is_whole), has_date, is_whole))


def _below_titles(
    lines: Sequence[Line], has_date: Callable[[str], bool], is_whole: Callable[[str], bool]
) -> tuple[Line, ...]:
    """A title set apart, with date and place below it in one or more lines each, is one meeting. What else stands below
    it (`Chair: France`) stays apart.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        title, below = lines[at], list(takewhile(lambda line: line.kind == "text", lines[at + 1 :]))
        at += 1
        if (
            title.kind not in SET_APART
            or has_date(title.text)
            or waits_for_its_day(title.text)
            or YEAR_ONLY.fullmatch(title.text.strip())
        ):
            found.append(title)
            continue
        dates = [line for line in below if has_date(line.text)]
        places = [line for line in below if line not in dates and _is_place(line)]
        whole = any(is_prose(line.text) or is_whole(line.text) for line in below)
        if len(dates) != 1 or len(places) > 1 or len(below) > MOST_PARTS or whole:
            found.append(title)
            continue
        parts = (title, *dates, *places)
        links = tuple(link for line in parts for link in line.links)
        found.append(replace(title, text=", ".join(line.text.strip(" ,;") for line in parts), links=links))
        found += [line for line in below if line not in parts]
        at += len(below)
    return tuple(found)


def _boxed(lines: Sequence[Line], has_date: Callable[[str], bool], is_whole: Callable[[str], bool]) -> tuple[Line, ...]:
    """The lines of each of several boxes side by side, one meeting a box: a date, a title below it, a place.

    Only where every box has one date and no line that is a meeting by itself. A sentence in a box stays apart.
    """
    homes = {_home(line) for line in lines}
    boxes = [
        (home, list(held))
        for home, held in groupby(lines, key=lambda line: line.locator if line.locator in homes else _home(line))
    ]
    several = [held for home, held in boxes if home and len(held) > 1]
    around = {home.rpartition(BETWEEN)[0] for home, held in boxes if len(held) > 1}
    if len(several) < FEWEST_BOXES or len(around) > 1 or not all(_is_box(held, has_date, is_whole) for held in several):
        return tuple(lines)
    found: list[Line] = []
    for home, held in boxes:
        parts = [line for line in held if not is_prose(line.text)] if home and len(held) > 1 else held[:1]
        words = ", ".join(line.text.strip(" ,;") for line in sorted(parts, key=_is_place))  # a place stands last
        links = tuple(link for line in parts for link in line.links)
        found += [replace(parts[0], text=words, links=links, kind="text" if len(parts) > 1 else parts[0].kind)]
        found += [line for line in held if line not in parts]
    return tuple(found)


def _home(line: Line) -> str:
    """The element around that of a line, '' where the line has no such place."""
    return line.locator.rpartition(BETWEEN)[0]


def _is_place(line: Line) -> bool:
    if pattern("meeting", "virtual").fullmatch(line.text.strip(" .")):
        return True
    place = find_place(line.text)
    return place is not None and place.end - place.start >= len(line.text.strip(" .,;"))


def _is_box(held: list[Line], has_date: Callable[[str], bool], is_whole: Callable[[str], bool]) -> bool:
    parts = [line for line in held if not is_prose(line.text)]
    if not 1 < len(parts) <= MOST_PARTS or any(line.kind in ("item", "row") or is_whole(line.text) for line in parts):
        return False
    return sum(has_date(line.text) for line in parts) == 1


def _titles_with_dates(
    lines: Sequence[Line], has_date: Callable[[str], bool], is_whole: Callable[[str], bool]
) -> Iterator[Line]:
    """A title on one line and date and place on the next, or the other way round, are one meeting."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None:
            named = not has_date(waiting.text) and not YEAR_ONLY.fullmatch(waiting.text.strip())
            titled = waiting.kind in SET_APART and named
            titled = titled and not (line.kind in SET_APART and is_whole(line.text))
            undated = [each for each in (waiting, line) if not has_date(each.text)]
            parted = len(undated) == 1 and not waits_for_its_day(undated[0].text)
            if parted and (titled or _only_parts(waiting, line, is_whole)):
                yield replace(waiting, text=f"{waiting.text}, {line.text}", links=waiting.links + line.links)
                waiting = None
                continue
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _only_parts(one: Line, other: Line, is_whole: Callable[[str], bool]) -> bool:
    """Neither line is a meeting by itself, an entry of a list, a sentence or a year over others; one has no year."""
    if all(YEAR.search(line.text) for line in (one, other)):
        return False
    return not any(
        is_whole(line.text) or line.kind in ("item", "row") or is_prose(line.text) or YEAR_ONLY.fullmatch(line.text)
        or line.text.endswith(":")
        for line in (one, other)
    )  # fmt: skip


def _labelled_parts(lines: Sequence[Line]) -> tuple[Line, ...]:
    """`Date: ...` and `Location: ...` brought together with the title before them."""
    found: list[Line] = []
    parts: dict[str, str] = {}
    first: Line | None = None

    def close() -> None:
        nonlocal first
        if first is not None and parts:
            words = ", ".join(filter(None, (parts.get("part_title"), parts.get("part_date"), parts.get("part_place"))))
            found.append(replace(first, text=words))
        elif first is not None:
            found.append(first)
        parts.clear()
        first = None

    empty = ""  # a part whose words stand on the next line
    for line in lines:
        part = _part(line)
        if empty and part is None:
            parts[empty], empty = line.text, ""
            continue
        if part is None:
            close()
            first = line
            continue
        name, words = part
        if first is not None and not parts and name != "part_title":
            parts["part_title"] = first.text  # the line before is the title of these parts
        elif first is None or name in parts:
            close()
            first = line
        parts[name] = words
        empty = "" if words else name
    close()
    return tuple(found)
