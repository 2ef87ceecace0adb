"""Reads one mechanism's blocks: the sections under its labels, then what its running text states.

What a label states counts more than prose: a field that has a section is not looked for in sentences,
but for who chaired before where the labels name only who does now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from monitor.extract.alone import set_beside
from monitor.extract.cutter import cut
from monitor.extract.fields import chairs, contacts, documents, meetings, members, organisations, scalars, texts
from monitor.extract.fields.counts import compare_stated
from monitor.extract.fields.pieces import is_row
from monitor.extract.fields.unnamed_meetings import state_in_label
from monitor.extract.fits import fits
from monitor.extract.inside import tell_asides
from monitor.extract.labels import APART, LISTED
from monitor.extract.ledger import Ledger
from monitor.extract.leftovers import empty_labels, stray_text, two_values
from monitor.extract.marked import tell_editors_marks, tell_footnotes
from monitor.extract.not_yet import read_known, with_remark
from monitor.extract.others_parts import apart, speaking_of_it
from monitor.extract.prose import find_member_count
from monitor.extract.running_text import read_running_text
from monitor.extract.sections import Cut, Section, is_prose, line_of
from monitor.extract.sentinels import is_none
from monitor.extract.told_otherwise import tell_otherwise
from monitor.extract.untold import untold
from monitor.extract.values.countries import find_countries
from monitor.extract.values.terms import read_type
from monitor.extract.words_left import staying, words_left
from monitor.model import Block

Reader = Callable[[list[Section], Ledger], None]
FEWEST_BARE = 2  # labels in a row with nothing under them, before what follows the last is doubted
COUNTING = 4  # words of a short sentence: `It has 18 members.`
DIGIT = re.compile(r"\d")
TITLE_WITHIN = 60  # blocks from the beginning of a page, that a menu may fill

READERS: dict[str, Reader] = {
    "type": scalars.read_type_field,
    "region": scalars.read_region_field,
    "established": scalars.read_established,
    "formal_association": organisations.read_formal_association,
    "chair": chairs.read_chair_field,
    "secretariat": organisations.read_secretariat,
    "iom_role": organisations.read_iom_role,
    "member": members.read_members,
    "member_count": scalars.read_member_count,
    "observer": members.read_observers,
    "observer_count": scalars.read_observer_count,
    "focus": texts.read_focus,
    "objective": texts.read_objectives,
    "meeting": meetings.read_meetings,
    "document": documents.read_documents,
    "link": texts.read_links,
    "website": scalars.read_website,
    "contact": contacts.read_contacts,
    "location": texts.read_locations,
    "theme": texts.read_themes,
    "types": texts.read_types,
    "sdg": texts.read_sdgs,
    "geographic_focus": scalars.read_geographic_focus,
    "result": texts.read_results,
    "budget": scalars.read_budget,
}


def _said(sections: list[Section]) -> list[Section]:
    """Sections with a value, where there are any: an empty one of the same name is a menu's entry or a group's
    title.
    """
    filled = [s for s in sections if s.lines or s.count is not None or state_in_label(s)]
    listing = [s for s in filled if s.field not in LISTED or s.count is not None or _lists(s)]
    if listing and listing[0] is not filled[0]:  # a list begins below; what stood above it was no list
        first = filled.index(listing[0])
        filled = [s for at, s in enumerate(filled) if at >= first or _is_alike(s, listing)]
    dated = [s for s in filled if s.field != "established" or any(DIGIT.search(line.text) for line in s.lines)]
    return dated or filled or sections  # `Inicio` is the entry of a menu as well


def _is_alike(section: Section, listing: Iterable[Section]) -> bool:
    """A label like that of the list, in the same type. `Members` alone is a menu's word too; `Observers (States)` is
    none.
    """
    alike = any(section.kind == other.kind and section.level == other.level for other in listing)
    return alike and section.field in LISTED and bool(section.label.role)


def _lists(section: Section) -> bool:
    """A line of the section is an entry of its field, or holds several: `Georgia, Armenia, IOM`."""
    return any(fits(section.field, line.text) or is_row(line.text) for line in section.lines)


def _mixed(section: Section) -> bool:
    """All labels first and then all values: under the last label stands what belongs to those before it."""
    if len(section.bare) < FEWEST_BARE:
        return False
    others = [line for line in section.lines if not fits(section.field, line.text)]
    return any(fits(f, line.text) for f in section.bare for line in others)


def _with_count(section: Section) -> Section:
    """A list's first line may be a sentence that says how long it is: `The Process has 18 members.`"""
    first = section.lines[0] if section.lines else None
    if section.field == "member" and section.count is None and first and is_prose(first.text, COUNTING):
        count = find_member_count(first.text, under_label=True)
        if count:
            section.count, section.quote, section.counted_at = count[0], first.quote, first.locator
        if count and not find_countries(first.text):
            del section.lines[0]
    return section


