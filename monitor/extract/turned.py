"""Tables that stand on their side: a mechanism a column, and the labels at the head of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from monitor.extract.labels import head
from monitor.extract.rows import cells_of
from monitor.extract.sections import Line
from monitor.extract.subject import Scope, Subject
from monitor.lookups.mechanisms import read_mechanism
from monitor.model import Block

FEWEST = 2  # mechanisms beside each other, and rows with a label, before a table is taken to stand on its side


def turned(blocks: Iterable[Block], layout: str) -> tuple[tuple[Block, ...], tuple[Scope, ...]]:
    """The blocks without such tables, and of each column of these the part of the page that it is: the mechanism's
    name, and the labels each with the value beside it.
    """
    rest: list[Block] = []
    scopes: list[Scope] = []
    for table, held in groupby(blocks, key=lambda block: block.table if block.kind == "row" else None):
        group = tuple(held)
        columns = _columns(group, layout) if table is not None else ()
        scopes += columns
        rest += () if columns else group
    return tuple(rest), tuple(scopes)


def _columns(rows: tuple[Block, ...], layout: str) -> tuple[Scope, ...]:
    top, below = rows[0], [row for row in rows[1:] if any(cells_of(row)[1:])]
    names = cells_of(top)[1:]
    known = [read_mechanism(name) for name in names]
    mechanisms = [match.id for match in known if match]
    if len(names) < FEWEST or len(set(mechanisms)) < len(names):
        return ()
    if sum(head(cells_of(row)[0], layout) is not None for row in below) < FEWEST:
        return ()
    return tuple(_column(at, mechanism, top, below) for at, mechanism in enumerate(mechanisms, 1))


def _column(at: int, mechanism: str, top: Block, below: list[Block]) -> Scope:
    name = cells_of(top)[at]
    place = _places(top)[at]
    line = Line(name, name, place, (), "row")
    title = replace(top, kind="term", text=name, locator=place, cells=(), cell_locators=(), links=())
    pairs = [_pair(row, at) for row in below if at < len(row.cells)]
    return Scope(Subject(mechanism, name, line), (title, *pairs))


def _pair(row: Block, at: int) -> Block:
    cells, places = cells_of(row), _places(row)
    pair = (cells[0], cells[at])
    return replace(row, text="\t".join(pair), cells=pair, cell_locators=(places[0], places[at]), header=False, links=())


def _places(row: Block) -> tuple[str, ...]:
    return row.cell_locators or (row.locator,) * len(row.cells)
