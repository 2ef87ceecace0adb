"""A change is told to a channel once, whatever the clock says and however often a past is told again."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.history.database import transaction
from monitor.upkeep import rebuild
from tests.watched import Watched, page, reader

FAR = timedelta(days=4000)


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """A page whose chair was handed over twice."""
    made = Watched(tmp_path, httpserver)
    for chair in ("Hungary", "Spain", "Malta"):
        made.serve(page(chair))
        made.run()
    return made


def untold(watched: Watched, channel: str = "mail", until: datetime | None = None) -> list[str]:
    with closing(history.open_reader(watched.settings.monitor.history)) as book:
        found = history.untold(book, channel, until=until or watched.now + FAR)
    return [str(change.after) if isinstance(change.after, str) else change.summary for change in found]


def tell(watched: Watched, channel: str = "mail") -> None:
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        ids = [change.id for change in history.untold(book, channel, until=watched.now + FAR)]
        history.mark_told(book, channel, watched.now, "{}", changes=ids)


def test_what_was_told_to_one_channel_is_still_to_be_told_to_the_others(watched: Watched) -> None:
    assert len(untold(watched)) == 2
    tell(watched)
    assert untold(watched) == []
    assert len(untold(watched, "file")) == 2


def test_what_is_detected_at_an_earlier_hour_of_the_clock_is_told_all_the_same(watched: Watched) -> None:
    tell(watched)
    watched.now -= timedelta(days=200)
    watched.serve(page("Italy"))
    watched.run()
    (change,) = untold(watched)
    assert "Italy" in change


def test_a_past_that_is_told_again_is_no_news(watched: Watched) -> None:
    tell(watched)
    rebuild(watched.settings, now=lambda: watched.now, worker=reader())
    assert untold(watched) == []
    watched.serve(page("Italy"))
    watched.run()
    assert len(untold(watched)) == 1


def test_a_channel_that_joins_is_not_told_the_whole_past(watched: Watched) -> None:
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        began = watched.now - timedelta(hours=1)
        for _ in range(2):
            history.begin_telling(book, "mail", since=began, now=watched.now)
    assert len(untold(watched)) == 1
    assert watched.ask("SELECT channel, state FROM outbox") == [("mail", "delivered")]


def test_a_digest_waits_until_it_is_accepted_and_is_the_same_in_every_try(watched: Watched) -> None:
    now = watched.now
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        with transaction(book):
            ids = [change.id for change in history.untold(book, "mail", until=now + FAR)]
            history.put_out(book, "mail", "words", ids, since=None, until=now, key="k1", now=now)
        (first,) = history.to_send(book)
        history.was_refused(book, first, "greylisted", again=now + timedelta(minutes=5), now=now)
        (again,) = history.to_send(book)
        assert again.next_try == now + timedelta(minutes=5)
        assert (again.key, again.payload, again.attempts, again.error) == ("k1", "words", 1, "greylisted")
        assert untold(watched) == []
        history.was_accepted(book, again, now=now)
        assert history.to_send(book) == ()
    assert watched.ask("SELECT state, attempts, error, next_try FROM outbox") == [("delivered", 2, None, None)]


def test_a_digest_that_is_never_accepted_is_dead_and_kept(watched: Watched) -> None:
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        with transaction(book):
            history.put_out(book, "mail", "words", [], since=None, until=watched.now, now=watched.now)
        (one,) = history.to_send(book)
        history.was_refused(book, one, "no such user", again=None, now=watched.now)
        assert history.to_send(book) == ()
    assert watched.ask("SELECT state, error, payload FROM outbox") == [("dead", "no such user", "words")]


def test_what_is_asked_and_what_is_put_out_are_one_transaction(watched: Watched) -> None:
    def broken() -> None:
        with closing(history.open_history(watched.settings.monitor.history)) as book, transaction(book):
            history.put_out(book, "mail", "words", ["x"], since=None, until=watched.now, now=watched.now)
            raise RuntimeError("the machine went off")

    with pytest.raises(RuntimeError):
        broken()
    assert watched.ask("SELECT count(*) FROM outbox") == watched.ask("SELECT count(*) FROM told") == [(0,)]


def test_a_history_that_is_made_anew_of_the_archive_alone_floods_no_channel(watched: Watched) -> None:
    watched.now += timedelta(days=30)
    for file in watched.folder.glob("history.db*"):
        file.unlink()
    rebuild(watched.settings, now=lambda: watched.now, worker=reader())
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        history.begin_telling(book, "mail", since=watched.now - timedelta(days=7), now=watched.now)
    assert untold(watched) == []


def test_how_a_try_ended_is_noted_of_what_waits_still_and_of_nothing_else(watched: Watched) -> None:
    now = watched.now
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        with transaction(book):
            history.put_out(book, "mail", "words", [], since=None, until=now, key="k1", now=now)
        (one,) = history.to_send(book)
        history.drop(book, [one.number], now=now)
        dropped = watched.ask("SELECT * FROM outbox"), watched.ask("SELECT * FROM dead_letter")
        assert not history.was_accepted(book, one, now=now)
        for again in (None, now + timedelta(minutes=5)):
            assert not history.was_refused(book, one, "later", again=again, now=now)
        assert (watched.ask("SELECT * FROM outbox"), watched.ask("SELECT * FROM dead_letter")) == dropped
        with transaction(book):
            book.execute("DELETE FROM outbox")
            assert history.put_out(book, "hook", "others", [], since=None, until=now, key="k2", now=now) == one.number
        assert not history.was_accepted(book, one, now=now)
        assert not history.was_refused(book, one, "later", again=None, now=now)
    assert watched.ask("SELECT channel, state, attempts, error FROM outbox") == [("hook", "waiting", 0, None)]


def test_the_next_to_send_is_the_oldest_that_waits_for_the_channel(watched: Watched) -> None:
    now = watched.now
    with closing(history.open_history(watched.settings.monitor.history)) as book:
        with transaction(book):
            for channel in ("hook", "mail", "mail", "hook"):
                history.put_out(book, channel, "words", [], since=None, until=now, now=now)
        assert [one.number for one in history.to_send(book)] == [1, 2, 3, 4]
        first = history.next_to_send(book, "mail")
        assert first == history.to_send(book)[1]
        behind = history.next_to_send(book, "mail", behind=2)
        assert behind == history.to_send(book)[2]
        assert history.next_to_send(book, "mail", behind=3) is None
        assert history.next_to_send(book, "nobody") is None
