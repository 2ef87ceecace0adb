"""List entries that are written with a mark instead of markup: `• Algeria`, `- Algeria`, `1. Algeria`."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?:(?:[-=–—]+>|[-–—*•·▪◦‣●○■□►▸➢➔➜→⇒✓\uf0b7\uf0a7])\s+|[•▪◦‣●■►▸➢\uf0b7\uf0a7](?=\S))(.*)", re.DOTALL
)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\D)(.*)", re.DOTALL)
_SEVERAL = re.compile(r".*?(?:[;|/•]\s*\d{1,2}[.)]\s+\D|,\s*\d{1,2}[.)]\s+\D.*?,\s*\d{1,2}[.)]\s+\D)", re.DOTALL)
_BARE = re.compile(r"[-–—*•·▪◦‣●○■□►▸➢\uf0b7\uf0a7]")


def bare(line: str) -> bool:
    """Whether a line is a mark and nothing else."""
    return _BARE.fullmatch(line) is not None


class Marks:
    """Reads the marks of lines in order.

    A number is taken off only where it counts the entries (1, 2, 3 ...): in `16. Peace` it is part of the text, and in
    `1. No Poverty; 8. Decent Work`, where one line names several things by their numbers.
    """

    __slots__ = ("_number", "_stars")

    def __init__(self, *, stars: bool = True) -> None:
        """`stars`: an asterisk is a mark, as people type it in plain text; in markup it leads a footnote."""
        self._number = 0
        self._stars = stars

    def entry(self, line: str) -> str | None:
        """The text of the entry that `line` (clean) is; None when it is no entry of a list."""
        if line[0].isalpha():
            self._number = 0
            return None
        if (found := _MARK.fullmatch(line)) and (self._stars or line[0] != "*"):
            return found[1].strip()
        if found := _NUMBER.fullmatch(line):
            number = 0 if _SEVERAL.match(found[2]) else int(found[1])
            if number and number == self._number + 1:
                self._number = number
                return found[2].strip()
            if number == 1:
                self._number = 1
                return found[2].strip()
            self._number = 0
            return line
        self._number = 0
        return None
