"""What the history costs and how fast it answers.

python bench/history.py                     a year of runs, and 200 000 statements over 2 000 mechanisms
python bench/history.py --years 10 --statements 10_000_000 --mechanisms 100_000     as in docs/history.md
python bench/history.py --growth            the first part alone, and with --queries the second
python bench/history.py --folder DIR        keeps the files there, and asks the same again the next time

Growth: daily runs over 30 sources, written as a run writes them (through the same functions, but without waiting for
the disk), without a change and with some. Queries: statements are put in as they would have come, first readings
together and later ones by their time, without full text; each asks of a mechanism drawn at random what was stated at
an instant (`monitor show --at`) or over time (`monitor history --field chair`). Cold is a new connection to a file of
which nothing is in the system's cache.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles

from sqlite_utils import Database

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from monitor import history
from monitor.compare import compare
from monitor.history.room import bring_in
from monitor.history.timeline import timeline
from monitor.ids import public_id
from monitor.model import Answer, Check, Extraction, FieldOutcome, Place, Source, Statement

START = datetime(2016, 1, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
SOURCES = 30  # each of one mechanism
COUNTRIES = tuple(first + second for first in "ABCDEFGHIJ" for second in "KLMNOPQRST")
FIRST_MEMBERS, CAPTURES, WATCHED = 40, 10, 30
TIMES = 7  # each is asked; the least counts, for the rest is what else the machine did
STEP = 10 * 365 * 86_400_000_000 // CAPTURES  # microseconds between two captures of a source


def main() -> None:
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("--years", type=int, default=1)
    parse.add_argument("--statements", type=int, default=200_000)
    parse.add_argument("--mechanisms", type=int, default=2_000)
    parse.add_argument("--samples", type=int, default=1_000)
    parse.add_argument("--growth", action="store_true")
    parse.add_argument("--queries", action="store_true")
    parse.add_argument("--folder", type=Path)
    given = parse.parse_args()
    both = given.growth == given.queries
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if both or given.growth:
            growth(folder, given.years)
        if both or given.queries:
            queries(folder, given.statements, given.mechanisms, given.samples)


def growth(folder: Path, years: int) -> None:
    """Bytes for each look, by how many changes there were among them."""
    empty = _grown(folder / "growth-0.db", years, 0)
    looks = 365 * years * SOURCES
    print(f"{years} years of daily runs over {SOURCES} sources: {looks:,} looks, {365 * years:,} runs")
    print("  changes        bytes  of looks, runs  bytes a look  bytes a change")
    before = _grown(folder / "growth-none.db", 0, 0)
    for every in (0, 365, 73):  # days between two handovers of a source
        changes, size = (0, empty) if not every else _changed(folder / f"growth-{every}.db", years, every)
        change = f"{(size - empty) / changes:14,.0f}" if changes else " " * 14
        print(f"  {changes:7,} {size:12,} {empty - before:15,} {(empty - before) / looks:13.1f} {change}")


def _changed(path: Path, years: int, every: int) -> tuple[int, int]:
    size = _grown(path, years, every)
    with closing(history.open_reader(path)) as book:
        return int(book.execute("SELECT count(*) FROM change").fetchone()[0]), size


def _grown(path: Path, years: int, every: int) -> int:
    """A history of so many years, a handover every so many days; its size."""
    path.unlink(missing_ok=True)
    now = START
    sources = [Source(f"page-{n}", f"https://example.org/{n}", "mechanism-page", (f"m-{n}",)) for n in range(SOURCES)]
    with closing(history.open_history(path)) as book:
        book.execute("PRAGMA synchronous = OFF")
        history.sync_sources(book, sources, now=now)
        for day in range(365 * years + 1):
            now += DAY
            run = history.begin_run(book, now=now, version="0.1.0")
            for number, source in enumerate(sources):
                at = now + timedelta(seconds=5 * number, microseconds=number)
                if not day or (every and (day + number) % every == 0):
                    _read(book, run, source, day, at)
                else:
                    verdict, status, size = ("not-modified", 304, 0) if number % 2 else ("unchanged", 200, 45_678)
                    last = history.last_good(book, source.id) if number % 2 == 0 and day == 1 else None
                    capture = last.capture.id if last else None
                    check = Check(source.id, verdict, at, status, size, 0.4 + number / 100, capture=capture)
                    history.record_check(book, run, check)
            history.end_run(book, run, now=now + timedelta(minutes=4))
        bring_in(book)
    return path.stat().st_size


def _read(book: Database, run: int, source: Source, day: int, at: datetime) -> None:
    """A page with 40 members, and another chair each time."""
    mechanism, who = source.mechanisms[0], COUNTRIES[day % len(COUNTRIES)]
    chair = {"country": who, "name": who, "role": "chair", "term": None}
    stated = [_statement(mechanism, "chair", f"chair:{who}", chair)]
    stated += [
        _statement(mechanism, "member", code, {"kind": "state", "country": code, "name": code})
        for code in COUNTRIES[:FIRST_MEMBERS]
    ]
    fields = tuple(FieldOutcome(mechanism, field, "ok") for field in ("chair", "member"))
    own = {"last_updated": None, "published": None, "language": "en"}
    extraction = Extraction("mechanism-page", "ok", "1", "1", tuple(stated), fields, (), own, ())
    body = f"{source.id} {day}".encode()
    answer = Answer(source.url, source.url, at, 0.4, 200, headers=(("ETag", f'"{day}"'),), body=body)
    capture = history.record_capture(book, answer, source.id, Place("0001.warc.zst", 1000 * day, 900))
    memory = history.memory(book, source.id)
    found = compare(memory, extraction, now=at)
    check = Check(source.id, "changed", at, 200, 45_678, 0.4, capture=capture.id, outcome=found.outcome)
    history.record_reading(book, run, capture, extraction, found, check, at=at)


def _statement(mechanism: str, field: str, key: str, value: dict[str, str | None]) -> Statement:
    return Statement(mechanism, field, key, value, f"{value['name']}", f"what the page says of {key}", "block 12")


def queries(folder: Path, statements: int, mechanisms: int, samples: int) -> None:
    """Latencies of the two questions."""
    path = folder / f"queries-{statements}-{mechanisms}.db"
    if not path.exists():
        began = time.perf_counter()
        _bulk(path, statements, mechanisms)
        print(f"  made in {time.perf_counter() - began:,.0f} s")
    else:
        history.open_history(path).close()  # one that is kept from before may have an older schema
    size = path.stat().st_size
    print(
        f"{statements:,} statements over {mechanisms:,} mechanisms: {size:,} bytes, {size / statements:,.0f} for each"
    )
    random = Random(7)
    asked = [random.randrange(mechanisms) for _ in range(samples - WATCHED)] + list(range(WATCHED))
    times = [START + timedelta(days=random.randrange(3650)) for _ in asked]
    wanted = [(f"m-{number}", at) for number, at in zip(asked, times, strict=True)]
    print(f"  milliseconds, the least of {TIMES}             p50      p99  p99 of the processor's time   rows")
    for name, ask in ASKED.items():
        with closing(history.open_reader(path)) as book:
            rows = sum(ask(book, one) for one in wanted)  # and warms
            warm = [min(_timed(ask, book, one) for _ in range(TIMES)) for one in wanted]
        cold = [min(_cold(path, ask, one) for _ in range(TIMES)) for one in wanted[:: max(1, samples // 200)]]
        for kind, found in (("warm", warm), ("cold", cold)):
            wall, used = (quantiles([1000 * one[n] for one in found], n=100) for n in (0, 1))
            print(f"  {name:<26} {kind:<8} {wall[49]:8.2f} {wall[98]:8.2f} {used[98]:28.2f} {rows / len(wanted):6.0f}")


Wanted = tuple[str, datetime]
ASKED: dict[str, Callable[[Database, Wanted], int]] = {
    "now": lambda book, one: len(history.statements_now(book, mechanism=one[0])),
    "as of an instant": lambda book, one: len(history.statements_now(book, mechanism=one[0], at=one[1])),
    "timeline of a field": lambda book, one: len(timeline(book, one[0], fields=["chair"])),
    "timeline of all": lambda book, one: len(timeline(book, one[0])),
    "view: now": lambda book, one: _view(book, "SELECT * FROM now WHERE mechanism = ?", one[0]),
    "view: as of": lambda book, one: _view(
        book,
        "SELECT * FROM statement_interval WHERE mechanism = ? AND since <= ? AND (until IS NULL OR until > ?)",
        one[0],
        *[one[1].strftime("%Y-%m-%dT%H:%M:%SZ")] * 2,
    ),
}


def _view(book: Database, sql: str, *values: str) -> int:
    return len(book.execute(sql, list(values)).fetchall())


def _timed(ask: Callable[[Database, Wanted], int], book: Database, one: Wanted) -> tuple[float, float]:
    """Seconds by the clock, and of the processor: on a machine that has other work the one is not the other."""
    began, used = time.perf_counter(), time.process_time()
    ask(book, one)
    return time.perf_counter() - began, time.process_time() - used


def _cold(path: Path, ask: Callable[[Database, Wanted], int], one: Wanted) -> tuple[float, float]:
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    with closing(history.open_reader(path)) as book:
        return _timed(ask, book, one)


def _bulk(path: Path, statements: int, mechanisms: int) -> None:
    """A history with so many statements: of each mechanism a page of its own with ten captures over ten years, of which
    the first brings three fifths. The first mechanisms were looked at daily, the others every two months.
    """
    history.open_history(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("PRAGMA journal_mode = OFF")
        book.execute("PRAGMA cache_size = -400000")
        parts = "SELECT name, sql, type FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        made = [one for one in book.execute(parts).fetchall() if "statement" in one[0] or "change" in one[0]]
        for name, _, kind in made:
            book.execute(f"DROP {kind} {name}")
        book.execute("BEGIN")
        _watched(book, mechanisms)
        each = statements // mechanisms
        book.executemany(
            "INSERT INTO statement (id, public, source, mechanism, field, key, value, text, quote, locator, opened_by,"
            " closed_by, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            _statements(mechanisms, each),
        )
        book.execute(  # a handover for each chair that followed another
            "INSERT INTO change (public, source, kind, mechanism, field, key, before_capture, after_capture,"
            " importance, summary, detected_at) SELECT 'c' || s.public, s.source, 'chair.handover', s.mechanism,"
            " 'chair', s.key, s.opened_by - :all, s.opened_by, 'high', 'another chair', c.fetched_at FROM statement s"
            " JOIN capture c ON c.id = s.opened_by WHERE s.field = 'chair' AND s.opened_by > :all ORDER BY s.id",
            {"all": mechanisms},
        )
        book.execute("CREATE INDEX for_now ON statement (mechanism, opened_by) WHERE field = 'chair'")
        for side, column in (("after", "opened_by"), ("before", "closed_by")):
            book.execute(
                "INSERT INTO change_statement (change, statement, side)"
                f" SELECT h.id, s.id, '{side}' FROM change h JOIN statement s INDEXED BY for_now"
                " ON s.mechanism = h.mechanism AND s.field = 'chair'"
                f" AND s.{column} = h.after_capture ORDER BY h.id, s.id"
            )
        book.execute("DROP INDEX for_now")
        book.execute("COMMIT")
        for _, sql, kind in made:
            if kind == "index":
                book.execute(sql)
        for _, sql, kind in made:
            if kind == "trigger":
                book.execute(sql)
        book.execute("PRAGMA journal_mode = WAL")


def _watched(book: sqlite3.Connection, mechanisms: int) -> None:
    """Sources, captures and their readings, runs and looks."""
    first, day = int(START.timestamp()) * 1_000_000, 86_400_000_000
    pages = range(1, mechanisms + 1)
    book.executemany(
        "INSERT INTO source (id, name, url, layout, settings, first_seen) VALUES (?, ?, ?, 'mechanism-page', '[]', ?)",
        ((n, f"page-{n}", f"https://example.org/{n}", first) for n in pages),
    )
    book.execute("INSERT INTO source_span (source, since) SELECT id, 0 FROM source")
    book.executemany(
        "INSERT INTO capture (id, public, source, requested_url, final_url, redirects, fetched_at, status, sha256,"
        ' media_type, segment, "offset", length, verdict)'
        " VALUES (?, ?, ?, ?, ?, '[]', ?, 200, ?, 'text/html', '0001.warc.zst', ?, 900, 2)",
        (
            (capture, public_id("capture", capture), n, url, url, at, public_id(capture), 900 * order)
            for order in range(CAPTURES)
            for n in pages
            for capture, url, at in [
                (
                    order * mechanisms + n,
                    f"https://example.org/{n}",
                    first + order * STEP + n % 1000 * 1_000_000,
                )
            ]
        ),
    )
    book.execute(
        "INSERT INTO extraction (capture, source, run, read_at, layout, extractor, lookups, outcome, accepted,"
        " source_fields, prose) SELECT id, source, nullif((fetched_at - ?) / ?, 0), fetched_at,"
        " 'mechanism-page', '1', '1', 'ok', 1, '{}', '[]' FROM capture ORDER BY id",
        [first, day],
    )
    book.executemany(
        "INSERT INTO run (id, started_at, ended_at) VALUES (?, ?, ?)",
        ((run, first + run * day, first + run * day + 10_000_000) for run in range(1, 3651)),
    )
    book.executemany(
        'INSERT INTO "check" (source, id, verdict, checked_at, status, received, milliseconds, changes)'
        " VALUES (?, ?, 4, ?, 304, 0, 400, 0)",
        (
            (n, run * 1_000_000 + n % 999_999, first + run * day + n % 1000 * 1_000_000)
            for n in pages
            for run in range(1, 3651, 1 if n <= WATCHED else 60)
        ),
    )


def _statements(mechanisms: int, each: int) -> Iterator[tuple[object, ...]]:
    """First those of all first captures, then what came with each later one."""
    baseline = each * 3 // 5
    later = -(-(each - baseline) // (CAPTURES - 1))
    row = 0
    for order in range(CAPTURES):
        below = (
            range(baseline) if not order else range(baseline + (order - 1) * later, min(each, baseline + order * later))
        )
        for number in range(mechanisms):
            for place in below:
                row += 1
                yield _row(row, number, place, order, each, mechanisms)


def _row(row: int, number: int, place: int, order: int, each: int, mechanisms: int) -> tuple[object, ...]:
    """A statement: the first that each capture brings is a chair until the next; a third of the others end."""
    opened = order * mechanisms + number + 1
    code = COUNTRIES[(number + place) % len(COUNTRIES)]
    baseline = each * 3 // 5
    later = -(-(each - baseline) // (CAPTURES - 1))
    is_chair = place == 0 or (order and (place - baseline) % later == 0)
    closed = None
    if is_chair:
        field, key, value = "chair", f"chair:{code}", {"country": code, "name": code, "role": "chair", "term": None}
        closed = opened + mechanisms if order < CAPTURES - 1 else None
    else:
        field = ("member", "meeting", "document", "observer", "link")[place % 5]
        key, value = f"{code}{place}", {"kind": "state", "country": code, "name": f"State {code}"}
        if place % 3 == 0 and order < CAPTURES - 1:
            closed = opened + mechanisms * (1 + place % (CAPTURES - 1 - order))
    text = f"State {code}"
    where = (
        f"m-{number}",
        field,
        key,
        json.dumps(value),
        text,
        f"what the page says of {text} in its list",
        "block 12",
    )
    return (row, public_id(row), number + 1, *where, opened, closed)


if __name__ == "__main__":
    sys.exit(main())
