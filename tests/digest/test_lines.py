"""Two texts side by side."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from monitor.digest.lines import MOST_PAIRS, differences

TEXTS = st.lists(st.sampled_from("abcdef"), max_size=30)


def test_a_changed_line_is_shown_with_what_stands_around_it() -> None:
    before = ["1", "2", "3", "Chair: Morocco", "5", "6", "7"]
    after = ["1", "2", "3", "Chair: Tunisia", "5", "6", "7"]
    assert differences(before, after) == [
        [(" ", "2"), (" ", "3"), ("-", "Chair: Morocco"), ("+", "Chair: Tunisia"), (" ", "5"), (" ", "6")]
    ]


def test_equal_texts_have_no_differences() -> None:
    assert differences(["a", "b"], ["a", "b"]) == []


@given(TEXTS, TEXTS)
def test_the_differences_lead_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    lines = [line for hunk in differences(before, after, context=100) for line in hunk]
    if before != after:
        assert [text for sign, text in lines if sign != "+"] == before
        assert [text for sign, text in lines if sign != "-"] == after


def test_two_hostile_texts_are_compared_within_a_bound() -> None:
    lines = int(MOST_PAIRS**0.5) * 4
    started = time.monotonic()
    hunks = differences([str(n % 7) for n in range(lines)], [str(n % 5) for n in range(lines)])
    assert time.monotonic() - started < 5
    assert {sign for sign, _ in hunks[0]} == {"-", "+"}
