"""kill -9 of a process that wipes, writes anew and repairs: nothing else is lost, and doing it again ends as if nothing
had happened. `python -m tests.soak.killed_upkeep` kills before each call that changes a file."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path

from monitor.archive import Archive
from monitor.archive.mending import flaw
from monitor.errors import ArchiveError
from monitor.model import Place
from tests.archive.mixed import mixed
from tests.soak.killed_writer import FIRST, Broken, Say, check_readers, key, process, rest_of

WIPED, DROPPED = 2, 0  # of what stands in the segment


def upkeep(archive: Archive, say: Say, wiped: str, dropped: str) -> None:
    """What was begun is finished first."""
    archive.recover("page", FIRST)
    for path in archive.segments("page"):
        archive.repair("page", path.name)
    for old in archive.replaced("page"):
        archive.remove("page", old)
    for place in places(archive, wiped):
        archive.wipe("page", place)
        say("done", "wiped")
    for place in places(archive, dropped):
        archive.rewrite("page", place.segment, [place])
        archive.remove("page", place.segment)
        say("done", "dropped")


def places(archive: Archive, wanted: str) -> list[Place]:
    return [one.place for one in archive.found("page") if key(one.content) == wanted]


def each_step(folder: Path, damage: str) -> int:
    """How many kills there were: one before each call that changes a file."""
    whole = mixed(folder / "whole")
    keys = [key(one.content) for one in whole.found]
    wiped, dropped = keys[WIPED], keys[DROPPED]
    stay = Counter(keys) - Counter([wiped, dropped])
    for step in count():
        archive = Archive(folder / f"{damage}-{step}")
        shutil.copytree(folder / "whole", archive.folder)
        home = archive.folder / "page"
        if damage == "copy":
            (home / "0001.dict").unlink()
        else:
            (home / "0001.warc.zst").write_bytes(whole.segment[:100] + b"\0" + whole.segment[101:])
        (home / "0001.torn-20260101T000000.000000Z").write_bytes(b"what a crash left")
        with process(archive.folder, lambda archive, say: upkeep(archive, say, wiped, dropped), step) as (child, pipe):
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said = set(rest_of(pipe))
        there = Counter(key(one.content) for one in archive.found("page", lambda _: None))
        gone = {wiped} if "done wiped" in said else set()
        gone |= {dropped} if "done dropped" in said else set()
        if stay - there or there - Counter(keys) or gone & set(there):
            raise Broken(f"step {step}, {damage}: there stands {sorted(there)}, and done was {sorted(said)}")
        upkeep(archive, lambda *_: None, wiped, dropped)
        found = list(archive.found("page"))
        if Counter(key(one.content) for one in found) != stay or any(map(flaw, archive.segments("page"))):
            raise Broken(f"step {step}, {damage}: done again, there stands {[key(one.content) for one in found]}")
        if sorted(path.name for path in home.iterdir()) != ["0002.dict", "0002.warc.zst"]:
            raise Broken(f"step {step}, {damage}: left are {sorted(path.name for path in home.iterdir())}")
        check_readers(archive, found)
        if status == 0:
            return step
        if status != -signal.SIGKILL:
            raise Broken(f"the process ended with {status} at step {step}")
    return 0


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        try:
            kills = sum(each_step(Path(name) / damage, damage) for damage in ("copy", "dictionary"))
        except (Broken, ArchiveError) as broken:
            print(broken, file=sys.stderr)
            return 1
    print(f"{kills} kills, and each time it could be finished")
    return 0


if __name__ == "__main__":
    sys.exit(main())
