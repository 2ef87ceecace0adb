"""What is told between two readings of a page about the Bali Process."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Comparison, Extraction, Source
from tests.compare.conftest import Pages

AT = datetime(2026, 11, 1, 6, tzinfo=UTC)
SOURCE = Source("bali", "https://example.org/bali", "mechanism-page", ("bali-process",))


def page(body: str, language: str = "en", at: datetime = AT) -> Extraction:
    """The reading of a page with its title and this body."""
    said = f"<html lang={language}><title>Bali Process</title><main><h1>Bali Process</h1>{body}</main></html>"
    read = read_capture(Payload(said.encode(), "text/html", "utf-8", SOURCE.url, 200, fetched_at=at), SOURCE)
    assert read.extraction is not None
    return read.extraction


def compared(before: Extraction, after: Extraction) -> Comparison:
    """The second reading beside the memory of the first."""
    return compare(Pages().remember(before), after, now=AT)


def told(before: Extraction, after: Extraction) -> list[tuple[str, str]]:
    """The kind and the words of each change."""
    return [(one.kind, one.summary) for one in compared(before, after).changes]


def kinds(before: Extraction, after: Extraction) -> list[str]:
    """The kinds of the changes."""
    return [kind for kind, _ in told(before, after)]


def urgent(before: Extraction, after: Extraction) -> list[str]:
    """The kinds of the changes of high importance."""
    return [one.kind for one in compared(before, after).changes if one.importance == "high"]
