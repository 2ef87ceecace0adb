"""Cuts a stream of blocks at its labels: what stands under `Members` becomes the lines of one section.

In: blocks of one mechanism. Out: sections in reading order, and the blocks that no label claims. Knows labels and
blocks, not values; `fits` tells whether words are a value of a field, for lines where label and value run together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from monitor.extract.amid import goes_on_in, is_aside
from monitor.extract.announced import label_of
from monitor.extract.between import AHEAD, is_between
from monitor.extract.contact_blocks import is_of_contact
from monitor.extract.crowds import crowds
from monitor.extract.cut_rows import Rows
from monitor.extract.desks import desks
from monitor.extract.entry_labels import say, stands_inside
from monitor.extract.grouped import heads_group, is_set_apart, look_of, names_group
from monitor.extract.inside import AHEAD as FAR_AHEAD
from monitor.extract.inside import chairs_of
from monitor.extract.label_table import Label
from monitor.extract.labels import Labelled
from monitor.extract.opened import PARTED, Opened
from monitor.extract.parted import parted
from monitor.extract.rows import DATED
from monitor.extract.section_ends import Fits, ends, introduces, is_tab, may_go_on
from monitor.extract.sections import Cut, Line, Section, line_of, line_of_parts
from monitor.extract.sentinels import opens_without
from monitor.extract.tiles import tiles
from monitor.model import Block


class _Cutter:
    """Walks the blocks once: each begins a section, ends one or goes into the open one."""

    def __init__(self, layout: str, fits: Fits) -> None:
        self.page = Opened(layout, fits)
        self.rows = Rows(self.page)

    def take(self, block: Block) -> None:
        page = self.page
        if page.held and page.around(page.held[0]).entry_of(block) != page.held[1]:
            page.open, page.held = page.held[0], None
        if block.kind == "row":
            for text in self.rows.take(block):
                self.take(text)
            return
        self.rows.end()
        page.open = goes_on_in(page.open, block, page.fits)
        if block.kind == "text" and opens_without("secretariat", block.text):
            page.start(Labelled(Label("secretariat"), "", block.text), block, line_of(block)).closed = True
        elif (found := label_of(block, page.open, page.layout, page.fits)) and not is_of_contact(
            found, block, page.open, page.below, page.fits
        ):
            if not stands_inside(page, found, block):
                page.begin(found, block)
        elif page.open is None or page.open.closed or self._ends(page.open, block):
            if page.open is not None and not page.open.closed and introduces(page.open, block):
                page.sections.remove(page.open)
                page.open = None
            elif not self._is_between(block):
                page.open = None
            page.loose.append(block)
        else:
            self._add(page.open, block)

    def _add(self, section: Section, block: Block) -> None:
        """Takes a block into the open section."""
        page = self.page
        if is_tab(section, block):
            section.level = block.level - 1  # as if the name of the tab were a heading too
        mark = PARTED.get(section.field, "") if block.parts else ""
        if section.field == "document" and block.parts and all(map(DATED.search, block.parts)):
            section.lines += _each_part(block)
            return
        heads = heads_group(section, block, page.below, page.fits)
        if not section.lines:
            section.groups = look_of(block)
        line = line_of_parts(block, mark) if mark else line_of(block)
        page.add(section, replace(line, kind="term") if heads else line)
        if page.badge and page.badge[0] == block.locator:
            say(section, section.lines[-1], page.badge[1])
            page.badge = None

    def _ends(self, section: Section, block: Block) -> bool:
        """Whether a block ends the open section. One that looks like the name of a group, and may be none, is told as a
        name with nothing below it: the list may go on there.
        """
        if self._is_aside(section, block):
            return True
        if not ends(section, block, self.page.fits) or names_group(section, block, self.page.below, self.page.fits):
            return False
        alike = section.lines and is_set_apart(section, block, self.page.below, self.page.fits)
        if alike or may_go_on(section, block):
            section.lines.append(replace(line_of(block), text=block.text.rstrip(" :"), kind="heading"))
        return True

    def _is_between(self, block: Block) -> bool:
        """Whether the open list goes on behind a block that is none of its entries."""
        section = self.page.open
        if section is None or section.closed:
            return False
        if self.page.around(section).entry_of(block) is not None:
            return True
        below = takewhile(lambda one: label_of(one, section, self.page.layout, self.page.fits) is None, self.page.below)
        return is_between(section, block, tuple(below), self.page.fits) or self._is_aside(section, block)

    def _is_aside(self, section: Section, block: Block) -> bool:
        return is_aside(section, self.page.sections[-1], block, self.page.below, self.page.fits)


def _each_part(block: Block) -> list[Line]:
    """The pieces of a line as lines of their own, each with its link: documents side by side that all have a year."""
    return [
        Line(part, block.text, block.locator, tuple(link for link in block.links if link.text == part), block.kind)
        for part in block.parts
    ]


def cut(blocks: Iterable[Block], layout: str, fits: Fits) -> Cut:
    """Sections and loose blocks of a stream, chrome left out."""
    cutter = _Cutter(layout, fits)
    page = cutter.page
    said = [block for block in blocks if not block.landmark and block.text.strip()]
    pieces = [piece for block in said for piece in parted(block, layout, fits)]
    above, over = tiles(pieces, layout, fits), crowds(pieces, layout) | desks(pieces)
    for at, block in enumerate(pieces):
        if at in above:
            page.start(above[at], block, line_of(block)).closed = True  # what follows the label is not of it
        elif at in over:
            if block.kind == "text" and block.text.rstrip().endswith(":"):  # a sentence, which may state more
                page.loose.append(block)
            page.start(over[at], block, None)
        elif at - 1 not in above:
            page.below, page.behind = pieces[at + 1 : at + 1 + AHEAD], pieces[at + 1 : at + 1 + FAR_AHEAD]
            cutter.take(block)
    sections, asides = page.sections, page.asides
    if not any(section.field == "chair" for section in sections):
        badges = chairs_of(asides, fits)
        taken = {id(line) for section in badges for line in section.lines}
        sections, asides = [*sections, *badges], [one for one in asides if id(one.entry) not in taken]
    return Cut(tuple(sections), tuple(page.loose), tuple(asides))
