"""A history that is gone knew who was told what: what its archive shows of the last week comes once more."""

from __future__ import annotations

import json

import pytest

from tests.deliver.conftest import House
from tests.watched import page

FILES = '[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["json"]\n'
LOST = "is made anew from the archive: what was told to whom is not known any more"


def told(house: House) -> list[str]:
    """The changes that the channel is given now, by what they are."""
    before = set((house.folder / "digests").glob("*"))
    house.compose()
    house.send()
    after = set((house.folder / "digests").glob("*"))
    digests = [json.loads(each.read_text("utf-8")) for each in sorted(after - before)]
    return [news["summary"] for digest in digests for chapter in digest["chapters"] for news in chapter["news"]]


def test_what_waited_is_not_lost_and_it_is_said_why_the_rest_comes_again(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.channels(FILES)
    first = told(house)
    assert first
    house.serve(page("Malta"))
    house.run(hours=1)
    assert LOST not in caplog.text
    for file in house.folder.glob("history.db*"):
        file.unlink()
    house.run(hours=1)
    assert caplog.text.count(LOST) == 1
    again = told(house)
    assert set(first) < set(again), "and what nobody was told yet"
    assert told(house) == []
    house.run(hours=1)
    assert caplog.text.count(LOST) == 1
