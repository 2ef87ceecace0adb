"""A country or an organisation laid out for a terminal: what it is in, since when, by whom, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from monitor.cli.facts import mechanism_name, section, title
from monitor.cli.held import print_beside
from monitor.cli.reach import print_reach
from monitor.digest.words import in_words

if TYPE_CHECKING:
    from monitor.history import Contrary, HeldRecord, PartyView, StatementRecord

LISTS = ("member", "observer")  # who is named there instead is no answer: they are many
Place = tuple[str | None, str, str | None]
COMING = "incoming"


def party_name(who: str) -> str:
    """The name of a country's code or an organisation's id; the word itself when the lookups do not know it."""
    from monitor.lookups.countries import country_name
    from monitor.lookups.organisations import organisation_name

    return organisation_name(who) or country_name(who)


def print_party(view: PartyView, waits: Sequence[HeldRecord] = ()) -> None:
    """Print what a country or an organisation chairs, is a member of, observes, and does besides."""
    against: dict[Place, list[Contrary]] = {}
    for each in view.contrary:
        against.setdefault((each.mechanism, each.field, each.role), []).append(each)
    title(f"{party_name(view.who)} ({view.who})", view.at)
    for heading, statements, always in (
        ("Chairs", view.chairs, True),
        ("Secretariat of", view.secretariat_of, False),
        ("Member of", view.member_of, True),
        ("Observer of", view.observer_of, True),
        ("Associated with", view.associated_with, False),
    ):
        listed = list(_by_mechanism(statements, against))
        counted = f" {len(listed)}" if listed and heading != "Chairs" else ""
        section(f"{heading}{counted}", listed or (["none that is known"] if always else []))
    section("Roles", list(_roles(view.roles)))
    print_beside(waits, view.at)
    print_reach(view.reach, view.at)


def _by_mechanism(statements: Iterable[StatementRecord], against: dict[Place, list[Contrary]]) -> Iterator[str]:
    """One entry for each mechanism, and for each role and term in it, with all that say so and who does not."""
    said: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for one in statements:
        role = one.value.get("role") if one.field == "chair" else None
        words = " ".join(filter(None, (role, one.value.get("term") if role else None)))
        name = mechanism_name(one.mechanism) + (f": {words}" if words else "")
        said.setdefault(name, []).append(f"since {one.since:%Y-%m-%d}, {one.source}, statement {one.id}")
        places[name] = (one.mechanism, one.field, role and (COMING if role == COMING else "chair"))
    for name, by_whom in said.items():
        yield f"{name} ({'; '.join((*by_whom, *_otherwise(against.get(places[name], []))))})"


def _roles(statements: Iterable[StatementRecord]) -> Iterator[str]:
    """One entry for each mechanism and capture."""
    for _, group in groupby(statements, key=lambda one: (one.mechanism, one.source, one.opened_by)):
        first, *others = group
        words = "; ".join(in_words(one.field, one.value) for one in (first, *others))
        origin = f"since {first.since:%Y-%m-%d}, {first.source}, capture {first.opened_by}"
        yield f"{mechanism_name(first.mechanism)}: {words} ({origin})"


def _otherwise(against: list[Contrary]) -> Iterator[str]:
    """Who says otherwise: of a list that it does not name it, of a place for one whom it names instead."""
    from monitor.history.words import known_name

    if lists := [one.source for one in against if one.field in LISTS]:
        yield f"not named by {', '.join(lists)}"
    for one in against:
        if one.field not in LISTS:
            names = dict.fromkeys(known_name(two.value) or in_words("", two.value) for two in one.names)
            words = f"names {' and '.join(names)} instead" if names else "says that there is none"
            yield f"{one.source} {words}"
