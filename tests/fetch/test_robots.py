"""What robots.txt asks is done (RFC 9309)."""

from __future__ import annotations

import asyncio
import time
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import DeadlinePassed, FetchError, RobotsRefused, TooLarge, Truncated, Unreachable
from monitor.fetch.deadline import Deadline
from monitor.fetch.exchange import Reply
from monitor.fetch.hosts import Hosts
from monitor.fetch.http import httpx
from monitor.fetch.robots import LONGEST_DELAY, Robots, Rules, rules_of
from monitor.model import Network

AT = datetime(2020, 3, 1, tzinfo=UTC)
EMPTY = b""
FILES = tomllib.loads((Path(__file__).parent / "robots.toml").read_text("utf-8"))["file"]
CASES = [
    pytest.param(file["text"], path, may, id=f"{file['because']}: {path}")
    for file in FILES
    for may, key in ((True, "may"), (False, "may_not"))
    for path in file.get(key, ())
]


def reply(body: bytes = EMPTY, status: int = 200, error: FetchError | None = None) -> Reply:
    return Reply(status, (), AT, body=body, error=error)


def allowed(text: str | bytes, path: str) -> bool:
    rules = rules_of(reply(text if isinstance(text, bytes) else text.encode()))
    try:
        rules.check(httpx.URL("http://example.org" + path))
    except RobotsRefused:
        return False
    return True


def test_there_are_at_least_80_cases() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize(("text", "path", "may"), CASES)
def test_the_rules_of_a_file(text: str, path: str, may: bool) -> None:
    assert allowed(text, path) is may


def test_bytes_that_are_no_utf8_spoil_their_own_line_only() -> None:
    assert not allowed(b"User-agent: *\nDisallow: /\xff\nDisallow: /a", "/a")
    assert allowed(b"\x00\x01\x02", "/a")


def test_five_hundred_kib_are_read_and_no_half_line_after_them() -> None:
    filler = b"# " + b"x" * 1021 + b"\n"
    head = b"User-agent: *\nDisallow: /early\n"
    text = head + filler * 499 + b"Disallow: /" + b"a" * 3000 + b"\nDisallow: /late\n"
    assert not allowed(text, "/early")
    assert allowed(text, "/late")
    assert allowed(text, "/" + "a" * 2000)


