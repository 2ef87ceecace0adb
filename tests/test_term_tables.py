"""Tables of who chaired when, whose first head may be the label of the chair itself."""

from __future__ import annotations

import re

import pytest

from monitor.model import Extraction
from tests.told import page, told, urgent

HEADS = [
    ("Chair", "Term"),
    ("Chair", "Period"),
    ("Chairing country", "Years"),
    ("Country", "Term"),
    ("Term", "Chair"),
    ("Year", "Chair"),
    ("No.", "Chair", "Term"),
    ("Chair", "From", "To"),
    ("Chair", "Start", "End"),
    ("Country", "From", "To"),
    ("Chair", "Since"),
]
TURNS = {
    "en": ("Chairs", "Chair", "From", "To"),
    "fr": ("Présidence", "Présidence", "Du", "Au"),
    "es": ("Presidencia", "País", "Desde", "Hasta"),
    "pt": ("Presidência", "Presidência", "Início", "Fim"),
}
FIRST = ("From", "Start", "Since", "Year", "Du", "Desde", "Início")
LAST = ("To", "End", "Au", "Hasta", "Fim")
MEMBERS = "<h2>Member States</h2><ul><li>Albania<li>Austria</ul>"


def table(label: str, heads: tuple[str, ...], *rows: tuple[str, str, str], cell: str = "th") -> Extraction:
    def said(head: str, who: str, first: str, last: str) -> str:
        if head == "No.":
            return "1"
        when = first if head in FIRST else last if head in LAST else f"{first}–{last}"
        return who if head.startswith(("Ch", "Co", "Pr", "Pa")) else when

    above = "".join(f"<{cell}>{head}</{cell}>" for head in heads)
    below = "".join(f"<tr>{''.join(f'<td>{said(head, *row)}</td>' for head in heads)}</tr>" for row in rows)
    return page(f"{MEMBERS}<h2>{label}</h2><table><tr>{above}</tr>{below}</table>")


TR, HU, GE = ("Türkiye", "2024", "2025"), ("Hungary", "2022", "2023"), ("Georgia", "2026", "2027")


def without_terms(changes: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Heads without an end give other terms than those with one."""
    return [(kind, re.sub(r" \d{4}(/\S+)?", "", words)) for kind, words in changes]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("label", ["Chair", "Chairs", "Chairmanship", "Current Chair", "Presidency"])
def test_a_handover_in_a_table_is_told(label: str, heads: tuple[str, ...]) -> None:
    handed = [("chair.handover", "Chair of Bali Process: Türkiye -> Georgia")]
    assert without_terms(told(table(label, heads, TR), table(label, heads, GE))) == handed
    if label == "Chairs" and heads != ("Chair", "Since"):  # who began when says not whether the others left
        assert without_terms(told(table(label, heads, TR, HU), table(label, heads, GE, TR, HU))) == handed


@pytest.mark.parametrize("turns", TURNS.values())
@pytest.mark.parametrize("cell", ["th", "td"])
def test_in_four_languages_with_heads_or_without(turns: tuple[str, ...], cell: str) -> None:
    label, *heads = turns
    before, after = (table(label, tuple(heads), *rows, cell=cell) for rows in ([TR, HU], [GE, TR, HU]))
    sides = "Türkiye 2024/2025 -> Georgia 2026/2027"
    assert told(before, after) == [("chair.handover", f"Chair of Bali Process: {sides}")]
    assert not [one for one in after.statements if one.field == "established"]


def test_a_term_that_is_added_or_trimmed_is_no_handover() -> None:
    heads = ("Chair", "Term")
    one, two = table("Chairs", heads, TR), table("Chairs", heads, TR, HU)
    assert urgent(one, two) == urgent(two, one) == []


def test_a_head_that_nobody_knows_states_nothing() -> None:
    read = table("Chairs", ("Chair", "Colour"), TR)
    assert not [one for one in read.statements if one.field == "chair"]
    assert any(one.kind in ("unread-line", "stray-text") for one in read.findings)
