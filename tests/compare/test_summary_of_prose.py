"""The sentence of a change of long prose shows what changed, wherever in it that stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare import english, summary
from monitor.compare.summary import LONGEST, sides

LEAD = "To provide a regular forum in which the States of the region exchange views on migration policy and practice"
PARAGRAPHS = [LEAD, f"{LEAD}, too", f"{LEAD}, and so on"]
OPEN, SHUT = "Participation is voluntary and open to all States", "Participation is mandatory and closed to new States"


def told(before: object, after: object) -> tuple[str, str]:
    return sides("objective.changed", "objective", before, after, english)


@pytest.mark.parametrize("place", range(4))
def test_both_sides_are_cut_around_the_paragraph_that_changed(place: int) -> None:
    before, after = ([*PARAGRAPHS[:place], words, *PARAGRAPHS[place:]] for words in (OPEN, SHUT))
    old, new = told(before, after)
    assert "voluntary" in old
    assert "mandatory" in new
    assert max(len(old), len(new)) <= LONGEST
    said = summary("objective.changed", "budapest-process", "objective", before, after, english)
    assert said == f"Budapest Process, objective: {old} -> {new}"


def test_a_paragraph_that_comes_or_goes_is_in_one_of_them() -> None:
    old, new = told(PARAGRAPHS, [*PARAGRAPHS, OPEN])
    assert "voluntary" in new
    assert "voluntary" not in old
    assert told([*PARAGRAPHS, OPEN], PARAGRAPHS) == (new, old)


def test_one_long_paragraph_is_cut_there_at_words() -> None:
    old, new = told(f"{LEAD * 4} and voluntary. {LEAD}", f"{LEAD * 4} and mandatory. {LEAD * 2}")
    assert old.startswith("… ")
    assert new.endswith("…")
    assert "and voluntary. To provide" in old
    assert "and mandatory. To provide" in new


def test_what_differs_at_its_beginning_is_cut_at_its_end_alone() -> None:
    old, new = told(f"Voluntary {LEAD * 4}", f"Mandatory {LEAD * 4}")
    assert [side[-1] for side in (old, new)] == ["…", "…"]
    assert old.startswith("Voluntary To provide")
    assert new.startswith("Mandatory To provide")


@given(*[st.lists(st.sampled_from([*PARAGRAPHS, OPEN, SHUT, "Aid", "Trade"]), min_size=1, max_size=6)] * 2)
def test_sides_that_differ_are_never_told_alike(before: list[str], after: list[str]) -> None:
    old, new = told(before, after)
    assert (old == new) is (before == after)
    assert max(len(old), len(new)) <= LONGEST
