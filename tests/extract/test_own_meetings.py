"""On a page about one mechanism a numbered meeting is its own, unless another body is spoken of near it."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract

ABOUT = {
    "en": "<h1>Almaty Process</h1><p>The Almaty Process was established in 2013.</p>",
    "fr": "<h1>Processus de Rabat</h1><p>Le Processus de Rabat a été créé en 2006.</p>",
    "es": "<h1>Conferencia Suramericana sobre Migraciones</h1><p>La CSM fue creada en 2000.</p>",
    "pt": "<h1>Processo de Rabat</h1><p>O Processo de Rabat foi criado em 2006.</p>",
}
UNKNOWN = "<h1>Forum du Delta</h1><p>Le Forum a été créé en 2006.</p><p>L'OIM assure le secrétariat.</p>"


def meetings(language: str, html: str) -> list[tuple[str, str]]:
    page = read(f"<body>{html}".encode(), media_type="text/html")
    statements = extract(page, "mechanism-page", (), language).statements
    values = [s.value for s in statements if s.field == "meeting"]
    return [(str(value["date"]), str(value["title"])) for value in values if isinstance(value, dict)]


@pytest.mark.parametrize(
    ("language", "sentence", "meeting"),
    [
        ("en", "The Third Ministerial Conference was held in Oslo on 3 May 2017.", ("2017-05-03", "Third Ministerial")),
        ("en", "The next plenary will take place in Oslo on 3 May 2031.", ("2031-05-03", "next plenary")),
        (
            "en",
            "The 12th Senior Officials Meeting took place in Baku in May 2017.",
            ("2017-05", "12th Senior Officials"),
        ),
        ("fr", "La 14e session s'est tenue à Lomé, au Togo, le 3 mai 2017.", ("2017-05-03", "14e session")),
        ("fr", "La cinquième rencontre aura lieu à Dakar le 3 mai 2031.", ("2031-05-03", "cinquième rencontre")),
        ("es", "La XII Reunión de Ministros se celebró en Lima el 3 de mayo de 2017.", ("2017-05-03", "XII Reunión")),
        ("es", "El segundo encuentro tuvo lugar en Quito el 3 de mayo de 2017.", ("2017-05-03", "segundo encuentro")),
        ("pt", "A quinta assembleia decorreu em Lisboa a 3 de maio de 2017.", ("2017-05-03", "quinta assembleia")),
        ("pt", "A próxima reunião plenária terá lugar na Praia em maio de 2031.", ("2031-05", "próxima reunião")),
    ],
)
def test_a_numbered_meeting_is_that_of_the_page(language: str, sentence: str, meeting: tuple[str, str]) -> None:
    (found,) = meetings(language, f"{ABOUT[language]}<p>{sentence}</p>")
    assert found[0] == meeting[0]
    assert found[1].startswith(meeting[1])


def test_a_mechanism_that_the_lookups_do_not_know_has_its_own_meetings_too() -> None:
    held = "<p>La 3e session s'est tenue à Lomé, au Togo, le 3 mai 2017.</p>"
    assert meetings("fr", UNKNOWN + held) == [("2017-05-03", "3e session")]
    assert meetings("fr", f"<h1>Bienvenue</h1><p>Une page sur la mer.</p>{held}") == []


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", "<p>The third session of the African Union was held in Oslo on 3 May 2017.</p>"),
        ("en", "<p>The third meeting of the Finance Committee was held in Oslo on 3 May 2017.</p>"),
        ("en", "<p>The Rhine League is a club of cities. Its third conference was held in Oslo on 3 May 2017.</p>"),
        ("en", "<h2>Rhine League</h2><p>The third conference was held in Oslo on 3 May 2017.</p>"),
        ("en", "<p>The spring conference was held in Oslo on 3 May 2017.</p>"),
        ("en", "<h2>News</h2><p>The third conference was held in Oslo on 3 May 2017.</p>"),
        ("en", "<ul><li>The third conference was held in Oslo on 3 May 2017.</li></ul>"),
        ("en", "<p>3 May 2017: The third conference was held in Oslo on 3 May 2017.</p>"),
        ("fr", "<p>L'OIM forme des agents. Sa troisième conférence s'est tenue à Lomé le 3 mai 2017.</p>"),
        ("fr", "<p>La troisième réunion du comité directeur s'est tenue à Lomé le 3 mai 2017.</p>"),
        ("es", "<p>La segunda reunión del grupo de trabajo se celebró en Lima el 3 de mayo de 2017.</p>"),
        ("es", "<p>La segunda sesión del Parlamento Andino se celebró en Lima el 3 de mayo de 2017.</p>"),
        ("pt", "<p>A CPLP reúne nove Estados. A quinta cimeira decorreu em Lisboa a 3 de maio de 2017.</p>"),
        ("pt", "<p>O Processo de Cartum é outro. A quinta cimeira decorreu em Lisboa a 3 de maio de 2017.</p>"),
    ],
)
def test_the_meeting_of_another_body_is_not(language: str, html: str) -> None:
    assert meetings(language, ABOUT[language] + html) == []


@pytest.mark.parametrize(
    ("language", "html", "title"),
    [
        (
            "fr",
            "<h1>Processus de Rabat</h1><p>Le Maroc en exerce la présidence. L'ICMPD assure le secrétariat.</p>"
            "<p>La sixième session s'est tenue à Dakar, au Sénégal, le 3 mai 2017.</p>",
            "sixième session",
        ),
        (
            "en",
            f"{ABOUT['en']}<p>A meeting of senior officials was held in Baku on 3 May 2017.</p>",
            "meeting of senior",
        ),
        (
            "es",
            f"{ABOUT['es']}<p>La reunión de viceministros se celebró en Lima el 3 de mayo de 2017.</p>",
            "reunión de",
        ),
        ("pt", f"{ABOUT['pt']}<p>A sessão fundadora teve lugar em Lisboa a 3 de maio de 2017.</p>", "sessão fundadora"),
    ],
)
def test_facts_read_or_those_who_met_make_a_meeting_the_mechanism_s_own(language: str, html: str, title: str) -> None:
    assert [(date, said[: len(title)]) for date, said in meetings(language, html)] == (
        [("2017-05-03", title)] if title else []
    )


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", f"{ABOUT['en']}<p>A meeting of shareholders was held in Baku on 3 May 2017.</p>"),
        ("fr", "<h1>Processus de Rabat</h1><p>La sixième session s'est tenue à Dakar, au Sénégal, le 3 mai 2017.</p>"),
        (
            "es",
            f"{ABOUT['es']}<p>Una reunión de ministros de la OCDE se celebró en Lima el 3 de mayo de 2017.</p>",
        ),
    ],
)
def test_nothing_read_or_other_people_leave_a_meeting_unread(language: str, html: str) -> None:
    assert meetings(language, html) == []
