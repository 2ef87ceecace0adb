"""A meeting that is held at no place is at one place, whatever the page calls it, and a hybrid one is at another."""

from __future__ import annotations

import pytest

from monitor.lookups import fold, table
from monitor.lookups.venues import venue
from tests.test_not_known_yet import compared, reading

# language: a list, the words for a day and a title, and words for no place
ONLINE = {
    "en": ("Meetings", "{}, 3 March 2021, Webinar on data", ("Online", "Virtual", "Virtually", "Video call", "Remote")),
    "fr": ("Réunions", "{}, 3 mars 2021, Séminaire sur les données", ("En ligne", "Virtuel", "Visioconférence")),
    "es": ("Reuniones", "{}, 3 de marzo de 2021, Seminario sobre datos", ("En línea", "Virtual", "Videoconferencia")),
    "pt": ("Reuniões", "{}, 3 de março de 2021, Seminário sobre dados", ("Em linha", "Virtual", "Videoconferência")),
}  # fmt: skip
PAIRS = [(language, one, other) for language, (*_, words) in ONLINE.items() for one in words for other in words]
MARKUPS = (
    "<h2>{}</h2><ul><li>{}</ul>",
    "<h3>{}</h3><p>{}</p>",
    "<p><b>{}</b></p><ul><li>{}</ul>",
    "<dl><dt>{}<dd>{}</dl>",
    "<details><summary>{}</summary><ul><li>{}</ul></details>",
    "<table><tr><th>{}<td>{}</table>",
    "<ul><li>{}<ul><li>{}</ul></ul>",
)


def listed(language: str, place: str, markup: str = MARKUPS[0], day: str = "3"):
    label, line, _ = ONLINE[language]
    return reading(markup.format(label, line.replace("3", day, 1).format(place)), language=language)


@pytest.mark.parametrize(("language", "one", "other"), PAIRS)
def test_another_word_for_no_place_is_no_change(language: str, one: str, other: str) -> None:
    for markup in MARKUPS:
        was, now = listed(language, one, markup), listed(language, other, markup)
        assert [each.field for each in was.statements].count("meeting") == 1
        assert compared(was, now).changes == ()


def test_the_words_of_all_languages_are_one_place() -> None:
    assert {venue(said) for *_, words in ONLINE.values() for said in words} == {"virtual"}
    assert {venue(said) for said in ("Hybrid", "hybride", "Híbrida", "en format hybride")} == {"hybrid"}


@pytest.mark.parametrize("place", ["Hybrid", "Rome, Italy"])
def test_a_place_that_people_travel_to_is_another(place: str) -> None:
    for one, other in (("Online", place), (place, "Online")):
        assert [each.kind for each in compared(listed("en", one), listed("en", other)).changes] == ["meeting.amended"]


def test_another_day_beside_another_word_is_told() -> None:
    found = compared(listed("en", "Online"), listed("en", "Virtual", day="4"))
    assert [one.kind for one in found.changes] == ["meeting.amended"]


def test_a_word_for_it_that_only_some_are_there_is_one_for_no_place() -> None:
    words = table("phrases")["meeting"]
    both = [said for said in words["virtual"] if not {*map(fold, words["hybrid"])}.isdisjoint(fold(said).split())]
    assert {*words["hybrid"]} <= {*words["virtual"]}
    assert {venue(said) for said in both} == {"hybrid"}
    assert {venue(said) for said in words["virtual"] if said not in both} == {"virtual"}
