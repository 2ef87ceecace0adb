"""Secretariats below words that are no label of one by themselves: `Office`, `Support`, `Oficina`.

Only where what stands straight below says that it is one: `IGC Secretariat, Geneva`, `GFMD Support Unit`.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.extract.label_table import Label
from monitor.extract.labels import Labelled
from monitor.extract.phrases import pattern
from monitor.extract.values.organisations import read_organisations
from monitor.model import Block

LONGEST = 10  # words of a name with its place


def desks(blocks: Sequence[Block]) -> dict[int, Labelled]:
    """The blocks that head the name of a secretariat, by their place, as labels of it."""
    words = pattern("secretariat", "desks")
    return {
        at: Labelled(Label("secretariat"), block.text, "")
        for at, block in enumerate(blocks[:-1])
        if block.kind in ("text", "term", "heading")
        and words.fullmatch(block.text.strip(" :"))
        and _is_secretariat(blocks[at + 1])
    }


def _is_secretariat(block: Block) -> bool:
    if block.kind != "text" or len(block.text.split(None, LONGEST)) > LONGEST:
        return False
    named = any(organisation.id for organisation in read_organisations(block.text))
    return named and pattern("secretariat", "bodies").search(block.text) is not None
