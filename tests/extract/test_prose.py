"""Sentences are read for what they plainly state of the mechanism; what they say of anything else is left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from monitor.extract.language import language_of
from monitor.extract.prose import (
    find_chairs,
    find_documents,
    find_established,
    find_left,
    find_meetings,
    find_members,
    find_observers,
    find_secretariats,
    share_of,
)
from monitor.extract.values.money import read_money
from monitor.extract.values.titles import Titled, read_document

CORPUS = tomllib.loads((Path(__file__).parent / "prose.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CORPUS["members"])
def test_a_sentence_lists_who_belongs(text: str) -> None:
    assert [hit.country for hit, _ in find_members(text)] == CORPUS["members"][text]


@pytest.mark.parametrize("text", CORPUS["no_members"]["sentences"])
def test_countries_in_a_sentence_about_something_else_are_no_members(text: str) -> None:
    assert find_members(text) == ()


@pytest.mark.parametrize("text", CORPUS["observers"])
def test_a_sentence_says_who_observes(text: str) -> None:
    assert [who.who for who, _ in find_observers(text)] == CORPUS["observers"][text]


@pytest.mark.parametrize("text", CORPUS["no_observers"]["sentences"])
def test_observers_of_something_else_are_none(text: str) -> None:
    assert find_observers(text) == ()


@pytest.mark.parametrize("text", CORPUS["left"])
def test_a_sentence_says_who_left(text: str) -> None:
    assert [hit.country for hit, _ in find_left(text)] == CORPUS["left"][text]


def test_who_left_is_no_member_and_is_told(paragraph, values) -> None:
    extraction = paragraph("The G4 has three members. Chad withdrew from the G4 in 2019.")
    assert values(extraction, "member") == []
    assert [f.kind for f in extraction.findings if f.field == "member"] == ["not-a-member"]


@pytest.mark.parametrize("text", CORPUS["established"])
def test_a_sentence_says_since_when_the_mechanism_is_there(text: str) -> None:
    found = find_established(text, "g4")
    assert found is not None
    assert (found[0], found[2]) == (CORPUS["established"][text], text)


@pytest.mark.parametrize("text", CORPUS["not_established"]["sentences"])
def test_the_beginning_of_something_else_is_not_that_of_the_mechanism(text: str) -> None:
    assert find_established(text, "g4") is None


@pytest.mark.parametrize("text", CORPUS["meetings"])
def test_a_sentence_says_when_and_where_a_meeting_was_or_will_be_held(text: str) -> None:
    ((meeting, sentence),) = find_meetings(text, language=language_of(text * 3) or "en")
    read = [meeting.date, meeting.place or "", meeting.country or "", meeting.title, meeting.announced]
    assert read == CORPUS["meetings"][text]
    assert sentence == text


@pytest.mark.parametrize("text", CORPUS["no_meetings"]["sentences"])
def test_a_sentence_about_something_else_is_no_meeting(text: str) -> None:
    assert find_meetings(text) == ()


@pytest.mark.parametrize("text", CORPUS["documents"])
def test_a_document_is_called_by_the_place_of_its_adoption(text: str) -> None:
    ((document, _),) = find_documents(text)
    assert in_short(document) == CORPUS["documents"][text]


@pytest.mark.parametrize("text", CORPUS["no_documents"]["sentences"])
def test_a_declaration_without_a_place_is_no_document(text: str) -> None:
    assert find_documents(text) == ()


@pytest.mark.parametrize("line", CORPUS["document_lines"])
def test_a_line_of_a_list_of_documents_is_read(line: str) -> None:
    document = read_document(line)
    assert document is not None
    assert in_short(document) == CORPUS["document_lines"][line]


def in_short(document: Titled) -> list[object]:
    return [document.title, document.year or 0, list(document.languages)]


@pytest.mark.parametrize("text", CORPUS["secretariat"])
def test_a_sentence_says_who_the_secretariat_is(text: str) -> None:
    assert [who.who for who, _ in find_secretariats(text)] == CORPUS["secretariat"][text]


@pytest.mark.parametrize("text", CORPUS["no_secretariat"]["sentences"])
def test_who_is_spoken_of_beside_a_secretariat_is_none(text: str) -> None:
    assert find_secretariats(text) == ()


@pytest.mark.parametrize("text", CORPUS["secretariats_of_others"]["sentences"])
def test_the_secretariat_of_another_mechanism_is_not_this_ones(text: str) -> None:
    assert find_secretariats(text, "budapest-process") == ()


@pytest.mark.parametrize("text", CORPUS["secretariats_of_others"]["own"])
def test_the_secretariat_of_the_mechanism_is_its_own(text: str) -> None:
    assert [who.who for who, _ in find_secretariats(text, "budapest-process")] == ["icmpd"]


@pytest.mark.parametrize("text", CORPUS["two_mechanisms"])
def test_of_a_sentence_about_two_mechanisms_each_keeps_its_own(text: str) -> None:
    for mechanism, chairs in CORPUS["two_mechanisms"][text].items():
        share = share_of(text, mechanism)
        read = [chair.country or chair.id for piece in share.texts for chair, _ in find_chairs(piece, mechanism)]
        assert read == chairs
        assert [sentence for sentence, _ in share.shared] == [text]


def test_what_cannot_be_bound_to_one_of_two_mechanisms_is_told(paragraph, values) -> None:
    extraction = paragraph(
        "The Rabat Process, unlike the Khartoum Process, is chaired by Spain.", mechanism="rabat-process"
    )
    assert values(extraction, "chair") == []
    assert [(f.kind, f.field) for f in extraction.findings if f.field == "chair"] == [("unread-line", "chair")]


@pytest.mark.parametrize("text", CORPUS["money"])
def test_an_amount_is_read_with_currency_and_year(text: str) -> None:
    money = read_money(text)
    assert money is not None
    assert [money.amount, money.currency or "", money.year or 0] == CORPUS["money"][text]


@pytest.mark.parametrize("text", CORPUS["no_money"]["lines"])
def test_what_is_no_single_amount_is_none(text: str) -> None:
    assert read_money(text) is None


@pytest.mark.parametrize("line", CORPUS["email"])
def test_an_address_is_read_however_it_is_hidden(line: str, under, values) -> None:
    (contact,) = values(under("Contact", "Coral Secretariat", line), "contact")
    assert contact["email"] == CORPUS["email"][line]


@pytest.mark.parametrize("line", CORPUS["telephone"])
def test_a_telephone_number_keeps_its_extension(line: str, under, values) -> None:
    (contact,) = values(under("Contact", "Coral Secretariat", "jane@iom.int", line), "contact")
    assert contact["telephone"] == CORPUS["telephone"][line]


@pytest.mark.parametrize("line", CORPUS["sdg"])
def test_every_goal_of_a_line_is_read(line: str, under, values) -> None:
    read = values(under("Sustainable Development Goals", line, layout="practice-page"), "sdg")
    assert sorted(read) == CORPUS["sdg"][line]


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (("Chair", "Latvia", "Secretariat functions are carried out by ICMPD."), "secretariat", "icmpd"),
        (("Secretariat", "IOM", "The Forum came into being in 1994."), "established", "1994"),
        (("Established", "Il existe depuis 1994."), "established", "1994"),
        (("Established", "It goes back to 1994."), "established", "1994"),
    ],
)
def test_a_sentence_below_the_label_of_something_else_states_what_it_says(
    lines: tuple[str, ...], field: str, value: str, under, values
) -> None:
    extraction = under(*lines, kind="text")
    read = [v["id"] if isinstance(v, dict) else v for v in values(extraction, field)]
    assert read == [value]
    assert [f for f in extraction.findings if f.kind in ("unread-line", "unknown-organisation")] == []


@pytest.mark.parametrize(
    ("line", "regions"),
    [
        ("Inter-regional forum (IRF) (regions covered: Africa and Europe)", ["Africa", "Europe"]),
        ("Processus consultatif régional (PCR) (Région : Europe)", ["Europe"]),
        ("Proceso consultivo regional (PCR) (Región: África)", ["Africa"]),
    ],
)
def test_a_second_bracket_behind_the_type_holds_its_regions(line: str, regions: list[str], under, values) -> None:
    assert values(under("Type", line), "region") == regions
