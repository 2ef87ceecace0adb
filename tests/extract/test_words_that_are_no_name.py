"""Words that say how things stand are no organisation and no topic: what stood is held, and they are told."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction

LABELS = {
    "en": ("Secretariat", "Formal association", "Thematic focus"), "fr": ("Secrétariat", "", "Thèmes prioritaires"),
    "es": ("Secretaría", "", "Temas prioritarios"), "pt": ("Secretariado", "", "Temas prioritários"),
}  # fmt: skip


def reading(label: str, said: str, language: str = "en") -> Extraction:
    body = f"<h1>Bali Process</h1><dl><dt>{label}<dd>{said}<dt>Type<dd>RCP</dl>"
    page = f"<html lang={language}><title>Bali Process</title><body>{body}</body></html>"
    return extract(read(page.encode(), media_type="text/html", url="https://dialogue.example/a"), "mechanism-page")


def said_of(found: Extraction, field: str) -> list[str]:
    return [s.key for s in found.statements if s.field == field]


def outcome(found: Extraction, field: str) -> list[str]:
    return [one.outcome for one in found.fields if one.field == field]


NO_NAMES = [
    ("en", "Under negotiation"), ("en", "Under Negotiation"), ("en", "UNDER NEGOTIATION"), ("en", "To be reviewed"),
    ("en", "Not yet established"), ("en", "Temporarily suspended"), ("en", "Information to follow shortly"),
    ("en", "See below"), ("en", "Rotating"), ("en", "On hold"), ("en", "Rotates with the chair"),
    ("en", "Discussions ongoing"), ("en", "Secretariat under negotiation"),
    ("fr", "En attente de désignation"), ("fr", "Sera désigné prochainement"), ("fr", "Secrétariat tournant"),
    ("fr", "Voir ci-dessous"), ("es", "En proceso de definición"), ("es", "Será designada por los miembros"),
    ("pt", "Em transição"), ("pt", "Secretariado em processo de criação"),
    ("pt", "Suspenso temporariamente"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), NO_NAMES)
def test_words_that_are_no_name_are_no_secretariat(language: str, words: str) -> None:
    found = reading(LABELS[language][0], words, language)
    assert said_of(found, "secretariat") == []
    assert outcome(found, "secretariat") == ["partial"]
    assert [f for f in found.findings if f.field == "secretariat"]


@pytest.mark.parametrize("words", ["Under negotiation", "To be reviewed", "Temporarily suspended", "See below"])
def test_nor_are_they_a_formal_association(words: str) -> None:
    found = reading("Formal association", words)
    assert said_of(found, "formal_association") == []
    assert outcome(found, "formal_association") == ["partial"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Ruritanian Migration Bureau"), ("en", "Technical Secretariat in San José"), ("en", "Zorb Foundation"),
        ("en", "RMB"), ("en", "Friends of the Narrow Seas"), ("fr", "Observatoire sahélien des migrations"),
        ("es", "Comisión chaqueña de ayuda"), ("es", "Oficina regional de movilidad"),
        ("pt", "Instituto lusófono de acolhimento"),
    ],
)  # fmt: skip
def test_a_name_that_nobody_knows_is_still_one(language: str, words: str) -> None:
    found = reading(LABELS[language][0], words, language)
    assert len(said_of(found, "secretariat")) == 1
    assert [f.kind for f in found.findings if f.field == "secretariat"] == ["unknown-organisation"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Under revision"), ("en", "To be reviewed in 2027"), ("en", "Themes under discussion by members"),
        ("en", "Priorities under review"), ("en", "Topics to be agreed at the next meeting"),
        ("fr", "En cours de révision"), ("fr", "Thèmes en discussion"), ("es", "En revisión"),
        ("es", "Temas por definir"), ("pt", "Em revisão"), ("pt", "Prioridades em discussão"),
    ],
)  # fmt: skip
def test_a_line_that_says_that_topics_are_not_known_yet_is_none(language: str, words: str) -> None:
    found = reading(LABELS[language][2], words, language)
    assert said_of(found, "focus") == []
    assert outcome(found, "focus") == ["partial"]


@pytest.mark.parametrize(
    "words", ["Return and reintegration", "Transit countries; Review of visas", "Discussion of law"]
)
def test_a_topic_is_still_one(words: str) -> None:
    found = reading("Thematic focus", words)
    assert said_of(found, "focus")
    assert outcome(found, "focus") == ["ok"]


@pytest.mark.parametrize("words", ["Under negotiation", "Rotating", "Temporarily suspended", "Em transição"])
def test_nor_in_a_table_of_mechanisms(words: str) -> None:
    heads = "<tr><th>Name<th>Type<th>Secretariat<th>Formal association</tr>"
    rows = f"<tr><td>Bali Process<td>RCP<td>{words}<td>{words}</tr><tr><td>Rabat Process<td>RCP<td>ICMPD<td>EU</tr>"
    page = f"<table>{heads}{rows}</table>".encode()
    found = extract(read(page, media_type="text/html", url="https://table.example/a"), "mechanism-table")
    for field in ("secretariat", "formal_association"):
        assert {s.mechanism for s in found.statements if s.field == field} == {"rabat-process"}
        said = [one.outcome for one in found.fields if (one.mechanism, one.field) == ("bali-process", field)]
        assert said == ["partial"]


LEADING = '<a href="https://{host}">{word}</a>'


@pytest.mark.parametrize("markup", ["{}", "<p>{}</p>", "<ul><li>{}</ul>", "<b>{}</b>"])
@pytest.mark.parametrize(
    ("word", "host"),
    [
        ("Zorba", "www.zorba.org"), ("Zorba", "zorba.int/en/about"), ("Oxfam", "oxfam.org.au"),
        ("Cáritas", "www.caritas.org"), ("Migranet", "migranet.example"), ("Habitat", "www.habitat.org/who"),
    ],
)  # fmt: skip
def test_one_unknown_word_that_leads_to_a_site_of_its_name_is_a_secretariat(word: str, host: str, markup: str) -> None:
    found = reading("Secretariat", markup.format(LEADING.format(host=host, word=word)))
    assert [s.value for s in found.statements if s.field == "secretariat"] == [{"id": None, "name": word}]
    assert outcome(found, "secretariat") == ["ok"]
    assert [f.kind for f in found.findings if f.field == "secretariat"] == ["unknown-organisation"]


@pytest.mark.parametrize(
    "said",
    [
        "Zorba", "Tripartite", "Asylum", "Both", LEADING.format(host="www.example.org/tripartite", word="Tripartite"),
        LEADING.format(host="contact.example.org", word="Contact"), LEADING.format(host="press.iom.int", word="Press"),
        LEADING.format(host="dialogue.example/rotating", word="Rotating"),
    ],
)  # fmt: skip
def test_without_such_a_site_it_may_be_any_word(said: str) -> None:
    found = reading("Secretariat", said)
    assert said_of(found, "secretariat") == []
    assert "ok" not in outcome(found, "secretariat")


@pytest.mark.parametrize(
    ("said", "whom"),
    [
        ("ILO Beirut", "ilo"), ("ILO, Beirut office", "ilo"), ("ILO/Beirut", "ilo"), ("UNHCR, Geneva", "unhcr"),
        ("IOM, Cairo, Egypt", "iom"), ("ICMPD (Vienna office)", "icmpd"), ("OIM, oficina San José", "iom"),
    ],
)  # fmt: skip
def test_where_a_secretariat_sits_is_no_other_one(said: str, whom: str) -> None:
    assert said_of(reading("Secretariat", said), "secretariat") == [whom]
