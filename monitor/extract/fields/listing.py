"""A list of States and organisations while it is read: what was listed, what was understood, what stands twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from monitor.extract.ledger import Ledger, name_key
from monitor.extract.sections import Line
from monitor.extract.values.countries import CountryMatch
from monitor.extract.values.organisations import OrganisationMatch
from monitor.lookups.countries import country_name
from monitor.model import Json


@dataclass(slots=True)
class Listing:
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
        """An entry that was understood; a second one of the same key is kept once."""
        self.listed += 1
        self.parsed += 1
        self.names.append(display)
        self.line_of[display] = line
        if key not in self.keys:
            self.keys.add(key)
            ledger.state(self.name, key, value, text, line)


def enter_state(hit: CountryMatch, text: str, line: Line, found: Listing, ledger: Ledger) -> None:
    if hit.typo:
        ledger.remark("typo", f"“{hit.name}” read as {country_name(hit.country)} ({hit.country})", found.name, line)
    value = {"kind": "state", "country": hit.country, "name": hit.name}
    found.enter(hit.country, value, hit.name, text, line, ledger)


def enter_organisation(organisation: OrganisationMatch, line: Line, found: Listing, ledger: Ledger) -> None:
    if organisation.id is None:
        message = f"“{organisation.name}” is not among the known organisations"
        ledger.remark("unknown-organisation", message, found.name, line)
    value = {"kind": "organisation", "id": organisation.id, "name": organisation.name}
    key = organisation.id or name_key(organisation.name)
    found.enter(key, value, organisation.name, organisation.name, line, ledger)


def outside(text: str, hits: tuple[CountryMatch, ...]) -> tuple[CountryMatch, ...]:
    """The countries without those in brackets behind another one, to which it belongs: `Anguilla (UK)`."""
    kept = list(hits[:1])
    for before, hit in pairwise(hits):
        bracket = text[before.end : hit.start].strip() in ("(", "[") and text[hit.end : hit.end + 1] in (")", "]")
        if not bracket:
            kept.append(hit)
    return tuple(kept)
