"""Tables that ruling lines draw on a page of a PDF."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from monitor.documents.cells import cell_text
from monitor.documents.sheet import Line, Sheet, Table, Word, lines_of

NEAR = 2.5  # points within which two lines meet
SAME = 4.0  # points within which two lines are one edge (a double line, a border of some width)
LABELLED = 3  # edges of the two columns of labels and values
MAX_LINES = 1_000  # in one direction: more are a map or a chart
MAX_SLOTS = 40_000  # rows by columns of one table

Slot = tuple[int, int]  # row, column


def ruled_tables(sheet: Sheet) -> list[Table]:
    """The tables that ruling lines draw, from top to bottom; none where there are too many lines for a table."""
    horizontals, verticals = merged(sheet.horizontals), merged(sheet.verticals)
    if max(len(horizontals), len(verticals)) > MAX_LINES:
        return []
    tables = []
    for across, down in _connected(horizontals, verticals):
        xs = _places([line.at for line in down] + [end for line in across for end in (line.start, line.end)])
        ys = _places([line.at for line in across] + [end for line in down for end in (line.start, line.end)])
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > MAX_SLOTS:
            continue
        table = _ruled(sheet.words, across, down, xs, ys)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: table.top)


def merged(lines: list[Line]) -> list[Line]:
    """Lines in one place that touch, or nearly (dots, dashes, borders drawn cell by cell), as one."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.at / NEAR), line.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - line.at) <= NEAR and line.start - last.end <= NEAR * 2:
            last.end = max(last.end, line.end)
        else:
            found.append(Line(line.at, line.start, line.end))
    return found


def _connected(horizontals: list[Line], verticals: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that meet, each with lines of both directions."""
    group = list(range(len(verticals)))  # of each upright line, by the number of its first one

    def first(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    meets: dict[int, int] = {}  # of each level line, an upright one that it meets
    for number, vertical in enumerate(verticals):
        low, high, at = vertical.start - NEAR, vertical.end + NEAR, vertical.at
        for other, line in enumerate(horizontals):
            if low <= line.at <= high and line.start - NEAR <= at <= line.end + NEAR:
                group[first(number)] = first(meets.setdefault(other, number))
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for other, number in meets.items():
        groups[first(number)][0].append(horizontals[other])
    for number, vertical in enumerate(verticals):
        if first(number) in groups:
            groups[first(number)][1].append(vertical)
    return list(groups.values())


def _places(values: list[float]) -> list[float]:
    """Values that are nearly the same as one, in order."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SAME:
            places.append(value)
    return places


def _ruled(words: list[Word], across: list[Line], down: list[Line], xs: list[float], ys: list[float]) -> Table | None:
    owner = _owners(across, down, xs, ys)
    inside: dict[Slot, list[Word]] = defaultdict(list)
    for word in words:
        if xs[0] <= word.x1 and word.x0 <= xs[-1] and ys[0] <= word.middle <= ys[-1]:
            slot = _slot(ys, word.middle), _slot(xs, (word.x0 + word.x1) / 2)
            if slot in owner:
                inside[owner[slot]].append(word)
    text = {}
    for cell, held in inside.items():
        left = xs[cell[1]]
        right = xs[cell[1] + 1] - max(0.0, min(word.x0 for word in held) - left)  # as much room as on its left
        text[cell] = cell_text(lines_of(held), right, labelled=len(xs) == LABELLED)
    filled = []
    for row in range(len(ys) - 1):
        columns = range(len(xs) - 1)
        if any(owner[row, column][0] == row and text.get(owner[row, column]) for column in columns):
            filled.append((ys[row], [_shown(text, owner, row, column) for column in columns]))
    if not filled or max(sum(map(bool, cells)) for _, cells in filled) < 2:
        return None  # a frame around text
    kept = [at for at in range(len(xs) - 1) if any(cells[at] for _, cells in filled) or xs[at + 1] - xs[at] > SAME * 2]
    grid = [[cells[at] for at in kept] for _, cells in filled]
    edges = tuple(xs[at] for at in kept[1:])
    return Table(grid, [top for top, _ in filled], xs[0], ys[0], xs[-1], ys[-1], edges)


def _owners(across: list[Line], down: list[Line], xs: list[float], ys: list[float]) -> dict[Slot, Slot]:
    """For each slot of the grid the first one of the cell that it is a part of."""
    left_of, above = [_near(down, x) for x in xs], [_near(across, y) for y in ys]
    owner: dict[Slot, Slot] = {}
    for row, (high, low) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            if column and not _covers(left_of[column], (high + low) / 2):
                owner[row, column] = owner[row, column - 1]
            elif row and not _covers(above[row], (left + right) / 2):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    return owner


def _near(lines: list[Line], at: float) -> list[Line]:
    return [line for line in lines if abs(line.at - at) <= SAME]


def _covers(lines: list[Line], where: float) -> bool:
    return any(line.start - NEAR <= where <= line.end + NEAR for line in lines)


def _shown(text: dict[Slot, str], owner: dict[Slot, Slot], row: int, column: int) -> str:
    """What a cell shows: the text of a cell over several rows in each of them, over several columns in the first."""
    cell = owner[row, column]
    return text.get(cell, "") if cell[1] == column else ""


def _slot(edges: list[float], value: float) -> int:
    """The number of the interval between edges in which `value` lies, -1 outside."""
    return next((index for index, (low, high) in enumerate(pairwise(edges)) if low <= value < high), -1)
