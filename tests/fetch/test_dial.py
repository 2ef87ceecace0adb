"""Nothing is dialled that was not checked, and what was checked is what is dialled."""

from __future__ import annotations

import _socket
import asyncio
import errno
import socket
import threading
import time
from ipaddress import IPv4Address, ip_address
from typing import Any

import pytest

from monitor.fetch.address import Address
from monitor.fetch.dial import Dialler, resolved

# Every spelling that some parser or resolver takes for an address which is not public.
SPELLINGS = [
    *("127.0.0.1", "127.1", "127.0.1", "127.000.000.001", "0177.0.0.1", "0177.1", "0x7f.0.0.1", "0x7f.1", "0x7f000001"),
    *("0X7F000001", "2130706433", "017700000001", "0x7f.0x0.0x0.0x1", "127.0.0.1.", "127.255.255.254", "127.2.3"),
    *("0", "0.0.0.0", "00", "0x0", "0.0", "0.1", "000.000.000.000", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1"),
    *("①②⑦.⓪.⓪.①", "１２７.０.０.１", "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "127.0.0.1%00.example.org"),
    *("10.0.0.1", "10.1", "012.0.0.1", "0xa.0.0.1", "167772161", "0xa000001", "10.255.255.255"),
    *(
        "172.16.0.1",
        "172.31.255.255",
        "0xac100001",
        "2886729729",
        "192.168.0.1",
        "192.168.1",
        "0xc0a80001",
        "3232235521",
    ),
    *("169.254.169.254", "169.254.43518", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.16689662"),
    *("100.64.0.1", "100.100.100.200", "1681915905", "198.18.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "4294967295", "0xffffffff", "192.0.0.1"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0.0.0.1]", "[::0001]"),
    *(
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[::ffff:127.0.0.1]",
        "[::FFFF:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:7f00:0001]",
    ),
    *(
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:a00:1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
    ),
    *("[::ffff:8.8.8.8]", "[::ffff:0:127.0.0.1]", "[::ffff:0:7f00:1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]"),
    *(
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::1]",
        "[64:ff9b:1:ffff:ffff:ffff:7f00:1]",
        "[2002:7f00:1::]",
        "[2002:7f00:1::1]",
    ),
    *(
        "[2002:a00:1::]",
        "[2002:a9fe:a9fe::]",
        "[2001::1]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "[2001:2::1]",
        "[3fff::1]",
    ),
    *(
        "[fe80::1]",
        "[fe80::1%25lo]",
        "[fe80::1%lo]",
        "[febf::1]",
        "[fec0::1]",
        "[feff::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
    ),
    *("[ff02::1]", "[ff0e::1]", "[100::1]", "[5f00::1]", "[::ffff:0.0.0.0]", "[v1.127]", "[127.0.0.1]", "[::1]."),
    *(
        "user@127.0.0.1",
        "127.0.0.1@example.org",
        "example.org@127.0.0.1",
        "example.org\\@127.0.0.1",
        "127.0.0.1\\.example.org",
    ),
    *(
        "example.org#@127.0.0.1",
        "127.0.0.1#.example.org",
        "127.0.0.1?.example.org",
        "127.0.0.1\t",
        "127.0.0.1\n",
        " 127.0.0.1",
    ),
    *("/127.0.0.1", "\\127.0.0.1", "127.0.0.1 .example.org", "127.0.0.1,example.org", "127.0.0.1;example.org"),
    *("localhost", "LOCALHOST", "localhost.", "LocalHost.localdomain", "ip6-localhost"),
]


async def numeric(host: str, port: int) -> tuple[Address, ...]:
    """The system's own reading of an address that is written oddly; names are 127.0.0.1, as an attacker's could be."""
    try:
        rows = _socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)
    except OSError:
        return (IPv4Address("127.0.0.1"),)
    return tuple(ip_address(row[4][0]) for row in rows)


def test_the_matrix_has_at_least_120_spellings() -> None:
    assert len(set(SPELLINGS)) >= 120


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
