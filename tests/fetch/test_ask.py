"""One request to a service: as it came, once, whatever it says."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from monitor.errors import AddressRefused, Resting
from monitor.fetch import HostState, Reply, decoded

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def asked(web: Any, pages: dict[str, Any], paths: Sequence[str] = ("/",), *, pace: float = 0.0, **options: Any) -> Any:
    """The replies for paths of a site, one after the other, and the site."""
    how = {name: options.pop(name) for name in ("accept", "coding") if name in options}

    async def main() -> tuple[list[Reply], Any]:
        async with web.site(pages) as here, web.gate(**options) as gate:
            return [await gate.ask(here.url(path), pace=pace, **how) for path in paths], here

    return asyncio.run(main())


def test_a_service_is_told_who_asks_and_in_which_coding_it_may_answer(web: Any) -> None:
    _, here = asked(web, {"/": web.reply()}, accept="application/json")
    headers = here.requests[0][1]
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Accept"] == "application/json"
    assert headers["User-Agent"].startswith("iscm-monitor/")
    assert here.paths == ["/"], "robots.txt is for who crawls"


def test_the_body_stays_in_the_coding_that_it_came_in(web: Any) -> None:
    packed = gzip.compress(b"page", mtime=0)
    (reply,), _ = asked(web, {"/": web.gzipped(b"page")}, coding="gzip")
    assert reply.body == packed
    assert decoded(reply.body, reply.header("content-encoding"), 100) == b"page"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable", "500 Oh"])
def test_no_status_is_asked_about_twice(status: str, web: Any) -> None:
    (reply,), here = asked(web, {"/": web.reply(b"no", status)}, retries=2)
    assert (reply.status, here.paths) == (int(status[:3]), ["/"])


def test_a_redirect_is_handed_back(web: Any) -> None:
    (reply,), here = asked(web, {"/": web.redirect("/there")})
    assert (reply.status, reply.location, here.paths) == (302, "/there", ["/"])


def test_a_host_that_asked_for_rest_is_not_asked_before(web: Any) -> None:
    pages = {"/": web.reply(b"", "429 Too Many Requests", "Retry-After: 60")}
    with pytest.raises(Resting, match="left alone until 2026-11-22 12:01"):
        asked(web, pages, ["/", "/"], now=lambda: NOW)


def test_the_rest_of_an_earlier_gate_holds(web: Any) -> None:
    async def main() -> None:
        async with web.site({"/": web.reply()}) as here:
            rest = HostState(here.url(""), until=NOW + timedelta(minutes=5), reason="it answered 429")
            async with web.gate(hosts=[rest], now=lambda: NOW) as gate:
                with pytest.raises(Resting):
                    await gate.ask(here.url("/"), pace=0.0)
            assert here.paths == []

    asyncio.run(main())


def test_each_call_has_its_own_pace(web: Any) -> None:
    waits: list[float] = []
    time = [0.0]

    async def sleep(seconds: float) -> None:
        waits.append(round(seconds, 3))
        time[0] += seconds

    async def main() -> None:
        options = {"pace": 0.0, "clock": lambda: time[0], "sleep": sleep}
        async with web.site({"/": web.reply()}) as here, web.gate(**options) as gate:
            for pace in (2.5, 2.5, 0.125):
                await gate.ask(here.url("/"), pace=pace)

    asyncio.run(main())
    assert waits == [2.5, 0.125]


def test_what_is_not_public_stays_closed(web: Any) -> None:
    with pytest.raises(AddressRefused):
        asked(web, {"/": web.reply()}, allow_addresses=())


def test_a_body_that_is_too_long_is_none(web: Any) -> None:
    (reply,), _ = asked(web, {"/": web.reply(b"x" * 1001)}, max_bytes=1000)
    assert reply.body == b""
    assert "longer than 1000 bytes" in str(reply.error)
