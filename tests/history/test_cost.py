"""What a look costs that found nothing new: one narrow row and the run's own, whatever the sources are like."""

from __future__ import annotations

import os
import resource
import sqlite3
from datetime import timedelta
from time import monotonic

from monitor import history as past
from monitor.errors import ArchiveFull
from monitor.history.room import bring_in
from monitor.model import Check

DAYS, SOURCES = 60, 30
CODES = ("AU", "ID", "FJ", "NZ", "TH", "MY", "LK", "BD", "IN", "PK")
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


def steps_of(history, question):
    """How much of SQLite's work a question takes, in hundreds of its steps."""
    steps = [0]

    def count():
        steps[0] += 1

    history.conn.set_progress_handler(count, 100)
    question()
    history.conn.set_progress_handler(None, 0)
    return steps[0]


def test_what_was_stated_is_told_as_fast_however_often_a_page_was_looked_at_and_read(diary, write):
    """A page with a nonce, read every day: what it states changed at the second and at the last look."""

    def every(day):
        return write.reading(write.chair("AU" if day == 1 else "ID"), *(write.member(code) for code in CODES))

    diary.read(every(0))
    began = diary.now
    for day in range(1, 5):
        diary.read(every(day))
    questions = [
        lambda: past.statements_now(diary.history, mechanism=write.BALI),
        lambda: past.statements_now(diary.history, mechanism=write.BALI, at=began),
        lambda: diary.history.execute("SELECT * FROM now WHERE mechanism = ?", [write.BALI]).fetchall(),
        lambda: diary.history.execute("SELECT * FROM statement_interval WHERE field = 'chair'").fetchall(),
    ]
    before = [steps_of(diary.history, question) for question in questions]
    (source,) = diary.history.execute("SELECT id FROM source WHERE name = ?", [write.PAGE.id]).fetchone()
    with past.transaction(diary.history):
        filled = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
        last, day = diary.history.execute("SELECT max(fetched_at) FROM capture").fetchone()[0], 86_400_000_000
        diary.history.execute(
            f'{filled} INSERT INTO "check" (source, id, verdict, checked_at)'
            " SELECT ?, 5500000 + i, 4, ? + i * ? FROM n",
            [source, last, day],
        )
        diary.history.execute(
            f"{filled} INSERT INTO extraction (capture, source, read_at, layout, extractor, lookups, outcome, accepted,"
            " same_as) SELECT 5, ?, ? + i * ?, 'mechanism-page', '1', '1', 'ok', 1, 5 FROM n",
            [source, last, day],
        )
    after = [steps_of(diary.history, question) for question in questions]
    assert all(now <= then + 5 for then, now in zip(before, after, strict=True)), (before, after)


def test_a_statement_was_last_seen_before_it_ended_whatever_clocks_said(diary, write):
    diary.read(write.reading(write.chair("AU")))
    diary.look("not-modified", status=304)
    seen = diary.now
    diary.look("unreachable", error="no answer")
    diary.read(write.reading(write.chair("ID")))
    diary.look("not-modified", status=304, hours=-72)  # a clock that was set back
    with_ended = {one.key: one.last_seen for one in past.evidence(diary.history, last_change(diary)).before}
    assert with_ended == {"chair:AU": seen}
    assert {one.key: one.last_seen for one in past.statements_now(diary.history)} == {"chair:ID": diary.now}


def last_change(diary):
    return past.changes(diary.history)[0].id


def test_the_log_waits_for_nobody_who_writes_or_asks(diary, write):
    diary.look("not-modified", status=304)
    asking = diary.history.execute("SELECT * FROM verdict")
    asking.fetchone()
    assert not bring_in(diary.history)
    asking.close()
    other = sqlite3.connect(diary.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = monotonic()
    assert not bring_in(diary.history)
    assert monotonic() - began < 5  # another program's transaction is waited for half a minute elsewhere
    other.close()
    assert bring_in(diary.history)
    assert diary.history.execute("PRAGMA busy_timeout").fetchone()[0] == 30_000


def test_a_disk_without_room_for_the_log_is_told_and_nothing_is_lost(diary, write):
    """A limit on the size of files stands for the full disk: what is in the log has no room in the file."""
    bring_in(diary.history)
    diary.history.close()
    child = os.fork()
    if not child:
        history = past.open_history(diary.path)
        size = diary.path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        with past.transaction(history):
            history.execute("INSERT INTO run (started_at, version) VALUES (1, ?)", ["x" * 20_000])
        try:
            bring_in(history)
        except ArchiveFull:
            os._exit(75)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 75
    reader = past.open_reader(diary.path)
    assert len(past.runs(reader)) == 1
    reader.close()
