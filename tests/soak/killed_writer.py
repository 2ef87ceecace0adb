"""kill -9 of a process that writes to an archive: what it said is kept is there, beside it at most what was under way.

`python -m tests.soak.killed_writer --times 200` kills at random times, `--steps` before each call that changes a file
(and in the middle of each write). It says what it saw; status 1 and the seed at the first promise that does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

from fastwarc import ArchiveIterator

from bench.archive import answer_with
from monitor.archive import Archive, Archived, Found, Revisit
from monitor.errors import ArchiveError
from monitor.model import Answer, Capture, Decision, Finding
from tests.archive.mixed import HTML, of, page

CHANGING = ("pwrite", "fsync", "ftruncate", "rename", "unlink")  # of `os`
ROTATE_AT = 20_000
FIRST = page(0).fetched_at
KINDS = ("page", "redirected", "decision", "revisit", "document", "rendered", "page", "overview", "revisit")
Doing = Callable[[Archive, "Say"], None]
Say = Callable[[str, str], None]  # what happens (`begin`, `done`), and of what


class Broken(Exception):
    """A promise does not hold."""


@dataclass(slots=True)
class Seen:
    """What one process said, and over all of them what was seen."""

    kept: set[str] = field(default_factory=set)
    records: int = 0  # that were acknowledged
    kills: int = 0
    under_way: int = 0  # whole in the archive before it could be said
    torn: int = 0


def key(content: object) -> str:
    """What a record says, short enough for one line."""
    match content:
        case Archived():
            return f"capture {content.fetched_at.isoformat()} {content.sha256} {content.role}"
        case Revisit():
            return f"revisit {content.fetched_at.isoformat()} {content.sha256}"
        case Decision():
            return f"decision {content.at.isoformat()} {json.dumps(content.facts, sort_keys=True)}"
    raise Broken(f"the archive gives back {content!r}")


def write(archive: Archive, say: Say, days: Iterable[int], chance: random.Random) -> None:
    """One record after the other of all kinds, each said before and after."""
    known: Capture | None = None
    for day in days:
        answer = made(day, chance)
        kind = KINDS[day % len(KINDS)]
        if kind == "decision":
            said = key(Decision("gone", answer.fetched_at, {"day": day}))
            say("begin", said)
            archive.decide("page", Decision("gone", answer.fetched_at, {"day": day}))
        elif kind == "revisit" and known:
            said = f"revisit {answer.fetched_at.isoformat()} {known.sha256}"
            remarks = (Finding("reader-warning", "two links bear these words"),) * (day // 2 % 2)
            say("begin", said)
            archive.revisit("page", replace(answer, shell=None), known, remarks=remarks)
        else:
            role = "overview" if kind == "overview" else ""
            said = f"capture {answer.fetched_at.isoformat()} {answer.sha256} {role}"
            say("begin", said)
            known = of(answer, archive.append("page", answer, role))
        say("done", said)


def made(day: int, chance: random.Random) -> Answer:
    """A short page, a redirected one, a rendered one, or a document that is no text."""
    answer = replace(page(day), fetched_at=FIRST + timedelta(minutes=day))
    match KINDS[day % len(KINDS)]:
        case "redirected":
            return replace(answer, requested_url="http://forum.example/", redirects=((301, answer.final_url),))
        case "rendered":
            return replace(answer, shell=b"<div id=root></div>", headers=HTML)
        case "document":
            pdf = answer_with(b"%PDF-1.7 " + chance.randbytes(2000), 0, "application/pdf")
            return replace(pdf, fetched_at=answer.fetched_at)
    return answer


@contextmanager
def process(folder: Path, doing: Doing, step: int | None = None) -> Iterator[tuple[int, int]]:
    """Another process that does this; its id and the end of a pipe that it says things to. `step`: the call that
    changes a file before which it kills itself."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if step is not None:
                killed_at(step)
            doing(Archive(folder, rotate_at=ROTATE_AT), lambda *words: say_to(writing, *words))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    try:
        yield child, reading
    finally:
        os.close(reading)


def say_to(pipe: int, *words: str) -> None:
    os.write(pipe, (" ".join(words) + "\n").encode())


