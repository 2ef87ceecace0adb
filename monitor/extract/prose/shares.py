"""Sentences that speak of two mechanisms, cut so that each keeps its own: `A chairs the X Process and B chairs the Y`.

Cut only where one joint stands between the two names. Where none or several do, nobody can say whose fact it is, and
nobody gets it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from monitor.extract.phrases import sentences
from monitor.extract.prose.bodies import same_mechanism
from monitor.extract.prose.clauses import JOIN
from monitor.extract.values.countries import find_countries
from monitor.lookups.mechanisms import find_mechanisms

JOINT = re.compile(
    r";\s+|,?\s+(?:and|while|whereas|but|et|tandis\s+que|alors\s+que|mais|y|mientras(?:\s+que)?|pero|e|enquanto|mas)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Share:
    """What a paragraph says of one mechanism: stretches of it as they stand, and the sentences that were cut or left
    out because they name another one too.
    """

    texts: tuple[str, ...]
    shared: tuple[tuple[str, str], ...] = ()  # (sentence, what of it is the mechanism's own, '' if that is not known)


def share_of(text: str, mechanism: str | None) -> Share:
    """The part of a paragraph that is about a mechanism; all of it where no sentence names two."""
    if mechanism is None or not _others(text, mechanism):
        return Share((text,))
    texts: list[str] = []
    shared: list[tuple[str, str]] = []
    run = at = 0
    for sentence in sentences(text):
        start = text.find(sentence, at)
        at = start + len(sentence)
        names = {same_mechanism(mechanism, m.id) for m in find_mechanisms(sentence)}
        if names != {True, False}:
            continue
        own = _own(sentence, mechanism)
        texts += [text[run:start], own]
        shared.append((sentence, own))
        run = at
    return Share(tuple(piece for piece in (*texts, text[run:]) if piece.strip()), tuple(shared))


def _others(text: str, mechanism: str) -> bool:
    return any(not same_mechanism(mechanism, match.id) for match in find_mechanisms(text))


def _own(sentence: str, mechanism: str) -> str:
    """The clause of a sentence that names the mechanism, '' when the clauses cannot be told apart."""
    hits = find_countries(sentence)
    rows = [(a.end, b.start) for a, b in pairwise(hits) if JOIN.fullmatch(sentence[a.end : b.start])]
    cuts = [(0, 0)]
    for one, other in pairwise(find_mechanisms(sentence)):
        if same_mechanism(one.id, other.id):
            continue
        joints = [j for j in JOINT.finditer(sentence, one.end, other.start) if not _within(j.start(), rows)]
        if len(joints) != 1:
            return ""
        cuts.append(joints[0].span())
    pieces = [sentence[a[1] : b[0]].strip() for a, b in pairwise([*cuts, (len(sentence),) * 2])]
    mine = [piece for piece in pieces if any(same_mechanism(mechanism, m.id) for m in find_mechanisms(piece))]
    return mine[0] if len(mine) == 1 else ""


def _within(at: int, rows: list[tuple[int, int]]) -> bool:
    return any(start <= at <= end for start, end in rows)
