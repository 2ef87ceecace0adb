"""A declared field that is one of the house's: its places become sections, which the reader of every layout reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.declared import DeclaredField
from monitor.extract.declared.own import read_own
from monitor.extract.declared.places import Place
from monitor.extract.label_table import Label, label_of
from monitor.extract.ledger import Ledger
from monitor.extract.not_yet import read_known
from monitor.extract.page import READERS
from monitor.extract.sections import Section

# Types whose entries are records of the house, whatever the field is called.
RECORDS = {"meetings": "meeting", "documents": "document"}
ROLES = {"chair": "chair"}  # what a label of the user's own words announces


def is_house(one: DeclaredField) -> bool:
    """Whether the field, or its type, has a reader that all layouts share."""
    return one.name in READERS or one.type in RECORDS


def read_house(one: DeclaredField, places: Sequence[Place], ledger: Ledger) -> None:
    """Reads the places with the reader of the field, or of the records that its type stands for.

    Records under another name are read apart, so that they do not mix with the field that they are like.
    """
    field = one.name if one.name in READERS else RECORDS[one.type]
    sections = [_section(field, place, ledger) for place in places]
    if field == one.name:
        read_known(field, READERS[field], sections, ledger)
        _ended(one, sections, ledger)
        return
    apart = Ledger(ledger.mechanism, ledger.reading)
    read_known(field, READERS[field], sections, apart)
    for statement in apart.statements:
        if statement.field == field:
            ledger.statements.append(replace(statement, field=one.name))
    for finding in apart.findings:
        if finding.field == field:
            words = finding.message.replace(f"under {field}", f"under {one.name.replace('_', ' ')}")
            finding = replace(finding, field=one.name, message=words)
        ledger.findings.append(finding)
    if field in apart.outcomes:
        ledger.outcomes[one.name] = replace(apart.outcomes[field], field=one.name)
    _ended(one, sections, ledger)


def _section(field: str, place: Place, ledger: Ledger) -> Section:
    known = label_of(place.words, ledger.reading.layout) if place.words else None
    label = known if known and known.field == field and not known.context else Label(field, ROLES.get(field, ""))
    return Section(
        label, place.words, place.locator, place.kind, place.level, place.count, quote=place.quote, lines=place.lines
    )


def _ended(one: DeclaredField, sections: Sequence[Section], ledger: Ledger) -> None:
    """The outcome where a reader left none: nothing stands there, or nothing that it takes."""
    if ledger.has(one.name):
        return
    lines = [line for section in sections for line in section.lines]
    if sections and lines:
        for line in lines:
            ledger.unread(one.name, line)
        ledger.outcome(one.name, "partial", listed=len(lines), parsed=0)
    else:
        places = [Place(section.words, section.quote, section.locator) for section in sections]
        read_own(replace(one, type="text"), places, ledger)
