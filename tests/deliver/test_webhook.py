"""Webhooks over real HTTP: signed, recognised when repeated, and never beyond the fence."""

from __future__ import annotations

import hashlib
import hmac
import json
import re

import pytest
from werkzeug import Request, Response

from tests.deliver.conftest import House


def hook(house: House, more: str = 'allow_addresses = ["127.0.0.0/8", "::1/128"]') -> str:
    return f'[[channel]]\nname = "hook"\nkind = "webhook"\nurl = "{house.server.url_for("/hook")}"\n{more}\n'


def answering(house: House, *statuses: int) -> list[Request]:
    seen: list[Request] = []

    def respond(request: Request) -> Response:
        seen.append(request)
        return Response(status=statuses[min(len(seen), len(statuses)) - 1])

    house.answer(respond, "/hook")
    return seen


def test_a_digest_is_posted_as_json_and_signed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "open sesame")
    house.channels(hook(house, 'secret = "env:HOOK_SECRET"\nallow_addresses = ["127.0.0.0/8", "::1/128"]'))
    seen = answering(house, 204)
    house.compose()
    assert [sent.error for sent in house.send()] == [None]
    (request,) = seen
    body = request.get_data()
    assert json.loads(body)["chapters"]
    assert request.headers["Content-Type"].startswith("application/json")
    found = re.fullmatch(r"t=(\d+),v1=([0-9a-f]{64})", request.headers["Webhook-Signature"])
    assert found
    assert hmac.new(b"open sesame", found[1].encode() + b"." + body, hashlib.sha256).hexdigest() == found[2]


@pytest.mark.parametrize("status", [301, 400, 404, 429, 500, 503])
def test_what_is_not_accepted_comes_again_under_the_same_key(house: House, status: int) -> None:
    house.channels(hook(house))
    seen = answering(house, status, 200)
    house.compose()
    assert str(status) in str(house.send()[0].error)
    assert house.send(hours=1)[0].error is None
    assert len({request.headers["Idempotency-Key"] for request in seen}) == 1
    assert len(seen) == 2


def test_an_inner_address_is_not_reached_unless_the_channel_opens_it(house: House) -> None:
    house.channels(hook(house, ""))  # [fetch] opens loopback to sources
    seen = answering(house, 200)
    house.compose()
    (sent,) = house.send()
    assert sent.error is not None
    assert seen == []


def test_a_secret_that_is_no_text_stops_its_channel_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "caf\udce9")  # as the environment has a byte of Latin-1
    house.channels(hook(house, 'secret = "env:HOOK_SECRET"\nallow_addresses = ["127.0.0.0/8", "::1/128"]'))
    house.compose()
    (sent,) = house.send()
    assert "HOOK_SECRET of the environment holds what is no UTF-8" in str(sent.error)


def test_a_secret_that_is_not_there_is_said_and_nothing_is_sent(house: House) -> None:
    house.channels(hook(house, 'secret = "env:NO_SUCH_VARIABLE"\nallow_addresses = ["127.0.0.0/8", "::1/128"]'))
    seen = answering(house, 200)
    house.compose()
    assert "NO_SUCH_VARIABLE of the environment is not set" in str(house.send()[0].error)
    assert seen == []
