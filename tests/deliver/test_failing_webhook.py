"""A web server that fails at every point: nothing is lost, and each try has the same key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.deliver.conftest import House
from tests.deliver.failing import Failing, http, serving
from tests.fetch.conftest import certificate
from tests.fetch.conftest import serving as context

SHORT, LONG = "1 s", "60 s"


def answer(status: str, *headers: str) -> str:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "", ""])


# Where it fails, how, what is told, and how many bodies the server has when it is well again: where it had one before
# it failed, it may have taken that one.
FAULTS = [
    ("connected", "drop", "", 1),
    ("connected", "hang", "", 1),
    ("head", "drop", "", 1),
    ("body", "drop", "", 2),
    ("body", "hang", "", 2),
    ("body", "drip", "", 2),
    ("body", "who is there\r\n\r\n", "", 2),
    ("body", answer("301 Moved", "Location: /elsewhere"), "301", 2),
    ("body", answer("400 Bad"), "400 Bad", 2),
    ("body", answer("401 Who are you"), "401", 2),
    ("body", answer("404 Not Found"), "404", 2),
    ("body", answer("410 Gone"), "410", 2),
    ("body", answer("429 Slower"), "429", 2),
    ("body", answer("500 Oh"), "500", 2),
    ("body", answer("503 Later"), "503", 2),
]


@pytest.fixture
def server() -> Iterator[Failing]:
    with serving(Failing(), http) as made:
        yield made


def hook(server: Failing, timeout: str = LONG, scheme: str = "http") -> str:
    return (
        f'[[channel]]\nname = "hook"\nkind = "webhook"\nurl = "{scheme}://127.0.0.1:{server.port}/hook/T0K3N"\n'
        f'allow_addresses = ["127.0.0.0/8"]\ntimeout = "{timeout}"\n'
    )


@pytest.mark.parametrize(("step", "fault", "told", "bodies"), FAULTS)
def test_what_was_not_accepted_comes_later_under_the_same_key(
    house: House, server: Failing, step: str, fault: str, told: str, bodies: int
) -> None:
    house.channels(hook(server, SHORT if fault in ("hang", "drip") else LONG))
    house.compose()
    server.fail[step] = fault
    (sent,) = house.send()
    assert sent.error is not None
    assert told in sent.error
    assert "T0K3N" not in sent.error  # the path of such an address is its secret
    assert house.states() == [("hook", "waiting", 1)]
    server.fail.clear()
    house.channels(hook(server))
    assert house.send() == ()
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert house.states() == [("hook", "delivered", 2)]
    assert len(server.taken) == bodies
    assert len(set(server.taken)) == 1
    assert len({re.findall("(?i)idempotency-key: (.*)", head)[0] for head in server.heads}) == 1
    assert house.send(hours=100) == ()


def test_what_was_accepted_is_not_sent_again_though_the_rest_of_the_answer_does_not_come(
    house: House, server: Failing
) -> None:
    house.channels(hook(server))
    house.compose()
    server.fail["answer"] = "drop"
    assert [sent.error for sent in house.send()] == [None]
    assert house.send(hours=9) == ()


@pytest.mark.parametrize(
    ("status", "asked", "least", "most"),
    [("429 Slower", "7200", 7200, 7200), ("503 Later", "1", 300, 300), ("503 Later", "99999999", 86400, 86400)],
)
def test_who_asks_to_be_left_alone_is(
    house: House, server: Failing, status: str, asked: str, least: int, most: int
) -> None:
    house.channels(hook(server))
    house.compose()
    server.fail["body"] = answer(status, f"Retry-After: {asked}")
    (sent,) = house.send()
    assert sent.again is not None
    assert timedelta(seconds=least) <= sent.again - house.now <= timedelta(seconds=most)


@pytest.mark.parametrize("fault", ["drop", "hang", ""])
def test_tls_that_is_broken_or_that_nobody_vouches_for_gets_nothing(
    house: House, server: Failing, tmp_path: Path, fault: str
) -> None:
    folder = tmp_path / "tls"
    folder.mkdir()
    file, _ = certificate(folder, "127.0.0.1")
    server.tls = context(file)
    house.channels(hook(server, SHORT if fault == "hang" else LONG, "https"))
    house.compose()
    server.fail["handshake"] = fault
    assert house.send()[0].error is not None
    assert server.taken == []
    assert house.states() == [("hook", "waiting", 1)]


def test_a_server_that_is_not_there_is_tried_again(house: House, server: Failing) -> None:
    house.channels(hook(server).replace(str(server.port), "1"))
    house.compose()
    assert house.send()[0].error is not None
    house.channels(hook(server))
    assert [sent.error for sent in house.send(hours=1)] == [None]


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks%41.example.org/T0K3N",
        f"http://é{'x' * 62}.example.org/T0K3N",
        f"https://hooks.example.org/T0K3N/{'T0K3N' * 2000}",
        "http://127.0.0.1:1/é/T0K3N",
        "http://192.168.0.1/T0K3N",
    ],
)
def test_of_an_address_that_cannot_be_asked_no_more_is_told_than_of_others(house: House, url: str) -> None:
    house.channels(f'[[channel]]\nname = "hook"\nkind = "webhook"\nurl = "{url}"\n')
    house.compose()
    (sent,) = house.send()
    assert sent.error
    assert "T0K3N" not in sent.error
