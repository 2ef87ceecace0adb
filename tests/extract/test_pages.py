"""Pages in many hands' markup and words, each beside what it states. A case is added by dropping two files in `pages/`.

`NAME.json`: `layout` (default `mechanism-page`), `statements` (by field, the values without what is empty; by mechanism
and field in the layouts for several), `partial` (fields that were not read whole) and `findings` (kinds).
`python tests/extract/test_pages.py LAYOUT NAME` writes down what is read now, to be checked by eye and kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.lookups.findings import kinds
from monitor.model import Document, Extraction, Layout

PAGES = Path(__file__).parent / "pages"
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".pdf": "application/pdf"}
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix in MEDIA_TYPES)
SAID_OTHERWISE = ("date_text", "kind")  # what a value says twice


def compact(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {k: v for k, v in value.items() if v not in (None, [], False) and k not in SAID_OTHERWISE}


def wanted(name: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((PAGES / name).with_suffix(".json").read_text(encoding="utf-8"))
    return kept


def reading(name: str, layout: Layout) -> tuple[Document, Extraction]:
    media_type = MEDIA_TYPES[Path(name).suffix]
    document = read((PAGES / name).read_bytes(), media_type=media_type, url="https://www.example.org/page")
    return document, extract(document, layout)


def stated(extraction: Extraction) -> dict[str, Any]:
    """By mechanism its statements by field, unless the layout is for one mechanism."""
    found: dict[str | None, dict[str, list[Any]]] = {}
    for statement in extraction.statements:
        fields = found.setdefault(statement.mechanism, {})
        fields.setdefault(statement.field, []).append(compact(statement.value))
    several = extraction.layout in ("ministry-page", "mechanism-table")
    one = {"mechanism": next(iter(found), None), "statements": next(iter(found.values()), {})}
    return {
        "layout": extraction.layout,
        **({"mechanisms": found} if several else one),
        "partial": sorted({field.field for field in extraction.fields if field.outcome != "ok"}),
        "findings": sorted(finding.kind for finding in extraction.findings),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_to_what_it_states(name: str) -> None:
    kept = {"layout": "mechanism-page", **wanted(name)}
    assert stated(reading(name, kept["layout"])[1]) == kept


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_on_the_page_and_every_finding_is_of_a_known_kind(name: str) -> None:
    document, extraction = reading(name, wanted(name).get("layout", "mechanism-page"))
    text = " ".join(document.text.split())
    assert all(" ".join(statement.quote.split()) in text for statement in extraction.statements)
    assert {finding.kind for finding in extraction.findings} <= set(kinds())


if __name__ == "__main__":
    layout: Layout = sys.argv[1]  # type: ignore[assignment]  # a layout, as the person who calls this says
    for each in sys.argv[2:]:
        kept = json.dumps(stated(reading(each, layout)[1]), ensure_ascii=False, indent=1)
        (PAGES / each).with_suffix(".json").write_text(kept + "\n", encoding="utf-8")
