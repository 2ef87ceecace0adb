"""Apprise against real servers on loopback, in the process that may dial what the channel opens and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from werkzeug import Request, Response

from monitor.deliver import notified
from tests.deliver.conftest import House
from tests.deliver.failing import Failing, http, serving

pytest.importorskip("apprise", reason="the extra `notify` is not installed")
OPEN = 'allow_addresses = ["127.0.0.0/8"]'
SECRET = "t0k3n-xyzzy"


def channel(more: str = OPEN, timeout: str = "60 s") -> str:
    return f'[[channel]]\nname = "chat"\nkind = "apprise"\nurls = "env:URLS"\ntimeout = "{timeout}"\n{more}\n'


@pytest.fixture
def seen(house: House) -> list[Request]:
    """What /hook was asked; /leads redirects to another address of loopback."""
    asked: list[Request] = []

    def respond(request: Request) -> Response:
        asked.append(request)
        request.get_data()
        return Response("ok")

    house.answer(respond, "/hook")
    return asked


@pytest.fixture
def mute() -> Iterator[Failing]:
    with serving(Failing(fail={"connected": "hang"}), http) as made:
        yield made


def url(house: House, path: str = "/hook", host: str = "127.0.0.1") -> str:
    return f"json://monitor:{SECRET}@{host}:{house.server.port}{path}"


def test_a_digest_is_notified(house: House, seen: list[Request], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URLS", url(house))
    house.channels(channel())
    house.compose()
    assert [sent.error for sent in house.send()] == [None]
    (request,) = seen
    said = json.loads(request.get_data())
    assert said["title"].startswith("1 change: Budapest Process")
    assert "Spain" in said["message"]
    assert house.states() == [("chat", "delivered", 1)]


def test_a_list_that_names_no_address_takes_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URLS", "  ")
    house.channels(channel())
    house.compose()
    assert [sent.error for sent in house.send()] == ["URLS names no address; write at least one into it"]
    assert house.states() == [("chat", "waiting", 1)]


def test_a_list_that_was_shortened_since_is_asked_as_it_is_now(
    house: House, seen: list[Request], mute: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("URLS", f"{url(house)} json://127.0.0.1:1/")
    house.channels(channel())
    house.compose()
    house.send()
    monkeypatch.setenv("URLS", "json://127.0.0.1:1/")
    assert house.send(hours=1)[0].error is not None, "nobody took it"


def test_a_private_address_is_not_dialled_unless_the_channel_opens_it(
    house: House, seen: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("URLS", f"{url(house)} {url(house, host='localhost')}")
    house.channels(channel(""))  # [fetch] opens loopback to sources
    house.compose()
    error = str(house.send()[0].error)
    assert "loopback" in error
    assert seen == []


def test_a_redirect_inward_is_refused_where_it_is_dialled(
    house: House, seen: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    house.redirect("/leads", f"http://127.0.0.1:{house.server.port}/hook", 307)
    monkeypatch.setenv("URLS", url(house, "/leads", "127.0.0.2"))
    house.channels(channel('allow_addresses = ["127.0.0.2/32"]'))
    house.compose()
    assert house.send()[0].error is not None
    assert seen == []


def test_an_address_that_is_none_is_told_by_its_place_and_the_others_are_notified_once(
    house: House, seen: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("URLS", f"{url(house)}\nnonsense://{SECRET}\n{SECRET}")
    house.channels(channel())
    house.compose()
    error = str(house.send()[0].error)
    assert "address 2 of URLS (nonsense): Apprise knows no such address" in error
    assert "address 3 of URLS (no address)" in error
    assert SECRET not in error
    assert len(seen) == 1
    monkeypatch.setenv("URLS", f"{url(house)}\n{url(house)}?2\n{url(house)}?3")
    assert [sent.error for sent in house.send(hours=1)] == [None]
    assert len(seen) == 3  # not to the first again
    kept = [file.read_bytes() for file in house.folder.rglob("*") if file.is_file()]
    assert all(SECRET.encode() not in each for each in kept)


@pytest.mark.parametrize("status", [400, 429, 500])
def test_what_a_service_refuses_comes_later(house: House, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    house.serve("no", "/hook", status)
    monkeypatch.setenv("URLS", url(house))
    house.channels(channel())
    house.compose()
    assert "not taken" in str(house.send()[0].error)
    house.serve("yes", "/hook")
    assert [sent.error for sent in house.send(hours=1)] == [None]


def test_a_service_that_hangs_is_given_so_much_time_and_those_before_it_are_not_notified_again(
    house: House, seen: list[Request], mute: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("URLS", f"{url(house)} json://127.0.0.1:{mute.port}/?rto=60")  # of Apprise itself: 4 s
    house.channels(channel(timeout="10 s"))
    house.compose()
    assert "address 2 of URLS (json): no answer in time" in str(house.send()[0].error)
    house.send(hours=1)
    assert len(seen) == 1


def test_without_apprise_it_is_said_what_to_install(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notified, "find_spec", lambda name: None)
    house.channels(channel())
    house.compose()
    assert "pip install 'iscm-monitor[notify]'" in str(house.send()[0].error)


def test_proxies_that_the_environment_names_are_not_used(
    house: House, seen: list[Request], mute: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{mute.port}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{mute.port}")
    monkeypatch.setenv("URLS", url(house))
    house.channels(channel())
    house.compose()
    assert [sent.error for sent in house.send()] == [None]
    assert mute.connections == 0
