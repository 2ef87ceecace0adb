"""Captures that differ in noise only are taken out, and nothing that is told of the past is other than before."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.archive import Archived
from monitor.errors import DamagedRecord
from monitor.model import Decision
from monitor.upkeep import at_the_desk
from monitor.upkeep.thin import Thinned, superfluous, thin
from monitor.upkeep.verify import verify
from tests.upkeep.past import again
from tests.watched import MEMBERS, Watched, page, reader

EACH = 8
GONE = (1, 2, 3, 4, 9, 10, 11, 12, 17, 18, 19, 20)
FACTS = {
    "statement": "SELECT s.public, s.value, s.quote, o.public, c.public FROM statement s"
    " JOIN capture o ON o.id = s.opened_by LEFT JOIN capture c ON c.id = s.closed_by ORDER BY s.public",
    "change": "SELECT h.public, h.kind, h.before, h.after, b.public, a.public, h.summary, h.detected_at FROM change h"
    " LEFT JOIN capture b ON b.id = h.before_capture LEFT JOIN capture a ON a.id = h.after_capture ORDER BY h.public",
    "finding": "SELECT kind, message, opened_at, closed_at FROM finding ORDER BY id",
    "check": 'SELECT run, verdict, checked_at, outcome, changes FROM "check" ORDER BY id',
    "memory": "SELECT source_fields, prose FROM extraction WHERE same_as IS NULL ORDER BY read_at",
}


def noise(number: int) -> str:
    """A line that counts its readers, and a nonce."""
    return f"<p>Read {number} times</p><!-- {number} -->"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Path:
    """Eight looks at a page with noise, a handover, eight more, a member that left, eight more."""
    watched = Watched(tmp_path_factory.mktemp("grown"), make_httpserver)
    number = 0
    for body in (("Hungary", MEMBERS), ("Poland", MEMBERS), ("Poland", MEMBERS[1:])):
        for _ in range(EACH):
            number += 1
            watched.serve(page(*body, extra=noise(number)))
            watched.run()
    return watched.folder


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer, once: Path) -> Watched:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    copy = Watched(tmp_path, httpserver)
    copy.now += timedelta(days=3 * EACH)
    copy.serve(page("Poland", MEMBERS[1:], extra=noise(3 * EACH)))
    return copy


def problems(watched: Watched) -> list[str]:
    """What `monitor verify` finds."""
    found = verify(watched.settings, watched.archive, now=watched.now, patience=0).problems
    return [f"{one.kind}: {one.message}" for one in found if one.kind != "unended"]


def before(watched: Watched, days: float = 0) -> datetime:
    return watched.now - timedelta(days=days) + timedelta(seconds=1)


def thinned(watched: Watched, *, days: float = 0) -> Thinned:
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        found = superfluous(desk, "budapest", before=before(watched, days))
        return thin(desk, "budapest", found)


def facts(watched: Watched) -> dict[str, list[tuple[object, ...]]]:
    return {name: watched.ask(question) for name, question in FACTS.items()}


def captures(watched: Watched) -> list[str]:
    return [public for (public,) in watched.ask("SELECT public FROM capture ORDER BY id")]


def standing(watched: Watched) -> int:
    return sum(isinstance(one.content, Archived) for one in watched.archive.found("budapest"))


def whole(watched: Watched) -> None:
    """Every capture of the history is in the archive, where it says."""
    book = history.open_reader(watched.settings.monitor.history)
    for one in history.captures(book, "budapest"):
        assert watched.archive.of(one).sha256 == one.sha256
    book.close()
    assert watched.ask("PRAGMA foreign_key_check") == []
    assert standing(watched) == len(captures(watched))
    assert problems(watched) == []


def test_what_is_between_the_first_and_the_last_three_goes_and_nothing_else(watched: Watched) -> None:
    ids, told = captures(watched), facts(watched)
    done = thinned(watched)
    gone = [ids[at] for at in GONE]
    assert list(done.captures) == gone
    assert captures(watched) == [one for one in ids if one not in gone]
    assert done.bytes > 0
    assert facts(watched) == told
    whole(watched)


def test_a_past_told_again_is_the_one_that_stands(watched: Watched) -> None:
    thinned(watched)
    told, ids = facts(watched), captures(watched)
    again(watched)
    assert captures(watched) == ids
    assert facts(watched) == told


def test_the_watching_goes_on_as_if_nothing_had_gone(watched: Watched) -> None:
    thinned(watched)
    assert watched.run().look.verdict == "unchanged"
    watched.serve(page("Spain", MEMBERS[1:], extra=noise(99)))
    assert watched.run().changes == [("chair.handover", "")]


def test_what_came_lately_stays(watched: Watched) -> None:
    ids = captures(watched)
    assert list(thinned(watched, days=3 * EACH - 4).captures) == ids[1:4]
    assert thinned(watched, days=3 * EACH - 4).captures == ()


def test_a_page_with_other_words_is_not_noise_though_no_field_took_them(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    for number in range(12):
        word = ("short words", "other words")[number % 2]
        watched.serve(page(extra=f"<p>{word}</p><!-- {number} -->"))
        watched.run()
    assert thinned(watched).captures == ()


def test_what_was_found_again_and_imported_stays(watched: Watched) -> None:
    ids = captures(watched)
    watched.write("UPDATE capture SET origin = 'a file', imported_at = 1 WHERE public = ?", ids[2])
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        second = history.capture(desk.book, ids[10])
        desk.archive.revisit("budapest", desk.archive.of(second).answer(), second)
        crowded = Decision("crowded", watched.now, {"capture": ids[11], "others": 2})
        desk.archive.decide("budapest", crowded)
        framed = Decision("framed", history.capture(desk.book, ids[9]).fetched_at, {"digests": ["0" * 16]})
        desk.archive.decide("budapest", framed)
        assert not {ids[2], ids[9], ids[10], ids[11]} & {
            one.id for one in superfluous(desk, "budapest", before=before(watched))
        }


def test_a_damaged_record_keeps_its_segment_from_being_written_anew(watched: Watched) -> None:
    name, offset, length = watched.ask('SELECT segment, "offset", length FROM capture ORDER BY id DESC LIMIT 1')[0]
    path = watched.folder / "snapshots" / "budapest" / name
    data = bytearray(path.read_bytes())
    data[offset + length - 10] ^= 1
    path.write_bytes(data)
    ids = captures(watched)
    with pytest.raises(DamagedRecord, match="byte"):
        thinned(watched)
    assert captures(watched) == ids


KILLED = """
import os, signal, sys
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from monitor.config import load
from monitor.upkeep import at_the_desk
from monitor.upkeep.thin import superfluous, thin

