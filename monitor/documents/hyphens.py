"""Words that a line's end cut in two, put together again: `consul-` `tation`, but `co-` `chair` and `12-` `13 March`.

A hyphen at a line's end either belongs to the word or was set to break it. What else the document says decides: the
word written elsewhere with a hyphen, or without one. Where it says nothing, a hyphen stays beside a capital, a figure
and the halves of words that are written with one; between other small letters it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.documents.clean import clean
from monitor.documents.line_ends import words

CUT = "\ue000"  # stands for a hyphen at a line's end, until the whole document is known (private use: no text has it)
_ENDS = ("-", "\u00ad", "\u2010", "\u2011", "\x02", "\ufffe")
_TIES = ("-", "–", "/", "\u2010", "\u2011")  # what holds on to the next line, without a space
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*)?{CUT}([^\W\d_]+)?")


def joined(lines: Iterable[str]) -> str:
    """Lines as one text. A dash or slash that ends a line holds on to the next one (`16-` `01-2018`).

    A hyphen between letters at a line's end is left as `CUT`; `mended` says what becomes of it.
    """
    text = ""
    for line in lines:
        if not text:
            text = line
        elif len(text) > 1 and text[-1] in _ENDS and text[-2].isalpha() and line[:1].isalpha():
            text = f"{text[:-1]}{CUT}{line}"
        elif len(text) > 1 and (text[-1] in _TIES or text[-1] in _ENDS) and not text[-2].isspace():
            text += line
        else:
            text = f"{text} {line}"
    return clean(text)


class Spellings:
    """How a document writes its words: those that stand whole on a line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        for text in texts:
            whole = _BROKEN.sub(" ", text) if CUT in text else text
            self._words.update(word.casefold() for word in _WORD.findall(whole))

    def mended(self, text: str) -> str:
        """A text whose cut words are put together."""
        return _BROKEN.sub(self._whole, text) if CUT in text else text

    def _whole(self, cut: re.Match[str]) -> str:
        left, right = cut[1] or "", cut[2] or ""
        return f"{left}-{right}" if self._keeps(left, right) else left + right

    def _keeps(self, left: str, right: str) -> bool:
        if not left or not right or right[0].isupper():
            return True
        first, second = left.casefold(), right.casefold()
        if f"{first}-{second}" in self._words:
            return True
        if first + second in self._words:
            return False
        return "-" in left or first in words("first_halves") or second in words("second_halves")
