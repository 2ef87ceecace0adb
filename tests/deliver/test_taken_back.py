"""What is redacted, dropped or retried while a digest is under way: nothing goes out that was taken back, and how a try
ended is noted of that digest alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor import history
from monitor.cli.main import cli
from monitor.deliver import Sent, deliver
from monitor.errors import RunLocked
from monitor.upkeep import at_the_desk
from monitor.upkeep.redact import Redacted, named, redact
from tests.deliver.conftest import House, Post, mail, plain
from tests.watched import MEMBERS, page, reader

REPOSITORY = Path(__file__).parents[2]
NAME = "Utopia Zebulon"
FILES = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["text"]\n'


@contextmanager
def under_way(house: House, post: Post) -> Iterator[list[Sent]]:
    """A round in another thread that goes as far as to hand over a mail, while the block runs; then it ends."""
    post.arrived.clear()
    post.goes_on.clear()
    ended: list[Sent] = []
    only = [one for one in house.settings.channels if one.name == "desk"]
    settings, at = house.settings, house.now
    thread = threading.Thread(target=lambda: ended.extend(asyncio.run(deliver(settings, now=lambda: at, only=only))))
    thread.start()
    try:
        assert post.arrived.wait(60)
        yield ended
    finally:
        post.goes_on.set()
        thread.join()


def asked(house: House, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(house.settings.file), *words])


def redacted(house: House, which: str) -> Redacted:
    """Takes one capture out: the one that this SQL names last."""
    (capture,) = house.ask(f"SELECT public FROM capture {which} ORDER BY id DESC LIMIT 1")[0]
    with at_the_desk(house.settings, now=lambda: house.now, worker=reader()) as desk:
        channels = [one.name for one in house.settings.channels]
        return redact(desk, house.settings.monitor.history, named(desk.book, [capture]), "a request", channels=channels)


def all_of_it(house: House) -> list[object]:
    return [
        house.ask("SELECT * FROM outbox"),
        house.ask("SELECT * FROM told"),
        house.ask("SELECT * FROM dead_letter"),
        house.ask("SELECT id, redacted_at FROM capture"),
        sorted((file, file.stat().st_size) for file in house.settings.monitor.snapshots.rglob("*") if file.is_file()),
    ]


@pytest.fixture
def desk(house: House, post: Post) -> House:
    """One digest waits for `desk`."""
    house.now += timedelta(minutes=1)
    house.channels(mail(post))
    assert house.compose() == [True]
    return house


@pytest.fixture
def secret(desk: House, post: Post) -> House:
    """Two digests wait for `desk`, and the second holds a name."""
    desk.serve(page("Spain", (*MEMBERS, NAME)))
    desk.run(hours=1)
    assert desk.compose() == [True]
    assert [NAME in payload for (payload,) in desk.ask("SELECT payload FROM outbox WHERE payload <> ''")] == [
        False,
        True,
    ]
    return desk


def test_nothing_is_redacted_while_a_digest_is_under_way_and_nothing_is_told_twice(secret: House, post: Post) -> None:
    with under_way(secret, post):
        before = all_of_it(secret)
        with pytest.raises(RunLocked, match=rf"another process sends to desk.*: process {os.getpid()} on"):
            redacted(secret, "")
        assert all_of_it(secret) == before
    assert [NAME in plain(message) for message in post.taken] == [False, True]  # it said nothing else
    assert redacted(secret, "").erased.digests == 1
    secret.now += timedelta(hours=1)
    assert secret.compose() == [False]
    assert secret.send() == ()
    assert [state for _, state, _ in secret.states()] == ["delivered", "delivered"]


def test_what_is_redacted_before_is_in_no_mail(secret: House, post: Post) -> None:
    redacted(secret, "")
    secret.now += timedelta(hours=1)
    secret.compose()
    secret.send()
    assert len(post.taken) == 2
    assert not any(NAME in plain(message) for message in post.taken)


def test_redact_waits_for_a_round_that_just_puts_its_first_digest_together(house: House, post: Post) -> None:
    house.channels(mail(post))
    assert house.states() == []
    with history.sending_lock(house.settings.monitor.history, "desk", now=house.now), pytest.raises(RunLocked):
        redacted(house, "")
    redacted(house, "")


def test_redact_waits_for_who_sends_to_a_channel_that_the_configuration_has_no_more(desk: House) -> None:
    desk.channels(FILES)
    with history.sending_lock(desk.settings.monitor.history, "desk", now=desk.now), pytest.raises(RunLocked):
        redacted(desk, "")


def test_no_round_begins_while_words_are_redacted(desk: House, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = []

    def wiped(*those: object) -> None:
        with pytest.raises(RunLocked) as error:
            asyncio.run(deliver(desk.settings, now=lambda: desk.now))
        refused.append(str(error.value))

    monkeypatch.setattr("monitor.upkeep.redact.wiped", wiped)
    redacted(desk, "")
    assert len(refused) == 1
    assert "or changes what waits for it" in refused[0]
    assert post.taken == []


@pytest.fixture
def of_now(post: Post, desk: House) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """A round in a process of its own, which goes by the clock of this machine."""
    begun: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "monitor.cli", "--config", str(desk.settings.file), *words]
        env = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        begun.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        return begun[-1]

    yield begin
    post.goes_on.set()
    for each in begun:
        each.communicate(timeout=60)


def test_the_commands_say_who_sends_and_end_with_3(
    desk: House, post: Post, of_now: Callable[..., subprocess.Popen[str]]
) -> None:
    desk.channels(mail(post).replace('"desk"', '"other"', 1) + FILES)  # `desk` is dropped where nobody has it
    kept = desk.settings.file.read_text(encoding="utf-8")
    desk.channels(mail(post))
    post.goes_on.clear()
    sends = of_now("digest", "--send")
    assert post.arrived.wait(60)
    desk.settings.file.write_text(kept, encoding="utf-8")
    before = all_of_it(desk)
    (capture,) = desk.ask("SELECT public FROM capture ORDER BY id DESC LIMIT 1")[0]
    for words in (("redact", capture, "--why", "a request", "--yes"), ("channels", "drop", "desk")):
        told = asked(desk, *words)
        assert told.exit_code == 3, told.output
        assert f"another process sends to desk or changes what waits for it: process {sends.pid} on" in told.stderr
        assert "run the same command again" in told.stderr
    assert all_of_it(desk) == before
    post.goes_on.set()
    assert "desk: sent" in sends.communicate(timeout=60)[0]
    assert asked(desk, "channels", "drop", "desk").exit_code == 2  # it was taken
    told = asked(desk, "redact", capture, "--why", "a request", "--yes")
    assert told.exit_code == 0, told.output
    assert "still held" not in told.stdout


def test_a_digest_is_not_dropped_while_it_is_under_way(desk: House, post: Post) -> None:
    post.fail["before"] = "451 later"
    with under_way(desk, post) as ended:
        desk.channels(FILES)
        assert asked(desk, "channels", "drop", "desk").exit_code == 3
    assert [sent.error is None for sent in ended] == [False]
    assert desk.states() == [("desk", "waiting", 1)]
    (number,) = desk.ask("SELECT id FROM outbox WHERE state = 'waiting'")[0]
    assert json.loads(asked(desk, "channels", "drop", "desk", "--json").stdout)["dropped"] == [number]
    assert desk.states() == [("desk", "dead", 1)]


def test_a_channel_that_nobody_has_leaves_no_lock(desk: House) -> None:
    for name in ("nobody", "../nobody"):
        assert asked(desk, "channels", "drop", name).exit_code == 2
    assert not [file for file in desk.folder.parent.rglob("*.lock") if "nobody" in file.name]


def test_what_waits_behind_one_that_is_under_way_can_be_hurried(house: House, post: Post) -> None:
    house.now = datetime.now(UTC) - timedelta(hours=1)
    house.channels(mail(post, more='give_up = "1 s"\n'))
    house.serve(page("Malta"))
    house.run(hours=0)
    assert house.compose() == [True]
    post.fail["sender"] = "550 never"
    house.send(hours=0.5)
    post.fail.clear()
    house.serve(page("Poland"))
    house.run(hours=0)
    assert house.compose() == [True]
    assert [state for _, state, _ in house.states()] == ["dead", "waiting"]
    with under_way(house, post):
        told = asked(house, "channels", "retry", "desk")
        assert told.exit_code == 0, told.output
    assert [state for _, state, _ in house.states()] == ["waiting", "delivered"]


def test_what_was_taken_back_meanwhile_does_not_go_out(secret: House, post: Post) -> None:
    """Also where somebody goes by no lock: what waits is asked before each try."""
    with under_way(secret, post):
        (number,) = secret.ask("SELECT max(id) FROM outbox WHERE state = 'waiting'")[0]
        secret.write("DELETE FROM told WHERE outbox = ?", number)
        secret.write("DELETE FROM outbox WHERE id = ?", number)
    assert [NAME in plain(message) for message in post.taken] == [False]


@pytest.mark.parametrize("refused", [False, True])
def test_how_a_try_ended_is_noted_of_that_digest_and_of_none_that_has_its_number(
    desk: House, post: Post, refused: bool, caplog: pytest.LogCaptureFixture
) -> None:
    desk.channels(mail(post, more='give_up = "1 s"\n'))
    desk.now += timedelta(minutes=1)
    if refused:
        post.fail["before"] = "550 never"
    (number,) = desk.ask("SELECT id FROM outbox WHERE state = 'waiting'")[0]
    with caplog.at_level(logging.WARNING), under_way(desk, post) as ended:
        desk.write("DELETE FROM told WHERE outbox = ?", number)
        desk.write("DELETE FROM outbox WHERE id = ?", number)
        with (
            closing(history.open_history(desk.settings.monitor.history)) as book,
            history.transaction(book),
        ):
            again = history.put_out(book, "hook", "{}", [], since=None, until=desk.now, key="other", now=desk.now)
            book.execute("UPDATE outbox SET id = ? WHERE id = ?", [number, again])
        before = desk.ask("SELECT * FROM outbox")
    assert desk.ask("SELECT * FROM outbox") == before
    assert desk.ask("SELECT * FROM dead_letter") == []
    (line,) = [one.message for one in caplog.records if "taken back" in one.message]
    assert f"digest {number} for desk" in line
    assert [(sent.error is not None, sent.again) for sent in ended] == [(refused, None)]
