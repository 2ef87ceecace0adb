"""What a page adds beside each of its meetings, and the years it sets over them: no meeting is another for that."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.told import kinds, page

LINES = [
    ("4 June 2025", "Senior Officials Meeting", "Istanbul, Türkiye"),
    ("9 July 2024", "Ministerial Conference", "Sofia, Bulgaria"),
]


def meetings(*entries: str, label: str = "Meetings") -> Extraction:
    return page(f"<h2>Chair</h2><p>Türkiye</p><h2>{label}</h2><ul>{''.join(f'<li>{one}' for one in entries)}</ul>")


PLAIN = meetings(*(f"{day}: {title}, {place}" for day, title, place in LINES))
BESIDE = [
    "{day}: {title}, {place} <a href=/a.pdf>Agenda</a> <a href=/b.pdf>Joint statement</a>",
    "{day}: {title}, {place} (<a href=/b.pdf>Report</a>)",
    "{day}, 10:00–17:00 CET: {title}, {place}",
    "{day}: {title}, {place}, hosted by the Ministry of the Interior",
]


@pytest.mark.parametrize("beside", BESIDE)
def test_what_is_added_beside_each_amends_none(beside: str) -> None:
    full = [beside.format(day=day, title=title, place=place) for day, title, place in LINES]
    assert kinds(PLAIN, meetings(*full)) == []
    new = beside.format(day="5 May 2027", title="Expert Meeting on Visas", place="Tirana, Albania")
    assert kinds(meetings(*full), meetings(*full, new)) == ["meeting.announced"]
    assert kinds(meetings(*full), meetings(full[0])) == ["meeting.removed"]


@pytest.mark.parametrize("over", ["<h3>{}</h3>", "<p><b>{}</b></p>", "<details><summary>{}</summary>"])
def test_a_year_over_a_whole_meeting_is_none_of_its_title(over: str) -> None:
    end = "</details>" if over.startswith("<details>") else ""
    below = "".join(f"{over.format(day[-4:])}<ul><li>{day}: {title}, {place}</ul>{end}" for day, title, place in LINES)
    assert kinds(PLAIN, page(f"<h2>Chair</h2><p>Türkiye</p><h2>Meetings</h2>{below}")) == []
    short = below.replace(" 2025:", ":").replace(" 2024:", ":")
    assert kinds(PLAIN, page(f"<h2>Chair</h2><p>Türkiye</p><h2>Meetings</h2>{short}")) == []


def test_a_paper_behind_a_meeting_is_told() -> None:
    full = meetings(*(BESIDE[0].format(day=day, title=title, place=place) for day, title, place in LINES))
    said = [one.message for one in full.findings if one.field == "meeting"]
    assert any("Agenda" in one for one in said)
    assert any("Joint statement" in one for one in said)
