"""Where a section ends: which block below a label is of it no more."""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.documents.masks import DATE
from monitor.extract.labels import APART, LISTED, asks_what_it_is, names_a_kind, says_who_belongs
from monitor.extract.phrases import pattern
from monitor.extract.sections import (
    YEAR_ONLY,
    Section,
    common_steps,
    is_in,
    is_prose,
)
from monitor.extract.values.leading_on import is_told_to, leads_to_list
from monitor.extract.values.line_parts import is_place
from monitor.lookups import fold
from monitor.model import Block

SCALARS = frozenset(
    (
        "type", "region", "established", "website", "geographic_focus", "budget", "last_updated", "published",
        "member_count", "observer_count", "number",
    )
)  # fmt: skip
VALUES = SCALARS | {"chair", "secretariat", "formal_association"}
# Fields whose entries may have a heading of their own: a year over meetings, a title over a paragraph.
NESTED = frozenset(("meeting", "document", "focus", "objective", "contact", "result", "link", "other"))
PARAGRAPHS = frozenset(("objective", "contact", "other", "secretariat", "chair", "result"))
OTHERS = {"member": "observer", "observer": "belong"}  # lists, and the words (label_words.toml) of the other one
WORDED = frozenset(("secretariat", "contact", "objective", "focus"))  # no value of which is a date
STATES = re.compile(r"\b(states|countries|etats|pays|paises|estados)\b")
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
BOX = re.compile(r".* > (?:dl|table)(?::nth-of-type\(\d+\))?(?= > )")  # that holds labels beside their values
Fits = Callable[[str, str], bool]  # (field, words) -> the words are a value of the field


def ends(section: Section, block: Block, fits: Fits) -> bool:
    """Whether a block that is no label ends the open section."""
    own = YEAR_ONLY.fullmatch(block.text) or _groups(section, block, fits)
    if introduces(section, block):
        return True
    if block.kind == "heading":
        if _stands_large(section, block, fits):
            return False
        # under `Upcoming events` each event may have a heading, which is a smaller one; members are grouped so too
        smaller = is_smaller(section, block) or is_tab(section, block)
        apart = bool(pattern("membership", "apart").search(block.text))
        return not own and not (smaller and (section.field in NESTED or (section.field in LISTED and not apart)))
    if block.kind == "term":
        if own:
            return False
        if section.field in NESTED:
            return section.kind == "term"
        return (bool(section.lines) or section.kind != "text") and not fits(section.field, block.text)
    if own and section.field in NESTED:  # a year over the entries that follow
        return False
    if _is_beside(section, block, fits):
        return True
    if _leads_to_the_rest(section, block):
        return False
    if section.inline:
        if section.field in VALUES and block.kind == "item" and _is_meeting(section, block, fits):
            return True
        if section.field == "contact" and section.kind == block.kind == "text" and block.locator == section.locator:
            return False  # the lines of one paragraph: `Contact: Ana Lee` over `ana@example.org`
        return not (block.kind == "item" and section.kind != "item" and section.field not in SCALARS)
    if block.kind == "text" and section.lines and _counts_members(section, block, fits):
        return True
    if block.kind != "text" or section.field in PARAGRAPHS:
        return False
    if fits(section.field, block.text):  # a paragraph behind a list is none of its entries
        return section.listed and is_prose(block.text)
    if section.field == "meeting" and (_boxed(section, block) or _is_its_place(section, block)):
        return False
    # a list ends where its items end
    return section.listed or (is_prose(block.text) and bool(section.lines))


def _leads_to_the_rest(section: Section, block: Block) -> bool:
    """`See the full list` straight behind a list of members or observers, and not that of the others."""
    if block.kind != "text" or not section.lines or section.field not in OTHERS:
        return False
    led = leads_to_list(block.text, but_of=OTHERS[section.field])
    return led and (bool(block.links) or is_told_to(block.text))


def _is_beside(section: Section, block: Block, fits: Fits) -> bool:
    """A line with a date that is no value of the section any more: it is nothing but a date under words that are none,
    or stands outside the element that holds the label and all its values, as what a page says of itself does.
    """
    said = is_prose(block.text) and CLOCK.search(block.text) is None
    if block.kind != "text" or not section.lines or said or DATE.search(block.text) is None:
        return False
    if section.field in WORDED and not YEAR_ONLY.fullmatch(block.text) and fits("last_updated", block.text):
        return True
    if section.kind != "term" or section.field in ("meeting", "document"):
        return False
    box = BOX.match(section.locator)
    home = box[0] if box else section.locator.rpartition(" > ")[0] if section.field in WORDED else ""
    return all(is_in(line.locator, home) for line in section.lines) and not is_in(block.locator, home)


