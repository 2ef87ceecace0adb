"""The wall under the browser: a proxy on loopback that lets through what the gate would.

Chromium is given no other way onto the network than this proxy. It dials nothing that no admitted request asked for,
and what it dials goes through the gate's own dialler: addresses, networks of the source and the operator's proxy are as
for any fetch. One for each page, with credentials of its own, since any program of this machine can reach its port.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self

from monitor.errors import FetchError
from monitor.fetch.http import httpx
from monitor.fetch.target import DEFAULT_PORTS, target

LOOPBACK = "127.0.0.1"
USER = "page"
_MOST_CONNECTIONS = 64  # that have shown our credentials; Chromium opens 32 to one proxy
_MOST_STRANGERS = 256  # that have not yet; beyond, the one that waits longest goes
_LONGEST_HEAD = 32 * 1024  # octets; a URL may have 8 KiB, cookies as much again
_HEAD_TIME = 2.0  # seconds for a request's head: the one who writes it is on this machine
_CONNECT_TIME = 10.0
_PIECE = 64 * 1024

_REQUEST = re.compile(r"([A-Z]{1,16}) ([\x21-\x7e]+) HTTP/1\.[01]")
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)")  # RFC 9112, 5: no folded lines
# What speaks of this connection and not of the next (RFC 9110, 7.6.1), and what is for us alone.
_NOT_HANDED_ON = frozenset(
    ["connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer", "upgrade"]
)
_log = logging.getLogger(__name__)


class Stream(Protocol):
    """A connection as the dialler makes it."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes: ...
    async def write(self, buffer: bytes, timeout: float | None = None) -> None: ...
    async def aclose(self) -> None: ...


Dial = Callable[[str, int, float], Awaitable[Stream]]  # host, port, seconds; raises FetchError
Admits = Callable[[httpx.URL], Awaitable[bool]]  # whether a request that passed all checks asked for this


