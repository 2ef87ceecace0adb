"""Cuts a stream of blocks at its labels: what stands under `Members` becomes the lines of one section.

In: blocks of one mechanism. Out: sections in reading order, and the blocks that no label claims. Knows labels and
blocks, not values; `fits` tells whether words are a value of a field, for lines where label and value run together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, takewhile

from monitor.extract.amid import goes_on_in, is_aside, surrounding
from monitor.extract.announced import NUMBERS, is_held, label_of
from monitor.extract.between import AHEAD, is_between
from monitor.extract.contact_blocks import is_of_contact
from monitor.extract.crowds import crowds
from monitor.extract.desks import desks
from monitor.extract.grouped import heads_group, is_set_apart, look_of, names_columns, names_group
from monitor.extract.inside import AHEAD as FAR_AHEAD
from monitor.extract.inside import BADGES, Around, chairs_of, lists
from monitor.extract.label_table import Label
from monitor.extract.labels import APART, LISTED, Labelled, labelled
from monitor.extract.parted import parted
from monitor.extract.rows import (
    DATED,
    cell_lines,
    cells_of,
    entry,
    heads_of,
    is_term,
    label_beside,
    lists_documents,
    lists_meetings,
    pairs_of,
    span_of,
    values_beside,
)
from monitor.extract.section_ends import (
    NESTED,
    SCALARS,
    VALUES,
    Fits,
    ends,
    introduces,
    is_kind_within,
    is_tab,
    may_go_on,
)
from monitor.extract.sections import (
    Aside,
    Cut,
    Line,
    Section,
    count_alone,
    line_of,
    line_of_parts,
    remark_of_count,
)
from monitor.extract.sentinels import is_none, opens_without
from monitor.extract.state_tables import state_columns, state_lines
from monitor.extract.term_tables import term_columns, term_lines
from monitor.extract.tiles import tiles
from monitor.model import Block

# What stands between the parts of a line that is an entry, or holds several.
PARTED = {"meeting": ",", **dict.fromkeys(("theme", "types", "sdg", "location", "member", "observer", "region"), ";")}
EDGE = " :–—-"  # between a name and what is said of it
MOST_BARE = 20  # labels in a row with nothing under them: more are a list of words
COUNTED = ("member", "observer", *NUMBERS)


class _Cutter:
    """Walks the blocks once; `open` is the section that takes the next line."""

    def __init__(self, layout: str, fits: Fits) -> None:
        self.layout, self.fits = layout, fits
        self.sections: list[Section] = []
        self.loose: list[Block] = []
        self.open: Section | None = None
        self.below: list[Block] = []  # the blocks behind the one that is taken
        self.table: tuple[int, Callable[[Block], None]] | None = None  # that is being read, and what takes its rows
        self.behind: Sequence[Block] = ()  # more of them
        self.asides: list[Aside] = []
        self.held: tuple[Section, Line] | None = None  # a list that goes on behind one of its entries
        self.badge: tuple[str, str] | None = None  # the place of an entry to come, and what is said of it
        self.spans: dict[int, tuple[int, int]] = {}  # of tables with a column for the first day and one for the last

    def take(self, block: Block) -> None:
        if self.held and self._around(self.held[0]).entry_of(block) != self.held[1]:
            self.open, self.held = self.held[0], None
        if block.kind == "row":
            self.take_row(block)
            return
        self.table = None
        self.open = goes_on_in(self.open, block, self.fits)
        if block.kind == "text" and opens_without("secretariat", block.text):
            self.start(Labelled(Label("secretariat"), "", block.text), block, line_of(block)).closed = True
        elif (found := label_of(block, self.open, self.layout, self.fits)) and not is_of_contact(
            found, block, self.open, self.below, self.fits
        ):
            if not self._stands_inside(found, block):
                self.begin(found, block)
        elif self.open is None or self.open.closed or self._ends(self.open, block):
            if self.open is not None and not self.open.closed and introduces(self.open, block):
                self.sections.remove(self.open)
                self.open = None
            elif not self._is_between(block):
                self.open = None
            self.loose.append(block)
        else:
            if is_tab(self.open, block):
                self.open.level = block.level - 1  # as if the name of the tab were a heading too
            mark = PARTED.get(self.open.field, "") if block.parts else ""
            if self.open.field == "document" and block.parts and all(map(DATED.search, block.parts)):
                self.open.lines += _each_part(block)
            else:
                heads = heads_group(self.open, block, self.below, self.fits)
                if not self.open.lines:
                    self.open.groups = look_of(block)
                line = line_of_parts(block, mark) if mark else line_of(block)
                self.add(self.open, replace(line, kind="term") if heads else line)
                if self.badge and self.badge[0] == block.locator:
                    _say(self.open, self.open.lines[-1], self.badge[1])
                    self.badge = None

    def _around(self, section: Section) -> Around:
        told = any(section.field == one.field for one in self.asides)
        return Around(section, self.behind, lambda one: labelled(one.text, self.layout) is not None, self.fits, told)

    def _stands_inside(self, found: Labelled, block: Block) -> bool:
        """Takes a label that is inside an entry of the open list: it opens nothing, but for the documents of a meeting,
        and the list goes on behind it.
        """
        section, label = self.held[0] if self.held else self.open, found.label
        if section is None or not lists(section) or label.field == section.field == "meeting":
            return False
        around = self._around(section)
        badge = label.field in BADGES
        if found.value and badge and label.role != APART and around.is_entry(block, found.value):
            self._take_entry(section, found, block)
            return True
        entry = around.entry_of(block, found)
        over = around.entry_behind(block) if entry is None and badge and not found.value else None
        about = entry or over
        if about is None or (entry and around.heads(found, entry)):
            return False
        sure = not found.value and (entry is None or around.holds(entry, block))
        if label.field == "document" and section.field == "meeting":
            self.held = section, about
            self.begin(found, block)
            return True
        if section.field in LISTED and not found.value and (label.field == "observer" or label.role == APART):
            if sure and entry:
                _say(section, entry, block.text)
            elif sure:
                self.badge = about.locator, block.text
            return sure
        self.asides.append(_aside(found, block, about, section.field, is_badge=sure))
        if entry and not found.value:
            self.open, self.held = None, (section, entry)
        return True

    def _take_entry(self, section: Section, found: Labelled, block: Block) -> None:
        """`Mali – Chair`, `Chair: Mali` among the members: Mali, of whom it is said."""
        line = replace(line_of(block), text=found.value.strip(EDGE))
        section.lines.append(line)
        if found.label.field == "observer":
            _say(section, line, found.words)
        else:
            self.asides.append(_aside(found, block, line, section.field, is_badge=True))

    def _ends(self, section: Section, block: Block) -> bool:
        """Whether a block ends the open section. One that looks like the name of a group, and may be none, is told as a
        name with nothing below it: the list may go on there.
        """
        if self._is_aside(section, block):
            return True
        if not ends(section, block, self.fits) or names_group(section, block, self.below, self.fits):
            return False
        alike = section.lines and is_set_apart(section, block, self.below, self.fits)
        if alike or may_go_on(section, block):
            section.lines.append(replace(line_of(block), text=block.text.rstrip(" :"), kind="heading"))
        return True

    def _is_between(self, block: Block) -> bool:
        """Whether the open list goes on behind a block that is none of its entries."""
        section = self.open
        if section is None or section.closed:
            return False
        if self._around(section).entry_of(block) is not None:
            return True
        below = takewhile(lambda one: label_of(one, section, self.layout, self.fits) is None, self.below)
        return is_between(section, block, tuple(below), self.fits) or self._is_aside(section, block)

    def _is_aside(self, section: Section, block: Block) -> bool:
        return is_aside(section, self.sections[-1], block, self.below, self.fits)

    def take_tile(self, label: Labelled, block: Block) -> None:
        """A value that stands above its label; what follows the label is not of it."""
        self.start(label, block, line_of(block)).closed = True

    def begin(self, found: Labelled, block: Block) -> None:
        """Opens the section of a label; a label that no field takes only ends the one before, unless the text under it
        is beside the matter (`Latest news`).
        """
        if found.label.field == "other" and found.label.role != "aside":
            self.open = None
            self.loose.append(block)
            return
        if found.label.role == APART and found.value and block.kind == "item" and self._lists_members():
            members = self.open
            self.start(found, block, Line(found.value, block.text, block.locator, block.links, block.kind))
            self.open = members  # the list goes on behind it
            return
        value = Line(found.value, block.text, block.locator, block.links, block.kind) if found.value else None
        if len(block.parts) > 2 and block.parts[0].rstrip(" :") == found.words and found.label.field in PARTED:
            value = line_of_parts(block, PARTED[found.label.field], start=1)
        before, above = self.open, surrounding(self.open, block, found.label)
        section = self.start(found, block, value)
        section.within = above
        if section.inline and above:  # `Next meeting: 5 May, Lima` amid a list, which goes on behind it
            self.open = above
        elif before is not None and is_kind_within(section, before):  # the next kind may be no label: `Plans`
            section.kind, section.level = before.kind, before.level

    def _lists_members(self) -> bool:
        """The list of members itself is open."""
        return self.open is not None and self.open.field == "member" and self.open.label.role != APART

    def start(self, found: Labelled, block: Block, value: Line | None) -> Section:
        section = Section(
            found.label, found.words, block.locator, block.kind, block.level, found.count, found.remark, found.year,
            block.text,
        )  # fmt: skip
        if value is not None and value.text:
            number = count_alone(value.text) if section.field in COUNTED else None
            section.count = section.count or number
            section.remark = section.remark or remark_of_count(value.text)
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

    def _foreign(self, cells: list[str]) -> bool:
        """Nothing in a row fits the list of States that is written above it: another table begins."""
        section = self.open
        if section is None or section.field not in LISTED or not section.lines:
            return False
        written = not any(line.kind == "row" for line in section.lines)
        return written and not any(self.fits(section.field, cell) for cell in cells)

    def add(self, section: Section, line: Line) -> None:
        above = not section.lines or line.text[:5].casefold() == "total"  # a total may stand below its list
        number = count_alone(line.text) if section.field in COUNTED and above else None
        if number is not None and section.count is None and section.field not in SCALARS:
            section.count, section.quote, section.counted_at = number, line.quote, line.locator
            section.remark = section.remark or remark_of_count(line.text)
            return
        section.lines.append(line)
        none = section.field in VALUES and line.text[:1].isalpha() and is_none(line.text)
        section.closed = section.closed or section.field in SCALARS or none  # behind `None` stands nothing more of it

    def take_row(self, block: Block) -> None:
        cells = cells_of(block)
        filled = [cell for cell in cells if cell]
        if not filled:
            return
        if span := span_of(block):
            self.spans[block.table] = span
        if self.table is not None and self.table[0] == block.table:
            self.table[1](block)
        elif self._begins_states(block):
            return
        elif len(filled) == 1:
            at = cells.index(filled[0])
            place = block.cell_locators[at] if block.cell_locators else block.locator
            self.take(replace(block, kind="text", text=filled[0], locator=place, cells=(), cell_locators=()))
        elif self._begins_terms(block):
            return
        elif heads := heads_of(block, self.layout):
            columns = [self.start(found, block, None) if found else None for found in heads]
            self.open, self.table = None, (block.table, partial(_into_columns, columns))
        elif self.open and names_columns(self.open, block, self.below, self.fits):
            self.table = (block.table, partial(_into_groups, self.open, cells))
        elif pairs := pairs_of(block, self.layout):
            for pair in pairs:
                self.take_row(pair)
        elif lists_documents(block):
            if not (self.open and self.open.field in NESTED):
                self.start(Labelled(Label("document"), "", ""), block, None)
        elif (found := label_beside(block, self.layout)) and not is_held(
            found, ", ".join(filled[1:]), self.open, self.fits
        ):
            values = values_beside(block, found)
            above = surrounding(self.open, block, found.label)
            section = self.start(found, block, values[0] if values else None)
            section.lines += values[1:] if section.lines else []
            section.inline = section.closed = True
            self.open = above or section
        elif lists_meetings(block) and not (self.open and self.open.field in NESTED):
            self.start(Labelled(Label("meeting"), "", ""), block, None)
        elif self.open is None or self.open.closed or self._foreign(filled):
            self.open = None
            self.loose.append(block)
        elif not block.header:
            whole = self.open.field in NESTED or (self.open.field == "chair" and is_term(block))
            self.open.lines += (
                [entry(block, self.spans.get(block.table))] if whole else list(chain.from_iterable(cell_lines(block)))
            )

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

    def _begins_terms(self, block: Block) -> bool:
        """A row of column heads over who chaired when."""
        section, columns = self.open, term_columns(block, self.open, self.layout)
        if section is None or columns is None:
            return False
        self.table = (block.table, lambda row: section.lines.extend(term_lines(row, columns)))
        return True


def _each_part(block: Block) -> list[Line]:
    """The pieces of a line as lines of their own, each with its link: documents side by side that all have a year."""
    return [
        Line(part, block.text, block.locator, tuple(link for link in block.links if link.text == part), block.kind)
        for part in block.parts
    ]


def _into_columns(columns: list[Section | None], block: Block) -> None:
    """Adds the cells of a row to the sections of their columns."""
    for lines, column in zip(cell_lines(block), columns, strict=False):
        if column is not None:
            column.lines += lines


def _aside(found: Labelled, block: Block, entry: Line, field: str, *, is_badge: bool) -> Aside:
    return Aside(found.words, found.label, found.year, line_of(block), entry, field, is_badge)


def _say(section: Section, entry: Line, words: str) -> None:
    """Writes what is said of an entry behind it, in brackets."""
    at = next(at for at, line in enumerate(section.lines) if line is entry)
    section.lines[at] = replace(entry, text=f"{entry.text} ({words.strip(EDGE)})")


def _into_groups(section: Section, names: Sequence[str], block: Block) -> None:
    """Adds the cells of a row to a list, each with the name over its column."""
    for lines, name in zip(cell_lines(block), names, strict=False):
        section.lines += [replace(line, group=name) for line in lines]


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
            cutter.below, cutter.behind = pieces[at + 1 : at + 1 + AHEAD], pieces[at + 1 : at + 1 + FAR_AHEAD]
            cutter.take(block)
    sections, asides = cutter.sections, cutter.asides
    if not any(section.field == "chair" for section in sections):
        badges = chairs_of(asides, fits)
        taken = {id(line) for section in badges for line in section.lines}
        sections, asides = [*sections, *badges], [one for one in asides if id(one.entry) not in taken]
    return Cut(tuple(sections), tuple(cutter.loose), tuple(asides))
