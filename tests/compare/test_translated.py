"""A page that comes in another language: what it says of meetings and documents is the same in other words."""

from __future__ import annotations

import pytest

from monitor.compare import compare

ENGLISH = [
    ("2025-03-12/2025-03-13", "Geneva", "CH", "Seventh Ministerial Conference"),
    ("2025-03-12/2025-03-13", "Geneva", "CH", "Senior Officials Meeting"),
    ("2024-06-04", "Rome", "IT", "Expert Meeting on Return"),
]
FRENCH = [
    ("2025-03-12/2025-03-13", "Genève", "CH", "Septième conférence ministérielle"),
    ("2025-03-12/2025-03-13", "Genève", "CH", "Réunion des hauts fonctionnaires"),
    ("2024-06-04", "Rome", "IT", "Réunion d'experts sur le retour"),
]


def listed(pages, entries, language, *more, announced=False):
    return pages.reading(*(pages.meeting(*one, announced) for one in entries), *more, language=language)


def test_titles_and_cities_in_another_language_are_no_change_however_often_the_page_turns(pages, told):
    english, french = listed(pages, ENGLISH, "en"), listed(pages, FRENCH, "fr")
    assert told(english, french) == told(english, french, french) == told(english, french, english) == []


def test_in_one_language_the_same_is_told(pages, told):
    for language in ("en", None):
        assert told(listed(pages, ENGLISH, language), listed(pages, FRENCH, language)) != []


def test_what_counts_in_any_language_is_told(pages, told):
    english = listed(pages, ENGLISH[2:], "en", announced=True)
    assert told(english, listed(pages, FRENCH[2:], "fr")) == ["meeting.held"]
    oslo = [("2024-06-04", "Oslo", "NO", "Réunion d'experts sur le retour")]
    assert told(english, listed(pages, oslo, "fr", announced=True)) == ["meeting.removed", "meeting.announced"]
    fresh = [*FRENCH, ("2026-06-04", "Rome", "IT", "Huitième conférence")]
    assert told(listed(pages, ENGLISH, "en"), listed(pages, fresh, "fr")) == ["meeting.recorded"]
    assert told(listed(pages, ENGLISH, "en"), listed(pages, FRENCH[:2], "fr")) == ["meeting.removed"]


def test_another_number_is_another_meeting_in_any_language(pages, told):
    seventh = [("2025-03-12", "Geneva", "CH", "7th Conference")]
    eighth = [("2025-03-12", "Genève", "CH", "8e conférence")]
    assert told(listed(pages, seventh, "en"), listed(pages, eighth, "fr")) == ["meeting.removed", "meeting.recorded"]


def test_what_was_first_read_in_another_language_is_amended_when_the_page_puts_it_off(pages):
    memory = pages.remember(listed(pages, ENGLISH, "en"), listed(pages, FRENCH, "fr"))
    assert [one.statement.value["title"] for one in memory.statements] == [title for *_, title in ENGLISH]
    put_off = [*FRENCH[:2], ("2024-06-18", *FRENCH[2][1:])]
    (one,) = compare(memory, listed(pages, put_off, "fr"), now=pages.now).changes
    assert (one.kind, one.before["title"], one.after["date"]) == ("meeting.amended", ENGLISH[2][3], "2024-06-18")


POLICE = ("2024-06-04", "Rome", "IT", "Réunion annuelle de la police aux frontières")


def test_a_meeting_of_another_name_is_told_once_the_page_has_its_words_in_that_language(pages, told):
    english, french = listed(pages, ENGLISH, "en"), listed(pages, FRENCH, "fr")
    renamed = listed(pages, [*FRENCH[:2], POLICE], "fr")
    expected = ["meeting.removed", "meeting.recorded"]
    assert told(french, renamed) == expected
    for read in ((english, french), (english, french, french), (english, french, english, french)):
        assert told(*read, renamed) == expected
        assert told(*read, renamed, renamed) == told(*read, renamed, english) == []
    again = listed(pages, [*ENGLISH[:2], ("2024-06-04", "Rome", "IT", "Annual Border Guard Day")], "en")
    assert told(english, french, again) == expected
    assert told(english, french, french, english) == []


def test_words_of_another_spelling_count_in_no_language(pages, told):
    spelt = [*FRENCH[:2], ("2024-06-04", "Rome", "IT", "Réunion d’experts sur les retours")]
    assert told(listed(pages, ENGLISH, "en"), listed(pages, FRENCH, "fr"), listed(pages, spelt, "fr")) == []


def test_a_list_that_stays_in_its_language_on_a_page_that_turns_is_none_in_other_words(pages, told):
    english, turned = listed(pages, ENGLISH, "en"), listed(pages, ENGLISH, "fr")
    renamed = [*ENGLISH[:2], ("2024-06-04", "Rome", "IT", "Annual Border Guard Day")]
    assert told(english, turned, listed(pages, renamed, "fr")) == ["meeting.removed", "meeting.recorded"]
    assert told(english, listed(pages, renamed, "fr")) == ["meeting.removed", "meeting.recorded"]
    assert told(english, turned, listed(pages, FRENCH, "fr")) == []


@pytest.mark.parametrize(("address", "kinds"), [("a", []), ("b", ["document.removed", "document.published"])])
def test_a_document_at_its_address_is_the_same_in_another_language(pages, told, address, kinds):
    before = listed(pages, [], "en", pages.document("Plan of action", 2013, "https://example.org/a.pdf"))
    french = pages.document("Stratégie commune", 2013, f"https://example.org/{address}.pdf")
    assert told(before, listed(pages, [], "fr", french)) == kinds
