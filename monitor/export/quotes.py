"""Where the words of a change stand in the archived text, and how the place reads where they no longer do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.digest.lines import Line, differences
from monitor.export.page_words import tells_apart
from monitor.history import Evidence
from monitor.model import Block, Capture, Document, Json

Read = Callable[[Capture], Document]  # the archived bytes of a capture, as they are read now
Links = Callable[[Capture, tuple[tuple[str, str], ...]], tuple[str, ...]]  # of words and locators, on the live page
Wanted = tuple[str, str, tuple[str, ...]]  # words, their locator, and texts below them that are to be found, too
CONTEXT = 2  # blocks before and after
MOST_LINES = 12  # of a place that reads otherwise now; more is another page, and `monitor diff` shows it


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a change and where they stand in the archived text (`at` None: they were not found there).

    `link` is an address that shows them on the live page, '' where there is none.
    """

    words: str
    locator: str
    at: int | None
    blocks: tuple[Block, ...]  # the context; the quoted one is among them
    first: int = 0  # index in the document of the first block of the context
    link: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: a capture and the quotes that stand in it; without quotes, how their place reads now.

    Of a capture that was redacted nothing is quoted.
    """

    name: str
    capture: Capture
    quotes: tuple[Quoted, ...]
    instead: tuple[Line, ...] = ()
    origin: str = ""  # the file or archive that the capture was imported from; '' of one that was fetched


def sides_of(proof: Evidence, captures: dict[str, Capture], read: Read) -> list[Side]:
    """Both sides, each with one part for every capture that its statements stand in.

    `captures`: those that opened the statements, by public id. Errors are those of `read`.
    """
    sides: list[Side] = []
    for name, statements, own, value, other in (
        ("before", proof.before, proof.before_capture, proof.change.before, proof.change.after),
        ("after", proof.after, proof.after_capture, proof.change.after, proof.change.before),
    ):
        wanted: dict[str, list[Wanted]] = {own.id: []} if own else {}
        for statement in statements:
            changed = _changed(statement.value, other)
            wanted.setdefault(statement.opened_by, []).append((statement.quote, statement.locator, changed))
        if own and name == "after":
            wanted[own.id] += [(words, locator, ()) for words, locator in proof.after_quotes]
        if own and not statements and not wanted[own.id]:
            wanted[own.id] = [(words, "", ()) for words in _plain_words(value)]
        known = captures | ({own.id: own} if own else {})
        sides += [Side(name, known[each], _found(quotes, known[each], read)) for each, quotes in wanted.items()]
    before = next((side for side in sides if side.name == "before" and side.quotes), None)
    return [
        replace(side, instead=_instead(before, side.capture, read))
        if before and side.name == "after" and not side.quotes and not side.capture.redacted_at
        else side
        for side in sides
    ]


def linked(side: Side, links: Links) -> Side:
    """A side with links to the live page, where it is what stands there now as far as is known: that after a change."""
    found = [quoted for quoted in side.quotes if quoted.at is not None]
    if side.name != "after" or not found:
        return side
    addresses = dict(zip(found, links(side.capture, tuple((one.words, one.locator) for one in found)), strict=True))
    return replace(side, quotes=tuple(replace(one, link=addresses.get(one, "")) for one in side.quotes))


def _plain_words(value: Json) -> list[str]:
    """The words of a change that no statement bears out, such as reworded prose."""
    values = value if isinstance(value, list) else [value]
    return [words for words in values if isinstance(words, str) and words]


def _changed(value: Json, other: Json) -> tuple[str, ...]:
    """Of prose, of which the first paragraph is quoted, the paragraphs that the other side does not have."""
    if not isinstance(value, list) or not isinstance(other, list):
        return ()
    return tuple(text for text in value if isinstance(text, str) and text not in other)


def _found(wanted: Sequence[Wanted], capture: Capture, read: Read) -> tuple[Quoted, ...]:
    if capture.redacted_at or not wanted:
        return ()
    blocks = read(capture).blocks
    found: list[Quoted] = []
    for words, locator, changed in dict.fromkeys(wanted):
        quoted = locate(words, locator, blocks)
        found += [quoted, *_below(quoted, [text for text in changed if text not in words], blocks)]
    return tuple(found)


def _below(quoted: Quoted, texts: Sequence[str], blocks: Sequence[Block]) -> Iterator[Quoted]:
    """Those of some texts that stand below a quote: each in the next block that is the text, or else holds it."""
    below = range(quoted.at + 1, len(blocks)) if quoted.at is not None else ()
    for text in texts:
        holding = [index for index in below if text in blocks[index].text]
        if holding:
            at = next((index for index in holding if blocks[index].text == text), holding[0])
            yield _at(at, text, blocks[at].locator, blocks)


def locate(words: str, locator: str, blocks: Sequence[Block]) -> Quoted:
    """The named block, or the row with the named cell, if the words stand there. Where that block lacks them: the only
    other one that holds them, if they cannot look like them by chance. Where no block is so named: the first one.
    """
    holding = [index for index, block in enumerate(blocks) if words in block.text]
    named = [index for index, block in enumerate(blocks) if locator in (block.locator, *block.cell_locators)]
    others = holding if not named or (len(holding) == 1 and tells_apart(words)) else []
    at = next((index for index in named if index in holding), others[0] if others else None)
    if at is None:
        return Quoted(words, locator, None, ())
    return _at(at, words, locator if locator in blocks[at].cell_locators else blocks[at].locator, blocks)


def _at(at: int, words: str, locator: str, blocks: Sequence[Block]) -> Quoted:
    first = max(0, at - CONTEXT)
    return Quoted(words, locator, at, tuple(blocks[first : at + CONTEXT + 1]), first)


def _instead(before: Side, capture: Capture, read: Read) -> tuple[Line, ...]:
    """How the place of the first quote reads in a later capture; () where the page was laid out anew."""
    quoted = before.quotes[0]
    if quoted.at is None:
        return ()
    texts = [[block.text for block in read(each).blocks] for each in (before.capture, capture)]
    hunks = differences(*texts, context=CONTEXT)
    gone = next((hunk for hunk in hunks if any(sign == "-" and quoted.words in text for sign, text in hunk)), [])
    return tuple(gone) if len(gone) <= MOST_LINES else ()
