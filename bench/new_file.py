"""What a new history costs: made in one go, and by way of every schema that ever was, and their ratio.

    python bench/new_file.py [N]

Best of N, in turns, in memory; the first way without what it keeps for the files after the first.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from monitor.history import schema
from monitor.history.blank import fill
from monitor.history.days import teach

STEPS = schema.migrations()


def by_steps(connection: sqlite3.Connection) -> None:
    for sql in STEPS:
        connection.executescript(sql)


def in_one_go(connection: sqlite3.Connection) -> None:
    fill(connection, STEPS)


def seconds(way: str) -> float:
    """Processor time of one new file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        teach(connection)
        started = time.process_time()
        WAYS[way](connection)
        return time.process_time() - started


WAYS = {"in one go": in_one_go, "by all steps": by_steps}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    for way in WAYS:
        seconds(way)
    times = [{way: seconds(way) for way in WAYS} for _ in range(runs)]
    best = {way: min(measured[way] for measured in times) for way in WAYS}
    for way, measured in best.items():
        print(f"{way:<16}{measured * 1000:8.1f} ms")
    print(f"ratio           {best['by all steps'] / best['in one go']:8.1f}   ({len(STEPS)} steps, best of {runs})")


if __name__ == "__main__":
    main()
