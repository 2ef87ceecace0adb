"""What a page writes wrongly is told by the finding that says what to do about it, and not by another or by none."""

from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Extraction, Json


def page(body: str, language: str = "en") -> Extraction:
    markup = f'<html lang="{language}"><title>Bali Process</title><body><h1>Bali Process</h1>{body}'
    return extract(read(markup.encode(), media_type="text/html"), "mechanism-page", (), language)  # type: ignore[arg-type]  # a language


def told(found: Extraction, kind: str) -> list[str]:
    return [finding.message for finding in found.findings if finding.kind == kind]


def value(found: Extraction, field: str) -> Json:
    return next((one.value for one in found.statements if one.field == field), None)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>Chair: Zorkistan</p>", "Zorkistan"),
        ("<h2>Présidence</h2><p>République de Zorkanie (2024)</p>", "République de Zorkanie"),
        ("<h2>Presidencia</h2><p>La Zorquia, 2023-2024</p>", "Zorquia"),
        ("<h2>Presidência</h2><p>República de Zorquia</p>", "República de Zorquia"),
    ],
)
def test_who_chairs_and_is_no_known_country_is_told_as_one(body: str, name: str) -> None:
    found = page(body)
    assert told(found, "unknown-country") == [f"“{name}” is not among the known countries"]
    assert told(found, "unread-line") == []


@pytest.mark.parametrize(
    "who",
    [
        "John Smith",
        "Rotating",
        "to be elected by the ministers",
        "Ministers of Labour",
        "Press release, 21 May 2025: Appeal",
    ],
)
def test_who_chairs_and_may_be_anybody_is_an_unread_line(who: str) -> None:
    assert told(page(f"<p>Chair: {who}</p>"), "unknown-country") == []


FOUR = "<ul><li>Chile<li>Peru<li>Mali<li>Togo</ul>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Members</h2>{FOUR}<p>The Bali Process has 45 member States.</p>",
        f"<p>Le Processus de Bali compte 45 États membres.</p><h2>Membres</h2>{FOUR}",
        f"<h2>Miembros</h2>{FOUR}<h2>Número de miembros</h2><p>45</p>",
    ],
)
def test_a_number_that_stands_apart_is_held_against_the_list(body: str) -> None:
    assert told(page(body), "count-mismatch") == ["members: claimed 45, 4 listed, 4 distinct"]


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Members</h2>{FOUR}<p>The Bali Process has 4 member States.</p>",
        f"<h2>Members</h2>{FOUR[:-5]}<li>Zork Zork</ul><p>The Bali Process has 45 member States.</p>",
        "<p>The Bali Process has 45 member States.</p>",
    ],
)
def test_a_number_that_fits_or_has_no_whole_list_beside_it_contradicts_nothing(body: str) -> None:
    assert told(page(body), "count-mismatch") == []


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Members</h2><p>22 (AU 10, EU 12)</p>",
        "<h2>Members (22 States: AU 10, EU 12)</h2>",
        "<h2>Members: 22 (10 AU Member States, 12 EU Member States)</h2>",
        "<p>Membres : 22 (UA : 10 ; UE : 12)</p>",
        "<h2>Miembros</h2><p>22 (10 de la AU, 12 de la EU)</p>",
        "<h2>Membros</h2><p>22 (10 da AU, 12 da EU)</p>",
    ],
)
def test_the_parts_of_a_number_are_read_in_either_order(body: str) -> None:
    found = page(body)
    parts = value(found, "member_count_parts")
    assert isinstance(parts, dict)
    assert list(parts.values()) == [10, 12]
    assert told(found, "parts-mismatch") == []


def test_parts_that_do_not_add_up_are_told_in_either_order() -> None:
    assert told(page("<h2>Members</h2><p>30 (AU 10, EU 12)</p>"), "parts-mismatch") == [
        "10 + 12 = 22, but 30 are claimed"
    ]


