"""What never changes is looked at less often, what changes more often, what fails ever less often; within bounds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.due import last_looks, next_look
from monitor.due.adaptive import Found, adapted
from monitor.run import run_once
from tests.schedule.conftest import load_with
from tests.watched import Watched, page

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
EVERY = timedelta(hours=12)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ((), EVERY),
        (("same",) * 5, EVERY),
        (("same",) * 6, 2 * EVERY),
        (("same",) * 12, 4 * EVERY),
        (("same",) * 32, WEEK),
        (("changed", *("same",) * 20), EVERY),
        (("changed", "same", "changed"), EVERY / 2),
        (("changed",) * 12, HOUR),
        (("failed",), EVERY),
        (("failed",) * 3, 4 * EVERY),
        (("failed",) * 30, WEEK),
        (("same", "failed", "failed"), EVERY),
    ],
)
def test_the_time_until_the_next_look(looks: tuple[Found, ...], expected: timedelta) -> None:
    assert adapted(EVERY, looks, least=HOUR, most=WEEK) == expected


@given(
    st.lists(st.sampled_from(("changed", "same", "failed")), max_size=40),
    st.timedeltas(timedelta(minutes=1), timedelta(days=300)),
)
def test_it_stays_within_the_bounds_or_is_what_was_asked_for(looks: list[Found], every: timedelta) -> None:
    wanted = adapted(every, looks, least=HOUR, most=WEEK)
    assert min(HOUR, every) <= wanted <= max(WEEK, every)


def test_a_page_that_stays_as_it_is_comes_less_often_only_where_it_is_asked_for(watched: Watched) -> None:
    for _ in range(8):
        watched.run(hours=12)
    (source,) = watched.settings.sources
    for adaptive, hours in (("false", 12), ("true", 24)):
        settings = load_with(watched, f"[watch]\nadaptive = {adaptive}\n")
        last = last_looks(settings)[source.id]
        assert next_look(source, settings, last, watched.now) == watched.now + timedelta(hours=hours)
    watched.serve(page("Spain"))
    watched.now += timedelta(hours=24)
    run_once(settings, now=lambda: watched.now)
    after = last_looks(settings)[source.id]
    assert after.found[0] == "changed"
    assert next_look(source, settings, after, watched.now) == watched.now + timedelta(hours=12)
