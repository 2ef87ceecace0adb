"""Meetings whose parts stand on lines of their own: a title, then `Date: ...` and `Location: ...`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.sections import Line

PARTS = ("part_date", "part_place", "part_title")


@cache
def _labels() -> re.Pattern[str]:
    words = "|".join(f"(?P<{part}>{pattern('meeting', part).pattern})" for part in PARTS)
    return re.compile(rf"\s*(?:{words})\s*:\s*", re.IGNORECASE)


def _part(line: Line) -> tuple[str, str] | None:
    """(which part, its words) when the line is one part of a meeting."""
    label = _labels().match(line.text)
    if label is None:
        return None
    return next(part for part in PARTS if label[part]), line.text[label.end() :].strip()


def is_part(text: str) -> bool:
    """The line is one part of a meeting: `Location: Lisbon`."""
    return _labels().match(text) is not None


def whole_meetings(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with the parts of one meeting brought together; the first of its lines is the quote."""
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

    for line in lines:
        part = _part(line)
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
    close()
    return tuple(found)
