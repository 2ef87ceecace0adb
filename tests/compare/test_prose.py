"""Prose is told when its words change, and its cost has a bound."""

from __future__ import annotations

import time

import pytest

from monitor.compare import compare, english, summary
from monitor.compare.prose import MOST, edited

ONE = "The forum brings together senior officials who talk about labour mobility and border management."
TWO = "Participating governments agreed to meet again and to exchange what they know about return."


def test_counters_and_dates_are_masked():
    before = ["This page was read 1202 times and was last modified on Sunday, 16 July 2017 12:41."]
    after = ["This page was read 5933 times and was last modified on Monday, 3 August 2020 09:00."]
    assert edited(before, after) is None
    assert (
        edited(["It was loaded on 01/03/26 at 1:00 am by us"], ["It was loaded on 02/03/26 at 1:00 pm by us"]) is None
    )


def test_a_new_order_and_new_typography_are_no_edit():
    assert edited([ONE, TWO], [TWO, ONE.replace("labour", "labor").replace(" ", "\N{NO-BREAK SPACE}")]) is None


def test_only_the_changed_paragraphs_are_told_side_by_side():
    reworded = ONE.replace("senior officials", "high-level officials")
    assert edited([ONE, TWO], [TWO, reworded]) == ([ONE], [reworded])
    assert edited([ONE], [ONE, TWO]) == ([], [TWO])


def test_one_change_a_page_however_much_was_edited(pages, told):
    page = pages.chair("AU")
    assert told(
        pages.reading(page, prose=(ONE, TWO)), pages.reading(page, prose=(ONE[:-1] + " and more.", "New " + TWO))
    ) == ["text.edited"]


def test_hostile_repetitive_input_is_compared_within_a_bound():
    before = ["la " * 2_000 + str(number) for number in range(1_000)]
    after = ["lo " * 2_000 + str(number) for number in range(1_000)]
    begin = time.process_time()
    found = edited(before, after)
    assert found is not None
    assert time.process_time() - begin < 10
    assert sum(map(len, found[0][:MOST])) < 1_000_000


@pytest.mark.parametrize(("many", "said"), [(199, "199 paragraphs"), (5_000, "5000 paragraphs")])
def test_all_paragraphs_that_changed_are_counted_and_some_are_kept(pages, many, said):
    page, text = pages.chair("AU"), tuple(f"The States met {word} in the old town." for word in words(many))
    memory = pages.remember(pages.reading(page, prose=text))
    (told,) = compare(memory, pages.reading(page, prose=(ONE, TWO)), now=pages.now).changes
    assert (len(told.before), len(told.after)) == (min(many, MOST), 2)
    assert said in told.summary
    assert "2 paragraphs" in told.summary


def test_a_change_whose_words_are_taken_out_says_that_there_were_more():
    """Its sentence is made anew of what it keeps."""
    assert "200 or more paragraphs" in summary("text.edited", None, "text", ["[redacted]"] * MOST, None, english)


def words(many):
    """Words of letters alone: figures do not count in prose."""
    return ["".join(chr(97 + int(digit)) for digit in str(number)) for number in range(many)]
