"""What a page says of itself: when it was published and last updated, and in which language it is. Never a change."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.labels import LANGUAGES
from monitor.extract.values.dates import read_timestamp
from monitor.lookups import load
from monitor.model import Block

WRITTEN = re.compile(r"\b(?:written|posted|published|publié|publicado)\b(?:\s+(?:by|on|par|por))?", re.IGNORECASE)
LONGEST = 60  # characters of a date and time


@cache
def _words(name: str) -> re.Pattern[str]:
    entries = [e for e in load.entries("labels", "label") if e["field"] == name]
    words = sorted((w for e in entries for lang in LANGUAGES for w in e.get(lang, [])), key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, w.split())) for w in words) + r")(?!\w)\s*[:\-–]?\s*",
        re.IGNORECASE,
    )


def _date_after(name: str, block: Block, language: str) -> str | None:
    for label in _words(name).finditer(block.text):
        words = block.text[label.end() : label.end() + LONGEST]
        for size in range(min(len(words.split()), 7), 0, -1):
            attempt = " ".join(words.split()[:size]).strip(" .,;|)(]")
            if found := read_timestamp(attempt, language=language):
                return found
    return None


def last_updated(blocks: tuple[Block, ...], language: str) -> tuple[str, Block] | None:
    """EDTF, with minutes where given, of the last line that says when the page was updated; the frame of the page
    counts.
    """
    for block in reversed(blocks):
        if len(block.text) < 400 and (found := _date_after("last_updated", block, language)):
            return found, block
    return None


def published(blocks: tuple[Block, ...], language: str) -> tuple[str, Block] | None:
    """EDTF of the line that says when the page was published: behind such a label, or date and time before `Written
    by`.
    """
    for block in blocks:
        if len(block.text) > 400:
            continue
        if found := _date_after("published", block, language):
            return found, block
        if by := WRITTEN.search(block.text):
            stamp = read_timestamp(block.text[: by.start()].strip(" |,-–"), language=language)
            if stamp:
                return stamp, block
    return None
