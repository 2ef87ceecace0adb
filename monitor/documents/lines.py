"""One line of a page in the making: pieces of text, each with how it was set, to a draft."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from monitor.documents.bullets import Marks
from monitor.documents.clean import clean
from monitor.documents.drafts import Draft, Kind
from monitor.documents.markup import label
from monitor.model import Link

MAX_TERM_WORDS = 16  # a longer line in bold is a sentence


@dataclass(slots=True)
class Entry:
    """A list entry while it is read: its first line is the item, and what follows a `<br>`; not a block within it."""

    level: int
    used: bool = False
    broken: bool = False


@dataclass(slots=True)
class Anchor:
    """A link while it is read."""

    url: str


class Setting(NamedTuple):
    """How a piece of text is set. Inherited from element to element."""

    kind: Kind = "text"
    level: int = 0
    entry: Entry | None = None
    depth: int = 0  # of lists
    strong: bool = False
    emphasised: bool = False
    value: bool = False  # stands under a term or in a cell: bold does not make a term of it
    mark: tuple[int, str] | None = None  # the innermost inline element with a class, and that class
    anchor: Anchor | None = None
    landmark: str = ""
    sectioned: bool = False
    form: bool = False
    preformatted: bool = False
    struck: bool = False
    inpage: bool = False  # a link that only moves within the page: contents, "back to top"


Piece = tuple[str, Setting]


def draft_of(pieces: list[Piece], marks: Marks, *, at_break: bool) -> Draft | None:
    """The draft of a line, None when it has no words. `at_break`: a `<br>` ended it, so that its entry goes on."""
    if len(pieces) > 1:
        pieces = _apart(pieces)
    text = clean("".join([words for words, _ in pieces]))
    if not text:
        return None
    worded = pieces if len(pieces) == 1 else [piece for piece in pieces if clean(piece[0])]
    if not worded:
        return None
    first = worded[0][1]
    if first.kind in ("text", "item") and all(setting.inpage for _, setting in worded):
        return None
    strong = first.strong and all(setting.strong for words, setting in worded if any(map(str.isalnum, words)))
    if first.kind == "term":
        text = label(text) or text
    draft = Draft(first.kind, text, first.level, landmark=first.landmark, strong=strong, links=_links(pieces))
    if strong or (first.emphasised and len(worded) == 1):
        draft.lead = text
    elif len(worded) > 1:
        draft.lead = _lead(worded, pieces, text)
    if first.kind == "item" and first.entry is not None:
        _in_entry(draft, first.entry, at_break=at_break)
    elif draft.kind == "text":
        if strong and not first.value and len(text.split()) <= MAX_TERM_WORDS:
            draft.kind = "term"
        elif (entry := marks.entry(text)) is not None and entry:
            draft.kind, draft.text, draft.level = "item", entry, max(1, first.depth)
            draft.lead = draft.lead if entry.startswith(draft.lead) else ""
    return draft


def _apart(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a space between two that are set in boxes of their own: `<span>8</span><span>Members</span>`.

    Only where no word runs on: a capital behind a figure or a small letter, or behind a whole word of another class.
    """
    found = pieces[:1]
    for before, piece in pairwise(pieces):
        found.append((f" {piece[0]}", piece[1]) if _is_box(before, piece) else piece)
    return found


def _is_box(before: Piece, piece: Piece) -> bool:
    left, right = before[0], piece[0]
    if not (left[-1:].isalnum() and right[:1].isupper() and right[1:2].islower()):
        return False
    one, other = before[1], piece[1]
    if left[-1].isdigit() or left[-1].islower():
        return one.mark != other.mark or one.strong != other.strong
    return len(left) > 1 and one.mark is not None and other.mark is not None and one.mark[1] != other.mark[1]


def _in_entry(draft: Draft, entry: Entry, *, at_break: bool) -> None:
    if entry.used and not entry.broken:
        draft.kind, draft.level = "text", 0
    else:
        draft.level = entry.level
    entry.used, entry.broken = True, at_break


def _lead(worded: list[Piece], pieces: list[Piece], text: str) -> str:
    """The words at the beginning that are set apart: emphasised, or in an element of a class of its own."""
    count = 0
    for words, setting in pieces:
        if clean(words) and not (setting.strong or setting.emphasised):
            break
        count += 1
    lead = clean("".join([words for words, _ in pieces[:count]]))
    if not lead and (mark := worded[0][1].mark) is not None:
        own = 0
        while own < len(worded) and worded[own][1].mark == mark:
            own += 1
        other = worded[own][1].mark if own < len(worded) else mark
        if other is None or other[1] != mark[1]:
            lead = clean("".join([words for words, _ in worded[:own]]))
            lead = lead if sum(map(str.isalpha, lead)) >= 3 else ""
    return lead if lead and text.startswith(lead) else ""


def _links(pieces: list[Piece]) -> tuple[Link, ...]:
    """The links of a line in order, each with the words it has in this line."""
    if not any(setting.anchor for _, setting in pieces):
        return ()
    words: dict[int, list[str]] = {}
    anchors: dict[int, Anchor] = {}
    for text, setting in pieces:
        if setting.anchor is not None:
            anchors[id(setting.anchor)] = setting.anchor
            words.setdefault(id(setting.anchor), []).append(text)
    found = (Link(clean("".join(words[key])), anchor.url) for key, anchor in anchors.items())
    return tuple(link for link in found if link.text)
