"""A digest that is never taken becomes a remark: listed, told to the other channels, and closed by a person."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from monitor import history
from monitor.cli.main import cli
from monitor.health import health
from monitor.history.schema import migrate, migrations
from tests.deliver.conftest import House, Post, mail
from tests.watched import page

FILES = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["text"]\n'


@pytest.fixture
def dead(house: House, post: Post) -> House:
    """Mail that was given up after a day; `files` took the same digest."""
    house.now = datetime.now(UTC) - timedelta(days=4)
    house.serve(page("Poland"))
    house.run()
    house.channels(mail(post, more='give_up = "1 day"') + FILES)
    post.fail["sender"] = "550 never"
    house.compose()
    while any(state == "waiting" for _, state, _ in house.states()):
        house.send(hours=1)
    assert house.states()[0][:2] == ("desk", "dead")
    return house


def asked(house: House, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(house.settings.file), *words])


def texts(house: House) -> list[str]:
    return [file.read_text("utf-8") for file in sorted((house.folder / "digests").iterdir())]


def letters(house: House) -> list[tuple[Any, ...]]:
    return house.ask("SELECT outbox, closed_at IS NULL, ended, error FROM dead_letter")


def test_it_is_listed_until_somebody_deals_with_it(dead: House) -> None:
    (number,) = [number for (number,) in dead.ask("SELECT id FROM outbox WHERE state = 'dead'")]
    assert letters(dead) == [(number, 1, None, "127.0.0.1 said 550 never")]
    listed = asked(dead, "channels")
    assert f"desk: digest {number} was given up" in listed.stdout
    assert "550 never" in listed.stdout
    assert "monitor channels retry desk" in listed.stdout
    value = json.loads(asked(dead, "channels", "--json").stdout)
    assert [one["digest"] for one in value[0]["given_up"]] == [number]
    assert asked(dead, "status").exit_code == 1
    assert any("1 digest was never taken" in each for each in health(dead.settings, now=dead.now).complaints)
    dropped = asked(dead, "channels", "drop", "desk")
    assert dropped.exit_code == 0, dropped.output
    assert letters(dead) == [(number, 0, "dropped", "127.0.0.1 said 550 never")]
    assert "given up on" not in asked(dead, "channels").stdout
    assert not any("never taken" in each for each in health(dead.settings, now=dead.now).complaints)
    assert asked(dead, "channels", "drop", "desk").exit_code == 2


def test_the_other_channels_are_told_when_it_begins_and_when_it_ends_and_in_between_with_the_rest(
    dead: House, post: Post
) -> None:
    post.fail.clear()
    assert dead.compose() == [False, True]  # nothing else happened
    dead.send()
    assert "was given up at" in texts(dead)[-1]
    assert "550 never" in texts(dead)[-1]
    assert dead.compose() == [False, False]  # told once
    dead.serve(page("Malta"))
    dead.run(hours=12)
    assert dead.compose()[1]
    dead.send()
    assert "was given up at" in texts(dead)[-1]  # and listed while it lasts
    asked(dead, "channels", "drop", "desk", "--json")
    dead.now = datetime.now(UTC)
    assert dead.compose()[1]
    dead.send()
    assert "; dropped at" in texts(dead)[-1]
    assert dead.compose()[1] is False
    assert len(texts(dead)) == 4


def test_what_is_retried_is_the_same_mail_and_is_tried_for_as_long_as_at_first(dead: House, post: Post) -> None:
    told = json.loads(asked(dead, "channels", "retry", "desk", "--json").stdout)
    assert told["channel"] == "desk"
    (key,) = dead.ask("SELECT key FROM outbox WHERE channel = 'desk' AND state = 'waiting'")[0]
    dead.now = datetime.now(UTC) + timedelta(minutes=1)
    assert [sent.again is None for sent in dead.send() if sent.channel == "desk"] == [False]
    post.fail.clear()
    dead.send(hours=1)
    assert [message["Message-ID"] for message in post.taken] == [f"<{key}@example.org>"]
    assert [row[1:3] for row in letters(dead)] == [(0, "retried")]


def test_one_that_is_given_up_again_is_a_remark_again(dead: House) -> None:
    asked(dead, "channels", "retry", "desk")
    dead.now = datetime.now(UTC)
    while any(state == "waiting" for _, state, _ in dead.states()):
        dead.send(hours=1)
    assert sorted(row[1:3] for row in letters(dead)) == [(0, "retried"), (1, None)]


def test_of_one_whose_words_were_redacted_the_changes_are_told_anew(dead: House, post: Post) -> None:
    dead.write("UPDATE outbox SET payload = ? WHERE state = 'dead'", history.words.GONE)
    told = asked(dead, "channels", "retry", "desk")
    assert told.exit_code == 0
    assert "its words were redacted: what it told is in one that goes out with the next" in told.stdout
    post.fail.clear()
    dead.now = datetime.now(UTC) + timedelta(minutes=1)
    assert dead.compose()[0]
    dead.send()
    assert "Poland" in post.taken[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("retry", "nobody"), "no channel nobody"),
        (("drop", "files"), "nothing was given up for files"),
        (("drop", "desk", "999"), "digest 999 was not given up for desk"),
        (("retry", "../x"), "no channel ../x"),
    ],
)
def test_what_was_not_given_up_is_not_dealt_with(dead: House, words: tuple[str, ...], told: str) -> None:
    result = asked(dead, "channels", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert [row[1] for row in letters(dead)] == [1]


def test_what_waits_for_a_channel_that_was_removed_is_not_forgotten(house: House, post: Post) -> None:
    house.channels(mail(post) + FILES)
    post.fail["sender"] = "451 later"
    house.compose()
    house.send()
    house.channels(FILES)
    assert any("digests wait for desk" in each for each in health(house.settings, now=house.now).complaints)
    assert "monitor channels drop desk" in asked(house, "channels").stdout
    assert asked(house, "channels", "retry", "desk").exit_code == 2
    assert asked(house, "channels", "drop", "desk").exit_code == 0
    assert house.states()[0][:2] == ("desk", "dead")
    assert [row[1:3] for row in letters(house)] == [(0, "dropped")]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A history of the schema before, with a digest that was given up."""
    file = tmp_path / "older.db"
    before = migrations()[:22]
    with closing(sqlite3.connect(file, isolation_level=None)) as book:
        migrate(book, file, before)
        book.execute(
            "INSERT INTO outbox (channel, window_until, payload, state, attempts, created_at, done_at, error)"
            " VALUES ('desk', 1, '{}', 'dead', 9, 1, 2, 'no')"
        )
    return file


def test_what_was_given_up_before_there_were_such_remarks_is_one(older: Path) -> None:
    with closing(history.open_history(older)) as book:
        (one,) = history.dead_letters(book, open_only=True)
    assert (one.channel, one.attempts, one.error, one.ended) == ("desk", 9, "no", None)
