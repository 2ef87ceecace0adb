"""Where in a TOML text each key stands: from text to lines. Knows nothing of what the keys mean.

No TOML reader for Python tells the lines of values (tomllib and tomlkit were tried, 2026-11), and a message without a
line sends its reader searching through forty sources. So the text is walked once more. The walk trusts its input: call
it only on text that tomllib has accepted, and it need not decide what is valid.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator

Path = tuple[str | int, ...]  # as one would index the parsed file: ("source", 2, "layout"), counted from 0

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'  # multi-line; up to two quotes may stand before the closing three (TOML 1.0, String)
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")  # numbers, booleans and dates; a date may hold a space


def key_lines(text: str) -> dict[Path, int]:
    """The line, counted from 1, of each key, table header and array element of a valid TOML text."""
    line_ends = [match.start() for match in re.finditer("\n", text)]
    lines: dict[Path, int] = {}
    for path, offset in _Walk(text).document():
        lines.setdefault(path, bisect_left(line_ends, offset) + 1)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a path; for one that does not stand in the file, of the nearest thing around it that does, else 1."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


class _Walk:
    """One pass over the text; `at` is the offset of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.array_lengths: dict[Path, int] = {}  # of arrays of tables

    def document(self) -> Iterator[tuple[Path, int]]:
        table: Path = ()
        while self.skip(_BLANK) < len(self.text):
            start = self.at
            if self.text.startswith("[", start):
                table = self.header()
                yield table, start
            else:
                yield from self.pair(table)

    def header(self) -> Path:
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        keys = self.dotted_key()
        self.skip(_SPACE)
        self.at += 2 if array else 1
        outer = self.resolved(keys[:-1])
        path = (*outer, keys[-1])
        if array:
            self.array_lengths[path] = self.array_lengths.get(path, 0) + 1
        return self.resolved(keys)

    def resolved(self, keys: tuple[str, ...]) -> Path:
        """A header's keys as a path: a name of an array of tables means its last table."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.array_lengths:
                path = (*path, self.array_lengths[path] - 1)
        return path

    def pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        start = self.at
        path = (*table, *self.dotted_key())
        for end in range(len(table) + 1, len(path) + 1):
            yield path[:end], start
        self.skip(_SPACE)
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        yield from self.value(path)

    def value(self, path: Path) -> Iterator[tuple[Path, int]]:
        opening = self.text[self.at]
        if opening == "[":
            yield from self.inside("]", path, array=True)
        elif opening == "{":
            yield from self.inside("}", path, array=False)
        else:
            self.skip(_STRING if opening in "\"'" else _SCALAR)

    def inside(self, closing: str, path: Path, *, array: bool) -> Iterator[tuple[Path, int]]:
        self.at += 1
        index = 0
        while self.text[self.skip(_BLANK)] != closing:
            if array:
                yield (*path, index), self.at
                yield from self.value((*path, index))
                index += 1
            else:
                yield from self.pair(path)
            if self.text[self.skip(_BLANK)] == ",":
                self.at += 1
        self.at += 1

    def dotted_key(self) -> tuple[str, ...]:
        keys = [self.key()]
        while self.text[self.skip(_SPACE)] == ".":
            self.at += 1
            keys.append(self.key())
        return tuple(keys)

    def key(self) -> str:
        start = self.skip(_SPACE)
        quoted = self.text[start] in "\"'"
        word = self.text[start : self.skip(_STRING if quoted else _BARE_KEY)]
        return str(tomllib.loads(f"key = {word}")["key"]) if quoted else word

    def skip(self, pattern: re.Pattern[str]) -> int:
        """Go past what the pattern matches here, and tell where that is."""
        if match := pattern.match(self.text, self.at):
            self.at = match.end()
        return self.at
