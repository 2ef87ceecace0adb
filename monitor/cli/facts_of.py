"""One file to its facts: what `monitor extract` has done in a process of its own. It imports no more than it needs."""

from __future__ import annotations

from dataclasses import replace

from monitor.model import Extraction

# what a file seems to be instead of a page, where nothing was read of it
INSTEAD = {
    "blocked": "it looks like a page that keeps readers out, such as a log-in form or a robot check",
    "soft-404": "it looks like a page that says that what was asked for is not there",
    "empty": "it shows no text of its own: it is empty, or needs scripts to show any",
}


def facts_of(
    body: bytes, media_type: str, layout: str, mechanisms: tuple[str, ...], language: str | None
) -> Extraction:
    """The facts that a file states. Raises DocumentError for bytes that are no document."""
    from monitor.documents import judge, read
    from monitor.extract import extract

    document = read(body, media_type=media_type)
    facts = extract(document, layout, mechanisms=mechanisms, language=language)
    verdict = None if facts.statements else judge(document, body=body)
    if verdict is None:
        return facts
    told = (
        replace(one, message=f"{one.message}; {INSTEAD[verdict]}") if one.kind == "none-read" else one
        for one in facts.findings
    )
    return replace(facts, findings=tuple(told))
