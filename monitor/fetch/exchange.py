"""One request, one reply: its head, and its body within the budgets of bytes and time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime

from monitor.errors import DeadlinePassed, FetchError
from monitor.fetch.address import Address, parsed
from monitor.fetch.deadline import Deadline
from monitor.fetch.decoding import decoded, too_large
from monitor.fetch.http import Transport, httpx, wire

Headers = tuple[tuple[str, str], ...]
Now = Callable[[], datetime]

_CONNECT = 10.0  # seconds for a connection, when the deadline leaves as many
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a body is read, in bytes on the wire and decoded: more than `most` is TooLarge.

    `enough`: after so many bytes a body that is not encoded is read no further, and what came is taken for it.
    `coded`: the body is left in the coding that it came in, and only the wire is bounded.
    """

    most: int
    enough: int | None = None
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said. `error` is set when the head arrived but the body could not be had whole."""

    status: int
    headers: Headers
    arrived: datetime  # when the head did
    reason: str = ""
    body: bytes = b""
    received: int = 0  # bytes of the body on the wire
    address: Address | None = None  # the peer's
    error: FetchError | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, by its lower-case name."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def location(self) -> str | None:
        """Where a redirect leads; None when the reply is none. Bytes beyond ASCII are UTF-8 where they can be."""
        value = self.header("location") if self.status in REDIRECTS else None
        if not value:
            return None
        try:
            return value.encode("latin-1").decode("utf-8").strip()
        except UnicodeDecodeError:
            return value.strip()


async def exchange(
    transport: Transport, request: httpx.Request, *, bounds: Bounds, deadline: Deadline, now: Now
) -> Reply:
    """Send `request` and read its reply. Raises FetchError when not even a head came. A redirect's body is not read."""
    left = deadline.remaining()
    request.extensions["timeout"] = {"connect": min(left, _CONNECT), "read": left, "write": left, "pool": left}
    try:
        async with asyncio.timeout(left):
            response = await transport.handle_async_request(request)
    except TimeoutError as error:
        raise _late(deadline) from error
    arrived = now()
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    reason = response.extensions.get("reason_phrase", b"").decode("latin-1")
    peer = response.extensions["network_stream"].get_extra_info("server_addr")
    address = parsed(peer[0]) if peer else None
    body, received, failure = b"", 0, None
    try:
        if response.status_code not in REDIRECTS:
            body, received, failure = await _body(response, bounds, deadline)
    finally:
        await response.aclose()
    return Reply(response.status_code, headers, arrived, reason, body, received, address, failure)


async def _body(response: httpx.Response, bounds: Bounds, deadline: Deadline) -> tuple[bytes, int, FetchError | None]:
    """The decoded body, the bytes it took on the wire, and what went wrong (then there is no body)."""
    taken = bytearray()
    codings = response.headers.get("content-encoding", "")
    enough = bounds.enough if codings.strip().lower() in ("", "identity") else None
    try:
        announced = response.headers.get("content-length", "")
        if enough is None and announced.isdecimal() and int(announced[:19]) > bounds.most:
            raise too_large(bounds.most)
        async with asyncio.timeout(deadline.remaining()), aclosing(wire(response)) as pieces:
            async for piece in pieces:
                taken += piece
                if enough is not None and len(taken) >= enough:
                    break
                if len(taken) > bounds.most:
                    raise too_large(bounds.most)
        body = bytes(taken) if bounds.coded else decoded(taken, codings, bounds.most)
        return body, len(taken), None
    except TimeoutError:
        return b"", len(taken), _late(deadline)
    except FetchError as error:
        return b"", len(taken), error


def _late(deadline: Deadline) -> DeadlinePassed:
    return DeadlinePassed(
        f"no whole answer came within {deadline.seconds:g} s", fix="raise timeout in [fetch] if the site is that slow"
    )
