"""Lines of one contact that would be labels elsewhere: `Budapest Process Secretariat` over an e-mail address."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.fields.contacts import EMAIL
from monitor.extract.fields.named import is_body
from monitor.extract.labels import Labelled
from monitor.extract.section_ends import Fits
from monitor.extract.sections import Section, is_prose
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Block


def is_of_contact(found: Labelled, block: Block, section: Section | None, below: Sequence[Block], fits: Fits) -> bool:
    """Whether a label of the secretariat is a line of the contact that is open: it is set apart less than the label of
    that one, and no name of an organisation follows, unless it stands in one paragraph with other lines of the contact
    and names the mechanism.
    """
    if section is None or section.field != "contact" or found.label.field != "secretariat" or section.closed:
        return False
    if not _is_within(block, section):
        return False
    if found.value:
        return not _names_body(found.value, fits)
    together = bool(section.lines) and section.lines[-1].locator == block.locator
    if together and find_mechanisms(block.text):
        return True
    return not below or not _names_body(below[0].text, fits)


def _names_body(words: str, fits: Fits) -> bool:
    if EMAIL.search(words):  # `office@example.org`
        return False
    return is_prose(words) or fits("secretariat", words) or is_body(words)


def _is_within(block: Block, section: Section) -> bool:
    """The block is set apart less than the label of the section is, or stands in the same paragraph."""
    if block.kind == "heading":
        return section.kind == "heading" and block.level > section.level
    if block.kind == "term":
        return section.kind == "heading"
    same_paragraph = section.kind == block.kind and block.locator == section.locator
    return section.kind in ("heading", "term") or same_paragraph
