"""Errors are states: told once when they begin, once when they end. Validators belong to the last good bytes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor import history as past
from monitor.errors import HistoryError
from monitor.model import Validators


def troubles(diary) -> list[tuple[str, bool]]:
    return [
        (one.message, one.closed_at is None) for one in past.findings(diary.history) if one.kind == "source-failing"
    ]


def test_trouble_is_one_finding_however_long_it_lasts_and_ends_once(diary, write):
    diary.read(write.reading(write.chair("AU")))
    for verdict in ("unreachable", "unreachable", "server-error"):
        diary.look(verdict, error="no connection")
    assert troubles(diary) == [("no connection", True)]
    (health,) = past.source_health(diary.history)
    assert health.failing_since == write.START + timedelta(days=2)
    assert health.last_success == write.START + timedelta(days=1)
    diary.look("not-modified")
    assert troubles(diary) == [("no connection", False)]
    assert past.source_health(diary.history)[0].failing_since is None


def test_a_page_is_gone_after_three_looks_and_48_hours_and_is_told_once(diary, write):
    diary.read(write.reading(write.chair("AU")))
    told = [diary.look("not-found", hours=hours) for hours in (24, 1, 1, 47, 24, 24)]
    assert [[one.kind for one in step] for step in told] == [[], [], [], ["page.gone"], [], []]
    assert [one.source for one in past.statements_now(diary.history)] == [write.PAGE.id]  # absent is not removed
    diary.look("unchanged")
    assert [[one.kind for one in diary.look("not-found")] for _ in range(3)] == [[], [], ["page.gone"]]


def test_a_page_that_is_back_is_told_once_each_time_that_it_was_gone(diary, write):
    diary.read(write.reading(write.chair("AU")))
    for _ in range(2):
        assert [one.kind for one in diary.look("gone")] == ["page.gone"]
        assert diary.look("unreachable") == []
        (back,) = diary.look("unchanged")
        assert (back.kind, back.after, back.summary) == (
            "page.back",
            write.PAGE.url,
            f"The page that was gone is back: {write.PAGE.url}",
        )
        assert [diary.look("unchanged"), diary.look("not-modified")] == [[], []]
    assert [one.kind for one in past.changes(diary.history)] == ["page.back", "page.gone"] * 2


def test_a_page_that_was_not_told_as_gone_is_not_told_as_back(diary, write):
    diary.read(write.reading(write.chair("AU")))
    assert [diary.look(verdict) for verdict in ("not-found", "unreachable", "unchanged")] == [[]] * 3


def test_a_page_that_an_earlier_version_saw_come_back_is_not_told_as_back_later(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.look("gone")
    diary.look("unchanged")
    diary.history.execute("DELETE FROM fulltext WHERE what = 'change'")
    diary.history.execute("DELETE FROM change WHERE kind = 'page.back'")
    assert diary.look("unchanged") == []


def test_a_page_that_leads_elsewhere_when_it_is_there_again_has_moved_and_that_is_all(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.look("gone")
    told = [diary.look("unchanged", moved_to="https://example.org/new") for _ in range(2)]
    assert [[one.kind for one in step] for step in told] == [["page.moved"], []]
    diary.look("gone")
    told = [diary.look("unchanged", moved_to="https://example.org/new") for _ in range(2)]
    assert [[one.kind for one in step] for step in told] == [["page.back"], []]


def test_410_is_gone_at_once(diary, write):
    diary.read(write.reading(write.chair("AU")))
    assert [one.kind for one in diary.look("gone")] == ["page.gone"]
    assert diary.look("gone") == []


def test_a_clock_that_was_set_back_neither_repeats_what_was_told_nor_hides_what_is_new(diary, write):
    diary.read(write.reading(write.chair("AU")))
    assert [one.kind for one in diary.look("gone", hours=24 * 365)] == ["page.gone"]
    diary.look("unchanged", moved_to="https://example.org/next-year")
    assert [one.kind for one in diary.look("gone", hours=-24 * 300)] == ["page.gone"]
    assert diary.look("gone") == []
    told = [diary.look("unchanged", moved_to="https://example.org/this-year") for _ in range(3)]
    assert [[one.kind for one in step] for step in told] == [["page.moved"], [], []]


def test_a_page_that_was_never_seen_is_not_told_as_gone(diary):
    assert diary.look("gone") == []


def test_a_move_is_told_once_for_each_new_address(diary):
    other = "https://example.org/process/bali"
    told = [diary.look("unchanged", moved_to=to) for to in (other, other, other + "/2", other + "/2")]
    assert [[(one.kind, one.after) for one in step] for step in told] == [
        [("page.moved", other)],
        [],
        [("page.moved", other + "/2")],
        [],
    ]


def test_validators_are_those_of_the_last_good_capture_and_drop_after_any_other_verdict(diary, write):
    history, name = diary.history, write.PAGE.id
    assert past.validators(history, name) is None
    diary.read(write.reading(write.chair("AU")))
    known = Validators('"1"')
    assert past.validators(history, name) == known
    diary.look("not-modified")
    assert past.validators(history, name) == known
    diary.look("blocked")
    assert past.validators(history, name) is None
    diary.look("unchanged")  # the very bytes again, so they describe it
    assert past.validators(history, name) == known
    assert past.validators(history, name, "https://example.org/elsewhere") is None


def test_forgotten_validators_count_again_after_a_whole_answer(diary, write):
    history, name = diary.history, write.PAGE.id
    diary.read(write.reading(write.chair("AU")))
    whole = past.last_good(history, name).whole_at
    past.forget_validators(history, name)
    assert past.validators(history, name) is None
    diary.look("not-modified")
    assert past.validators(history, name) is None
    diary.look("unchanged")
    assert past.validators(history, name) == Validators('"1"')
    assert past.last_good(history, name).whole_at == whole + timedelta(days=2)


def test_runs_and_their_looks_are_kept_and_the_heartbeat_is_that_of_the_last_run_that_ended(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.look("unreachable", error="no connection", seconds=1.5)
    past.begin_run(diary.history, now=diary.now + timedelta(hours=1))  # under way, or killed
    assert [(one.checks, one.failed, one.ended_at is None) for one in past.runs(diary.history)] == [
        (0, 0, True),
        (1, 1, False),
        (1, 0, False),
    ]
    beat = past.heartbeat(diary.history)
    assert (beat.run, beat.at, beat.checked, beat.good, beat.sources) == (2, diary.now, 1, 0, 1)
    (look,) = past.checks(diary.history, run=2)
    assert (look.verdict, look.error, look.seconds, look.source) == ("unreachable", "no connection", 1.5, write.PAGE.id)
    assert past.checks(diary.history) == ()
    assert len(past.checks(diary.history, source=write.PAGE.id)) == 2


def test_the_last_run_that_ended_is_known_however_many_began_since(diary, write):
    assert past.last_run(diary.history) is None
    diary.read(write.reading(write.chair("AU")))
    began = [past.begin_run(diary.history, now=diary.now + timedelta(hours=hour)) for hour in range(1, 8)]
    last = past.last_run(diary.history)
    assert last is not None
    assert (last.id, last.ended_at, last.checks) == (1, diary.now, 1)
    assert [one.id for one in past.unended(diary.history)] == began[::-1]
    assert past.heartbeat(diary.history).run == 1


def test_a_verdict_that_nobody_knows_is_an_error(diary):
    with pytest.raises(HistoryError, match="no verdict 'fine'"):
        diary.look("fine")


def test_a_removed_source_is_retired_and_its_statements_are_neither_open_nor_removed(diary, write):
    diary.read(write.reading(write.chair("AU")))
    other = replace(write.PAGE, id="other", url="https://example.org/other")
    past.sync_sources(diary.history, [other], now=diary.now + timedelta(days=1))
    assert past.statements_now(diary.history) == ()
    assert past.changes(diary.history) == ()
    assert diary.history.execute("SELECT count(*) FROM statement WHERE closed_by IS NULL").fetchone()[0] == 1
    assert len(past.statements_now(diary.history, at=diary.now)) == 1
    assert {one.source: one.retired for one in past.source_health(diary.history)} == {
        "iom-bali-process": True,
        "other": False,
    }
    past.sync_sources(diary.history, [other, write.PAGE], now=diary.now + timedelta(days=2))
    assert len(past.statements_now(diary.history)) == 1


def test_a_renamed_source_keeps_its_history_and_a_new_address_is_kept_with_its_date(diary, write):
    diary.read(write.reading(write.chair("AU")))
    renamed = replace(write.PAGE, id="bali", was=write.PAGE.id, url="https://example.org/new")
    past.sync_sources(diary.history, [renamed], now=diary.now)
    assert [one.source for one in past.statements_now(diary.history)] == ["bali"]
    assert past.memory(diary.history, "bali").capture is not None
    assert [row["url"] for row in diary.history.query("SELECT url FROM source_address ORDER BY since")] == [
        "https://example.org/bali",
        "https://example.org/new",
    ]


def test_a_configuration_that_did_not_change_writes_nothing(diary, write):
    before = diary.history.conn.total_changes
    past.sync_sources(diary.history, [write.PAGE], now=diary.now + timedelta(days=1))
    assert diary.history.conn.total_changes == before


def test_a_page_that_is_gone_is_told_once_though_its_server_fails_between(diary, write):
    diary.read(write.reading(write.chair("AU")))
    told = [change.kind for verdict in ("gone", "unreachable", "gone", "not-found") for change in diary.look(verdict)]
    assert told == ["page.gone"]
    diary.look("not-modified")
    assert [change.kind for change in diary.look("gone")] == ["page.gone"]


def test_404s_count_across_looks_that_could_not_connect(diary, write):
    diary.read(write.reading(write.chair("AU")))
    told = [diary.look(verdict) for verdict in ("not-found", "unreachable", "not-found", "unreachable", "not-found")]
    assert [[change.kind for change in changes] for changes in told] == [[], [], [], [], ["page.gone"]]


def test_a_permanent_redirect_to_what_is_no_page_is_not_a_move(diary, write):
    diary.read(write.reading(write.chair("AU")))
    assert diary.look("blocked", moved_to="https://example.org/login") == []
    assert [change.kind for change in diary.look("unchanged", moved_to="https://example.org/new")] == ["page.moved"]


def test_a_clock_that_was_set_back_brings_no_older_page_forward(diary, write):
    diary.read(write.reading(write.chair("AU")))
    early = diary.now - timedelta(days=300)
    diary.read(write.reading(write.chair("ID")), at=early)
    newest = past.last_capture(diary.history, write.PAGE.id)
    good = past.last_good(diary.history, write.PAGE.id)
    assert newest is not None
    assert good is not None
    assert newest[0].fetched_at == good.capture.fetched_at == early


def test_after_14_days_of_not_modified_the_whole_page_is_asked_for(diary, write):
    """A server may say 304 for ever."""
    diary.read(write.reading(write.chair("AU")))
    whole = diary.now
    for _ in range(13):
        diary.look("not-modified")
    known = [past.validators(diary.history, write.PAGE.id, now=whole + timedelta(days=days)) for days in (13, 14)]
    assert known[0] is not None
    assert known[1] is None


@pytest.mark.parametrize(
    "settings", [{"layout": "ministry-page"}, {"mechanisms": ("budapest-process",)}, {"language": "fr"}]
)
def test_other_settings_make_the_next_reading_a_new_baseline(diary, write, settings):
    diary.read(write.reading(write.chair("AU")))
    past.sync_sources(diary.history, [replace(write.PAGE, **settings)], now=diary.now)
    memory = past.memory(diary.history, write.PAGE.id)
    assert (memory.capture, len(memory.statements)) == (None, 1)
    last = past.last_reading(diary.history, past.captures(diary.history, write.PAGE.id)[0].id)
    assert last is not None
    assert not last.settled
    assert diary.read(write.reading(write.chair("ID"))) == []
    assert [one.value["country"] for one in past.statements_now(diary.history)] == ["ID"]
    assert [change.kind for change in diary.read(write.reading(write.chair("AU")))] == ["chair.handover"]


def test_a_capture_that_was_overtaken_is_not_read_late(diary, write):
    """Read after its successor it would pass for news."""
    diary.capture(b"damaged in the archive")
    diary.read(write.reading(write.chair("ID")))
    assert past.unread_captures(diary.history) == ()
