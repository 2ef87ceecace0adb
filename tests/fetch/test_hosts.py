"""What one run learned of a host is known to the next."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.fetch import HostState
from monitor.fetch.hosts import DAY, Hosts

NOW = datetime(2020, 3, 1, 12, tzinfo=UTC)
HERE = "https://example.org"
RULES = b"# slowly\nUser-agent: *\nDisallow: /private\nCrawl-delay: 30\n"


def hosts(*known: HostState) -> Hosts:
    return Hosts(lambda: NOW, known)


async def at_once(seconds: float) -> None:
    """A pause that is none."""


def two_runs(web: Any, pages: dict[str, Any], apart: timedelta, path: str = "/", **options: Any) -> Any:
    """The verdict of the later of two runs `apart`, the pauses it made, and the paths that the site saw in each."""
    slept: list[float] = []
    clock = datetime.now(UTC)

    async def sleep(seconds: float) -> None:
        slept.append(round(seconds, 1))

    async def main() -> Any:
        nonlocal clock
        named = {"sleep": sleep, "now": lambda: clock, "pace": 5.0, **options}
        async with web.site(pages) as here:
            async with web.gate(**named) as gate:
                await gate.fetch(here.url())
            known, before = gate.hosts, len(here.paths)
            slept.clear()
            clock += apart
            async with web.gate(hosts=known, **named) as later:
                answer = await later.fetch(here.url(path))
            return answer.verdict, slept, here.paths[:before], here.paths[before:]

    return asyncio.run(main())


def test_a_later_run_keeps_the_pace_of_the_one_before_it(web: Any) -> None:
    verdict, slept, *_ = two_runs(web, {"/": web.reply()}, timedelta(seconds=2))
    assert (verdict, slept) == (None, [3.0])
    assert two_runs(web, {"/": web.reply()}, timedelta(seconds=6))[1] == []


def test_a_later_run_does_not_ask_for_robots_txt_twice_a_day_and_obeys_it(web: Any) -> None:
    pages = {"/": web.reply(), "/private": web.reply(), "/robots.txt": web.reply(RULES)}
    soon, late = timedelta(hours=23), timedelta(hours=25)
    assert two_runs(web, pages, soon) == (None, [], ["/robots.txt", "/"], ["/"])
    assert two_runs(web, pages, soon, "/private") == ("refused", [], ["/robots.txt", "/"], [])
    assert two_runs(web, pages, late)[3] == ["/robots.txt", "/"]
    assert two_runs(web, pages, timedelta(seconds=10))[1] == [20.0]  # the Crawl-delay is remembered, too


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden"])
def test_that_there_is_no_robots_txt_is_remembered_as_long(status: str, web: Any) -> None:
    pages = {"/": web.reply(), "/robots.txt": web.reply(b"User-agent: *\nDisallow: /", status)}
    assert two_runs(web, pages, timedelta(hours=23)) == (None, [], ["/robots.txt", "/"], ["/"])


def test_a_robots_txt_that_could_not_be_had_is_asked_for_again_by_the_next_run(web: Any) -> None:
    pages = {"/": web.reply(), "/robots.txt": [web.reply(b"", "500 Broken"), web.reply(b"")]}
    assert two_runs(web, pages, timedelta(seconds=60)) == (None, [5.0], ["/robots.txt"], ["/robots.txt", "/"])


def test_a_later_robots_txt_takes_the_place_of_the_one_that_was_remembered(web: Any) -> None:
    pages = {"/": web.reply(), "/robots.txt": [web.reply(RULES), web.reply(b"", "404 Not Found")]}
    assert two_runs(web, pages, timedelta(hours=25), "/private")[0] == "not-found"


def test_all_that_is_remembered_of_a_host(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply(), "/robots.txt": web.reply(b"\xef\xbb\xbf" + RULES)}) as here:
            async with web.gate(now=lambda: NOW, sleep=at_once) as gate:
                await gate.fetch(here.url())
            return gate.hosts, here.url("")

    ((state,), origin) = asyncio.run(main())
    assert state == HostState(
        origin, asked_at=NOW, robots=RULES.decode(), robots_status=200, robots_until=NOW + timedelta(days=1)
    )
    assert {type(getattr(state, field.name)) for field in fields(state)} <= {str, int, datetime, type(None)}


def test_a_long_robots_txt_is_remembered_within_its_bound(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply(), "/robots.txt": web.reply(RULES + b"#" * 99 + b"\n" * 600_000)}) as here:
            async with web.gate(sleep=at_once) as gate:
                await gate.fetch(here.url())
            return gate.hosts

    (state,) = asyncio.run(main())
    assert len(state.robots) <= 500 * 1024


def test_what_its_time_has_passed_over_is_forgotten() -> None:
    past = NOW - DAY
    old = HostState(HERE, until=past, reason="slow", asked_at=past, robots="x", robots_status=200, robots_until=past)
    assert hosts(old).states() == ()
    failed = HostState("https://b.example", 3, reason="down", asked_at=past)
    assert hosts(failed, old).states() == (HostState("https://b.example", 3, reason="down"),)


def test_times_of_a_clock_that_was_set_back_since_say_nothing() -> None:
    ahead = NOW + timedelta(days=900)
    wrong = HostState(HERE, until=ahead, asked_at=ahead, robots="x", robots_status=200, robots_until=ahead)
    assert hosts(wrong).states() == ()
    assert hosts(wrong).pauses() == {}
    little = HostState(HERE, asked_at=NOW + timedelta(seconds=40))
    assert hosts(little).pauses() == {"example.org": 0}  # for the pace's sake: as if it was asked now


def test_a_robots_txt_of_a_clock_that_was_set_back_since_is_read_again(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here:
            ahead = datetime.now(UTC) + timedelta(days=900)
            shut = HostState(here.url(""), robots="User-agent: *\nDisallow: /", robots_status=200, robots_until=ahead)
            async with web.gate(hosts=[shut]) as gate:
                return (await gate.fetch(here.url())).verdict, here.paths

    assert asyncio.run(main()) == (None, ["/robots.txt", "/"])


def test_the_pace_is_by_name_over_all_schemes_and_ports() -> None:
    def asked(origin: str, seconds: float) -> HostState:
        return HostState(origin, asked_at=NOW - timedelta(seconds=seconds))

    known = [asked("http://example.org", 9), asked("https://example.org", 4), asked("https://example.org:8443", 7)]
    assert hosts(*known, asked("http://[::1]:80", 1), HostState("http://b.example", 2)).pauses() == {
        "example.org": 4,
        "::1": 1,
    }


def test_states_come_in_order_whatever_the_order_they_were_learned_in() -> None:
    book = hosts(HostState("https://b.example", 1))
    book.asked("https://c.example")
    book.asked("https://a.example")
    assert [state.origin for state in book.states()] == ["https://a.example", "https://b.example", "https://c.example"]
