"""What a block announces while a page is cut: its label, unless it is an entry of the section that is open."""

from __future__ import annotations

from dataclasses import replace

from monitor.extract.labels import Labelled, glued, labelled
from monitor.extract.phrases import pattern
from monitor.extract.section_ends import Fits
from monitor.extract.sections import (
    Section,
    count_alone,
    is_menu_entry,
    is_prose,
)
from monitor.extract.sentinels import is_not_known_yet, says_none
from monitor.extract.tiles import tile, tile_of_parts
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Block

IN_A_BOX = ("chair", "member", "member_count")  # who chaired one meeting, how many took part
TOPICS = ("focus", "result")
NUMBERS = ("member_count", "observer_count")
SET_APART = ("heading", "term")
SHORT = 4  # words: a title or a date, no meeting that is told to the end


def label_of(block: Block, section: Section | None, layout: str, fits: Fits) -> Labelled | None:
    if block.kind in ("item", "text") and is_menu_entry(block):
        return None
    if boxed := tile_of_parts(block, layout, fits):
        return boxed
    found = labelled(block.text, layout, block.lead)
    if found is None:
        if section is None or section.closed or not fits(section.field, block.text):
            behind = tile(block.text, layout, fits)
        else:
            behind = None
        if behind:
            return behind
        found = next((g for g in glued(block.text, layout) if _fits(g, fits)), None)
        if found and _says_when(found, block, section):
            return None
        # `The last meeting of senior officials was held in ...` is a sentence, whose subject begins like a label
        return None if found and found.label.field == "meeting" and is_prose(block.text) else found
    told = is_prose(block.text) and not found.value and not block.text.rstrip().endswith("?")
    if told or _says_when(found, block, section):
        return None
    if _says_nothing(found, block, section):
        return None
    if (not found.value and _is_value(found, block, section, fits)) or _of_a_meeting(found, block, section):
        return None
    if is_held(found, found.value, section, fits):
        return None
    other = found.label.field == "other"
    if other and found.value and block.kind == "heading" and found.label.role == "aside":
        return replace(found, value="")  # `Read also: MIDSA` over what is told of that one
    if other and found.value and (block.kind == "item" or not block.lead):
        return None  # `News: ...` may begin any line; only set apart by its type it is a label
    if block.kind == "item" and section and not found.value and (other or _same_topics(found, section)):
        return None
    return found


def _fits(found: Labelled, fits: Fits) -> bool:
    """The words behind a label are a value of it: `Established2002`, `Number of members12`."""
    field = found.label.field
    return fits(field, found.value) or (field in NUMBERS and count_alone(found.value) is not None)


def _is_value(found: Labelled, block: Block, section: Section | None, fits: Fits) -> bool:
    """`PIDC Secretariat` straight under `Secretariat`: a name that has the words of the label."""
    if section is None or section.lines or section.field != found.label.field != "other" or block.kind != "text":
        return False
    return section.field == "secretariat" and (fits(section.field, block.text) or bool(find_mechanisms(block.text)))


def _says_nothing(found: Labelled, block: Block, section: Section | None) -> bool:
    """`No observers` or `List to follow` straight under a label that is set apart: none, or not known yet."""
    if section is None or section.lines or section.kind not in SET_APART or block.kind not in ("text", "item"):
        return False
    if found.value or section.field == "other":
        return False
    if says_none(section.field, block.text):  # `Sin observadores`: `sin` may stand in a label
        return True
    return section.field != found.label.field and is_not_known_yet(block.text)


def _says_when(found: Labelled, block: Block, section: Section | None) -> bool:
    """`Revised on 12/2023` amid a list of documents ends no list, nor does `Published on` in the box of a meeting."""
    if section and section.field == "meeting" and found.label.field in ("last_updated", "published"):
        return _in_its_box(block, section)
    return bool(
        section
        and section.field == "document"
        and block.kind == "item"
        and section.lines
        and found.label.field in ("last_updated", "published")
    )


def _of_a_meeting(found: Labelled, block: Block, section: Section | None) -> bool:
    """Who chaired one meeting: `Chair: France` in the element that already holds its place and date; that it was held
    `Online`, straight below its title or date; or a way to more about it, a link by itself.
    """
    if section is None or section.field != "meeting":
        return False
    if found.label.field == "meeting" and pattern("meeting", "announced_remark").fullmatch(block.text):
        return block.kind == "text" and " > " in block.locator  # the state of one meeting
    if not section.lines:
        return False
    last = section.lines[-1]
    if found.label.field in ("link", "website") and pattern("meeting", "more").fullmatch(block.text):
        return block.kind == "text" and (_box(last.locator) == _box(block.locator) or bool(block.links))
    if found.label.field == "website" and pattern("meeting", "virtual").fullmatch(block.text.strip(" .")):
        return block.kind == "text" and (
            last.kind in SET_APART or last.locator == block.locator or len(last.text.split()) <= SHORT
        )
    if found.label.field not in IN_A_BOX:
        return False
    return last.locator == block.locator != section.locator or _in_its_box(block, section)


def _in_its_box(block: Block, section: Section) -> bool:
    """The block stands in the element of one meeting, which has a heading of its own that is not the section's."""
    box = _box(block.locator)
    if not box or box == _box(section.locator) or block.kind != "text":
        return False
    return any(line.kind in SET_APART and _box(line.locator) == box for line in section.lines)


def _box(locator: str) -> str:
    return locator.rpartition(" > ")[0]


def _same_topics(found: Labelled, section: Section | None) -> bool:
    """An item of a list of topics that has begun, though its words are also a label: `Partnerships`."""
    return bool(
        section
        and section.field in TOPICS
        and section.kind != "item"
        and found.count is None
        and any(line.kind == "item" for line in section.lines)
    )


def is_held(found: Labelled, value: str, section: Section | None, fits: Fits) -> bool:
    """An entry of a list of meetings by which a process began: `Founding conference – Oslo, May 2009`."""
    if section is None or section.field != "meeting" or found.label.field != "established":
        return False
    called = pattern("meeting", "nouns").search(found.words)
    return bool(called) or (bool(value) and not fits("established", value))
