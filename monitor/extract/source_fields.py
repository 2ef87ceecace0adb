"""What a page says of itself: when it was published and last updated, and in which language it is. Never a change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from monitor.documents.remarks import is_remark
from monitor.extract.gated import Gated, way_of
from monitor.extract.label_table import LANGUAGES
from monitor.extract.phrases import pattern, sentences
from monitor.extract.values.dates import read_timestamp
from monitor.lookups import load, table
from monitor.lookups.folding import fold_word, words_in
from monitor.model import Block

WRITTEN_WORDS = ("written", "posted", "published", "publié", "publicado")
WRITTEN = re.compile(rf"\b(?:{'|'.join(WRITTEN_WORDS)})\b(?:\s+(?:by|on|par|por))?", re.IGNORECASE)
# a date follows straight, a weekday or `on` before it: `posted to Rabat in December 2013` says nothing of the page
AT_ONCE = re.compile(
    r"(?:(?:on|le|el|em|en|a|o|the|the\s+date|del?|du|au)\s+)*(?:\d|(?:\w+[,.]?\s+)?\w+[,.]?\s+\d)", re.IGNORECASE
)
DIGIT = re.compile(r"\d")
BEHIND = r"(?!\w)\s*[:\-–]?\s*"
LONGEST_LINE = 400  # characters of a line that may say so
LONGEST, MOST_WORDS = 60, 10  # characters and words of a date and time


@cache
def when_labels(name: str) -> Gated:
    """The labels of `last_updated` or `published` in any language."""
    return _pattern(name, LANGUAGES)


@cache
def _words(name: str, language: str) -> Gated:
    return _pattern(name, (language,))


def _pattern(name: str, languages: tuple[str, ...]) -> Gated:
    entries = [e for e in load.entries("labels", "label") if e["field"] == name]
    words = sorted({w for e in entries for lang in languages for w in e.get(lang, [])}, key=len, reverse=True)
    return Gated(((r"\s+".join(map(re.escape, w.split())), way_of(w)) for w in words), after=BEHIND)


@cache
def _opening(name: str, language: str) -> Gated:
    """Words that say so at the head of a line, and elsewhere speak of something else: `Revised: 11/2022`."""
    words = sorted(table("phrases")["page"][name][language], key=len, reverse=True)
    return Gated(((re.escape(w), way_of(w)) for w in words), before=r"\W*", after=BEHIND)


def _date_after(name: str, text: str) -> str | None:
    """The date behind a label of this name, in the language of the label: `Última atualização: 05-03-2018 10:02`."""
    anywhere = when_labels(name).search(text) is not None
    for language in LANGUAGES:
        for label in _words(name, language).finditer(text) if anywhere else ():
            if found := _stamp(text[label.end() : label.end() + LONGEST], language):
                return found
        opening = _opening(name, language).match(text)
        if opening and (found := _stamp(text[opening.end() : opening.end() + LONGEST], language)):
            return found
    return None


def _stamp(text: str, language: str) -> str | None:
    words = text.split()
    for size in range(min(len(words), MOST_WORDS), 0, -1):
        stamp = " ".join(words[:size]).strip(" .,;|)(]")
        if AT_ONCE.match(stamp) and (found := read_timestamp(stamp, language=language)):
            return found
    return None


def _date_in_sentence(text: str) -> str | None:
    """The one date in a sentence about the last change of the page."""
    for language in LANGUAGES:
        about = [pattern(f"updated_{language}", part) for part in ("last", "words", "page")]
        for sentence in sentences(text) if all(part.search(text) for part in about) else ():
            if all(part.search(sentence) for part in about) and (found := read_timestamp(sentence, language=language)):
                return found
    return None


def dated_lines(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that may say when the page was published or updated, by their words: what the functions below read."""
    telling = _telling()
    found: list[Block] = []
    label = ""  # the block before, where it is nothing but such a label
    for block in blocks:
        if len(block.text) >= LONGEST_LINE:
            label = ""
            continue
        tells = not telling.isdisjoint(words_in(block.text))
        if not tells and not label:
            continue
        numbered = DIGIT.search(block.text)
        if numbered and tells:
            found.append(block)
        elif numbered and label and block.kind != "heading" and _is_dated(both := f"{label}: {block.text}"):
            found.append(replace(block, text=both))
        label = block.text.rstrip(" :：") if tells and not numbered and _is_label(block.text) else ""
    return tuple(found)


def _is_label(text: str) -> bool:
    """`Published` and nothing else: the date stands in the element behind it."""
    return any(when_labels(name).fullmatch(text.strip()) is not None for name in ("last_updated", "published"))


def _is_dated(text: str) -> bool:
    return any(_date_after(name, text) is not None for name in ("last_updated", "published"))


@cache
def _telling() -> frozenset[str]:
    """Words of which each line that says when has one."""
    names = ("last_updated", "published")
    labels = (when_labels(name).words for name in names)
    openings = (_opening(name, language).words for name in names for language in LANGUAGES)
    told = (pattern(f"updated_{language}", "words").words for language in LANGUAGES)
    return frozenset(map(fold_word, WRITTEN_WORDS)).union(*labels, *openings, *told)


def says_when_updated(text: str) -> bool:
    """A line of the page's frame: `Visitors: 10233 | Last modified: 12/03/2024`."""
    return len(text) < LONGEST_LINE and DIGIT.search(text) is not None and _when_updated(text) is not None


def _when_updated(text: str) -> str | None:
    return _date_after("last_updated", text) or _date_in_sentence(text)


def last_updated(blocks: tuple[Block, ...]) -> tuple[str, Block] | None:
    """EDTF, with minutes where given, of the last line that says when the page was updated; the frame of the page
    counts.
    """
    for block in reversed(blocks):
        if found := _when_updated(block.text):
            return found, block
    return None


def undated(name: str, blocks: tuple[Block, ...]) -> Block | None:
    """The first line that begins with such a label and a colon, and goes on with numbers that are no date: not `Last
    updated: 3 days ago`.
    """
    for block in blocks:
        label = None if is_remark(block.text) else when_labels(name).match(block.text)
        if label and ":" in label.group() and DIGIT.search(block.text, label.end()):
            return block if _date_after(name, block.text) is None else None
    return None


def published(blocks: tuple[Block, ...], language: str) -> tuple[str, Block] | None:
    """EDTF of the line that says when the page was published: behind such a label, or date and time before `Written
    by`.
    """
    for block in blocks:
        if found := _date_after("published", block.text):
            return found, block
        if by := WRITTEN.search(block.text):
            stamp = read_timestamp(block.text[: by.start()].strip(" |,-–"), language=language)
            if stamp:
                return stamp, block
    return None
