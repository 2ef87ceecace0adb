"""A remark behind a new chair: the old one is never beside the new, and a term that is to come is no handover."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Comparison, Extraction, Source
from tests.compare.conftest import Pages

SOURCE = Source("lakeside", "https://pages.example/a", "mechanism-page", ("bali-process",))
MARKUPS = (
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<h2>{}</h2><p>{}</p>",
    "<table><tr><th>{}</th><td>{}</td></tr><tr><th>Type</th><td>RCP</td></tr></table>",
    "<p>{}: {}</p>",
)
OBJECTIVE = "<h2>Objectives</h2><p>To let States of the region talk about migration with each other once a year."
UNKNOWN = "the page says that it is not known yet who it is"
UNNAMED = "who chairs now is not named any more"


def read(label: str, value: str, language: str, markup: str) -> Extraction:
    body = OBJECTIVE + markup.format(label, value)
    page = f"<html lang={language}><body><main><h1>Bali Process</h1>{body}</main></body></html>"
    fetched = datetime(2026, 3, 2, 9, tzinfo=UTC)
    found = read_capture(Payload(page.encode(), "text/html", "utf-8", SOURCE.url, 200, fetched_at=fetched), SOURCE)
    assert found.extraction is not None
    return found.extraction


def told(*values: str, label: str = "Chair", language: str = "en", markup: str = MARKUPS[0]) -> Comparison:
    """What the last value comes to behind those before it."""
    pages, readings = Pages(), [read(label, value, language, markup) for value in values]
    return compare(pages.remember(*readings[:-1]), readings[-1], now=pages.now)


def news(found: Comparison) -> list[str]:
    return [one.summary for one in found.changes if one.field == "chair"]


def reasons(found: Comparison) -> list[str]:
    return [one.reason for one in found.held]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    ("language", "label", "before", "after"),
    [
        ("en", "Chair", "Fiji", "Peru (acting)"),
        ("en", "Chair", "Fiji", "Peru (Ministry of Labour)"),
        ("en", "Chair", "Fiji", "Peru (see the report of the last round)"),
        ("en", "Co-Chair", "Fiji", "Peru (office in Lima)"),
        ("fr", "Présidence", "Fidji", "Pérou (par intérim)"),
        ("es", "Presidencia", "Fiyi", "Perú (véase el acta)"),
        ("pt", "Presidência", "Fiji", "Peru (ver a ata)"),
    ],
)
def test_who_has_a_remark_behind_them_takes_over(
    language: str, label: str, before: str, after: str, markup: str
) -> None:
    role = "co-chair " if label == "Co-Chair" else ""
    (summary,) = news(told(before, after, label=label, language=language, markup=markup))
    assert summary.endswith(f": {role}Fiji -> {role}Peru")
    (back,) = news(told(before, after, before, label=label, language=language, markup=markup))
    assert back.endswith(f": {role}Peru -> {role}Fiji")


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize(
    ("language", "label", "after", "reason"),
    [
        ("en", "Chair", "Peru (to be confirmed)", UNKNOWN),
        ("en", "Co-Chair", "Peru (proposed)", UNKNOWN),
        ("en", "Chair", "Peru (pending)", UNKNOWN),
        ("fr", "Présidence", "Pérou (à élire)", UNKNOWN),
        ("es", "Presidencia", "Perú (por confirmar)", UNKNOWN),
        ("pt", "Presidência", "Peru (a confirmar)", UNKNOWN),
        ("en", "Chair", "Peru (elect)", UNNAMED),
        ("en", "Chair", "Formerly Fiji", UNNAMED),
        ("en", "Chair", "Peru (from 2027)", UNNAMED),
        ("en", "Chair", "Peru (2027-2028)", UNNAMED),
        ("fr", "Présidence", "Pérou (à partir de 2027)", UNNAMED),
        ("es", "Presidencia", "Perú (2027-2028)", UNNAMED),
    ],
)
def test_who_does_not_chair_yet_takes_nobodys_seat(
    language: str, label: str, after: str, reason: str, markup: str
) -> None:
    found = told("Fiji", after, label=label, language=language, markup=markup)
    assert (news(found), reasons(found)) == ([], [reason])
    back = told("Fiji", after, "Fiji", label=label, language=language, markup=markup)
    assert (news(back), reasons(back)) == ([], [])


def test_who_may_be_the_incoming_chair_takes_nobodys_seat() -> None:
    chaired = "Kenya</dd><dt>Incoming Chair</dt><dd>{}"
    found = told(chaired.format("Fiji"), chaired.format("Peru (tbc)"))
    assert (news(found), reasons(found)) == ([], [UNKNOWN])
    assert len(news(told(chaired.format("Fiji"), chaired.format("Peru (office in Lima)")))) == 1


def test_one_of_two_and_a_remark_tell_nothing() -> None:
    found = told("Fiji and Kenya", "Peru (office in Lima)")
    assert news(found) == []
    assert len(reasons(found)) == 1


def test_a_term_that_is_to_come_beside_one_that_runs_is_of_the_incoming_chair() -> None:
    found = told("Fiji (2025-2026)", "Fiji (2025-2026), Peru (2027-2028)")
    assert news(found) == ["Incoming chair of Bali Process: Fiji -> Fiji (incoming Peru)"]


@pytest.mark.parametrize("term", ["2026", "since 2025", "2026-2027", "from March 2026", "since 3 March 2026"])
def test_a_term_that_has_begun_is_a_handover(term: str) -> None:
    (summary,) = news(told("Fiji", f"Peru ({term})"))
    assert summary.startswith("Chair of Bali Process: Fiji -> Peru")


@pytest.mark.parametrize("words", ["Vacant", "None (incoming Peru)"])
def test_a_chair_is_vacant_where_the_page_says_so(words: str) -> None:
    assert [one.kind for one in told("Fiji", words).changes] == ["chair.vacant"]
