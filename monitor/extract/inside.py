"""What stands inside one entry of a list: a `Chair` badge on a member, `Documents: ...` below one of the meetings.

It is told of that entry alone, so a label there opens nothing on the page, and the list goes on behind it. An entry
holds what is in its own element; below one that is a heading, what stands before the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from monitor.documents.masks import DATE
from monitor.extract.label_table import label_key
from monitor.extract.labels import APART, LISTED, Labelled
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.section_ends import Fits
from monitor.extract.sections import (
    YEAR_ONLY,
    Aside,
    Line,
    Section,
    common_steps,
    is_in,
    is_prose,
    line_of,
    shape_of,
)
from monitor.lookups import fold
from monitor.model import Block

AHEAD = 60  # blocks behind one that are searched for the next entry
NEAR = 60  # lines of a list before it that are
ITEM = re.compile(r"(.* > li(?::nth-of-type\(\d+\))?)(?= > |$)")
DASHES = ("-", "–", "—")
SET_APART = ("heading", "term")
BELOW = 2  # lines below the title of a meeting in which its day stands
OF_PAGES = ("last_updated", "published")  # what a page says of itself below all there is
BADGES = ("chair", "observer", "member")  # fields of which a label may say something of a State
NOWHERE = "-"  # no element
LISTS = (*LISTED, "meeting")
ANY = "observer"  # the field that a State fits, and an organisation


@dataclass(frozen=True, slots=True)
class Around:
    """An open list and what stands behind the block that is looked at, as far as it is searched."""

    section: Section
    behind: Sequence[Block]
    is_label: Callable[[Block], bool]
    fits: Fits
    asides: bool = False  # an entry before held a label of its own

    def entry_of(self, block: Block, found: Labelled | None = None) -> Line | None:
        """The entry inside of which a block stands; None where it stands in none, or where nothing tells. `found`: the
        label that the block is or begins with.
        """
        if not lists(self.section) or self._is_as_large(block):
            return None
        entries = self._entries()
        if not entries or self._names(block):
            return None
        last = entries[-1]
        if is_in(block.locator, self._home(last, entries, self.behind)) or self._is_below(block, last, found):
            return last
        return last if found and found.value and self._is_between(block, last) else None

    def holds(self, entry: Line, block: Block) -> bool:
        """Whether a block is in the element of an entry, and not only below it."""
        return is_in(block.locator, self._home(entry, self._entries(), self.behind))

    def heads(self, found: Labelled, entry: Line) -> bool:
        """A label inside an entry over a value of its own: `Observers`, and straight behind it `Kenya`."""
        after = self.behind[0] if self.behind else None
        if self.section.field not in LISTED or found.value or after is None:
            return False
        return _kin(line_of(after)) != _kin(entry) and self.fits(found.label.field, after.text)

    def entry_behind(self, block: Block) -> Line | None:
        """The entry straight behind a block, in whose element the block stands: a badge over the name of a State."""
        after = self.behind[0] if self.behind else None
        if block.kind not in ("text", "item") or not lists(self.section) or after is None or self._is_as_large(block):
            return None
        entry, entries = line_of(after), self._entries()
        if block.kind == "item" and after.kind == "text" and is_in(after.locator, _item(block.locator)):
            entry = replace(entry, kind="item")  # whatever stands first in an item begins it
        behind = list(map(line_of, self._alike(entry, self.behind[1:])))
        known = entries or ([] if self._are_all_labelled(behind) else behind)
        if not self._names(after) or not any(_kin(one) == _kin(entry) for one in known):
            return None
        home = self._home(entry, [*entries, *behind], self.behind[1:])
        beside = any(is_in(one.locator, _parent(home)) for one in known)
        return entry if beside and is_in(block.locator, home) else None

    def _are_all_labelled(self, entries: Sequence[Line]) -> bool:
        """Each has a label straight before it: `Observers` over `Kenya`, `Chair` over `Mali`."""
        before = {after.locator: one for one, after in pairwise(self.behind)}
        return all(self.is_label(before[one.locator]) for one in entries if one.locator in before)

    def is_entry(self, block: Block, value: str) -> bool:
        """A line with a label in it, `value` beside, is an entry of the list as those around it: `Mali – Chair`."""
        if self.section.field not in LISTED or not lists(self.section) or not self.fits(ANY, value):
            return False
        if any(fold(one.text) == fold(value) for one in self._entries()):
            return False
        if block.kind == "item" and is_in(self.section.locator, _parent(_item(block.locator))):
            return False  # the label of the list is an item like the others
        line = line_of(block)
        after = next(iter(self._alike(line, self.behind)), None)
        before = any(_kin(one) == _kin(line) for one in self._entries())
        if block.kind != "item" and not block.text.startswith(value):
            return False  # `Chair: Mali` on a line of its own may begin what is told of the chair
        sure = block.kind != "text" or value.endswith(DASHES)
        return (before or after is not None) if sure else before and after is not None

    def _entries(self) -> list[Line]:
        lines = self.section.lines[-NEAR:]
        if self.section.field in LISTED:
            return [line for line in lines if self.fits(ANY, line.text)]
        titled = any(map(_is_title, lines))
        return [
            line
            for line in lines
            if line.kind == "item" or _is_title(line) or (not titled and line.kind == "text" and DATE.search(line.text))
        ]

    def _names(self, block: Block) -> bool:
        """A block that is an entry by itself."""
        return self.section.field in LISTED and self.fits(ANY, block.text)

    def _is_as_large(self, block: Block) -> bool:
        """A heading that ends the list, whatever element it stands in. A label set as that of the list does so, too."""
        section = self.section
        if block.kind == section.kind == "heading":
            return block.level <= section.level
        return shape_of(line_of(block)) == shape_of(Line("", "", section.locator, kind=section.kind))

    def _alike(self, entry: Line, behind: Sequence[Block]) -> Iterator[Block]:
        """The blocks behind that are entries as one is, up to the end of the list."""
        for at, one in enumerate(behind):
            if self._is_as_large(one):
                return
            if _kin(line_of(one)) != _kin(entry) or self.is_label(one):
                continue
            if self.section.field in LISTED and not self.fits(ANY, one.text):
                continue
            told = behind[at : at + 1 + BELOW] if one.kind in SET_APART else (one,)
            if self.section.field == "meeting" and not any(DATE.search(each.text) for each in told):
                continue
            yield one

    def _home(self, entry: Line, entries: Sequence[Line], behind: Sequence[Block]) -> str:
        """The element that holds an entry and no other; of an item of a list the item."""
        others = [one.locator for one in entries if one is not entry]
        others += [one.locator for one in self._alike(entry, behind)]
        others = list(dict.fromkeys(others))
        if entry.kind == "item":
            home = _item(entry.locator)
            alone = not is_in(self.section.locator, home) and home not in map(_item, others)
            return home if alone else NOWHERE
        if not others:
            return NOWHERE
        shared = max(len(common_steps(entry.locator, one)) for one in (*others, self.section.locator))
        home, *boxes = (_steps(one, shared + 1) for one in (entry.locator, *others))
        # where several stand in one, or the label of the list with some, they are parts of the page
        several = len(set(boxes)) < len(boxes) or _steps(self.section.locator, shared + 1) in boxes
        return NOWHERE if several or home in boxes or shared >= len(entry.locator.split(" > ")) else home

    def _is_below(self, block: Block, entry: Line, found: Labelled | None) -> bool:
        """A block below an entry that is set apart and has more of its kind behind it, or labels below those before."""
        lines = list(takewhile(lambda line: line is not entry, reversed(self.section.lines)))
        if entry.kind not in SET_APART or any(line.kind != "text" for line in lines):
            return False
        if block.kind == "heading" and (entry.kind == "term" or block.level <= entry.rank):
            return False
        if block.kind == "term" and entry.kind == "term" and not found:
            return False
        if found and found.label.field in OF_PAGES:
            return False
        if (after := self._goes_on(entry)) is not None:
            return len(common_steps(block.locator, after.locator)) <= len(common_steps(block.locator, entry.locator))
        below = bool(lines) or entry.kind == "heading"
        return block.kind == "text" and (self.asides or (self.section.field == "meeting" and below))

    def _goes_on(self, entry: Line) -> Block | None:
        """The next that is set apart as an entry, where it is one as well."""
        for at, one in enumerate(self.behind):
            if one.kind == entry.kind and (one.kind == "term" or one.level <= entry.rank):
                alike = any(one is other for other in self._alike(entry, self.behind[at : at + 1 + BELOW]))
                return one if alike else None
        return None

    def _is_between(self, block: Block, entry: Line) -> bool:
        """One line between two meetings that are lines as well."""
        after = self.behind[0] if self.behind else None
        if self.section.field != "meeting" or after is None or not entry.kind == block.kind == "text":
            return False
        return not is_prose(after.text) and next(iter(self._alike(entry, (after,))), None) is not None


def lists(section: Section) -> bool:
    """A list whose entries may hold labels of their own."""
    return section.field in LISTS and section.label.role != APART and not section.inline and not section.closed


def chairs_of(asides: Iterable[Aside], fits: Fits) -> list[Section]:
    """Who chairs by a badge on a member, where no label of the page itself says it."""
    found: dict[str, Section] = {}
    for one in asides:
        label = one.label
        now = label.field == "chair" and label.role != "past" and one.is_badge
        if not now or one.field not in LISTED or not fits("chair", one.entry.text):
            continue
        words = one.words
        section = found.setdefault(
            words, Section(label, words, one.line.locator, one.line.kind, year=one.year, quote=one.line.quote)
        )
        section.lines.append(one.entry)
    return list(found.values())


def tell_asides(asides: Iterable[Aside], ledger: Ledger) -> None:
    """A finding for each label that stands inside entries, with the first of these."""
    told: dict[tuple[str, str], list[Aside]] = {}
    for one in asides:
        told.setdefault((one.field, label_key(one.words)), []).append(one)
    for (name, _), group in told.items():
        one = min(group, key=lambda aside: aside.entry.text)  # the same one in whatever order they stand
        more = f", and {len(group) - 1} more" if len(group) > 1 else ""
        words, entry = shorten(one.line.text), shorten(one.entry.text)
        about = f"“{words}” stands inside “{entry}”, an entry of {name}, and is of that one alone{more}"
        ledger.remark("stray-text", about, None, one.line)


def _is_title(line: Line) -> bool:
    return line.kind in SET_APART and not YEAR_ONLY.fullmatch(line.text)


def _item(locator: str) -> str:
    """The item of a list in which a place is; the place itself where it is in none."""
    found = ITEM.match(locator)
    return found[1] if found else locator


def _kin(line: Line) -> tuple[str, str]:
    """What the entries of one list have in common: of items the list, of others how they are set."""
    return (line.kind, _parent(_item(line.locator))) if line.kind == "item" else shape_of(line)


def _steps(locator: str, number: int) -> str:
    """The first steps of a CSS path."""
    return " > ".join(locator.split(" > ")[:number])


def _parent(locator: str) -> str:
    return locator.rpartition(" > ")[0] or locator
