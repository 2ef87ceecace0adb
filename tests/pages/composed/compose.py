"""Composes pages from facts: a site around a container of sections, a box of facts, labels, lists and wordings.

`compose(facts, markup, seed)` is a pure function. The markup names the container; everything else is thrown by
dice that the name of the facts, the markup and the seed load. Seeds from HELD_OUT on are kept apart, half of them
in words that are used nowhere else: nothing is mended by those pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.pages.composed.containers import CONTAINERS
from tests.pages.composed.mechanism import mechanism_body
from tests.pages.composed.ministry import ministry_body
from tests.pages.composed.overview import FORMS as SHEETS
from tests.pages.composed.overview import overview
from tests.pages.composed.paper import FORMS as PAPER
from tests.pages.composed.paper import printed
from tests.pages.composed.parts import Page
from tests.pages.composed.plainly import HEADS, plain
from tests.pages.composed.practice import practice_body
from tests.pages.composed.rows import row_pages
from tests.pages.composed.sites import SITES, dressed
from tests.pages.composed.style import Style
from tests.pages.composed.voice import Voice
from tests.pages.facts_files import FOLDER, load_folder

__all__ = ["HELD_OUT", "compose", "facts", "markups", "pages"]

HELD_OUT = 1000
HERE = Path(__file__).parent / "facts"
PLAIN = tuple(f"text-{name}" for name in HEADS)
# A ministry's prose has one level of headings, so that containers which differ below it are alike there.
PROSE = (
    "headings",
    "accordion-3",
    "accordion-5",
    "details",
    "aria-accordion",
    "aria-sections",
    "role-headings",
    "styled-divs",
    "cards",
    "fields",
    "strong-paragraphs",
    "centred-fonts",
    "permalinks",
    "tabs",
    "nested-tables",
    "unclosed",
    "outline-list",
    "table-of-contents",
    "text-markdown",
    "text-underlined",
    "pdf-flow",
)
MARKUPS = {
    "mechanism-page": (*CONTAINERS, *PLAIN, *PAPER),
    "ministry-page": PROSE,
    "practice-page": (*CONTAINERS, *PLAIN, "pdf-flow", "pdf-label-table"),
    "mechanism-table": SHEETS,
}
BODIES = {"mechanism-page": mechanism_body, "ministry-page": ministry_body, "practice-page": practice_body}


@cache
def facts() -> dict[str, dict[str, Any]]:
    """All facts by name: those of this folder, those of tests/pages, and one page for each row of the table of 28."""
    here, beside = load_folder(HERE), load_folder(FOLDER)
    return {**here, **beside, **row_pages(beside["iom-iscm-table"])}


def markups(layout: str) -> tuple[str, ...]:
    """The markups of a layout."""
    return MARKUPS[layout]


def compose(name: str, markup: str, seed: int) -> Page:
    """The page. KeyError for facts or a markup that there are not."""
    told = facts()[name]
    dice = Random(f"{name}/{markup}/{seed}")
    if told["layout"] == "mechanism-table":
        return overview(told, markup, dice)
    voice = Voice(told["language"], dice, held_out=seed >= HELD_OUT)
    body = BODIES[told["layout"]](told, voice)
    told = _as_said(told, voice)
    make = {"markup": markup, "language": told["language"]}
    if markup.startswith("text-"):
        return Page(
            plain(body, markup.removeprefix("text-"), dice).encode(),
            "text/plain",
            told,
            voice.wordings,
            make,
            voice.said,
        )
    if markup.startswith("pdf-"):
        return Page(printed(body, markup, dice), "application/pdf", told, voice.wordings, make, voice.said)
    style = Style(dice)
    content = CONTAINERS[markup](body, style)
    site = "old" if markup == "centred-fonts" and dice.random() < 0.5 else dice.choice(sorted(SITES))
    html = dressed(content, body.title, told["language"], site, style)
    make |= {"site": site, "box": style.box, "label": str(style.label_form), "list": str(style.list_form)}
    return Page(html.encode(), "text/html", told, voice.wordings, make, voice.said)


def _as_said(told: dict[str, Any], voice: Voice) -> dict[str, Any]:
    """What the page states: a chair `since 2019` has a term that is open (EDTF `2019/..`), not one of that year."""
    if voice.wordings.get("chairs") not in ("prose", "sentence"):
        return told
    if not any(word in voice.said.get("chair_since sentence", "").lower() for word in ("since", "depuis", "desde")):
        return told
    mechanism, *others = told["mechanisms"]
    chairs = [{**c, "term": f"{c['term']}/.."} if c["role"] == "chair" else c for c in mechanism["chairs"]]
    return {**told, "mechanisms": [{**mechanism, "chairs": chairs}, *others]}


def pages(seeds: range) -> Iterator[tuple[str, str, int, Page]]:
    """Facts, markup, seed and page: each facts file once a seed, the markups in turn."""
    for seed in seeds:
        for number, (name, told) in enumerate(facts().items()):
            options = markups(told["layout"])
            markup = options[(number + seed * 7) % len(options)]
            yield name, markup, seed, compose(name, markup, seed)
