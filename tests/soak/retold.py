"""A plugin of pytest: after each test that watched pages, their past is told again and has to be the one that grew.

`make soak` runs the tests of whole runs with it. Where the archive was damaged by the test, nothing may have changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from monitor.errors import ArchiveError, HistoryError
from tests.upkeep.past import again, all_of
from tests.watched import Watched

# What these do is in no archive: they read with another reader than ours, kill it, or write to the history themselves.
OTHERWISE = (
    "test_a_page_that_kills_its_reader_stays_failed_and_is_tried_once",
    "test_once_the_segment_is_restored_what_waited_is_read_and_told",
    "test_that_a_page_is_gone_is_told_once_with_the_id_that_the_archive_gives_it",
    "test_an_old_page_that_newer_code_cannot_read_makes_corrections_and_no_news",
    "test_a_new_page_costs_one_fsync_of_its_segment_and_one_commit",
)
BY_ANOTHER_READER = ("tests.test_deadly_pages", "tests.test_plugins")  # whole modules
_made: list[Watched] = []
_begin = Watched.__init__


def _noted(watched: Watched, *arguments: object) -> None:
    _begin(watched, *arguments)  # type: ignore[arg-type]  # as they come
    _made.append(watched)


Watched.__init__ = _noted  # type: ignore[method-assign,assignment]


@pytest.fixture(autouse=True)
def _told_again(request: pytest.FixtureRequest) -> Iterator[None]:
    _made.clear()
    yield
    if request.node.originalname in OTHERWISE or request.module.__name__ in BY_ANOTHER_READER:
        return
    for watched in _made:
        if watched.settings.monitor.history.exists():
            _compare(watched)


def _compare(watched: Watched) -> None:
    try:
        grown = all_of(watched)
    except HistoryError:  # the test left it so
        return
    with suppress(ArchiveError):  # what is damaged is not told again
        again(watched, *watched.archive.sources())
    told = all_of(watched)
    for name, rows in grown.items():
        assert told[name] == rows, f"{name} is another one when its past is told again"
