"""How well pages are read, and how fast: pages that tests/pages composes from facts, unlike those readers are made for.

python bench/reading.py                    F1 by field, markup, site and wording over the standard run (some 600 pages)
python bench/reading.py --held-out         the same over other seeds, by which nothing was ever mended
python bench/reading.py --failures 30      and the 30 most frequent patterns of failure, each with a page to look at
python bench/reading.py --page FACTS MARKUP SEED > file     the page itself, and on standard error what it states
python bench/reading.py SEEDS              F1 over the plain pages of tests/pages alone, in each of their markups
python bench/reading.py --speed            pages of 50 KB per second and core, beside a bare parse with selectolax
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the pages are the tests'

from monitor.documents import read
from monitor.extract import as_json, extract
from tests.pages.composed.compose import HELD_OUT, compose, pages
from tests.pages.composed.padding import padded
from tests.pages.composed.parts import Page
from tests.pages.render import load_facts, markups, media_type, render
from tests.pages.scoring import Tally, score

# The labels and sentences of a field, by the beginnings of their names.
STEMS = {
    "chairs": ("chair", "co_chair", "incoming", "past", "troika"),
    "member_count": ("member", "counted_members", "count "),
    "members": ("member", "counted_members", "count "),
    "observers": ("observer", "counted_observer"),
    "observer_count": ("counted_observer",),
    "meetings": ("meeting", "upcoming", "met", "to_come"),
    "regions": ("type",),
    "formal_association": ("association",),
    "source.last_updated": ("updated",),
}
ADDRESS = "https://dialogue.example/what/page"  # where the pages stand: links of a menu lead somewhere
T = TypeVar("T")
U = TypeVar("U")
SEEDS = 8  # of the standard run: each facts file is rendered as often


@dataclass(slots=True)
class Count:
    """Values that were right, missed and not expected."""

    hits: int = 0
    missed: int = 0
    unexpected: int = 0

    def add(self, tally: Tally) -> None:
        self.hits += tally.hits
        self.missed += len(tally.missed)
        self.unexpected += len(tally.unexpected)

    @property
    def f1(self) -> float:
        """1.0 when there was nothing to find and nothing was found."""
        all_ = 2 * self.hits + self.missed + self.unexpected
        return 2 * self.hits / all_ if all_ else 1.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Values of one field of one page that were not read, or were read and are not there."""

    field: str
    wording: str
    page: tuple[str, str, int]
    make: dict[str, str]
    said: dict[str, str]
    missed: list[Any]
    unexpected: list[Any]

    @property
    def pattern(self) -> tuple[str, str]:
        return self.field, self.wording


def words_of(field: str, said: dict[str, str]) -> dict[str, str]:
    """The words in which a page speaks of a field."""
    beginnings = STEMS.get(field, (field.rstrip("s"),))
    return {name: words for name, words in said.items() if name.startswith(beginnings)}


def plain_pages(seeds: int) -> Iterator[tuple[str, str, int, Page]]:
    """The pages of tests/pages, in all of their markups."""
    for name, facts in load_facts().items():
        for markup in markups(facts["layout"]):
            for seed in range(seeds):
                yield (
                    name,
                    markup,
                    seed,
                    Page(render(facts, markup, seed), media_type(markup), facts, {}, {"markup": markup}),
                )


def read_page(page: Page) -> dict[str, Any]:
    """What the reader makes of it."""
    return as_json(extract(read(page.body, media_type=page.media_type, url=ADDRESS), str(page.facts["layout"])))


def measure(run: Iterable[tuple[str, str, int, Page]]) -> list[Failure]:
    """Print F1 by field, markup, site and wording; returns what failed."""
    groups: dict[str, dict[str, Count]] = {
        name: defaultdict(Count) for name in ("field", "markup", "site", "box", "wording")
    }
    whole, failures, number = Count(), [], 0
    for name, markup, seed, page in run:
        number += 1
        for field, tally in score(page.facts, read_page(page)).fields.items():
            wording = page.wordings.get(field, page.wordings.get("members" if field == "member_count" else "", "plain"))
            keys = {"field": field, "wording": f"{field}: {wording}", **page.make}
            for group, counts in groups.items():
                if group in keys:
                    counts[keys[group]].add(tally)
            whole.add(tally)
            if tally.missed or tally.unexpected:
                failures.append(
                    Failure(
                        field,
                        wording,
                        (name, markup, seed),
                        page.make,
                        words_of(field, page.said),
                        tally.missed,
                        tally.unexpected,
                    )
                )
    for group, counts in groups.items():
        show(group, counts)
    print(
        f"{number} pages, overall F1 {whole.f1:.4f} ({whole.hits} right, {whole.missed} missed, "
        f"{whole.unexpected} false)"
    )
    return failures


