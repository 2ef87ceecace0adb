"""From bytes to facts in one step: what runs in the reading process, since hostile pages are not parsed in the main
one.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor import documents
from monitor.extract import mechanism_page, mechanism_table, ministry_page, practice_page
from monitor.model import ContentVerdict, Document, Extraction, Layout

LAYOUT_READERS = {
    "mechanism-page": mechanism_page.read,
    "mechanism-table": mechanism_table.read,
    "ministry-page": ministry_page.read,
    "practice-page": practice_page.read,
}


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a capture's bytes are: a document, the verdict of the judge (None: a page), and its facts when it is one."""

    document: Document
    verdict: ContentVerdict | None
    extraction: Extraction | None


def extract(
    document: Document, layout: Layout, mechanisms: tuple[str, ...] = (), language: str | None = None
) -> Extraction:
    """The facts of a document in one of the four layouts. Pure: no clock, network or database."""
    return LAYOUT_READERS[layout](document, mechanisms, language)


def read_capture(
    body: bytes,
    media_type: str,
    charset: str | None,
    url: str,
    status: int,
    layout: Layout,
    mechanisms: tuple[str, ...],
    language: str | None,
) -> PageReading:
    """Document, verdict and extraction of an archived payload; raises DocumentError for bytes that are no document."""
    document = documents.read(body, media_type=media_type, url=url, charset=charset)
    verdict = documents.judge(document, status=status, body=body)
    if verdict is not None:
        return PageReading(document, verdict, None)
    return PageReading(document, None, extract(document, layout, mechanisms, language))
