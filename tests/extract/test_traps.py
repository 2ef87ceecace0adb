"""The traps of the real pages, each on a small page of its own."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from monitor.extract import extract
from monitor.lookups.mechanisms import by_id
from monitor.model import Block, Document, Extraction, Json

Page = Callable[..., Extraction]
Values = Callable[[Extraction, str], list[Json]]

HEADS = ("#", "ISCM", "Туре", "Member Countrie s, in numbers", "Establish ed", "Chair in office", "Secretariat")


def table(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Extraction:
    """A table of mechanisms as a PDF gives it; an empty tuple is the break between two pages."""
    blocks = [
        Block("row", "\t".join(cells), f"row {number}", cells=cells, header=number == 0, table=1)
        for number, cells in enumerate((heads, *rows))
    ]
    return extract(Document("application/pdf", "", blocks=tuple(blocks)), "mechanism-table")


def kinds(extraction: Extraction, field: str | None = None) -> list[str]:
    return [f.kind for f in extraction.findings if field is None or f.field == field]


def test_a_column_head_with_cyrillic_letters_is_read_and_told(values: Values) -> None:
    read = table(("1.", "Budapest Process", "IRF", "53", "1993", "Hungary", "ICMPD"))
    assert values(read, "type") == ["IRF"]
    assert [f.quote for f in read.findings if f.kind == "look-alike"] == ["Туре"]


def test_an_acronym_in_cyrillic_letters_is_the_organisation_and_told(values: Values) -> None:
    read = table(("1.", "Bali Process", "IRF", "45", "2002", "Indonesia", "ЮМ"))
    assert [value["id"] for value in values(read, "secretariat")] == ["iom"]
    assert "ЮМ" in [f.quote for f in read.findings if f.kind == "look-alike"]


def test_a_row_that_goes_on_over_the_page_is_one_row(values: Values) -> None:
    read = table(
        ("1.", "Rabat Process", "IRF", "56", "2006", "France", "European Commission;"),
        HEADS,
        ("", "", "", "", "", "", "ECOWAS and ICMPD"),
        ("2.", "Prague Process", "IRF", "50", "2009", "Lithuania", "ICMPD"),
    )
    mine = [s.value["id"] for s in read.statements if (s.mechanism, s.field) == ("rabat-process", "secretariat")]
    assert mine == ["ec", "ecowas", "icmpd"]
    assert [s.mechanism for s in read.statements if s.field == "mechanism"] == ["rabat-process", "prague-process"]


def test_austria_twice_is_one_member_and_a_finding(under: Page, values: Values) -> None:
    read = under("3 Members", "Austria", "Kenya", "Austria")
    assert [value["country"] for value in values(read, "member")] == ["AT", "KE"]
    assert [f.message for f in read.findings if f.kind == "duplicate"] == ["Austria is listed twice"]
    assert [f.message for f in read.findings if f.kind == "count-mismatch"] == [
        "members: claimed 3, 3 listed, 2 distinct"
    ]


def test_eriteria_is_eritrea_and_a_finding(under: Page, values: Values) -> None:
    read = under("Member States", "Eriteria", "Kenya")
    assert [value["country"] for value in values(read, "member")] == ["ER", "KE"]
    assert [f.message for f in read.findings if f.field == "member"] == ["“Eriteria” read as Eritrea (ER)"]


def test_parts_that_do_not_add_up_are_a_finding(under: Page, values: Values) -> None:
    read = under("82 Members (53 AU Member States and 28 EU Member States]", "Kenya")
    assert values(read, "member_count") == [82]
    assert values(read, "member_count_parts") == [{"AU": 53, "EU": 28}]
    assert "53 + 28 = 81, but 82 are claimed" in [f.message for f in read.findings]


def test_a_stray_editorial_mark_is_a_finding(under: Page) -> None:
    read = under("Members", "Kenya", "Uganda [KG1]")
    assert "editorial-mark" in kinds(read)
    assert [s.value["country"] for s in read.statements if s.field == "member"] == ["KE", "UG"]


@pytest.mark.parametrize("landmark", ["navigation", ""])
def test_the_organisations_own_member_states_are_never_a_member_count(landmark: str) -> None:
    words = "We are many. The organization has 175 member states, and offices in 171 countries."
    blocks = (
        Block("item", words, "block 1", 1, landmark=landmark),
        Block("heading", "Budapest Process", "block 2", 1),
        Block("text", "Established: 1993", "block 3"),
    )
    read = extract(Document("text/html", "", blocks=blocks), "mechanism-page")
    assert not {s.field for s in read.statements} & {"member_count", "member", "observer_count"}
    assert read.outcome == "ok"


def test_a_counter_of_views_is_neither_fact_nor_prose(text_page: Page) -> None:
    pages = [
        text_page(
            f"Budapest Process\n\nEstablished: 1993\n\nRead {n} times Last modified on Sunday, 16 July 2017 12:41\n"
        )
        for n in (1202, 5933)
    ]
    assert pages[0].statements == pages[1].statements
    assert pages[0].prose == pages[1].prose == ()
    assert pages[0].source_fields["last_updated"] == "2017-07-16T12:41"


def test_no_official_secretariat_is_none_and_no_organisation(text_page: Page, values: Values) -> None:
    words = "No official secretariat, but IOM helps when it is asked to, and so does the Union for the Mediterranean."
    read = text_page(f"Budapest Process\n\nEstablished: 1993\n\n{words}\n")
    assert values(read, "secretariat") == []
    assert values(read, "secretariat_note") == [words]
    assert next(f.outcome for f in read.fields if f.field == "secretariat") == "ok"


def test_the_command_says_whom_the_page_is_about(text_page: Page) -> None:
    read = text_page("Prague Process\n\nEstablished: 2009\n", "mechanism-page", "budapest-process")
    assert {s.mechanism for s in read.statements} == {"budapest-process"}


def test_else_the_title_names_the_mechanism() -> None:
    blocks = (
        Block("text", "See also the Bali Process.", "block 1"),
        Block("heading", "About the Budapest Process", "block 2", 1),
        Block("text", "Established: 1993", "block 3"),
    )
    read = extract(Document("text/html", "", blocks=blocks), "mechanism-page")
    assert {s.mechanism for s in read.statements} == {"budapest-process"}
    assert next(s.value for s in read.statements if s.field == "name") == "Budapest Process"


def test_else_the_first_known_name_in_the_content_names_it(text_page: Page) -> None:
    read = text_page("Welcome\n\nThe Bali Process and the Prague Process are two.\n\nEstablished: 2002\n")
    assert {s.mechanism for s in read.statements} == {"bali-process"}


def test_a_short_name_stands_for_the_longer_one_that_the_page_spells_out(text_page: Page) -> None:
    long = by_id("5-5-dialogue-migration").name
    read = text_page(f"5+5 Dialogue\n\nThe {long} is old.\n\nEstablished: 2002\n")
    assert {s.mechanism for s in read.statements} <= {"5-5-dialogue", "5-5-dialogue-migration"}


def test_a_page_that_names_no_mechanism_is_a_finding(text_page: Page) -> None:
    read = text_page("Welcome\n\nEstablished: 2002\n")
    assert {s.mechanism for s in read.statements} == {None}
    assert "unknown-mechanism" in kinds(read)


def test_a_ticker_is_no_list_of_meetings() -> None:
    blocks = (
        Block("heading", "Budapest Process", "block 1", 1),
        Block("term", "Recent Meetings", "block 2"),
        Block("item", "Plenary, Vienna, 3 May 2019", "block 3", 1),
        Block("heading", "Latest news", "block 4", 2),
        Block("item", "3 June 2020 Boat capsizes off Malta", "block 5", 1),
        Block("item", "Workshop on data held in Tunis, 4 June 2020", "block 6", 1),
    )
    read = extract(Document("text/html", "", blocks=blocks), "mechanism-page")
    assert [s.value["date"] for s in read.statements if s.field == "meeting"] == ["2019-05-03"]


def test_a_date_of_updating_below_the_meetings_is_no_meeting(under: Page, values: Values) -> None:
    read = under("Recent Meetings", "Plenary, Vienna, 3 May 2019", "Last updated on 12 April 2023")
    assert [value["date"] for value in values(read, "meeting")] == ["2019-05-03"]
    assert read.source_fields["last_updated"] == "2023-04-12"


def test_a_line_that_is_not_understood_is_told_and_makes_its_field_partial(under: Page, values: Values) -> None:
    read = under("Member States", "Kenya, Uganda, Atlantis, Ghana")
    assert [value["country"] for value in values(read, "member")] == ["KE", "UG", "GH"]
    assert [f.message for f in read.findings if f.field == "member"] == ["“Atlantis” is not among the known countries"]
    assert next(f.outcome for f in read.fields if f.field == "member") == "partial"


def test_states_and_organisations_in_one_line_are_both_read(under: Page, values: Values) -> None:
    read = under("Observers", "Canada; United States of America; Council of Europe; UNHCR", kind="text")
    assert [value.get("country") or value.get("id") for value in values(read, "observer")] == [
        "CA", "US", "council-of-europe", "unhcr",
    ]  # fmt: skip


def test_what_a_page_says_of_another_mechanism_is_not_said_of_its_own() -> None:
    blocks = (
        Block("heading", "Budapest Process", "block 1", 1),
        Block("text", "Chair: Kenya", "block 2"),
        Block("heading", "Related processes", "block 3", 2),
        Block("heading", "Prague Process", "block 4", 3),
        Block("text", "Chair: Ghana", "block 5"),
        Block("heading", "Members", "block 6", 2),
        Block("item", "Togo", "block 7", 1),
    )
    read = extract(Document("text/html", "", blocks=blocks), "mechanism-page")
    assert [s.value["country"] for s in read.statements if s.field in ("chair", "member")] == ["KE", "TG"]
    assert "other-mechanism" in kinds(read)


def test_bodies_within_a_mechanism_have_chairs_and_members_of_their_own(under: Page, values: Values) -> None:
    read = under(
        "Chair: Kenya",
        "Members of the Steering Group: Austria, Germany and Sweden",
        "Black Sea working group: chaired by Bulgaria",
        "Chair of the Working Group on visas: Pakistan",
        kind="text",
    )
    assert [value["country"] for value in values(read, "chair")] == ["KE"]
    assert values(read, "member") == []


def test_a_table_with_other_heads_is_read_by_them(values: Values) -> None:
    read = table(
        ("Prague Process", "2009", "50", "Georgia", "Czechia", "ICMPD"),
        ("Bali Process", "2002", "45 (incl. 3 organizations)", "Indonesia and Australia (co-chairs)", "-", "tbc"),
        heads=("Name of RCP", "Year of establishment", "Members", "Chair 2025", "Past chair", "Secretariat"),
    )
    assert values(read, "member_count") == [50, 45]
    assert [(v["country"], v["role"], v["term"]) for v in values(read, "chair")] == [
        ("GE", "chair", "2025"), ("CZ", "past", None), ("ID", "co-chair", "2025"), ("AU", "co-chair", "2025"),
    ]  # fmt: skip
    assert kinds(read) == ["not-known-yet"]


def test_a_country_in_brackets_behind_a_territory_is_no_member(under: Page, values: Values) -> None:
    read = under("Members", "Anguilla (UK)", "Haiti")
    assert [value["country"] for value in values(read, "member")] == ["AI", "HT"]


def test_an_organisation_in_brackets_behind_a_chair_is_no_chair(under: Page, values: Values) -> None:
    assert [v.get("country") for v in values(under("Chair", "Nigeria (ECOWAS Chair)"), "chair")] == ["NG"]


def test_a_list_of_countries_below_a_chair_label_is_not_a_crowd_of_chairs(under: Page, values: Values) -> None:
    read = under("Current Chair", "Djibouti", "Eritrea", "Ethiopia", "Kenya", "Somalia", kind="text")
    assert values(read, "chair") == []
    assert kinds(read, "chair") == ["unread-line"] * 5


def test_a_title_and_its_date_on_two_lines_are_one_meeting(under: Page, values: Values) -> None:
    read = under("Ministerial Consultations", "Seventh Consultation", "10-11 February 2024 | Dubai", kind="text")
    assert [(v["date"], v["place"], v["title"]) for v in values(read, "meeting")] == [
        ("2024-02-10/2024-02-11", "Dubai", "Seventh Consultation")
    ]


def test_two_lines_with_dates_of_their_own_are_never_one_meeting(under: Page, values: Values) -> None:
    read = under("Meetings", "2003: Nadi, Fiji, 5 to 8 August", "July 2002 - Honolulu, Hawaii, USA", kind="text")
    assert values(read, "meeting") == []
    assert kinds(read, "meeting") == ["unread-line", "unread-line"]


@pytest.mark.parametrize(
    ("label", "piece"),
    [
        ("Background", "The chair of Kenya "),
        ("Background", "A. "),
        ("Background", "The meeting was held in Rabat, "),
        ("Chair", "Kenya and "),
        ("Members", "(Kenya, "),
        ("Meetings", "3 May 2019, "),
    ],
)
def test_a_hostile_line_is_read_within_a_bound(label: str, piece: str, under: Page) -> None:
    started = time.process_time()
    under(label, piece * 4000, kind="text")
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "words", ["TBC", "to be confirmed", "To be decided", "à désigner", "por definir", "a designar"]
)
def test_a_secretariat_that_is_not_known_yet_is_neither_an_organisation_nor_none(words, text_page, values) -> None:
    found = text_page(f"Bali Process\nSecretariat: {words}\nChair: Fiji\n")
    assert values(found, "secretariat") == []
    assert [one.outcome for one in found.fields if one.field == "secretariat"] == ["partial"]
    assert [one.kind for one in found.findings if one.field == "secretariat"] == ["not-known-yet"]
