"""What the gate decides for one rendering."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from monitor.fetch.browser.relay import Dial
from monitor.fetch.deadline import Deadline
from monitor.fetch.http import httpx


@dataclass(frozen=True, slots=True)
class Visit:
    """The bounds of a page, and its ways to the gate.

    `ports`: those that any URL may lead to. `dial` makes a connection as the gate does. `allows` raises the FetchError
    of a URL that robots.txt forbids. `hold` keeps a host from all other fetches, and tells the seconds it waited.
    """

    ports: frozenset[int]
    max_bytes: int
    deadline: Deadline
    dial: Dial
    allows: Callable[[httpx.URL], Awaitable[None]]
    hold: Callable[[str], AbstractAsyncContextManager[float]]
