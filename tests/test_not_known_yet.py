"""What a page calls not known yet, whatever the field and the markup: what stood goes on standing, and that is told."""

from __future__ import annotations

import pytest

from monitor.compare import compare
from monitor.documents import read
from monitor.extract import extract
from monitor.model import Comparison, Extraction
from tests.compare.conftest import Pages

BALI = "bali-process"
HEAD = {
    "objective": "<h2>Objectives</h2><p>To let States of the region talk about migration with each other once a year.",
    "chair": "<h2>Current Chair</h2><p>Malta",
}
# field: its label, what stood, and what the page calls not known yet
STATED = {
    "chair": ("Chair", "Fiji", "TBC"),
    "secretariat": ("Secretariat", "UNHCR", "To be confirmed."),
    "observer": ("Observers", "Norway; Switzerland; Kenya", "TBC"),
    "contact": ("Contact", "Ana Lee, desk@example.org", "t.b.c."),
    "established": ("Established", "2002", "[to be confirmed]"),
    "website": ("Website", "https://www.example.org", "to be announced"),
    "type": ("Type", "Regional consultative process", "n/a"),
    "member": ("Members", "Albania; Austria; Belgium", "to be confirmed"),
    "meeting": ("Next meeting", "5 May 2027, Rome, Italy: Senior Officials Meeting", "Date and venue to be announced"),
    "document": ("Key documents", "Rome Declaration 2019", "Coming soon"),
    "region": ("Region", "Europe", "TBD"),
    "formal_association": ("Formal association", "African Union", "to be decided at the next conference"),
    "member_count": ("Number of members", "12", "tba"),
    "focus": ("Thematic focus", "Labour migration", "To be announced soon"),
    "budget": ("Budget", "EUR 20,000", "To be determined"),
    "geographic_focus": ("Geographic focus", "Western Balkans", "TBC"),
    "objective": ("Objectives", "To share what is known of migration in the region among its States.", "TBD"),
}
MARKUPS = {
    "definitions": "<dl><dt>{label}</dt><dd>{value}</dd></dl>",
    "rows": "<table><tr><th>{label}</th><td>{value}</td></tr><tr><th>Location</th><td>Malta</td></tr></table>",
    "heading": "<h2>{label}</h2><p>{value}</p>",
    "items": "<h3>{label}</h3><ul><li>{value}</li></ul>",
    "line": "<p>{label}: {value}</p>",
    "bold": "<p><b>{label}</b><br>{value}</p>",
}


def reading(body: str, *, but: str = "", language: str = "en") -> Extraction:
    """A page of a mechanism, and its own words; `but`: the field that the page has there and nowhere else."""
    head = "".join(words for field, words in HEAD.items() if field != but)
    page = f"<html lang={language}><body><main><h1>Bali Process</h1>{head}{body}</main></body></html>"
    return extract(read(page.encode(), media_type="text/html"), "mechanism-page", (BALI,))


def compared(*readings: Extraction) -> Comparison:
    """What the last reading comes to behind those before it."""
    pages = Pages()
    return compare(pages.remember(*readings[:-1]), readings[-1], now=pages.now)


def kinds(found: Extraction, field: str) -> list[str]:
    return [one.kind for one in found.findings if one.field == field]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("field", STATED)
def test_what_stood_goes_on_standing_where_the_page_says_that_it_is_not_known_yet(field: str, markup: str) -> None:
    label, value, unknown = STATED[field]
    was = reading(MARKUPS[markup].format(label=label, value=value), but=field)
    now = reading(MARKUPS[markup].format(label=label, value=unknown), but=field)
    assert [one.field for one in was.statements].count(field) >= 1
    assert [one.value for one in now.statements if one.field == field] == []
    assert kinds(now, field) == ["not-known-yet"]
    found = compared(was, now)
    assert ([one.kind for one in found.changes], found.opened, found.closed) == (["page.reshaped"], (), ())
    assert [one.field for one in found.held] == [field]
    assert "not known yet" in found.held[0].reason
    assert compared(was, now, was).changes == ()
    assert compared(was, now, was).held == ()


@pytest.mark.parametrize("field", STATED)
def test_where_nothing_stood_it_is_a_finding_alone(field: str) -> None:
    label, _, unknown = STATED[field]
    bare = reading("<dl><dt>Location<dd>Malta</dl>", but=field)
    found = compared(bare, now := reading(f"<dl><dt>Location<dd>Malta<dt>{label}<dd>{unknown}</dl>", but=field))
    assert (found.changes, found.opened, found.held) == ((), (), ())
    assert kinds(now, field) == ["not-known-yet"]
