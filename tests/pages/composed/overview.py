"""Tables of many mechanisms, with columns in an order of their own and under names of their own."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.pages.composed.parts import Page
from tests.pages.composed.sites import SITES, dressed
from tests.pages.composed.style import Style, t
from tests.pages.pdf_table import Sheet, draw

FORMS = ("html-table", "html-table-td", "html-table-caption", "html-table-row-heads", "pdf-ruled", "pdf-unruled")
HEADS = {
    "row": ("#", "No.", "Nr"),
    "name": ("ISCM", "Mechanism", "Name of the mechanism", "Process", "Name"),
    "type": ("Type", "Type of process"),
    "member_count": ("Member Countries, in numbers", "Number of members", "Members", "Number of Member States"),
    "established": ("Established", "Year of establishment", "Founded"),
    "region": ("Region", "Region covered", "Regions"),
    "association": (
        "Formal association with regional or multi-stakeholder organization",
        "Formal association",
        "Association with regional organization",
    ),
    "chair": ("Chair in office", "Current Chair", "Chair", "Chairing country"),
    "secretariat": ("Secretariat", "Technical Secretariat"),
    "iom_role": ("IOM's role", "Role of IOM", "IOM role"),
}
WIDTHS = {
    "row": 30,
    "name": 136,
    "type": 46,
    "member_count": 58,
    "established": 62,
    "region": 80,
    "association": 112,
    "chair": 72,
    "secretariat": 94,
    "iom_role": 103,
}


def overview(facts: dict[str, Any], markup: str, dice: Random) -> Page:
    """The table with its title above and its date below."""
    middle = [name for name in HEADS if name not in ("row", "name")]
    dice.shuffle(middle)
    order = [*(("row",) if dice.random() < 0.6 else ()), "name", *middle]
    heads = [str(dice.choice(HEADS[name])) for name in order]
    rows = [[_cell(mechanism, name) for name in order] for mechanism in facts["mechanisms"]]
    header = facts["header"]
    make = {"markup": markup, "language": "en"}
    wordings = dict.fromkeys(("chairs", "secretariat", "established", "type", "regions", "member_count"), "column")
    if markup.startswith("pdf-"):
        sheet = Sheet(
            title=header["title"],
            above=(f"{header['maker']} {header['division']}",),
            columns=heads,
            pages=tuple(tuple(rows[i : i + 6]) for i in range(0, len(rows), 6)),
            below=(header["updated"],),
            widths=tuple(WIDTHS[name] for name in order),
            header_on_each_page=dice.random() < 0.6,
        )
        return Page(draw(sheet, ruled=markup == "pdf-ruled"), "application/pdf", facts, wordings, make)
    style = Style(dice)
    site = dice.choice(sorted(SITES))
    content = f"<h1>{t(header['title'])}</h1>\n{_html(heads, rows, markup)}<p>{t(header['updated'])}</p>"
    return Page(
        dressed(content, header["title"], "en", site, style).encode(),
        "text/html",
        facts,
        wordings,
        make | {"site": site},
    )


def _cell(mechanism: dict[str, Any], name: str) -> str:
    if name == "row":
        return f"{mechanism['row']}."
    written = mechanism["written"]
    said = str(written.get(name) or mechanism[name])
    return "\n".join(filter(None, (said, written.get("goes_on", {}).get(name, ""))))


def _html(heads: list[str], rows: list[list[str]], markup: str) -> str:
    tag = "td" if markup == "html-table-td" else "th"
    head = "".join(
        f"<{tag}>{'<b>' if tag == 'td' else ''}{t(text)}{'</b>' if tag == 'td' else ''}</{tag}>" for text in heads
    )
    first = "th" if markup == "html-table-row-heads" else "td"
    lines = [
        "<tr>"
        + "".join(f"<{first if n == 0 else 'td'}>{t(cell)}</{first if n == 0 else 'td'}>" for n, cell in enumerate(row))
        + "</tr>"
        for row in rows
    ]
    caption = "<caption>Mechanisms</caption>" if markup == "html-table-caption" else ""
    body = "\n".join(lines)
    if tag == "td":
        return f"<table>{caption}<tr>{head}</tr>{body}</table>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
