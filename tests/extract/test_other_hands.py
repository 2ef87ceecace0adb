"""What pages of many makers have in common: places, kinds, helpers, languages and observers, said in other words."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from monitor.extract.prose import find_observer_count, find_observers
from monitor.extract.values.countries import find_countries
from monitor.extract.values.meetings import read_meeting
from monitor.extract.values.titles import read_document


def told(body: str, layout: str = "mechanism-page", lang: str = "en") -> dict[str, Any]:
    page = f"<!doctype html><html lang='{lang}'><body><main><h1>Prague Process</h1>{body}</main></body></html>"
    document = read(page.encode(), media_type="text/html", url="https://p.example/")
    return dict(as_json(extract(document, layout))["mechanisms"][0])  # type: ignore[arg-type]  # a layout


@pytest.mark.parametrize(
    ("line", "title", "year", "languages"),
    [
        ("Acta de Oslo (2031), en noruego e inglés", "Acta de Oslo", 2031, ("no", "en")),
        ("Charte de Lomé (2029 ; français et arabe)", "Charte de Lomé", 2029, ("fr", "ar")),
        ("Work plan, 2030 – in Russian and English", "Work plan, 2030", 2030, ("ru", "en")),
        ("Plano de Luanda (2028; português)", "Plano de Luanda", 2028, ("pt",)),
        ("Pact of Riga (in Riga, 2030)", "Pact of Riga (in Riga, 2030)", 2030, ()),
        ("Rules between states, Rome and Paris", "Rules between states, Rome and Paris", None, ()),
    ],
)
def test_the_languages_of_a_document_are_told_in_words_too(
    line: str, title: str, year: int | None, languages: tuple[str, ...]
) -> None:
    document = read_document(line)
    assert document is not None
    assert (document.title, document.year, document.languages) == (title, year, languages)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Quito (Ecuador), por realizarse en mayo de 2031, Quinta Reunión", ("2031-05", "Quito", "EC", True)),
        ("Cinquième session, à tenir en juin 2031, Lomé, Togo", ("2031-06", "Lomé", "TG", True)),
        ("Maputo, Moçambique, a realizar em 3 de maio de 2031, Sexta Reunião", ("2031-05-03", "Maputo", "MZ", True)),
        ("Lusaka (Zambia), to be held in May 2031, Sixth Round", ("2031-05", "Lusaka", "ZM", True)),
        ("Third Round on visas due to expire, Oslo, Norway, 3 May 2021", ("2021-05-03", "Oslo", "NO", False)),
        ("Fourth Round, 3 May 2021, in virtual format", ("2021-05-03", "virtual", None, False)),
        ("Tercera Ronda, 3 de mayo de 2021, en modalidad virtual", ("2021-05-03", "virtual", None, False)),
        ("Troisième session, 3 mai 2021, en ligne", ("2021-05-03", "en ligne", None, False)),
    ],
)
def test_a_line_says_that_a_meeting_is_still_to_be_held(line: str, expected: tuple[Any, ...]) -> None:
    meeting = read_meeting(line)
    assert meeting is not None
    assert (meeting.date, meeting.place, meeting.country, meeting.announced) == expected


@pytest.mark.parametrize(
    ("label", "lang", "line", "title"),
    [
        ("Meetings of senior officials", "en", "Oslo, Norway, 3 May 2021", "Meetings of senior officials"),
        ("Conférences ministérielles", "fr", "Lomé, Togo, 3 mai 2021", "Conférences ministérielles"),
        ("Reuniones de altos funcionarios", "es", "Lima, Perú, 3 de mayo de 2021", "Reuniones de altos funcionarios"),
        ("Reuniões de peritos", "pt", "Maputo, Moçambique, 3 de maio de 2021", "Reuniões de peritos"),
        ("Recent meetings", "en", "Oslo, Norway, 3 May 2021", None),
        ("Meetings", "en", "Oslo, Norway, 3 May 2021", None),
    ],
)
def test_a_label_that_names_a_kind_of_meeting_is_the_title_of_bare_places_and_dates(
    label: str, lang: str, line: str, title: str | None
) -> None:
    found = told(f"<h2>{label}</h2><ul><li>{line}</li></ul>", lang=lang)["meetings"]
    assert [meeting["title"] for meeting in found] == ([title] if title else [])


@pytest.mark.parametrize("place", ["Oslo, Norway", "Online", "Lima, Peru"])
def test_place_date_and_chair_below_the_title_of_a_meeting_are_its_own(place: str) -> None:
    first = f"<dt>First Summit</dt><dd>{place}<br>3–4 May 2021<br>Chair: Latvia</dd>"
    second = "<dt>Second Summit</dt><dd>Riga, Latvia<br>3 May 2022<br>Co-chairs: Poland and Malta</dd>"
    record = told(f"<h2>Summits</h2><dl>{first}{second}</dl>")
    assert [(m["title"], m["place"]) for m in record["meetings"]] == [
        ("First Summit", place.split(",")[0]),
        ("Second Summit", "Riga"),
    ]
    assert record["chairs"] == []


@pytest.mark.parametrize(
    ("body", "who", "note"),
    [
        ("<h3>Secretariat</h3><p>ICMPD, with the support of IOM</p>", ["icmpd"], True),
        ("<h3>Secrétariat</h3><p>l'OIM, avec le concours du HCR</p>", ["iom"], True),
        ("<h3>Secretaría</h3><p>OIM y ACNUR (con la colaboración de la CEPAL)</p>", ["iom", "unhcr"], True),
        ("<h3>Secretariado</h3><p>OIM, com o apoio da UE</p>", ["iom"], True),
        ("<h3>Secretariat</h3><p>ICMPD and IOM</p>", ["icmpd", "iom"], False),
        ("<dl><dt>Office</dt><dd>IGC Secretariat, Geneva</dd></dl>", ["igc-administration"], False),
        ("<dl><dt>Support</dt><dd>GFMD Support Unit</dd></dl>", ["gfmd-support-unit"], False),
        ("<dl><dt>Office</dt><dd>Vienna, Austria</dd></dl>", [], False),
        ("<dl><dt>Support</dt><dd>European Union</dd></dl>", [], False),
        ("<h3>Who does the paperwork?</h3><p>ICMPD</p>", ["icmpd"], False),
    ],
)
def test_who_only_helps_is_no_secretariat_and_an_office_is_one_by_its_name(
    body: str, who: list[str], note: bool
) -> None:
    record = told(body)
    assert [one["id"] for one in record["secretariat"]] == who
    assert bool(record.get("secretariat_note")) == note


@pytest.mark.parametrize(
    ("text", "who", "count"),
    [
        ("Three States – Chad, Mali and Togo – have been invited to attend as observers.", ["TD", "ML", "TG"], 3),
        ("Deux pays (Tchad et Mali) y siègent comme observateurs.", ["TD", "ML"], 2),
        ("La Libye et la Tunisie y participent en qualité d'observatrices.", ["LY", "TN"], None),
        ("IOM and UNHCR sit at the table, without a vote.", ["iom", "unhcr"], None),
        ("México y Chile asisten con voz pero sin voto.", ["MX", "CL"], None),
        ("O Chade e o Mali participam sem direito a voto.", ["TD", "ML"], None),
        ("Chad and Mali have been invited to join.", [], None),
        ("Chad and Mali voted against.", [], None),
        ("Chad and Mali may not attend as observers.", [], None),
    ],
)
def test_who_observes_is_told_in_many_ways(text: str, who: list[str], count: int | None) -> None:
    assert [one.who for one, _ in find_observers(text)] == who
    counted = find_observer_count(text)
    assert (counted[0] if counted else None) == count


@pytest.mark.parametrize(
    ("body", "since"),
    [
        ("<h3>Birth</h3><p>Lusaka, Zambia, November 2000</p>", "2000-11"),
        ("<h3>Creado en</h3><p>Lima (Perú), 1999</p>", "1999"),
        ("<h3>Naissance</h3><p>À Lomé, en mars 1999</p>", "1999-03"),
        ("<h3>Inicio</h3><p>Trámites</p><h3>Creado en</h3><p>2004</p>", "2004"),
        ("<h3>Launched</h3><p>Kofi Annan, 1999</p>", None),
    ],
)
def test_a_place_may_stand_before_the_date_of_the_founding(body: str, since: str | None) -> None:
    assert told(body)["established"] == since


@pytest.mark.parametrize(
    ("body", "members"),
    [
        ("<h3>Partner countries of North and West Africa (extract)</h3><p>Mali, Chad and Togo</p>", ["ML", "TD", "TG"]),
        (
            "<h3>Pays membres d'Afrique du Nord, de l'Ouest et du Centre</h3><p>Mali, Tchad, Togo</p>",
            ["ML", "TD", "TG"],
        ),
        ("<h3>The three States of the Community</h3><p>Mali • Chad • Togo</p>", ["ML", "TD", "TG"]),
        ("<p>Integram o Processo três países:</p><p>Mali; Chade; Togo.</p>", ["ML", "TD", "TG"]),
        ("<h3>¿Quiénes asisten?</h3><p>Malí, Chad y Togo</p>", ["ML", "TD", "TG"]),
        ("<h3>The four States of the Community</h3><p>Mali • Chad • Togo</p>", []),
        ("<h3>Partner countries of Northern Light</h3><p>Mali, Chad and Togo</p>", []),
    ],
)
def test_members_stand_below_heads_of_many_kinds(body: str, members: list[str]) -> None:
    assert [one["country"] for one in told(body)["members"]] == members


def test_eswatini_is_found_as_it_writes_itself() -> None:
    assert [hit.country for hit in find_countries("Angola, eSwatini and Lesotho; a pERU")] == ["AO", "SZ", "LS"]
