"""One line of a page in the making: pieces of text, each with how it was set, to a draft."""

from __future__ import annotations

import re

from monitor.documents.bullets import Marks
from monitor.documents.clean import clean, fold
from monitor.documents.drafts import Draft
from monitor.documents.markup import label
from monitor.documents.settings import Anchor, Entry, Look, Setting
from monitor.documents.words import field_of
from monitor.model import Link

MAX_TERM_WORDS = 16  # a longer line in bold is a sentence
_WORD = re.compile(r"[^\W_]")
_LETTERS = frozenset("o§Øü¾")  # of Courier New, Wingdings: a ring, a square, an arrow, a tick
_SEEN = re.compile(r"\s*[!-~]")
_LETTER = re.compile(r"\s*[o§Øü¾][^\S\u00a0]*\u00a0[\s\u00a0]*(?=\S)")


Piece = tuple[str, Look]


def draft_of(pieces: list[Piece], marks: Marks, *, at_break: bool) -> Draft | None:
    """The draft of a line, None when it has no words. `at_break`: a `<br>` ended it, so that its entry goes on."""
    while len(pieces) > 1 and (not pieces[-1][0] or pieces[-1][0].isspace()):
        pieces.pop()
    look = pieces[0][1]
    for _, other in pieces:
        if other is not look:
            return _composed(_apart(pieces), marks, at_break=at_break)
    return line_of("".join([words for words, _ in pieces]), look, marks, at_break=at_break)


def line_of(whole: str, look: Look, marks: Marks, *, at_break: bool = False) -> Draft | None:
    """The draft of a line that is set in one way, as `draft_of`."""
    text = clean(whole)
    if not text:
        return None
    setting, entry, anchor, _ = look
    kind = setting.kind
    if setting.inpage and kind in ("text", "item"):
        return None
    if kind == "term":
        text = label(text) or text
        kind = "text" if setting.value and not field_of(text) else kind
    strong = setting.strong and _WORD.search(text) is not None
    lead = text if strong or setting.emphasised else ""
    links = (Link(text, anchor.url),) if anchor is not None else ()
    draft = Draft(kind, text, setting.level, lead, links, setting.landmark, strong, setting.hidden)
    if kind == "text" or (kind == "item" and entry is not None):
        _place(draft, setting, entry, marks, whole, at_break=at_break)
    return draft


def _composed(pieces: list[Piece], marks: Marks, *, at_break: bool) -> Draft | None:
    """The draft of a line of which parts are set in different ways."""
    for _, look in pieces:
        if look.setting.only:
            pieces = _once(pieces)
            break
    whole = "".join([words for words, _ in pieces])
    text = clean(whole)
    worded = [piece for piece in pieces if "!" <= piece[0][:1] <= "~" or _is_worded(piece[0])]
    if not text or not worded:
        return None
    first, entry, _, _ = worded[0][1]
    kind = first.kind
    if first.inpage and kind in ("text", "item") and all(look.setting.inpage for _, look in worded):
        return None
    strong = first.strong and all(look.setting.strong for words, look in worded if any(map(str.isalnum, words)))
    if kind == "term":
        text = label(text) or text
        kind = "text" if first.value and not field_of(text) else kind
    if strong or (first.emphasised and len(worded) == 1):
        lead = text
    else:
        lead = _lead(worded, pieces, text) if len(worded) > 1 else ""
    draft = Draft(kind, text, first.level, lead, _links(pieces), first.landmark, strong, first.hidden)
    draft.parts = _parts(worded)
    if kind == "text" or (kind == "item" and entry is not None):
        _place(draft, first, entry, marks, whole, at_break=at_break)
    return draft


def _once(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a line without those for the eye alone, or for the ear alone, that say what the others say."""
    for way in ("eye", "ear"):
        some = [piece for piece in pieces if piece[1].setting.only == way]
        others = [piece for piece in pieces if piece[1].setting.only != way]
        said = fold("".join([words for words, _ in some]))
        if said and said in fold("".join([words for words, _ in others])):
            return others
    return pieces


def _parts(worded: list[Piece]) -> tuple[str, ...]:
    """The pieces of a line that is made of nothing but elements set apart by a class or their type, of which none runs
    on in small letters; () for any other line.
    """
    boxes: dict[object, str] = {}
    for words, look in worded:
        own = look.setting.strong or look.setting.emphasised
        box = look.mark or (look.setting if own else None)
        if box is None:
            return ()
        boxes[box] = boxes.get(box, "") + words
    parts = tuple([clean(words) for words in boxes.values()])
    return parts if len(parts) > 1 and not any(part[:1].islower() for part in parts[1:]) else ()


def _is_worded(words: str) -> bool:
    """Whether a piece is more than space and signs that are not seen."""
    return _SEEN.match(words) is not None or (not words.isspace() and bool(clean(words)))


def _place(draft: Draft, setting: Setting, entry: Entry | None, marks: Marks, whole: str, *, at_break: bool) -> None:
    """Makes the draft what it is by its place and by the mark that it begins with."""
    if draft.kind == "item" and entry is not None:
        _in_entry(draft, setting, entry, at_break=at_break)
    elif draft.kind == "text":
        if draft.strong and not setting.value and len(draft.text.split()) <= MAX_TERM_WORDS:
            draft.kind = "term"
        elif ("\u00a0" in whole and (typed := _typed(whole))) or (typed := marks.entry(draft.text)):
            draft.kind, draft.text, draft.level = "item", typed, max(1, setting.depth)
            draft.lead = draft.lead if typed.startswith(draft.lead) else ""


def _typed(whole: str) -> str | None:
    """The words behind a letter that a word processor's font for symbols shows as a mark, and a hard space."""
    if whole[0] not in _LETTERS and (not whole[0].isspace() or whole.lstrip()[:1] not in _LETTERS):
        return None
    found = _LETTER.match(whole)
    return clean(whole[found.end() :]) or None if found else None


def _apart(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a space between two that are set in boxes of their own: `<span>8</span><span>Members</span>`.

    Only where no word runs on: a capital behind a figure or a small letter, or behind a whole word of another class.
    """
    found = pieces[:1]
    before = pieces[0]
    for piece in pieces[1:]:
        words = piece[0]
        if words[:1].isupper() and before[0][-1:].isalnum() and words[1:2].islower() and _is_box(before, piece):
            found.append((f" {words}", piece[1]))
        else:
            found.append(piece)
        before = piece
    return found


def _is_box(before: Piece, piece: Piece) -> bool:
    left, one, other = before[0], before[1], piece[1]
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
    lead, look = "", worded[0][1]
    if look.setting.strong or look.setting.emphasised:
        count = 0
        for words, look in pieces:
            if not (look.setting.strong or look.setting.emphasised) and _is_worded(words):
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
    words: dict[Anchor, str] = {}
    for text, look in pieces:
        if (anchor := look.anchor) is not None:
            words[anchor] = words.get(anchor, "") + text
    if not words:
        return ()
    found = [Link(clean(text), anchor.url) for anchor, text in words.items()]
    return tuple([link for link in found if link.text])
