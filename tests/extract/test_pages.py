"""Pages in many hands' markup and words, each beside what it states. A case is added by dropping two files in `pages/`.

`NAME.json`: `statements` (by field, the values without what is empty), `partial` (fields that were not read whole) and
`findings` (kinds). `python tests/extract/test_pages.py NAME` prints what is read now, to be checked by eye and kept.
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

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name for path in PAGES.iterdir() if path.suffix in (".html", ".txt"))
SAID_OTHERWISE = ("date_text", "kind")  # what a value says twice


def compact(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {k: v for k, v in value.items() if v not in (None, [], False) and k not in SAID_OTHERWISE}


def stated(name: str) -> dict[str, Any]:
    media_type = "text/html" if name.endswith(".html") else "text/plain"
    document = read((PAGES / name).read_bytes(), media_type=media_type, url="https://www.example.org/page")
    extraction = extract(document, "mechanism-page")
    statements: dict[str, list[Any]] = {}
    for statement in extraction.statements:
        statements.setdefault(statement.field, []).append(compact(statement.value))
    return {
        "mechanism": next((s.mechanism for s in extraction.statements), None),
        "statements": statements,
        "partial": sorted(field.field for field in extraction.fields if field.outcome != "ok"),
        "findings": sorted(finding.kind for finding in extraction.findings),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_to_what_it_states(name: str) -> None:
    wanted = json.loads((PAGES / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert stated(name) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_on_the_page_and_every_finding_is_of_a_known_kind(name: str) -> None:
    media_type = "text/html" if name.endswith(".html") else "text/plain"
    document = read((PAGES / name).read_bytes(), media_type=media_type)
    extraction = extract(document, "mechanism-page")
    text = " ".join(document.text.split())
    assert all(" ".join(statement.quote.split()) in text for statement in extraction.statements)
    assert {finding.kind for finding in extraction.findings} <= set(kinds())


if __name__ == "__main__":
    for each in sys.argv[1:] or NAMES:
        kept = json.dumps(stated(each), ensure_ascii=False, indent=1)
        (PAGES / each).with_suffix(".json").write_text(kept + "\n", encoding="utf-8")
