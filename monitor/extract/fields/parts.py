"""Meetings whose parts stand on lines of their own: a title, then `Date: ...` and `Location: ...`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.sections import YEAR_ONLY, Line, is_prose

SET_APART = ("heading", "term")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
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


def whole_meetings(
    lines: Sequence[Line], *, has_date: Callable[[str], bool], is_whole: Callable[[str], bool]
) -> tuple[Line, ...]:
    """The lines with the parts of one meeting brought together; the first of its lines is the quote."""
    return tuple(_titles_with_dates(_labelled_parts(lines), has_date, is_whole))


def _titles_with_dates(
    lines: Sequence[Line], has_date: Callable[[str], bool], is_whole: Callable[[str], bool]
) -> Iterator[Line]:
    """A title on one line and date and place on the next, or the other way round, are one meeting."""
    waiting: Line | None = None
    for line in lines:
        if waiting is not None:
            titled = waiting.kind in SET_APART and not has_date(waiting.text)
            if has_date(line.text) != has_date(waiting.text) and (titled or _only_parts(waiting, line, is_whole)):
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
            found.append(Line(words, first.quote, first.locator, first.links, first.kind))
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
