"""How well pages are read: F1 by field and by markup over the generated test pages, and how fast.

python bench/reading.py [SEEDS]      F1 over every facts file, every markup, seeds 0 .. SEEDS-1 (default 3)
python bench/reading.py --speed      pages per second and core, for document + extraction
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the pages are the tests'

from monitor.documents import read
from monitor.extract import as_json, extract
from tests.pages.render import load_facts, markups, media_type, render
from tests.pages.scoring import score


@dataclass(slots=True)
class Count:
    """Values that were right, missed and not expected."""

    hits: int = 0
    missed: int = 0
    unexpected: int = 0

    @property
    def f1(self) -> float:
        """1.0 when there was nothing to find and nothing was found."""
        all_ = 2 * self.hits + self.missed + self.unexpected
        return 2 * self.hits / all_ if all_ else 1.0


def pages(seeds: int) -> Iterator[tuple[dict[str, Any], str, bytes]]:
    """Facts, markup and page."""
    for facts in load_facts().values():
        for markup in markups(facts["layout"]):
            for seed in range(seeds):
                yield facts, markup, render(facts, markup, seed)


def measure(seeds: int) -> None:
    """Print F1 by field and by markup, and over all."""
    by_field: dict[str, Count] = defaultdict(Count)
    by_markup: dict[str, Count] = defaultdict(Count)
    number = 0
    for facts, markup, body in pages(seeds):
        number += 1
        document = read(body, media_type=media_type(markup))
        for field, tally in score(facts, as_json(extract(document, facts["layout"]))).fields.items():
            for count in (by_field[field], by_markup[markup]):
                count.hits += tally.hits
                count.missed += len(tally.missed)
                count.unexpected += len(tally.unexpected)
    for name, counts in (("field", by_field), ("markup", by_markup)):
        print(f"{name:24} {'F1':>6} {'right':>7} {'missed':>7} {'false':>6}")
        for key, count in sorted(counts.items(), key=lambda item: (item[1].f1, item[0])):
            print(f"{key:24} {count.f1:6.4f} {count.hits:7} {count.missed:7} {count.unexpected:6}")
        print()
    every = list(by_field.values())
    whole = Count(sum(c.hits for c in every), sum(c.missed for c in every), sum(c.unexpected for c in every))
    print(f"{number} pages, overall F1 {whole.f1:.4f}")


def speed() -> None:
    """Print pages per second of one core, by layout; the first page of each layout warms the tables."""
    by_layout: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for facts, markup, body in pages(1):
        by_layout[facts["layout"]].append((media_type(markup), body))
    for layout, bodies in by_layout.items():
        extract(read(bodies[0][1], media_type=bodies[0][0]), layout)  # type: ignore[arg-type]  # facts name layouts
        started = time.process_time()
        for kind, body in bodies:
            extract(read(body, media_type=kind), layout)  # type: ignore[arg-type]  # facts name layouts
        seconds = time.process_time() - started
        print(f"{layout:16} {len(bodies):4} pages  {len(bodies) / seconds:7.1f} pages per second and core")


if __name__ == "__main__":
    if "--speed" in sys.argv[1:]:
        speed()
    else:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
