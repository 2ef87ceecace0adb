"""Marks in published text that stand for something else: a footnote below a list, a note that an editor forgot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from monitor.extract.labels import LISTED
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.phrases import pattern
from monitor.extract.sections import Section, line_of
from monitor.model import Block

NOTE = re.compile(r"(?P<mark>\*{1,3}|[†‡§¹²³])\s*\S")
MARKED = re.compile(r"[*†‡§¹²³]+")
STARTED = re.compile(r"\[[A-Z]{1,3}\d{1,3}\]")  # `[AB12]`, a comment of a word processor
BRACKETED = re.compile(r"\[([^\[\]]{1,120})\]")
TO_DO = re.compile(r"\b(?:TODO|FIXME)\s?:")


def tell_footnotes(sections: Sequence[Section], loose: Iterable[Block], ledger: Ledger) -> None:
    """A note behind a list whose mark stands in that list: what it says of an entry is not read."""
    marks: dict[str, str] = {}
    for section in sections:
        for line in section.lines if section.field in LISTED else ():
            for mark in MARKED.findall(line.text[1:]):
                marks.setdefault(mark, section.field)
    for block in loose if marks else ():
        note = NOTE.match(block.text)
        if note and block.kind == "text" and note["mark"] in marks:
            message = f"a note below the list: “{shorten(block.text)}”"
            ledger.remark("footnote", message, marks[note["mark"]], line_of(block))


def tell_editors_marks(blocks: Iterable[Block], ledger: Ledger) -> None:
    """Notes to an editor: `[AB12]`, `[check this!]`, `TODO: ...`."""
    for block in blocks:
        marks = STARTED.findall(block.text) if "[" in block.text else []
        bracketed = BRACKETED.finditer(block.text) if "[" in block.text else ()
        marks += [b[0] for b in bracketed if pattern("page", "to_editors").match(b[1].strip())]
        marks += [mark.rstrip(" :") for mark in TO_DO.findall(block.text)]
        for mark in marks:
            ledger.remark("editorial-mark", f"stray editorial mark {mark}", None, line_of(block))
