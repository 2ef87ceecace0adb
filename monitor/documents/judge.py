"""Whether a document that came with a good status is the page at all, or a wall, a "not found" in disguise, a frame.

What a page says is weighed against the signs of pages that are none (lookups/blockpages.toml), both in words. Good
pages bear such signs too, in a corner: they speak of log-ins, of cookies and of access that was denied.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple, TypedDict, Unpack

from monitor.documents.clean import fold
from monitor.documents.content import beginning, own_words, weigh
from monitor.documents.homepage import led_home
from monitor.documents.sentences import is_fact
from monitor.documents.signs import KINDS, Judgement, lost_words, signs_of, walls_words
from monitor.documents.testimony import is_dated, is_named, is_notice, plain, unquoted
from monitor.documents.titles import HEAD, TITLE_IS, titles
from monitor.model import Block, Document

__all__ = ["GOOD", "Appraisal", "Judgement", "appraise", "judge", "quality"]

GOOD = 0.5  # the quality from which a document is a page
FLOOR = 9.0  # words that any page says
# What signs weigh, in words that the page must say beside them.
TEXT, MORE_TEXT, MOST_TEXTS = 15.0, 7.0, 12  # the first phrase, each more, and how many
ASIDE = 8.0
MARKUP = 12.0
SENTENCE = 25  # words; a notice is shorter
LOST = 2  # words about ways: one alone stands on any notice
ASTRAY = 3  # words about ways that are a sign where the page names and dates nothing
NOTICE = 6  # words of a notice: `Please choose a language` is a frame's
TOLD = 9  # words of a sentence that names or dates what it speaks of; a notice of rights is shorter
FEW_WORDS = 120.0  # of a page that says more the markup is not looked at
_PROLOGUE = re.compile(rb"^(?:<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*", re.DOTALL)  # of XML (XML 1.0, 2.8)
_BLANK = b"\"' \t\r\n\f"


class Appraisal(NamedTuple):
    """What is wrong with a document (None: it is the page), and how sure it is, from 0 to 1, that it is the page."""

    verdict: Judgement | None
    quality: float


class _Weighing(NamedTuple):
    """What a document says and the signs against it, in words."""

    content: float
    signs: dict[Judgement, float]
    likely: Judgement = "empty"  # the kind of a document without signs that is no page

    @property
    def quality(self) -> float:
        return self.content / (self.content + FLOOR + sum(self.signs.values()))

    @property
    def kind(self) -> Judgement:
        """The kind whose signs weigh most, without any the likely one."""
        heaviest = max(KINDS, key=lambda kind: self.signs.get(kind, 0.0))
        return heaviest if self.signs.get(heaviest) else self.likely


class Circumstances(TypedDict, total=False):
    """How a document came.

    `status` (200) and `body` are those of the answer it came from; `expected_title` is the title that the source is
    known by: a page that bears it is never taken for another. `requested_url` is what was asked for ('' = the
    document's own address), `crowded` whether several watched addresses lead to the document's: where another page than
    the one that was asked for came, however good, that one is not found.
    """

    status: int | None
    body: bytes
    expected_title: str | None
    requested_url: str
    crowded: bool


def judge(document: Document, **how: Unpack[Circumstances]) -> Judgement | None:
    """What is wrong with `document` as a page; None when it is one."""
    return appraise(document, **how).verdict


def quality(document: Document, **how: Unpack[Circumstances]) -> float:
    """How sure it is, from 0 to 1, that `document` is the page; from GOOD on `judge` takes it for it."""
    return appraise(document, **how).quality


def appraise(document: Document, **how: Unpack[Circumstances]) -> Appraisal:
    """What `judge` and `quality` say, at once."""
    weighing = _weigh(document, how.get("status", 200), how.get("body", b""), how.get("expected_title"))
    verdict = None if weighing.quality >= GOOD else weighing.kind
    if how.get("crowded", False) or led_home(how.get("requested_url", ""), document.url):
        return Appraisal("blocked" if verdict == "blocked" else "soft-404", 0.0)
    if verdict == "empty" and _is_scan(document):
        return Appraisal(None, GOOD)  # a person can read it; its warning says that it holds only images
    return Appraisal(verdict, weighing.quality)


def _is_scan(document: Document) -> bool:
    return not document.blocks and any("holds only images" in warning for warning in document.warnings)


def _weigh(document: Document, status: int | None, body: bytes, expected_title: str | None) -> _Weighing:
    if status is not None and status >= 400:  # whatever it says, it is no page
        return _Weighing(0.0, {"soft-404" if status in (404, 410) else "blocked": TITLE_IS})
    if _is_data(body, document):
        return _Weighing(0.0, {"empty": TITLE_IS})
    shown = beginning(block for block in document.blocks if block.landmark in ("", "dialog", "banner"))
    expected = fold(expected_title or "")
    bears = bool(expected) and expected in fold(document.title)
    weights: dict[Judgement, float] = {}
    found: set[str] = set()
    if not bears:
        named = titles(document, body, shown)
        lines = list(_top(shown))
        everything = "\n".join(line for _, line in lines)
        said = "\n".join(line for block, line in lines if own_words(block) > 0)
        for kind in KINDS:
            signs = signs_of(kind)
            texts, asides = signs.text.within(said), signs.aside.within(everything)
            found.update(texts)
            weights[kind] = named.weight(signs) + _of_texts(len(texts)) + ASIDE * bool(asides)
    content = [block for block in shown if not block.landmark]
    says = _says(content, weights, found)
    if says < FEW_WORDS and document.media_type == "text/html":
        raw = body.lower().translate(None, _BLANK)
        signed = any(weights.values())
        for kind in KINDS:
            weights[kind] = weights.get(kind, 0.0) + MARKUP * any(mark in raw for mark in signs_of(kind).markup)
        if any(weights.values()) != signed:
            says = _says(content, weights, found)
    if headline := _headline(content, weights, found):
        weights[headline] += TITLE_IS
    if says < FEW_WORDS and not bears and _is_lost(shown):
        weights["soft-404"] += ASIDE
    return _Weighing(says, weights, "empty" if says >= FLOOR or any(weights.values()) else _likely(shown))


def _headline(content: list[Block], weights: dict[Judgement, float], found: set[str]) -> Judgement | None:
    """The kind of which the first heading bears a phrase, where what stands below it, up to the next one, says nothing.

    What comes after is of other pages then: news, teasers.
    """
    if not any(weights.values()):
        return None
    top = next((number for number, block in enumerate(content) if block.kind == "heading"), None)
    if top is None:
        return None
    line = plain(unquoted(content[top].text[:HEAD]))
    kind = next((kind for kind in KINDS if weights.get(kind) and signs_of(kind).text.within(line)), None)
    if kind is None:
        return None
    below = list(takewhile(lambda block: block.kind != "heading", content[top + 1 :]))
    spoken = any(own_words(block) >= NOTICE for block in below)
    return kind if spoken and _says(below, weights, found) < FLOOR else None


def _is_lost(shown: list[Block]) -> bool:
    """Whether a page speaks of nothing that has a name or a year, but of ways about a site."""
    return len(_lost(shown)) >= ASTRAY and not any(
        is_named(block.text) or is_dated(block.text) for block in shown if not block.landmark
    )


def _lost(shown: list[Block]) -> set[str]:
    """The words about ways at the top of a page."""
    return {word for _, line in _top(shown) for word in line.split()} & lost_words()


def _likely(shown: list[Block]) -> Judgement:
    """What a page without a sign would be: whether its notices speak of ways about a site, of other things, or none."""
    if len(_lost(shown)) >= LOST:
        return "soft-404"
    return "blocked" if any(is_notice(block.text) for block in shown if own_words(block) >= NOTICE) else "empty"


def _says(content: list[Block], weights: dict[Judgement, float], found: set[str]) -> float:
    """What the content says, without sentences that speak of a wall: short ones, where a sign stands all of them."""
    theirs, signed = walls_words(), any(weights.values())

    def counts(text: str) -> bool:
        line = plain(unquoted(text))
        words = line.split()
        if theirs.isdisjoint(words):
            return not any(sign in line for sign in found)
        return not signed and (len(words) > SENTENCE or is_fact(text) or (len(words) > TOLD and _tells(text)))

    return weigh(content, counts, FLOOR + sum(weights.values()))


def _tells(text: str) -> bool:
    return is_dated(text) or (is_named(text) and not is_notice(text))


def _is_data(body: bytes, document: Document) -> bool:
    """Whether an answer called a page is made for programs (JSON, a feed) or by one (a listing of files)."""
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if document.media_type == "text/html" and start[:1] in (b"{", b"["):
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            return False
        return True
    opening = start[:600].lower().translate(None, _BLANK)
    root = _PROLOGUE.sub(b"", opening, count=1)  # further in an element is a part of the page: a drawing in its head
    return any(
        mark in opening if mark.startswith(b"<title>") else root.startswith(mark) for mark in signs_of("empty").opening
    )


def _of_texts(found: int) -> float:
    """What so many phrases weigh: they often stand in one sentence, where the second says what the first has said."""
    return TEXT + MORE_TEXT * (min(found, MOST_TEXTS) - 1) if found else 0.0


def _top(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    """The blocks at the top of a page, each as `plain` has it."""
    length = 0
    for block in blocks:
        line = plain(unquoted(block.text[:HEAD]))
        yield block, line
        length += len(line)
        if length > HEAD:
            return
