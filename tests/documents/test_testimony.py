from __future__ import annotations

import time

import pytest

from monitor.documents.sentences import is_fact, is_value
from monitor.documents.testimony import is_code, is_dated, is_machines, is_named, is_notice, plain, unquoted, worth


@pytest.mark.parametrize(
    "text",
    [
        "The chair is Norland.",
        "IOM serves as the secretariat.",
        "La présidence du processus d'Ambre",
        "le secrétariat de l’OIM",
        "la presidenza spetta all’Italia",
        "Участники: Кыргызстан, Таджикистан",
        "الرئاسة تونس",
        "今年的主席国",
        "the members are: France (EU)",
    ],
)
def test_a_sentence_with_a_name_is_named(text: str) -> None:
    assert is_named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norland",
        "Something went wrong. Please go back.",
        "When I came, I'm told, it was OK.",
        "at 10:11 AM",
        "",
        "Error: Not found",
        "l'adresse demandée",
    ],
)
def test_a_capital_that_begins_a_sentence_names_nothing(text: str) -> None:
    assert not is_named(text)


@pytest.mark.parametrize(
    "text", ["since 2002", "(Rabat, 2006)", "3/5/2024", "2022-08-03", "2024-2026", "le 4 mai 1981.", "16.07.2017 12:41"]
)
def test_a_year_dates_a_sentence(text: str) -> None:
    assert is_dated(text)


@pytest.mark.parametrize(
    "text",
    [
        "© 2024 Secretariat",
        "(c) 2023",
        "2024-03-11 08:14:02 UTC",
        "192.168.2003.1",
        "id 7c1f-2002-20e1",
        "1850",
        "12 members",
    ],
)
def test_rights_logs_and_ids_are_no_dates(text: str) -> None:
    assert not is_dated(text)


@pytest.mark.parametrize(
    "value",
    ["203.0.113.77", "9c-33-7d-e1f", "mad-04", "5ad8c59c-a0d1-0000-7c1b", "77120", "/en/amber/index",
     "portal.example.org", "203.0.113.9 (NL)", "Tue, 11 Feb 2025 10:41:07 GMT", "fe80::1"],
)  # fmt: skip
def test_what_a_machine_gives_is_no_value(value: str) -> None:
    assert is_machines(value)
    assert not is_fact(f"Client: {value}")


@pytest.mark.parametrize(
    "value", ["Norland", "12", "2002", "5+5", "14th", "8–9 December 2007", "State-led", "G20", "12/01/2013"]
)
def test_what_a_page_states_is_no_machines(value: str) -> None:
    assert not is_machines(value)
    assert is_fact(f"Label: {value}")


@pytest.mark.parametrize(
    "text",
    ["SELECT * FROM `pages`", "at index.php:41:17", "ORA-12541: no listener", "TypeError: x", "mysqli_connect() failed",
     "SRVE0255E: none", "No such object: /en/amber"],
)  # fmt: skip
def test_what_programs_say_is_code(text: str) -> None:
    assert is_code(text)
    assert worth(text) == 0


@pytest.mark.parametrize("text", ["Chair: Norland", "A/RES/73/195", "ISO 9001", "and/or", "COVID-19", "5 + 5 Dialogue"])
def test_what_pages_say_is_no_code(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize("text", ["Not found", "Norland", "12", "Rabat, 12-13 March 2024"])
def test_a_short_line_below_a_label_is_its_value(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["We sent you a code.", "203.0.113.9", "Try again", "It went away. It may be back."])
def test_what_a_notice_says_below_its_heading_is_no_value(text: str) -> None:
    assert not is_value(text)


def test_a_sentence_counts_by_what_it_names_and_to_whom_it_speaks() -> None:
    assert worth("The chair of the process is Norland.") == 1
    assert worth("You met in 2002.") == 1
    assert worth("The members share what they learn.") > worth("Our members share what they learn.") > 0
    assert 0 < worth("Write to the Ministry if you disagree.") < 1
    assert worth("Your device could not be recognised.") == 0
    assert is_notice("Votre demande n'a pas abouti")


def test_what_a_page_quotes_it_does_not_say() -> None:
    assert plain(unquoted('The form says "Page not found" and « Accès refusé » today')) == " the form says and today "


@pytest.mark.parametrize(
    "text", ['"' * 50_000, "a" * 100_000, "1." * 50_000, "A:" * 50_000, "« " * 50_000, "X-1 " * 30_000]
)
def test_hostile_sentences_are_read_in_a_moment(text: str) -> None:
    started = time.process_time()
    worth(text), is_fact(text), is_machines(text), unquoted(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("line", ["2018: USD 120 000", "2018-19: none", "2018/2019 : not adopted"])
def test_a_year_is_a_label_too(line: str) -> None:
    assert is_fact(line)


@pytest.mark.parametrize("line", ["2018:12", "1850: nothing", "12: Chair"])
def test_other_numbers_are_none(line: str) -> None:
    assert not is_fact(line)
