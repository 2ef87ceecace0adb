"""What stands under one label: a section and its lines. `cutter.py` makes them out of blocks, `fields/` read them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile

from monitor.extract.label_table import Label
from monitor.model import INSIDE, Block, Link

PROSE_WORDS = 8
# `25 States and territories`, `45 (incl. 3 organizations)`
COUNT_ALONE = re.compile(r"(?:[Tt]otal\s*[:=]?\s*)?(\d{1,3})(?:\s+[^\W\d]+){0,4}\s*(?:\([^()]*\))?[.:]?")
STOP = re.compile(r"[.!?…][”\"')]?(?:\s|$)")
MARKS = frozenset(",;:.|·•–—-()/")  # that part the pieces of a line
LONGEST_GROUP = 120  # characters
WORD = re.compile(r"[^\W\d_]{2}")
COUNT_OF_STEP = re.compile(r":nth-of-type\(\d+\)")  # of a CSS path
YEAR_ONLY = re.compile(r"\(?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\)?:?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line under a label: the words to read, and the verbatim words of the block that prove it."""

    text: str
    quote: str
    locator: str
    links: tuple[Link, ...] = ()
    kind: str = "text"
    under: tuple[str, str] = ("", "")  # the words of the label below which it stands, and its role
    level: int = 0  # of an item its depth
    group: str = ""  # the name of the group over its column
    rank: int = 0  # of a heading its level

    def within(self, group: str) -> Line:
        """The line below a smaller label inside that of its section: `Central Asia` inside `Members`. Not below letters
        of an index or figures, which say nothing of who stands there.
        """
        words, role = self.under
        says = words and len(group) <= LONGEST_GROUP and WORD.search(group)
        return replace(self, under=(f"{words}{INSIDE}{group}", role)) if says else self


@dataclass(slots=True)
class Section:
    """A label and the lines under it, while they are gathered.

    `inline`: a value stood on the label's own line; `closed`: no further line is taken; `bare`: labels of the same look
    stand straight before it with nothing under them.
    """

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
    bare: tuple[str, ...] = ()  # fields of the labels straight before, nothing under them
    groups: str = ""  # how the name of the first group is set apart, where the section begins with one
    counted_at: str = ""  # the place of the line that gives the count, '' where the label does
    within: Section | None = None  # the list of the same field in which the label stands

    @property
    def field(self) -> str:
        return self.label.field

    @property
    def claim(self) -> Line:
        """What the label says by itself, or the line below it that gives the count."""
        return Line(self.words, self.quote or self.words, self.counted_at or self.locator)

    def label_lines(self, words: str) -> None:
        """Writes on each line under which label it stands."""
        self.lines = [replace(line, under=(words, self.label.role)) for line in self.lines]

    @property
    def listed(self) -> bool:
        """The section holds items of a list or rows of a table."""
        return any(line.kind in ("item", "row") for line in self.lines)


@dataclass(frozen=True, slots=True)
class Aside:
    """A label inside an entry of a list, and the words of the block that prove it."""

    words: str
    label: Label
    year: str | None
    line: Line
    entry: Line
    field: str  # of the list
    is_badge: bool  # it says something of the entry beyond doubt: `Chair` in its element, and not `Chair: Mr Lind`


@dataclass(frozen=True, slots=True)
class Cut:
    """The sections of a stream and the blocks outside of them, both in reading order, with the labels that stand inside
    one entry of a section.
    """

    sections: tuple[Section, ...]
    loose: tuple[Block, ...]
    asides: tuple[Aside, ...] = ()


def remark_of_count(text: str) -> str:
    """What stands in brackets behind a number that is alone: `AU 10, EU 12` of `30 (AU 10, EU 12)`."""
    number = COUNT_ALONE.fullmatch(text.strip())
    return text.strip()[number.end(1) :].partition("(")[2].rpartition(")")[0] if number else ""


def count_alone(text: str) -> int | None:
    """The number that a text is, with the words for what it counts; None when it says more."""
    number = COUNT_ALONE.fullmatch(text.strip())
    return int(number[1]) if number else None


def is_prose(text: str, fewest: int = PROSE_WORDS) -> bool:
    """A sentence of eight words (`fewest`) or more, as opposed to an entry of a list."""
    if len(text.split(None, fewest - 1)) < fewest:
        return False
    return text[-1] in ".!?…" or STOP.search(text) is not None


def is_menu_entry(block: Block) -> bool:
    """Nothing but a link to another page: an entry of a menu, whatever word it bears. One that leads on within the page
    (`#members`) may be the title of what follows.
    """
    return any(link.text == block.text and "#" not in link.url for link in block.links)


def line_of(block: Block) -> Line:
    """The whole of a block as one line."""
    level = block.level if block.kind == "item" else 0
    rank = block.level if block.kind == "heading" else 0
    return Line(block.text, block.text, block.locator, block.links, block.kind, level=level, rank=rank)


def is_in(locator: str, home: str) -> bool:
    """Whether a place is inside an element; '' is the whole page."""
    return not home or f"{locator} > ".startswith(f"{home} > ")


def common_steps(one: str, other: str) -> list[str]:
    """The steps that two CSS paths have in common."""
    steps = zip(one.split(" > "), other.split(" > "), strict=False)
    return [left for left, _ in takewhile(lambda pair: pair[0] == pair[1], steps)]


def shape_of(line: Line) -> tuple[str, str]:
    """The kind of a line, with the names of the elements in which it stands."""
    return line.kind, COUNT_OF_STEP.sub("", line.locator)


def line_of_parts(block: Block, mark: str, start: int = 0) -> Line:
    """The same with a mark between its parts from `start` on, where neither of two has one: `12 May, Lima, Peru`."""
    text = ""
    for part in block.parts[start:]:
        between = "" if not text else " " if text[-1] in MARKS or part[0] in MARKS else f"{mark} "
        text += between + part
    return Line(text, block.text, block.locator, block.links, block.kind)
