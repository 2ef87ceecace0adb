"""The lines in one cell of a PDF's table as one text, entries of a list in it set apart by semicolons as in prose.

A line that has room for the first word of the next was ended on purpose. Where all lines of a cell are, and each begins
like an entry, the cell holds a list; else its lines are one text that the column's width has broken.
"""

from __future__ import annotations

from itertools import pairwise

from monitor.documents.bullets import Marks, bare
from monitor.documents.hyphens import joined
from monitor.documents.line_ends import words
from monitor.documents.sheet import Word

FEWEST = 3  # lines of a list; in a table of labels with values two are enough
ROOM = 0.8  # of the type's size: what a column's edge may be off, and the space between two words
_OPEN = (",", ";", ":", "-", "–", "—", "/", "(", "&", "\x02", "\ufffe", "\u00ad")


def cell_text(lines: list[list[Word]], right: float, *, labelled: bool = False) -> str:
    """The text of a cell whose column ends at `right`; `labelled`: its table has labels and their values."""
    texts = [" ".join([word.text for word in line]) for line in lines]
    if len(texts) < 2:
        return joined(texts)
    if Marks().entry(texts[0]) or bare(lines[0][0].text):
        return "; ".join(_entries(texts))
    listed = len(texts) >= (2 if labelled else FEWEST) and all(_begins(text) for text in texts)
    if listed and all(_has_room(above, below, right) for above, below in pairwise(lines)):
        return "; ".join(joined([text]) for text in texts)
    return joined(texts)


def _begins(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text.split()[0] in words("articles")


def _has_room(above: list[Word], below: list[Word], right: float) -> bool:
    last, first = above[-1], below[0]
    if last.text.endswith(_OPEN) or last.text.casefold() in words("open_words"):
        return False
    return last.x1 + (first.x1 - first.x0) + ROOM * last.size < right


def _entries(texts: list[str]) -> list[str]:
    """The entries of a list with marks, each with the lines that go on with it."""
    marks = Marks()
    entries: list[list[str]] = []
    for text in texts:
        entry = marks.entry(text)
        if entry is not None or not entries:
            entries.append([entry or text])
        elif not bare(text):
            entries[-1].append(text)
    return [joined(lines).rstrip(";") for lines in entries]
