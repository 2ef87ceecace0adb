"""`channels retry` hurries what waits for its next try: a person mended what was wrong, and does not wait for hours."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from monitor.cli.main import cli
from tests.deliver.conftest import House, Post, mail
from tests.watched import page


@pytest.fixture
def waiting(house: House, post: Post) -> House:
    """Two digests: the first was refused four times and waits for its next try, and the other behind it."""
    house.now = datetime.now(UTC) - timedelta(hours=2)
    house.channels(mail(post))
    post.fail["sender"] = "550 never"
    for chair in ("Poland", "Malta"):
        house.serve(page(chair))
        house.run(hours=0)
        assert house.compose() == [True]
    for hours in (0, 0.1, 0.2, 0.4, 0.8):
        house.send(hours=hours)
    house.now = datetime.now(UTC)
    assert house.send() == ()
    post.fail.clear()
    return house


def asked(house: House, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(house.settings.file), *words])


def numbers(house: House) -> list[int]:
    return [number for (number,) in house.ask("SELECT id FROM outbox WHERE payload <> '' ORDER BY id")]


def test_it_goes_out_at_once(waiting: House, post: Post) -> None:
    first, second = numbers(waiting)
    told = asked(waiting, "channels", "retry", "desk")
    assert told.exit_code == 0, told.output
    assert f"desk: digest {first} waits no longer for 20" in told.stdout
    assert f"digest {second}" not in told.stdout  # it waited for the first alone
    waiting.now = datetime.now(UTC)
    assert [sent.error for sent in waiting.send()] == [None, None]
    assert len(post.taken) == 2
    assert asked(waiting, "channels", "retry", "desk").exit_code == 2


def test_a_number_that_waits_behind_another_hurries_both(waiting: House) -> None:
    first, second = numbers(waiting)
    value = json.loads(asked(waiting, "channels", "retry", "desk", str(second), "--json").stdout)
    assert (value["channel"], value["retried"], value["hurried"]) == ("desk", [], [first])
    waiting.now = datetime.now(UTC)
    assert [sent.number for sent in waiting.send()] == [first, second]


def test_what_is_not_taken_then_either_waits_on_and_is_given_up_when_it_would_have_been(
    waiting: House, post: Post
) -> None:
    post.fail["sender"] = "550 never"
    attempts = waiting.states()[0][2]
    asked(waiting, "channels", "retry", "desk")
    waiting.now = datetime.now(UTC)
    (sent,) = waiting.send()
    assert waiting.states()[0] == ("desk", "waiting", attempts + 1)
    assert sent.again
    assert sent.again > waiting.now + timedelta(hours=1)


def test_what_does_not_wait_cannot_be_hurried(waiting: House) -> None:
    asked(waiting, "channels", "retry", "desk")
    again = asked(waiting, "channels", "retry", "desk")
    assert again.exit_code == 2
    assert "nothing waits for its next try and nothing was given up for desk" in again.stderr
