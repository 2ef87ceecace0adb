"""Builds the PDFs of `monitor demo` from the facts: `python -m tests.pages.build_pdf`, in the repository's folder."""

from __future__ import annotations

from pathlib import Path

from tests.pages.facts_files import load_facts
from tests.pages.pdf_table import draw
from tests.pages.table_pages import sheet

EDITIONS = Path(__file__).parents[2] / "monitor" / "demo" / "editions"
FACTS = {"earlier": "iom-iscm-table", "later": "iom-iscm-table-later"}


def build(edition: str) -> bytes:
    """The PDF of the `earlier` or the `later` edition."""
    return draw(sheet(load_facts()[FACTS[edition]]))


def main() -> None:
    """Write both editions where the demonstration serves them from."""
    for edition in FACTS:
        (EDITIONS / edition / "iom-iscm-table.pdf").write_bytes(build(edition))


if __name__ == "__main__":
    main()
