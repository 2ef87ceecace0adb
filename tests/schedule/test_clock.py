"""A clock that is set, or a machine that slept: what is due is counted anew."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from monitor.run import RunResult
from monitor.schedule import Watch, daemon
from monitor.schedule.clock import Clock
from tests.watched import Watched

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("by", [timedelta(hours=30), -timedelta(days=200)])
def test_a_jump_is_told_once_and_by_how_much(by: timedelta) -> None:
    shift = timedelta(0)
    clock = Clock(lambda: datetime.now(UTC) + shift)
    assert clock.jump() is None
    shift = by
    jumped = clock.jump()
    assert jumped is not None
    assert abs(jumped - by) < timedelta(seconds=1)
    assert clock.jump() is None


@pytest.mark.parametrize("by", [timedelta(hours=30), -timedelta(days=200)])
def test_a_clock_that_is_set_makes_due_what_is_due_by_it(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, by: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(daemon, "TICK", 0.2)
    told: list[RunResult] = []

    async def forever(clock: time_machine.Traveller) -> None:
        def step(result: RunResult) -> None:
            told.append(result)
            if len(told) == 1:
                asyncio.get_running_loop().call_later(0.5, clock.shift, by)
            else:
                made.stop()

        made = Watch(watched.settings, told=step)
        await asyncio.wait_for(made.forever(), timeout=30)

    with time_machine.travel(NOW, tick=True) as clock:
        asyncio.run(forever(clock))
    assert [look.source for result in told for look in result.checks] == ["budapest", "budapest"]
    assert "jumped" in caplog.text
