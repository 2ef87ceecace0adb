"""Layout `practice-page`: one practice or mechanism in a gallery of them (the South-South pages): locations, themes,
SDGs, results.
"""

from __future__ import annotations

from monitor.extract import mechanism_page
from monitor.model import Document, Extraction


def read(document: Document, mechanisms: tuple[str, ...] = (), language: str | None = None) -> Extraction:
    """As a mechanism page, with the labels of this layout."""
    return mechanism_page.read(document, mechanisms, language, layout="practice-page")
