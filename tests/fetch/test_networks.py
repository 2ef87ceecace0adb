"""A network that is opened to one source is open to that source only."""

from __future__ import annotations

import asyncio
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

import pytest

from monitor.errors import AddressRefused, RobotsRefused
from monitor.fetch.deadline import Deadline

OPENED = (ip_network("127.0.0.0/8"),)


async def inner(host: str, port: int) -> tuple[IPv4Address, ...]:
    return (IPv4Address("127.0.0.1"),)


@pytest.mark.parametrize("order", [(True, False, True), (False, True, False)])
def test_one_source_may_go_where_another_may_not_in_either_order(order: tuple[bool, ...], web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(allow_addresses=(), resolve=inner) as gate:
            url = f"http://inner.test:{here.port}/"
            told, seen = [], []
            for may in order:
                told.append(await gate.fetch(url, allow_addresses=OPENED if may else ()))
                seen.append(len(here.requests))
            return told, seen, here

    told, seen, here = asyncio.run(main())
    assert [answer.verdict is None for answer in told] == list(order)
    for answer in told:
        if answer.verdict is not None:
            assert (answer.verdict, answer.address) == ("refused", None)
            assert "name it in allow_addresses of the source or of [fetch]" in answer.error
    # Nothing was asked for the one that may not, robots.txt neither; and its refusal closed the host for nobody.
    assert seen == ([2, 2, 3] if order[0] else [0, 2, 2])
    assert here.paths[:2] == ["/robots.txt", "/"]


def test_an_open_connection_is_not_lent_to_a_source_that_may_not_go_there(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(allow_addresses=(), resolve=inner) as gate:
            url = f"http://inner.test:{here.port}/"
            both = [gate.fetch(url, allow_addresses=OPENED), gate.fetch(url), gate.fetch(url, allow_addresses=OPENED)]
            told = await asyncio.gather(*both)
            return [answer.verdict for answer in told], here.connections, here.paths

    assert asyncio.run(main()) == ([None, "refused", None], 1, ["/robots.txt", "/", "/"])


def test_networks_of_the_source_add_to_those_of_all(web: Any) -> None:
    async def main() -> Any:
        one, more = ((ip_network(f"127.0.0.{n}/32"),) for n in (1, 2))
        async with (
            web.site({"/": web.reply()}) as a,
            web.site({"/": web.reply()}, host="127.0.0.2") as b,
            web.gate(allow_addresses=one) as gate,
        ):
            alone = [await gate.fetch(here.url()) for here in (a, b)]
            both = [await gate.fetch(here.url(), allow_addresses=more) for here in (a, b)]
            return [answer.verdict for answer in (*alone, *both)]

    assert asyncio.run(main()) == [None, "refused", None, None]


@pytest.mark.usefixtures("public")
def test_a_public_page_leads_into_no_network_of_its_source_and_closes_it_for_nobody(web: Any) -> None:
    async def main() -> Any:
        more = (ip_network("127.0.0.2/32"),)
        pages: dict[str, bytes] = {"/robots.txt": web.reply(b"", "404 Not Found")}
        async with web.site({"/": web.reply()}, host="127.0.0.2") as there, web.site(pages) as outer:
            pages["/"] = web.redirect(there.url("/"))
            options = {"allow_addresses": (ip_network("127.0.0.1/32"),), "ports": frozenset({there.port})}
            async with web.gate(**options) as gate:
                led = await gate.fetch(outer.url("/"), allow_addresses=more)
                page = await gate.fetch(outer.url("/robots.txt"))
                linked = await gate.fetch(there.url("/"), allow_addresses=more, found_on=page)
                asked = there.connections
                return led, linked, asked, await gate.fetch(there.url("/"), allow_addresses=more)

    led, linked, asked, named = asyncio.run(main())
    assert (led.verdict, linked.verdict, asked, named.verdict) == ("refused", "refused", 0, None)
    for answer in (led, linked):
        assert "127.0.0.2" in answer.error
        assert "which no setting allows" in answer.error
        assert "allow_addresses" not in answer.error


@pytest.mark.usefixtures("public")
def test_robots_txt_of_a_public_site_leads_into_no_opened_network(web: Any) -> None:
    async def main() -> Any:
        pages: dict[str, bytes] = {"/": web.reply()}
        async with web.site({"/robots.txt": web.reply()}, host="127.0.0.2") as there, web.site(pages) as outer:
            pages["/robots.txt"] = web.redirect(there.url("/robots.txt"))
            async with web.gate(ports=frozenset({there.port})) as gate:
                return await gate.fetch(outer.url("/"), allow_addresses=OPENED), there.connections

    answer, connections = asyncio.run(main())
    assert (answer.verdict, connections) == ("refused", 0)
    assert "which no setting allows" in answer.error


def test_the_same_networks_hold_for_robots_txt_that_is_asked_for_on_its_own(web: Any) -> None:
    async def main() -> Any:
        pages = {"/robots.txt": web.reply(b"User-agent: *\nDisallow: /private")}
        async with web.site(pages) as here, web.gate(allow_addresses=(), resolve=inner) as gate:
            base = f"http://inner.test:{here.port}"
            with pytest.raises(AddressRefused):
                await gate.allows(f"{base}/page", Deadline(5), ())
            asked = here.connections
            await gate.allows(f"{base}/page", Deadline(5), OPENED)
            with pytest.raises(RobotsRefused):
                await gate.allows(f"{base}/private", Deadline(5), OPENED)
            return asked, here.paths

    assert asyncio.run(main()) == (0, ["/robots.txt"])


def test_a_name_that_turns_inward_is_refused_to_a_source_without_the_network(web: Any) -> None:
    """Rebinding where another source has the network: the name was public to begin with, as it were."""
    answers = ["127.0.0.1", "127.0.0.9"]

    async def rebinding(host: str, port: int) -> Any:
        return (ip_address(answers.pop(0)),)

    async def main() -> Any:
        pages = {"/": web.reply(web.html, "200 OK", "Connection: close"), "/robots.txt": web.reply(b"", "200 OK")}
        one = (ip_network("127.0.0.1/32"),)
        async with web.site(pages) as here, web.gate(allow_addresses=one, resolve=rebinding) as gate:
            url = f"http://rebinding.test:{here.port}/"
            return [(await gate.fetch(url)).verdict for _ in range(2)]

    assert asyncio.run(main()) == [None, "refused"]


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("inward", [1, 2])
def test_a_name_that_was_public_turns_into_no_opened_network(web: Any, inward: int) -> None:
    """Rebinding where the source itself has the network: after robots.txt, and after a page."""
    answers = ["127.0.0.1"] * inward + ["127.0.0.2"] * 5

    async def rebinding(host: str, port: int) -> Any:
        return (ip_address(answers.pop(0)),)

    async def main() -> Any:
        closed = (web.html, "200 OK", "Connection: close")
        pages = {path: web.reply(*closed) for path in ("/", "/robots.txt")}
        async with web.site(pages) as here, web.gate(resolve=rebinding, allow_addresses=OPENED) as gate:
            told = [await gate.fetch(f"http://{name}:{here.port}/") for name in ("Rebinding.test", "rebinding.test.")]
            return told[inward - 1]

    answer = asyncio.run(main())
    assert answer.verdict == "refused"
    assert "127.0.0.2" in answer.error
    assert "which no setting allows" in answer.error
