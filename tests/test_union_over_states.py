"""The European Union set in bold over its States, inside a list of members: the name of a group, which joins nobody."""

from __future__ import annotations

import pytest

from monitor.model import Extraction
from tests.told import kinds, page

UNION, OTHERS = ["Austria", "Belgium", "Croatia"], ["Albania", "Georgia", "Türkiye"]
MARKUPS = {
    "terms": "<dl><dt>Members</dt><dd><b>{}</b>{}<b>{}</b>{}</dd></dl>",
    "paragraphs": "<dl><dt>Members</dt><dd><p><b>{}</b></p>{}<p><b>{}</b></p>{}</dd></dl>",
    "details": "<details><summary>Members</summary><p><b>{}</b></p>{}<p><b>{}</b></p>{}</details>",
    "row": "<table><tr><th>Members</th><td><b>{}</b>{}<b>{}</b>{}</td></tr></table>",
    "heading": "<h2>Members</h2><p><b>{}</b></p>{}<p><b>{}</b></p>{}",
}
FLAT = "<dl><dt>Members</dt><dd>{}</dd></dl>"


def listed(names: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{name}</li>' for name in names)}</ul>"


def grouped(markup: str, first: str, union: list[str], second: str, others: list[str]) -> Extraction:
    return page(MARKUPS[markup].format(first, listed(union), second, listed(others)))


@pytest.mark.parametrize(("first", "second"), [("EU", "Other"), ("European Union", "Other States"), ("UE", "Autres")])
@pytest.mark.parametrize("markup", MARKUPS)
def test_it_is_no_member(markup: str, first: str, second: str) -> None:
    flat = page(FLAT.format(listed(UNION + OTHERS)))
    parted = grouped(markup, first, UNION, second, OTHERS)
    assert kinds(flat, parted) == kinds(parted, flat) == []
    assert kinds(parted, grouped(markup, first, [*UNION, "Sweden"], second, OTHERS)) == ["member.joined"]
    assert kinds(parted, grouped(markup, first, UNION, second, OTHERS[:2])) == ["member.left"]


@pytest.mark.parametrize("entry", ["<li>{}</li>", "<b>{}</b><br>"])
def test_among_the_entries_it_is_one(entry: str) -> None:
    before, after = ("".join(entry.format(one) for one in (*UNION, *more)) for more in ([], ["European Union"]))
    assert kinds(page(FLAT.format(before)), page(FLAT.format(after))) == ["member.joined"]