file, now, when, where = sys.argv[1:]
module, _, name = where.partition(":")
owner, _, name = name.rpartition(".")
home = getattr(import_module(module), owner) if owner else import_module(module)
original = getattr(home, name)

def step(*arguments, **given):
    if when == "after":
        original(*arguments, **given)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(home, name, step)
settings, at = load(Path(file)), datetime.fromisoformat(now)
with at_the_desk(settings, now=lambda: at) as desk:
    thin(desk, "budapest", superfluous(desk, "budapest", before=at + timedelta(seconds=1)))
"""


STEPS = (
    ("after", "monitor.archive.store:Archive.decide"),
    ("after", "monitor.archive.store:Archive.rewrite"),
    ("after", "monitor.upkeep.taking_out:relocate"),
    ("after", "monitor.archive.store:Archive.remove"),
)


def cut_short(watched: Watched, when: str, where: str) -> None:
    """A thinning in a process of its own that is killed (kill -9) after a step."""
    script = [sys.executable, "-c", KILLED, str(watched.settings.file), watched.now.isoformat(), when, where]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(script, env=environment, check=False, timeout=60).returncode == -signal.SIGKILL


@pytest.mark.parametrize(("when", "where"), STEPS)
def test_a_run_between_does_no_harm(watched: Watched, when: str, where: str) -> None:
    ids = captures(watched)
    cut_short(watched, when, where)
    watched.serve(page("Spain", MEMBERS[1:]))
    assert watched.run().changes == [("chair.handover", "")]
    with at_the_desk(watched.settings, now=lambda: watched.now, worker=reader()) as desk:
        thin(desk, "budapest", ())
    assert captures(watched)[:-1] == [one for at, one in enumerate(ids) if at not in GONE]
    whole(watched)
    told = facts(watched)
    again(watched)
    assert facts(watched) == told


@pytest.mark.parametrize(("when", "where"), STEPS)
def test_killed_anywhere_the_next_call_finishes_it(watched: Watched, when: str, where: str) -> None:
    told, ids = facts(watched), captures(watched)
    cut_short(watched, when, where)
    is_seen = any(one.startswith("not-thinned") for one in problems(watched))
    assert is_seen is (where.split(":")[1] in ("Archive.decide", "Archive.rewrite"))
    thinned(watched)
    assert captures(watched) == [one for at, one in enumerate(ids) if at not in GONE]
    assert facts(watched) == told
    whole(watched)
    assert watched.run().look.verdict == "unchanged"
