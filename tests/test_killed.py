"""kill -9 at every named point of a run: the next run yields the history that an undisturbed one would, and so does the
archive alone.

changedetection.io writes the new checksum before the snapshot; we write state after data.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import cast

import pytest
from pytest_httpserver import HTTPServer

from monitor.upkeep.verify import verify
from tests.facts import APART, QUESTIONS, differences, facts_of, is_known_to_its_end
from tests.scenarios import SCENARIOS, Pasts
from tests.upkeep.past import again, all_of
from tests.warm import Doing, When
from tests.watched import Watched

TOLD = frozenset({"torn", "unended", "pause", "unread", "overtaken"})  # that say of a kill, and of no loss
ROOMS = {
    "": "monitor.history:",
    "record.": "monitor.history.record:",
    "looks.": "monitor.history.looks:",
    "captures.": "monitor.history.captures:",
    "sources.": "monitor.history.sources:",
    "retold.": "monitor.history.retold:",
    "Archive.": "monitor.archive.store:Archive.",
    "durable.": "monitor.archive.durable:",
    "reading.": "monitor.look.reading:",
    "recording.": "monitor.look.recording:",
    "run.": "monitor.run:",
}
# Where a run is killed, in each past (`SCENARIOS`): before a function is called, after that, or with the half of what
# it writes to a file; `*2`: when it is called for the second time. One that is not reached is a failure.
POINTS: dict[str, tuple[str, ...]] = {
    "first": (
        "after database._opened",
        "before begin_run",
        "before Archive.decide",
        "before durable.make_folder",
        "before durable.replace",
        "amidst durable._put",
        "after Archive.decide",
        "after sources.bring",
        "after sources.write_decided",
        "after sync_sources",
        "after durable.write",  # the second copy of a dictionary
        "amidst durable._put *4",
        "before durable.replace *2",
        "after durable.replace *2",
        "after Archive.append",
        "before record_reading",
        "after record_reading",
    ),
    "changed": (
        "after begin_run",
        "after run.adopt",
        "before Archive.append",
        "amidst durable._put",
        "after durable.extend",
        "after Archive.append",
        "after captures.know",
        "after record_capture",
        "before reading._read",
        "after reading._read",
        "after recording._in_worker",
        "before record._write_extraction",
        "after record._write_extraction",
        "after record._open",
        "before record.write_change",
        "after record.write_change",
        "after record.write_change *2",
        "after record.sync_findings",
        "after record.sync_held",
        "after record.know",
        "after looks._judge",
        "after looks._write_row",
        "after looks.sync_state",
        "after record.write_check",
        "after record_reading",
        "before remember_hosts",
        "after remember_hosts",
        "before run._put_aside",
        "before end_run",
        "after end_run",
        "after bring_in",
    ),
    "unchanged": (
        "before record_check",
        "after looks._write_row",
        "after record_check",
        "before renew_validators",
        "after renew_validators",
    ),
    "not modified": ("amidst durable._put", "after Archive.revisit", "after record_check"),
    "held": ("before record_reading", "after record.sync_held", "after record_reading"),
    "held on": ("before Archive.revisit", "after Archive.revisit", "after record.sync_held", "after record_reading"),
    "believed": (
        "before Archive.revisit",
        "amidst durable._put",
        "after Archive.revisit",
        "after record.sync_held",
        "after record_reading",
    ),
    "moved": (
        "before Archive.append",
        "before record_capture",
        "after record_capture",
        "before run._put_aside",
        "before reading._read",
        "before record_reading",
        "after looks.write_change",
        "after record_reading",
    ),
    "moved as it is": (
        "before Archive.revisit",
        "after Archive.revisit",
        "after looks.write_change",
        "after record_check",
    ),
    "gone": (
        "before Archive.decide",
        "amidst durable._put",
        "after Archive.decide",
        "after looks.write_change",
        "after record_check",
    ),
    "not found": ("before Archive.decide", "after Archive.decide", "after looks.write_change", "after record_check"),
    "walled": ("before record_capture", "after record_capture", "before record_check", "after record_check"),
    "link": (
        "before Archive.append",
        "amidst durable._put",
        "after Archive.append",
        "after Archive.decide",
        "after addresses.know",
        "after record_followed",
        "after Archive.append *2",
        "after record_reading",
    ),
    "site": (
        "after Archive.decide *5",  # that the first page has a frame
        "after record_frame",
        "before record_frame *4",
        "before record_reading *2",
        "after record_reading *2",
    ),
    "site changed": ("after record_capture *3", "after record_reading *2", "after remember_hosts *3"),
    "site edited": (
        "before Archive.decide",
        "after Archive.decide",
        "after record.write_site_edit",
        "after record_reading *2",
        "after record_capture *3",
    ),
    "accepted": ("after Archive.decide", "after record.write_change", "after record_reading"),
    "rejected": ("after Archive.decide", "after record_rejected"),
    "newer code": (
        "before record_reading",  # the corrections
        "after record.write_change",
        "after record_reading",
        "before record_reading *2",
        "after record_reading *2",
    ),
    "two": ("after record_reading", "after remember_hosts", "after record_capture *2", "after record_reading *2"),
    "renamed": (
        "before Archive.rename",
        "after Archive.rename",
        "after Archive.decide",
        "after sources.bring",
        "after sync_sources",
        "after record_capture",
    ),
    "retired": ("before Archive.decide", "after Archive.decide", "after sync_sources"),
    "settings": (
        "before Archive.decide",
        "after Archive.decide",
        "after sources.begin_anew",
        "after sync_sources",
        "after record_reading",
    ),
    "crowd": (
        "after record_capture *2",
        "before Archive.decide",
        "after Archive.decide",
        "after record_check",
    ),
    "lie": ("after record_reading", "before tested"),
    "history lost": (
        "after sources.bring",
        "after adopt_settings",
        "after sync_sources",
        "before take_over",
        "after retold._copy *5",
        "after retold.carry",
        "after take_over",
        "after run.arestate",
        "before note_damage",
    ),
}
# What a killed run left is being taken in by a run that is killed too.
TWICE: tuple[tuple[str, str, str], ...] = (
    ("first", "after Archive.decide", "before adopt_settings"),
    ("first", "after Archive.decide", "after adopt_settings"),
    ("changed", "after Archive.append", "before record_capture"),
    ("changed", "after Archive.append", "after record_capture"),
    ("changed", "after Archive.append", "after record_known"),
    ("changed", "amidst durable._put", "after Archive.recover"),
    ("changed", "after record_capture", "before record_reading"),
    ("changed", "after record_capture", "after record_reading"),
    ("believed", "after Archive.revisit", "before record_reading"),
    ("believed", "after Archive.revisit", "after record_reading"),
    ("believed", "after Archive.revisit", "after record_known"),
    ("moved as it is", "after Archive.revisit", "before record_check"),
    ("moved as it is", "after Archive.revisit", "after record_check"),
    ("gone", "after Archive.decide", "before record_gone"),
    ("gone", "after Archive.decide", "after record_gone"),
    ("link", "after Archive.decide", "before record_followed"),
    ("link", "after Archive.decide", "after record_followed"),
    ("site", "before record_frame", "after record_frame"),
    ("renamed", "after Archive.decide", "before adopt_settings"),
    ("renamed", "after Archive.decide", "after adopt_settings"),
    ("retired", "after Archive.decide", "after adopt_settings"),
    ("settings", "after Archive.decide", "after adopt_settings"),
    ("crowd", "after Archive.decide", "after Archive.decide"),
    ("site edited", "after Archive.decide", "before record_reading"),
    ("site edited", "after Archive.decide", "after record_reading"),
    ("accepted", "after Archive.decide", "before record_reading"),
    ("accepted", "after Archive.decide", "after record_reading"),
    ("rejected", "after Archive.decide", "before record_rejected"),
    ("rejected", "after Archive.decide", "after record_rejected"),
    ("history lost", "after sync_sources", "before take_over"),
)

# Writes of runs at which none is killed here, and why.
ELSEWHERE = {
    "forget_validators": "the next look is asked with them once more, and forgets them then",
    "judged": "of an empty page before a browser renders it: it needs one, and the next look judges anew",
}


def killed(watched: Watched, point: str, what: Doing = "run") -> None:
    """A run, or what else it is, that is killed at a point of the table."""
    said, _, time = point.partition(" *")
    when, step = said.split(" ")
    room, dot, name = step.rpartition(".")
    where = ROOMS.get(room + dot) or f"monitor.history.{room}:"
    watched.killed(cast(When, when), where + name, what, time=int(time or 1))


@pytest.fixture(scope="module")
def pasts(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Iterator[Pasts]:
    yield Pasts(tmp_path_factory.mktemp("pasts"), make_httpserver)
    make_httpserver.clear()


def comes_to_the_same(watched: Watched, name: str, pasts: Pasts, *, told_again: bool = True) -> None:
    """After a run that was killed: nothing is lost, nothing is doubled, and the archive alone says the same."""
    undisturbed, from_the_archive = pasts.undisturbed(name)
    SCENARIOS[name].after(watched)
    last = watched.run()
    assert (last.changes, last.result.changes) == ([], [])
    assert differences(facts_of(watched), undisturbed) == []
    assert is_known_to_its_end(watched)
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    assert watched.ask("PRAGMA foreign_key_check") == []
    found = verify(watched.settings, watched.archive, now=watched.now, patience=0)
    assert [problem for problem in found.problems if problem.kind not in TOLD] == []
    if not told_again:
        return
    grown = all_of(watched)
    again(watched, *watched.archive.sources())
    if SCENARIOS[name].as_read:
        assert differences(all_of(watched), grown) == []
    assert differences(facts_of(watched), from_the_archive) == []


@pytest.mark.parametrize(("name", "point"), [(name, point) for name, points in POINTS.items() for point in points])
def test_a_run_that_is_killed_leaves_the_history_that_an_undisturbed_one_would(
    pasts: Pasts, tmp_path: Path, name: str, point: str
) -> None:
    """The past is told again at every third point, for time's sake; `tests.soak.killed_runs` does it at each."""
    watched = pasts.begun(name, tmp_path)
    killed(watched, point, SCENARIOS[name].what)
    comes_to_the_same(watched, name, pasts, told_again=POINTS[name].index(point) % 3 == 1)


