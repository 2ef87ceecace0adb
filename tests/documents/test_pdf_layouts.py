from __future__ import annotations

import re
from io import BytesIO

import pdfplumber
import pytest

from monitor.documents.pdf import read_pdf
from tests.documents.pdf_prose import PAGES, drawn
from tests.documents.pdf_tables import TABLES

PLACE = re.compile(r"page (\d+) (?:row \d+|line \d+)")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_alike_however_it_is_set(name: str) -> None:
    build, expected = TABLES[name]
    document = read_pdf(build())
    assert [block.cells for block in document.blocks if block.kind == "row"] == list(expected)
    assert not document.warnings


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_text_reads_as_a_person_reads_it(name: str) -> None:
    draw, check = PAGES[name]
    document = read_pdf(drawn(draw))
    assert check(document), [(block.kind, block.text, block.lead, block.landmark) for block in document.blocks]


@pytest.mark.parametrize("name", [*TABLES, *PAGES])
def test_each_locator_is_one_place_and_its_words_stand_on_that_page(name: str) -> None:
    """The words of a block are on the page that its locator names, as pdfplumber sees it."""
    body = TABLES[name][0]() if name in TABLES else drawn(PAGES[name][0])
    document = read_pdf(body)
    places = [place for block in document.blocks for place in (block.locator, *block.cell_locators)]
    assert len(set(places)) == len(places)
    with pdfplumber.open(BytesIO(body)) as pdf:
        pages = ["".join(char["text"] for char in page.chars) for page in pdf.pages]
    for block in document.blocks:
        found = PLACE.fullmatch(block.locator)
        assert found, block.locator
        if name in ("bullets of a font of signs", "ligatures", "a form that is filled in", "a note below the text"):
            continue  # pdfplumber names these characters otherwise, or does not see them
        held = _letters(pages[int(found[1]) - 1])
        if block.kind == "row":
            assert block.cell_locators == tuple(f"{block.locator} column {n}" for n in range(1, len(block.cells) + 1))
        words = re.findall(r"\w+", block.text)
        assert _letters(words[0])[:3] in held
        assert len(words) > 40 or all(_letters(word)[:2] in held for word in words)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
