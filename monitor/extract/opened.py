"""The sections of a page as its labels open them: which one is open, and which lines it takes.

In: labels that were found, and the blocks at which they stand. Knows no tables and no order of blocks: `cutter.py` and
`cut_rows.py` say what comes when.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.amid import surrounding
from monitor.extract.announced import NUMBERS
from monitor.extract.inside import Around
from monitor.extract.labels import APART, Labelled, labelled
from monitor.extract.section_ends import SCALARS, VALUES, Fits, is_kind_within
from monitor.extract.sections import Aside, Line, Section, count_alone, line_of_parts, remark_of_count
from monitor.extract.sentinels import says_none
from monitor.model import Block

# What stands between the parts of a line that is an entry, or holds several.
PARTED = {"meeting": ",", **dict.fromkeys(("theme", "types", "sdg", "location", "member", "observer", "region"), ";")}
MOST_BARE = 20  # labels in a row with nothing under them: more are a list of words
COUNTED = ("member", "observer", *NUMBERS)


class Opened:
    """All sections so far; `open` is the one that takes the next line."""

    def __init__(self, layout: str, fits: Fits) -> None:
        self.layout, self.fits = layout, fits
        self.sections: list[Section] = []
        self.loose: list[Block] = []
        self.open: Section | None = None
        self.below: list[Block] = []  # the blocks behind the one that is taken
        self.behind: Sequence[Block] = ()  # more of them
        self.asides: list[Aside] = []
        self.held: tuple[Section, Line] | None = None  # a list that goes on behind one of its entries
        self.badge: tuple[str, str] | None = None  # the place of an entry to come, and what is said of it

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

    def add(self, section: Section, line: Line) -> None:
        above = not section.lines or line.text[:5].casefold() == "total"  # a total may stand below its list
        number = count_alone(line.text) if section.field in COUNTED and above else None
        if number is not None and section.count is None and section.field not in SCALARS:
            section.count, section.quote, section.counted_at = number, line.quote, line.locator
            section.remark = section.remark or remark_of_count(line.text)
            return
        section.lines.append(line)
        none = section.field in VALUES and line.text[:1].isalpha() and says_none(section.field, line.text)
        section.closed = section.closed or section.field in SCALARS or none  # behind `None` stands nothing more of it

    def around(self, section: Section) -> Around:
        """A list, and what stands behind the block that is taken."""
        told = any(section.field == one.field for one in self.asides)
        return Around(section, self.behind, lambda one: labelled(one.text, self.layout) is not None, self.fits, told)

    def _lists_members(self) -> bool:
        """The list of members itself is open."""
        return self.open is not None and self.open.field == "member" and self.open.label.role != APART
