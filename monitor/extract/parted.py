"""Several labels in one line: `Established: 1993; Chair: Malta; Secretariat: ICMPD` is three lines.

Only where each piece begins with a label and a colon; the pieces are cut out of the block, so that each is its own
proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from monitor.extract.label_table import LONGEST
from monitor.extract.labels import glued, head
from monitor.model import Block

MARK = re.compile(r"\s*[|•·;]\s*")
COLON = re.compile(r"\s?[:：]\s")
# between two pieces: a mark, a full stop, or nothing but a space before a capital
BOUND = re.compile(r"\s*[;|•·]\s*|[.,]?\s+(?=[^\W\d_])|\s+[–—-]\s+")
EDGE = " \t;|•·,–—-"
FEWEST = 2
NO_PART = ("other", "meeting", "document", "focus", "objective", "link", "contact", "published", "last_updated")
SHORT, LONG = 20, 3000  # characters

Fits = Callable[[str, str], bool]


def parted(block: Block, layout: str, fits: Fits) -> tuple[Block, ...]:
    """The block, or its pieces where it holds two labels or more, each with its value."""
    text = block.text
    if block.kind not in ("text", "item") or not SHORT < len(text) < LONG:
        return (block,)
    stroked = MARK.split(text) if any(sign in text for sign in "|•·;") else ()
    if len(stroked) >= FEWEST and all(_stated(piece, layout, fits) for piece in stroked):
        return tuple(replace(block, text=piece.strip(), lead="") for piece in stroked)
    if text.count(":") + text.count("：") < FEWEST or len(COLON.findall(text)) < FEWEST:
        return (block,)
    starts = _starts(text, layout)
    if len(starts) < FEWEST or starts[0] != 0:
        return (block,)
    pieces = [text[a:b].strip(EDGE) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(replace(block, text=piece, lead="") for piece in pieces)


def _stated(piece: str, layout: str, fits: Fits) -> bool:
    """A label with its value behind it, a colon between them or not: `Established 2013`."""
    return any(fits(found.label.field, found.value) for found in glued(piece.strip(), layout))


def _starts(text: str, layout: str) -> list[int]:
    """Where the labels begin that a colon follows, outside brackets."""
    found: list[int] = []
    end = 0
    for colon in COLON.finditer(text):
        before = text[end : colon.start()]
        if text.count("(", 0, colon.start()) > text.count(")", 0, colon.start()):
            continue
        bounds = [0] if not end else []
        bounds += [bound.end() for bound in BOUND.finditer(before)]
        for at in [b for b in bounds if len(before[b:].split()) <= LONGEST]:
            label = head(before[at:], layout)
            if label and before[at].isupper() and label.label.field not in NO_PART:
                found.append(end + at)
                break
        end = colon.end()
    return found
