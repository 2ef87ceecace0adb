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


SHORT = "It meets yearly."
WHOLE = "A forum of senior officials who talk about labour mobility, visas and border management"
CUT = ("A forum of senior officials who talk about", "labour mobility, visas", "and border management")
FRENCH = "Les ministres se sont réunis à Tunis ; ils ont parlé de retour. L’Union européenne les a aidés à le faire."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([f"{ONE} {TWO}"], [ONE, TWO]),
        ([f"{ONE} {TWO} {SHORT}"], [ONE, f"{TWO} {SHORT}"]),
        ([f"{ONE} {SHORT}", TWO], [TWO, SHORT, ONE]),
        ([f"{SHORT} {ONE} {TWO}"], [f"{ONE} {SHORT}", TWO]),
        ([f"{ONE} {TWO}"], [f"{TWO} {ONE}"]),
        ([WHOLE], list(CUT)),
        ([WHOLE, ONE], [ONE, f"{CUT[0]} {CUT[1]}", CUT[2]]),
        ([f"{CUT[0]} {CUT[1]}", CUT[2]], [CUT[0], f"{CUT[1]} {CUT[2]}"]),
        ([f"{WHOLE}. {ONE}"], [*CUT[:2], f"{CUT[2]}. {ONE}"]),
        ([FRENCH], FRENCH.replace("’", "'").replace(" ;", "\N{NARROW NO-BREAK SPACE};").split("\n")),
        ([FRENCH], [FRENCH[: FRENCH.index("L’")], FRENCH[FRENCH.index("L’") :]]),
        (["He said: “We will meet again soon.” Then all of them left the town."],
         ['He said: "We will meet again soon."', "Then all of them left the town."]),
        (["The fund had 20 000 euros for the officials of all the States."],
         ["The fund had 20,000 euros for the o\N{LATIN SMALL LIGATURE FFI}cials of all the States."]),
        (["The fund had 20 000 euros for the officials of all the States."],
         ["The fund had 20\N{THIN SPACE}000 euros for the officials of all the States."]),
    ],
)  # fmt: skip
def test_paragraphs_cut_joined_and_wrapped_anew_are_no_edit(before, after):
    assert edited(before, after) is None
    assert edited(after, before) is None


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([f"{ONE} {TWO}"], [ONE, TWO.replace("return", "visas")],
         ([f"{ONE} {TWO}"], [TWO.replace("return", "visas")])),
        ([f"{ONE} {SHORT}"], [ONE], ([f"{ONE} {SHORT}"], [])),
        ([WHOLE], [CUT[0], "labour mobility, trade", CUT[2]], ([WHOLE], [CUT[0]])),
        ([ONE, SHORT], [ONE], None),
        ([ONE, ONE], [ONE], ([ONE], [])),
        ([ONE, TWO], [ONE], ([TWO], [])),
    ],
)  # fmt: skip
def test_a_sentence_that_goes_is_told_with_its_paragraph(before, after, told):
    assert edited(before, after) == told


def test_a_paragraph_that_goes_and_comes_back_is_told_once_each(pages, told):
    page = pages.chair("AU")
    with_it, without = pages.reading(page, prose=(ONE, TWO)), pages.reading(page, prose=(ONE,))
    assert told(with_it, without) == ["text.edited"]
    assert told(with_it, without, with_it) == ["text.edited"]
    assert told(with_it, without, with_it, with_it) == []


def test_a_long_page_that_is_written_anew_is_one_change_within_a_bound(pages):
    page = pages.chair("AU")
    old = tuple(f"{' '.join(words(800)[n:])} goes with the text of part {name}." for n, name in enumerate(words(300)))
    new = tuple(f"{' '.join(words(900)[n:])} came in place of part {name}." for n, name in enumerate(words(300)))
    memory = pages.remember(pages.reading(page, prose=old))
    begin = time.process_time()
    (one,) = compare(memory, pages.reading(page, prose=new), now=pages.now).changes
    assert time.process_time() - begin < 5
    assert one.kind == "text.edited"
    assert "300 paragraphs" in one.summary
    assert max(len(one.before), len(one.after)) <= MOST


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
