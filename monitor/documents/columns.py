"""Tables without ruling lines on a page of a PDF: columns that no word crosses, rows set apart by larger gaps."""

from __future__ import annotations

from itertools import pairwise

from monitor.documents.sheet import Table, Word, joined, lines_of

MIN_COLUMNS = 3
COLUMN_GAP = 0.75  # of the type's size: less is a space between words
FULL_ROW = 0.7  # share of columns that a line fills when it is a row by itself
CLOSE = 0.6  # of the type's size: lines of one cell are nearer
CLEAR = 1.5  # points by which gaps between rows exceed those between lines
APART = 1.2  # times the widest gap in a table: a line so far below it is a note
FAR = 60.0  # points between two lines that do not belong together


def open_tables(lines: list[list[Word]], known: tuple[float, ...] = ()) -> tuple[list[Table], bool]:
    """The tables without rulings among `lines`, and whether there was one whose rows or columns are not clear.

    `known` are the column edges of the table on the page before, which may go on.
    """
    tables: list[Table] = []
    unclear = False
    at = 0
    while at < len(lines):
        if len(_parts(lines[at])) < MIN_COLUMNS:
            at += 1
            continue
        start, end = _extent(lines, at, floor=tables[-1].bottom if tables else 0.0)
        region = _trimmed(lines[start:end])
        end = start + len(region)
        table = _open_table(region, known) if end - start > 1 else None
        if table is not None:
            tables.append(table)
            known = table.edges
        elif sum(len(_parts(line)) >= MIN_COLUMNS for line in region) > 2:
            unclear = True
        at = max(end, at + 1)
    return tables, unclear


def _parts(line: list[Word]) -> list[tuple[float, float]]:
    """The stretches of a line between gaps that are wider than a space."""
    parts: list[tuple[float, float]] = []
    for word in line:
        if parts and word.x0 - parts[-1][1] <= COLUMN_GAP * word.size:
            parts[-1] = (parts[-1][0], max(parts[-1][1], word.x1))
        else:
            parts.append((word.x0, word.x1))
    return parts


def _extent(lines: list[list[Word]], seed: int, floor: float) -> tuple[int, int]:
    """First and last (exclusive) of the lines around `seed` that fit between the same columns."""
    taken = _parts(lines[seed])
    end = seed + 1
    while end < len(lines) and lines[end][0].top - lines[end - 1][0].bottom < FAR:
        wider = _union(taken, _parts(lines[end]))
        if wider is None:
            break
        taken, end = wider, end + 1
    start = seed
    while start and lines[start - 1][0].top > floor:
        gap = lines[start][0].top - lines[start - 1][0].bottom
        wider = _union(taken, _parts(lines[start - 1]))
        if wider is None or gap > lines[start][0].size:
            break
        taken, start = wider, start - 1
    return start, end


def _union(taken: list[tuple[float, float]], parts: list[tuple[float, float]]) -> list[tuple[float, float]] | None:
    """The columns that are taken with those of one more line; None when a part of it runs over two columns."""
    for left, right in parts:
        met = [one for one in taken if one[0] < right and left < one[1]]
        if len(met) > 1:
            return None
        taken = [one for one in taken if one not in met]
        taken.append((min([left, *(one[0] for one in met)]), max([right, *(one[1] for one in met)])))
    return sorted(taken)


def _open_table(region: list[list[Word]], known: tuple[float, ...]) -> Table | None:
    taken: list[tuple[float, float]] = []
    for line in region:
        taken = _union(taken, _parts(line)) or taken
    edges = tuple(left for left, _ in taken[1:])
    parts = [part for line in region for part in _parts(line)]
    if len(known) >= len(edges) and not any(
        left < edge - 1 and edge + 1 < right for edge in known for left, right in parts
    ):
        edges = known
    if len(edges) + 1 < MIN_COLUMNS:
        return None
    rows = _rows(region, edges, goes_on=edges == known)
    if rows is None:
        return None
    cells = [_cells(row, edges) for row in rows]
    tops = [min(word.top for line in row for word in line) for row in rows]
    left = min(left for left, _ in parts)
    right = max(right for _, right in parts)
    return Table(cells, tops, left, tops[0], right, _bottom(region), edges)


def _column(word: Word, edges: tuple[float, ...]) -> int:
    return sum(edge - 1 <= word.x0 for edge in edges)


def _cells(row: list[list[Word]], edges: tuple[float, ...]) -> list[str]:
    cells: list[list[list[Word]]] = [[] for _ in range(len(edges) + 1)]
    words = [word for line in row for word in line]
    for column, cell in enumerate(cells):
        cell += lines_of([word for word in words if _column(word, edges) == column])
    return [joined(cell) for cell in cells]


def _rows(region: list[list[Word]], edges: tuple[float, ...], *, goes_on: bool) -> list[list[list[Word]]] | None:
    """The lines of a table by row; None when it is not clear where a row ends.

    `goes_on`: its columns are those of the page before, where rows stood apart; lines that do not are one row.
    """
    bands = _bands(region)
    fill = [len({_column(word, edges) for line in band for word in line}) / (len(edges) + 1) for band in bands]
    if len(bands) < 2 or all(share >= FULL_ROW for share in fill):
        return bands
    gaps = [_top(below) - _bottom(above) for above, below in pairwise(bands)]
    steps = [(low + high) / 2 for low, high in pairwise(sorted(gaps)) if high - low >= CLEAR]
    if steps:
        choices = [[True] + [gap > least for gap in gaps] for least in steps]
        return max((_together(bands, starts) for starts in choices), key=lambda rows: _begun(rows, edges))
    starts = [_is_numbered(band, edges) for band in bands]
    if goes_on and fill[0] >= FULL_ROW and max(gaps) < CLOSE * region[0][0].size:
        return _together(bands, [True, *[False] * len(gaps)])
    return _together(bands, [True, *starts[1:]]) if sum(starts) > 1 else None


def _together(bands: list[list[list[Word]]], starts: list[bool]) -> list[list[list[Word]]]:
    rows: list[list[list[Word]]] = []
    for band, begins in zip(bands, starts, strict=True):
        if begins:
            rows.append([])
        rows[-1] += band
    return rows


def _begun(rows: list[list[list[Word]]], edges: tuple[float, ...]) -> int:
    """How many more rows have something in their first column than have not: a row cut in pieces has pieces without."""
    return sum(1 if any(_column(word, edges) == 0 for line in row for word in line) else -1 for row in rows)


def _trimmed(region: list[list[Word]]) -> list[list[Word]]:
    """The lines of a region without a last line that stands apart in one piece: a note below the table."""
    while len(region) > 2 and len(_parts(region[-1])) == 1:
        gaps = [below[0].top - above[0].bottom for above, below in pairwise(region)]
        if gaps[-1] <= max(gaps[:-1]) * APART:
            break
        region = region[:-1]
    return region


def _bands(region: list[list[Word]]) -> list[list[list[Word]]]:
    """Lines that overlap in height belong together: cells may be centred in their row."""
    bands: list[list[list[Word]]] = []
    for line in region:
        if bands and min(word.top for word in line) < _bottom(bands[-1]) - 0.5 * line[0].size:
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _top(band: list[list[Word]]) -> float:
    return min(word.top for line in band for word in line)


def _bottom(band: list[list[Word]]) -> float:
    return max(word.bottom for line in band for word in line)


def _is_numbered(band: list[list[Word]], edges: tuple[float, ...]) -> bool:
    """Whether a number stands in the first column: `12.`"""
    first = [word.text for line in band for word in line if _column(word, edges) == 0]
    return bool(first) and first[0].rstrip(".)").isdigit()
