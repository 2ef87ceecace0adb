"""Lists of States and organisations: members and observers, with the numbers that pages claim for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from monitor.extract.fields.counts import compare_counts, state_claims
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line, Section, is_prose
from monitor.extract.sentinels import is_none, is_unknown
from monitor.extract.values.countries import find_countries, read_countries, read_country
from monitor.extract.values.organisations import read_organisation, read_organisations
from monitor.extract.values.terms import read_regions
from monitor.lookups import fold
from monitor.lookups.countries import country_name
from monitor.model import Json, Outcome

GROUP = re.compile(r"\b(?:states|countries|members|etats|pays|estados|paises|organizations|organisations)\b")
NUMBERING = re.compile(r"(?:\d{1,3}|[ivxlc]+)[.)]?", re.IGNORECASE)


@dataclass(slots=True)
class _List:
    """One list while it is read. `whole`: every line was understood."""

    name: str
    listed: int = 0
    parsed: int = 0
    whole: bool = True
    none: bool = False
    names: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    line_of: dict[str, Line] = field(default_factory=dict)

    def enter(self, key: str, value: Json, display: str, text: str, line: Line, ledger: Ledger) -> None:
        self.names.append(display)
        self.line_of[display] = line
        if key not in self.keys:
            self.keys.add(key)
            ledger.state(self.name, key, value, text, line)


def read_members(sections: list[Section], ledger: Ledger) -> None:
    _read("member", sections, ledger)


def read_observers(sections: list[Section], ledger: Ledger) -> None:
    _read("observer", sections, ledger)


def _read(name: str, sections: list[Section], ledger: Ledger) -> None:
    claimed = state_claims(name, sections, ledger)
    found = _List(name)
    for section in sections:
        for line in section.lines:
            _line(line, section.label.role, found, ledger)
    if not found.listed and not found.none:
        if claimed is None and not found.whole:
            ledger.outcome(name, "partial", listed=0)
        elif claimed is not None:
            compare_counts(name, claimed, 0, 0, ledger, _label_line(sections))
            ledger.outcome(name, "partial", claimed=claimed, listed=0, parsed=0, kept=0)
        elif any(not section.label.context for section in sections):
            ledger.outcome(name, "partial", listed=0, parsed=0, kept=0)
        return
    ledger.duplicates(name, found.names, found.line_of)
    compare_counts(name, claimed, found.listed, len(found.keys), ledger, _label_line(sections))
    outcome: Outcome = "ok" if found.whole else "partial"
    ledger.outcome(name, outcome, claimed=claimed, listed=found.listed, parsed=found.parsed, kept=len(found.keys))


def _label_line(sections: list[Section]) -> Line | None:
    section = next((s for s in sections if s.count is not None), None)
    return Line(section.words, section.quote, section.locator) if section else None


def _line(line: Line, role: str, found: _List, ledger: Ledger) -> None:
    text = line.text.strip()
    if is_none(text):
        found.none = True
        return
    if not text or text.endswith(":") or NUMBERING.fullmatch(text) or is_unknown(text):
        return
    before = found.listed
    if _states(line, found, ledger) or (role != "state" and _organisations(line, role, found, ledger)):
        found.parsed += found.listed - before
        return
    if _is_group(line):
        return
    if is_prose(text) or pattern("membership", "verbs").search(text):
        _prose(line, found, ledger)
        return
    found.listed += 1
    found.whole = False
    ledger.unread(found.name, line)


def _is_group(line: Line) -> bool:
    """A heading within the list: `Africa`, `African Union Member States`."""
    hits, rest = read_regions(line.text)
    return bool(hits and not rest) or (
        (line.kind in ("heading", "term") or len(line.text.split()) > 1)
        and bool(GROUP.search(fold(line.text)) and not is_prose(line.text))
    )


def _state(name: str, country: str) -> Json:
    return {"kind": "state", "country": country, "name": name}


def _states(line: Line, found: _List, ledger: Ledger) -> bool:
    one = read_country(line.text)
    if one is not None:
        found.listed += 1
        if one.typo:
            ledger.remark("typo", f"“{one.name}” read as {country_name(one.country)} ({one.country})", found.name, line)
        found.enter(one.country, _state(one.name, one.country), one.name, line.text, line, ledger)
        return True
    many = read_countries(line.text)
    if not many:
        return False
    found.listed += len(many)
    for hit in many:
        if hit.typo:
            ledger.remark("typo", f"“{hit.name}” read as {country_name(hit.country)} ({hit.country})", found.name, line)
        found.enter(hit.country, _state(hit.name, hit.country), hit.name, hit.name, line, ledger)
    return True


def _organisations(line: Line, role: str, found: _List, ledger: Ledger) -> bool:
    one = read_organisation(line.text)
    group = (one,) if one.id else read_organisations(line.text)
    if not group or any(o.id is None for o in group):
        if role != "organisation" or is_prose(line.text) or line.kind in ("heading", "term"):
            return False
        group = (one,)
        ledger.remark("unknown-organisation", f"“{one.name}” is not among the known organisations", found.name, line)
    found.listed += len(group)
    for organisation in group:
        value = {"kind": "organisation", "id": organisation.id, "name": organisation.name}
        found.enter(
            organisation.id or name_key(organisation.name), value, organisation.name, organisation.name, line, ledger
        )
    return True


def _prose(line: Line, found: _List, ledger: Ledger) -> None:
    """A sentence that lists the members: read when it says so; the list may not be whole, so nothing closes by it."""
    found.whole = False
    verb = pattern("membership", "verbs").search(line.text)
    countries = find_countries(line.text[verb.end() :]) if verb else ()
    if not countries:
        ledger.unread(found.name, line)
        return
    for hit in countries:
        found.listed += 1
        found.parsed += 1
        found.enter(hit.country, _state(hit.name, hit.country), hit.name, hit.name, line, ledger)
