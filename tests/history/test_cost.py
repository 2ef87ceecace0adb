"""What a look costs that found nothing new: one narrow row and the run's own, whatever the sources are like."""

from __future__ import annotations

from datetime import timedelta

from monitor import history as past
from monitor.history.room import bring_in
from monitor.model import Check

DAYS, SOURCES = 60, 30
PAGE, FRAME = 4096, 4096 + 24


def daily(diary, write, days=DAYS, **more):
    """Runs of so many days over 30 sources, one answer of each as before."""
    sources = [write.page(f"page-{number}", f"https://example.org/{number}") for number in range(SOURCES)]
    past.sync_sources(diary.history, [write.PAGE, *sources], now=diary.now)
    for _ in range(days):
        diary.now += timedelta(days=1)
        run = past.begin_run(diary.history, now=diary.now)
        for number, source in enumerate(sources):
            at = diary.now + timedelta(seconds=7 * number, microseconds=number)
            verdict, status = ("not-modified", 304) if number % 2 else ("unchanged", 200)
            look = Check(source.id, verdict, at, status, 30_000 if status == 200 else 0, 0.421, **more)
            past.record_check(diary.history, run, look)
        past.end_run(diary.history, run, now=diary.now)


def per_look(diary, write, **more):
    """Bytes that the file grew by, for each look of some weeks."""
    daily(diary, write, days=1, **more)
    before = diary.history.execute("PRAGMA page_count").fetchone()[0]
    daily(diary, write, **more)
    return (diary.history.execute("PRAGMA page_count").fetchone()[0] - before) * PAGE / (DAYS * SOURCES)


def test_an_unchanged_look_takes_less_than_80_bytes(diary, write):
    assert per_look(diary, write) < 80


def test_a_page_that_moved_or_fails_for_years_says_so_once(diary, write):
    elsewhere = "https://example.org/" + "a-long-address/" * 20
    assert per_look(diary, write, moved_to=elsewhere, error="no answer within 30 s" * 10) < 80
    assert diary.history["check_text"].count == 2
    assert diary.look("unchanged", moved_to=elsewhere)[0].after == elsewhere
    assert past.checks(diary.history)[0].moved_to == elsewhere


def test_an_unchanged_look_writes_few_pages(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.look("not-modified", status=304)
    log = diary.path.with_name("history.db-wal")
    assert bring_in(diary.history)
    assert log.stat().st_size == 0
    diary.look("not-modified", status=304)
    assert log.stat().st_size <= 32 + 5 * FRAME  # the run begins, the look and its run, the run ends


def test_the_log_of_looks_is_found_without_reading_all_of_it(diary, write):
    daily(diary, write, days=3)
    for sql in (
        "SELECT * FROM source_state",
        "SELECT * FROM source_health",
        'SELECT max(id) FROM "check" WHERE source = 3',
    ):
        plan = " | ".join(row[3] for row in diary.history.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
        assert not [step for step in plan.split(" | ") if step.startswith("SCAN check")], plan
        assert "AUTOMATIC" not in plan, plan


def test_looks_are_told_in_their_order_whatever_the_clock_said(diary, write):
    diary.look("not-modified", status=304)
    diary.look("unchanged", status=200, hours=-72)
    diary.look("unreachable", hours=1, error="no answer")
    looks = past.checks(diary.history, source=write.PAGE.id)
    assert [one.verdict for one in looks] == ["unreachable", "unchanged", "not-modified"]
    assert [one.run for one in looks] == [3, 2, 1]
    assert [one.verdict for one in past.checks(diary.history, run=2)] == ["unchanged"]
    (health,) = past.source_health(diary.history)
    assert (health.last_verdict, health.last_success) == ("unreachable", looks[1].checked_at)
    assert [(one.checks, one.failed, one.changes) for one in past.runs(diary.history)] == [
        (1, 1, 0),
        (1, 0, 0),
        (1, 0, 0),
    ]
