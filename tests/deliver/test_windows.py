"""What begins and ends beside the changes is in exactly one digest of each channel, whatever the clock does."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.deliver import compose, pending
from monitor.history.database import transaction
from monitor.history.redaction import erase
from monitor.history.withdrawn import withdraw
from monitor.upkeep import rebuild
from tests.deliver.conftest import House
from tests.history.former import put_back
from tests.watched import MEMBERS, page, reader

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EACH = '[[channel]]\nname = "each"\nkind = "folder"\npath = "each"\nforms = ["json"]\n'
WEEK = '[[channel]]\nname = "week"\nkind = "folder"\npath = "week"\nforms = ["json"]\n'
LATE = WEEK.replace("week", "late")
TWICE = (*MEMBERS, "Austria")


@dataclass
class Two:
    """Two pages about one mechanism, and what two channels are told: `each` after each step, `week` now and then."""

    house: House
    told: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"each": [], "week": []})
    differ: dict[str, bool] = field(default_factory=lambda: {"each": False, "week": False})
    turns: dict[str, list[bool]] = field(default_factory=lambda: {"each": [], "week": []})

    def pages(self, *, other: str = "Hungary", members: tuple[str, ...] = MEMBERS, status: int = 200) -> None:
        self.house.serve(page("Hungary", members), "/one", status)
        self.house.serve(page(other), "/other")
        self.house.run(hours=0)

    def tell(self, *names: str) -> None:
        """One after the other composes its digest now."""
        settings = self.house.settings
        with closing(history.open_history(settings.monitor.history)) as book:
            for channel in settings.channels:
                if channel.name in names and compose(book, settings, channel, now=self.house.now):
                    sql = "SELECT payload FROM outbox WHERE channel = ? ORDER BY id DESC LIMIT 1"
                    ((payload,),) = book.execute(sql, [channel.name]).fetchall()
                    self.told.setdefault(channel.name, []).append(json.loads(json.loads(payload)["json"]))

    def counted(self, channel: str, part: str, *keys: str) -> Counter[tuple[str, ...]]:
        return Counter(tuple(one[key] for key in keys) for digest in self.told[channel] for one in digest[part])


@pytest.fixture
def two(tmp_path: Path, httpserver: HTTPServer) -> Two:
    house = House(tmp_path, httpserver)
    house.configure(house.source("one", "/one"), house.source("other", "/other"))
    house.channels(EACH + WEEK)
    made = Two(house)
    made.pages()
    made.tell("each", "week")
    return made


def back_from_ahead(two: Two) -> None:
    """The clock was ahead for a while, and digests were told; then it is set right, and an hour passes."""
    right = two.house.now + HOUR
    two.house.now += 200 * DAY
    two.tell("each", "week")
    two.house.now = right + HOUR


def test_a_change_that_was_found_while_the_clock_was_ahead_is_in_the_next_digest(two: Two) -> None:
    right = two.house.now + HOUR
    two.house.now += 365 * DAY
    two.pages(other="Spain")
    two.house.now = right
    settings = two.house.settings
    with closing(history.open_reader(settings.monitor.history)) as book:
        dry, _ = pending(book, settings, settings.channels[0], now=right)
    assert dry.changes == 1
    two.tell("each", "week")
    for days in (1, 363, 2):
        two.house.now += days * DAY
        two.tell("each", "week")
    for digests in two.told.values():
        (once,) = [one for one in digests if one["chapters"]]
        assert once["until"] == right.isoformat()
        assert [len(chapter["news"]) for chapter in once["chapters"]] == [1]


def test_a_finding_that_opens_behind_a_window_that_was_told_is_told_once(two: Two) -> None:
    back_from_ahead(two)
    two.pages(members=TWICE)
    two.house.now += HOUR
    two.tell("each", "week")
    two.house.now += HOUR
    two.pages()
    two.house.now += HOUR
    two.tell("each", "week")
    two.house.now += 300 * DAY
    two.tell("each", "week")
    for channel in ("each", "week"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1
        assert two.counted(channel, "closed", "kind")[("duplicate",)] == 1


def test_what_was_told_while_the_clock_was_ahead_is_not_told_again_when_that_day_comes(two: Two) -> None:
    right = two.house.now + HOUR
    two.house.now += 20 * DAY
    two.pages(members=TWICE, other="Spain", status=200)
    two.tell("each", "week")
    two.house.now += HOUR
    two.pages(members=TWICE, other="Spain", status=500)
    two.tell("each", "week")
    two.house.now = right
    two.tell("each", "week")
    for _ in range(6):
        two.house.now += 5 * DAY
        two.tell("each", "week")
    two.pages(members=TWICE, other="Spain")
    two.tell("each", "week")
    two.house.now += 20 * DAY
    two.tell("each", "week")
    for channel in ("each", "week"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1
        assert two.counted(channel, "ended", "source", "what") == {("one", "failing"): 1}
        assert two.counted(channel, "disagreed", "field")[("chair",)] == 1
        assert len(two.told[channel]) == 3, "nothing else began or ended"


def test_troubles_and_disagreements_behind_a_window_that_was_told_are_told_when_they_begin_and_end(two: Two) -> None:
    back_from_ahead(two)
    two.pages(status=500, other="Spain")
    two.house.now += HOUR
    two.tell("each", "week")
    assert [len(one["troubles"]) for one in two.told["each"]] == [1]
    two.house.now += HOUR
    two.pages()
    two.house.now += HOUR
    two.tell("each", "week")
    for channel in ("each", "week"):
        assert two.counted(channel, "ended", "source", "what") == {("one", "failing"): 1}
        assert two.counted(channel, "disagreed", "field")[("chair",)] == 1
        assert two.counted(channel, "agreed", "field")[("chair",)] == 1


def test_one_that_comes_and_goes_is_over_once_also_where_the_clock_was_ahead(two: Two) -> None:
    for status in (500, 200) * 3:
        two.house.now += 6 * HOUR
        two.pages(status=status)
        two.tell("each")
    right = two.house.now + HOUR
    assert two.told["each"][-1]["unsteady"]
    two.house.now += 8 * DAY
    two.tell("each", "week")
    for days in (0, 1, 6, 1, 1, 10):
        two.house.now = right = right + days * DAY
        two.tell("each", "week")
    over = [one for digest in two.told["each"] for one in digest["ended"]]
    assert [one["times"] for one in over] == [1, 1, 3]
    assert two.counted("week", "ended", "source", "times") == {("one", 3): 1}


def test_a_past_that_is_told_again_is_told_to_nobody_again(two: Two) -> None:
    two.house.now += HOUR
    two.pages(members=TWICE)
    two.tell("each")
    two.house.now += HOUR
    rebuild(two.house.settings, now=lambda: two.house.now, worker=reader())
    two.tell("each", "week")
    two.house.now += HOUR
    two.pages()
    two.tell("each", "week")
    for channel in ("each", "week"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1, channel
    assert two.counted("each", "closed", "kind")[("duplicate",)] == 1


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_clock_does_each_is_told_once(two: Two, seed: int) -> None:
    chance = random.Random(seed)
    fails = iter((500, 200, 500, 200))
    status, other, members = 200, "Hungary", MEMBERS
    for _ in range(14):
        jump = chance.choice((0, 0, 0, 0, -40, -3, 3, 40, 200, -150))
        two.house.now += jump * DAY + chance.choice((1, 5, 30)) * HOUR
        match chance.choice(("members", "other", "status", "none")):
            case "members":
                members = MEMBERS if members is TWICE else TWICE
            case "other":
                other = "Spain" if other == "Hungary" else "Hungary"
            case "status":
                status = next(fails, 200)
        two.pages(other=other, members=members, status=status)
        two.house.now += HOUR
        _tell(two, chance.choice((("each",), ("each", "week"))))
    two.pages(other=other, members=members)
    two.house.now += 300 * DAY
    _tell(two, ("each", "week"))
    two.house.now += 300 * DAY
    _tell(two, ("each", "week"))
    found = two.house.ask("SELECT o.name, kind, closed_at NOT NULL FROM finding f JOIN source o ON o.id = f.source")
    opened = Counter((source, kind) for source, kind, _ in found if kind != "source-failing")
    closed = Counter(kind for _, kind, is_closed in found if is_closed)
    for channel in ("each", "week"):
        remarks = two.counted(channel, "remarks", "source", "kind")
        over = sum(
            bool(one["closed_at"])
            for digest in two.told[channel]
            for one in digest["remarks"]
            if one["kind"] == "duplicate"
        )
        for (source, kind), number in opened.items():
            assert remarks[source, kind] == number, (channel, source, kind)
        assert two.counted(channel, "closed", "kind")[("duplicate",)] + over == closed["duplicate"], channel
        times = sum(one["times"] for digest in two.told[channel] for one in digest["ended"])
        assert times == closed["source-failing"] or channel == "week", channel
        assert bool(times) == bool(closed["source-failing"]), "one after the other may be told as one"
        assert _turns(two.told[channel]) == two.turns[channel], channel


def _tell(two: Two, names: Sequence[str]) -> None:
    """Composes, and notes whether the two pages came to differ in their chair, or came to differ no more."""
    differ = bool(two.house.ask("SELECT 1 FROM disagreement WHERE field = 'chair'"))
    two.tell(*names)
    for name in names:
        if differ != two.differ[name]:
            two.turns[name].append(differ)
        two.differ[name] = differ


def _turns(digests: Sequence[dict[str, Any]]) -> list[bool]:
    found = []
    for one in digests:
        found += [True for each in one["disagreed"] if each["field"] == "chair"]
        found += [False for each in one["agreed"] if each["field"] == "chair"]
    return found


def test_a_digest_that_another_channel_never_took_is_told_when_it_is_given_up_and_when_it_is_dealt_with(
    two: Two,
) -> None:
    back_from_ahead(two)
    with closing(history.open_history(two.house.settings.monitor.history)) as book:
        with history.transaction(book):
            number = history.put_out(book, "desk", "{}", [], since=None, until=two.house.now, now=two.house.now)
        (one,) = history.to_send(book)
        history.was_refused(book, one, "no such user", again=None, now=two.house.now)
        two.house.now += HOUR
        two.tell("each", "week")
        two.house.now += HOUR
        two.tell("each", "week")
        assert [len(those) for those in two.told.values()] == [1, 1]
        history.drop(book, [number], now=two.house.now)
    two.house.now += HOUR
    two.tell("each", "week")
    two.house.now += 300 * DAY
    two.tell("each", "week")
    for channel in ("each", "week"):
        assert two.counted(channel, "undelivered", "digest", "ended") == {(number, None): 1, (number, "dropped"): 1}


def ahead_once(two: Two) -> None:
    """A source failed while the clock was ahead for a while, and was well again when it was set right."""
    right = two.house.now + HOUR
    two.house.now += 2 * DAY
    two.pages(status=404)
    two.tell("each", "week")
    two.house.now = right
    two.pages()
    two.tell("each", "week")
    two.house.now += HOUR
    two.pages(members=TWICE)
    two.tell("each", "week")


def test_a_channel_that_joins_after_the_clock_was_ahead_is_told_each_once(two: Two) -> None:
    ahead_once(two)
    two.house.channels(EACH + WEEK + LATE)
    for time in (HOUR, HOUR, 2 * DAY, 300 * DAY):
        two.house.now += time
        two.tell("late", "each")
    for channel in ("late", "each"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1, channel
        assert two.counted(channel, "ended", "source", "times") == {("one", 1): 1}, channel
    assert len(two.told["late"]) == 1, "nothing else began or ended"


def test_one_of_whom_only_the_last_window_is_known_is_told_nothing_again_that_it_told_ahead_of_the_clock(
    two: Two,
) -> None:
    right = two.house.now + HOUR
    two.house.now += 2 * DAY
    two.pages(members=TWICE)
    two.house.now += HOUR
    two.tell("each", "week")
    two.house.write("UPDATE outbox SET heard = NULL")
    two.house.now = right
    two.pages(members=TWICE, other="Spain")
    for time in (HOUR, HOUR, 2 * DAY, 300 * DAY):
        two.house.now += time
        two.tell("each", "week")
    for channel in ("each", "week"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1, channel


def test_the_first_digest_since_the_last_tells_each_once_where_the_clock_was_ahead(two: Two) -> None:
    two.house.now = datetime.now(UTC) - 3 * HOUR
    ahead_once(two)
    told = [json.loads(_since_last(two)) for _ in range(2)]
    assert [one["kind"] for one in told[0]["remarks"]].count("duplicate") == 1
    assert [one["times"] for one in told[0]["ended"]] == [1]
    assert not told[1]["remarks"]
    assert not told[1]["ended"]


def _since_last(two: Two) -> str:
    words = ["--config", str(two.house.settings.file), "digest", "--since", "last", "--json"]
    return CliRunner().invoke(cli, words).stdout


@pytest.mark.parametrize("given_up", [False, True])
def test_what_a_digest_told_whose_words_were_redacted_is_told_by_the_next_one(two: Two, given_up: bool) -> None:
    two.house.now += HOUR
    two.house.channels(EACH + WEEK + LATE)
    two.told["late"] = []
    two.pages(members=TWICE, other="Spain")
    two.house.now += HOUR
    two.tell("each", "week", "late")
    two.house.now += HOUR
    two.pages(members=TWICE, other="Spain", status=500)
    two.tell("each", "late")
    first = "SELECT min(id) FROM outbox WHERE payload <> '' GROUP BY channel"
    with closing(history.open_history(two.house.settings.monitor.history)) as book:
        numbers = [number for (number,) in book.execute(first).fetchall()]
        waiting = [one for one in history.to_send(book) if one.number in numbers]
        for one in waiting if given_up else ():
            history.was_refused(book, one, "no such user", again=None, now=two.house.now)
        sql = "SELECT public FROM capture c JOIN source o ON o.id = c.source WHERE o.name = 'other'"
        erase(book, {public: two.house.now for (public,) in book.execute(sql).fetchall()})
        if given_up:
            history.retry(book, numbers, now=two.house.now)
    for digests in two.told.values():
        del digests[0]
    for _ in range(2):
        two.house.now += HOUR
        two.tell("each", "week", "late")
    for channel in ("each", "week", "late"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1, channel
        assert two.counted(channel, "disagreed", "field")[("chair",)] == 1, channel


@pytest.mark.parametrize("given_up", [False, True])
@pytest.mark.parametrize("taken_back", [(0,), (1,), (0, 2), (0, 1, 2)])
def test_what_is_told_anew_is_that_of_the_digests_taken_back_and_of_no_other(
    two: Two, taken_back: tuple[int, ...], given_up: bool
) -> None:
    """Four digests wait: of a finding and sources that differ, of one failing, of what ended, of another finding."""
    steps = [
        (TWICE, "Spain", 200),
        (TWICE, "Spain", 500),
        (MEMBERS, "Hungary", 200),
        ((*MEMBERS, "Malta", "Malta"), "Hungary", 200),
    ]
    for members, other, status in steps:
        two.house.now += HOUR
        two.pages(members=members, other=other, status=status)
        two.tell("each")
    with closing(history.open_history(two.house.settings.monitor.history)) as book:
        waiting = [one for one in history.to_send(book) if one.channel == "each"]
        numbers = [waiting[place].number for place in taken_back]
        for one in waiting if given_up else ():
            history.was_refused(book, one, "no such user", again=None, now=two.house.now)
        with transaction(book):
            withdraw(book, numbers)
            if not given_up:
                book.conn.executemany("DELETE FROM outbox WHERE id = ?", [(number,) for number in numbers])
    told = two.told["each"]
    assert len(told) == len(steps)
    whole = {part: two.counted("each", part, *keys) for part, keys in PARTS.items()}
    assert all(whole.values()), whole
    for place in reversed(taken_back):
        del told[place]
    for _ in range(2):
        two.house.now += HOUR
        two.tell("each")
    for part, keys in PARTS.items():
        again = two.counted("each", part, *keys)
        # what began and ended within what is taken back, or after it, is told with its end alone, or not at all
        assert all(again[one] <= times for one, times in whole[part].items()), (part, again)
        assert set(again) <= set(whole[part]), (part, again)
    stands = {(one.source, one.kind) for one in _standing(two) if one.kind != "source-failing"}
    assert stands <= set(two.counted("each", "remarks", "source", "kind"))


PARTS = {
    "remarks": ("source", "kind"),
    "closed": ("source", "kind"),
    "disagreed": ("field",),
    "agreed": ("field",),
    "ended": ("source", "what"),
}


def _standing(two: Two) -> tuple[history.FindingRecord, ...]:
    with closing(history.open_reader(two.house.settings.monitor.history)) as book:
        return history.findings(book, open_only=True)


def test_a_history_of_before_turns_whose_last_window_ends_ahead_loses_nothing_that_came_meanwhile(two: Two) -> None:
    right = two.house.now + HOUR
    two.house.now += 2 * DAY
    two.tell("each", "week")
    two.house.now = right
    two.pages(members=TWICE, other="Spain")
    put_back(two.house.settings.monitor.history, 24)
    two.house.now += HOUR
    two.pages(members=TWICE, other="Spain", status=500)
    for _ in range(3):
        two.tell("each", "week")
        two.house.now += DAY
    for channel in ("each", "week"):
        assert two.counted(channel, "remarks", "kind")[("duplicate",)] == 1
        assert two.counted(channel, "disagreed", "field")[("chair",)] == 1
        assert two.told[channel][0]["since"] < right.isoformat() < two.told[channel][0]["until"]


def test_the_cause_of_a_trouble_is_that_of_the_last_one_also_where_the_clock_was_set_back(two: Two) -> None:
    two.house.now += 2 * DAY
    for status in (404, 200):
        two.house.now += HOUR
        two.pages(status=status)
        two.tell("each")
    two.house.now -= DAY
    begun = two.house.now
    two.pages(status=500)
    two.house.now += HOUR
    two.tell("each")
    two.pages()
    two.house.now += HOUR
    two.tell("each", "week")
    two.house.channels(EACH + WEEK + LATE)
    two.tell("late")
    over = two.told["each"][-1]["ended"]
    assert [(one["times"], one["since"]) for one in over] == [(1, begun.isoformat())]
    assert [one["times"] for one in two.told["late"][-1]["ended"]] == [2]
    for told in two.told.values():
        assert "500" in told[-1]["ended"][0]["words"]
