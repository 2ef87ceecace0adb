"""Plain text as it was typed: which lines are rows of columns set with spaces, and which a fixed width has broken.

Both are told by the whole text, before any line is read for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.documents.line_ends import is_open

MIN_COLUMNS = 3
MIN_ROWS = 3
WIDEST, NARROWEST = 130, 55  # characters of a line that a fixed width has broken
NEAR = 15  # characters by which such lines fall short
FEW = 3  # lines that are so long, at least
SHARE = 0.2  # of all lines with words
AMID = 0.4  # of the lines that go on with one before
_PART = re.compile(r"\S+(?: \S+)*")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_LABEL = re.compile(r"\s*[^\W\d_][\w ]{0,40}:\s")
_AMID = re.compile(r"\s[^\W\d_A-ZÀ-Þ]{1,3}\s*$")  # `will be held in`: no entry of a list ends so
_SOFT_END = re.compile(r"=\s*$")


class Numbered(NamedTuple):
    """A line and its number, as an editor counts."""

    number: int
    text: str


def numbered(lines: Sequence[str]) -> list[Numbered]:
    """Lines with their numbers; quoted-printable (RFC 2045, 6.7) is decoded, its lines made whole."""
    if not _is_quoted(lines):
        return [Numbered(number, _unfed(line)) for number, line in enumerate(lines, 1)]
    found: list[Numbered] = []
    open_line: Numbered | None = None
    for number, line in enumerate(lines, 1):
        soft = _SOFT_END.search(line)
        text = line[: soft.start()] if soft else line
        whole = Numbered(open_line.number, open_line.text + text) if open_line else Numbered(number, text)
        open_line = whole if soft else None
        if not soft:
            found.append(whole)
    return [
        Numbered(number, _unfed(_QUOTED.sub(_unquoted, text))) for number, text in [*found, *filter(None, [open_line])]
    ]


def _unfed(line: str) -> str:
    return line.strip("\f").replace("\f", "  ") if "\f" in line else line


def _is_quoted(lines: Sequence[str]) -> bool:
    """Whether a text is quoted-printable: lines end in `=` in their middle, letters stand as `=C3=A9`."""
    soft = sum(_SOFT_END.search(line) is not None and len(line) > 60 for line in lines)
    codes = Counter(code for line in lines if "=" in line for code in re.findall(r"=(?:C3|C2|E2|E9|20|3D)", line))
    return soft >= 2 or sum(codes.values()) >= 5


def _unquoted(found: re.Match[str]) -> str:
    raw = bytes.fromhex(found[0].replace("=", ""))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def aligned(lines: Sequence[Numbered]) -> dict[int, list[str]]:
    """The cells of lines that are rows of a table set with spaces, by the line's number."""
    cells: dict[int, list[str]] = {}
    group: list[Numbered] = []
    for line in [*lines, Numbered(0, "")]:
        parts = _PART.findall(line.text) if "  " in line.text and "\t" not in line.text and "|" not in line.text else []
        rule = group and line.text.strip() and not any(map(str.isalnum, line.text))
        if len(parts) >= MIN_COLUMNS or (group and len(parts) > 1) or (group and _hangs(line.text, group)):
            group.append(line)
        elif not rule:
            if len(group) >= MIN_ROWS:
                cells |= _cells(group)
            group = []
    return cells


def _hangs(text: str, group: list[Numbered]) -> bool:
    """Whether a line stands under a column of the lines before it, not the first."""
    begins = len(text) - len(text.lstrip())
    return (
        bool(text.strip()) and begins > 2 and any(found.start() == begins for found in _PART.finditer(group[-1].text))
    )


def _cells(group: list[Numbered]) -> dict[int, list[str]]:
    """The cells of lines, where most begin their parts at the same places and none crosses one."""
    counts = Counter(found.start() for line in group for found in _PART.finditer(line.text))
    starts = [0] + [
        at for at, count in sorted(counts.items()) if at and count * 2 >= len(group) and _is_clear(group, at)
    ]
    if len(starts) < MIN_COLUMNS:
        return {}
    ends = [*starts[1:], None]
    found = {line.number: [line.text[a:b].strip() for a, b in zip(starts, ends, strict=True)] for line in group}
    whole = all("  " not in cell for row in found.values() for cell in row)
    return found if whole else {}


def _is_clear(group: list[Numbered], at: int) -> bool:
    return all(line.text[at - 2 : at].isspace() or len(line.text) < at for line in group)


def broken(lines: Sequence[Numbered]) -> frozenset[int]:
    """The numbers of lines with which the line before goes on, where a fixed width broke the text.

    A line that has no room for the next one's first word was broken there. A text with longer lines was not broken; in
    one that was, a long line goes on where it stays open (a comma, a word like `of`) or the next
    begins small. A long line that ends amid a sentence (`will be held in`) goes on in any text.
    """
    amid = frozenset(line.number for before, line in pairwise(lines) if _stops_amid(before.text, line.text))
    lengths = [len(line.text.rstrip()) for line in lines if line.text.strip()]
    width = max(lengths, default=0)
    long = sum(length >= width - NEAR for length in lengths)
    if not NARROWEST <= width <= WIDEST or long < max(FEW, SHARE * len(lengths)):
        return amid
    loose: set[int] = set()
    found: dict[int, bool] = {}  # by number whether the line begins small, or the one before ends in a little word
    for before, line in pairwise(lines):
        words = line.text.split(maxsplit=1)
        if not words or not before.text.strip() or _LABEL.match(line.text):
            continue
        length = len(before.text.rstrip())
        open_end = is_open(before.text.rstrip())
        if length >= width - NEAR and (words[0][0].islower() or open_end):
            loose.add(line.number)
        if length + 1 + len(words[0]) > width:
            found[line.number] = open_end or words[0][0].islower() or _AMID.search(before.text) is not None
    # Where a width broke a text, most lines begin amid a sentence; lines of a list are long by chance.
    return frozenset(found) | loose | amid if sum(found.values()) >= AMID * len(found) else amid


def _stops_amid(before: str, after: str) -> bool:
    """A line as long as a fixed width is ends in a little word, and no label follows."""
    long = len(before.rstrip()) >= NARROWEST and "\t" not in before and "|" not in before
    return bool(long and after.strip() and _AMID.search(before) and not _LABEL.match(after))
