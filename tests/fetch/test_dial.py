"""Nothing is dialled that was not checked, and what was checked is what is dialled."""

from __future__ import annotations

import _socket
import asyncio
import errno
import socket
import threading
import time
import tomllib
from ipaddress import IPv4Address, ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from monitor.fetch.address import Address
from monitor.fetch.dial import Dialler, resolved

DATA = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text("utf-8"))
SPELLINGS = [spelling for spellings in DATA["spellings"].values() for spelling in spellings]
NOWHERE = DATA["nowhere"]["spellings"]
MIXED = [entry["addresses"] for entry in DATA["mixed"]]


async def numeric(host: str, port: int) -> tuple[Address, ...]:
    """The system's own reading of an address that is written oddly; names are 127.0.0.1, as an attacker's could be."""
    try:
        rows = _socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)
    except OSError:
        return (IPv4Address("127.0.0.1"),)
    return tuple(ip_address(row[4][0]) for row in rows)


def test_the_matrix_has_at_least_120_spellings_each_once() -> None:
    assert len(set(SPELLINGS)) == len(SPELLINGS) >= 120


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that anybody tried to connect to; each is refused by the system, as it were."""
    tried: list[Any] = []

    def connect(_: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return tried


def answered(web: Any, spelling: str, **options: Any) -> Any:
    async def main() -> Any:
        async with web.gate(resolve=numeric, **options) as gate:
            return await gate.fetch(f"http://{spelling}/")

    return asyncio.run(main())


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_dials_an_address_that_is_not_public(spelling: str, web: Any, dialled: list[Any]) -> None:
    answer = answered(web, spelling, allow_addresses=())
    assert (answer.verdict, dialled) == ("refused", [])
    assert answer.error


@pytest.mark.parametrize("spelling", NOWHERE)
def test_what_is_no_name_is_neither_resolved_as_an_address_nor_dialled(
    spelling: str, web: Any, dialled: list[Any]
) -> None:
    answer = answered(web, spelling, allow_addresses=())
    assert (answer.verdict, dialled) == ("unreachable", [])


def test_no_spelling_in_a_redirect_dials_an_address_that_is_not_public(
    web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site stands at 127.0.0.9, which alone is opened; all spellings are followed from there."""
    tried: list[Any] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        if address[0] != "127.0.0.9":
            tried.append(address)
            raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
        connect(self, address)

    async def main() -> list[Any]:
        places = [f"http://{spelling}/" for spelling in SPELLINGS]
        places = [place for place in places if not set(place) & {"\r", "\n", "\0"}]  # no header can carry them
        pages = {f"/{n}": web.redirect(place.encode().decode("latin-1")) for n, place in enumerate(places)}
        monkeypatch.setattr(socket.socket, "connect", watched)
        opened = (ip_network("127.0.0.9/32"),)
        async with web.site(pages, host="127.0.0.9") as here, web.gate(allow_addresses=opened, resolve=numeric) as gate:
            return [(place, await gate.fetch(here.url(f"/{n}"))) for n, place in enumerate(places)]

    answers = asyncio.run(main())
    assert len(answers) > 120
    assert {place: answer.verdict for place, answer in answers if answer.verdict != "refused"} == {}
    assert tried == []


@pytest.mark.parametrize("addresses", MIXED, ids=" ".join)
def test_a_name_with_one_forbidden_address_is_not_dialled_at_all(
    addresses: list[str], web: Any, dialled: list[Any]
) -> None:
    async def mixed(host: str, port: int) -> tuple[Address, ...]:
        return tuple(ip_address(address) for address in addresses)

    async def main() -> Any:
        async with web.gate(resolve=mixed, allow_addresses=()) as gate:
            return await gate.fetch("http://mixed.test/")

    assert (asyncio.run(main()).verdict, dialled) == ("refused", [])


@pytest.mark.parametrize("spelling", ["127.1", "0x7f000001", "2130706433", "[::1]", "localhost", "127。0。0。1"])
def test_the_matrix_would_see_a_dial(spelling: str, web: Any, dialled: list[Any]) -> None:
    assert answered(web, spelling).verdict == "unreachable"
    assert dialled[0][:2] in {("127.0.0.1", 80), ("::1", 80)}


def test_one_forbidden_address_among_good_ones_refuses_the_name(web: Any) -> None:
    async def both(host: str, port: int) -> tuple[Address, ...]:
        return IPv4Address("127.0.0.1"), IPv4Address("10.0.0.1")

    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(resolve=both) as gate:
            return await gate.fetch(f"http://two.test:{here.port}/"), here

    answer, here = asyncio.run(main())
    assert (answer.verdict, here.connections) == ("refused", 0)
    assert "10.0.0.1" in answer.error


