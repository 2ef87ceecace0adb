"""A list of States and organisations while it is read: what was listed, what was understood, what stands twice."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from monitor.extract.fields.entries import goes_on
from monitor.extract.fields.remarks import Standing, is_gone, remark_behind, standing
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.phrases import pattern
from monitor.extract.sections import Line
from monitor.extract.values.countries import CountryMatch
from monitor.extract.values.organisations import OrganisationMatch
from monitor.extract.values.unknown_names import strangers
from monitor.lookups.countries import country_name
from monitor.model import Json

TAIL = re.compile(r"[(\[]([^()\[\]]+)[)\]]$")  # a remark behind an organisation's name


@dataclass(slots=True)
class Group:
    """A smaller label inside the section of a list (`Africa`), and the depth of the first line below it."""

    words: str
    apart: bool = False  # who stands below it is none of the list: `Invited States`
    depth: int | None = None


@dataclass(slots=True)
class Listing:
    """One list while it is read. `whole`: every line was understood; `led`: those that only lead elsewhere."""

    name: str
    listed: int = 0
    parsed: int = 0
    led: int = 0
    whole: bool = True
    none: bool = False
    none_of: set[str] = field(default_factory=set)  # the parts of which the page says so; '' is the whole
    heading: Line | None = None  # a group whose members have not come yet: `African Union Member States`
    group: Group | None = None  # below which the next line stands
    names: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    observing: set[str] = field(default_factory=set)  # who stands among the members as an observer
    line_of: dict[str, Line] = field(default_factory=dict)

    def placed(self, line: Line) -> Line:
        """The line below the group that is open. Where a group is an item of a list, its entries are deeper ones: with
        the first that is not as deep it ends.
        """
        if self.group is None or line.group:
            return line.within(line.group)
        self.group.depth = line.level if self.group.depth is None else self.group.depth
        if line.level < self.group.depth:
            self.group = None
            return line
        return line.within(self.group.words)

    def enter(self, key: str, value: Json, display: str, text: str, line: Line, ledger: Ledger) -> None:
        """An entry that was understood; a second one of the same key is kept once."""
        self.listed += 1
        self.parsed += 1
        self.heading = None
        self.names.append(display)
        self.line_of[display] = line
        if key not in self.keys:
            self.keys.add(key)
            ledger.state(self.name, key, value, text, line)


def _apart(hit: CountryMatch, line: Line, found: Listing, ledger: Ledger) -> bool:
    """A name in the list whose remark does not leave it a member: an observer is stated as one, who left is told, and
    so are words that nobody knows.
    """
    remark = remark_behind(hit, line.text)
    if not remark:
        return False
    if goes_on(remark):
        _goes_on(remark, line, found, ledger)
        return False
    stands: Standing = standing(remark, hit) if found.name == "member" else "left" if is_gone(remark) else "observer"
    if found.name == stands:
        return False
    if stands == "observer":
        value = {"kind": "state", "country": hit.country, "name": hit.name}
        found.observing.add(hit.country)
        ledger.state("observer", hit.country, value, hit.name, line)
    elif stands == "left":
        message = f"{hit.name} stands among the {found.name}s with the remark “{remark}” and is not counted"
        ledger.remark("not-a-member", message, found.name, line)
    elif stands == "unknown":
        found.listed += 1
        found.whole = False
        ledger.unread(found.name, replace(line, text=f"{hit.name} ({remark})"))
    return True


def _goes_on(remark: str, line: Line, found: Listing, ledger: Ledger) -> None:
    """Words behind a name that say that the list has more: `(and others)`."""
    found.listed += 1
    found.whole = False
    ledger.unread(found.name, replace(line, text=remark))


def enter_state(hit: CountryMatch, text: str, line: Line, found: Listing, ledger: Ledger) -> None:
    if _apart(hit, line, found, ledger):
        return
    if hit.typo:
        ledger.remark("typo", f"“{hit.name}” read as {country_name(hit.country)} ({hit.country})", found.name, line)
    value = {"kind": "state", "country": hit.country, "name": hit.name}
    found.enter(hit.country, value, hit.name, text, line, ledger)


def enter_organisation(organisation: OrganisationMatch, line: Line, found: Listing, ledger: Ledger) -> None:
    remark = TAIL.search(organisation.name)
    if remark and (
        pattern("membership", "left_remark").search(remark[1]) if found.name == "member" else is_gone(remark[1])
    ):
        message = f"{organisation.name} stands among the {found.name}s with a remark and is not counted"
        ledger.remark("not-a-member", message, found.name, line)
        return
    if organisation.id is None:
        message = f"“{organisation.name}” is not among the known organisations"
        ledger.remark("unknown-organisation", message, found.name, line)
    value = {"kind": "organisation", "id": organisation.id, "name": organisation.name}
    key = organisation.id or name_key(organisation.name)
    found.enter(key, value, organisation.name, organisation.name, line, ledger)


def tell_strangers(name: str, line: Line, ledger: Ledger) -> bool:
    """A finding for each unknown name in a row of countries; whether there is one."""
    unknown = strangers(line.text)
    for stranger in unknown:
        ledger.missed("unknown-country", f"“{stranger}” is not among the known countries", name, line)
    return bool(unknown)
