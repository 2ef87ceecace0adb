"""Tables without upright lines on a page of a PDF: columns that no word crosses.

Rows are told by level lines or shaded bands where there are some, else by larger gaps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from monitor.documents.cells import cell_text
from monitor.documents.sheet import Line, Table, Word, lines_of

MIN_COLUMNS = 3
RULED_COLUMNS = 2  # where level lines show that there is a table
COLUMN_GAP = 0.75  # of the type's size: less is a space between words
FULL_ROW = 0.7  # share of columns that a line fills when it is a row by itself
CLOSE = 0.6  # of the type's size: lines of one cell are nearer
CLEAR = 1.5  # points by which gaps between rows exceed those between lines
APART = 1.2  # times the widest gap in a table: a line so far below it is a note
FAR = 60.0  # points between two lines that do not belong together
ALONG = 0.6  # share of a table's width that a line runs along when it parts two of its rows
FEW = 3  # stretches between level lines that may each hold several rows: head, body, foot
RUNNING = 6  # lines, from which on columns without a gap between their lines are running text
FULL_LINE = 0.75  # of a column's width: lines of running text are so long
FULL_SHARE = 0.6  # of the lines of running text
LETTERS = 18  # characters of a line of running text, at least


def open_tables(
    lines: list[list[Word]],
    known: tuple[float, ...] = (),
    rules: Sequence[Line] = (),
    *,
    whole: bool = False,
) -> tuple[list[Table], bool]:
    """The tables without upright lines among `lines`, and whether there was one whose rows or columns are not clear.

    `known` are the column edges of the table on the page before, which may go on; `rules` level lines and the edges of
    shaded bands, from top to bottom; `whole`: these are all the lines of a page, and the first may go on with a row.
    """
    tables: list[Table] = []
    unclear = False
    at = 0
    if whole and known and (table := _rest_of_row(lines, known)):
        tables.append(table)
        at = sum(line[0].top < table.bottom - 1 for line in lines)
    while at < len(lines):
        if len(_parts(lines[at])) < _fewest(lines[at], rules):
            at += 1
            continue
        start, end = _extent(lines, at, floor=tables[-1].bottom if tables else 0.0)
        region = _trimmed(lines[start:end])
        end = start + len(region)
        running = is_running(region)
        table = _open_table(region, known, rules) if end - start > 1 and not running else None
        if table is not None:
            tables.append(table)
            known = table.edges
        elif not running and sum(len(_parts(line)) >= MIN_COLUMNS for line in region) > 2:
            unclear = True
        at = max(end, at + 1)
    return tables, unclear


def _fewest(line: list[Word], rules: Sequence[Line]) -> int:
    """How many parts a line has that is a row of a table: fewer between two level lines that run along it."""
    left, right, top, bottom = line[0].x0, line[-1].x1, line[0].top, line[0].bottom
    if len(rules) < FEW or right - left < 3 * COLUMN_GAP * line[0].size:
        return MIN_COLUMNS
    along = [rule.at for rule in rules if rule.start <= left + 1 and right - 1 <= rule.end]
    ruled = any(at <= top + 2 for at in along) and any(at >= bottom - 2 for at in along) and len(along) >= FEW
    return RULED_COLUMNS if ruled else MIN_COLUMNS


def is_running(region: list[list[Word]]) -> bool:
    """Whether all columns of a region are running text, set beside each other: nearly all of their lines are full."""
    if len(region) < RUNNING:
        return False
    columns: list[tuple[float, float]] = []
    for line in region:
        columns = _union(columns, _parts(line)) or columns
    found = 0
    for left, right in columns:
        held = [[word for word in line if left <= word.x0 < right] for line in region]
        held = [words for words in held if words]
        if len(held) < RUNNING:
            continue
        found += 1
        full = sum(words[-1].x1 - left >= FULL_LINE * (right - left) for words in held)
        letters = median_low([sum(len(word.text) for word in words) for words in held])
        if full < FULL_SHARE * len(held) or letters < LETTERS or len(held) < FULL_SHARE * len(region):
            return False
    return found > 1


def _rest_of_row(lines: list[list[Word]], known: tuple[float, ...]) -> Table | None:
    """What is left of a row at the top of a page, where nothing stands in its first column."""
    start = next((number for number, line in enumerate(lines[:3]) if _fits_under(line, known)), None)
    if start is None or any(len(_parts(line)) >= MIN_COLUMNS for line in lines[:start]):
        return None
    end = start + 1
    while end < len(lines) and _fits_under(lines[end], known) and _is_near(lines[end - 1], lines[end]):
        end += 1
    below = lines[end] if end < len(lines) else None
    if below is not None and _is_near(lines[end - 1], below):
        return None  # a list or a paragraph that is set in, or a row whose cells stand in its middle
    region = lines[start:end]
    words = [word for line in region for word in line]
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    return Table(
        [_cells(region, known, _ends([region], known))],
        [region[0][0].top],
        left,
        region[0][0].top,
        right,
        _bottom(region),
        known,
    )


def _fits_under(line: list[Word], known: tuple[float, ...]) -> bool:
    """Whether a line begins at a column's edge, not in the first column, and crosses none."""
    parts = _parts(line)
    return all(
        any(abs(left - edge) <= 2 for edge in known) and not any(left + 2 < edge < right for edge in known)
        for left, right in parts
    )


