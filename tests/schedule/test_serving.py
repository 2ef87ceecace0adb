"""/healthz and /metrics say what is, over real HTTP."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.health import Health, health
from monitor.health.metrics import Metrics
from monitor.schedule import visits
from monitor.schedule.serving import Serving
from tests.watched import Watched, page


@pytest.fixture
def base(watched: Watched) -> Iterator[str]:
    metrics = Metrics(lambda: watched.settings, lambda: watched.now)
    metrics.looked(watched.run().result.checks)
    with Serving(("127.0.0.1", 0), lambda: health(watched.settings, now=watched.now), metrics) as served:
        yield f"http://127.0.0.1:{served.port}"


def samples(base: str) -> dict[tuple[str, ...], float]:
    with urlopen(f"{base}/metrics") as answer:
        text = answer.read().decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_health_is_200_while_looks_are_made_and_503_when_they_are_late(base: str, watched: Watched) -> None:
    with urlopen(f"{base}/healthz") as answer:
        assert json.load(answer) == {"alive": True, "complaints": []}
    watched.now += timedelta(days=3)
    with pytest.raises(HTTPError) as raised:
        urlopen(f"{base}/healthz")
    with raised.value as answer:
        assert answer.code == 503
        assert json.load(answer)["alive"] is False


def test_the_figures_are_those_of_the_history(base: str, watched: Watched) -> None:
    first = samples(base)
    assert first["monitor_runs_total",] == 1
    assert first["monitor_checks_total", "new"] == 1
    assert first["monitor_sources", "well"] == 1
    assert first["monitor_fetch_seconds_count",] == 1
    success = first["monitor_source_last_success_timestamp_seconds", "budapest"]
    assert success == watched.now.timestamp()
    watched.serve(page("Spain"))
    watched.run()
    watched.serve("", status=500)
    watched.run()
    then = samples(base)
    assert then["monitor_runs_total",] == 3
    kinds = {names[1] for names in then if names[0] == "monitor_changes_total"}
    assert [kind.partition(".")[0] for kind in kinds] == ["chair"]
    assert then["monitor_checks_total", "server-error"] == 1
    assert then["monitor_sources", "failing"] == 1
    assert then["monitor_alive",] == 1


@pytest.mark.parametrize("path", ["healthz", "metrics"])
def test_what_follows_a_question_mark_is_no_other_page_and_head_gives_the_head_alone(base: str, path: str) -> None:
    with urlopen(f"{base}/{path}?now=1") as answer:
        whole = answer.read()
    assert whole
    with urlopen(Request(f"{base}/{path}", method="HEAD")) as answer:
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.headers["Content-Length"]) == pytest.approx(len(whole), abs=100)  # times are in it


def test_head_of_what_is_late_is_503_and_of_nothing_404(base: str, watched: Watched) -> None:
    watched.now += timedelta(days=3)
    for path, status in (("healthz", 503), ("history.db", 404)):
        with pytest.raises(HTTPError) as raised:
            urlopen(Request(f"{base}/{path}", method="HEAD"))
        with raised.value as answer:
            assert (answer.code, answer.read()) == (status, b"")


def test_who_connects_and_says_nothing_keeps_nobody_from_an_answer(base: str) -> None:
    port = urlsplit(base).port
    with ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(60)]
        for each in idle[::2]:
            each.sendall(b"GET /healthz HTTP/1.1\r\n")
        with urlopen(f"{base}/healthz", timeout=5) as answer:
            assert answer.status == 200
        assert threading.active_count() < 20


def test_who_is_slow_to_be_answered_holds_up_others_for_a_moment_only(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "PATIENCE", 0.1)
    answered, begun = threading.Event(), threading.active_count()

    def fares() -> Health:
        answered.wait()
        return health(watched.settings, now=watched.now)

    with (
        Serving(("127.0.0.1", 0), fares, Metrics(lambda: watched.settings, lambda: watched.now)) as served,
        ExitStack() as stack,
    ):
        stack.callback(answered.set)
        for _ in range(30):
            asks = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            asks.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")
        last = stack.enter_context(socket.create_connection(("127.0.0.1", served.port), timeout=10))
        assert last.recv(100) == b"", "it is turned away"
        assert threading.active_count() - begun <= visits.VISITS + 1
        answered.set()
        with urlopen(f"http://127.0.0.1:{served.port}/metrics", timeout=5) as answer:
            assert answer.status == 200


def test_who_hangs_up_is_no_word_on_stderr(base: str, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(base).port)) as asks:
        asks.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closed with a reset
        asks.sendall(b"GET /hea")
    with urlopen(f"{base}/healthz") as answer:
        assert answer.status == 200
    assert capfd.readouterr().err == ""


def test_nothing_else_is_there(base: str) -> None:
    with pytest.raises(HTTPError) as raised:
        urlopen(f"{base}/history.db")
    with raised.value as answer:
        assert answer.code == 404