def read_sections(found: Cut, ledger: Ledger) -> None:
    """Every section through the reader of its field. Order: as READERS, so that a website label comes before
    contacts.
    """
    by_field: dict[str, list[Section]] = defaultdict(list)
    set_beside(found.sections, _lists)
    for section in found.sections:
        if section.label.role == APART:
            members.tell_apart(section, ledger)
            if section.label.alone:
                ledger.label(section.field, [(section.words, APART)])
            continue
        if _mixed(section):
            for line in section.lines:
                ledger.unread(section.field, line)
            section.lines.clear()
        by_field[section.field].append(with_remark(_with_count(section)))
    for field, reader in READERS.items():
        if field in by_field:
            said = _said(by_field[field])
            for section in by_field[field]:
                section.label_lines(section.words)
            heard = set(map(id, said))  # comparing sections would take as long as the square of their number
            none = [s for s in by_field[field] if id(s) not in heard and all(is_none(line.text) for line in s.lines)]
            ledger.label(field, (line.under for section in (*said, *none) for line in section.lines))
            bare = (s for s in by_field[field] if not s.lines and s.count is None and not state_in_label(s))
            ledger.stands_alone(field, ((section.words, section.label.role) for section in bare))
            known = read_known(field, reader, said, ledger)
            two_values(field, known, READERS, ledger)
    labelled = [s for s in found.sections if s.field in READERS and s.label.role != APART]
    empty_labels(labelled, ledger)


def _subtitle(blocks: tuple[Block, ...], ledger: Ledger) -> None:
    """A type and nothing else straight below the title of a page: `Regional consultative process`."""
    for title, block in pairwise(blocks[:TITLE_WITHIN]):
        if title.kind == "heading" and title.level == 1 and block.kind == "text" and not ledger.has("type"):
            kind = read_type(block.text)
            if kind:
                ledger.state("type", "", kind, block.text, line_of(block))
                ledger.outcome("type", "partial")


def read_page(blocks: Iterable[Block], ledger: Ledger, *, heading: str | None = None) -> tuple[str, ...]:
    """Reads a mechanism's part of a page into the ledger; returns the prose that no field took.

    `heading`: that of the part, on a page about several mechanisms.
    """
    blocks = tuple(blocks)
    parts = apart(blocks, ledger)
    found = cut(parts.own, ledger.reading.layout, fits)
    read_sections(found, ledger)
    spoken = speaking_of_it(found.loose, parts.titles, ledger.mechanism)
    if ledger.mechanism is not None or ledger.reading.layout != "ministry-page":
        _subtitle(blocks, ledger)
        labelled = frozenset(ledger.outcomes)
        if "chair" in labelled:
            tell_otherwise(replace(found, loose=spoken), ledger)
        read_running_text(spoken, ledger, heading)
        untold(found.loose, ledger, labelled)
    compare_stated("member", ledger)
    compare_stated("observer", ledger)
    stray_text(staying(found.loose), ledger)
    tell_asides(found.asides, ledger)
    tell_footnotes(found.sections, found.loose, ledger)
    tell_editors_marks(blocks, ledger)
    return words_left((*found.loose, *parts.others), {one.locator for one in ledger.statements})
