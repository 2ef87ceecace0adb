"""Cuts a stream of blocks at its labels: what stands under `Members` becomes the lines of one section.

In: blocks of one mechanism. Out: sections in reading order, and the blocks that no label claims. Knows labels and
blocks, not values; `fits` tells whether words are a value of a field, for lines where label and value run together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from monitor.extract.labels import Label, Labelled, glued, head, labelled
from monitor.extract.sentinels import opens_without
from monitor.lookups import fold
from monitor.model import Block, Link

SCALARS = frozenset(
    (
        "type", "region", "established", "website", "geographic_focus", "budget", "last_updated", "published",
        "member_count", "observer_count", "number",
    )
)  # fmt: skip
# Fields whose entries may have a heading of their own: a year over meetings, a title over a paragraph.
NESTED = frozenset(["meeting", "document", "focus", "objective", "contact", "result", "link", "other"])
PARAGRAPHS = frozenset(("objective", "contact", "other", "secretariat", "chair", "result"))
PROSE_WORDS = 8
YEAR_ONLY = re.compile(r"\(?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\)?:?")

Fits = Callable[[str, str], bool]  # (field, words) -> the words are a value of the field


@dataclass(frozen=True, slots=True)
class Line:
    """One line under a label: the words to read, and the verbatim words of the block that prove it."""

    text: str
    quote: str
    locator: str
    links: tuple[Link, ...] = ()
    kind: str = "text"


@dataclass(slots=True)
class Section:
    """A label and the lines under it. `bare` tells that a value stood on the label's own line."""

    label: Label
    words: str
    locator: str
    kind: str
    level: int = 0
    count: int | None = None
    remark: str = ""
    year: str | None = None
    quote: str = ""
    lines: list[Line] = field(default_factory=list)
    inline: bool = False
    closed: bool = False

    @property
    def field(self) -> str:
        return self.label.field


@dataclass(frozen=True, slots=True)
class Cut:
    """The sections of a stream and the blocks outside of them, both in reading order."""

    sections: tuple[Section, ...]
    loose: tuple[Block, ...]


def is_prose(text: str) -> bool:
    """A sentence of eight words or more, as opposed to an entry of a list."""
    return len(text.split()) >= PROSE_WORDS and bool(re.search(r"[.!?…][”\"')]?(?:\s|$)", text))


def line_of(block: Block) -> Line:
    return Line(block.text, block.text, block.locator, block.links, block.kind)


