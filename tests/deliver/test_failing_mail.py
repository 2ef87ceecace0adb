"""A mail server that fails at every point of the conversation: nothing is lost, and a mail comes twice only where
nobody knew whether it had been taken, under the same Message-ID.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.deliver.conftest import House
from tests.deliver.failing import Failing, serving, smtp
from tests.fetch.conftest import certificate
from tests.fetch.conftest import serving as context

PASSWORD = "xyzzy-plugh"
LOGIN = base64.b64encode(f"\0monitor\0{PASSWORD}".encode()).decode()
SHORT, LONG = "0.25 s", "60 s"  # for an answer, where one never comes and where it does
BEFORE = "1 s"  # where one never comes, but all before it do

# Where it fails, how, and what whoever reads `monitor channels` is told. Nothing was taken: it comes later, once.
NOT_TAKEN = [
    ("banner", "421 busy", "421 busy"),
    ("banner", "554 not you", "554 not you"),
    ("banner", "hang", "no answer in time"),
    ("banner", "drop", "port"),
    ("banner", "drip", "takes too long"),
    ("hello", "421 busy", "421 busy"),
    ("hello", "502 what", "502 what"),
    ("hello", "hang", "no answer in time"),
    ("hello", "drop", "port"),
    ("starttls", "454 not now", "454|STARTTLS"),
    ("starttls", "hang", "no answer in time"),
    ("starttls", "drop", "port"),
    ("handshake", "hang", "no answer in time"),
    ("handshake", "drop", "port"),
    ("login", "454 not now", "454 not now"),
    ("login", "535 wrong", "535 wrong"),
    ("login", "hang", "no answer in time"),
    ("login", "drop", "port"),
    ("sender", "451 later", "451 later"),
    ("sender", "550 never", "550 never"),
    ("sender", "hang", "no answer in time"),
    ("sender", "drop", "port"),
    ("recipient", "451 later", "451 later"),
    ("recipient", "550 never", "550 never"),
    ("recipient", "hang", "no answer in time"),
    ("recipient", "drop", "port"),
    ("data", "451 later", "451 later"),
    ("data", "554 never", "554 never"),
    ("data", "hang", "no answer in time"),
    ("data", "drop", "port"),
    ("body", "drop", "port"),
    ("body", "hang", "no answer in time"),
    ("stored", "451 later", "451 later"),
    ("stored", "552 too long", "552 too long"),
]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    folder = tmp_path / "tls"
    folder.mkdir()
    file, _ = certificate(folder, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    monkeypatch.setenv("MONITOR_TEST_PASSWORD", PASSWORD)
    with serving(Failing(tls=context(file), login=LOGIN), smtp) as made:
        yield made


def desk(server: Failing, timeout: str = LONG, *, to: str = '["one@example.org"]', tls: str = "starttls") -> str:
    return (
        f'[[channel]]\nname = "desk"\nkind = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\ntls = "{tls}"\n'
        f'sender = "monitor@example.org"\nto = {to}\nuser = "monitor"\npassword = "env:MONITOR_TEST_PASSWORD"\n'
        f'timeout = "{timeout}"\n'
    )


def failed(house: House, server: Failing, step: str, fault: str) -> str:
    """What is said of a first try that failed there."""
    short = BEFORE if step == "stored" else SHORT
    house.channels(desk(server, short if fault in ("hang", "drip") else LONG))
    house.compose()
    server.fail[step] = fault
    (sent,) = house.send()
    assert sent.error is not None
    assert sent.again is not None
    assert house.states() == [("desk", "waiting", 1)]
    server.fail.clear()
    house.channels(desk(server))
    assert house.send() == ()  # not before its time
    return sent.error


@pytest.mark.parametrize(("step", "fault", "told"), NOT_TAKEN)
def test_what_was_not_taken_comes_later_and_once(
    house: House, server: Failing, step: str, fault: str, told: str
) -> None:
    error = failed(house, server, step, fault)
    assert any(each in error for each in told.split("|")), error
    assert PASSWORD not in error
    assert LOGIN not in error
    assert server.taken == []
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert len(server.taken) == 1
    assert house.states() == [("desk", "delivered", 2)]
    assert house.send(hours=100) == ()


@pytest.mark.parametrize("fault", ["drop", "hang"])
def test_where_nobody_knows_whether_it_was_taken_the_same_comes_again(
    house: House, server: Failing, fault: str
) -> None:
    failed(house, server, "stored", fault)
    assert len(server.taken) == 1
    assert [sent.error for sent in house.send(hours=1)] == [None]
    first, second = server.taken
    assert first == second
    assert message_from_bytes(first)["Message-ID"]
    assert house.states() == [("desk", "delivered", 2)]


def test_a_server_that_takes_its_time_to_store_a_mail_is_waited_for(house: House, server: Failing) -> None:
    house.channels(desk(server, BEFORE))  # less than it takes
    house.compose()
    server.fail["stored"] = "slow"
    assert [sent.error for sent in house.send()] == [None]
    assert len(server.taken) == 1
    assert house.send(hours=9) == ()


@pytest.mark.parametrize("fault", ["500 what", "drop", "hang"])
def test_a_server_that_does_not_say_goodbye_has_taken_it(house: House, server: Failing, fault: str) -> None:
    house.channels(desk(server))
    house.compose()
    server.fail["goodbye"] = fault
    begun = time.monotonic()
    assert [sent.error for sent in house.send()] == [None]
    assert time.monotonic() - begun < 30  # it is marked soon, and not after the time for an answer
    assert house.states() == [("desk", "delivered", 1)]
    assert house.send(hours=9) == ()
    assert len(server.taken) == 1


@pytest.mark.parametrize("said", ["450 greylisted", "550 unknown"])
def test_who_was_refused_is_tried_again_alone(house: House, server: Failing, said: str) -> None:
    house.channels(desk(server, to='["one@example.org", "Two <two@example.org>"]'))
    house.compose()
    server.fail["two@example.org"] = said
    (sent,) = house.send()
    assert said in str(sent.error)
    assert house.states() == [("desk", "waiting", 1)]
    server.fail.clear()
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert server.people == [["one@example.org"], ["two@example.org"]]
    assert server.taken[0] == server.taken[1]


def test_where_one_was_refused_and_then_all_were_all_are_tried_again(house: House, server: Failing) -> None:
    house.channels(desk(server, to='["one@example.org", "two@example.org"]'))
    house.compose()
    server.fail |= {"two@example.org": "450 greylisted", "stored": "451 later"}
    house.send()
    server.fail.clear()
    house.send(hours=1)
    assert server.people == [["one@example.org", "two@example.org"]]


def test_a_server_that_nobody_vouches_for_gets_neither_the_password_nor_the_mail(
    house: House, server: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    house.channels(desk(server))
    house.compose()
    assert "certificate" in str(house.send()[0].error)
    assert server.taken == []


def test_a_server_that_offers_no_tls_gets_neither_the_password_nor_the_mail(house: House, server: Failing) -> None:
    server.tls = None
    house.channels(desk(server))
    house.compose()
    assert "STARTTLS" in str(house.send()[0].error)
    assert server.taken == []


def test_tls_from_the_first_byte_on(house: House, server: Failing) -> None:
    server.implicit = True
    house.channels(desk(server, tls="implicit"))
    house.compose()
    assert [sent.error for sent in house.send()] == [None]
    assert len(server.taken) == 1


def test_a_wrong_password_is_said_without_it_though_the_server_repeats_it(
    house: House, server: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_TEST_PASSWORD", "wrong-secret")
    house.channels(desk(server))
    house.compose()
    error = str(house.send()[0].error)
    assert "535 no" in error
    assert "wrong-secret" not in error
    assert base64.b64encode(b"\0monitor\0wrong-secret").decode() not in error
    kept = [file.read_bytes() for file in house.folder.rglob("*") if file.is_file() and file.suffix != ".pem"]
    assert all(b"wrong-secret" not in each for each in kept)


def test_a_server_that_is_not_there_is_tried_again(house: House, server: Failing) -> None:
    house.channels(desk(server).replace(f"port = {server.port}", "port = 1"))
    house.compose()
    assert "refused" in str(house.send()[0].error)
    house.channels(desk(server))
    assert [sent.error for sent in house.send(hours=1)] == [None]


def test_an_address_beyond_ascii_is_a_failure_of_this_channel_and_no_crash(house: House, server: Failing) -> None:
    house.channels(desk(server, to='["büro@example.org"]'))
    house.compose()
    assert "beyond ASCII" in str(house.send()[0].error)
    assert house.states() == [("desk", "waiting", 1)]
