"""One bit anywhere in the snapshots folder: `verify` tells it with its file, or nothing that is stored is changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.archive import Found
from monitor.history import Database, soundness
from monitor.upkeep import one_source
from monitor.upkeep.placed import Stock
from monitor.upkeep.verify import verify
from tests.watched import MEMBERS, Watched, page


@dataclass
class Past:
    """An archive with all kinds of records, and what it holds."""

    watched: Watched
    files: tuple[Path, ...]
    found: list[Found]


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, make_httpserver: HTTPServer) -> Iterator[Past]:
    watched = Watched(tmp_path_factory.mktemp("past"), make_httpserver)
    pages = (page(), page("Poland"), page("Poland", MEMBERS[:2]), page("Poland", MEMBERS[:2]), page("Spain"))
    for body in pages:
        watched.serve(body)
        watched.run()
    watched.serve(page("Austria"), "/new.html")
    watched.redirect("/budapest", "/new.html", 301)
    watched.run()
    watched.redirect("/budapest", "/list.html", 302)
    watched.serve(b"%PDF-1.7 nothing that can be read", "/list.html")
    watched.run()
    files = tuple(sorted(path for path in watched.archive.folder.rglob("*") if path.is_file()))
    assert {path.suffix for path in files} == {".dict", ".zst"}
    assert len(files) > 2
    yield Past(watched, files, list(watched.archive.found("budapest")))
    make_httpserver.clear()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), which=st.integers(0, 50), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found_or_does_not_matter(past: Past, where: float, which: int, bit: int) -> None:
    path = past.files[which % len(past.files)]
    before = path.read_bytes()
    offset = int(where * len(before))
    data = bytearray(before)
    data[offset] ^= 1 << bit
    path.write_bytes(data)
    try:
        damage = verify(past.watched.settings, past.watched.archive, now=past.watched.now, patience=0).damage
        here = [one for one in damage if one.file == f"budapest/{path.name}"]
        if here:
            assert any((one.offset or 0) <= offset for one in here)
        else:
            assert damage == []
            assert list(past.watched.archive.found("budapest")) == past.found
    finally:
        path.write_bytes(before)


def test_every_byte_of_a_short_archive(past: Past) -> None:
    for path in past.files:
        before = path.read_bytes()
        for offset in range(0, len(before), 41):
            data = bytearray(before)
            data[offset] ^= 1 << offset % 8
            path.write_bytes(data)
            found = verify(past.watched.settings, past.watched.archive, now=past.watched.now, patience=0)
            if not found.damage:
                assert list(past.watched.archive.found("budapest")) == past.found
        path.write_bytes(before)
    assert verify(past.watched.settings, past.watched.archive, now=past.watched.now, patience=0).damage == []


def test_while_runs_are_at_work_nothing_is_damaged(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    seen: list[list[str]] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            found = verify(watched.settings, watched.archive, now=watched.now + timedelta(hours=1), patience=0.5)
            seen.append([f"{one.kind} {one.where}: {one.message}" for one in found.damage])

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for number in range(100):  # until it was looked at often enough, however fast the machine is
            watched.serve(page(("Poland", "Spain")[number % 2], extra=f"<!-- {number} -->"))
            watched.run()
            if number >= 8 and len(seen) > 3:
                break
    finally:
        stop.set()
        looking.join(20)
    assert len(seen) > 3
    assert [damage for damage in seen if damage] == []


def test_a_run_that_appends_between_two_looks_of_it_makes_no_segment_shorter(
    tmp_path: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The history is asked first, and the files then: in between they grow."""
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    watched.run()
    known = soundness.ends_known

    def appended(book: Database, name: str) -> dict[str, int]:
        watched.serve(page(extra=f"<!-- {watched.now} -->"))
        watched.run()
        return known(book, name)

    monkeypatch.setattr(soundness, "ends_known", appended)
    with closing(history.open_reader(watched.settings.monitor.history)) as book:
        assert list(one_source._ends(book, watched.archive, "budapest")) == []


def test_a_page_with_a_link_that_comes_between_two_looks_is_not_missed(tmp_path: Path, httpserver: HTTPServer) -> None:
    """The files are read first here, and the history then: what stands in it alone is looked for once more."""
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("table", "/all", 'follow = "Table of all"\n'))
    watched.serve('<!doctype html><html><main><h1>Documents</h1><p><a href="/table">Table of all</a></p>', "/all")
    watched.serve(page(), "/table")
    watched.run()
    with closing(history.open_reader(watched.settings.monitor.history)) as book:
        assert soundness.overviews_known(book, "table")
        assert list(one_source._overviews(book, watched.archive, "table", Stock(), set())) == []
        for path in watched.archive.segments("table"):
            path.write_bytes(path.read_bytes()[:200])
        lost = one_source._overviews(book, watched.archive, "table", Stock(), set())
        assert [problem.kind for problem in lost] == ["overview"]