def test_a_name_that_changes_its_mind_is_resolved_once_per_connection_and_checked_each_time(web: Any) -> None:
    asked = 0

    async def rebinding(host: str, port: int) -> tuple[Address, ...]:
        nonlocal asked
        asked += 1
        return (IPv4Address("127.0.0.1" if asked == 1 else "169.254.169.254"),)

    async def main() -> Any:
        pages = {"/": web.reply(web.html, "200 OK", "Connection: close")}
        async with web.site(pages) as here, web.gate(resolve=rebinding) as gate:
            url = f"http://rebinding.test:{here.port}/"
            return [await gate.fetch(url), await gate.fetch(url)], here

    (first, second), here = asyncio.run(main())
    assert (first.verdict, first.address, second.verdict) == (None, "127.0.0.1", "refused")
    assert (asked, here.connections) == (2, 1)  # robots.txt and the page shared the first connection
    assert here.requests[-1][1]["Host"] == f"rebinding.test:{here.port}"


def test_the_second_address_is_tried_when_the_first_does_not_answer(web: Any) -> None:
    async def two(host: str, port: int) -> tuple[Address, ...]:
        return IPv4Address("127.0.0.2"), IPv4Address("127.0.0.1")

    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(resolve=two) as gate:
            return await gate.fetch(f"http://two.test:{here.port}/")

    answer = asyncio.run(main())
    assert (answer.verdict, answer.address) == (None, "127.0.0.1")


def test_a_resolver_that_hangs_ends_at_the_deadline_and_holds_nothing(
    web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(20) and [])

    async def main() -> Any:
        async with web.gate(timeout=0.3) as gate:
            return await gate.fetch("http://slow.test/")

    started = time.monotonic()
    answer = asyncio.run(main())
    assert (answer.verdict, time.monotonic() - started < 1.3) == ("unreachable", True)
    assert all(thread.daemon for thread in threading.enumerate() if thread.name.startswith("resolve"))
    release.set()


def test_a_resolver_that_hangs_behind_a_redirect_ends_at_the_deadline_of_the_whole(web: Any) -> None:
    async def stuck(host: str, port: int) -> tuple[Address, ...]:
        if host == "stuck.test":
            await asyncio.Event().wait()
        return (IPv4Address("127.0.0.1"),)

    async def main() -> Any:
        async with (
            web.site({"/": web.redirect("http://stuck.test/")}) as here,
            web.gate(timeout=0.4, resolve=stuck, retries=2) as gate,
        ):
            return await gate.fetch(here.url())

    started = time.monotonic()
    answer = asyncio.run(main())
    assert (answer.verdict, len(answer.redirects), time.monotonic() - started < 1.4) == ("unreachable", 1, True)


def test_a_name_that_turns_bad_between_robots_txt_and_the_page_is_refused(web: Any) -> None:
    """Rebinding within one fetch: robots.txt is answered and the connection closed, then the name leads elsewhere."""
    answers = [IPv4Address("127.0.0.1"), ip_address("::ffff:169.254.169.254")]

    async def rebinding(host: str, port: int) -> tuple[Address, ...]:
        return (answers.pop(0),)

    async def main() -> Any:
        pages = {"/robots.txt": web.reply(b"", "200 OK", "Connection: close"), "/": web.reply()}
        async with web.site(pages) as here, web.gate(resolve=rebinding) as gate:
            return await gate.fetch(f"http://rebinding.test:{here.port}/"), here

    answer, here = asyncio.run(main())
    assert (answer.verdict, here.paths) == ("refused", ["/robots.txt"])


def test_a_name_that_turns_bad_between_two_tries_is_not_dialled(web: Any) -> None:
    answers = [IPv4Address("127.0.0.1"), IPv4Address("127.0.0.1"), IPv4Address("10.0.0.1")]

    async def rebinding(host: str, port: int) -> tuple[Address, ...]:
        return (answers.pop(0),)

    async def cut(writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async def main() -> Any:
        pages = {"/robots.txt": web.reply(b"", "200 OK", "Connection: close"), "/": cut}
        async with web.site(pages) as here, web.gate(resolve=rebinding, retries=2) as gate:
            return await gate.fetch(f"http://rebinding.test:{here.port}/"), here

    answer, here = asyncio.run(main())
    assert (answer.verdict, here.paths, answers) == ("refused", ["/robots.txt", "/"], [])


def test_a_name_that_nobody_knows_is_unreachable_with_the_systems_words(web: Any) -> None:
    async def main() -> Any:
        async with web.gate() as gate:
            return await gate.fetch("http://nowhere.invalid/")

    answer = asyncio.run(main())
    assert (answer.verdict, answer.status, answer.address) == ("unreachable", None, None)
    assert "nowhere.invalid cannot be resolved (Name or service not known)" in answer.error


def test_a_closed_port_is_unreachable_with_the_systems_words(web: Any) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]

        async def main() -> Any:
            async with web.gate() as gate:
                return await gate.fetch(f"http://127.0.0.1:{port}/")

        answer = asyncio.run(main())
    assert answer.verdict == "unreachable"
    assert "Connection refused" in answer.error


def test_the_systems_resolver_gives_each_address_once() -> None:
    assert asyncio.run(resolved("127.0.0.1", 80)) == (IPv4Address("127.0.0.1"),)


def test_sockets_of_this_machine_are_not_the_network() -> None:
    with pytest.raises(Exception, match="not on the network"):
        asyncio.run(Dialler(()).connect_unix_socket("/run/x.sock"))
