"""Every answer is hostile until shown otherwise: it ends within its time and its bytes (memory: test_memory.py)."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.model import TransportVerdict

Handler = Callable[[asyncio.StreamWriter], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DEADLINE = 0.6
MIB = 1024 * 1024


def forever(start: bytes, piece: bytes, pause: float = 0.0) -> Handler:
    """`start`, then `piece` over and over, until the client has had enough."""

    async def page(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return page


def once(text: bytes, linger: float = 0.0) -> Handler:
    """`text`, then the connection is closed after `linger` seconds."""

    async def page(writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()
        await asyncio.sleep(linger)

    return page


CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(gzip.compress(gzip.compress(bytes(32 * MIB), 1), 9), 9)
HOSTILE: dict[str, tuple[Handler, TransportVerdict]] = {
    "no answer": (once(b"", 30), "unreachable"),
    "a slow drip of the head": (forever(HEAD, b"X-A: b\r\n", 0.05), "unreachable"),
    "a slow drip of one header": (forever(HEAD + b"X-A: ", b"b", 0.05), "unreachable"),
    "a slow drip of the body": (forever(HEAD + b"Content-Length: 99999\r\n\r\n", b"b", 0.05), "unreachable"),
    "a body without end": (forever(HEAD + b"\r\n", b"b" * 65536), "too-large"),
    "chunks without end": (forever(CHUNKED, b"10000\r\n" + b"b" * 65536 + b"\r\n"), "too-large"),
    "tiny chunks without end": (forever(CHUNKED, b"1\r\nb\r\n" * 2000, 0.01), "unreachable"),
    "headers without end": (forever(HEAD, b"X-A: " + b"b" * 1000 + b"\r\n"), "unreachable"),
    "one header without end": (forever(HEAD + b"X-A: ", b"b" * 65536), "unreachable"),
    "a status line without end": (forever(b"HTTP/1.1 200 ", b"b" * 65536), "unreachable"),
    "interim answers without end": (forever(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100), "unreachable"),
    "a chunk's size without end": (forever(CHUNKED, b"0" * 65536), "truncated"),
    "trailers without end": (forever(CHUNKED + b"1\r\nb\r\n0\r\n", b"X-A: b\r\n" * 1000), "truncated"),
    "a bomb of gzip in gzip in gzip": (
        once(HEAD + b"Content-Encoding: gzip, gzip, gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB),
        "too-large",
    ),
    "six codings": (
        once(HEAD + b"Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip\r\nContent-Length: 1\r\n\r\nx"),
        "server-error",
    ),
    "a coding that was not asked for": (
        once(HEAD + b"Content-Encoding: br\r\nContent-Length: 1\r\n\r\nx"),
        "server-error",
    ),
    "a length that lies upwards": (once(HEAD + b"Content-Length: 100\r\n\r\n<p>half"), "truncated"),
    "a length beyond the cap": (once(HEAD + b"Content-Length: 99999999999\r\n\r\n<p>half"), "too-large"),
    "a length of 400 digits": (once(HEAD + b"Content-Length: " + b"9" * 400 + b"\r\n\r\nx"), "unreachable"),
    "two lengths": (once(HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "unreachable"),
    "a length below zero": (once(HEAD + b"Content-Length: -1\r\n\r\nx"), "unreachable"),
    "bad chunking": (once(CHUNKED + b"zz\r\nbody"), "truncated"),
    "chunks that stop": (once(CHUNKED + b"5\r\nhello\r\n"), "truncated"),
    "a transfer coding that nobody knows": (once(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n"), "unreachable"),
    "no HTTP at all": (once(b"SSH-2.0-OpenSSH_9.2\r\n"), "unreachable"),
    "HTTP of another age": (once(b"<html>HTTP/0.9</html>"), "unreachable"),
    "a null byte in a header": (once(HEAD + b"X-A: \x00\r\nContent-Length: 0\r\n\r\n"), "unreachable"),
    "a switch of protocols": (once(b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\nPRI"), "unreachable"),
    "a close before the answer": (once(b""), "unreachable"),
    "a close within the head": (once(HEAD), "unreachable"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_ends_in_time_with_its_verdict(name: str, web: Any) -> None:
    page, verdict = HOSTILE[name]
    started = time.monotonic()
    answer, _ = web.fetched(
        {"/": page}, timeout=DEADLINE, max_bytes=4 * MIB if name.startswith("a bomb") else 256 * 1024
    )
    assert answer.verdict == verdict, answer.error
    assert answer.error
    assert answer.body == b""
    assert time.monotonic() - started < DEADLINE + 1


def test_a_compressed_page_that_ends_early_is_truncated_though_its_length_is_right(web: Any) -> None:
    answer, _ = web.fetched({"/": web.gzipped(web.html * 100, cut=12)})
    assert (answer.verdict, answer.status, answer.body) == ("truncated", 200, b"")


def test_half_a_pdf_is_truncated(web: Any) -> None:
    answer, _ = web.fetched({"/": web.reply(b"%PDF-1.7\n" + b"x" * 5000, "200 OK", "Content-Type: text/html")})
    assert answer.verdict == "truncated"


def test_the_cap_holds_for_what_comes_out_of_the_compression(web: Any) -> None:
    pages = {"/fits": web.gzipped(b"x" * 10_000), "/not": web.gzipped(b"x" * 10_001)}
    assert web.fetched(pages, "/fits", max_bytes=10_000)[0].verdict is None
    assert web.fetched(pages, "/not", max_bytes=10_000)[0].verdict == "too-large"


def test_a_slow_redirect_chain_shares_one_deadline(web: Any) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.25)
        writer.write(web.redirect("/"))

    started = time.monotonic()
    answer, here = web.fetched({"/": slow}, timeout=DEADLINE)
    assert (answer.verdict, time.monotonic() - started < DEADLINE + 1) == ("unreachable", True)
    assert 1 <= len(answer.redirects) <= 3
    assert answer.error == "no whole answer came within 0.6 s; raise timeout in [fetch] if the site is that slow"
    assert here.paths.count("/") - len(answer.redirects) in (0, 1)  # the last request may not have gone out


ODD = st.sampled_from(
    [b"Location", b"Set-Cookie", b"Content-Length", b"Content-Encoding", b"Retry-After", b"Transfer-Encoding", b"X\xff"]
)
BAD_COOKIES = [b"a=b; Expires=\xff; Domain=127.0.0.1; Path=//", b"a=b; Max-Age=9e99", b"=", b"a" * 9000]
BAD_LOCATIONS = [b"/", b"//", b"?", b"http:", b"http://%00/", b"//[", b"///x", b"http://127.0.0.1:99999/", b"/\xff"]
BAD_VALUES = [b"gzip,gzip", b"chunked", b"Fri, 99 Foo 0000", b"9" * 30, b"\xb2"]
TEXT = st.binary(max_size=30) | st.sampled_from([*BAD_COOKIES, *BAD_LOCATIONS, *BAD_VALUES])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    status=st.sampled_from([200, 301, 302, 308, 304, 429, 503, 404]) | st.integers(100, 599),
    headers=st.lists(st.tuples(ODD, TEXT), max_size=4),
    body=st.binary(max_size=40),
)
def test_whatever_comes_the_gate_gives_an_answer(
    status: int, headers: list[tuple[bytes, bytes]], body: bytes, web: Any
) -> None:
    head = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
    answer, _ = web.fetched({"/": once(b"HTTP/1.1 %d OK\r\n" % status + head + b"\r\n" + body)}, timeout=1.0)
    assert answer.verdict or answer.status
    wall = answer.verdict is None and answer.status >= 400
    assert bool(answer.error) == (answer.verdict is not None or wall)


def test_a_page_after_a_hostile_one_is_fetched_as_if_nothing_had_been(web: Any) -> None:
    async def main() -> list[Any]:
        pages = {f"/{n}": page for n, (page, _) in enumerate(HOSTILE.values()) if n in (3, 4, 16, 21)}
        async with web.site({**pages, "/good": web.reply()}) as here, web.gate(timeout=0.3) as gate:
            return [(await gate.fetch(here.url(path))).verdict for name in pages for path in (name, "/good")]

    assert asyncio.run(main())[1::2] == [None] * 4


def test_a_chain_of_hosts_that_each_want_long_pauses_ends(web: Any) -> None:
    slept = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal slept
        slept += seconds

    async def inner(host: str, port: int) -> tuple[IPv4Address, ...]:
        return (IPv4Address("127.0.0.1"),)

    async def main() -> Any:
        busy = web.reply(b"", "503 Busy", "Retry-After: 0")
        pages: dict[str, Any] = {"/robots.txt": web.reply(b"User-agent: *\nCrawl-delay: 99999")}
        async with web.site(pages) as here:
            for number in range(10):
                pages[f"/{number}"] = [busy, busy, web.redirect(f"http://h{number + 1}.test:{here.port}/{number + 1}")]
            options = {"clock": lambda: time.monotonic() + slept, "sleep": sleep, "pace": 5.0, "timeout": 30.0}
            async with web.gate(resolve=inner, retries=2, **options) as gate:
                return await gate.fetch(f"http://h0.test:{here.port}/0")

    answer = asyncio.run(main())
    assert answer.verdict == "unreachable"
    assert slept <= 600 + 3 * 5 + 120  # the pause in which the patience ended
    assert len(answer.redirects) == 1
