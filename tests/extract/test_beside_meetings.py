"""Buttons, badges, countdowns and ways to papers in the line of a meeting are no part of its title."""

from __future__ import annotations

import pytest

from monitor.extract.phrases import pattern
from monitor.extract.values.beside import without_beside
from monitor.extract.values.meetings import read_meeting
from monitor.lookups import table

LINES = {
    "en": (
        ("4 June 2026: Senior Officials Meeting, Istanbul", "Senior Officials Meeting, Istanbul, 4 June 2026"),
        (
            "{} Register",
            "{} – in 94 days",
            "{} (94 days left)",
            "{} 94 days to go",
            "{} – 94 places left",
            "{} (only 3 weeks to go!)",
            "{} – starts in 1 day",
            "{} Register now",
            "{}, Register now",
            "{} Read more",
            "{} Registration open",
            "{} Save the date",
            "{} (registration closed)",
            "{} – Agenda",
            "{} | Add to calendar",
            "{} (in person)",
            "{} – Conclusions",
            "{}, Conclusions",
            "{} (report)",
            "{} [Photos]",
            "{} (52 participants)",
            "{} Summary report",
            "{} Chair’s summary | List of participants",
            "{} – 94 days to go – Register now",
            "Registration open {}",
            "In person {}",
            "Save the date: {}",
            "Register now – {}",
            "(In person) {}",
        ),
    ),
    "fr": (
        (
            "4 juin 2026 : Réunion des hauts fonctionnaires, Dakar",
            "Réunion des hauts fonctionnaires, Dakar, 4 juin 2026",
        ),
        (
            "{} (dans 94 jours)",
            "{} – il reste 94 jours",
            "{} – Inscrivez-vous",
            "{} (inscriptions closes)",
            "{} – Ordre du jour",
            "{} (rapport)",
            "{}, Liste des participants",
            "{} En savoir plus",
        ),
    ),
    "es": (
        (
            "4 de junio de 2026: Reunión de altos funcionarios, Quito",
            "Reunión de altos funcionarios, Quito, 4 de junio de 2026",
        ),
        (
            "{} – faltan 94 días",
            "{} (quedan 94 días)",
            "{} – Inscríbase",
            "{} (inscripciones abiertas)",
            "{} – Orden del día",
            "{} (informe)",
            "{}, Conclusiones",
            "{} Más información",
        ),
    ),
    "pt": (
        (
            "4 de junho de 2026: Reunião de altos funcionários, Luanda",
            "Reunião de altos funcionários, Luanda, 4 de junho de 2026",
        ),
        ("{} – faltam 94 dias", "{} – Inscreva-se", "{} (inscrições abertas)", "{} – Relatório", "{} Saiba mais"),
    ),
}
CASES = [(language, line, form) for language, (lines, forms) in LINES.items() for line in lines for form in forms]
TITLES = (
    "4 June 2026: Workshop on visas, 3 days, Sofia",
    "Meeting on the civil register, Sofia, 4 June 2026",
    "4 June 2026, Sofia: Workshop on the National Civil Register",
    "Fifth Conference of the Friends of Register, Sofia, 4 June 2026",
    "4 June 2026, Sofia: New Pact Conference",
    "4 June 2026, Sofia: Forum on What is New",
    "New Delhi, 4 June 2026: Fifth Forum",
    "Agenda 2030 Forum, Sofia, 4 June 2026",
    "Registration workshop, 4 June 2026, Sofia",
    "Meeting on the implementation report, Sofia, 4 June 2026",
    "Summary report – Fifth meeting, Sofia, 4 June 2026",
    "4 June 2026: Conference “60 years on”, Sofia",
    "Conferencia sobre migración en 2026, Quito, 4 de junio de 2026",
)


@pytest.mark.parametrize(("language", "line", "form"), CASES)
def test_they_leave_the_meeting_as_it_is(language: str, line: str, form: str) -> None:
    alone, beside = (read_meeting(text, language=language) for text in (line, form.format(line)))
    assert alone is not None
    assert beside == alone


@pytest.mark.parametrize("badge", ["New", "Register"])
def test_a_badge_before_the_day_is_no_title(badge: str) -> None:
    line = LINES["en"][0][0]
    assert read_meeting(f"{badge} {line}") == read_meeting(line)


@pytest.mark.parametrize("line", TITLES)
def test_words_of_a_title_stay(line: str) -> None:
    assert without_beside(line) == line


@pytest.mark.parametrize("words", ["Report", "94 days to go", "Register now", "4 June 2026", ""])
def test_what_has_no_other_words_stays(words: str) -> None:
    assert without_beside(words) == words


@pytest.mark.parametrize("key", ["controls", "badges", "papers", "counted", "countdown"])
def test_each_of_the_words_can_be_found(key: str) -> None:
    listed = table("phrases")["meeting"][key]
    assert len(listed) == len({word.casefold() for word in listed})
    assert all(pattern("meeting", key).fullmatch(word) for word in listed)
