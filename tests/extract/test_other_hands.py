"""What pages of many makers have in common: places, kinds, helpers, languages and observers, said in other words."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from monitor.extract.prose import (
    find_association,
    find_established,
    find_meetings,
    find_member_count,
    find_observer_count,
    find_observers,
    find_secretariats,
)
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
    assert [meeting["title"] for meeting in found] == [title]


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


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("The Prague Process is part of ECOWAS.", "ecowas"),
        ("Créé en 2020, ce forum est rattaché à la CEDEAO.", "ecowas"),
        ("El Foro se creó en 1990. Forma parte del SICA y se reúne cada año.", "sica"),
        ("O Processo está vinculado à União Africana.", "au"),
        ("The Process was launched under the auspices of the African Union.", None),
        ("The working group is part of ECOWAS.", None),
        ("Ghana is part of ECOWAS.", None),
        ("IOM has an office there. It is part of the United Nations.", None),
        ("The Process is not part of ECOWAS.", None),
    ],
)
def test_what_the_mechanism_belongs_to_is_read_in_sentences(text: str, whom: str | None) -> None:
    found = find_association(text, "prague-process")
    assert (found[0].id if found else None) == whom


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Support Unit, run by IOM in Lima, serves as secretariat.", []),
        ("L'unité d'appui, gérée par l'OIM, fait office de secrétariat.", []),
        ("La unidad de apoyo, gestionada por la OIM, actúa como secretaría.", []),
        ("IOM, supported by UNHCR, serves as secretariat.", ["iom"]),
        ("La Secretaría General Iberoamericana (SEGIB) se ocupa de su secretaría.", ["segib"]),
        ("The working group has seven members and its secretariat is provided by IOM.", []),
    ],
)
def test_who_runs_the_body_that_serves_is_not_the_secretariat(text: str, who: list[str]) -> None:
    assert [one.who for one, _ in find_secretariats(text)] == who


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Foro de los doce países de América del Sur para concertar posiciones.", 12),
        ("Forum of nine States for talks on mobility.", 9),
        ("Espace créé en 2008 à Lomé, avec 22 pays.", 22),
        ("Arrancou em 2009, durante a presidência checa do Conselho, e abrange 50 Estados.", 50),
        ("Nació en 2001 en Lima y reúne a 11 países.", 11),
        ("Forum of nine States condemns the attack.", None),
        ("Group of seven countries for fair trade.", None),
        ("The committee began in 2009 and comprises 12 States.", None),
    ],
)
def test_a_sentence_without_a_verb_or_a_subject_counts_the_members(text: str, number: int | None) -> None:
    counted = find_member_count(text, "prague-process")
    assert (counted[0] if counted else None) == number


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Espacio creado en 2008 en Cuenca (Ecuador), con 22 países.", "2008"),
        ("Espace de dialogue créé en 2011 à Lomé, avec douze États.", "2011"),
        ("Espaço criado em 2005 em Luanda, com nove países.", "2005"),
        ("The Process is a forum of 21 agencies, begun in 1996 as a yearly meeting.", "1996"),
        ("Centro creado en 2008 en Cuenca, con 22 aulas.", None),
    ],
)
def test_what_a_mechanism_is_called_may_be_the_subject_of_its_founding(text: str, since: str | None) -> None:
    found = find_established(text, "prague-process")
    assert (found[0] if found else None) == since


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers last met in Riga on 10 May 2023 (Eighth Ministerial Conference).", ("Riga", "2023-05-10")),
        ("Les ministres se sont réunis à Lomé le 3 mai 2021 (2e conférence ministérielle).", ("Lomé", "2021-05-03")),
        ("Los ministros se reunieron en Lima el 3 de mayo de 2021 (VI Conferencia).", ("Lima", "2021-05-03")),
        ("The board met in Riga on 10 May 2023 (see the minutes).", None),
    ],
)
def test_what_people_met_for_may_stand_in_brackets(text: str, expected: tuple[str, str] | None) -> None:
    found = find_meetings(text, language="fr" if "Les" in text else "es" if "Los" in text else "en")
    assert [(m.place, m.date) for m, _ in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Mongolia chairs the Process in 2021.</p><h2>Incoming chair</h2><p>Nepal</p>", ["chair:MN", "incoming:NP"]),
        ("<h2>Présidence précédente</h2><p>Mali</p><p>Le Niger préside le Processus.</p>", ["chair:NE", "past:ML"]),
        ("<p>El Proceso lo preside Chile.</p><h2>Presidencias anteriores</h2><p>Perú</p>", ["chair:CL", "past:PE"]),
        ("<p>Angola preside ao Processo.</p><h2>Próxima presidência</h2><p>Gabão</p>", ["chair:AO", "incoming:GA"]),
        ("<p>Mongolia chairs the Process.</p><h2>Chair</h2><p>Nepal</p>", ["chair:NP"]),
        ("<p>Mongolia chairs the working group.</p><h2>Incoming chair</h2><p>Nepal</p>", ["incoming:NP"]),
        ("<p>Mongolia chaired the opening session.</p><h2>Incoming chair</h2><p>Nepal</p>", ["incoming:NP"]),
        ("<p>Kenya chairs the African Union.</p><h2>Former chairs</h2><p>Nepal</p>", ["past:NP"]),
    ],
)
def test_beside_labels_for_others_a_sentence_says_who_is_in_office(body: str, expected: list[str]) -> None:
    assert sorted(f"{one['role']}:{one['country']}" for one in told(body)["chairs"]) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Su secretaría está a cargo del ICMPD.", "ICMPD"),
        ("Le secrétariat est à la charge du HCR.", "HCR"),
        ("O secretariado está nas mãos da OIM.", "OIM"),
        ("La secretaría queda en manos del ACNUR.", "ACNUR"),
        ("La secretaría del grupo de trabajo está a cargo del ICMPD.", None),
        ("La secretaría no está a cargo del ICMPD.", None),
    ],
)
def test_a_secretariat_is_in_the_hands_of_whom_an_article_is_drawn_to(text: str, name: str | None) -> None:
    assert [one.name for one, _ in find_secretariats(text)] == ([name] if name else [])
