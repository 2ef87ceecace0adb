"""A second try comes when it may help, and when it was asked for."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from monitor.errors import AddressRefused, FetchError, TooLarge, Truncated, Unreachable
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Reply
from monitor.fetch.retry import persistent, seconds_to_wait

NOW = datetime(2020, 3, 1, 12, 0, tzinfo=UTC)


def reply(status: int, *headers: tuple[str, str], error: FetchError | None = None) -> Reply:
    return Reply(status, headers, NOW, error=error)


def tries(*outcomes: Reply | FetchError, retries: int = 2, seconds: float = 20) -> tuple[Reply | FetchError, int]:
    """What came of it, and how many requests it took."""
    asked = 0

    async def ask() -> Reply:
        nonlocal asked
        outcome = outcomes[min(asked, len(outcomes) - 1)]
        asked += 1
        if isinstance(outcome, FetchError):
            raise outcome
        return outcome

    try:
        return asyncio.run(persistent(ask, retries=retries, deadline=Deadline(seconds))), asked
    except FetchError as error:
        return error, asked


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        (" 5 ", 5.0),
        ("Sun, 01 Mar 2020 12:00:30 GMT", 30.0),
        ("Sunday, 01-Mar-20 12:00:30 GMT", 30.0),
        ("Sun Mar  1 12:00:30 2020", 30.0),
        ("Sun, 01 Mar 2020 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(text: str | None, seconds: float | None) -> None:
    assert seconds_to_wait(text, NOW) == seconds


@pytest.mark.parametrize(
    "first", [reply(503), reply(429), reply(500), Unreachable("reset"), reply(200, error=Truncated("cut"))]
)
def test_what_may_pass_is_tried_again(first: Reply | FetchError) -> None:
    outcome, asked = tries(first, reply(200))
    assert isinstance(outcome, Reply)
    assert (outcome.status, asked) == (200, 2)


@pytest.mark.parametrize(
    "first", [reply(404), reply(403), reply(304), AddressRefused("no"), TooLarge("much"), FetchError("odd")]
)
def test_what_will_not_pass_is_asked_once(first: Reply | FetchError) -> None:
    assert tries(first, reply(200)) == (first, 1)


def test_the_last_reply_or_error_stands_when_the_tries_are_used_up() -> None:
    wait = ("Retry-After", "0")
    last = reply(503, wait)
    assert tries(reply(500, wait), reply(500, wait), last, reply(200)) == (last, 3)
    error = Unreachable("reset")
    assert tries(error, retries=1) == (error, 2)
    assert tries(last, retries=0) == (last, 1)


def test_a_wish_beyond_the_deadline_is_not_waited_for() -> None:
    busy = reply(429, ("Retry-After", "3600"))
    assert tries(busy, reply(200)) == (busy, 1)


def test_nothing_is_tried_again_when_the_time_is_nearly_over() -> None:
    error = Unreachable("reset")
    assert tries(error, reply(200), seconds=0.5) == (error, 1)
