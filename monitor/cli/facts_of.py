"""One file to its facts: what `monitor extract` has done in a process of its own. It imports no more than it needs."""

from __future__ import annotations

from monitor.model import Extraction


def facts_of(
    body: bytes, media_type: str, layout: str, mechanisms: tuple[str, ...], language: str | None
) -> Extraction:
    """The facts that a file states. Raises DocumentError for bytes that are no document."""
    from monitor.documents import read
    from monitor.extract import extract

    return extract(read(body, media_type=media_type), layout, mechanisms=mechanisms, language=language)
