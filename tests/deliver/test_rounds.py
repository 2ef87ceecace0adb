"""When a round puts a digest together: after runs, at the times of a schedule, and when the clock was ahead."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

from monitor.deliver import is_due
from monitor.history import last_told, open_history
from tests.deliver.conftest import House

FOLDER = '[[channel]]\nname = "desk"\nkind = "folder"\npath = "out"\nforms = ["text"]\nempty = true\n'


def test_a_sign_of_life_comes_once_after_each_run(house: House) -> None:
    house.channels(FOLDER)
    assert [house.compose() for _ in range(4)] == [[True], [False], [False], [False]]
    house.run()
    assert [house.compose() for _ in range(3)] == [[True], [False], [False]]


def test_a_schedule_is_kept_when_the_clock_was_ahead(house: House) -> None:
    (channel,) = house.channels(f'{FOLDER}every = "1 day"\n').channels

    def due() -> bool:
        with closing(open_history(house.settings.monitor.history)) as book:
            return is_due(channel, last_told(book, channel.name), house.now)

    house.compose()
    right = house.now
    house.now += timedelta(days=400)
    house.compose()
    house.now = right
    assert due(), "what was told in a future to come says nothing"
    house.compose()
    assert not due()
    house.now += timedelta(days=1)
    assert due()