@pytest.mark.parametrize(("name", "first", "second"), TWICE)
def test_a_run_that_is_killed_while_it_takes_in_what_a_killed_one_left_does_so_too(
    pasts: Pasts, tmp_path: Path, name: str, first: str, second: str
) -> None:
    watched = pasts.begun(name, tmp_path)
    killed(watched, first, SCENARIOS[name].what)
    killed(watched, second)
    comes_to_the_same(watched, name, pasts)


def test_every_past_is_one_in_which_runs_are_killed() -> None:
    assert POINTS.keys() == SCENARIOS.keys()


def test_every_table_is_compared_or_set_apart(pasts: Pasts, tmp_path: Path) -> None:
    watched = pasts.begun("changed", tmp_path)
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fulltext_%' ORDER BY name"
    assert [table for (table,) in watched.ask(sql)] == sorted(QUESTIONS.keys() | APART)


def test_every_write_of_a_run_is_a_point_at_which_it_is_killed(repository: Path) -> None:
    """What opens a transaction and is called by a run; whoever adds one names a point before it and one after it."""
    points = [*chain.from_iterable(POINTS.values()), *chain.from_iterable(twice[1:] for twice in TWICE)]
    named = {point.split(" ")[1].rpartition(".")[2] for point in points}
    writes = {
        one.name
        for file in (repository / "monitor/history").glob("*.py")
        for one in ast.parse(file.read_text()).body
        if isinstance(one, ast.FunctionDef) and "with transaction(" in ast.unparse(one)
    }
    calls = "".join(file.read_text() for file in (repository / "monitor/look").glob("*.py"))
    calls += (repository / "monitor/run.py").read_text()
    called = {name for name in re.findall(r"\bhistory\.([a-z_]+)", calls) if name in writes}
    assert {"record_reading", "record_check", "end_run", "record_frame"} <= called
    assert called - named == set(ELSEWHERE)