def killed_at(step: int) -> None:
    """Kills this process at the step-th call that changes a file: even steps before it, odd ones in its middle, which
    only a write has."""
    left = [step]

    def patched(name: str) -> None:
        original = getattr(os, name)

        def call(*arguments: object, **named: object) -> object:
            if left[0] in (0, 1):
                if left[0] and name == "pwrite":
                    handle, data, offset = arguments
                    original(handle, data[: len(data) // 2], offset)  # type: ignore[index,arg-type]  # bytes
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 2
            return original(*arguments, **named)

        setattr(os, name, call)

    for name in CHANGING:
        patched(name)


def rest_of(pipe: int, first: bytes = b"") -> list[str]:
    """All that a process said which is dead by now; `first` was read before."""
    parts = [first]
    while part := os.read(pipe, 65536):
        parts.append(part)
    return [line for line in b"".join(parts).decode().split("\n") if line]


def look(archive: Archive, seen: Seen, lines: list[str]) -> None:
    """Compares the archive with what was said; then recovers it and looks again."""
    begun = [line.removeprefix("begin ") for line in lines if line.startswith("begin ")]
    done = [line.removeprefix("done ") for line in lines if line.startswith("done ")]
    seen.kept |= set(done)
    seen.records += len(done)
    allowed = set(begun) - set(done)
    for recovered in (False, True):
        if recovered:
            taken = archive.recover("page", FIRST)
            seen.torn += sum(one.kept is not None for one in taken)
        found = list(archive.found("page", None if recovered else lambda _: None))
        there = [key(one.content) for one in found]
        if len(there) != len(set(there)):
            raise Broken("something stands there twice")
        if seen.kept - set(there):
            raise Broken(f"acknowledged, but not there: {sorted(seen.kept - set(there))}")
        if set(there) - seen.kept - allowed:
            raise Broken(f"there, but never written: {sorted(set(there) - seen.kept - allowed)}")
        check_reading(archive, found)
    under_way = set(there) - seen.kept
    seen.under_way += len(under_way)
    seen.kept |= under_way
    check_readers(archive, found)


def check_reading(archive: Archive, found: list[Found]) -> None:
    for one in found:
        if isinstance(one.content, Archived) and archive.read("page", one.place) != one.content:
            raise Broken(f"{one.place} is read as something else")


def check_readers(archive: Archive, found: list[Found]) -> None:
    """FastWARC finds a record in each place."""
    for path in archive.segments("page"):
        starts = {record.stream_pos for record in ArchiveIterator(str(path), parse_http=False)}
        if not {one.place.offset for one in found if one.place.segment == path.name} <= starts:
            raise Broken(f"FastWARC does not find every record of {path.name}")


def random_times(folder: Path, times: int, seed: int) -> Seen:
    """Kills at any time, in a folder that goes on from kill to kill; every tenth begins afresh."""
    chance = random.Random(seed)
    seen, day = Seen(), 0
    for kill in range(times):
        if kill % 10 == 0:
            seen.kept = set()
        archive = Archive(folder / str(kill // 10), rotate_at=ROTATE_AT)

        def doing(archive: Archive, say: Say, day: int = day, seed: int = chance.randrange(2**32)) -> None:
            archive.recover("page", FIRST)
            write(archive, say, count(day), random.Random(seed))

        with process(archive.folder, doing) as (child, pipe):
            begun = os.read(pipe, 1)  # it is there
            time.sleep(chance.uniform(0, 0.06))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines = rest_of(pipe, begun)
        look(archive, seen, lines)
        day += len(lines) + 1
        seen.kills += 1
    return seen


def each_step(folder: Path, seed: int) -> Seen:
    """Kills before each call that changes a file, and in the middle of each write: one record of each kind, behind what
    an earlier kill left."""
    seen = Seen()

    def doing(archive: Archive, say: Say) -> None:
        archive.recover("page", FIRST)
        write(archive, say, range(9, 9 + len(KINDS)), random.Random(seed))

    for step in count():
        archive, seen.kept = Archive(folder / str(step), rotate_at=ROTATE_AT), set()
        lines: list[str] = []
        note = partial(put_down, lines)
        write(archive, note, (0,), random.Random(seed))
        (path,) = archive.segments("page")
        path.write_bytes(path.read_bytes() + b"\x28\xb5\x2f\xfd")
        path.with_name("0002.warc.zst.unfinished").write_bytes(path.read_bytes())
        path.with_name("0002.dict").write_bytes(b"")
        with process(archive.folder, doing, step) as (child, pipe):
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            lines += rest_of(pipe)
        look(archive, seen, lines)
        if status == 0:
            return seen
        if status != -signal.SIGKILL:
            raise Broken(f"the process ended with {status} at step {step}")
        lines.clear()
        write(archive, note, (100, 104), random.Random(seed))
        look(archive, seen, lines)
        seen.kills += 1
    return seen


def put_down(lines: list[str], *words: str) -> None:
    lines.append(" ".join(words))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=0, help="kills at random times")
    parser.add_argument("--steps", action="store_true", help="kill before each call that changes a file")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        try:
            seen = (
                each_step(Path(name), asked.seed) if asked.steps else random_times(Path(name), asked.times, asked.seed)
            )
        except (Broken, ArchiveError) as broken:
            print(f"{broken} (--seed {asked.seed})", file=sys.stderr)
            return 1
    print(
        f"{seen.kills} kills, {seen.records} records acknowledged and there, {seen.under_way} whole before they were "
        f"acknowledged, {seen.torn} files taken aside, {time.perf_counter() - began:.1f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
