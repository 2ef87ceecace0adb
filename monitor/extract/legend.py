"""The legend of a table: what the short signs in its cells stand for, as lines beside it say (`AF: Africa; R = …`).

Only signs of a type or a region are taken: these a sign alone may stand for, and both are closed vocabularies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from monitor.extract.values.terms import read_regions, read_type
from monitor.model import Block

MOST = 600  # characters of a legend
_ENTRY = re.compile(
    r"(?<![\w.])(?P<sign>[A-ZÀ-Ý][A-Za-zÀ-ÿ]{0,4}|[1-9]|[*†‡●○■□▲])\s*(?:[:=]|\s[–—-]\s|\()\s*(?P<words>[^;:=,.()|]{4,80})"
)
_BETWEEN = re.compile(r"\s*[,;/+&]\s*|\s+(?:and|et|y|e|[–-])\s+|\s+")


def legend_of(blocks: Iterable[Block]) -> dict[str, str]:
    """The signs that lines outside of tables explain, with the words that each stands for."""
    found: dict[str, str] = {}
    unsure: set[str] = set()
    for block in blocks:
        if block.kind == "row" or block.landmark or len(block.text) > MOST:
            continue
        for entry in _ENTRY.finditer(block.text):
            sign, words = entry["sign"], entry["words"].strip()
            if read_type(words) is None and not _one_region(words):
                continue
            if found.setdefault(sign, words) != words:
                unsure.add(sign)
    return {sign: words for sign, words in found.items() if sign not in unsure}


def _one_region(words: str) -> bool:
    hits, rest = read_regions(words)
    return len(hits) == 1 and not rest


def written_out(cell: str, legend: Mapping[str, str]) -> str:
    """A cell that holds nothing but signs of the legend in the words that they stand for; else as it is."""
    if not legend or len(cell) > MOST:
        return cell
    signs = [sign for sign in _BETWEEN.split(cell.strip()) if sign]
    return ", ".join(legend[sign] for sign in signs) if signs and all(sign in legend for sign in signs) else cell
