"""What a person accepts of a list tells no more than he said: entries that went with their label are stated no more,
those that went from below a label that stands have left, and a label that stands empty is told as that.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.histories.looks import START, Past
from tests.test_days_that_come import SOURCE, page

CHAIR = ("Current Chair", "Hungary")
MEMBERS = ("Members", ("Albania", "Austria", "Belgium", "Croatia", "Hungary"))
STATES, FEW = ("Observers", ("Georgia", "Armenia", "Moldova")), ("Observers", ("Georgia",))
BODIES = ("Observer organisations", ("IOM", "UNHCR"))
Section = tuple[str, str | tuple[str, ...]]


@pytest.fixture
def past(tmp_path: Path) -> Iterator[Past]:
    found = Past(tmp_path, SOURCE, START)
    yield found
    before = found.facts()
    found.tell_again()
    assert found.facts() == before
    found.close()


def look(past: Past, *sections: Section, **how: object) -> list[tuple[str, str]]:
    past.site.serve(page(*sections, **how).encode())  # type: ignore[arg-type]
    return [(one.kind, one.key) for one in past.look()[1]]


LABELS = {
    "English headings": ("en", False, "Observers", "Observer organisations"),
    "an English definition list": ("en", True, "Observer States", "Observer organizations"),
    "French": ("fr", False, "États observateurs", "Organisations observatrices"),
    "a French definition list": ("fr", True, "Observateurs", "Organisations observatrices"),
    "Spanish": ("es", False, "Estados observadores", "Organizaciones observadoras"),
    "Portuguese": ("pt", True, "Estados observadores", "Organizações observadoras"),
}


@pytest.mark.parametrize("markup", LABELS)
def test_entries_whose_label_is_gone_are_stated_no_more_and_have_not_left(past: Past, markup: str) -> None:
    language, dl, one, other = LABELS[markup]
    how = {"language": language, "dl": dl}
    states, bodies = (one, ("Georgia", "Armenia", "Moldova")), (other, ("IOM", "UNHCR"))
    assert look(past, states, bodies, **how) == []
    assert look(past, states, **how) == [("page.reshaped", "")]
    (told,) = past.accept()
    assert told.kind == "field.unstated"
    assert told.summary == (
        "Budapest Process, observer: a part of the list is no longer on the page, which had 2 entries (IOM and UNHCR)"
    )
    assert look(past, states, **how) == []
    assert look(past, (one, ("Georgia", "Armenia")), **how) == [("observer.left", "MD")]
    # back with their label they are a baseline, as a whole list is
    assert look(past, (one, ("Georgia", "Armenia")), bodies, **how) == []
    back = (other, ("IOM",))
    assert look(past, (one, ("Georgia", "Armenia")), back, **how) == [("observer.left", "unhcr")]


def test_who_joins_below_a_label_that_stands_is_news_though_it_went_with_another(past: Past) -> None:
    look(past, STATES, BODIES)
    look(past, STATES)
    past.accept()
    assert look(past, (STATES[0], (*STATES[1], "IOM"))) == [("observer.joined", "iom")]


def test_who_is_new_below_a_label_that_is_back_is_news(past: Past) -> None:
    look(past, STATES, BODIES)
    look(past, STATES)
    past.accept()
    assert look(past, STATES, (BODIES[0], (*BODIES[1], "ICMPD"))) == [("observer.joined", "icmpd")]


def test_entries_that_went_from_below_a_label_that_stands_have_left(past: Past) -> None:
    many = ("Members", ("Albania", "Austria", "Belgium", "Croatia", "Hungary", "Poland", "Spain", "Sweden"))
    look(past, CHAIR, many, STATES)
    assert look(past, CHAIR, ("Members", many[1][:4]), STATES) == [("page.reshaped", "")]
    assert [one.kind for one in past.accept()] == ["member.left"] * 4


def test_of_a_list_some_may_have_left_and_others_be_stated_no_more(past: Past) -> None:
    many = ("Observers", ("Georgia", "Armenia", "Moldova", "Ukraine", "Serbia"))
    look(past, many, BODIES)
    look(past, FEW)
    assert sorted(one.kind for one in past.accept()) == ["field.unstated", *["observer.left"] * 4]


EMPTY = {
    "a heading": ("en", False, "Observers"),
    "a term": ("en", True, "Observers"),
    "a French heading": ("fr", False, "Observateurs"),
    "a Spanish term": ("es", True, "Observadores"),
    "a Portuguese heading": ("pt", False, "Observadores"),
}


@pytest.mark.parametrize("markup", EMPTY)
def test_a_label_that_stands_empty_is_told_as_that(past: Past, markup: str) -> None:
    language, dl, label = EMPTY[markup]
    how = {"language": language, "dl": dl}
    assert look(past, CHAIR, (label, STATES[1]), **how) == []
    past.site.serve(page(CHAIR, (label, ()), **how).encode())  # type: ignore[arg-type]
    (told,) = past.look()[1]
    assert "observer of Budapest Process (its label stands on the page with nothing below it)" in told.summary
    (told,) = past.accept()
    assert (told.kind, told.summary) == (
        "field.unstated",
        "Budapest Process, observer: stands empty on the page, which had 3 entries (Georgia, Armenia and Moldova)",
    )
    assert look(past, CHAIR, (label, STATES[1]), **how) == []


@pytest.mark.parametrize("markup", LABELS)
@pytest.mark.parametrize("which", [0, 1])
def test_one_label_of_two_that_stands_empty_is_not_said_to_be_gone(past: Past, markup: str, which: int) -> None:
    language, dl, one, other = LABELS[markup]
    how = {"language": language, "dl": dl}
    sections: list[Section] = [(one, ("Georgia", "Armenia")), (other, ("IOM", "UNHCR"))]
    assert look(past, CHAIR, *sections, **how) == []
    sections[which] = (sections[which][0], ())
    past.site.serve(page(CHAIR, *sections, **how).encode())  # type: ignore[arg-type]
    (told,) = past.look()[1]
    whom = ("Armenia and Georgia", "IOM and UNHCR")[which]
    assert f"(the label of {whom} stands on the page with nothing below it)" in told.summary
    body = page(CHAIR, *sections, **how) + "<!-- a nonce -->"  # type: ignore[arg-type]
    past.site.serve(body.encode())
    assert past.look()[1] == []
    fields = "SELECT count(*) FROM extraction_field"
    rows = past.book.execute(fields).fetchone()
    past.site.serve(f"{body}<!-- and another -->".encode())
    past.look()
    assert past.book.execute(fields).fetchone() == rows, "what is as before costs no rows"


@pytest.mark.parametrize("label", ["Current Chair", "Members", "Secretariat", "Meetings", "Observers"])
def test_whatever_the_field_a_label_that_stands_empty_is_told_as_that(past: Past, label: str) -> None:
    sections = dict(
        (CHAIR, MEMBERS, STATES, ("Secretariat", "IOM"), ("Meetings", ("12 May 2019, Vienna, Third round",)))
    )
    look(past, *sections.items())
    past.site.serve(page(*(sections | {label: ()}).items()).encode())
    (told,) = past.look()[1]
    assert "(its label stands on the page with nothing below it)" in told.summary


def test_no_label_any_more_is_told_as_that(past: Past) -> None:
    look(past, CHAIR, MEMBERS, STATES)
    look(past, CHAIR, MEMBERS)
    (told,) = past.accept()
    assert told.summary.startswith("Budapest Process, observer: no longer on the page, which had 3 entries")
