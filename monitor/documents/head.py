"""What the head of a web page says of when the page was changed and published: lookups/head_dates.toml names where.

Software writes it there, so it counts only for pages that do not say it in words; readers of the document decide that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from selectolax.lexbor import LexborHTMLParser

from monitor.lookups.load import strings, table
from monitor.model import HeadDates, Json

FILE = "head_dates.toml"
ATTRIBUTES = ("property", "name", "itemprop")
DATA = 'script[type="application/ld+json" i]'
EARLIEST = 1991  # the year of the first web page; what lies before it is what software writes for "unknown"
LONGEST, MOST = 200_000, 20  # letters of one such script, and how many of them are read
SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2})\S*)?)?)?", re.ASCII)  # ISO 8601


def head_dates(tree: LexborHTMLParser) -> HeadDates:
    """Both dates in EDTF, with minutes where they are given; None where the head says nothing, or nothing of sense.

    Of several the latest change and the first publication count.
    """
    said: dict[str, list[str]] = {"modified": [], "published": []}
    for what, value in (*_of_meta(tree), *_of_data(tree)):
        if found := _edtf(value):
            said[what].append(found)
    return HeadDates(max(said["modified"], default=None), min(said["published"], default=None))


def _of_meta(tree: LexborHTMLParser) -> Iterator[tuple[str, Json]]:
    names = _names("meta")
    for node in tree.css("meta[content]"):
        called = (node.attributes.get(attribute) for attribute in ATTRIBUTES)
        if what := next((names[name.lower()] for name in called if name and name.lower() in names), None):
            yield what, node.attributes.get("content")


def _of_data(tree: LexborHTMLParser) -> Iterator[tuple[str, Json]]:
    names, types = _names("json_ld"), strings(table("head_dates")["about"], "types", FILE, of="[about]")
    for node in tree.css(DATA)[:MOST]:
        text = node.text(deep=True)
        for entry in _entries(text) if len(text) <= LONGEST else ():
            kinds = entry.get("@type")
            if any(str(kind).endswith(types) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield from ((names[key.lower()], value) for key, value in entry.items() if key.lower() in names)


def _entries(text: str) -> list[dict[str, Json]]:
    """The objects of a script, and those of their @graph; [] for what is no JSON: it is for others to read."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return []
    tops = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)]
    graphs = [one["@graph"] for one in tops if isinstance(one.get("@graph"), list)]
    return [*tops, *(one for graph in graphs for one in graph if isinstance(one, dict))]


@cache
def _names(where: str) -> dict[str, str]:
    return {
        name.lower(): what
        for what in ("modified", "published")
        for name in strings(table("head_dates")[what], where, FILE, of=f"[{what}]")
    }


def _edtf(value: Json) -> str | None:
    """`2022-05-03T10:15` of `2022-05-03T10:15:00+02:00`: the clock of the page, as where it says so in words."""
    found = SHAPE.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found or int(found[1]) < EARLIEST:
        return None
    year, month, day, clock = found.groups()
    try:
        datetime.fromisoformat(f"{year}-{month or '01'}-{day or '01'}T{clock or '00:00'}")
    except ValueError:
        return None
    date = "-".join(part for part in (year, month, day) if part)
    return f"{date}T{clock}" if clock else date
