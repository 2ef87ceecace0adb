"""A page that adds the terms of who chaired before, rolls them on or trims them: nobody took over but who did."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.told import kinds, page, told

LABELS = {"en": "Chair", "fr": "Présidence", "es": "Presidencia", "pt": "Presidência"}
MARKUPS = {
    "list": lambda label, lines: f"<h2>{label}</h2><ul>{''.join(f'<li>{one}</li>' for one in lines)}</ul>",
    "smaller": lambda label, lines: f"<h3>{label}</h3>{''.join(f'<p>{one}</p>' for one in lines)}",
    "lines": lambda label, lines: f"<p><b>{label}</b><br>{'<br>'.join(lines)}</p>",
    "terms": lambda label, lines: f"<dl><dt>{label}</dt>{''.join(f'<dd>{one}</dd>' for one in lines)}</dl>",
    "details": lambda label, lines: (
        f"<details><summary>{label}</summary>{''.join(f'<p>{one}</p>' for one in lines)}</details>"
    ),
    "row": lambda label, lines: f"<table><tr><th>{label}</th><td>{'<br>'.join(lines)}</td></tr></table>",
}
NONE = ["Türkiye"]
WITH_TERMS = [
    ["Türkiye (2025–2027)", "Hungary (2020–2024)", "Bulgaria (2018–2020)"],
    ["2026: Türkiye", "2025: Hungary", "2024: Bulgaria"],
    ["Türkiye (since 2025)", "Hungary (until 2024)"],
    ["Türkiye", "Hungary (2020–2024)"],
]


def under(markup: str, lines: list[str], language: str = "en") -> Extraction:
    members = "<h2>Member States</h2><ul><li>Albania<li>Austria<li>Türkiye</ul>"
    return page(members + MARKUPS[markup](LABELS[language], lines), language)


def seats(extraction: Extraction) -> list[str]:
    return [one.key for one in extraction.statements if one.field == "chair"]


@pytest.mark.parametrize("lines", WITH_TERMS)
@pytest.mark.parametrize("markup", MARKUPS)
def test_past_terms_that_are_added_and_trimmed_are_no_handover(markup: str, lines: list[str]) -> None:
    bare, full = under(markup, NONE), under(markup, lines)
    assert kinds(bare, full) == ["chair.changed"]
    assert "chair.handover" not in kinds(full, under(markup, lines[:-1]))


@pytest.mark.parametrize("language", LABELS)
def test_the_true_handover_names_who_gave_way_alone(language: str) -> None:
    before = under("list", ["2024–2025: Türkiye", "2020–2023: Hungary"], language)
    after = under("list", ["2026–2027: Georgia", "2024–2025: Türkiye", "2020–2023: Hungary"], language)
    sides = "Türkiye 2024/2025 -> Georgia 2026/2027"
    assert told(before, after) == [("chair.handover", f"Chair of Bali Process: {sides}")]


def test_a_table_of_years_is_no_handover_and_a_row_on_top_is_one() -> None:
    def table(*rows: tuple[str, str]) -> Extraction:
        cells = "".join(f"<tr><td>{year}</td><td>{who}</td></tr>" for year, who in rows)
        return page(f"<h2>Chairs</h2><table><tr><th>Year</th><th>Country</th></tr>{cells}</table>")

    bare, two = page("<h2>Chairs</h2><p>Türkiye</p>"), table(("2025", "Türkiye"), ("2024", "Hungary"))
    assert kinds(bare, two) == ["chair.changed"]
    handed = table(("2026", "Georgia"), ("2025", "Türkiye"), ("2024", "Hungary"))
    assert told(two, handed) == [("chair.handover", "Chair of Bali Process: Türkiye 2025 -> Georgia 2026")]
    ahead = table(("2027", "Georgia"), ("2025", "Türkiye"), ("2024", "Hungary"))
    assert kinds(two, ahead) == ["chair.incoming"]


def test_those_of_one_term_chair_together_and_who_stands_alone_chairs_still() -> None:
    assert seats(under("list", ["Türkiye (2024–2025)", "Hungary (2024–2025)"])) == ["chair:TR", "chair:HU"]
    assert seats(under("list", ["Türkiye (2020–2022)"])) == ["chair:TR"]


def test_of_co_chairs_one_without_a_term_proves_nothing() -> None:
    read = page("<h2>Co-Chairs</h2><ul><li>Australia<li>Indonesia (2023–2025)</ul>")
    assert seats(read) == ["co-chair:AU", "co-chair:ID"]


def test_the_later_of_two_terms_counts_in_either_order_and_those_that_meet_are_one() -> None:
    lines = ["2019: Hungary", "2022: Türkiye", "2025: Hungary", "2026: Hungary"]
    for some in (lines, lines[::-1]):
        read = under("list", some)
        assert sorted(seats(read)) == ["chair:HU", "past:HU:2019", "past:TR:2022"]
        assert [one.value["term"] for one in read.statements if one.key == "chair:HU"] == ["2025/2026"]