def _is_near(above: list[Word], below: list[Word]) -> bool:
    return below[0].top - above[0].bottom < CLOSE * below[0].size


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
        if wider is None or gap > lines[start][0].size or _is_heading(lines[start - 1], lines[seed]):
            break
        taken, start = wider, start - 1
    return start, end


def _is_heading(line: list[Word], row: list[Word]) -> bool:
    """Whether a line in one piece is set larger or bolder than the row below it."""
    if len(_parts(line)) > 1:
        return False
    return line[0].size > row[0].size + 0.5 or (line[0].bold and not row[0].bold)


def _union(taken: list[tuple[float, float]], parts: list[tuple[float, float]]) -> list[tuple[float, float]] | None:
    """The columns that are taken with those of one more line; None when a part of it runs over two columns."""
    for left, right in parts:
        met = [one for one in taken if one[0] < right and left < one[1]]
        if len(met) > 1:
            return None
        taken = [one for one in taken if one not in met]
        taken.append((min([left, *(one[0] for one in met)]), max([right, *(one[1] for one in met)])))
    return sorted(taken)


def _open_table(region: list[list[Word]], known: tuple[float, ...], rules: Sequence[Line]) -> Table | None:
    taken: list[tuple[float, float]] = []
    for line in region:
        wider = _union(taken, _parts(line))
        if wider is None:
            return None
        taken = wider
    edges = tuple(left for left, _ in taken[1:])
    parts = [part for line in region for part in _parts(line)]
    if len(known) >= len(edges) and not any(
        left < edge - 1 and edge + 1 < right for edge in known for left, right in parts
    ):
        edges = known
    between = _between(region, parts, rules)
    if len(edges) + 1 < (RULED_COLUMNS if len(between) > 1 else MIN_COLUMNS):
        return None
    rows = _ruled_rows(between, edges) if len(between) > 1 else _rows(region, edges, goes_on=edges == known)
    if rows is None:
        return None
    ends = _ends(rows, edges)
    cells = [_cells(row, edges, ends) for row in rows]
    tops = [min(word.top for line in row for word in line) for row in rows]
    left = min(left for left, _ in parts)
    right = max(right for _, right in parts)
    return Table(cells, tops, left, tops[0], right, _bottom(region), edges)


def _column(word: Word, edges: tuple[float, ...]) -> int:
    return bisect_right(edges, word.x0 + 1)


def _cells(row: list[list[Word]], edges: tuple[float, ...], ends: list[float]) -> list[str]:
    held: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for line in row:
        for word in line:
            held[_column(word, edges)].append(word)
    return [cell_text(lines_of(words), right) for words, right in zip(held, ends, strict=True)]


def _ends(rows: list[list[list[Word]]], edges: tuple[float, ...]) -> list[float]:
    """How far the words of each column reach to the right."""
    ends = [0.0] * (len(edges) + 1)
    for row in rows:
        for line in row:
            for word in line:
                column = _column(word, edges)
                ends[column] = max(ends[column], word.x1)
    return ends


def _between(
    region: list[list[Word]], parts: list[tuple[float, float]], rules: Sequence[Line]
) -> list[list[list[Word]]]:
    """The lines of a region by the stretch between two level lines in which they stand."""
    left, right = min(left for left, _ in parts), max(right for _, right in parts)
    lengths: dict[float, float] = {}
    for rule in rules:
        place = next((at for at in lengths if abs(at - rule.at) <= 2), rule.at)
        lengths[place] = lengths.get(place, 0.0) + max(0.0, min(rule.end, right) - max(rule.start, left))
    places = sorted(at for at, length in lengths.items() if length >= ALONG * (right - left))
    stretches: dict[int, list[list[Word]]] = {}
    for line in region:
        middle = (line[0].top + line[0].bottom) / 2
        stretches.setdefault(sum(at < middle for at in places), []).append(line)
    return [stretches[number] for number in sorted(stretches)]


def _ruled_rows(between: list[list[list[Word]]], edges: tuple[float, ...]) -> list[list[list[Word]]]:
    """The rows of a table with level lines: one a stretch, unless there are so few that they only set off the head."""
    rows: list[list[list[Word]]] = []
    for number, stretch in enumerate(between):
        if number == 0 and len(between) > FEW and (at := _head(stretch, edges)):
            rows += [stretch[:at], stretch[at:]]
            continue
        found = _rows(stretch, edges, goes_on=False) if len(between) <= FEW and len(stretch) > 1 else None
        begun = found is not None and len(found) > 1 and _begun(found, edges) == len(found)
        rows += found if found and begun and _is_full(found, edges) else [stretch]
    return rows


def _head(stretch: list[list[Word]], edges: tuple[float, ...]) -> int:
    """How many lines at the top of a stretch are names of columns above a first row, with no line between (where every
    other row is shaded): both are full, the first is bold, the other is not; 0 where it is one row.
    """
    for at in range(1, len(stretch)):
        head, row = [word for line in stretch[:at] for word in line], [word for line in stretch[at:] for word in line]
        parted = all(word.bold for word in head) and not any(word.bold for word in row)
        if parted and _is_full([stretch[:at], stretch[at:]], edges):
            gap = min(word.top for word in row) - max(word.bottom for word in head)
            return at if gap >= 0 else 0
    return 0


def _is_full(rows: list[list[list[Word]]], edges: tuple[float, ...]) -> bool:
    """Whether nearly every row has something in nearly every column."""
    filled = [len({_column(word, edges) for line in row for word in line}) / (len(edges) + 1) for row in rows]
    return sum(share >= FULL_ROW for share in filled) >= FULL_ROW * len(filled)


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