@pytest.mark.parametrize(
    "body",
    ["<h2>Members</h2><p>22 (as of 2019)</p>", "<h2>Members (22, see Annex 2)</h2>", "<p>Members: 22 (EU 12)</p>"],
)
def test_other_numbers_in_brackets_are_no_parts(body: str) -> None:
    assert value(page(body), "member_count_parts") is None


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("john (at) example.org", "john@example.org"),
        ("mary [at] example [dot] org", "mary@example.org"),
        ("ana (arroba) ejemplo (punto) org", "ana@ejemplo.org"),
        ("john at example dot org", "john@example.org"),
        ("ana arroba exemplo ponto org ponto br", "ana@exemplo.org.br"),
        ("jean arobase exemple point org", "jean@exemple.org"),
    ],
)
def test_an_address_that_is_hidden_from_robots_is_read_and_told(words: str, address: str) -> None:
    found = page(f"<h2>Contact</h2><p>{words}</p>")
    contact = value(found, "contact")
    assert isinstance(contact, dict)
    assert contact["email"] == address
    assert told(found, "hidden-email") == [f"the e-mail address “{words}” is written so that robots do not know it"]


@pytest.mark.parametrize("beside", ["Meet us at the Secretariat", "Point of contact", "at example"])
def test_words_beside_an_address_are_none_of_it(beside: str) -> None:
    contact = value(page(f"<h2>Contact</h2><p>{beside}</p><p>john@example.org</p>"), "contact")
    assert isinstance(contact, dict)
    assert contact["email"] == "john@example.org"


@pytest.mark.parametrize("who", ["Mali and Zorkistan", "Mali et Zorkistan", "Malí y Zorkistan"])
def test_an_unknown_name_beside_a_country_in_the_chair_is_told(who: str) -> None:
    found = page(f"<p>Chair: {who}</p>")
    assert told(found, "unknown-country") == ["“Zorkistan” is not among the known countries"]
    assert value(found, "chair") is None


def test_a_line_with_a_day_that_cannot_be_is_no_title_of_another() -> None:
    found = page("<h2>Meetings</h2><ul><li>12 January 2013, Quito<li>32 May 2019, First meeting, Lima</ul>")
    assert [one.quote for one in found.statements if one.field == "meeting"] == ["12 January 2013, Quito"]
    assert told(found, "unparsed-date") == ["“32 May 2019” is in no calendar or runs backwards"]


def test_a_plain_address_hides_nothing() -> None:
    assert told(page("<h2>Contact</h2><p>E-mail: john@example.org</p>"), "hidden-email") == []


@pytest.mark.parametrize(
    "note", ["TODO: ask Peter", "À vérifier auprès de Paul", "Por confirmar con Ana", "A confirmar"]
)
def test_a_note_beside_an_address_is_nobodys_name(note: str) -> None:
    found = page(f"<h2>Contact</h2><p>john@example.org, {note}</p>")
    contact = value(found, "contact")
    assert isinstance(contact, dict)
    assert (contact["email"], contact["name"]) == ("john@example.org", None)
    assert any(note in message for message in told(found, "unread-line"))


def test_a_name_beside_an_address_is_read() -> None:
    contact = value(page("<h2>Contact</h2><p>Toda Confirma, john@example.org</p>"), "contact")
    assert isinstance(contact, dict)
    assert contact["name"] == "Toda Confirma"


@pytest.mark.parametrize(
    ("term", "words"), [("2031-2029", "2031-2029"), ("2031–2030", "2031–2030"), ("from 2031 to 2029", "2031–2029")]
)
def test_a_term_that_runs_backwards_is_told_and_not_stated(term: str, words: str) -> None:
    found = page(f"<p>Chair: Mali ({term})</p>")
    chair = value(found, "chair")
    assert isinstance(chair, dict)
    assert (chair["country"], chair["term"]) == ("ML", None)
    assert told(found, "unparsed-date") == [f"the term “{words}” runs backwards"]


