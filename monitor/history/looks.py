"""Runs and the looks within them. A look that finds nothing new writes one narrow row and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.compare.page import gone, moved
from monitor.errors import HistoryError
from monitor.history.captures import GOOD
from monitor.history.check_rows import next_number, text_row
from monitor.history.database import instant, moment, transaction
from monitor.history.findings import sync_state
from monitor.history.news import Sides, write_change
from monitor.history.returned import gone_at, returned, sides
from monitor.history.segments import know
from monitor.history.sources import source_row
from monitor.history.stale import sync_stale
from monitor.model import Capture, Change, Check, Decision, Place

GONE_RUNS, GONE_AFTER = 3, timedelta(hours=48)  # 404 over three runs and 48 hours (design, "Numbers")


def begin_run(history: Database, *, now: datetime, version: str | None = None) -> int:
    """Begins a run and returns its number."""
    with transaction(history):
        sql = "INSERT INTO run (started_at, version) VALUES (?, ?)"
        number = history.execute(sql, [instant(now), version]).lastrowid
    if number is None:
        raise HistoryError("the run was not written")
    return number


def end_run(history: Database, run: int, *, now: datetime) -> None:
    """Notes that a run came to its end."""
    with transaction(history):
        history.execute("UPDATE run SET ended_at = ? WHERE id = ?", [instant(now), run])


def was_killed(history: Database, run: int) -> bool:
    """Whether the run before this one did not come to its end."""
    row = history.execute("SELECT ended_at FROM run WHERE id < ? ORDER BY id DESC LIMIT 1", [run]).fetchone()
    return row is not None and row[0] is None


def record_check(
    history: Database, run: int | None, check: Check, *, url: str | None = None, kept: Sequence[Place] = ()
) -> tuple[str, ...]:
    """Writes a look that brought no reading; returns the public ids of changes of the page itself (moved, gone, back).

    `url`: the address that was asked for, where that is not the one that is configured. Without a `run` only what
    follows from the look is written, and not the look. `kept`: what the archive has of the look beside a capture.
    """
    with transaction(history):
        know(history, source_row(history, check.source), kept)
        return write_check(history, run, check, url=url)


def of_the_page(history: Database, run: int | None, check: Check, url: str | None = None) -> list[Change]:
    """What this look, not recorded yet, tells of the page itself: it moved, it is gone, it is back.

    That it is gone follows from the looks of runs: without a `run` it is not told.
    """
    source = source_row(history, check.source)
    if _is_good(history, check):
        return _moved(history, source, check) or returned(history, run, source, check)
    return [] if run is None else _gone(history, source, check, url)


def record_gone(history: Database, run: int, source: str, made: Decision, place: Place, *, now: datetime) -> list[str]:
    """Tells that a page is gone, as a run decided that was killed before it told so, and writes the look that found it.

    Returns the public id of the change, nothing when it was told.
    """
    row, status = source_row(history, source), made.facts["status"]
    check = Check(source, "gone" if status == 410 else "not-found", now, status, error=made.facts.get("error"))
    with transaction(history):
        know(history, row, [place])
        told = write_change(history, source, gone(made.facts["url"]), now, Sides(), decided_at=made.at)
        if told is None:
            return []
        _write_row(history, run, row, check, 1)
        sync_state(history, row, "source-failing", check.error or _trouble(check), now)
    return [told]


def truncated_for(history: Database, source: str, said: str) -> tuple[int, datetime] | None:
    """How many looks ended in `truncated` with an error that begins as `said`, and when the first of them was.

    Counted since the last good look; None when there was none. What said nothing of the page's length (no connection, a
    block page) does not end the row.
    """
    row = history.execute(
        'SELECT count(*), min(k.checked_at) FROM "check" k JOIN verdict w ON w.id = k.verdict'
        " JOIN check_text t ON t.id = k.error"
        " WHERE k.source = :source AND w.name = 'truncated' AND substr(t.text, 1, length(:said)) = :said"
        f' AND k.id > coalesce((SELECT max(id) FROM "check" WHERE source = :source AND verdict IN {GOOD}), 0)',
        {"source": source_row(history, source), "said": said},
    ).fetchone()
    return (int(row[0]), moment(row[1])) if row[0] else None


def bad_looks(history: Database) -> dict[str, tuple[int, int]]:
    """Of each source that fails, by name: the looks since its last good one, those that were answered and all.

    In a look that was not answered the host may have been left alone because of other sources.
    """
    found = history.execute(
        'SELECT s.name, count(k.status), count(*) FROM source s JOIN "check" k ON k.source = s.id AND k.id > coalesce(('
        f' SELECT max(id) FROM "check" WHERE source = s.id AND verdict IN {GOOD}), 0) GROUP BY s.id'
    )
    return {str(name): (int(answered), int(every)) for name, answered, every in found}


def write_check(
    history: Database, run: int | None, check: Check, *, told: int = 0, url: str | None = None
) -> tuple[str, ...]:
    """`record_check` inside the caller's transaction; `told`: changes that were already written for this look."""
    source = source_row(history, check.source)
    told_now = [_write(history, source, check, change) for change in of_the_page(history, run, check, url)]
    news = tuple(public for public in told_now if public)
    if check.capture:
        _judge(history, check.capture, check.verdict, check.quality)
    if run is not None:
        _write_row(history, run, source, check, max(check.changes, told) + len(news))
        failed = not _is_good(history, check) or check.outcome == "failed"
        trouble = (check.error or _trouble(check)) if failed else None
        sync_state(history, source, "source-failing", trouble, check.checked_at)
        if not failed:  # of a page that cannot be had nobody knows whether it changed
            sync_stale(history, source, check.checked_at)
    return news


