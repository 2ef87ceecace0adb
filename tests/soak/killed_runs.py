"""kill -9 of whole runs, over real HTTP on loopback: the next run ends in the history of an undisturbed one, and the
archive alone says the same.

`python -m tests.soak.killed_runs --times 500` kills at random moments, in pasts of all kinds (`tests.scenarios`), once
or several times over; `--steps` before each single write to a file or to the history. (What a person decides is killed
at each write in `tests/test_decided.py`.) Status 1 at the first that comes to something else, what differs and the
seed.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

from pytest_httpserver import HTTPServer

from monitor.upkeep.verify import verify
from tests.facts import differences, facts_of, is_known_to_its_end
from tests.scenarios import SCENARIOS, Pasts
from tests.soak.killed_writer import Broken
from tests.upkeep.past import again, all_of
from tests.warm import Kill
from tests.watched import Watched

TOLD = frozenset({"torn", "unended", "pause", "unread", "overtaken"})  # that say of a kill, and of no loss
MANY = 3  # kills one after the other, at most


def differing(watched: Watched, name: str, pasts: Pasts) -> list[str]:
    """What is other than in the same past in which nothing was killed, once runs have come to their end."""
    undisturbed, from_the_archive = pasts.undisturbed(name)
    SCENARIOS[name].after(watched)
    last = watched.run()
    found = differences(facts_of(watched), undisturbed)
    found += [f"told once more: {change}" for change in last.changes]
    found += [] if is_known_to_its_end(watched) else ["the archive is not known to its end"]
    found += [str(row) for row in watched.ask("PRAGMA integrity_check") if row != ("ok",)]
    found += [str(row) for row in watched.ask("PRAGMA foreign_key_check")]
    verified = verify(watched.settings, watched.archive, now=watched.now, patience=0)
    found += [str(problem) for problem in verified.problems if problem.kind not in TOLD]
    grown = all_of(watched)
    again(watched, *watched.archive.sources())
    if SCENARIOS[name].as_read:
        found += [f"told again, {line}" for line in differences(all_of(watched), grown)]
    found += [f"from the archive, {line}" for line in differences(facts_of(watched), from_the_archive)]
    return found


@dataclass(slots=True)
class Soak:
    """Pasts that are gone on with, each time in a folder of its own. `lasts`: seconds that a run takes in each."""

    folder: Path
    pasts: Pasts
    lasts: dict[str, float] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def begun(self, name: str) -> Iterator[Watched]:
        folder = self.folder / str(next(self.numbers))
        self.pasts.undisturbed(name)  # first: it serves its pages on the same server
        yield self.pasts.begun(name, folder)
        shutil.rmtree(folder)

    def at_random(self, times: int, chance: random.Random) -> int:
        """Kills so many runs at random moments; in how many pasts that was."""
        for past in count(1):
            name = chance.choice([name for name in SCENARIOS if SCENARIOS[name].what == "run"])
            with self.begun(name) as watched:
                moments = [chance.uniform(0, self._usual(name)) for _ in range(min(times, chance.randint(1, MANY)))]
                for moment in moments:
                    watched.now += timedelta(hours=24)
                    self._end(watched, Kill(seconds=moment))
                self._check(watched, name, f"killed after {moments} s")
            times -= len(moments)
            if not times:
                return past
        raise AssertionError("there is no end of numbers")

    def at_each_write(self, name: str) -> int:
        """Kills before each write in a past, one after the other; how many there were."""
        for step in count():
            with self.begun(name) as watched:
                watched.now += timedelta(hours=24)
                ended = self._end(watched, Kill(step=step))
                self._check(watched, name, f"killed at its write {step}")
            if ended == 0:
                return step
        raise AssertionError("there is no end of numbers")

    def _usual(self, name: str) -> float:
        if name not in self.lasts:
            with self.begun(name) as watched:
                began = time.perf_counter()
                self._end(watched, Kill())
                self.lasts[name] = time.perf_counter() - began
        return self.lasts[name]

    def _end(self, watched: Watched, kill: Kill) -> int:
        if (status := watched.ended(kill)) not in (0, -signal.SIGKILL):
            raise Broken(f"a run ended with {status}")
        return status

    def _check(self, watched: Watched, name: str, how: str) -> None:
        if found := differing(watched, name, self.pasts):
            raise Broken("\n  ".join([f"{name}, {how}:", *found]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=0, help="kills at random moments")
    parser.add_argument("--steps", action="store_true", help="a kill before each write")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    began = time.perf_counter()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
    try:
        with HTTPServer() as server, tempfile.TemporaryDirectory() as name:
            soak = Soak(Path(name), Pasts(Path(name) / "pasts", server))
            if asked.times:
                pasts = soak.at_random(asked.times, random.Random(asked.seed))
                print(f"{asked.times} runs killed at random moments in {pasts} pasts, {passed(began)}")
            if asked.steps:
                kills = sum(soak.at_each_write(one) for one in SCENARIOS if SCENARIOS[one].what == "run")
                print(f"{kills} runs killed, one before each write, {passed(began)}")
    except Broken as broken:
        print(f"{broken}\n(--seed {asked.seed})", file=sys.stderr)
        return 1
    return 0


def passed(began: float) -> str:
    return f"{time.perf_counter() - began:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
