"""What is remembered of hosts from one run to the next: circuits, pace and robots.txt, as the gate knows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlite_utils import Database

from monitor.history.database import instant, moment_or_none, transaction

if TYPE_CHECKING:
    from monitor.fetch import HostState

PACED = timedelta(hours=1)  # the longest pace, with room: a request before that makes nobody wait


def hosts(history: Database) -> tuple[HostState, ...]:
    """All that is remembered, in order of origins."""
    from monitor.fetch import HostState  # here, not above: whoever only asks the history must not pay for the network

    return tuple(
        HostState(
            origin=row["origin"],
            failures=row["failures"],
            until=moment_or_none(row["until"]),
            reason=row["reason"],
            asked_at=moment_or_none(row["asked_at"]),
            robots=row["robots"],
            robots_status=row["robots_status"],
            robots_until=moment_or_none(row["robots_until"]),
        )
        for row in history.query("SELECT * FROM host ORDER BY origin")
    )


def remember_hosts(
    history: Database, states: Iterable[HostState], *, now: datetime, kept: dict[str, HostState] | None = None
) -> None:
    """Replaces what is kept of these origins and drops what is worth nothing any more; writes only what differs.

    `kept`: what the table holds, by origin, as the caller read or wrote it last; it is brought up to date. Without it
    the table is read.

    An origin is worth keeping while it failed last, is left alone, has a robots.txt that is good, or was asked within
    the hour.
    """
    before = {state.origin: state for state in hosts(history)} if kept is None else dict(kept)
    known = {**before, **{state.origin: state for state in states}}
    after = {origin: state for origin, state in known.items() if _is_worth_keeping(state, now)}
    if after == before:
        return
    with transaction(history):
        for origin in before.keys() - after.keys():
            history.execute("DELETE FROM host WHERE origin = ?", [origin])
        for origin, state in after.items():
            if before.get(origin) != state:
                history.execute("INSERT OR REPLACE INTO host VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(state))
    if kept is not None:
        kept.clear()
        kept.update(after)


def _is_worth_keeping(state: HostState, now: datetime) -> bool:
    return (
        state.failures > 0
        or (state.until is not None and state.until > now)
        or (state.robots_until is not None and state.robots_until > now)
        or (state.asked_at is not None and now - state.asked_at <= PACED)
    )


def _row(state: HostState) -> list[str | int | None]:
    return [
        *(state.origin, state.failures, _instant(state.until), state.reason, _instant(state.asked_at)),
        *(state.robots, state.robots_status, _instant(state.robots_until)),
    ]


def _instant(moment: datetime | None) -> int | None:
    return None if moment is None else instant(moment)
