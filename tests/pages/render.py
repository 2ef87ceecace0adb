"""Pages for tests, rendered from facts: the same facts in many markups, words and orders.

`render(facts, markup, seed)` is a pure function: the same arguments give the same bytes. Seed 0 takes the plainest
words and the natural order; other seeds vary labels, names, dates, separators, order and what stands around the
content. Nothing here was written for the program that reads the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.pages import markups as html
from tests.pages.chrome import dressed, dressed_text
from tests.pages.facts_files import load_facts
from tests.pages.mechanism_page import mechanism_outline
from tests.pages.ministry_page import ministry_outline
from tests.pages.outline import Outline
from tests.pages.plain_text import plain
from tests.pages.practice_page import practice_outline
from tests.pages.table_pages import render_table
from tests.pages.wording import Dice

__all__ = ["load_facts", "markups", "media_type", "render"]

HTML: dict[str, Callable[[Outline, Dice], str]] = {
    "headings": html.headings,
    "accordion": html.accordion,
    "tabs": html.tabs,
    "definitions": html.definitions,
    "label-table": html.label_table,
    "bold-lines": html.bold_lines,
    "soup": html.soup,
    "font-tables": html.font_tables,
}
OUTLINES: dict[str, Callable[[dict[str, Any], int], Outline]] = {
    "mechanism-page": mechanism_outline,
    "ministry-page": ministry_outline,
    "practice-page": practice_outline,
}
MARKUPS: dict[str, tuple[str, ...]] = {
    "mechanism-page": (*HTML, "plain"),
    "ministry-page": ("headings", "soup", "font-tables", "bold-lines", "plain"),
    "practice-page": ("headings", "definitions", "label-table", "bold-lines", "soup", "plain"),
    "mechanism-table": ("html-table", "pdf-ruled", "pdf-unruled"),
}


def markups(layout: str) -> tuple[str, ...]:
    """The markups in which a layout can be rendered. KeyError for a layout that is not known."""
    return MARKUPS[layout]


def media_type(markup: str) -> str:
    """The media type of what `render` gives for a markup."""
    if markup.startswith("pdf-"):
        return "application/pdf"
    return "text/plain" if markup == "plain" else "text/html"


def render(facts: dict[str, Any], markup: str, seed: int) -> bytes:
    """The page, in UTF-8 where it is text. ValueError when the facts' layout has no such markup."""
    layout = facts["layout"]
    if markup not in markups(layout):
        raise ValueError(f"a {layout} is not rendered as {markup}: it can be {', '.join(markups(layout))}")
    if layout == "mechanism-table":
        return render_table(facts, markup, seed)
    page, dice = OUTLINES[layout](facts, seed), Dice(seed)
    if markup == "plain":
        return dressed_text(plain(page, dice), dice).encode()
    return dressed(HTML[markup](page, dice), page.title, page.language, dice).encode()
