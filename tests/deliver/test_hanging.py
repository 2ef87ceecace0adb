"""A channel that hangs holds up no other, nor the daemon's end; what was taken is marked though that takes patience."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from monitor.deliver import deliver, sending
from monitor.errors import RunLocked
from monitor.history import database, sending_lock
from monitor.schedule.telling import Telling
from tests.deliver.conftest import House, Post, mail
from tests.deliver.failing import Failing, patiently, serving, smtp
from tests.watched import page

FILES = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["json"]\n'


@pytest.fixture
def hanging() -> Iterator[Failing]:
    with serving(Failing(fail={"banner": "hang"}), smtp) as made:
        yield made


def mute(server: Failing, number: int, timeout: str = "5 min") -> str:
    return (
        f'[[channel]]\nname = "mute-{number}"\nkind = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\ntls = "none"\n'
        f'sender = "monitor@example.org"\nto = ["one@example.org"]\ntimeout = "{timeout}"\n'
    )


@pytest.fixture
def house(house: House) -> House:
    house.now += timedelta(minutes=1)  # what was found is in the past
    return house


def digests(house: House) -> int:
    return len(list((house.folder / "digests").glob("*.json")))


def test_the_daemon_tells_others_while_many_channels_hang_and_ends_when_it_is_told_to(
    house: House, hanging: Failing
) -> None:
    hung = 10  # more than a pool of threads has
    house.channels("".join(mute(hanging, each) for each in range(hung)) + FILES)

    async def forever() -> None:
        telling = Telling(lambda: house.settings, lambda: house.now)
        running = asyncio.create_task(telling.forever())
        assert await asyncio.to_thread(patiently, lambda: digests(house) == 1 and hanging.connections >= hung)
        await asyncio.to_thread(more)
        telling.news()
        assert await asyncio.to_thread(patiently, lambda: digests(house) == 2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    def more() -> None:
        house.serve(page("Malta"))
        house.run()
        house.now += timedelta(minutes=1)

    begun = time.monotonic()
    asyncio.run(forever())
    assert time.monotonic() - begun < 200  # and no thread goes on
    rows = house.ask("SELECT state, count(*) FROM outbox WHERE channel LIKE 'mute%' AND payload <> '' GROUP BY state")
    assert rows == [("waiting", hung)]


def test_a_round_that_is_broken_off_counts_as_no_try(house: House, hanging: Failing) -> None:
    house.channels(mute(hanging, 1))

    async def cut() -> None:
        task = asyncio.create_task(deliver(house.settings, now=lambda: house.now))
        await asyncio.to_thread(patiently, lambda: hanging.connections == 1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(cut())
    assert house.states() == [("mute-1", "waiting", 0)]


def test_what_another_process_sends_to_is_left_to_it_and_the_others_are_told(house: House, post: Post) -> None:
    house.channels(mail(post) + FILES)
    with sending_lock(house.settings.monitor.history, "desk", now=house.now):
        ended = asyncio.run(deliver(house.settings, now=lambda: house.now))
        assert [(sent.channel, sent.number is None, sent.error is None) for sent in ended] == [
            ("desk", True, False),
            ("files", False, True),
        ]
        only = house.settings.channels[:1]
        with pytest.raises(RunLocked, match="another process sends to desk"):
            asyncio.run(deliver(house.settings, now=lambda: house.now, only=only))
    asyncio.run(deliver(house.settings, now=lambda: house.now))
    assert len(post.taken) == 1


def test_what_was_taken_is_marked_as_soon_as_the_history_can_be_written_and_not_sent_again(
    house: House, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    monkeypatch.setattr(sending, "PAUSE", 0.1)
    house.channels(mail(post))
    house.compose()

    def in_the_way() -> None:
        with closing(sqlite3.connect(house.settings.monitor.history, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            patiently(lambda: bool(post.taken))
            time.sleep(1)
            other.execute("ROLLBACK")

    begun = threading.Event()
    thread = threading.Thread(target=in_the_way)
    thread.start()
    begun.wait()
    assert [sent.error for sent in house.send()] == [None]
    thread.join()
    assert house.states() == [("desk", "delivered", 1)]
    assert len(post.taken) == 1
