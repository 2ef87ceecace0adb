"""The operator's proxy is one more way out, and all checks stand before it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from monitor.fetch.circuit import FAILURES
from monitor.fetch.deadline import Deadline
from monitor.fetch.dial import Dialler
from monitor.fetch.http import Transport

CONNECTED = b"HTTP/1.1 200 Connection established\r\nVia: 1.1 tests\r\n\r\n"
Answers = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


async def loopback(host: str, port: int) -> Any:
    """Names lead to 127.0.0.1, addresses to themselves."""
    with suppress(ValueError):
        return (ip_address(host),)
    return (ip_address("127.0.0.1"),)


def through(
    web: Any, answer: Answers = CONNECTED, *, needs: str | None = None, credentials: str = "", **options: Any
) -> Any:
    """The answer of a site by a proxy, the site and the proxy."""

    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.proxy(answer, needs=needs) as by:
            named = {"resolve": loopback, "proxy": by.url(credentials), **options}
            async with web.gate(**named) as gate:
                return await gate.fetch(f"http://site.test:{here.port}/"), here, by

    return asyncio.run(main())


def test_a_page_comes_by_the_proxy_which_is_given_an_address_and_no_name(web: Any) -> None:
    answer, here, by = through(web)
    assert (answer.verdict, answer.body) == (None, web.html)
    assert by.targets == [f"127.0.0.1:{here.port}"]  # one tunnel for robots.txt and the page
    assert "site.test" not in by.asked[0]
    assert here.paths == ["/robots.txt", "/"]
    assert here.requests[-1][1]["Host"] == f"site.test:{here.port}"
    assert not {name for name in here.requests[-1][1] if name.lower().startswith(("proxy", "via", "forwarded"))}


def test_the_address_of_the_answer_is_that_of_the_site(web: Any) -> None:
    assert through(web)[0].address == "127.0.0.1"


def test_the_proxy_may_stand_anywhere_and_is_no_address_of_a_source(web: Any) -> None:
    """127.0.0.3 is opened to nobody, and the gate goes through it all the same."""
    one = (ip_network("127.0.0.1/32"),)

    async def main() -> Any:
        async with (
            web.site({"/": web.reply()}) as here,
            web.proxy() as by,
            web.gate(resolve=loopback, proxy=by.url(), allow_addresses=one) as gate,
        ):
            return await gate.fetch(here.url()), await gate.fetch(by.url()), by.targets, here.port

    answer, itself, targets, port = asyncio.run(main())
    assert (answer.verdict, itself.verdict, targets) == (None, "refused", [f"127.0.0.1:{port}"])


def test_no_target_leads_to_the_proxys_own_machine_though_its_address_is_public(
    web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.fetch.dial.refusal", lambda address, allowed: None)  # all is public, as it were

    async def main() -> Any:
        pages: dict[str, bytes] = {}
        async with web.site(pages) as here, web.site({"/": web.reply()}, host="127.0.0.3") as beside, web.proxy() as by:
            pages["/"] = web.redirect(beside.url("/"))
            named = {"resolve": loopback, "proxy": by.url(), "ports": frozenset({beside.port, by.port})}
            async with web.gate(**named, allow_addresses=()) as gate:
                told = [await gate.fetch(url) for url in (here.url(), by.url() + "/", beside.url())]
                opened = await gate.fetch(beside.url(), allow_addresses=(ip_network("127.0.0.3/32"),))
                return told, opened, here.port, by.targets

    told, opened, port, targets = asyncio.run(main())
    assert [answer.verdict for answer in (*told, opened)] == ["refused", "refused", "refused", None]
    assert all("the proxy of [fetch] runs there" in answer.error for answer in told)
    assert set(targets[:-1]) == {f"127.0.0.1:{port}"}


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "fe80::1"])
def test_an_address_that_is_refused_never_reaches_the_proxy(address: str, web: Any) -> None:
    async def inward(host: str, port: int) -> Any:
        return (ip_address(host if host == "127.0.0.3" else address),)

    answer, _, by = through(web, resolve=inward)
    assert (answer.verdict, by.asked) == ("refused", [])


def test_a_name_that_changes_its_mind_gains_nothing_behind_a_proxy(web: Any) -> None:
    answers = ["127.0.0.1", "169.254.169.254"]

    async def rebinding(host: str, port: int) -> Any:
        return (ip_address(host if host == "127.0.0.3" else answers.pop(0)),)

    async def main() -> Any:
        pages = {"/": web.reply(), "/robots.txt": web.reply(b"", "200 OK", "Connection: close")}
        async with web.site(pages) as here, web.proxy() as by, web.gate(resolve=rebinding, proxy=by.url()) as gate:
            return await gate.fetch(f"http://site.test:{here.port}/"), here.paths, by.targets, here.port

    answer, paths, targets, port = asyncio.run(main())
    assert (answer.verdict, paths, targets) == ("refused", ["/robots.txt"], [f"127.0.0.1:{port}"])


def test_an_ipv6_address_is_asked_for_in_brackets_and_the_next_address_is_tried(web: Any) -> None:
    """Proxies without IPv6 answer 5xx for it."""

    async def both(host: str, port: int) -> Any:
        return (ip_address("127.0.0.3"),) if host == "127.0.0.3" else (ip_address("::1"), ip_address("127.0.0.1"))

    async def unreachable(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 503 No route\r\nContent-Length: 0\r\n\r\n")

    answer, here, by = through(web, unreachable, resolve=both)
    asked = by.targets
    assert (answer.verdict, asked) == ("unreachable", [f"[::1]:{here.port}", f"127.0.0.1:{here.port}"])


@pytest.mark.parametrize("credentials", ["mira:s3cr%40t:x@", "mira:s3cr%40t%3Ax@"])
def test_user_and_password_go_to_the_proxy_and_nowhere_else(
    credentials: str, web: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer, here, by = through(web, needs="mira:s3cr@t:x", credentials=credentials)
    assert (answer.verdict, len(by.asked)) == (None, 1)
    assert "authorization" not in str(here.requests).lower()
    assert "s3cr" not in caplog.text
    assert "bWlyYTpz" not in caplog.text


@pytest.mark.parametrize(
    ("status", "fix", "tries"),
    [
        ("403 Forbidden", "ask its keeper to allow CONNECT to port", 1),
        ("405 Method Not Allowed", "ask its keeper to allow CONNECT to port", 1),
        ("407 Proxy Authentication Required", "name a good user and password in proxy of [fetch]", 1),
        ("502 Bad Gateway", "tried again at the next run", 2),
        ("503 Service Unavailable", "tried again at the next run", 2),
        ("302 Found", "tried again at the next run", 2),
    ],
)
def test_a_proxy_that_refuses_is_named_with_its_status_and_what_mends_it(
    status: str, fix: str, tries: int, web: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """What it says itself is told by nobody; a password that it does not take is not offered again and again."""
    caplog.set_level(logging.DEBUG)
    head = f"HTTP/1.1 {status}\r\nLocation: http://127.0.0.1/\r\nContent-Length: 8\r\n\r\nhostile!".encode()
    answer, here, by = through(web, head, credentials="mira:s3cret@", retries=1)
    assert (answer.verdict, answer.status, here.connections, len(by.asked)) == ("unreachable", None, 0, tries)
    asked = f"when asked for a tunnel to 127.0.0.1:{here.port}"
    assert f"the proxy 127.0.0.3:{by.port} answered {status} {asked}; " in answer.error
    assert fix in answer.error
    for told in (answer.error, repr(answer), caplog.text):
        assert "s3cret" not in told
        assert "mira" not in told


def test_a_proxy_that_is_not_there_is_told_as_such(web: Any) -> None:
    async def main() -> Any:
        async with web.proxy() as by:
            pass
        async with web.site({"/": web.reply()}) as here, web.gate(proxy=by.url("mira:s3cret@")) as gate:
            return await gate.fetch(here.url()), by.port

    answer, port = asyncio.run(main())
    assert answer.verdict == "unreachable"
    assert f"no way through the proxy 127.0.0.3:{port}: " in answer.error
    assert "Connection refused" in answer.error
    assert "see proxy in [fetch]" in answer.error
    assert "s3cret" not in answer.error


def test_a_proxy_whose_name_nobody_knows_is_told_as_such(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(proxy="http://nowhere.invalid:3128") as gate:
            return await gate.fetch(here.url())

    answer = asyncio.run(main())
    assert answer.verdict == "unreachable"
    assert "no way through the proxy nowhere.invalid:3128: the name nowhere.invalid cannot be resolved" in answer.error


def test_trouble_with_the_proxy_is_no_failure_of_the_host(web: Any) -> None:
    """Neither its circuit nor its robots.txt remember it: once the proxy is mended all hosts are asked at once."""
    state = {"good": False}

    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here:

            async def moody(writer: asyncio.StreamWriter) -> None:
                if not state["good"]:
                    writer.write(b"HTTP/1.1 503 Tired\r\nContent-Length: 0\r\n\r\n")
                    return
                far_reader, far_writer = await asyncio.open_connection(here.host, here.port)
                writer.write(CONNECTED)
                far_writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                writer.write(await far_reader.read(65536))
                far_writer.close()

            async with web.proxy(moody) as by, web.gate(proxy=by.url()) as gate:
                for _ in range(FAILURES + 1):
                    failed = await gate.fetch(here.url())
                known = gate.hosts
                state["good"] = True
                await gate.allows(here.url(), Deadline(5), (ip_network("127.0.0.1/32"),))
                return failed, known

    failed, known = asyncio.run(main())
    assert "answered 503" in failed.error
    assert [(host.failures, host.until) for host in known] == [(0, None)]


def drip(start: bytes, piece: bytes, pause: float = 0.0) -> Answers:
    async def page(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return page


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
        drip(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 65536),
        drip(b"", b"HTTP/1.1 103 Early\r\n\r\n" * 100),
        drip(b"", b"", 0.2),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: \x00\r\n\r\n",
        b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 999 What\r\n\r\n",
        b"",
    ],
    ids=["drip", "endless header", "endless interim answers", "silence", "no HTTP", "null", "101", "999", "close"],
)
def test_a_hostile_proxy_ends_in_time(answer: Answers, web: Any) -> None:
    started = time.monotonic()
    told, here, _ = through(web, answer, timeout=0.6)
    assert (told.verdict, told.body, here.requests) == ("unreachable", b"", [])
    assert told.error
    assert time.monotonic() - started < 1.6


def test_the_certificate_is_checked_end_to_end_against_the_name(web: Any, tmp_path: Any) -> None:
    path, _ = web.certificate(tmp_path, "site.test")

    async def main(name: str) -> Any:
        async with (
            web.site({"/": web.reply()}, tls=web.serving(path)) as here,
            web.proxy() as by,
            web.gate(tls=web.trusting(path), resolve=loopback, proxy=by.url()) as gate,
        ):
            return await gate.fetch(f"https://{name}:{here.port}/"), here, by

    good, here, by = asyncio.run(main("site.test"))
    assert (good.verdict, good.body, good.address, len(here.requests)) == (None, web.html, "127.0.0.1", 2)
    assert by.targets == [f"127.0.0.1:{here.port}"]
    bad, here, _ = asyncio.run(main("other.test"))
    assert (bad.verdict, here.requests) == ("unreachable", [])
    assert "certificate of other.test is not good" in bad.error


def test_a_proxy_that_leads_elsewhere_is_found_out_by_the_certificate(web: Any, tmp_path: Any) -> None:
    path, _ = web.certificate(tmp_path, "site.test")
    forged, _ = web.certificate(tmp_path, "site.test")

    async def main() -> Any:
        async with (
            web.site({"/": web.reply()}, tls=web.serving(forged)) as false,
            web.proxy(site=false) as by,
            web.gate(tls=web.trusting(path), resolve=loopback, proxy=by.url()) as gate,
        ):
            return await gate.fetch(f"https://site.test:{false.port}/"), false

    answer, false = asyncio.run(main())
    assert (answer.verdict, false.requests) == ("unreachable", [])


@pytest.mark.parametrize("trusted", [True, False])
def test_a_proxy_behind_tls_is_checked_too(trusted: bool, web: Any, tmp_path: Any) -> None:
    path, _ = web.certificate(tmp_path, "127.0.0.3")
    other, _ = web.certificate(tmp_path, "site.test")
    both = tmp_path / "both.pem"
    both.write_bytes(other.read_bytes() + (path.read_bytes() if trusted else b""))

    async def main() -> Any:
        async with (
            web.site({"/": web.reply()}, tls=web.serving(other)) as secret,
            web.site({"/": web.reply()}) as plain,
            web.proxy(tls=web.serving(path), needs="mira:s3cret") as by,
            web.gate(tls=web.trusting(both), resolve=loopback, proxy=by.url("mira:s3cret@")) as gate,
        ):
            told = [await gate.fetch(f"{here.scheme}://site.test:{here.port}/") for here in (secret, plain)]
            return told, by

    told, by = asyncio.run(main())
    assert [answer.verdict for answer in told] == ([None, None] if trusted else ["unreachable"] * 2)
    assert len(by.asked) == (2 if trusted else 0)  # the password goes to nobody whose name is not proven
    if not trusted:
        assert "no way through the proxy" in told[0].error
        assert "certificate of 127.0.0.3 is not good" in told[0].error


def test_the_environment_does_not_take_the_place_of_the_proxy(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "*")
    answer, _, by = through(web)
    assert (answer.verdict, len(by.asked)) == (None, 1)


@pytest.mark.parametrize(
    "url",
    [
        "socks5://mira:s3cret@proxy.test:1080",
        "http://mira:s3cret@",
        "http://mira:s3cret@proxy.test:0",
        "http://mira:s3cret@proxy.test:port",
        "http://mira:s3/cret@proxy.test:3128",
        "http://mira:s3cret@proxy.test:3128/path",
        "http://mira:s3cret@proxy.test:3128?a",
        "proxy.test:3128",
        "http://[::1",
        "http://" + "a" * 70 + ".test:3128",
    ],
)
def test_what_is_no_proxy_is_told_when_the_gate_is_built_without_its_password(url: str, web: Any) -> None:
    with pytest.raises(ValueError, match="a proxy is written as") as caught:
        web.gate(proxy=url)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_the_dialler_gives_streams_to_others_by_the_proxy_and_without_it(web: Any) -> None:
    async def spoken(dialler: Dialler, port: int) -> Any:
        stream = await dialler.connect_tcp("site.test", port, 2.0)
        await stream.write(b"GET / HTTP/1.1\r\nHost: site.test\r\nConnection: close\r\n\r\n", 2.0)
        head = await stream.read(65536, 2.0)
        peer = stream.get_extra_info("server_addr")
        await stream.aclose()
        return head[:15], peer[0]

    async def main() -> Any:
        one = (ip_network("127.0.0.1/32"),)
        async with web.site({"/": web.reply()}) as here, web.proxy() as by:
            direct, led = Transport(resolve=loopback), Transport(resolve=loopback, proxy=by.url())
            return [await spoken(transport.dialler(one), here.port) for transport in (direct, led)], by.targets

    told, targets = asyncio.run(main())
    assert told == [(b"HTTP/1.1 200 OK", "127.0.0.1")] * 2
    assert len(targets) == 1


def test_a_fetch_that_is_given_up_leaves_no_connection_to_the_proxy(web: Any) -> None:
    gone = asyncio.Event()

    async def watched(writer: asyncio.StreamWriter) -> None:
        try:
            while not writer.is_closing():
                writer.write(b"X: y\r\n")
                await writer.drain()
                await asyncio.sleep(0.01)
        finally:
            gone.set()

    async def main() -> None:
        async with web.site({"/": web.reply()}) as here, web.proxy(watched) as by, web.gate(proxy=by.url()) as gate:
            task = asyncio.create_task(gate.fetch(here.url()))
            while not by.asked:
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await asyncio.wait_for(gone.wait(), 2)

    asyncio.run(main())
