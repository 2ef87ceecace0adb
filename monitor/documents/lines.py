"""One line of a page in the making: pieces of text, each with how it was set, to a draft."""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.documents.bullets import Marks
from monitor.documents.clean import clean
from monitor.documents.drafts import Draft
from monitor.documents.markup import label
from monitor.documents.settings import Anchor, Entry, Look, Setting
from monitor.model import Link

MAX_TERM_WORDS = 16  # a longer line in bold is a sentence
_WORD = re.compile(r"[^\W_]")
_LETTERS = frozenset("o§Øü¾")  # of Courier New, Wingdings: a ring, a square, an arrow, a tick
_LETTER = re.compile(r"\s*[o§Øü¾][^\S\u00a0]*\u00a0[\s\u00a0]*(?=\S)")


Piece = tuple[str, Look]


def draft_of(pieces: list[Piece], marks: Marks, *, at_break: bool) -> Draft | None:
    """The draft of a line, None when it has no words. `at_break`: a `<br>` ended it, so that its entry goes on."""
    if len(pieces) > 1:
        while len(pieces) > 1 and (not pieces[-1][0] or pieces[-1][0].isspace()):
            pieces.pop()
        first = pieces[0][1]
        if any(look is not first for _, look in pieces):
            return _composed(_apart(pieces), marks, at_break=at_break)
    whole = "".join([words for words, _ in pieces])
    text = clean(whole)
    if not text:
        return None
    setting, entry, anchor, _ = pieces[0][1]
    if setting.inpage and setting.kind in ("text", "item"):
        return None
    if setting.kind == "term":
        text = label(text) or text
    strong = setting.strong and _WORD.search(text) is not None
    links = (Link(text, anchor.url),) if anchor is not None else ()
    draft = Draft(setting.kind, text, setting.level, landmark=setting.landmark, strong=strong, links=links)
    draft.hidden = setting.hidden
    if strong or setting.emphasised:
        draft.lead = text
    return _placed(draft, setting, entry, marks, whole, at_break=at_break)


def _composed(pieces: list[Piece], marks: Marks, *, at_break: bool) -> Draft | None:
    """The draft of a line of which parts are set in different ways."""
    whole = "".join([words for words, _ in pieces])
    text = clean(whole)
    worded = [piece for piece in pieces if clean(piece[0])]
    if not text or not worded:
        return None
    first = worded[0][1].setting
    if first.kind in ("text", "item") and all(look.setting.inpage for _, look in worded):
        return None
    strong = first.strong and all(look.setting.strong for words, look in worded if any(map(str.isalnum, words)))
    if first.kind == "term":
        text = label(text) or text
    draft = Draft(first.kind, text, first.level, landmark=first.landmark, strong=strong, links=_links(pieces))
    draft.hidden = first.hidden
    if strong or (first.emphasised and len(worded) == 1):
        draft.lead = text
    elif len(worded) > 1:
        draft.lead = _lead(worded, pieces, text)
    return _placed(draft, first, worded[0][1].entry, marks, whole, at_break=at_break)


def _placed(
    draft: Draft, setting: Setting, entry: Entry | None, marks: Marks, whole: str, *, at_break: bool
) -> Draft | None:
    """The draft as what it is by its place and by the mark that it begins with."""
    if draft.kind == "item" and entry is not None:
        _in_entry(draft, setting, entry, at_break=at_break)
    elif draft.kind == "text":
        if draft.strong and not setting.value and len(draft.text.split()) <= MAX_TERM_WORDS:
            draft.kind = "term"
        elif (typed := _typed(whole)) is not None or (typed := marks.entry(draft.text)):
            draft.kind, draft.text, draft.level = "item", typed, max(1, setting.depth)
            draft.lead = draft.lead if typed.startswith(draft.lead) else ""
    return draft


def _typed(whole: str) -> str | None:
    """The words behind a letter that a word processor's font for symbols shows as a mark, and a hard space."""
    if whole.lstrip()[:1] not in _LETTERS:
        return None
    found = _LETTER.match(whole)
    return clean(whole[found.end() :]) or None if found else None


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
        return one.mark != other.mark or one.setting.strong != other.setting.strong
    return len(left) > 1 and one.mark is not None and other.mark is not None and one.mark[1] != other.mark[1]


def _in_entry(draft: Draft, setting: Setting, entry: Entry, *, at_break: bool) -> None:
    if entry.used and not entry.broken:
        draft.kind, draft.level = "text", 0
    else:
        draft.level = setting.depth
    entry.used, entry.broken = True, at_break


def _lead(worded: list[Piece], pieces: list[Piece], text: str) -> str:
    """The words at the beginning that are set apart: emphasised, or in an element of a class of its own."""
    count = 0
    for words, look in pieces:
        if clean(words) and not (look.setting.strong or look.setting.emphasised):
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
    if not any(look.anchor for _, look in pieces):
        return ()
    words: dict[int, list[str]] = {}
    anchors: dict[int, Anchor] = {}
    for text, look in pieces:
        if look.anchor is not None:
            anchors[id(look.anchor)] = look.anchor
            words.setdefault(id(look.anchor), []).append(text)
    found = (Link(clean("".join(words[key])), anchor.url) for key, anchor in anchors.items())
    return tuple(link for link in found if link.text)
