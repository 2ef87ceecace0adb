"""Lists of States below a heading that is no label, but counts them: `The eleven States of the Community`; or below
a sentence that ends in a colon: `Integram o fórum vinte e dois países:`.

Below a heading only where exactly as many stand there, and nothing else: a number that agrees is proof enough. A
sentence says itself that they belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.extract.label_table import Label
from monitor.extract.labels import Labelled, head
from monitor.extract.phrases import sentences
from monitor.extract.prose.counted import number_of_states
from monitor.extract.prose.counts import find_member_count
from monitor.extract.prose.members import announces_members
from monitor.extract.values.countries import read_countries, read_country
from monitor.model import Block

FEWEST = 3  # States; two may be anything
LONGEST = 14  # words of a heading


def crowds(blocks: Sequence[Block], layout: str) -> dict[int, Labelled]:
    """The headings that count the States below them, by their place, as labels of members."""
    found = {}
    for at, block in enumerate(blocks):
        if block.kind == "text" and block.text.rstrip().endswith(":"):
            last = sentences(block.text)[-1:]
            if last and announces_members(last[0]) and len(list(_listed(blocks[at + 1 :], FEWEST))) >= FEWEST:
                found[at] = Labelled(Label("member"), block.text, "", count=_counted(last[0], blocks[at + 1 :]))
            continue
        if block.kind not in ("heading", "term") or len(block.text.split()) > LONGEST:
            continue
        number = number_of_states(block.text)
        if number is None or number < FEWEST or head(block.text, layout):
            continue
        listed = list(_listed(blocks[at + 1 :], number))
        if len(set(listed)) == len(listed) == number:
            found[at] = Labelled(Label("member"), block.text, "", count=number)
    return found


def _counted(sentence: str, below: Sequence[Block]) -> int | None:
    """How many a sentence says there are; `The following 19 members belong to it` only where so many follow."""
    if counted := find_member_count(sentence):
        return counted[0]
    number = number_of_states(sentence)
    return number if number is not None and len(set(_listed(below, number))) == number else None


def _listed(blocks: Sequence[Block], most: int) -> Iterator[str]:
    """The States that stand alone in lines or cells, up to what is none of them; one more than `most` at the most. A
    first line that is a list of States is the whole list.
    """
    kind = blocks[0].kind if blocks else ""
    if kind == "text" and (row := read_countries(blocks[0].text)) and len(row) >= FEWEST:
        yield from (country.country for country in row)
        return
    for block in blocks[: most + 1]:
        if block.kind != kind or kind not in ("item", "text", "row"):
            return
        for words in block.cells or (block.text,):
            country = read_country(words) if words.strip() else None
            if country is not None:
                yield country.country
            elif words.strip():
                return