@pytest.mark.parametrize("term", ["2029-2031", "2029", "2029-30"])
def test_a_term_that_runs_forwards_is_stated(term: str) -> None:
    found = page(f"<p>Chair: Mali ({term})</p>")
    chair = value(found, "chair")
    assert isinstance(chair, dict)
    assert str(chair["term"]).startswith("2029")
    assert told(found, "unparsed-date") == []


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<h2>Members</h2><ul><li>Аustria<li>Chile</ul>", "Аustria"),
        ("<p>Chаir: Mali</p>", "Chаir:"),
        ("<h2>Présidence</h2><p>Mаli</p>", "Mаli"),
    ],
)
def test_letters_of_another_script_in_latin_words_are_told(body: str, word: str) -> None:
    assert told(page(body), "look-alike") == [f"“{word}” is not in Latin letters alone"]


@pytest.mark.parametrize("body", ["<p>Русский · Ελληνικά · English</p>", "<p>10 μg of the α-group</p>"])
def test_words_of_another_script_are_no_disguise(body: str) -> None:
    assert told(page(body), "look-alike") == []


PARAGRAPHS = {
    "English": "The process strengthens the dialogue of the member States with the help of the secretariat, which was "
    "established by the ministers.",
    "French": "Le processus vise à renforcer la coopération entre les États membres et à promouvoir une migration sûre "
    "et ordonnée dans la région.",
    "Spanish": "El proceso fortalece la cooperación de los Estados miembros y del secretariado en una región más "
    "segura con el apoyo de la OIM.",
    "Portuguese": "O processo reúne os Estados da região em uma conferência com os ministros, na qual são adotadas "
    "pelo secretariado as recomendações.",
}
LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "pt": "Portuguese"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", PARAGRAPHS)
def test_a_paragraph_in_another_language_is_told(language: str, other: str) -> None:
    own = LANGUAGES[language]
    found = page(f"<h2>Objectives</h2><p>{PARAGRAPHS[own]}</p><p>{PARAGRAPHS[other]}</p>", language)
    assert told(found, "mixed-language") == ([] if own == other else [f"source language mixed: parts in {other}"])


def test_a_title_in_another_language_is_no_other_language_of_the_page() -> None:
    title = "“Déclaration des ministres sur les migrations et le dialogue”"
    body = f"<h2>Objectives</h2><p>{PARAGRAPHS['English']} {title}</p>"
    assert told(page(body), "mixed-language") == []


@pytest.mark.parametrize(
    ("line", "words", "language"),
    [
        ("32 May 2019, First Meeting, Lima", "32 May 2019", "en"),
        ("Première réunion, Lima, 45 mai 2019", "45 mai 2019", "fr"),
        ("Primera reunión, Lima, 40 de mayo de 2019", "40 de mayo de 2019", "es"),
    ],
)
def test_a_day_that_no_month_has_is_told_with_its_number(line: str, words: str, language: str) -> None:
    found = page(f"<h2>Meetings</h2><ul><li>{line}</ul>", language)
    assert told(found, "unparsed-date") == [f"“{words}” is in no calendar or runs backwards"]


@pytest.mark.parametrize(
    ("body", "language", "claimed"),
    [
        ("<h2>Members (10 AU, 12 EU)</h2>", "en", None),
        ("<h2>Membros (10 da AU, 12 da EU; total 22)</h2>", "pt", 22),
        ("<h2>Miembros (8 UA, 9 UE; 17 en total)</h2>", "es", 17),
        ("<h2>22 Members (10 AU, 12 EU)</h2>", "en", 22),
    ],
)
def test_the_number_of_one_part_is_not_that_of_all(body: str, language: str, claimed: int | None) -> None:
    found = page(body, language)
    assert value(found, "member_count") == claimed
    assert told(found, "parts-mismatch") == []
    assert len(value(found, "member_count_parts") or {}) == 2
