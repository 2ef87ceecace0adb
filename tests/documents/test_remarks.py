"""What a page says of itself is told from its content by its words, whatever its figures are."""

from __future__ import annotations

from collections import Counter

import pytest

from monitor.documents.remarks import is_remark
from monitor.lookups import table
from tests.histories.remarks import REMARKS


@pytest.mark.parametrize(
    "text",
    [
        *(remark.format(day=2, n=38) for remark in REMARKS),
        "Visitors: 10,233",
        "Nombre de visiteurs : 1 234",
        "You are visitor 12345",
        "This page was printed on 1 March 2026",
        "Today is Sunday, 1 March 2026",
        "Server time: 10:42:11",
        "10:42 GMT",
        "Last updated: 3 days ago",
        "Members online: 3",
        "Version 4.2.1 build 1234",
        "Request ID 7f3a99c2",
        "rev. abc",
        "Cairo 18°C",
        "18 °C Cairo",
        "Cairo 18 C",
        "Geneva: -3 °C",
    ],
)
def test_a_line_of_such_words_and_figures_is_a_remark(text: str) -> None:
    assert is_remark(text)
    assert is_remark(text.upper())


@pytest.mark.parametrize(
    "text",
    [
        "ICMPD (since 2005)",
        "Established: 1991",
        "Members: 46",
        "46 members",
        "Number of members: 12",
        "Downloads (3)",
        "2030 Agenda",
        "SDG 10.7",
        "Online, 3 May 2026",
        "3 May 2026, 10:00 GMT",
        "Date and time: 3 May 2026, 10:00",
        "Visit: 3–4 May 2026",
        "1 March 2026",
        "Study visits 2019",
        "Two days ago Kenya joined",
        "Printed 2019",
        "Version 2019",
        "Revision 2 (2015)",
        "Annex 3 C",
        "Resolution 38 C",
        "1211 Geneva 19",
        "Below 2 °C and other goals of the Paris agreement",
        "Updated 2019",
        "Views of 12 States",
        "",
    ],
)
def test_any_other_word_and_a_year_alone_make_it_content(text: str) -> None:
    assert not is_remark(text)


def test_no_words_stand_twice() -> None:
    assert [
        word for word, times in Counter(w for those in table("remarks").values() for w in those).items() if times > 1
    ] == []


@pytest.mark.parametrize(
    "words", ["1991; 33 years ago", "1991 (il y a 33 ans)", "2002, hace 24 años", "Há 24 anos: 2002"]
)
def test_a_year_beside_how_long_ago_it_was_is_what_the_page_states(words: str) -> None:
    assert not is_remark(words)
