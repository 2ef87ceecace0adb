"""The best one-to-one assignment of rows to columns: the greatest total score, the same whatever the order.

Greedy pairing takes the nearest pair first and may leave two others alone that belong together: of two meetings put
off by nine days at once, the first stands where the second stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Pair = tuple[int, int]  # a row and a column
FREE = -1
FAR = 1 << 62
MOST_STEPS = 1_000_000  # rows times rows times columns of one group; above it the highest score goes first


def best(scores: Mapping[Pair, int]) -> list[Pair]:
    """The pairs of greatest total score, by row. `scores`: of the pairs that may be, each above 0."""
    found: list[Pair] = []
    for rows, columns in _groups(scores):
        few, many = sorted((len(rows), len(columns)))
        solve = _optimal if few * few * many <= MOST_STEPS else _greedy
        found += solve(scores, rows, columns)
    return sorted(found)


def _groups(scores: Mapping[Pair, int]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns that can come to each other at all: what is apart is settled apart."""
    columns_of, rows_of = defaultdict(list), defaultdict(list)
    for row, column in sorted(scores):
        columns_of[row].append(column)
        rows_of[column].append(row)
    groups = []
    seen: set[int] = set()
    for first in columns_of:
        if first in seen:
            continue
        seen.add(first)
        rows, columns, waiting = [], set(), [first]
        while waiting:
            row = waiting.pop()
            rows.append(row)
            for column in columns_of[row]:
                if column not in columns:
                    columns.add(column)
                    waiting += [other for other in rows_of[column] if other not in seen]
                    seen.update(rows_of[column])
        groups.append((sorted(rows), sorted(columns)))
    return groups


def _greedy(scores: Mapping[Pair, int], rows: Sequence[int], columns: Sequence[int]) -> list[Pair]:
    left, right = set(rows), set(columns)
    found = []
    for _, row, column in sorted((-score, *pair) for pair, score in scores.items() if pair[0] in left):
        if row in left and column in right:
            left.remove(row)
            right.remove(column)
            found.append((row, column))
    return found


def _optimal(scores: Mapping[Pair, int], rows: Sequence[int], columns: Sequence[int]) -> list[Pair]:
    """Shortest augmenting paths (Jonker and Volgenant 1987); a pair that may not be costs nothing."""
    if len(rows) > len(columns):
        turned = {(column, row): score for (row, column), score in scores.items()}
        return [(row, column) for column, row in _optimal(turned, columns, rows)]
    cost = [[-scores.get((row, column), 0) for column in columns] for row in rows]
    paid = [min(line) for line in cost]  # by each row
    saved = [0] * len(columns)  # by each column, never above 0
    holder = [FREE] * len(columns)
    for row in range(len(rows)):
        _augment(cost, paid, saved, holder, row)
    pairs = ((rows[row], columns[at]) for at, row in enumerate(holder) if row != FREE)
    return [pair for pair in pairs if pair in scores]


def _augment(cost: Sequence[Sequence[int]], paid: list[int], saved: list[int], holder: list[int], start: int) -> None:
    """One more row finds its column, and those before it make way where that is the cheaper."""
    length = [FAR] * len(saved)  # of the shortest way to each column
    by = [FREE] * len(saved)  # the column before it on that way
    ahead, behind = list(range(len(saved))), []
    row, last, walked = start, FREE, 0
    while True:
        line, so_far = cost[row], walked - paid[row]
        for at in ahead:
            if (way := line[at] - saved[at] + so_far) < length[at]:
                length[at], by[at] = way, last
        walked = min(length[at] for at in ahead)
        nearest = [at for at in ahead if length[at] == walked]
        last = next((at for at in nearest if holder[at] == FREE), nearest[0])
        row = holder[last]
        if row == FREE:
            break
        ahead.remove(last)
        behind.append(last)
    paid[start] += walked
    for at in behind:
        paid[holder[at]] += walked - length[at]
        saved[at] -= walked - length[at]
    while last != FREE:
        before = by[last]
        holder[last] = start if before == FREE else holder[before]
        last = before
