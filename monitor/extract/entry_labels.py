"""Labels inside the entries of an open list: they open no section, they say something of the entry."""

from __future__ import annotations

from dataclasses import replace

from monitor.extract.inside import BADGES, lists
from monitor.extract.labels import APART, LISTED, Labelled
from monitor.extract.opened import Opened
from monitor.extract.sections import Aside, Line, Section, line_of
from monitor.model import Block

EDGE = " :–—-"  # between a name and what is said of it


def stands_inside(page: Opened, found: Labelled, block: Block) -> bool:
    """Takes a label that is inside an entry of the open list: it opens nothing, but for the documents of a meeting,
    and the list goes on behind it.
    """
    section, label = page.held[0] if page.held else page.open, found.label
    if section is None or not lists(section) or label.field == section.field == "meeting":
        return False
    around = page.around(section)
    badge = label.field in BADGES
    if found.value and badge and label.role != APART and around.is_entry(block, found.value):
        _take_entry(page, section, found, block)
        return True
    entry = around.entry_of(block, found)
    over = around.entry_behind(block) if entry is None and badge and not found.value else None
    about = entry or over
    if about is None or (entry and around.heads(found, entry)):
        return False
    sure = not found.value and (entry is None or around.holds(entry, block))
    if label.field == "document" and section.field == "meeting":
        page.held = section, about
        page.begin(found, block)
        return True
    if section.field in LISTED and not found.value and (label.field == "observer" or label.role == APART):
        if sure and entry:
            say(section, entry, block.text)
        elif sure:
            page.badge = about.locator, block.text
        return sure
    page.asides.append(_aside(found, block, about, section.field, is_badge=sure))
    if entry and not found.value:
        page.open, page.held = None, (section, entry)
    return True


def _take_entry(page: Opened, section: Section, found: Labelled, block: Block) -> None:
    """`Mali – Chair`, `Chair: Mali` among the members: Mali, of whom it is said."""
    line = replace(line_of(block), text=found.value.strip(EDGE))
    section.lines.append(line)
    if found.label.field == "observer":
        say(section, line, found.words)
    else:
        page.asides.append(_aside(found, block, line, section.field, is_badge=True))


def say(section: Section, entry: Line, words: str) -> None:
    """Writes what is said of an entry behind it, in brackets."""
    at = next(at for at, line in enumerate(section.lines) if line is entry)
    section.lines[at] = replace(entry, text=f"{entry.text} ({words.strip(EDGE)})")


def _aside(found: Labelled, block: Block, entry: Line, field: str, *, is_badge: bool) -> Aside:
    return Aside(found.words, found.label, found.year, line_of(block), entry, field, is_badge)