def test_a_hostile_file_is_read_in_bounded_time() -> None:
    line = b"Disallow: /" + b"*a" * 40 + b"$\n"
    started = time.monotonic()
    allowed(b"User-agent: *\n" + line * (500 * 1024 // len(line)), "/" + "a" * 200 + "b")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451, 301, 304])
def test_a_file_that_is_not_there_allows_everything(status: int) -> None:
    rules = rules_of(reply(b"User-agent: *\nDisallow: /", status))
    rules.check(httpx.URL("http://example.org/a"))
    assert rules.delay == 0


@pytest.mark.parametrize("status", [500, 503, 599])
def test_a_server_in_trouble_allows_nothing(status: int) -> None:
    with pytest.raises(RobotsRefused, match=str(status)):
        rules_of(reply(b"User-agent: *\nAllow: /", status)).check(httpx.URL("http://example.org/a"))


@pytest.mark.parametrize("error", [Truncated("cut"), TooLarge("long"), FetchError("odd")])
def test_a_file_that_cannot_be_read_allows_nothing_and_says_why(error: FetchError) -> None:
    rules = rules_of(reply(error=error), "http://example.org/robots.txt")
    with pytest.raises(RobotsRefused, match=rf"http://example.org/robots.txt .*{error.message}"):
        rules.check(httpx.URL("http://example.org/a"))


@pytest.mark.parametrize("error", [Unreachable("broken"), DeadlinePassed("late")])
def test_a_connection_that_breaks_within_the_file_is_told_as_such(error: FetchError) -> None:
    with pytest.raises(type(error), match=error.message):
        rules_of(reply(error=error)).check(httpx.URL("http://example.org/a"))


def long(size: int) -> bytes:
    return b"User-agent: *\nDisallow: /private\n" + b"# long\n" * (size // 7)


@pytest.mark.parametrize("headers", [(), ("Content-Encoding: identity",)])
@pytest.mark.parametrize(("path", "verdict"), [("/page", None), ("/private", "refused")])
def test_a_long_file_is_read_as_far_as_is_needed_whatever_a_page_may_have(
    web: Any, path: str, verdict: str | None, headers: tuple[str, ...]
) -> None:
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(web.reply(long(400 * 1024), "200 OK", *headers, length=10**9))
        while True:
            writer.write(b"Disallow: /page" + b"#" * 65536)
            sent += 65536
            await writer.drain()

    answer, _ = web.fetched({"/robots.txt": endless, path: web.reply()}, path, max_bytes=100_000)
    assert answer.verdict == verdict
    assert sent < 16 * 1024 * 1024  # what the sockets hold, and not for ever


def test_a_compressed_file_has_bounds_of_its_own(web: Any) -> None:
    pages = {"/robots.txt": web.gzipped(long(1024 * 1024)), "/private": web.reply()}
    assert "does not allow" in web.fetched(pages, "/private", max_bytes=100_000)[0].error
    pages["/robots.txt"] = web.gzipped(long(17 * 1024 * 1024))
    answer, here = web.fetched(pages, "/private")
    assert (answer.verdict, here.paths) == ("refused", ["/robots.txt"])
    assert here.url("/robots.txt") in answer.error
    assert "max_bytes" not in answer.error


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_file_in_a_coding_that_cannot_be_undone_refuses_the_page_and_is_named(web: Any, coding: str) -> None:
    pages = {"/robots.txt": web.reply(b"x", "200 OK", f"Content-Encoding: {coding}"), "/page": web.reply()}
    answer, here = web.fetched(pages, "/page")
    assert (answer.verdict, here.url("/robots.txt") in answer.error) == ("refused", True)


@pytest.mark.parametrize(
    ("line", "delay"),
    [("10", 10), ("0.5", 0.5), ("99999999", LONGEST_DELAY), ("inf", 0), ("nan", 0), ("-3", 0), ("soon", 0), ("", 0)],
)
def test_the_crawl_delay_is_taken_when_it_is_a_number_and_bounded(line: str, delay: float) -> None:
    assert rules_of(reply(f"User-agent: *\nCrawl-delay: {line}".encode())).delay == delay
    assert Rules().delay == 0


def test_the_file_is_read_once_a_day_per_origin_and_sooner_after_a_failure() -> None:
    now = AT
    asked: list[str] = []
    replies: dict[str, Any] = {
        "http://a.example/robots.txt": reply(),
        "https://a.example/robots.txt": reply(),
        "http://b.example/robots.txt": Unreachable("down"),
    }

    async def ask(url: str, deadline: Deadline, networks: tuple[Network, ...]) -> Reply:
        asked.append(url)
        await asyncio.sleep(0)
        if isinstance(replies[url], FetchError):
            raise replies[url]
        return replies[url]

    async def main() -> None:
        nonlocal now
        robots = Robots(ask, Hosts(lambda: now), lambda: now)

        async def visit(*urls: str) -> list[str]:
            asked.clear()
            await asyncio.gather(*(robots.rules(httpx.URL(url), Deadline(5), ()) for url in urls))
            return asked.copy()

        both = ["http://a.example/robots.txt", "http://b.example/robots.txt"]
        assert await visit("http://a.example/1", "http://a.example/2", "http://b.example/") == both
        assert await visit("http://a.example/3", "http://b.example/") == []
        assert await visit("https://a.example/") == ["https://a.example/robots.txt"]
        now += timedelta(seconds=601)
        assert await visit("http://a.example/", "http://b.example/") == both[1:]
        now = AT + timedelta(days=1)
        assert await visit("http://a.example/") == both[:1]

    asyncio.run(main())


def test_the_gate_reads_robots_txt_before_the_page_and_obeys_it(web: Any) -> None:
    pages = {"/robots.txt": web.reply(b"User-agent: iscm-monitor\nDisallow: /private"), "/private/x": web.reply()}
    answer, here = web.fetched(pages, "/private/x")
    assert (answer.verdict, here.paths) == ("refused", ["/robots.txt"])
    assert "robots.txt" in answer.error
    assert here.requests[0][1]["User-Agent"] == "iscm-monitor/0.1 (+tests@example.org)"


def test_a_redirect_into_what_robots_txt_forbids_is_not_followed(web: Any) -> None:
    pages = {"/robots.txt": web.reply(b"User-agent: *\nDisallow: /private"), "/": web.redirect("/private")}
    answer, here = web.fetched(pages)
    assert (answer.verdict, here.paths) == ("refused", ["/robots.txt", "/"])
    assert answer.redirects == ((302, here.url("/private")),)


def test_robots_txt_itself_is_followed_through_redirects_and_rules_for_the_first_host(web: Any) -> None:
    pages = {
        "/robots.txt": web.redirect("/r1"),
        **{f"/r{n}": web.redirect(f"/r{n + 1}") for n in range(1, 5)},
        "/r5": web.reply(b"User-agent: *\nDisallow: /"),
        "/page": web.reply(),
    }
    answer, here = web.fetched(pages, "/page")
    assert (answer.verdict, here.paths[-1]) == ("refused", "/r5")


def test_a_sixth_redirect_of_robots_txt_means_that_there_is_none(web: Any) -> None:
    answer, here = web.fetched({"/robots.txt": web.redirect("/robots.txt"), "/page": web.reply()}, "/page")
    assert answer.verdict is None
    assert here.paths == ["/robots.txt"] * 6 + ["/page"]


def test_robots_txt_that_leads_to_a_forbidden_address_closes_the_site(web: Any) -> None:
    pages = {"/robots.txt": web.redirect("http://169.254.169.254/"), "/page": web.reply()}
    answer, here = web.fetched(pages, "/page")
    assert (answer.verdict, here.paths) == ("refused", ["/robots.txt"])
    assert "169.254.169.254" in answer.error


def test_a_site_whose_robots_txt_cannot_be_reached_is_unreachable(web: Any) -> None:
    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    answer, _ = web.fetched({"/robots.txt": cut, "/page": web.reply()}, "/page")
    assert answer.verdict == "unreachable"


def test_a_crawl_delay_paces_the_gate(web: Any) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pages = {"/robots.txt": web.reply(b"User-agent: *\nCrawl-delay: 30"), "/page": web.reply()}
    answer, _ = web.fetched(pages, "/page", pace=5.0, sleep=sleep, timeout=10.0)
    assert answer.verdict is None
    assert slept == [pytest.approx(30, abs=1)]
