"""Small pages made of blocks, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import Block, Document, Extraction, Json, Layout

Page = Callable[..., Extraction]


@pytest.fixture(scope="session")
def under() -> Page:
    """The extraction of lines under one label of a page about no known mechanism."""

    def page(
        label: str, *lines: str, kind: str = "item", layout: Layout = "mechanism-page", language: str = "en"
    ) -> Extraction:
        blocks = [Block("heading", "A page about a group of States", "block 1", 1), Block("term", label, "block 2")]
        blocks += [Block(kind, line, f"block {number}", 1) for number, line in enumerate(lines, 3)]  # type: ignore[arg-type]  # a kind of block
        return extract(Document("text/html", "", language=language, blocks=tuple(blocks)), layout, language=language)

    return page


@pytest.fixture(scope="session")
def paragraph() -> Page:
    """The extraction of a ministry's page with paragraphs about the G4."""

    def page(*texts: str, layout: Layout = "ministry-page", mechanism: str = "g4", language: str = "en") -> Extraction:
        blocks = [Block("text", text, f"block {number}") for number, text in enumerate(texts, 1)]
        return extract(Document("text/html", "", blocks=tuple(blocks)), layout, (mechanism,), language)

    return page


@pytest.fixture(scope="session")
def text_page() -> Page:
    """The extraction of a page given as plain text."""

    def page(text: str, layout: Layout = "mechanism-page", *mechanisms: str) -> Extraction:
        return extract(read(text.encode(), media_type="text/plain"), layout, mechanisms)

    return page


@pytest.fixture(scope="session")
def values() -> Callable[[Extraction, str], list[Json]]:
    """The values of one field of an extraction, in order."""

    def of(extraction: Extraction, field: str) -> list[Json]:
        return [statement.value for statement in extraction.statements if statement.field == field]

    return of
