"""/healthz and /metrics say what is, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from monitor.health import health
from monitor.health.metrics import Metrics
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


def test_nothing_else_is_there(base: str) -> None:
    with pytest.raises(HTTPError) as raised:
        urlopen(f"{base}/history.db")
    with raised.value as answer:
        assert answer.code == 404
