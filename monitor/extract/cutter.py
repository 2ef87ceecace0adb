"""Cuts a stream of blocks at its labels: what stands under `Members` becomes the lines of one section.

In: blocks of one mechanism. Out: sections in reading order, and the blocks that no label claims. Knows labels and
blocks, not values; `fits` tells whether words are a value of a field, for lines where label and value run together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import chain

from monitor.extract.crowds import crowds
from monitor.extract.desks import desks
from monitor.extract.label_table import Label
from monitor.extract.labels import LISTED, Labelled, glued, labelled
from monitor.extract.parted import parted
from monitor.extract.phrases import pattern
from monitor.extract.rows import (
    cell_lines,
    cells_of,
    entry,
    heads_of,
    label_beside,
    lists_documents,
    lists_meetings,
    pairs_of,
    values_beside,
)
from monitor.extract.sections import (
    YEAR_ONLY,
    Cut,
    Line,
    Section,
    count_alone,
    is_menu_entry,
    is_prose,
    line_of,
    line_of_parts,
)
from monitor.extract.sentinels import opens_without
from monitor.extract.state_tables import state_columns, state_lines
from monitor.extract.tiles import tile, tiles
from monitor.lookups import fold
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Block

SCALARS = frozenset(
    (
        "type", "region", "established", "website", "geographic_focus", "budget", "last_updated", "published",
        "member_count", "observer_count", "number",
    )
)  # fmt: skip
# Fields whose entries may have a heading of their own: a year over meetings, a title over a paragraph.
NESTED = frozenset(("meeting", "document", "focus", "objective", "contact", "result", "link", "other"))
PARAGRAPHS = frozenset(("objective", "contact", "other", "secretariat", "chair", "result"))
# What stands between the parts of a line that is an entry, or holds several.
PARTED = {"meeting": ",", **dict.fromkeys(("theme", "types", "sdg", "location", "member", "observer", "region"), ";")}
TOPICS = ("focus", "result")
MOST_BARE = 20  # labels in a row with nothing under them: more are a list of words
NUMBERS = ("member_count", "observer_count")
SET_APART = ("heading", "term")
COUNTED = ("member", "observer", *NUMBERS)
STATES = re.compile(r"\b(states|countries|etats|pays|paises|estados)\b")

Fits = Callable[[str, str], bool]  # (field, words) -> the words are a value of the field


class _Cutter:
    """Walks the blocks once; `open` is the section that takes the next line."""

    def __init__(self, layout: str, fits: Fits) -> None:
        self.layout, self.fits = layout, fits
        self.sections: list[Section] = []
        self.loose: list[Block] = []
        self.open: Section | None = None
        self.table: tuple[int, Callable[[Block], None]] | None = None  # that is being read, and what takes its rows

    def take(self, block: Block) -> None:
        if block.kind == "row":
            self.take_row(block)
            return
        self.table = None
        if block.kind == "text" and opens_without("secretariat", block.text):
            self.start(Labelled(Label("secretariat"), "", block.text), block, line_of(block)).closed = True
        elif found := self.label_of(block):
            self.begin(found, block)
        elif self.open is None or self.open.closed or self.ends(self.open, block):
            self.open = None
            self.loose.append(block)
        else:
            if self._is_tab(self.open, block):
                self.open.level = block.level - 1  # as if the name of the tab were a heading too
            mark = PARTED.get(self.open.field, "") if block.parts else ""
            self.add(self.open, line_of_parts(block, mark) if mark else line_of(block))

    def take_tile(self, label: Labelled, block: Block) -> None:
        """A value that stands above its label; what follows the label is not of it."""
        self.start(label, block, line_of(block)).closed = True

    def label_of(self, block: Block) -> Labelled | None:
        if block.kind in ("item", "text") and is_menu_entry(block):
            return None
        found = labelled(block.text, self.layout, block.lead)
        if found is None:
            if self.open is None or self.open.closed or not self.fits(self.open.field, block.text):
                behind = tile(block.text, self.layout, self.fits)
            else:
                behind = None
            if behind:
                return behind
            found = next((g for g in glued(block.text, self.layout) if self._fits(g)), None)
            if found and self._says_when(found, block):
                return None
            # `The last meeting of senior officials was held in ...` is a sentence, whose subject begins like a label
            return None if found and found.label.field == "meeting" and is_prose(block.text) else found
        if (is_prose(block.text) and not found.value) or self._says_when(found, block):
            return None
        if (not found.value and self._is_value(found, block)) or self._of_a_meeting(found, block):
            return None
        if self._is_held(found, found.value):
            return None
        other = found.label.field == "other"
        if other and found.value and (block.kind == "item" or not block.lead):
            return None  # `News: ...` may begin any line; only set apart by its type it is a label
        if block.kind == "item" and self.open and not found.value and (other or self._same_topics(found)):
            return None
        return found

    def _fits(self, found: Labelled) -> bool:
        """The words behind a label are a value of it: `Established2002`, `Number of members12`."""
        field = found.label.field
        return self.fits(field, found.value) or (field in NUMBERS and count_alone(found.value) is not None)

    def _is_value(self, found: Labelled, block: Block) -> bool:
        """`PIDC Secretariat` straight under `Secretariat`: a name that has the words of the label."""
        section = self.open
        if section is None or section.lines or section.field != found.label.field != "other" or block.kind != "text":
            return False
        return section.field == "secretariat" and (
            self.fits(section.field, block.text) or bool(find_mechanisms(block.text))
        )

    def _says_when(self, found: Labelled, block: Block) -> bool:
        """`Revised on 12/2023` amid a list of documents ends no list."""
        section = self.open
        return bool(
            section
            and section.field == "document"
            and block.kind == "item"
            and section.lines
            and found.label.field in ("last_updated", "published")
        )

    def _of_a_meeting(self, found: Labelled, block: Block) -> bool:
        """Who chaired one meeting: `Chair: France` in the element that already holds its place and date; or that it
        was held `Online`, straight below its title.
        """
        section = self.open
        if section is None or section.field != "meeting" or not section.lines:
            return False
        last = section.lines[-1]
        if found.label.field == "website" and pattern("meeting", "virtual").fullmatch(block.text.strip(" .")):
            return block.kind == "text" and (last.kind in SET_APART or last.locator == block.locator)
        return found.label.field == "chair" and last.locator == block.locator != section.locator

    def _same_topics(self, found: Labelled) -> bool:
        """An item of a list of topics that has begun, though its words are also a label: `Partnerships`."""
        section = self.open
        return bool(
            section
            and section.field in TOPICS
            and section.kind != "item"
            and found.count is None
            and any(line.kind == "item" for line in section.lines)
        )

    def _is_held(self, found: Labelled, value: str) -> bool:
        """An entry of a list of meetings by which a process began: `Founding conference – Oslo, May 2009`."""
        if self.open is None or self.open.field != "meeting" or found.label.field != "established":
            return False
        called = pattern("meeting", "nouns").search(found.words)
        return bool(called) or (bool(value) and not self.fits("established", value))

    def begin(self, found: Labelled, block: Block) -> None:
        """Opens the section of a label; a label that no field takes only ends the one before, unless the text under it
        is beside the matter (`Latest news`).
        """
        if found.label.field == "other" and found.label.role != "aside":
            self.open = None
            self.loose.append(block)
            return
        value = Line(found.value, block.text, block.locator, block.links, block.kind) if found.value else None
        if len(block.parts) > 2 and block.parts[0].rstrip(" :") == found.words and found.label.field in PARTED:
            value = line_of_parts(block, PARTED[found.label.field], start=1)
        self.start(found, block, value)

    def start(self, found: Labelled, block: Block, value: Line | None) -> Section:
        section = Section(
            found.label, found.words, block.locator, block.kind, block.level, found.count, found.remark, found.year,
            block.text,
        )  # fmt: skip
        if value is not None and value.text:
            number = count_alone(value.text) if section.field in COUNTED else None
            section.count = section.count or number
            if number is None or section.field in SCALARS:
                section.lines.append(value)
            section.inline = number is None
        elif section.field in NUMBERS and section.count is not None:  # `Number of members: 12` is a label as a whole
            section.lines.append(Line(str(section.count), block.text, block.locator, block.links, block.kind))
            section.inline = True
        section.closed = section.inline and section.field in SCALARS
        before = self.open
        if before and before.kind == section.kind and not (before.lines or before.count is not None):
            section.bare = (*before.bare, before.field)[-MOST_BARE:]
        self.sections.append(section)
        self.open = section
        return section

    def ends(self, section: Section, block: Block) -> bool:
        """Whether a block that is no label ends the open section."""
        own = YEAR_ONLY.fullmatch(block.text) or self.group(block.text, section)
        if block.kind == "heading":
            # under `Upcoming events` each event may have a heading, which is a smaller one; members are grouped so too
            smaller = (section.kind == "heading" or section.level > 0) and block.level > section.level
            smaller = smaller or self._is_tab(section, block)
            apart = bool(pattern("membership", "apart").search(block.text))
            return not own and not (smaller and (section.field in NESTED or (section.field in LISTED and not apart)))
        if block.kind == "term":
            if own:
                return False
            if section.field in NESTED:
                return section.kind == "term"
            return (bool(section.lines) or section.kind != "text") and not self.fits(section.field, block.text)
        if own and section.field in NESTED:  # a year over the entries that follow
            return False
        if section.inline:
            return not (block.kind == "item" and section.kind != "item" and section.field not in SCALARS)
        if block.kind == "text" and section.lines and self._counts_members(section, block):
            return True
        if block.kind != "text" or section.field in PARAGRAPHS:
            return False
        if self.fits(section.field, block.text):  # a paragraph behind a list is none of its entries
            return section.listed and is_prose(block.text)
        if section.field == "meeting" and self._boxed(section, block):
            return False
        # a list ends where its items end
        return section.listed or (is_prose(block.text) and bool(section.lines))

    def _is_tab(self, section: Section, block: Block) -> bool:
        """The first of the meetings below the name of a tab (`Calendar`), where each has a heading."""
        if section.kind != "term" or section.field != "meeting" or section.lines or block.kind != "heading":
            return False
        return pattern("meeting", "nouns").search(block.text) is not None

    def _boxed(self, section: Section, block: Block) -> bool:
        """A paragraph about the meeting before it, in the box that holds that one."""
        box, home = (place.rpartition(" > ")[0] for place in (block.locator, section.locator))
        last = section.lines[-1].locator if section.lines else ""
        return bool(box) and box != home and f"{last} > ".startswith(f"{box} > ")

    def _counts_members(self, section: Section, block: Block) -> bool:
        """`At present there are 15 Member States.` below the name of the secretariat is none of it."""
        return section.field not in ("member", "objective", "other") and self.fits("member_count", block.text)

    def _foreign(self, cells: list[str]) -> bool:
        """Nothing in a row fits the list of States that is written above it: another table begins."""
        section = self.open
        if section is None or section.field not in LISTED or not section.lines:
            return False
        written = not any(line.kind == "row" for line in section.lines)
        return written and not any(self.fits(section.field, cell) for cell in cells)

    def group(self, text: str, section: Section) -> bool:
        """A heading inside a list of members or observers: a region, an organisation, `African Union Member States`."""
        if section.field not in LISTED:
            return False
        return self.fits("region", text) or bool(STATES.search(fold(text)))

    def add(self, section: Section, line: Line) -> None:
        above = not section.lines or line.text[:5].casefold() == "total"  # a total may stand below its list
        number = count_alone(line.text) if section.field in COUNTED and above else None
        if number is not None and section.count is None and section.field not in SCALARS:
            section.count, section.quote = number, line.quote
            return
        section.lines.append(line)
        section.closed = section.closed or section.field in SCALARS

    def take_row(self, block: Block) -> None:
        cells = cells_of(block)
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        if self.table is not None and self.table[0] == block.table:
            self.table[1](block)
        elif self._begins_states(block):
            return
        elif len(filled) == 1:
            at = cells.index(filled[0])
            place = block.cell_locators[at] if block.cell_locators else block.locator
            self.take(replace(block, kind="text", text=filled[0], locator=place, cells=(), cell_locators=()))
        elif heads := heads_of(block, self.layout):
            columns = [self.start(found, block, None) if found else None for found in heads]
            self.open, self.table = None, (block.table, partial(_into_columns, columns))
        elif pairs := pairs_of(block, self.layout):
            for pair in pairs:
                self.take_row(pair)
        elif lists_documents(block):
            if not (self.open and self.open.field in NESTED):
                self.start(Labelled(Label("document"), "", ""), block, None)
        elif (found := label_beside(block, self.layout)) and not self._is_held(found, ", ".join(filled[1:])):
            values = values_beside(block, found)
            section = self.start(found, block, values[0] if values else None)
            section.lines += values[1:] if section.lines else []
            section.inline = section.closed = True
        elif lists_meetings(block) and not (self.open and self.open.field in NESTED):
            self.start(Labelled(Label("meeting"), "", ""), block, None)
        elif self.open is None or self.open.closed or self._foreign(filled):
            self.open = None
            self.loose.append(block)
        elif not block.header:
            nested = self.open.field in NESTED
            self.open.lines += [entry(block)] if nested else list(chain.from_iterable(cell_lines(block)))

    def _begins_states(self, block: Block) -> bool:
        """A row of column heads over States: under `Members`, or where a head is that label itself."""
        columns = state_columns(block, self.layout)
        if columns is None:
            return False
        section = self.open
        if section is None or section.closed or section.inline or section.field not in LISTED:
            if columns.label is None:
                return False
            section = self.start(columns.label, block, None)
        self.open = section
        self.table = (block.table, lambda row: section.lines.extend(state_lines(row, columns)))
        return True


def _into_columns(columns: list[Section | None], block: Block) -> None:
    """Adds the cells of a row to the sections of their columns."""
    for lines, column in zip(cell_lines(block), columns, strict=False):
        if column is not None:
            column.lines += lines


def cut(blocks: Iterable[Block], layout: str, fits: Fits) -> Cut:
    """Sections and loose blocks of a stream, chrome left out."""
    cutter = _Cutter(layout, fits)
    said = [block for block in blocks if not block.landmark and block.text.strip()]
    pieces = [piece for block in said for piece in parted(block, layout, fits)]
    above, over = tiles(pieces, layout, fits), crowds(pieces, layout) | desks(pieces)
    for at, block in enumerate(pieces):
        if at in above:
            cutter.take_tile(above[at], block)
        elif at in over:
            if block.kind == "text" and block.text.rstrip().endswith(":"):  # a sentence, which may state more
                cutter.loose.append(block)
            cutter.start(over[at], block, None)
        elif at - 1 not in above:
            cutter.take(block)
    return Cut(tuple(cutter.sections), tuple(cutter.loose))