def judged(history: Database, capture: Capture, verdict: str, quality: float, *, kept: Sequence[Place] = ()) -> None:
    """Notes the verdict on a capture that is not the one that its look ends with: a page that is rendered next."""
    with transaction(history):
        know(history, source_row(history, capture.source), kept)
        _judge(history, capture.id, verdict, quality)


def judgement(history: Database, capture: str) -> tuple[str | None, float | None]:
    """The verdict on a capture (public id) and how sure it is that it is a page; None: it was not judged yet."""
    sql = "SELECT v.name, c.quality FROM capture c LEFT JOIN verdict v ON v.id = c.verdict WHERE c.public = ?"
    verdict, quality = history.execute(sql, [capture]).fetchone()
    return verdict, quality


def _is_good(history: Database, check: Check) -> bool:
    found = history.execute("SELECT good FROM verdict WHERE name = ?", [check.verdict]).fetchone()
    if found is None:
        raise HistoryError(f"the history knows no verdict {check.verdict!r}", source=check.source)
    return bool(found[0])


def _write_row(history: Database, run: int, source: int, check: Check, changes: int) -> None:
    number = next_number(history, run, good=_is_good(history, check), changes=changes)
    history.execute(
        'INSERT INTO "check" (source, id, verdict, checked_at, status, received, milliseconds, error, moved_to,'
        " capture, outcome, changes) VALUES (?, ?, (SELECT id FROM verdict WHERE name = ?), ?, ?, ?, ?, ?, ?,"
        " (SELECT id FROM capture WHERE public = ?), ?, ?)",
        [
            *(source, number, check.verdict, instant(check.checked_at), check.status, check.received),
            *(round(check.seconds * 1000), text_row(history, check.error), text_row(history, check.moved_to)),
            *(check.capture, check.outcome, changes),
        ],
    )


def _judge(history: Database, capture: str, verdict: str, quality: float | None) -> None:
    open_ = f"(verdict IS NULL OR verdict NOT IN {GOOD})"  # a bad one is judged anew when its bytes come again
    sql = f"UPDATE capture SET verdict = (SELECT id FROM verdict WHERE name = ?) WHERE public = ? AND {open_}"
    history.execute(sql, [verdict, capture])
    if quality is not None:
        rated = "UPDATE capture SET quality = :quality WHERE public = :capture AND quality IS NOT :quality"
        history.execute(rated, {"quality": quality, "capture": capture})


def _write(history: Database, source: int, check: Check, change: Change) -> str | None:
    if change.kind != "page.back":
        return write_change(history, check.source, change, check.checked_at, Sides(after=check.capture))
    gone_then = gone_at(history, source)
    return write_change(history, check.source, change, check.checked_at, sides(check), decided_at=gone_then)


def _moved(history: Database, source: int, check: Check) -> list[Change]:
    """The page moved, unless that was told of this address already. (Many a page that is no more leads to a log-in.)

    What differs in the query only is no other address: many a site writes the number of the visit there.
    """
    if check.moved_to is None:
        return []
    url = history.execute("SELECT url FROM source WHERE id = ?", [source]).fetchone()[0]
    last = history.execute(
        "SELECT after FROM change WHERE source = ? AND kind = 'page.moved' ORDER BY id DESC LIMIT 1", [source]
    ).fetchone()
    told = last is not None and _bare(json.loads(last[0])) == _bare(check.moved_to)
    return [] if told or check.moved_to == url else [moved(url, check.moved_to)]


def _gone(history: Database, source: int, check: Check, asked: str | None) -> list[Change]:
    """The page at the address that was asked for is gone: at once by 410, by 404 when it stayed away; told once until
    it comes back.

    Looks between that ended otherwise (no connection, a block page) neither count nor bring it back.
    """
    if check.verdict not in ("gone", "not-found"):
        return []
    row = history.execute(
        'WITH streak AS (SELECT k.checked_at FROM "check" k JOIN verdict w ON w.id = k.verdict'
        " WHERE k.source = :source AND w.name IN ('gone', 'not-found') AND k.id > coalesce(("
        ' SELECT max(o.id) FROM "check" o JOIN verdict v ON v.id = o.verdict'
        " WHERE o.source = :source AND v.good = 1), 0))"
        " SELECT count(*), min(checked_at), (SELECT url FROM source WHERE id = :source), EXISTS (SELECT 1"
        " FROM change WHERE source = :source AND kind = 'page.gone' AND detected_at IN (SELECT checked_at FROM streak))"
        " FROM streak",
        {"source": source},
    ).fetchone()
    if not history.execute("SELECT 1 FROM capture WHERE source = ? LIMIT 1", [source]).fetchone():
        return []  # it was never seen: that it is not there is trouble, and no change
    now = instant(check.checked_at)
    looks, first, url = row[0] + 1, row[1] if row[1] is not None else now, row[2]
    if row[3]:
        return []  # it was told; which look was first follows from their order, not from clocks
    away = looks >= GONE_RUNS and now - first >= GONE_AFTER // timedelta(microseconds=1)
    return [gone(asked or url)] if away or check.verdict == "gone" else []


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def _trouble(check: Check) -> str:
    status = f" (status {check.status})" if check.status else ""
    return f"the look ended in {check.verdict}{status}" if check.outcome != "failed" else "the page could not be read"
