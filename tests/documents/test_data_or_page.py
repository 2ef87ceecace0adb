"""A drawing, a feed or a listing that comes under a page's address is none; a page that holds a drawing is one."""

from __future__ import annotations

import pytest

from monitor.documents import appraise, read

TEXT = "".join(f"<li>The State of {name} chairs the group in 2024.</li>" for name in ("Peru", "Chile", "Mexico"))
LOGO = '<svg width="8" height="8"><path d="M0 0"/></svg>'


def verdict_of(body: str) -> str | None:
    document = read(body.encode(), media_type="text/html", url="https://site.example/page")
    return appraise(document, status=200, body=body.encode()).verdict


@pytest.mark.parametrize(
    "start", ["<!doctype html><html><body>", "<body>", "<!-- made by hand --><h1>Group of States</h1>"]
)
def test_a_drawing_at_the_head_of_a_page_is_a_part_of_it(start: str) -> None:
    assert verdict_of(f"{start}{LOGO}<h1>Group of States</h1><ul>{TEXT}</ul>") is None


@pytest.mark.parametrize("prologue", ["", '<?xml version="1.0"?>\n', "<!-- exported -->\n", "<!DOCTYPE svg>"])
@pytest.mark.parametrize("root", ["svg", "rss", "feed", "kml"])
def test_what_is_made_for_programs_is_no_page(prologue: str, root: str) -> None:
    assert verdict_of(f"{prologue}<{root}><title>Group of States</title>{TEXT}</{root}>") == "empty"
