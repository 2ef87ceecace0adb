"""Dates in words."""

from __future__ import annotations

import pytest

from monitor.messages import language


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2027-03-01", "1 March 2027", "1er mars 2027"),
        ("2027-03-01/2027-03-02", "1–2 March 2027", "1er-2 mars 2027"),
        ("2027-02-28/2027-03-02", "28 February to 2 March 2027", "28 février – 2 mars 2027"),
        ("2026-12-31/2027-01-01", "31 December 2026 to 1 January 2027", "31 décembre 2026 – 1er janvier 2027"),
        ("2026-08", "August 2026", "août 2026"),
        ("2026-08/2026-09", "August 2026 to September 2026", "août 2026 – septembre 2026"),
        ("2026", "2026", "2026"),
        ("2016~", "about 2016", "vers 2016"),
        ("2026-09-02~", "about 2 September 2026", "vers le 2 septembre 2026"),
        ("2026-09~", "about September 2026", "vers septembre 2026"),
        ("2026-21~", "about spring 2026", "printemps 2026 environ"),
        ("2026-23", "autumn 2026", "automne 2026"),
        ("2026-01-01/..", "since 1 January 2026", "1er janvier 2026 et après"),
        ("../2026", "until 2026", "2026 et avant"),
        ("2026-13", "2026-13", "2026-13"),
        ("soon", "soon", "soon"),
        ("", "", ""),
    ],
)
def test_dates_in_words(edtf: str, english: str, french: str) -> None:
    assert language("en").day(edtf) == english
    assert language("fr").day(edtf) == french
