"""A meeting whose day is not settled stays by itself: it is not told as a part of the one below it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Source
from tests.histories.looks import Past

SOURCE = Source("budapest", "https://site.example/budapest", "mechanism-page", ("budapest-process",), render="never")
LISTS = {
    "list": "<ul>{}</ul>",
    "paragraphs": "{}",
    "headings": "{}",
    "boxes": "<div>{}</div>",
}
ENTRIES = {"list": "<li>{}</li>", "paragraphs": "<p>{}</p>", "headings": "<h3>{}</h3>", "boxes": "<div><p>{}</p></div>"}
WAITING = {
    "en": (
        "Upcoming meetings",
        ("Working Group, Sofia, 9 July 2026", "Ministerial Conference, Baku, 1 October 2026"),
        (
            "Senior Officials Meeting, Istanbul, dates to be confirmed",
            "Senior Officials Meeting, Istanbul, date TBC",
            "Senior Officials Meeting, Istanbul (date to be announced)",
            "Senior Officials Meeting, TBC",
            "Senior Officials Meeting, Istanbul",
            "Expert meeting on return, Tirana, date TBC",
        ),
    ),
    "fr": (
        "Prochaines réunions",
        ("Groupe de travail, Sofia, 9 juillet 2026", "Conférence ministérielle, Bakou, 1er octobre 2026"),
        (
            "Réunion des hauts fonctionnaires, Dakar, date à confirmer",
            "Réunion des hauts fonctionnaires, Dakar (dates à confirmer)",
        ),
    ),
    "es": (
        "Próximas reuniones",
        ("Grupo de trabajo, Lima, 9 de julio de 2026", "Conferencia ministerial, Quito, 1 de octubre de 2026"),
        (
            "Reunión de altos funcionarios, Bogotá, fecha por confirmar",
            "Reunión de altos funcionarios, Bogotá – fechas por confirmar",
        ),
    ),
    "pt": (
        "Próximas reuniões",
        ("Grupo de trabalho, Lisboa, 9 de julho de 2026", "Conferência ministerial, Luanda, 1 de outubro de 2026"),
        ("Reunião de altos funcionários, Maputo, data a confirmar",),
    ),
}
CASES = [
    (language, label, dated, words) for language, (label, dated, all_words) in WAITING.items() for words in all_words
]


def page(label: str, entries: tuple[str, ...], form: str = "list", language: str = "en") -> bytes:
    listed = LISTS[form].format("".join(ENTRIES[form].format(entry) for entry in entries))
    return (
        f'<!doctype html><html lang="{language}"><title>Budapest Process</title><body><main><h1>Budapest Process</h1>'
        f"<h2>Secretariat</h2><p>ICMPD</p><h2>{label}</h2>{listed}<h2>Chair</h2><p>Türkiye</p></main></body></html>"
    ).encode()


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(("language", "label", "dated", "words"), CASES, ids=[case[3] for case in CASES])
def test_a_meeting_without_a_day_takes_no_other_ones(
    language: str, label: str, dated: tuple[str, ...], words: str, place: int, form: str
) -> None:
    entries = (*dated[:place], words, *dated[place:])
    assert _told(page(label, entries, form, language), language) == _told(page(label, dated, form, language), language)


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize(("language", "label", "dated", "words"), CASES, ids=[case[3] for case in CASES])
def test_it_takes_the_only_other_one_neither(
    language: str, label: str, dated: tuple[str, ...], words: str, form: str
) -> None:
    told = _told(page(label, (words, dated[0]), form, language), language)
    assert told in ([], _told(page(label, dated[:1], form, language), language))


def _told(body: bytes, language: str) -> list[tuple[object, object]]:
    read_of = extract(read(body, media_type="text/html"), "mechanism-page", ("budapest-process",), language)
    values = [one.value for one in read_of.statements if one.field == "meeting" and isinstance(one.value, dict)]
    return [(value["date"], value["title"]) for value in values]


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Past]:
    found = Past(tmp_path, SOURCE)
    yield found
    found.close()


@pytest.mark.parametrize("words", WAITING["en"][2])
def test_a_meeting_that_lost_its_day_waits(past: Past, words: str) -> None:
    label, dated, _ = WAITING["en"]
    past.site.serve(page(label, ("Senior Officials Meeting, Istanbul, 4 June 2026", *dated)))
    past.look()
    past.site.serve(page(label, (words, *dated)))
    _, told = past.look(hours=24)
    assert [one.kind for one in told] == []
