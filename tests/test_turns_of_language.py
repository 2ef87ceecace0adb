"""A page that answers in another language for a look or for good, over HTTP: nothing that it states is news for that,
whatever field it is; what is edited in either language is told, and the archive tells the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from tests.upkeep.past import again, all_of
from tests.watched import Watched

PAGES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("four_languages.toml").read_text(encoding="utf-8")
)
OTHERS = ("fr", "es", "pt")
Parts = Sequence[Sequence[str]]


def line(words: str) -> str:
    """A line; one that begins with an address of the site or of another is a link."""
    address, _, title = words.partition(" ")
    return f'<a href="{address}">{title}</a>' if title and address.startswith(("/", "https:")) else words


def headed(parts: Parts) -> str:
    return "".join(f"<h2>{label}</h2><ul><li>{'<li>'.join(map(line, said))}</ul>" for label, *said in parts)


def bold(parts: Parts) -> str:
    return "".join(f"<p><b>{label}:</b> {'; '.join(map(line, said))}</p>" for label, *said in parts)


def tabled(parts: Parts) -> str:
    rows = (f"<tr><th>{label}<td>{'<br>'.join(map(line, said))}" for label, *said in parts)
    return f"<table>{''.join(rows)}</table>"


def defined(parts: Parts) -> str:
    rows = (f"<dt>{label}<dd>{'<br>'.join(map(line, said))}" for label, *said in parts)
    return f"<dl>{''.join(rows)}</dl>"


def page(language: str, markup: Callable[[Parts], str] = bold, *, declared: str = "", **edited: str) -> str:
    """The page in a language; `edited`: words by those that take their place, spaces as underscores."""
    said = PAGES[language]
    body = (
        f'<!doctype html><html lang="{declared or language}"><title>{said["name"]}</title><body><main>'
        f"<h1>{said['name']}</h1>{markup(said['parts'])}<p>{said['updated']}</p></main></body></html>"
    )
    for old, new in edited.items():
        assert old.replace("_", " ") in body
        body = body.replace(old.replace("_", " "), new)
    return body


def told(site: Watched, *bodies: str) -> list[str]:
    kinds: list[str] = []
    for body in bodies:
        site.serve(body)
        kinds += [kind for kind, _ in site.run().changes]
    return kinds


@pytest.fixture
def site(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest", mechanism="prague-process"))
    return site


@pytest.mark.parametrize("layout", ["mechanism-page", "ministry-page"])
@pytest.mark.parametrize("markup", [headed, bold, tabled, defined])
def test_a_page_in_another_language_for_one_look_tells_nothing(site: Watched, markup: Any, layout: str) -> None:
    site.configure(site.source("budapest", mechanism="prague-process", layout=layout))
    english = page("en", markup)
    assert told(site, english, english) == []
    fields = site.ask("SELECT DISTINCT field FROM statement")
    assert len(fields) >= 16, fields
    for language in OTHERS:
        assert told(site, page(language, markup), english) == []
    assert told(site, page("fr", markup, declared="en"), english) == []
    assert site.ask("SELECT count(*) FROM statement WHERE closed_by IS NOT NULL") == [(0,)]


def test_a_page_that_goes_from_language_to_language_tells_nothing_and_the_archive_neither(site: Watched) -> None:
    assert told(site, *(page(language) for language in ("en", "fr", "fr", "es", "pt", "fr", "en"))) == []
    assert site.ask("SELECT count(*) FROM held") == [(0,)]
    before = all_of(site)
    again(site)
    assert all_of(site) == before


def test_what_is_edited_in_either_language_is_told(site: Watched) -> None:
    assert told(site, page("en"), page("fr"), page("fr", Gestion_des_frontières="Asile")) == [
        "focus.added",
        "focus.removed",
    ]
    assert told(site, page("en")) == []
    assert told(site, page("en", To_promote="To end")) == ["objective.changed"]
    assert told(site, page("en", Poland="Austria")) == ["chair.incoming", "meeting.amended", "objective.changed"]


def test_what_a_version_lacks_or_has_more_waits(site: Watched) -> None:
    fewer = page("es", **{"; Gestión_de_fronteras": ""})
    assert told(site, page("en"), fewer, fewer) == ["page.reshaped"]
    reason = "the page is in another language, and does not say as many things there"
    assert site.ask("SELECT field, reason FROM held WHERE ended_at IS NULL") == [("focus", reason)]
    assert told(site, page("en")) == []
    assert told(site, page("en", Border_management="Asylum")) == ["focus.added", "focus.removed"]


WORDS = {
    "en": (
        ("Secretariat", "Office of the Dialogue in Vienna"),
        ("Formal association", "Council of Baltic Cities"),
        ("Contact", "Ms Jane Doe, Director, +43 1 234567, info@dialogue.example"),
        ("Links", "https://dialogue.example/en Home page"),
        ("Results", "A handbook on return was published."),
    ),
    "fr": (
        ("Secrétariat", "Bureau du Dialogue à Vienne"),
        ("Association formelle", "Conseil des villes baltes"),
        ("Contact", "Mme Jane Doe, Directrice, +43 1 234567, info@dialogue.example"),
        ("Liens", "https://dialogue.example/fr Page d'accueil"),
        ("Résultats", "Un manuel sur le retour a été publié."),
    ),
    "es": (
        ("Secretaría", "Oficina del Diálogo en Viena"),
        ("Asociación formal", "Consejo de Ciudades Bálticas"),
        ("Contacto", "Sra. Jane Doe, Directora, +43 1 234567, info@dialogue.example"),
        ("Enlaces", "https://dialogue.example/es Página de inicio"),
        ("Resultados", "Se publicó un manual sobre el retorno."),
    ),
}


def test_bodies_contacts_and_links_in_the_words_of_another_language_are_no_news(site: Watched) -> None:
    def whole(language: str) -> str:
        said = PAGES[language]
        lines = bold([*said["parts"][:8], said["parts"][9], *WORDS[language]])
        return (
            f'<html lang="{language}"><title>{said["name"]}</title><main><h1>{said["name"]}</h1>{lines}</main></html>'
        )

    assert told(site, *map(whole, ("en", "fr", "en", "es", "es", "fr", "en"))) == []
    assert site.ask("SELECT count(*) FROM held") == [(0,)]
    moved = whole("en").replace("in Vienna", "in Istanbul").replace("Ms Jane Doe", "Mr John Roe")
    assert told(site, moved) == ["contact.changed", "secretariat.changed"]


PROSE = {
    "en": "<p>The process was launched by the ministers of the region and goes on as it did before.</p>",
    "fr": "<p>Le processus a été lancé par les ministres de la région et se poursuit comme auparavant.</p>",
    "es": "<p>El proceso fue lanzado por los ministros de la región y continúa el diálogo de sus primeros años.</p>",
}


def test_running_text_in_another_language_is_no_edit_and_one_in_the_same_is(site: Watched) -> None:
    def whole(language: str, *edited: str) -> str:
        old, new = edited or ("", "")
        return page(language).replace("</main>", PROSE[language].replace(old, new) + "</main>")

    en, fr, es = map(whole, PROSE)
    assert told(site, en, fr, en, es, es, fr, en) == []
    assert told(site, whole("en", "launched by the ministers", "ended by the heads of State")) == ["text.edited"]
    assert told(site, fr) == []
    assert told(site, whole("fr", "lancé par les ministres", "clos par les chefs d'État")) == ["text.edited"]
    before = all_of(site)
    again(site)
    assert all_of(site) == before
