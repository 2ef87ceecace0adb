"""When a request is worth a second try, and how long to wait for it."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import stamina

from monitor.errors import ProxyRefused, Truncated, Unreachable
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Reply

# stamina warns of each retry. That is no news to whoever runs a check or the daemon: the verdict tells how it ended.
logging.getLogger("stamina").addHandler(logging.NullHandler())
logging.getLogger("stamina").propagate = False

_WORTH = (Unreachable, Truncated)  # a connection that failed or broke


async def persistent(ask: Callable[[], Awaitable[Reply]], *, retries: int, deadline: Deadline) -> Reply:
    """The first reply of `ask` that is not worth another try, or the last one after `retries` more.

    Tried again are broken connections, 429 and 5xx: after the time that Retry-After names, when the deadline leaves it,
    else after a growing, jittered pause. Raises the last FetchError of `ask`.
    """
    try:
        async for attempt in stamina.retry_context(
            on=lambda error: _pause(error, deadline), attempts=retries + 1, timeout=None, wait_initial=0.2
        ):
            with attempt:
                return _satisfying(await ask())
    except _UnsatisfyingError as last:
        return last.reply
    raise AssertionError("stamina gives at least one attempt")


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header names, as a number or as a date (RFC 9110, 10.2.3); None when it names none."""
    text = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds())


class _UnsatisfyingError(Exception):
    """A reply that may be better in a moment. Raised and caught here only: stamina speaks in exceptions."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


def _satisfying(reply: Reply) -> Reply:
    if reply.status == 429 or reply.status >= 500 or isinstance(reply.error, _WORTH):
        raise _UnsatisfyingError(reply)
    return reply


def _pause(error: Exception, deadline: Deadline) -> bool | float:
    """stamina's question: whether to try again (with its own back-off), or after how many seconds."""
    if isinstance(error, _UnsatisfyingError):
        wish = seconds_to_wait(error.reply.header("retry-after"), error.reply.arrived)
        if wish is not None:
            return wish if wish < deadline.remaining() else False
        return deadline.remaining() > 1
    return isinstance(error, _WORTH) and not isinstance(error, ProxyRefused) and deadline.remaining() > 1