class _Cutter:
    """Walks the blocks once; `open` is the section that takes the next line."""

    def __init__(self, layout: str, fits: Fits) -> None:
        self.layout, self.fits = layout, fits
        self.sections: list[Section] = []
        self.loose: list[Block] = []
        self.open: Section | None = None
        self.columns: tuple[int, list[Section | None]] | None = None  # of the table that is being read

    def start(self, found: Labelled, block: Block, value: Line | None) -> None:
        section = Section(
            found.label,
            found.words,
            block.locator,
            block.kind,
            block.level,
            found.count,
            found.remark,
            found.year,
            block.text,
        )
        if value is not None and value.text:
            if number := re.fullmatch(r"(\d{1,3})(?:\s+\w+){0,2}[.:]?", value.text.strip()):
                section.count = section.count or int(number[1])
                if section.field in SCALARS:
                    section.lines.append(value)
            else:
                section.inline = True
                section.lines.append(value)
        section.closed = section.inline and section.field in SCALARS
        self.sections.append(section)
        self.open = section

    def label_of(self, block: Block) -> Labelled | None:
        found = labelled(block.text, self.layout, block.lead)
        if found is None:
            return next((g for g in glued(block.text, self.layout) if self.fits(g.label.field, g.value)), None)
        other = found.label.field == "other"
        if (other and found.value) or (is_prose(block.text) and not found.value):
            return None
        if block.kind == "item" and self.open and not found.value and (other or self._same_topics(found)):
            return None
        return found

    def _same_topics(self, found: Labelled) -> bool:
        """An item of a list of topics that has begun, though its words are also a label: `Partnerships`."""
        section = self.open
        return bool(
            section
            and section.field in ("focus", "result")
            and section.kind != "item"
            and found.count is None
            and any(line.kind == "item" for line in section.lines)
        )

    def take(self, block: Block) -> None:
        if block.kind == "row":
            self.take_row(block)
            return
        self.columns = None
        if block.kind == "text" and opens_without("secretariat", block.text):
            self.start(Labelled(Label("secretariat"), "", block.text), block, line_of(block))
            if self.open:
                self.open.closed = True
            return
        if found := self.label_of(block):
            value = Line(found.value, block.text, block.locator, block.links, block.kind) if found.value else None
            self.start(found, block, value)
            return
        if self.open is None or self.open.closed or self.ends(self.open, block):
            self.open = None
            self.loose.append(block)
        else:
            self.add(self.open, line_of(block))

    def ends(self, section: Section, block: Block) -> bool:
        """Whether a block that is no label ends the open section."""
        if block.kind == "heading":
            return not self.group(block.text, section) and not YEAR_ONLY.fullmatch(block.text)
        if block.kind == "term":
            if YEAR_ONLY.fullmatch(block.text) or self.group(block.text, section):
                return False
            if section.field in NESTED:
                return section.kind == "term"
            return section.kind in ("term", "heading") and not self.fits(section.field, block.text)
        if section.inline:
            return not (block.kind == "item" and section.kind != "item" and section.field not in SCALARS)
        if block.kind != "text" or section.field in PARAGRAPHS or self.fits(section.field, block.text):
            return False
        listed = any(line.kind in ("item", "row") for line in section.lines)  # a list ends where its items end
        return listed or (is_prose(block.text) and bool(section.lines))

    def group(self, text: str, section: Section) -> bool:
        """A heading inside a list of members or observers: a region, an organisation, `African Union Member States`."""
        if section.field not in ("member", "observer"):
            return False
        words = fold(text)
        return self.fits("region", text) or bool(re.search(r"\b(states|countries|etats|pays|paises|estados)\b", words))

    def add(self, section: Section, line: Line) -> None:
        section.lines.append(line)
        if section.field in SCALARS:
            section.closed = True

    def take_row(self, block: Block) -> None:
        cells = tuple(cell.strip() for cell in block.cells)
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        if len(filled) == 1 and (self.columns is None or self.columns[0] != block.table):
            self.take(replace(block, kind="text", text=filled[0], cells=()))
            return
        if self.columns is not None and self.columns[0] == block.table:
            for cell, section in zip(cells, self.columns[1], strict=False):
                if section is not None:
                    for part in filter(None, (part.strip() for part in cell.split("\n"))):
                        section.lines.append(Line(part, part, block.locator, block.links, "row"))
            return
        heads = [head(cell, self.layout) for cell in cells]
        if (block.header or all(heads)) and len([h for h in heads if h]) >= 2 and len(cells) > 1:
            self._open_columns(block, heads)
            return
        first = cells[0]
        if found := (labelled(first, self.layout) if len(cells) >= 2 and first else None):
            values = [
                Line(part.strip(), part.strip(), block.locator, block.links, "row")
                for cell in cells[1:]
                for part in cell.split("\n")
                if part.strip()
            ]
            self.start(found, block, values[0] if values else None)
            if self.open:
                self.open.lines.extend(values[1:] if self.open.lines else [])
                self.open.inline = True
                self.open.closed = True
            return
        if self.open is not None and not self.open.closed:
            self._row_lines(self.open, block, cells)
        else:
            self.loose.append(block)

    def _open_columns(self, block: Block, heads: list[Labelled | None]) -> None:
        columns: list[Section | None] = []
        for found in heads:
            if found is None:
                columns.append(None)
                continue
            self.start(found, block, None)
            columns.append(self.open)
        self.open = None
        self.columns = (block.table, columns)

    def _row_lines(self, section: Section, block: Block, cells: tuple[str, ...]) -> None:
        if block.header:
            return
        if section.field in NESTED:  # one row is one entry: date | place | title
            section.lines.append(Line(", ".join(filter(None, cells)), block.text, block.locator, block.links, "row"))
            return
        for cell in cells:
            for part in filter(None, (part.strip() for part in cell.split("\n"))):
                section.lines.append(Line(part, part, block.locator, block.links, "row"))


def cut(blocks: Iterable[Block], layout: str, fits: Fits) -> Cut:
    """Sections and loose blocks of a stream, chrome left out."""
    cutter = _Cutter(layout, fits)
    for block in blocks:
        if not block.landmark and block.text.strip():
            cutter.take(block)
    return Cut(tuple(cutter.sections), tuple(cutter.loose))