class Relay:
    """An HTTP proxy for one page: GET, HEAD and OPTIONS (before CORS requests) of http URLs, CONNECT for https.

    `admits` is asked with the URL, of a tunnel with its origin. `ports` are those that may be dialled. `max_bytes` is
    the budget of all connections together, both ways; `spent` is set when it is used up, and everything is closed.
    """

    def __init__(self, dial: Dial, admits: Admits, *, ports: frozenset[int], max_bytes: int) -> None:
        self.password = secrets.token_urlsafe(24)
        self.spent = asyncio.Event()
        self.received = 0  # bytes from the network
        self._dial = dial
        self._admits = admits
        self._ports = ports
        self._left = max_bytes
        self._expected = b"Basic " + base64.b64encode(f"{USER}:{self.password}".encode())
        self._server: asyncio.Server | None = None
        self._port: int | None = None  # known on when it is shut: a browser may still ask for the credentials then
        self._tasks: set[asyncio.Task[None]] = set()
        self._strangers: dict[asyncio.Task[None], None] = {}  # in the order in which they came

    @property
    def url(self) -> str:
        """The proxy's address, without the credentials."""
        if self._port is None:
            raise ValueError("the relay has not been started")
        return f"http://{LOOPBACK}:{self._port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, 0, limit=_LONGEST_HEAD)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection, at once."""
        self.shut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def shut(self) -> None:
        """Take no more connections, and close those that there are, at once."""
        if self._server is not None:
            self._server.close()
        self._stop()

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.spent.is_set():
            writer.transport.abort()
            return
        if len(self._strangers) >= _MOST_STRANGERS:
            oldest = next(iter(self._strangers))
            del self._strangers[oldest]
            oldest.cancel()
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        self._strangers[task] = None
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._strangers.pop(task, None)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: one request, and then bytes both ways until one side closes."""
        try:
            await self._answered(reader, writer)
        except _Refused as refused:
            with suppress(OSError):
                writer.write(refused.reply)
                await asyncio.wait_for(writer.drain(), _HEAD_TIME)
        except (OSError, FetchError, TimeoutError, asyncio.IncompleteReadError) as error:
            _log.debug("a connection of the browser ended: %s", error)
        finally:
            # What was written goes out still, unless nobody takes it.
            writer.close()
            with suppress(OSError, TimeoutError):
                await asyncio.wait_for(writer.wait_closed(), 0.1)
            writer.transport.abort()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, text, fields = await self._head(reader)
        url, greeting = self._asked(method, text, fields)
        if not await self._admits(url):
            raise _Refused(403, "no request that was checked asked for this")
        port = url.port or DEFAULT_PORTS[url.scheme]
        try:
            stream = await self._dial(url.raw_host.decode("ascii"), port, _CONNECT_TIME)
        except FetchError as error:
            _log.debug("the browser's way to %s: %s", url.host, error)
            raise _Refused(502, "no connection") from error
        try:
            await self._both_ways(reader, writer, stream, greeting)
        finally:
            await stream.aclose()

    async def _head(self, reader: asyncio.StreamReader) -> tuple[str, str, dict[str, str]]:
        """The parsed head of a request that has our credentials."""
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _HEAD_TIME)
        except asyncio.LimitOverrunError as error:
            raise _Refused(431, "the head is too long") from error
        except TimeoutError as error:
            raise _Refused(408, "no whole head came in time") from error
        method, text, fields = _parsed(head)
        given = fields.get("proxy-authorization", "").encode("latin-1")
        if not hmac.compare_digest(given, self._expected):
            raise _Refused(407, "this proxy is for one page only", "Proxy-Authenticate: Basic realm=relay")
        if len(self._tasks) - len(self._strangers) >= _MOST_CONNECTIONS:
            raise _Refused(503, "too many connections at once")
        if task := asyncio.current_task():
            self._strangers.pop(task, None)
        return method, text, fields

    def _asked(self, method: str, text: str, fields: dict[str, str]) -> tuple[httpx.URL, bytes]:
        """What is asked for, and the head to send on; b'' for a tunnel."""
        try:
            if method == "CONNECT":
                if not re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[0-9A-Za-z._-]+):[0-9]{1,5}", text):
                    raise _Refused(400, "a tunnel leads to a host and a port")
                return target(f"https://{text}/", self._ports), b""
            if method not in ("GET", "HEAD", "OPTIONS"):
                raise _Refused(405, "only what asks for a page", "Allow: GET, HEAD, OPTIONS, CONNECT")
            if "content-length" in fields or "transfer-encoding" in fields:
                raise _Refused(400, "a request with a body")
            url = target(text, self._ports)
        except FetchError as error:
            raise _Refused(403, "this may not be asked for") from error
        if url.scheme != "http":
            raise _Refused(400, "https goes through a tunnel")
        named = {name.strip().lower() for name in fields.get("connection", "").split(",")}
        lines = [f"{method} {url.raw_path.decode('ascii')} HTTP/1.1", f"Host: {url.netloc.decode('ascii')}"]
        lines += [f"{k}: {v}" for k, v in fields.items() if k not in _NOT_HANDED_ON | named | {"host"}]
        # One request a connection: so nothing of the answer has to be read here to know where it ends.
        return url, "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")

    async def _both_ways(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stream: Stream, greeting: bytes
    ) -> None:
        async def upwards() -> None:
            if greeting:
                await stream.write(greeting)
                await reader.read(1)  # its end, or a second request, which Chromium makes again on another connection
                return
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            while piece := await reader.read(_PIECE):
                self._count(len(piece))
                await stream.write(piece)

        async def downwards() -> None:
            while piece := await stream.read(_PIECE):
                self.received += len(piece)
                self._count(len(piece))
                writer.write(piece)
                await writer.drain()

        ways = [asyncio.create_task(upwards()), asyncio.create_task(downwards())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            self.spent.set()
            self._stop()


class _Refused(Exception):
    """A request that gets an answer of our own, and goes nowhere."""

    def __init__(self, status: int, why: str, *headers: str) -> None:
        super().__init__(why)
        lines = (f"HTTP/1.1 {status} {why}", *headers, "Content-Length: 0", "Connection: close", "", "")
        self.reply = "\r\n".join(lines).encode("ascii")


def _parsed(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Method, target and header fields, their names in lower case. Anything but plain HTTP/1 is refused."""
    request, *lines = head[:-4].decode("latin-1").split("\r\n")
    asked = _REQUEST.fullmatch(request)
    fields: dict[str, str] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if asked is None or field is None or field[1].lower() in fields:
            raise _Refused(400, "no request that is understood")
        fields[field[1].lower()] = field[2].strip()
    if asked is None:
        raise _Refused(400, "no request that is understood")
    return asked[1], asked[2], fields
