"""The relay under the browser lets through what was asked for by a request that passed the checks, and nothing else."""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from monitor.errors import Unreachable
from monitor.fetch.browser.admission import Admission
from monitor.fetch.browser.relay import USER, Relay
from monitor.fetch.dial import Dialler
from monitor.fetch.http import httpx

HERE = (ip_network("127.0.0.1/32"),)
ANY_PORT = frozenset(range(1, 65536))
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a request that does not come."""
    monkeypatch.setattr("monitor.fetch.browser.admission._PATIENCE", 0.2)


class Upstream:
    """A server that keeps what it was sent, and answers with `says`."""

    def __init__(self, says: bytes | Callable[[asyncio.StreamWriter], Awaitable[None]] = OK) -> None:
        self.says = says
        self.port = 0
        self.got: list[bytes] = []

    @asynccontextmanager
    async def running(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Upstream]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.got.append(b"")
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                self.got[-1] = await reader.readuntil(b"\r\n\r\n")
                if isinstance(self.says, bytes):
                    writer.write(self.says)
                else:
                    await self.says(writer)
                await reader.read()
            writer.close()

        server = await asyncio.start_server(serve, host, port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await asyncio.sleep(0.01)


@asynccontextmanager
async def relay(*admitted: str, max_bytes: int = 10**6, dialler: Dialler | None = None) -> AsyncIterator[Relay]:
    """A relay that these URLs, and no others, were admitted to."""
    admission = Admission()
    for url in admitted:
        admission.admit(httpx.URL(url))

    dial = (dialler or Dialler(HERE)).connect_tcp
    async with Relay(dial, admission.admits, ports=ANY_PORT, max_bytes=max_bytes) as running:
        yield running


def signed(here: Relay, head: str) -> bytes:
    """A head with the relay's credentials."""
    token = base64.b64encode(f"{USER}:{here.password}".encode()).decode()
    return f"{head}\r\nProxy-Authorization: Basic {token}\r\n\r\n".encode("latin-1")


