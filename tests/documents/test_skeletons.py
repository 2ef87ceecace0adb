"""The same facts come out of every frame that they are set in."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from tests.documents import skeletons_of_markup, skeletons_of_systems
from tests.documents.skeletons_of_systems import Section, Sections

TITLE = "Amber Road Process"
SECTIONS = (
    Section("Type", ("Regional consultative process on migration (region covered: Europe - Asia)",)),
    Section("Established", ("1993",)),
    Section("Current Chair", ("Tunisia",)),
    Section("Secretariat", ("ICMPD",)),
    Section("Member States (5 States)", ("Algeria", "France", "Malta", "Morocco", "Tunisia"), listed=True),
    Section("Observer Organizations", ("UNHCR", "International Labour Organization (ILO)"), listed=True),
    Section(
        "Recent Meetings",
        ("12-13 March 2019, Rabat, Morocco, Plenary meeting", "May 2016, Valletta, Malta, Expert meeting"),
        listed=True,
    ),
    Section("Current Thematic Focus", ("Return and reintegration", "Labour mobility"), listed=True),
    Section("Website", ('<a href="https://amber.example.org/">https://amber.example.org/</a>',)),
)
Skeleton = Callable[[str, Sections], str]


def _skeletons() -> Iterator[Skeleton]:
    for module in (skeletons_of_systems, skeletons_of_markup):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.__name__:
                yield function


def plain(title: str, sections: Sections) -> str:
    return f"<h1>{title}</h1>" + "".join(f"<h2>{s.label}</h2>{s.html}" for s in sections)


def facts(content: str, head: str = "") -> set[tuple[str, str]]:
    """Every fact of a page as (field, value)."""
    page = f"<!doctype html><html lang=en><head><title>{TITLE}</title>{head}</head><body>{content}</body></html>"
    document = read(page.encode(), media_type="text/html; charset=utf-8", url="https://x.test/amber")
    told: set[tuple[str, str]] = set()
    for mechanism in as_json(extract(document, "mechanism-page"))["mechanisms"]:
        for field, value in mechanism.items():
            every: list[Any] = value if isinstance(value, list) else [value]
            told |= {(field, str(one)) for one in every if one not in (None, "")}
    return told


@pytest.fixture(scope="module")
def expected() -> set[tuple[str, str]]:
    told = facts(plain(TITLE, SECTIONS))
    assert len(told) == 19, told
    return told


@pytest.mark.parametrize("skeleton", list(_skeletons()), ids=lambda function: function.__name__)
def test_the_same_facts_come_out_of_every_frame(skeleton: Skeleton, expected: set[tuple[str, str]]) -> None:
    told = facts(skeleton(TITLE, SECTIONS))
    assert (told - expected, expected - told) == (set(), set())
