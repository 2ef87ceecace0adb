"""What one run learned of a host, the next one knows: its pace, its robots.txt, and that it wants to be left alone."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.errors import ArchiveFull
from monitor.look import look
from monitor.run import RunResult
from monitor.schedule import Watch
from tests.watched import FETCH, Watched, page


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.serve(page())
    return watched


def test_robots_txt_is_asked_for_once_a_day_and_not_once_a_run(watched: Watched) -> None:
    for _ in range(3):
        assert not watched.run(hours=1).result.failed
    assert len(watched.asked("/robots.txt")) == 1
    watched.run(hours=22)
    assert len(watched.asked("/robots.txt")) == 2


def test_what_robots_txt_forbids_stays_forbidden_in_the_next_run(watched: Watched) -> None:
    watched.server.handlers.clear()
    watched.server.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /budapest")
    looks = [watched.run(hours=1).look for _ in range(2)]
    assert [look.verdict for look in looks] == ["refused", "refused"]
    assert len(watched.asked("/robots.txt")) == 1
    assert watched.asked() == []


def test_the_pace_is_kept_from_one_run_to_the_next(watched: Watched) -> None:
    times: list[float] = []

    def respond(request: Request) -> Response:
        times.append(time.monotonic())
        return Response(page(), content_type="text/html")

    watched.answer(respond)
    watched.configure(watched.source("budapest"), fetch=FETCH.replace("0 s", "1 s"))
    watched.run()
    watched.run(hours=0)
    assert times[1] - times[0] >= 0.99
    watched.run(hours=1)
    assert times[2] - times[1] < 0.9


def test_a_host_that_asked_to_be_left_alone_is_not_asked_by_the_next_run_and_the_look_says_until_when(
    watched: Watched,
) -> None:
    watched.serve("", status=503, **{"Retry-After": "7200"})
    assert watched.run().look.verdict == "server-error"
    asked = len(watched.asked())
    until = f"{watched.now:%Y-%m-%d} 08:00"
    look = watched.run(hours=1).look
    assert look.verdict == "unreachable"
    assert f"left alone until {until}" in (look.error or "")
    assert len(watched.asked()) == asked
    watched.serve(page())
    assert not watched.run(hours=1.1).result.failed
    assert watched.ask("SELECT failures, until FROM host") == [(0, None)]


def test_a_host_that_failed_again_and_again_is_left_alone_by_the_next_run_until_a_time_that_is_told(
    watched: Watched,
) -> None:
    watched.configure(*(watched.source(f"s{number}", f"/{number}") for number in range(6)))
    watched.serve(page(), "/0")  # robots.txt is there, and then nothing is
    for number in range(6):
        watched.serve("", f"/{number}", status=500)
    first = watched.run()
    until = f"{watched.now:%Y-%m-%d} 06:10"
    assert [check.verdict for check in first.result.checks] == ["server-error"] * 5 + ["unreachable"]
    asked = len(watched.server.log)
    second = watched.run(hours=0.1)
    assert {check.verdict for check in second.result.checks} == {"unreachable"}
    assert all(f"left alone until {until}" in (check.error or "") for check in second.result.checks)
    assert len(watched.server.log) == asked


def test_broken_pages_do_not_keep_the_good_ones_of_their_host_from_being_asked(watched: Watched) -> None:
    names = [f"s{number}" for number in range(8)]
    watched.configure(*(watched.source(name, f"/{name}") for name in names))
    for name in names[:5]:
        watched.serve("", f"/{name}", status=500, **{"Retry-After": "999"})  # so long that it is not tried at once
    for name in names[5:]:
        watched.serve(page(), f"/{name}")
    first = watched.run()
    assert first.verdicts == dict.fromkeys(names[:5], "server-error") | dict.fromkeys(names[5:], "unreachable")
    for hours in (0.1, 12, 12, 0.1, 12):  # after a tenth of an hour the host is still left alone
        told = watched.run(hours=hours)
        good = {told.verdicts[name] for name in names[5:]}
        assert good <= ({"unreachable"} if hours < 1 else {"new", "unchanged"})


def test_a_run_that_is_killed_within_a_host_remembers_it(watched: Watched) -> None:
    watched.configure(watched.source("first"), watched.source("second", "/second"))
    watched.serve(page(), "/second")
    watched.killed("before", "monitor.archive:Archive.append")
    assert watched.ask("SELECT count(*) FROM host") == [(0,)]
    watched.killed("before", "monitor.run:_ended")  # of the first source
    watched.killed("after", "monitor.run:_remember_hosts")
    asked = len(watched.asked("/robots.txt"))
    assert watched.asked("/second") == []
    watched.run(hours=1)
    assert len(watched.asked("/robots.txt")) == asked


@pytest.mark.parametrize("step", ["monitor.history:end_run", "monitor.run:_put_aside"])
def test_a_run_that_is_killed_after_the_last_source_of_a_host_remembers_it(watched: Watched, step: str) -> None:
    watched.killed("before", step)
    watched.run(hours=1)
    assert len(watched.asked("/robots.txt")) == 1


def test_a_run_that_ends_in_an_error_remembers_its_hosts(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*arguments: object) -> object:
        await look(*arguments)  # type: ignore[arg-type]  # as they come
        raise ArchiveFull("no room left")

    monkeypatch.setattr("monitor.run.look", full)
    with pytest.raises(ArchiveFull):
        watched.run(hours=1)
    monkeypatch.undo()
    watched.run(hours=1)
    assert len(watched.asked("/robots.txt")) == 1


def test_the_runs_of_the_daemon_know_each_others_hosts(watched: Watched) -> None:
    watched.configure(watched.source("budapest", every="1 s"))
    ended: list[RunResult] = []

    async def until_two_runs() -> None:
        def told(result: RunResult) -> None:
            ended.append(result)
            if len(ended) == 2:
                watch.stop()

        watch = Watch(watched.settings, told=told)
        await asyncio.wait_for(watch.forever(), timeout=60)

    asyncio.run(until_two_runs())
    assert len(watched.asked()) == 2
    assert len(watched.asked("/robots.txt")) == 1
