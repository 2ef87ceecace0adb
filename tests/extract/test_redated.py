"""A line that gives the old and the new day of its meeting is read with the new one, or not at all."""

from __future__ import annotations

import pytest

from monitor.extract.values.called_off import without_state
from tests.extract.conftest import Page

MOVED = {
    "en": (
        "Fifth Conference, Lisbon, Portugal, 3 May 2031 (new date: 7 July 2031)",
        "3 May 2031, Lisbon, Portugal: Fifth Conference (new date: 7 July)",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031 – new date: 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031. New date: 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031; new date: 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, originally planned for 3 May, now 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, 7 July 2031 (originally planned for 3 May 2031)",
        "Fifth Conference, Lisbon, Portugal, 7 July 2031 (previously 3 May)",
        "Fifth Conference, Lisbon, Portugal, 7 July 2031 (instead of 3 May 2031)",
        "Fifth Conference, Lisbon, Portugal, 7 July 2031 (initially scheduled for 3-5 May 2031)",
        "Fifth Conference, Lisbon, Portugal, 7 July 2031 (postponed from 3 May 2031)",
        "Fifth Conference, Lisbon, Portugal, 7 July 2031, moved from 3 May",
        "Fifth Conference, Lisbon, Portugal, postponed from 3 May to 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031, now on 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, was 3 May 2031, now 7 July 2031",
        "New date: 7 July 2031 (was 3 May 2031) – Fifth Conference, Lisbon, Portugal",
    ),
    "fr": (
        "Cinquième Conférence, Lisbonne, Portugal, reportée du 3 mai au 7 juillet 2031",
        "Cinquième Conférence, Lisbonne, Portugal, 3 mai 2031 (nouvelle date : 7 juillet 2031)",
        "Cinquième Conférence, Lisbonne, Portugal, 7 juillet 2031 (initialement prévue le 3 mai 2031)",
        "Cinquième Conférence, Lisbonne, Portugal, initialement prévue le 3 mai, désormais le 7 juillet 2031",
        "Cinquième Conférence, Lisbonne, Portugal, 7 juillet 2031 (au lieu du 3 mai 2031)",
        "Cinquième Conférence, Lisbonne, Portugal, 7 juillet 2031, reportée du 3 mai 2031",
    ),
    "es": (
        "Quinta Conferencia, Lisboa, Portugal, aplazada del 3 de mayo al 7 de julio de 2031",
        "Quinta Conferencia, Lisboa, Portugal, 3 de mayo de 2031 (nueva fecha: 7 de julio de 2031)",
        "Quinta Conferencia, Lisboa, Portugal, 7 de julio de 2031 (inicialmente prevista para el 3 de mayo de 2031)",
        "Quinta Conferencia, Lisboa, Portugal, 7 de julio de 2031 (antes 3 de mayo de 2031)",
    ),
    "pt": (
        "Quinta Conferência, Lisboa, Portugal, adiada de 3 de maio para 7 de julho de 2031",
        "Quinta Conferência, Lisboa, Portugal, 3 de maio de 2031 (nova data: 7 de julho de 2031)",
        "Quinta Conferência, Lisboa, Portugal, 7 de julho de 2031 (inicialmente prevista para 3 de maio de 2031)",
    ),
}
TITLES = {
    "en": "Fifth Conference",
    "fr": "Cinquième Conférence",
    "es": "Quinta Conferencia",
    "pt": "Quinta Conferência",
}


LABELS = {"en": "Meetings", "fr": "Réunions", "es": "Reuniones", "pt": "Reuniões"}


@pytest.mark.parametrize(("language", "line"), [(name, line) for name, lines in MOVED.items() for line in lines])
def test_the_new_day_is_the_meeting_s(under: Page, language: str, line: str) -> None:
    found = under(LABELS[language], line, language=language)
    (one,) = found.statements
    facts = one.value["date"], one.value["title"], one.value["country"], one.value.get("state")
    assert facts == ("2031-07-07", TITLES[language], "PT", None)
    assert [each.outcome for each in found.fields] == ["ok"]


@pytest.mark.parametrize(
    "line",
    [
        "Fifth Conference, Lisbon, Portugal, 3 May 2031 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031 → 7 July 2031",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031 (cancelled; new date: 7 July 2031)",
        "Fifth Conference, Lisbon, Portugal, 3 May 2031 (follow-up to the meeting of 7 July 2030)",
    ],
)
def test_what_cannot_be_told_is_a_finding(under: Page, line: str) -> None:
    found = under("Meetings", line)
    assert found.statements == ()
    assert "unread-line" in {one.kind for one in found.findings}


@pytest.mark.parametrize(
    "line",
    [
        "Originally a workshop, now the Fifth Conference, Lisbon, Portugal, 3 May 2031",
        "Fifth Conference (formerly 2020 Forum), Lisbon, Portugal, 3 May 2031",
        "Where we are now, 3 May 2031, Lisbon, Portugal: Fifth Conference",
        "3 May 2031, Lisbon, Portugal: Seminar on what was 1951 and is now",
        "3 May 2031, Porto (originally Lisbon), Portugal: Fifth Conference",
    ],
)
def test_other_words_stay(line: str) -> None:
    found = without_state(line)
    assert found is not None
    assert (found.text, found.state) == (line, None)
