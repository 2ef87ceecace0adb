"""A document that moves below the heading of its year, at the same address, says no less: no change."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.test_not_known_yet import compared, reading

OTHER = '<a href="https://dialogue.example/b.pdf">Guide to visas for crews</a>'
TITLES = [
    ("en", "Istanbul Commitments on Ports ({})"), ("en", "{}: Istanbul Commitments on Ports"),
    ("en", "Istanbul Commitments on Ports [{}]"),
    ("fr", "Déclaration de Rome ({})"), ("es", "Declaración de Lima ({})"), ("ru", "Римская декларация ({})"),
]  # fmt: skip
BELOW = ["<h3>{}</h3><ul><li>{}</ul>", "<h3>{}</h3><p>{}</p>", "<p>{}</p><ul><li>{}</ul>"]


def page(language: str, body: str) -> Extraction:
    return reading(f"<h2>Documents</h2>{body}<h2>Members</h2><ul><li>Fiji<li>Nepal</ul>", language=language)


def link(title: str, at: str = "/a.pdf") -> str:
    return f'<a href="https://dialogue.example{at}">{title}</a>'


def bare(title: str) -> str:
    return title.replace("({})", "").replace("{}: ", "").replace("[{}]", "").strip()


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize(("language", "title"), TITLES)
def test_one_that_leaves_its_year_to_a_heading_is_the_same(language: str, title: str, below: str) -> None:
    before = page(language, f"<ul><li>{link(title.format(2019))}<li>{OTHER}</ul>")
    now = page(language, below.format(2019, link(bare(title))) + f"<ul><li>{OTHER}</ul>")
    found = compared(before, now)
    assert (found.closed, found.opened, [c for c in found.changes if c.field == "document"]) == ((), (), [])
    assert [c for c in compared(before, now, before).changes if c.field == "document"] == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (link("Annual Report on Ports (2019)"), link("Annual Report on Ports (2021)")),
        (link("Annual Report on Ports"), link("Annual Report on Ports (2021)")),
        (link("Annual Report on Ports (2019)"), link("Annual Report on Ports", "/new.pdf")),
        (link("Annual Report on Ports (2019)"), link("Charter of harbours")),
    ],
)
def test_another_year_address_or_title_is_told(was: str, now: str) -> None:
    found = compared(*(page("en", f"<ul><li>{one}<li>{OTHER}</ul>") for one in (was, now)))
    assert [c.kind for c in found.changes if c.field == "document"] != []
