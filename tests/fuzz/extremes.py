"""Inputs of one kind and any size: what grows faster than its input shows here first."""

from __future__ import annotations

UNITS = {
    "days": "12 ",
    "letters": "a, ",
    "brackets": "(",
    "closing": ")",
    "ranges": "12-13 ",
    "and": "and ",
    "countries": "FranceSpain",
    "listed": "France, Spain, ",
    "spaces": " ",
    "breaks": "\n",
    "dots": ".",
    "dashes": "– ",
    "digits": "1",
    "years": "2019 ",
    "months": "May ",
    "dates": "12 June 2019, ",
    "between": "between the ",
    "weekdays": "Monday, ",
    "quotes": "“",
    "colons": "Chair: ",
    "labels": "Members: 12 ",
    "figures": "12/",
    "stops": "12.06.",
    "unread": "12 Febuary ",
    "mojibake": "â€“ ",
    "invisible": "\u200b",
    "accents": "\u0301",
    "urls": "www.a.",
    "mails": "a@b.",
    "capitals": "ABC ",
    "commas": ",",
    "semicolons": "12 May 2019; ",
    "chairs": "chair ",
    "incoming": "incoming France ",
    "ordinals": "1st ",
    "romans": "XII ",
    "asterisks": "* ",
    "pipes": "| ",
    "tabs": "a\t",
}


def repeated(unit: str, size: int) -> str:
    """A line of one unit, `size` characters long."""
    return (UNITS[unit] * (size // len(UNITS[unit]) + 1))[:size]


def nested(tag: str, depth: int) -> bytes:
    return f"<{tag}>".encode() * depth + b"Members: France"


def attributes(count: int) -> bytes:
    return b"<p " + b" ".join(b"a%d=b" % number for number in range(count)) + b">Members: France</p>"


def rows(count: int) -> bytes:
    return b"<table>" + b"<tr><td>12 June 2019<td>Rabat, Morocco<td>Ministerial Meeting" * count + b"</table>"


def items(count: int) -> bytes:
    return b"<h2>Members</h2><ul>" + b"<li>France" * count + b"</ul>"


def wide(count: int) -> bytes:
    return b"<table><tr>" + b"<td>Chair" * count + b"<tr>" + b"<td>France" * count + b"</table>"


def spanning(count: int) -> bytes:
    return b"<table>" + b"<tr><td rowspan=65000 colspan=1000>x" * count + b"</table>"


PAGES = {
    "100 000 nested div": lambda: nested("div", 100_000),
    "100 000 nested b": lambda: nested("b", 100_000),
    "100 000 nested li": lambda: nested("ul><li", 50_000),
    "100 000 nested tables": lambda: nested("table><tr><td", 33_000),
    "100 000 nested dl": lambda: nested("dl><dd", 50_000),
    "40 000 attributes": lambda: attributes(40_000),
    "20 000 rows": lambda: rows(20_000),
    "50 000 items": lambda: items(50_000),
    "20 000 columns": lambda: wide(20_000),
    "spans": lambda: spanning(300),
    "50 000 details": lambda: b"<details><summary>Members</summary>France" * 50_000,
    "50 000 headings": lambda: b"<h2>Members</h2><p>France" * 50_000,
    "comments": lambda: b"<!--" * 200_000,
    "open tags": lambda: b"<" * 500_000,
    "entities": lambda: b"&amp" * 200_000,
    "breaks": lambda: b"Chair: France<br>" * 50_000,
    "definitions": lambda: b"<dl>" + b"<dt>Chair<dd>France" * 30_000,
    "scripts": lambda: b"<script>" * 100_000,
}
