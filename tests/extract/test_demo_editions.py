"""The demonstration's pages, HTML and PDF, are read to the facts that they were built from."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from tests.pages.render import load_facts
from tests.pages.scoring import score

EDITIONS = Path(__file__).parents[2] / "monitor" / "demo" / "editions"
FACTS = {
    "earlier/iom-5-5-dialogue.html": "iom-5-5-dialogue-earlier",
    "later/iom-5-5-dialogue.html": "iom-5-5-dialogue",
    "earlier/iom-tripoli-process.html": "iom-tripoli-process-earlier",
    "later/iom-tripoli-process.html": "iom-tripoli-process",
    "earlier/sgmai-5-5-dialogue.html": "sgmai-5-5-dialogue",
    "later/sgmai-5-5-dialogue.html": "sgmai-5-5-dialogue-later",
    "earlier/iom-iscm-table.pdf": "iom-iscm-table",
    "later/iom-iscm-table.pdf": "iom-iscm-table-later",
    "earlier/south-south-iom-ro-mena.html": "south-south-iom-ro-mena-earlier",
    "later/south-south-iom-ro-mena.html": "south-south-iom-ro-mena",
}


@pytest.mark.parametrize("page", FACTS)
def test_an_edition_of_the_demonstration_is_read_to_its_facts(page: str) -> None:
    facts = load_facts()[FACTS[page]]
    kind = "application/pdf" if page.endswith(".pdf") else "text/html"
    document = read((EDITIONS / page).read_bytes(), media_type=kind)
    result = score(facts, as_json(extract(document, facts["layout"])))
    assert result.f1 == 1.0, result.wrong
