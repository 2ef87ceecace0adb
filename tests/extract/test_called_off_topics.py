"""A meeting about what was called off is held under that title: only its own line says that it is called off itself."""

from __future__ import annotations

import pytest

HELD = {
    "en": {
        "Workshop on cancelled visas, Dakar, 3 March 2026": "Workshop on cancelled visas",
        "Seminar on postponed returns, Dakar, 3 March 2026": "Seminar on postponed returns",
        "Dakar, 3 March 2026: Round table on the reuse of cancelled passports": (
            "Round table on the reuse of cancelled passports"
        ),
        "3 March 2026, Dakar: Expert Meeting on Returns and Deferred Removals": (
            "Expert Meeting on Returns and Deferred Removals"
        ),
        "Meeting on suspended agreements, Dakar, 3 March 2026": "Meeting on suspended agreements",
        "Meeting on revoked or canceled permits (Dakar, 3 March 2026)": "Meeting on revoked or canceled permits",
    },
    "fr": {
        "Atelier sur les visas annulés, Dakar, 3 mars 2026": "Atelier sur les visas annulés",
        "3 mars 2026, Dakar : Réunion d'experts sur les retours reportés": "Réunion d'experts sur les retours reportés",
        "Séminaire sur les cartes annulées et retirées, Dakar, 3 mars 2026": (
            "Séminaire sur les cartes annulées et retirées"
        ),
    },
    "es": {
        "Taller sobre visados cancelados, Dakar, 3 de marzo de 2026": "Taller sobre visados cancelados",
        "3 de marzo de 2026, Dakar: Seminario sobre las deportaciones aplazadas": (
            "Seminario sobre las deportaciones aplazadas"
        ),
    },
    "pt": {"Seminário sobre vistos cancelados, Dakar, 3 de março de 2026": "Seminário sobre vistos cancelados"},
}
HEADINGS = {"en": "Meetings", "fr": "Réunions", "es": "Reuniones", "pt": "Reuniões"}


@pytest.mark.parametrize(("language", "line"), [(code, line) for code, lines in HELD.items() for line in lines])
def test_a_topic_that_holds_the_word_is_a_part_of_the_title(language, line, under, values) -> None:
    found = under(HEADINGS[language], line, language=language)
    (one,) = values(found, "meeting")
    assert (one["title"], one["place"], one["date"]) == (HELD[language][line], "Dakar", "2026-03-03")
    assert "state" not in one
    assert [one for one in found.findings if one.field == "meeting"] == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Workshop on cancelled visas, Dakar, 3 March 2026 (cancelled)"),
        ("en", "CANCELLED: Workshop on cancelled visas, Dakar, 3 March 2026"),
        ("en", "Workshop on cancelled visas, Dakar, 3 March 2026, has been cancelled due to the weather"),
        ("fr", "Atelier sur les visas annulés, Dakar, 3 mars 2026 (annulé)"),
        ("es", "CANCELADO: Taller sobre visados cancelados, Dakar, 3 de marzo de 2026"),
    ],
)
def test_a_meeting_about_what_was_called_off_may_be_called_off_itself(language, line, under, values) -> None:
    (one,) = values(under(HEADINGS[language], line, language=language), "meeting")
    assert (one["state"], one["place"], one["date"]) == ("cancelled", "Dakar", "2026-03-03")
    assert one["title"].endswith((" visas", " visas annulés", " cancelados"))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "3 March 2026: Cancelled visas: what next?, Dakar"),
        ("en", "Workshop: Cancelled and postponed visas, Dakar, 3 March 2026"),
        ("en", "Consultation on visas that were cancelled, Dakar, 3 March 2026"),
        ("fr", "Réunion sur les visas qui ont été annulés, Dakar, 3 mars 2026"),
        ("en", "Workshop on visas – cancelled permits, Dakar, 3 March 2026"),
        ("en", "Workshop on permits (cancelled visas and their holders), Dakar, 3 March 2026"),
        ("en", "Note on the cancelled Ministerial Conference, Dakar, 3 March 2026"),
        ("en", "Ministerial Conference on Return Cancelled Following an Outbreak, Dakar, 3 March 2026"),
        ("fr", "Réunion sur la mission annulée, Dakar, 3 mars 2026"),
        ("fr", "Réunions sur les visas annulées, Dakar, 3 mars 2026"),
        ("es", "Jornadas sobre migraciones canceladas, Dakar, 3 de marzo de 2026"),
    ],
)
def test_where_it_may_be_said_of_either_nothing_is_guessed(language, line, under, values) -> None:
    found = under(HEADINGS[language], line, language=language)
    assert values(found, "meeting") == []
    assert [one.kind for one in found.findings if one.field == "meeting"] == ["unread-line"]


@pytest.mark.parametrize("line", ["CANCELADA", "Cancelled", "ANNULÉE", "[POSTPONED]", "(CANCELLED)"])
def test_a_state_alone_is_no_fault_of_the_reader(line, under, values) -> None:
    for language in HEADINGS:
        assert values(under(HEADINGS[language], line, language=language), "meeting") == []


def test_a_sentence_about_such_a_meeting_tells_of_it(paragraph, values) -> None:
    text = "The fifth G4 workshop on cancelled visas was held in Dakar on 3 March 2026."
    for said in (text, "On 3 March 2026 Senegal hosted the fifth G4 workshop on cancelled visas in Dakar."):
        (one,) = values(paragraph(said), "meeting")
        assert (one["place"], one["date"]) == ("Dakar", "2026-03-03")
