"""Several labels in one line: `Established: 1993; Chair: Malta; Secretariat: ICMPD` is three lines.

Only where each piece begins with a label and a colon; the pieces are cut out of the block, so that each is its own
proof.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.label_table import LONGEST
from monitor.extract.labels import head
from monitor.model import Block

COLON = re.compile(r"\s?[:：]\s")
# between two pieces: a mark, a full stop, or nothing but a space before a capital
BOUND = re.compile(r"\s*[;|•·]\s*|[.,]?\s+(?=[^\W\d_])|\s+[–—-]\s+")
EDGE = " \t;|•·,–—-"
FEWEST = 2
NO_PART = ("other", "meeting", "document", "focus", "objective", "link", "contact", "published", "last_updated")
LONG = 3000  # characters


def parted(block: Block, layout: str) -> tuple[Block, ...]:
    """The block, or its pieces where it holds two labels or more, each with its value."""
    text = block.text
    if block.kind not in ("text", "item") or not 20 < len(text) < LONG or len(COLON.findall(text)) < FEWEST:
        return (block,)
    starts = _starts(text, layout)
    if len(starts) < FEWEST or starts[0] != 0:
        return (block,)
    pieces = [text[a:b].strip(EDGE) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(replace(block, text=piece, lead="") for piece in pieces)


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
