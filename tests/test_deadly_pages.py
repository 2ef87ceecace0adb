"""A page that kills its reader is marked as failed, the run goes on, and another extractor alone reads it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from monitor.documents import Worker
from monitor.extract import PageReading, Payload
from monitor.look import keeping, reading, recording
from monitor.model import Source
from monitor.upkeep import at_the_desk, rebuild, restate
from tests import killing
from tests.watched import Watched, page

DEADLY = page("Poland", extra="<p>deadly</p>")
Killer = Callable[[Payload, Source], PageReading]
WAYS: list[tuple[Killer, str]] = [
    (killing.out_of_memory, "more memory than a page may"),
    (killing.out_of_time, "not read within 5 seconds"),
    (killing.by_signal, "ended by signal 11"),
    (killing.by_exit, "ended with status 3"),
    (killing.with_a_lie, "a wrong answer"),
]


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("budapest"), watched.source("other", "/other"))
    watched.serve(page())
    watched.serve(page(), "/other")
    return watched


def failures(watched: Watched) -> int:
    ((count,),) = watched.ask("SELECT count(*) FROM extraction WHERE outcome = 'failed'")
    return int(count)


def told(watched: Watched) -> dict[str, list[tuple[Any, ...]]]:
    """What the history holds, without numbers of rows."""
    facts = watched.facts()
    return facts | {
        "extraction": [row[1:] for row in facts["extraction"]],
        "finding": sorted(facts["finding"], key=str),
    }


def newer(patch: pytest.MonkeyPatch, what: str) -> None:
    """Another version of the extractor or of the lookups from now on, as this process sees it."""
    for module in (keeping, reading, recording):
        if what == "extractor":
            patch.setattr(module, "extractor_of", lambda layout: "newer")
        else:
            patch.setattr(module, "version", lambda: "newer")


@pytest.mark.parametrize(("killer", "words"), WAYS, ids=[killer.__name__ for killer, _ in WAYS])
def test_the_run_goes_on_and_the_page_is_not_tried_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, killer: Killer, words: str
) -> None:
    watched.run()
    monkeypatch.setattr(reading, "read_capture", killer)
    monkeypatch.setattr(reading, "READING", 5.0 if killer is killing.out_of_time else reading.READING)
    watched.serve(DEADLY)
    watched.serve(page("Spain"), "/other")
    run = watched.run(own_worker=True)
    assert run.changes == [("chair.handover", "")]
    looks = {check.source: check for check in run.result.checks}
    assert (looks["other"].outcome, looks["budapest"].outcome) == ("ok", "failed")
    assert words in (looks["budapest"].error or "")
    for _ in range(4):
        assert {c.source: c.outcome for c in watched.run().result.checks}["budapest"] == "failed"
    assert failures(watched) == 1
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'source-failing' AND closed_at IS NULL") == [(1,)]
    assert watched.ask("SELECT json_extract(value, '$.country') FROM now WHERE field = 'chair' ORDER BY source") == [
        ("HU",),
        ("ES",),
    ]


@pytest.mark.parametrize("what", ["extractor", "lookups"])
def test_another_extractor_or_other_lookups_try_it_once_more(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    watched.run()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_capture", killing.by_signal)
        watched.serve(DEADLY)
        watched.run(own_worker=True)
        newer(patch, what)
        for _ in range(3):
            watched.run(own_worker=True)
        assert failures(watched) == 2
    run = watched.run()  # one that can read it
    assert run.changes == [("chair.handover", "")]
    assert watched.ask("SELECT count(*) FROM finding WHERE kind = 'source-failing' AND closed_at IS NULL") == [(0,)]


def test_a_reading_that_waits_does_not_have_a_deadly_page_tried_at_each_look(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def claiming(count: int, extra: str = "") -> str:
        members = ("Albania", "Austria", "Belgium", "Croatia", "Hungary", "Poland", "Spain", "Sweden")[:count]
        return page(members=members, extra=extra).replace("<h2>Member States</h2>", f"<h2>Member States ({count})</h2>")

    watched.serve(claiming(8))
    watched.run()
    watched.serve(claiming(4))
    watched.run(hours=1)
    assert watched.ask("SELECT count(*) FROM held WHERE ended_at IS NULL AND by_itself = 1") != [(0,)]
    monkeypatch.setattr(reading, "read_capture", killing.by_exit)
    watched.serve(claiming(4, "<p>deadly</p>"))
    for _ in range(3):
        watched.run(own_worker=True)
    assert failures(watched) == 1


def test_the_past_told_again_has_the_failed_capture_and_goes_on_behind_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.configure(watched.source("budapest"))
    watched.run()
    monkeypatch.setattr(reading, "read_capture", killing.by_signal)
    for body in (DEADLY, page("Spain")):
        watched.serve(body)
        for _ in range(2):
            watched.run(own_worker=True)
    before = told(watched)
    assert (failures(watched), len(before["change"])) == (1, 1)
    with at_the_desk(watched.settings, now=lambda: watched.now) as desk:
        restate(desk, watched.settings, ["budapest"])
    assert told(watched) == before
    rebuilt = rebuild(watched.settings, now=lambda: watched.now)
    assert (rebuilt.failed, rebuilt.restated.lost) == ((), ())
    assert told(watched) == before
    for file in watched.folder.glob("history.db*"):
        file.unlink()
    rebuild(watched.settings, now=lambda: watched.now)
    assert watched.facts()["change"] == before["change"]
    assert failures(watched) == 1
    watched.run(own_worker=True)
    assert failures(watched) == 1


def test_a_deadly_page_that_is_told_again_by_a_reader_that_can_is_read(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.run()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_capture", killing.by_signal)
        watched.serve(DEADLY)
        watched.run(own_worker=True)
    rebuild(watched.settings, now=lambda: watched.now)
    assert failures(watched) == 0
    assert watched.ask("SELECT kind FROM change") == [("chair.handover",)]


def test_what_a_reading_process_answers_is_never_unpickled(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """A pickle can run anything where it is read: the calls of our own to it are pickled, what comes back is JSON."""
    loading = {
        str(file.relative_to(repository))
        for file in (repository / "monitor").rglob("*.py")
        if re.search(
            r"\bpickle\.loads?\(|Unpickler|\bmarshal\.|\bshelve\b|\.recv\(\)", file.read_text(encoding="utf-8")
        )
    }
    assert loading == {"monitor/documents/child.py"}

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was unpickled")

    for name in ("pickle.loads", "pickle.load", "pickle.Unpickler", "multiprocessing.reduction.ForkingPickler.loads"):
        monkeypatch.setattr(name, refuse)
    with Worker() as worker:
        payload = Payload(page().encode(), "text/html", "utf-8", "https://a.test/", 200)
        source = Source("budapest", "https://a.test/", "mechanism-page", ("budapest-process",))
        found = worker.call(killing.by_exit, payload, source, timeout=30)
    assert found.extraction is not None
    assert found.extraction.outcome == "ok"