def show(name: str, counts: dict[str, Count]) -> None:
    """A table, the worst first."""
    if not counts:
        return
    print(f"{name:44} {'F1':>6} {'right':>7} {'missed':>7} {'false':>6}")
    for key, tally in sorted(counts.items(), key=lambda item: (item[1].f1, item[0])):
        print(f"{key:44} {tally.f1:6.4f} {tally.hits:7} {tally.missed:7} {tally.unexpected:6}")
    print()


def explain(failures: list[Failure], number: int) -> None:
    """The patterns of failure by weight, and for each some pages."""
    weight: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], list[Failure]] = defaultdict(list)
    for failure in failures:
        weight[failure.pattern] += len(failure.missed) + len(failure.unexpected)
        found[failure.pattern].append(failure)
    for pattern, values in weight.most_common(number):
        markups_ = Counter(f.page[1] for f in found[pattern]).most_common(4)
        print(
            f"\n{pattern[0]} / {pattern[1]}: {values} values on {len(found[pattern])} pages; "
            f"{', '.join(f'{m} {n}' for m, n in markups_)}"
        )
        for failure in found[pattern][:4]:
            print(
                f"  --page {failure.page[0]} {failure.page[1]} {failure.page[2]}  "
                f"{' '.join(failure.make.values())}  {failure.said}"
            )
            print(f"    missed {str(failure.missed)[:300]}\n    false  {str(failure.unexpected)[:300]}")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("seeds", nargs="?", type=int)
    args.add_argument("--held-out", action="store_true")
    args.add_argument("--failures", type=int, default=0, metavar="N")
    args.add_argument("--page", nargs=3, metavar=("FACTS", "MARKUP", "SEED"))
    args.add_argument("--speed", action="store_true")
    args.add_argument("--times", type=int, default=SEEDS, help="how often each facts file is rendered")
    chosen = args.parse_args()
    if chosen.page:
        page = compose(chosen.page[0], chosen.page[1], int(chosen.page[2]))
        sys.stdout.buffer.write(page.body)
        print(
            json.dumps(page.facts["mechanisms"], ensure_ascii=False, indent=1),
            page.wordings,
            page.make,
            file=sys.stderr,
        )
    elif chosen.speed:
        speed()
    elif chosen.seeds is not None:
        explain(measure(plain_pages(chosen.seeds)), chosen.failures)
    else:
        first = HELD_OUT if chosen.held_out else 0
        explain(measure(pages(range(first, first + chosen.times))), chosen.failures)


def speed(size: int = 50_000, number: int = 60) -> None:
    """Print pages per second of one core by layout: document + extract, beside a bare parse of the same pages.

    All pages are HTML of about `size` bytes; ten others warm the tables. The ratio is that of one run.
    """
    print(
        f"{'layout':18} {'pages':>5} {'KB':>4} {'document':>9} {'+ extract':>9} {'bare parse':>10} {'times slower':>12}"
    )
    for layout in ("mechanism-page", "ministry-page", "practice-page", "mechanism-table"):
        warming, bodies = parted(list(islice(long_pages(layout, size), number + 10)), 10)
        for body in warming:
            extract(read(body, media_type="text/html", url=ADDRESS), layout)
        documents, parsing = clocked(lambda body: read(body, media_type="text/html", url=ADDRESS), bodies)
        _, extracting = clocked(partial(extract, layout=layout), documents)
        _, bare = clocked(lambda body: LexborHTMLParser(body).css("body"), bodies)
        rates = [len(bodies) / seconds for seconds in (parsing, parsing + extracting, bare)]
        kilobytes = sum(map(len, bodies)) / len(bodies) / 1000
        print(
            f"{layout:18} {len(bodies):5} {kilobytes:4.0f} {rates[0]:9.0f} {rates[1]:9.0f} {rates[2]:10.0f}"
            f" {rates[2] / rates[1]:12.1f}"
        )


def parted(things: list[T], first: int) -> tuple[list[T], list[T]]:
    return things[:first], things[first:]


def long_pages(layout: str, size: int) -> Iterator[bytes]:
    """The HTML pages of a layout, made as long as pages are."""
    for seed in count():
        for name, markup, number, page in pages(range(seed, seed + 1)):
            if page.facts["layout"] == layout and page.media_type == "text/html":
                yield padded(page.body, size, Random(f"{name}/{markup}/{number}"))


def clocked(work: Callable[[T], U], things: list[T]) -> tuple[list[U], float]:
    """What the work made of each thing, and the seconds of processor time."""
    started = time.process_time()
    made = [work(thing) for thing in things]
    return made, time.process_time() - started


if __name__ == "__main__":
    main()
