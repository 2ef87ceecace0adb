"""What stands below the summary of a change: both its sides, the words that prove them, and what people say of it.

Raw text in pieces, with the words marked that changed: each renderer escapes a piece for its own output.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from monitor.digest.marked import Mark, Piece, Pieces, around, entry, marked
from monitor.digest.records import News, Proof, Said
from monitor.digest.telling import SHORT_ID, because
from monitor.digest.words import ENGLISH, in_words
from monitor.messages import Language
from monitor.model import Json

PROOFS_SHOWN = 3  # a side; the others are one command away (`monitor evidence`)
QUOTE, VALUE = 160, 400  # letters that are shown of one


class Detail(NamedTuple):
    """A line below a change, and what stands before it."""

    name: str
    words: Pieces


def details(news: News, words: Language = ENGLISH) -> list[Detail]:
    """Those of a change, in the order in which all forms have them."""
    seen_on = [Detail(words.detail("seen-on"), plain(", ".join(news.shown)))] if news.shown else []
    said = [Detail(words.detail("we-say"), plain(told)) for told in people(news, words)]
    sides = _sides(news, words)
    is_shown = sides and _is_quoted_alike(news) and (_paragraphs(news.before) or _paragraphs(news.after))
    proofs = [] if is_shown else _proofs(news, words)
    return [*sides, *proofs, *seen_on, *said]


def plain(text: str) -> Pieces:
    """A text in which nothing is marked."""
    return (Piece(text),)


def people(news: News, words: Language = ENGLISH) -> list[str]:
    """What people say of a change; of which one, where it stands for several."""
    if news.parts:
        each = [(part.id, told) for part in news.parts for told in people(part, words)]
        return [words.say("of-change", id=id_, words=told) for id_, told in each]
    return [_said(one, words) for one in news.said]


def _said(one: Said, words: Language) -> str:
    kind = words.term("mark", one.kind) or one.kind
    return words.say("mark", kind=kind, by=one.by, at=words.instant(one.at), words=because(one.words, words))


def _sides(news: News, words: Language) -> list[Detail]:
    """`before` and `after` in words, as far as no quote shows them, nor the summary without showing what changed."""
    if news.field == "page":
        return []
    given = (("before", news.before, news.proof_before), ("after", news.after, news.proof_after))
    unsaid = _is_unsaid(news)
    told = [
        (words.detail(name), " / ".join(texts) if (texts := _paragraphs(value)) else in_words(news.field, value, words))
        for name, value, proof in given
        if value is not None and (unsaid or not proof)
    ]
    texts = [text for _, text in told]
    sides = _compared(texts[:1], texts[1:], VALUE)
    shown = [(name, text, pieces) for (name, text), pieces in zip(told, sides, strict=True)]
    return [
        Detail(name, around(pieces, VALUE))
        for name, text, pieces in shown
        if text not in news.summary or any(piece.mark for piece in pieces)
    ]


def _is_unsaid(news: News) -> bool:
    """Whether both sides have quotes and these do not show what changed: of prose the first paragraph is quoted."""
    if not (news.proof_before and news.proof_after) or news.before is None or news.after is None:
        return False
    before, after = _paragraphs(news.before), _paragraphs(news.after)
    changed = ((before, after, news.proof_before), (after, before, news.proof_after))
    return _is_quoted_alike(news) or any(
        text not in other and not any(text in proof.quote for proof in proofs)
        for own, other, proofs in changed
        for text in own
    )


def _is_quoted_alike(news: News) -> bool:
    """Whether the quotes of both sides are the same."""
    return {proof.quote for proof in news.proof_before} == {proof.quote for proof in news.proof_after}


def _paragraphs(value: Json) -> list[str]:
    """The paragraphs of prose; none of a value that is something else."""
    return value if isinstance(value, list) and all(isinstance(text, str) for text in value) else []


def _proofs(news: News, words: Language) -> list[Detail]:
    """The quoted words of each side, the first few, with the capture and the place where they stand."""
    before, after = news.proof_before, news.proof_after
    if before and after:
        compared = _compared([proof.quote for proof in before], [proof.quote for proof in after], QUOTE)
    else:
        compared = [_entry(proof.quote, news, words) for proof in (*before, *after)]
    quoted = list(zip((*before, *after), compared, strict=True))
    return [
        *(Detail(words.detail("it-said"), quote) for quote in _quotes(quoted[: len(before)], words)),
        *(Detail(words.detail("it-says"), quote) for quote in _quotes(quoted[len(before) :], words)),
    ]


def _entry(quote: str, news: News, words: Language) -> Pieces:
    """A quote of a change that has one side, with the entry marked that came or went, where it is one of a list."""
    if (news.before is None) == (news.after is None):
        return plain(quote)
    mark: Mark
    value, mark = (news.after, "come") if news.before is None else (news.before, "gone")
    own = value.get("name") if isinstance(value, dict) else None
    names = dict.fromkeys([own, in_words(news.field, value), in_words(news.field, value, words)])
    found = (entry(quote, name, mark) for name in names if isinstance(name, str))
    return next((pieces for pieces in found if len(pieces) > 1), plain(quote))


def _compared(before: Sequence[str], after: Sequence[str], length: int) -> list[Pieces]:
    """The texts of both sides, one after the other; marked where there are two sides. Where nothing is marked, since it
    is too much, one text and another are cut to a length that shows where they differ.
    """
    from monitor.compare.summary import cut  # not above: most digests are never rendered where this is imported

    compared = [pieces for side in marked(before, after) for pieces in side]
    if len(before) == len(after) == 1 and not any(piece.mark for pieces in compared for piece in pieces):
        return [plain(text) for text in cut(before[0], after[0], length)]
    return compared


def _quotes(proofs: Sequence[tuple[Proof, Pieces]], words: Language) -> list[Pieces]:
    """Of many those that changed come first; all in the order of the page."""
    order = sorted(range(len(proofs)), key=lambda place: not any(piece.mark for piece in proofs[place][1]))
    shown = [_quote(*proofs[place], words) for place in sorted(order[:PROOFS_SHOWN])]
    rest = len(proofs) - len(shown)
    return [*shown, plain(words.say("more-quotes", number=rest))] if rest else shown


def _quote(proof: Proof, pieces: Pieces, words: Language) -> Pieces:
    lead, _, end = words.phrase("quote").partition("{words}")
    where = words.fill(end, capture=proof.capture[:SHORT_ID], place=_place(proof.locator))
    return (Piece(lead), *around(pieces, QUOTE), Piece(where))


def _place(locator: str) -> str:
    """Where a person turns the pages to; the CSS path of a web page is for `monitor evidence`, which goes there."""
    return f", {locator}" if re.match(r"(?:page|line) \d", locator) else ""