async def said(here: Relay, sent: bytes, *, then: bytes = b"", limit: float = 8.0) -> bytes:
    """All that the relay answers until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(here.url.rsplit(":", 1)[1]))
    try:
        writer.write(sent)
        if then:
            await asyncio.sleep(0.2)
            writer.write(then)
        async with asyncio.timeout(limit):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


def test_an_admitted_page_is_fetched_and_what_is_for_the_relay_is_not_handed_on() -> None:
    async def main() -> None:
        async with Upstream().running() as up:
            url = f"http://127.0.0.1:{up.port}/a?b=c"
            async with relay(url) as here:
                head = signed(here, f"GET {url} HTTP/1.1\r\nHost: evil.example\r\nX-Mine: yes\r\nProxy-Connection: x")
                reader, writer = await asyncio.open_connection("127.0.0.1", int(here.url.rsplit(":", 1)[1]))
                writer.write(head)
                assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200 OK")
                assert here.received == len(OK)
                writer.close()
        (got,) = up.got
        assert got.startswith(b"GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:")
        assert b"x-mine: yes" in got
        assert b"roxy" not in got
        assert b"evil" not in got
        assert b"Connection: close" in got

    asyncio.run(main())


def test_a_tunnel_carries_bytes_both_ways_without_reading_them() -> None:
    answer = b"\x16\x03\x01 not for the relay"

    async def main() -> None:
        async with Upstream(answer).running() as up, relay(f"https://127.0.0.1:{up.port}/") as here:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(here.url.rsplit(":", 1)[1]))
            writer.write(signed(here, f"CONNECT 127.0.0.1:{up.port} HTTP/1.1"))
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
            writer.write(b"hello\r\n\r\n")
            assert await reader.readexactly(len(answer)) == answer
            assert up.got == [b"hello\r\n\r\n"]
            writer.close()

    asyncio.run(main())


@pytest.mark.parametrize("credentials", ["", "Basic cGFnZTo=", "Basic !!!", "Bearer x", "Basic " + "A" * 9000])
def test_another_program_of_this_machine_gets_nothing_through_it(credentials: str) -> None:
    async def main() -> None:
        async with Upstream().running() as up:
            url = f"http://127.0.0.1:{up.port}/"
            async with relay(url) as here:
                line = f"Proxy-Authorization: {credentials}\r\n" if credentials else ""
                assert (await said(here, f"GET {url} HTTP/1.1\r\n{line}\r\n".encode())).startswith(b"HTTP/1.1 407 ")
                assert (await said(here, f"CONNECT 127.0.0.1:{up.port} HTTP/1.1\r\n{line}\r\n".encode()))[
                    9:12
                ] == b"407"
        assert up.got == []

    asyncio.run(main())


REFUSED = {
    "another method": (405, "POST http://127.0.0.1:{port}/ HTTP/1.1"),
    "TRACE": (405, "TRACE http://127.0.0.1:{port}/ HTTP/1.1"),
    "a body": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nContent-Length: 5"),
    "a chunked body": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nTransfer-Encoding: chunked"),
    "no absolute URL": (403, "GET / HTTP/1.1"),
    "https without a tunnel": (400, "GET https://127.0.0.1:{port}/ HTTP/1.1"),
    "another scheme": (403, "GET ftp://127.0.0.1:{port}/ HTTP/1.1"),
    "a file": (403, "GET file:///etc/passwd HTTP/1.1"),
    "user-info": (403, "GET http://a@127.0.0.1:{port}/ HTTP/1.1"),
    "a backslash": (403, "GET http://127.0.0.1:{port}\\@b/ HTTP/1.1"),
    "a space in the target": (400, "GET http://127.0.0.1:{port}/ x HTTP/1.1"),
    "another version": (400, "GET http://127.0.0.1:{port}/ HTTP/2.0"),
    "no version": (400, "GET http://127.0.0.1:{port}/"),
    "a bare CR in a field": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nX: a\rHost: b"),
    "a bare LF in a field": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nX: a\nY: b"),
    "a folded line": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nX: a\r\n b"),
    "a space before the colon": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nX : a"),
    "a field twice": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nX: a\r\nx: b"),
    "a NUL": (400, "GET http://127.0.0.1:{port}/ HTTP/1.1\r\nX: a\0"),
    "a tunnel without a port": (400, "CONNECT 127.0.0.1 HTTP/1.1"),
    "a tunnel to a URL": (400, "CONNECT http://127.0.0.1:{port}/ HTTP/1.1"),
    "a tunnel with user-info": (400, "CONNECT a@127.0.0.1:{port} HTTP/1.1"),
    "a tunnel to port 0": (403, "CONNECT 127.0.0.1:0 HTTP/1.1"),
    "a tunnel to port 70000": (403, "CONNECT 127.0.0.1:70000 HTTP/1.1"),
    "a page that no checked request asked for": (403, "GET http://127.0.0.1:{port}/other HTTP/1.1"),
    "a tunnel that no checked request asked for": (403, "CONNECT 127.0.0.1:{port} HTTP/1.1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_request_is_refused_with(name: str) -> None:
    async def main() -> None:
        status, head = REFUSED[name]
        async with Upstream().running() as up, relay(f"http://127.0.0.1:{up.port}/") as here:
            answer = await said(here, signed(here, head.format(port=up.port)))
            assert answer.startswith(f"HTTP/1.1 {status} ".encode()), answer
        assert up.got == []

    asyncio.run(main())


def test_ports_of_no_source_are_not_dialled() -> None:
    async def main() -> None:
        async with Upstream().running() as up:

            async def admits(url: httpx.URL) -> bool:
                return True

            ports = frozenset({80, 443})
            async with Relay(Dialler(HERE).connect_tcp, admits, ports=ports, max_bytes=10**6) as here:
                assert b" 403 " in await said(here, signed(here, f"CONNECT 127.0.0.1:{up.port} HTTP/1.1"))
                assert b" 403 " in await said(here, signed(here, f"GET http://127.0.0.1:{up.port}/ HTTP/1.1"))
        assert up.got == []

    asyncio.run(main())


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0.0.0.0", "inside.test"]
)
def test_an_address_that_the_gate_refuses_is_not_dialled_for_a_page(host: str) -> None:
    async def main() -> None:
        async def resolve(name: str, port: int) -> tuple[Any, ...]:
            return (ip_address("127.0.0.2" if name == "inside.test" else name),)

        async with Upstream().running("127.0.0.2") as up:
            both = (f"http://{host}:{up.port}/", f"https://{host}:{up.port}/")
            async with relay(*both, dialler=Dialler(HERE, resolve)) as here:
                assert b" 502 " in await said(here, signed(here, f"GET {both[0]} HTTP/1.1"))
                assert b" 502 " in await said(here, signed(here, f"CONNECT {host}:{up.port} HTTP/1.1"))
        assert up.got == []

    asyncio.run(main())


def test_a_name_that_changes_its_address_between_two_connections_gains_nothing() -> None:
    answers = [ip_address("127.0.0.1"), ip_address("127.0.0.2")]

    async def resolve(name: str, port: int) -> tuple[Any, ...]:
        return (answers.pop(0),)

    async def main() -> None:
        good, bad = Upstream(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")), Upstream()
        async with good.running(), bad.running("127.0.0.2", good.port):
            url = f"http://rebind.test:{good.port}/"
            async with relay(url, dialler=Dialler(HERE, resolve)) as here:
                for status in (b" 200 ", b" 502 "):
                    reader, writer = await asyncio.open_connection("127.0.0.1", int(here.url.rsplit(":", 1)[1]))
                    writer.write(signed(here, f"GET {url} HTTP/1.1"))
                    assert status in await reader.readuntil(b"\r\n")
                    writer.close()
        assert len(good.got) == 1
        assert bad.got == []

    asyncio.run(main())


@pytest.mark.parametrize("tunnel", [False, True])
def test_an_endless_body_ends_with_the_bytes_of_the_page_and_closes_everything(tunnel: bool) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    async def main() -> None:
        async with Upstream(endless).running() as up:
            url = f"http://127.0.0.1:{up.port}/"
            async with relay(url, url.replace("http", "https"), max_bytes=500_000) as here:
                head = f"CONNECT 127.0.0.1:{up.port} HTTP/1.1" if tunnel else f"GET {url} HTTP/1.1"
                got = await said(here, signed(here, head), then=b"a\r\n\r\n" if tunnel else b"")
                assert here.spent.is_set()
                assert 0 < len(got) < 700_000
                assert await said(here, signed(here, head)) == b""  # nothing more for this page

    asyncio.run(main())


@pytest.mark.parametrize("head", [b"GET http://a/" + b"a" * 40_000, b"GET http://a/ HTTP/1.1\r\n" + b"X: a\r\n" * 9000])
def test_an_endless_head_ends_soon(head: bytes) -> None:
    async def main() -> None:
        async with relay() as here:
            start = time.monotonic()
            assert await said(here, head) in (
                b"",
                b"HTTP/1.1 431 the head is too long\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            )
            assert time.monotonic() - start < 1

    asyncio.run(main())


def test_a_head_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.fetch.browser.relay._HEAD_TIME", 0.2)

    async def main() -> None:
        async with relay() as here:
            assert (await said(here, b"GET http://a/ HTTP/1.1\r\n")).startswith(b"HTTP/1.1 408 ")
            assert (await said(here, b"")).startswith(b"HTTP/1.1 408 ")

    asyncio.run(main())


@pytest.mark.parametrize("sent", [b"", b"GET http://127.0.0.1/ HTTP/1.1\r\n"])
def test_connections_of_other_programs_keep_the_page_from_nothing(sent: bytes) -> None:
    async def main() -> None:
        async with Upstream().running() as up:
            url = f"http://127.0.0.1:{up.port}/"
            async with relay(url) as here:
                port = int(here.url.rsplit(":", 1)[1])
                open_ones = [await asyncio.open_connection("127.0.0.1", port) for _ in range(300)]
                for _, writer in open_ones:
                    writer.write(sent)
                await asyncio.sleep(0.05)
                assert len(here._tasks) <= 257
                head = signed(here, f"GET {url} HTTP/1.1")
                assert await said(here, head, then=head) == OK
                for _, writer in open_ones:
                    writer.close()

    asyncio.run(main())


def test_connections_of_a_page_without_end_are_not_taken() -> None:
    async def main() -> None:
        async with Upstream().running() as up:
            url = f"http://127.0.0.1:{up.port}/"
            async with relay(url) as here:
                head = signed(here, f"GET {url} HTTP/1.1")
                port = int(here.url.rsplit(":", 1)[1])
                open_ones = [await asyncio.open_connection("127.0.0.1", port) for _ in range(64)]
                for reader, writer in open_ones:
                    writer.write(head)
                    await reader.readuntil(b"ok")
                assert (await said(here, head)).startswith(b"HTTP/1.1 503 ")
                for _, writer in open_ones:
                    writer.close()
        assert len(up.got) == 64

    asyncio.run(main())


def test_a_second_request_on_one_connection_reaches_nobody() -> None:
    async def main() -> None:
        async with Upstream().running() as up:  # keeps its connection open, as it should not
            url = f"http://127.0.0.1:{up.port}/"
            async with relay(url) as here:
                head = signed(here, f"GET {url} HTTP/1.1")
                assert await said(here, head, then=head) == OK
        assert len(up.got) == 1

    asyncio.run(main())


def test_a_connection_waits_for_the_request_that_needs_it_and_not_for_ever() -> None:
    async def main() -> None:
        admission = Admission()
        waiting = asyncio.create_task(admission.admits(httpx.URL("https://example.org/")))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        admission.admit(httpx.URL("https://example.org/a"))
        assert await waiting
        assert await admission.admits(httpx.URL("https://example.org/b"))  # of https the origin is all that is seen
        assert not await admission.admits(httpx.URL("http://example.org/a"))
        admission.admit(httpx.URL("http://example.org/b"))
        assert await admission.admits(httpx.URL("http://example.org/b"))
        assert not await admission.admits(httpx.URL("http://example.org/c"))

    asyncio.run(main())


def test_a_host_that_is_not_there_is_told_and_leaves_no_connection() -> None:
    async def main() -> None:
        async def nowhere(host: str, port: int, timeout: float) -> Any:
            raise Unreachable(f"no {host}")

        async def admits(url: httpx.URL) -> bool:
            return True

        async with Relay(nowhere, admits, ports=ANY_PORT, max_bytes=10**6) as here:
            assert b" 502 " in await said(here, signed(here, "GET http://gone.test/ HTTP/1.1"))

    asyncio.run(main())


def test_its_address_is_known_on_when_it_is_shut() -> None:
    """A browser may ask for the credentials of a request that it gives up: what answers compares addresses."""

    async def main() -> None:
        async with relay() as here:
            before = here.url
            here.shut()
            assert here.url == before
        assert here.url == before

    asyncio.run(main())
