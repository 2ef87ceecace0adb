"""What one run knows of hosts the next one knows too, and nothing is kept of which nothing is worth keeping."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.fetch import HostState

ROBOTS = "User-agent: *\nDisallow: /intern\n# réservé\n"


@pytest.fixture
def now(write):
    return write.START


@pytest.fixture
def resting(now):
    """A host that failed often, with all that can be known of one."""
    return HostState(
        "https://example.org",
        failures=6,
        until=now + timedelta(minutes=20, microseconds=7),
        reason="it failed 6 times in a row",
        asked_at=now - timedelta(seconds=3),
        robots=ROBOTS,
        robots_status=200,
        robots_until=now + timedelta(hours=23),
    )


def test_hosts_come_back_as_they_were_remembered(diary, now, resting):
    asked = HostState("http://example.org:8080", asked_at=now, robots_status=404, robots_until=now + timedelta(days=1))
    assert past.hosts(diary.history) == ()
    past.remember_hosts(diary.history, (resting, asked), now=now)
    assert past.hosts(diary.history) == (asked, resting)
    again = past.open_reader(diary.path)
    assert past.hosts(again) == (asked, resting)
    again.close()


def test_of_hosts_that_are_known_to_the_caller_the_ones_that_differ_are_written_and_the_table_is_not_read(
    diary, now, resting
):
    others = tuple(replace(resting, origin=f"https://{number}.example.com") for number in range(50))
    kept = {}
    past.remember_hosts(diary.history, others, now=now, kept=kept)
    done = []
    diary.history.conn.set_trace_callback(done.append)
    past.remember_hosts(diary.history, others, now=now, kept=kept)
    assert done == []
    past.remember_hosts(diary.history, (*others, resting), now=now, kept=kept)
    diary.history.conn.set_trace_callback(None)
    assert [sql.split(" ")[0] for sql in done] == ["BEGIN", "INSERT", "COMMIT"]
    past.remember_hosts(diary.history, (), now=now + timedelta(days=2), kept={**kept})
    assert len(kept) == 51
    past.remember_hosts(diary.history, (replace(resting, failures=0),), now=now + timedelta(days=2), kept=kept)
    assert {host.origin: host for host in past.hosts(diary.history)} == kept


def test_a_host_is_replaced_and_the_others_stay(diary, now, resting):
    other = replace(resting, origin="https://example.com")
    past.remember_hosts(diary.history, (resting, other), now=now)
    mended = HostState("https://example.org", asked_at=now + timedelta(minutes=1))
    past.remember_hosts(diary.history, (mended,), now=now + timedelta(minutes=1))
    assert past.hosts(diary.history) == (other, mended)


@pytest.mark.parametrize(
    ("worth", "days"),
    [
        ({"failures": 1}, 400),
        ({"until": timedelta(hours=2)}, 2 / 24),
        ({"robots_until": timedelta(hours=20), "robots_status": 200, "robots": ROBOTS}, 20 / 24),
        ({"asked_at": timedelta()}, 1.1 / 24),
    ],
)
def test_a_host_is_kept_while_something_of_it_is_worth_keeping(diary, now, worth, days):
    known = {name: now + value if isinstance(value, timedelta) else value for name, value in worth.items()}
    state = HostState("https://example.org", **known)
    past.remember_hosts(diary.history, (state,), now=now)
    past.remember_hosts(diary.history, (), now=now + timedelta(days=days) - timedelta(minutes=10))
    assert past.hosts(diary.history) == (state,)
    past.remember_hosts(diary.history, (), now=now + timedelta(days=days, minutes=10))
    assert past.hosts(diary.history) == ((state,) if state.failures else ())


def test_a_host_of_which_nothing_is_known_is_not_written(diary, now, resting):
    past.remember_hosts(diary.history, (HostState("https://example.org"),), now=now)
    assert past.hosts(diary.history) == ()
    past.remember_hosts(diary.history, (resting,), now=now)
    past.remember_hosts(diary.history, (HostState("https://example.org"),), now=now)
    assert past.hosts(diary.history) == ()


def test_what_is_known_already_writes_nothing(diary, now, resting):
    past.remember_hosts(diary.history, (resting,), now=now)
    before = diary.history.conn.total_changes
    past.remember_hosts(diary.history, (resting,), now=now + timedelta(minutes=1))
    past.remember_hosts(diary.history, (), now=now + timedelta(minutes=1))
    assert diary.history.conn.total_changes == before


def test_hosts_can_be_asked_in_readable_times(diary, now, resting):
    past.remember_hosts(diary.history, (resting,), now=now)
    assert list(diary.history.query("SELECT * FROM host_state")) == [
        {
            "origin": "https://example.org",
            "failures": 6,
            "until": "2026-11-01T06:20:00Z",
            "reason": "it failed 6 times in a row",
            "asked_at": "2026-11-01T05:59:57Z",
            "robots_status": 200,
            "robots_until": "2026-11-02T05:00:00Z",
        }
    ]
