"""A season is told in words wherever a value is: `autumn 2026`, and not as ISO 8601-2 numbers it (`2026-23`)."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.digest.words import in_words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-23", "autumn 2026"),
        ("2031-21", "spring 2031"),
        ("2031-22~", "summer 2031~"),
        ("2031-24/2032-21", "winter 2031 to spring 2032"),
        ("2027-23/..", "autumn 2027 to .."),
        ("2026-12", "2026-12"),
        ("2026-10-23", "2026-10-23"),
        ("2020-03-21/2020-03-24", "2020-03-21 to 2020-03-24"),
    ],
)
def test_a_meeting_is_told_with_its_season(date, words) -> None:
    value = {"date": date, "place": "Rome", "country": "IT", "title": "Forum", "announced": False}
    assert in_words("meeting", value) == f"Forum (Rome, Italy; {words})"


def test_so_is_a_term_a_beginning_and_what_changes(pages) -> None:
    assert in_words("chair", {"country": "MT", "name": "Malta", "role": "incoming", "term": "2027-23/.."}) == (
        "incoming Malta autumn 2027/.."
    )
    assert in_words("established", "2002-23") == "autumn 2002"
    before, after = (pages.reading(pages.statement("established", "", when)) for when in ("2002", "2002-23"))
    (one,) = compare(pages.remember(before), after, now=pages.now).changes
    assert one.summary.endswith("2002 -> autumn 2002")
    assert one.after == "2002-23"
