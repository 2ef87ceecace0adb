"""The prose of a page without lines that state a meeting or a document: a list whose label is lost stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.compare.identity import form_of, wording
from monitor.compare.prose import edited
from monitor.compare.wordings import title
from monitor.extract.sections import is_prose
from monitor.model import Extraction, Memory, Statement

TITLED = ("meeting", "document")
FEWEST = 2  # words of a title that names one
MOST = 1_000_000  # paragraphs times titles, above which nothing is left out: hostile input costs no minutes


def edited_outside(memory: Memory, extraction: Extraction) -> tuple[list[str], list[str]] | None:
    """As `edited`: what went and what came, but for lines of what is listed on the other side."""
    if tuple(memory.prose) == tuple(extraction.prose):
        return None
    stood = [one.statement for one in memory.statements]
    before = _without(memory.prose, extraction.statements)
    after = _without(extraction.prose, stood)
    return edited(before, after, (one.quote for one in (*stood, *extraction.statements)))


def _without(paragraphs: Sequence[str], entries: Iterable[Statement]) -> list[str]:
    titles = {wording(title(one.value)) for one in entries if form_of(one) in TITLED}
    named = {f" {one} " for one in titles if len(one.split()) >= FEWEST}
    if not named or len(named) * len(paragraphs) > MOST:
        return list(paragraphs)
    return [one for one in paragraphs if is_prose(one) or not any(each in f" {wording(one)} " for each in named)]
