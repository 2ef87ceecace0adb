"""Tables that ruling lines draw on a page of a PDF."""

from __future__ import annotations

from itertools import pairwise

from monitor.documents.sheet import Line, Sheet, Table, Word, joined, lines_of

NEAR = 2.5  # points within which two lines meet
SAME = 4.0  # points within which two lines are one edge (a double line, a border of some width)


def ruled_tables(sheet: Sheet) -> list[Table]:
    """The tables that ruling lines draw, from top to bottom."""
    horizontals, verticals = _merged(sheet.horizontals), _merged(sheet.verticals)
    tables = []
    for across, down in _connected(horizontals, verticals):
        xs = _places([line.at for line in down] + [end for line in across for end in (line.start, line.end)])
        ys = _places([line.at for line in across] + [end for line in down for end in (line.start, line.end)])
        if len(xs) < 3 or len(ys) < 2:
            continue
        table = _ruled(sheet.words, across, down, xs, ys)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: table.top)


def _merged(lines: list[Line]) -> list[Line]:
    """Lines in one place that touch, or nearly (dots, dashes, borders drawn cell by cell), as one."""
    merged: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.at / NEAR), line.start)):
        last = merged[-1] if merged else None
        if last is not None and abs(last.at - line.at) <= NEAR and line.start - last.end <= NEAR * 2:
            last.end = max(last.end, line.end)
        else:
            merged.append(Line(line.at, line.start, line.end))
    return merged


def _connected(horizontals: list[Line], verticals: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that meet, each with lines of both directions."""
    groups: list[tuple[list[Line], list[Line]]] = []
    for vertical in verticals:
        meets = [line for line in horizontals if _meet(line, vertical)]
        touched = [group for group in groups if any(line in group[0] for line in meets)]
        across = meets + [line for group in touched for line in group[0] if line not in meets]
        down = [vertical] + [line for group in touched for line in group[1]]
        groups = [group for group in groups if group not in touched] + [(across, down)]
    return [group for group in groups if group[0]]


def _meet(horizontal: Line, vertical: Line) -> bool:
    return (
        horizontal.start - NEAR <= vertical.at <= horizontal.end + NEAR
        and vertical.start - NEAR <= horizontal.at <= vertical.end + NEAR
    )


def _places(values: list[float]) -> list[float]:
    """Values that are nearly the same as one, in order."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SAME:
            places.append(value)
    return places


def _ruled(words: list[Word], across: list[Line], down: list[Line], xs: list[float], ys: list[float]) -> Table | None:
    columns, rows = len(xs) - 1, len(ys) - 1
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            centre = (xs[column] + xs[column + 1]) / 2
            if column and not _covers(down, xs[column], middle):
                owner[row, column] = owner[row, column - 1]
            elif row and not _covers(across, ys[row], centre):
                owner[row, column] = owner[row - 1, column]
            else:
                owner[row, column] = (row, column)
    inside: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        slot = _slot(ys, word.middle), _slot(xs, (word.x0 + word.x1) / 2)
        if slot in owner:
            inside.setdefault(owner[slot], []).append(word)
    text = {cell: joined(lines_of(held)) for cell, held in inside.items()}
    filled = []
    for row in range(rows):
        own = any(owner[row, column][0] == row and text.get(owner[row, column]) for column in range(columns))
        if own:
            filled.append((ys[row], [_shown(text, owner, row, column) for column in range(columns)]))
    if not filled or max(sum(map(bool, cells)) for _, cells in filled) < 2:
        return None  # a frame around text
    tops, grid = [top for top, _ in filled], [cells for _, cells in filled]
    return Table(grid, tops, xs[0], ys[0], xs[-1], ys[-1], tuple(xs[1:-1]))


def _shown(
    text: dict[tuple[int, int], str], owner: dict[tuple[int, int], tuple[int, int]], row: int, column: int
) -> str:
    """What a cell shows: the text of a cell over several rows in each of them, over several columns in the first."""
    cell = owner[row, column]
    return text.get(cell, "") if cell[1] == column else ""


def _covers(lines: list[Line], at: float, where: float) -> bool:
    return any(abs(line.at - at) <= SAME and line.start - NEAR <= where <= line.end + NEAR for line in lines)


def _slot(edges: list[float], value: float) -> int:
    """The number of the interval between edges in which `value` lies, -1 outside."""
    return next((index for index, (low, high) in enumerate(pairwise(edges)) if low <= value < high), -1)
