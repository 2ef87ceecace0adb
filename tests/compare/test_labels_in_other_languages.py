"""A page comes in another language: its labels are others, a label of that language may be lost to us or list but a
part, and what one label parts by sort may stand below one. Nobody is told gone for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Comparison, Extraction, Source

DAY = datetime(2026, 11, 21, tzinfo=UTC)
SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
MEMBERS = {
    "en": ("Members", "Austria", "Spain"),
    "fr": ("États membres", "Autriche", "Espagne"),
    "es": ("Países miembros", "Austria", "España"),
    "pt": ("Países membros", "Áustria", "Espanha"),
}
OBSERVERS = {"en": "Observers", "fr": "Observateurs", "es": "Observadores", "pt": "Observadores"}
STATES_OF = {
    "en": "Observer States",
    "fr": "États observateurs",
    "es": "Estados observadores",
    "pt": "Estados observadores",
}
BODIES_OF = {
    "en": "Observer organisations",
    "fr": "Organisations observatrices",
    "es": "Organizaciones observadoras",
    "pt": "Organizações observadoras",
}
STATES = {"en": ("Georgia", "Mali"), "fr": ("Géorgie", "Mali"), "es": ("Georgia", "Malí"), "pt": ("Geórgia", "Mali")}
BODIES = {"en": ("IOM", "UNHCR"), "fr": ("OIM", "HCR"), "es": ("OIM", "ACNUR"), "pt": ("OIM", "ACNUR")}
CHAIR = {"en": "Chairmanship", "fr": "Présidence", "es": "Presidencia", "pt": "Presidência"}
MEETINGS = {"en": "Meetings", "fr": "Réunions", "es": "Reuniones", "pt": "Reuniões"}
APART = (("Observer States", STATES["en"]), ("Observer organisations", BODIES["en"]))
Part = tuple[str, Sequence[str]]


def headed(parts: Sequence[Part]) -> str:
    return "".join(f"<h2>{label}</h2><ul><li>{'<li>'.join(entries)}</ul>" for label, entries in parts)


def bold(parts: Sequence[Part]) -> str:
    return "".join(f"<p><b>{label}:</b> {', '.join(entries)}</p>" for label, entries in parts)


def defined(parts: Sequence[Part]) -> str:
    return "<dl>" + "".join(f"<dt>{label}<dd>{'<br>'.join(entries)}" for label, entries in parts) + "</dl>"


def page(*parts: Part, language: str = "en", markup=headed) -> Extraction:
    label, *members = MEMBERS[language]
    lines = markup([(label, members), *parts])
    body = f"<html lang={language}><title>Prague Process</title><h1>Prague Process</h1>{lines}"
    return read_capture(
        Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200, fetched_at=DAY), SOURCE
    ).extraction


def seen(pages, first: Extraction, *others: Extraction) -> list[Comparison]:
    memory, found = pages.remember(first, first, first), []
    for extraction in others:
        found.append(compare(memory, extraction, now=pages.now))
        memory = pages.after(memory, extraction, found[-1])
    return found


def told(found: Sequence[Comparison]) -> list[list[str]]:
    every = [[f"{one.kind} {one.key}".strip() for one in each.changes] for each in found]
    return [[one for one in kinds if one != "page.reshaped"] for kinds in every]


@pytest.mark.parametrize("markup", [headed, bold, defined])
@pytest.mark.parametrize("language", OBSERVERS)
def test_below_a_general_label_only_those_are_gone_of_whose_sort_others_stand_there(pages, language, markup):
    before = page(*APART, markup=markup)
    for some in (STATES[language], BODIES[language]):
        part = page((OBSERVERS[language], some), language=language, markup=markup)
        found = seen(pages, before, part, part, before)
        assert told(found) == [[]] * 3
        whom = "IOM and UNHCR" if some is STATES[language] else "Georgia and Mali"
        assert [one.reason for one in found[0].held] == [f"the label of {whom} is no longer on the page"]
    every = page((OBSERVERS[language], [*BODIES[language], *STATES[language]]), language=language, markup=markup)
    assert told(seen(pages, before, every, before)) == [[], []]
    fewer = page((OBSERVERS[language], [BODIES[language][0], *STATES[language]]), language=language, markup=markup)
    assert told(seen(pages, before, fewer)) == [["observer.left unhcr"]]


@pytest.mark.parametrize("language", OBSERVERS)
def test_a_label_of_states_takes_no_organisations_with_it(pages, language):
    both = page(("Observers", [*STATES["en"], *BODIES["en"]]))
    states = page((STATES_OF[language], STATES[language]), language=language)
    assert told(seen(pages, both, states, states, both)) == [[]] * 3
    fewer = page((STATES_OF[language], STATES[language][1:]), language=language)
    assert told(seen(pages, both, fewer)) == [["observer.left GE"]]
    general = page((OBSERVERS[language], STATES[language]), language=language)
    assert told(seen(pages, both, general)) == [["observer.left iom", "observer.left unhcr"]]


@pytest.mark.parametrize("language", CHAIR)
def test_a_general_label_of_the_chair_says_nothing_of_who_is_next(pages, language):
    here, there = STATES[language]
    both = page(("Current Chair", STATES["en"][:1]), ("Incoming Chair", STATES["en"][1:]))
    chair = page((CHAIR[language], [here]), language=language)
    assert told(seen(pages, both, chair, chair, both)) == [[]] * 3
    taken = page((CHAIR[language], [there]), language=language)
    assert told(seen(pages, both, taken)) == [["chair.handover"]]


@pytest.mark.parametrize(("language", "day"), [*product(MEETINGS, ["2019-05-12", "14/05/2019"])])
def test_a_general_label_of_past_meetings_says_nothing_of_the_next(pages, language, day):
    past, coming = f"{day}, Bern, Switzerland", "2027-03-03, Bali, Indonesia"
    both = page(("Past meetings", [past]), ("Upcoming meetings", [coming]))
    one = page((MEETINGS[language], [past]), language=language)
    assert told(seen(pages, both, one, one, both)) == [[]] * 3


@pytest.mark.parametrize("markup", [headed, bold, defined])
@pytest.mark.parametrize(("language", "nobody"), [("en", "None"), ("fr", "Aucun"), ("es", "Ninguno"), ("pt", "Nenhum")])
def test_a_label_for_its_kind_says_who_is_gone_of_a_general_one(pages, language, nobody, markup):
    both = page(("Observers", [STATES["en"][0], *BODIES["en"]]), markup=markup)
    bodies = (BODIES_OF[language], BODIES[language])
    apart = page((STATES_OF[language], [nobody]), bodies, language=language, markup=markup)
    assert told(seen(pages, both, apart)) == [["observer.left GE"]]
    lost = page(bodies, language=language, markup=markup)
    assert told(seen(pages, both, lost, both)) == [[], []]


def test_a_general_label_of_meetings_that_is_parted_says_of_which_part_one_is_gone(pages):
    past, ahead, other = "12 May 2019, Bern, Switzerland", "3 March 2031, Bali, Indonesia", "4 April 2031, Rome, Italy"
    before = page(("Meetings", [past, ahead]), ("Upcoming meetings", ["None"]))
    parted = page(("Past meetings", [past]), ("Upcoming meetings", [other]))
    (kinds,) = told(seen(pages, before, parted))
    assert sorted(kind.split()[0] for kind in kinds) == ["meeting.announced", "meeting.removed"]
    without = page(("Past meetings", [past]))
    assert told(seen(pages, before, without)) == [[]]