def is_tab(section: Section, block: Block) -> bool:
    """The first of the meetings below the name of a tab (`Calendar`), where each has a heading."""
    if section.kind != "term" or section.field != "meeting" or section.lines or block.kind != "heading":
        return False
    return pattern("meeting", "nouns").search(block.text) is not None


def is_kind_within(section: Section, above: Section) -> bool:
    """A smaller heading, or a bold line, inside a list of documents that is a label of documents too: `Declarations`
    below `Documents`.
    """
    if not section.field == above.field == "document" or section.label.role != above.label.role or section.inline:
        return False
    smaller = section.kind == "term" or (section.kind == "heading" and section.level > above.level)
    return above.kind == "heading" and smaller


def introduces(section: Section, block: Block) -> bool:
    """`What is it?` over a paragraph is no label of the type: the paragraph tells of all there is."""
    asked = section.field == "type" and not section.lines and is_prose(block.text)
    return asked and asks_what_it_is(section.words)


def _stands_large(section: Section, block: Block, fits: Fits) -> bool:
    """The value of a label, set as a smaller heading straight below it: `Current chair` over a large `Peru`."""
    below = section.kind in ("text", "term") or (section.kind == "heading" and block.level > section.level)
    empty = not section.lines and section.count is None
    return empty and below and block.level > 1 and section.field in VALUES and fits(section.field, block.text)


def _boxed(section: Section, block: Block) -> bool:
    """A paragraph about the meeting before it, in the box that holds that one."""
    box, home = (place.rpartition(" > ")[0] for place in (block.locator, section.locator))
    last = section.lines[-1].locator if section.lines else ""
    return bool(box) and box != home and f"{last} > ".startswith(f"{box} > ")


def _is_meeting(section: Section, block: Block, fits: Fits) -> bool:
    """`First round – Lima, 5 May 2013` below who chairs is no chair."""
    named = pattern("meeting", "nouns").search(block.text)
    return bool(named) and fits("meeting", block.text) and not fits(section.field, block.text)


def _is_its_place(section: Section, block: Block) -> bool:
    """The place of the meeting before it, in a box with that one which does not hold the label."""
    if not section.lines or not is_place(block.text):
        return False
    last = section.lines[-1].locator
    return len(common_steps(last, block.locator)) > len(common_steps(last, section.locator))


def _counts_members(section: Section, block: Block, fits: Fits) -> bool:
    """`At present there are 15 Member States.` below the name of the secretariat is none of it."""
    return section.field not in ("member", "objective", "other") and fits("member_count", block.text)


def _groups(section: Section, block: Block, fits: Fits) -> bool:
    """A heading inside a list of members or observers: a region, an organisation, `African Union Member States`.

    One that is as large as the label is inside only where the list has begun with such a one.
    """
    if section.field not in LISTED or block.kind not in ("heading", "term"):
        return False
    first = section.lines[0].kind if section.lines else block.kind
    if first != block.kind and not is_smaller(section, block):
        return False
    if fits("region", block.text) or names_a_kind(block.text):
        return True
    apart = pattern("membership", "apart").search(block.text)
    return _of_states(block) and says_who_belongs(block.text) and not apart


def may_go_on(section: Section, block: Block) -> bool:
    """Whether those below a heading that ends a list of States may be of it: States inside the section, or `Member
    States of ...` beside it.
    """
    listed = section.field in LISTED and section.label.role != APART and bool(section.lines)
    if not listed or block.kind not in ("heading", "term") or not _of_states(block):
        return False
    return is_smaller(section, block) or says_who_belongs(block.text)


def _of_states(block: Block) -> bool:
    return STATES.search(fold(block.text)) is not None


def is_smaller(section: Section, block: Block) -> bool:
    """A heading or a term of less rank than the label of the section."""
    if block.kind == "term":
        return section.kind in ("heading", "text")
    return (section.kind == "heading" or section.level > 0) and block.level > section.level
