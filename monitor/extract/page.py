"""Reads one mechanism's blocks: the sections under its labels, then what its running text states.

What a label states counts more than prose: a field that has a section is not looked for in sentences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from monitor.extract import prose
from monitor.extract.fields import contacts, events, members, organisations, scalars, texts
from monitor.extract.fields.parts import is_part
from monitor.extract.ledger import Ledger
from monitor.extract.phrases import sentences
from monitor.extract.sections import Cut, Line, Section, cut, is_prose, line_of
from monitor.extract.sentinels import is_none
from monitor.extract.values.countries import read_countries, read_country
from monitor.extract.values.dates import find_dates, read_date
from monitor.extract.values.organisations import read_organisation
from monitor.extract.values.terms import read_regions, read_type
from monitor.model import Block

Reader = Callable[[list[Section], Ledger], None]
EDITORIAL = re.compile(r"\[[A-Z]{1,3}\d{1,3}\]")

READERS: dict[str, Reader] = {
    "type": scalars.read_type_field,
    "region": scalars.read_region_field,
    "established": scalars.read_established,
    "formal_association": organisations.read_formal_association,
    "chair": events.read_chair_field,
    "secretariat": organisations.read_secretariat,
    "iom_role": organisations.read_iom_role,
    "member": members.read_members,
    "member_count": scalars.read_member_count,
    "observer": members.read_observers,
    "observer_count": scalars.read_observer_count,
    "focus": texts.read_focus,
    "objective": texts.read_objectives,
    "meeting": events.read_meetings,
    "document": events.read_documents,
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


def fits(field: str, words: str) -> bool:
    """The words as a whole are a value of the field: what parts `Established 2002` from a sentence that begins
    alike.
    """
    if field == "established":
        return read_date(words) is not None
    if field == "region":
        hits, rest = read_regions(words)
        return bool(hits) and not rest
    if field == "type":
        return read_type(re.sub(r"\s*[(\[].*$", "", words)) is not None
    if field in ("chair", "member", "location"):
        return is_none(words) or read_country(words) is not None or bool(read_countries(words))
    if field == "observer":
        return read_country(words) is not None or bool(read_countries(words)) or read_organisation(words).id is not None
    if field == "meeting":
        return bool(find_dates(words)) or is_part(words)
    if field in ("secretariat", "formal_association"):
        return read_organisation(words).id is not None or is_none(words)
    return False


def _said(sections: list[Section]) -> list[Section]:
    """Sections with a value, where there are any: an empty one of the same name is a menu's entry or a group's
    title.
    """
    filled = [s for s in sections if s.lines or s.count is not None]
    return filled or sections


def read_sections(found: Cut, ledger: Ledger) -> None:
    """Every section through the reader of its field. Order: as READERS, so that a website label comes before
    contacts.
    """
    by_field: dict[str, list[Section]] = defaultdict(list)
    for section in found.sections:
        by_field[section.field].append(section)
    for field, reader in READERS.items():
        if field in by_field:
            reader(_said(by_field[field]), ledger)


def read_page(
    blocks: Iterable[Block], ledger: Ledger, *, heading: str | None = None, tell_prose: bool = False
) -> tuple[str, ...]:
    """Reads a mechanism's part of a page into the ledger; returns the prose that no field took.

    `tell_prose`: the page states its facts in running text (a ministry's), not under labels alone.
    """
    blocks = tuple(blocks)
    found = cut(blocks, ledger.reading.layout, fits)
    read_sections(found, ledger)
    if tell_prose:
        _prose(found.loose, ledger, heading)
    for block in blocks:
        for mark in EDITORIAL.findall(block.text):
            ledger.remark("editorial-mark", f"stray editorial mark {mark}", None, line_of(block))
    return tuple(block.text for block in found.loose if is_prose(block.text))


def _prose(blocks: tuple[Block, ...], ledger: Ledger, heading: str | None) -> None:
    told = {name: not ledger.has(name) for name in ("chair", "meeting", "member", "established", "document")}
    if heading and told["member"]:
        for hit in prose.members_between(heading):
            line = Line(heading, heading, blocks[0].locator if blocks else "")
            value = {"kind": "state", "country": hit.country, "name": hit.name}
            if ledger.state("member", hit.country, value, hit.name, line):
                ledger.outcome("member", "partial")
        told["member"] = not ledger.has("member")
    for block in blocks:
        _paragraph(block, told, ledger)


def _paragraph(block: Block, told: dict[str, bool], ledger: Ledger) -> None:
    def line(quote: str) -> Line:
        return Line(quote, quote, block.locator, block.links, block.kind)

    reading = ledger.reading
    if told["chair"]:
        for chair in prose.find_chairs(block.text):
            sentence = next((s for s in sentences(block.text) if chair.text in s), block.text)
            events.state_chairs((chair,), line(sentence), ledger)
            ledger.outcome("chair", "partial")
    if told["meeting"]:
        for meeting, sentence in prose.find_meetings(
            block.text, language=reading.language, day_first=reading.day_first
        ):
            events.state_meeting(meeting, line(sentence), ledger)
            ledger.outcome("meeting", "partial")
    if told["member"]:
        for hit, sentence in prose.find_members(block.text):
            value = {"kind": "state", "country": hit.country, "name": hit.name}
            ledger.state("member", hit.country, value, hit.name, line(sentence))
            ledger.outcome("member", "partial")
    if told["established"] and not ledger.has("established") and (since := prose.find_established(block.text)):
        ledger.state("established", "", since[0], since[1], line(since[2]))
        ledger.outcome("established", "partial")
    if told["document"]:
        links = tuple((link.text, link.url) for link in block.links)
        for document, sentence in prose.find_documents(block.text):
            events.state_document(prose.with_links(document, links), line(sentence), ledger)
            ledger.outcome("document", "partial")
