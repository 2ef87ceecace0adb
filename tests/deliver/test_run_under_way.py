"""A run that is under way is told of when it has ended: of half of it a digest would say what is not so."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from monitor import history
from monitor.deliver import Sent, deliver
from tests.deliver.conftest import House
from tests.watched import page

LIFE = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["json"]\nempty = true\n'
HOOK = (
    '[[channel]]\nname = "hook"\nkind = "webhook"\nurl = "http://127.0.0.1:{port}/x"\nallow_addresses = ["127.0.0.1"]\n'
)


def digests(house: House, now: datetime) -> list[dict[str, Any]]:
    """What the channel is given in a round."""
    before = set((house.folder / "digests").glob("*"))
    asyncio.run(deliver(house.settings, now=lambda: now))
    after = set((house.folder / "digests").glob("*"))
    return [json.loads(each.read_text("utf-8")) for each in sorted(after - before)]


def test_no_digest_is_put_together_in_the_middle_of_a_run(house: House) -> None:
    house.channels(LIFE)
    digests(house, house.now + timedelta(minutes=1))
    house.serve(page("Malta"))
    path, begun = house.settings.monitor.history, house.now + timedelta(hours=1)
    with history.run_lock(path, now=begun), closing(history.open_history(path)) as book:
        run = history.begin_run(book, now=begun, version="0")
        assert digests(house, begun + timedelta(minutes=1)) == []
        stuck = begun + timedelta(seconds=house.settings.watch.stuck_after)
        assert len(digests(house, stuck + timedelta(days=1))) == 0, "no run ended, so there is no sign of life"
        history.end_run(book, run, now=stuck + timedelta(days=1, minutes=1))
    house.now = stuck + timedelta(days=1)
    house.run(hours=1)
    (digest,) = digests(house, house.now + timedelta(minutes=1))
    assert (digest["checked"], sum(len(one["news"]) for one in digest["chapters"])) == (1, 1)
    assert digests(house, house.now + timedelta(minutes=2)) == []


def test_a_run_that_was_cut_short_holds_up_no_digest(house: House) -> None:
    house.channels(LIFE)
    with closing(history.open_history(house.settings.monitor.history)) as book:
        history.begin_run(book, now=house.now + timedelta(seconds=30), version="0")
    assert len(digests(house, house.now + timedelta(minutes=1))) == 1


def test_what_no_webhook_answers_is_told_with_what_mends_it(house: House) -> None:
    house.channels(HOOK.format(port=9))
    house.now += timedelta(minutes=1)
    (sent,) = asyncio.run(deliver(house.settings, now=lambda: house.now))
    assert isinstance(sent, Sent)
    assert str(sent.error).endswith("see `url`, and whether the server is there")
