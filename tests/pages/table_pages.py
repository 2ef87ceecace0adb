"""Tables of mechanisms, as HTML and as PDF, from the facts of a `mechanism-table`."""

from __future__ import annotations

from html import escape
from typing import Any

from tests.pages.pdf_table import Sheet, draw

CELLS = (
    "row",
    "name",
    "type",
    "member_count",
    "established",
    "region",
    "association",
    "chair",
    "secretariat",
    "iom_role",
)
WIDTHS = (30, 136, 46, 52, 54, 84, 112, 72, 94, 113)  # of the columns in CELLS, in points
ORDERS = (
    CELLS,
    ("row", "name", "type", "region", "established", "member_count", "chair", "secretariat", "association", "iom_role"),
    ("name", "chair", "secretariat", "member_count", "region", "type", "established", "association", "iom_role"),
)
NOTE = "Demonstration copy, rebuilt from facts for a program: not a publication of the organization named above."


def render_table(facts: dict[str, Any], markup: str, seed: int) -> bytes:
    """The table as `html-table`, `pdf-ruled` or `pdf-unruled`; the seed chooses order and number of the columns."""
    order = ORDERS[seed % len(ORDERS)]
    if markup == "html-table":
        return _html(facts, order).encode()
    return draw(sheet(facts, order, header_on_each_page=seed % 2 == 1), ruled=markup == "pdf-ruled")


def sheet(facts: dict[str, Any], order: tuple[str, ...] = CELLS, *, header_on_each_page: bool = False) -> Sheet:
    """The sheet of paper: its pages end where the facts say that they do."""
    header = facts["header"]
    pages: list[list[tuple[str, ...]]] = [[]]
    for mechanism in facts["mechanisms"]:
        written = mechanism["written"]
        pages[-1].append(tuple(_cell(mechanism, name) for name in order))
        if goes_on := written.get("goes_on"):
            pages.append([tuple(goes_on.get(name, "") for name in order)])
        elif written.get("last_on_page"):
            pages.append([])
    return Sheet(
        title=header["title"],
        above=(f"{header['maker']} {header['division']}", header.get("note") or NOTE),
        columns=tuple(header["columns"][CELLS.index(name)] for name in order),
        pages=tuple(tuple(page) for page in pages),
        below=(header["updated"],),
        widths=tuple(WIDTHS[CELLS.index(name)] for name in order),
        header_on_each_page=header_on_each_page,
    )


def _cell(mechanism: dict[str, Any], name: str) -> str:
    if name == "row":
        return f"{mechanism['row']}."
    return str(mechanism["written"].get(name) or mechanism[name])


def _whole(mechanism: dict[str, Any], name: str) -> str:
    goes_on = mechanism["written"].get("goes_on", {}).get(name, "")
    return "\n".join(filter(None, (_cell(mechanism, name), goes_on)))


def _html(facts: dict[str, Any], order: tuple[str, ...]) -> str:
    header = facts["header"]
    columns = "".join(f"<th>{_lines(header['columns'][CELLS.index(name)])}</th>" for name in order)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{_lines(_whole(mechanism, name))}</td>" for name in order) + "</tr>"
        for mechanism in facts["mechanisms"]
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(header['title'])}</title></head>\n"
        f"<body><p>{escape(header['maker'])}<br>{escape(header['division'])}</p><h1>{escape(header['title'])}</h1>\n"
        f'<p>{escape(header.get("note") or NOTE)}</p>\n<table border="1">\n<thead><tr>{columns}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table>\n<p>{escape(header['updated'])}</p></body></html>\n"
    )


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
