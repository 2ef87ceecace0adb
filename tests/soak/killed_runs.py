"""kill -9 of whole runs at random times, over real HTTP on loopback: the next run goes on, and what the history says of
the archive is what stands there. `python -m tests.soak.killed_runs --times 200`."""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from pytest_httpserver import HTTPServer

from monitor import history
from monitor.archive import Archived
from monitor.model import capture_id
from monitor.upkeep.verify import verify
from tests.soak.killed_writer import Broken
from tests.watched import MEMBERS, Watched, page

CHAIRS = ("Hungary", "Poland", "Spain", "Sweden")
RUN = """
import sys
from datetime import datetime
from pathlib import Path
from monitor.config import load
from monitor.run import run_once

file, now = sys.argv[1:]
settings = load(Path(file))
print("begun", flush=True)
run_once(settings, now=lambda: datetime.fromisoformat(now))
"""
TOLD = frozenset({"torn", "unended", "pause", "unread", "overtaken"})  # that say of a kill, and of no loss


def serve(watched: Watched, chance: random.Random) -> str:
    """What the site answers from now on: another chair and other members each time."""
    body = page(chance.choice(CHAIRS), MEMBERS[: chance.randint(2, 8)], f"<p>{chance.random()}</p>")
    watched.serve(body)
    return body


def begin(watched: Watched) -> subprocess.Popen[bytes]:
    """A run in a process of its own, at work by now."""
    watched.now += timedelta(hours=24)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", RUN, str(watched.settings.file), watched.now.isoformat()]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    if running.stdout is None or running.stdout.read(6) != b"begun\n":
        raise Broken("a run did not begin")
    return running


def end(running: subprocess.Popen[bytes], *, killed: bool) -> None:
    """Waits for a run; one that was not killed must end well."""
    if killed:
        running.kill()
    status = running.wait(60)
    if running.stdout:
        running.stdout.close()
    if status not in ((0, -signal.SIGKILL) if killed else (0,)):
        raise Broken(f"a run ended with {status}")


def check(watched: Watched, body: str) -> int:
    """How many captures there are, when all is as it should be after a run that was not killed."""
    book = history.open_reader(watched.settings.monitor.history)
    try:
        known = {(one.id, one.place) for one in history.captures(book, "budapest")}
    finally:
        book.close()
    kept = [
        (one.source, one.place, one.content)
        for one in watched.archive.found("budapest")
        if isinstance(one.content, Archived)
    ]
    there = {(capture_id(source, one.fetched_at, one.sha256), place) for source, place, one in kept}
    if known != there:
        raise Broken(f"the history and the archive differ in {known ^ there}")
    if kept[-1][2].body.decode() != body:
        raise Broken("the newest capture is not what the site answers")
    found = verify(watched.settings, watched.archive, now=watched.now, patience=0)
    problems = [problem for problem in found.problems if problem.kind not in TOLD]
    if problems:
        raise Broken(f"monitor verify says {problems}")
    if watched.ask("PRAGMA integrity_check") != [("ok",)]:
        raise Broken("the database is damaged")
    return len(kept)


def soak(folder: Path, server: HTTPServer, times: int, chance: random.Random) -> int:
    """Kills so many runs; after each fifth kill one run goes to its end, and everything is compared."""
    watched = Watched(folder, server)
    body = serve(watched, chance)
    began = time.perf_counter()
    end(begin(watched), killed=False)
    usual = time.perf_counter() - began
    captures = check(watched, body)
    for kill in range(1, times + 1):
        body = serve(watched, chance)
        running = begin(watched)
        time.sleep(chance.uniform(0, usual))
        end(running, killed=True)
        if kill % 5 == 0 or kill == times:
            end(begin(watched), killed=False)
            captures = check(watched, body)
    return captures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    began = time.perf_counter()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request
    server = HTTPServer()
    server.start()
    try:
        with tempfile.TemporaryDirectory() as name:
            captures = soak(Path(name), server, asked.times, random.Random(asked.seed))
    except Broken as broken:
        print(f"{broken} (--seed {asked.seed})", file=sys.stderr)
        return 1
    finally:
        server.stop()
    print(f"{asked.times} runs killed, {captures} captures in archive and history, {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
