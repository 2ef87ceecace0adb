"""A source's past that was told again, put in the place of what the history holds of it, in one transaction.

The past comes in a database of its own, with that one source in it and no runs. What only this history knows is carried
over: when a thing was detected and in which run, which look had which capture (`carried`), and the ids that were given
out (`rekey`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from monitor.history import fulltext
from monitor.history.carried import carry, past
from monitor.history.database import instant, transaction
from monitor.history.findings import OURS

# The tables that a past consists of, so that none comes before one whose rows it names: column -> table that it names.
TABLES: dict[str, dict[str, str]] = {
    "capture": {"source": "source"},
    "extraction": {"source": "source", "capture": "capture", "same_as": "extraction"},
    "extraction_field": {"extraction": "extraction"},
    "statement": {"source": "source", "opened_by": "capture", "closed_by": "capture"},
    "statement_wording": {"statement": "statement", "read_in": "capture"},
    "none_stated": {"source": "source", "opened_by": "capture", "closed_by": "capture"},
    "change": {"source": "source", "before_capture": "capture", "after_capture": "capture"},
    "change_statement": {"change": "change", "statement": "statement"},
    "change_quote": {"change": "change"},
    "finding": {"source": "source", "opened_by": "capture"},
    "held": {"source": "source"},
    "site_edit": {"source": "source", "capture": "capture"},
}
OF_SOURCE = "source = :source"
DELETED = {  # which rows of them are the source's, in the order in which they go
    "change_quote": f"change IN (SELECT id FROM change WHERE {OF_SOURCE})",
    "change_statement": f"change IN (SELECT id FROM change WHERE {OF_SOURCE})",
    "fulltext": fulltext.OF_SOURCE,
    "change": OF_SOURCE,
    "statement_wording": f"statement IN (SELECT id FROM statement WHERE {OF_SOURCE})",
    "statement": OF_SOURCE,
    "none_stated": OF_SOURCE,
    "extraction_field": f"extraction IN (SELECT id FROM extraction WHERE {OF_SOURCE})",
    "extraction": OF_SOURCE,
    "finding": f"{OF_SOURCE} AND kind NOT IN ({', '.join(repr(kind) for kind in sorted(OURS))})",
    "held": OF_SOURCE,
    "site_edit": OF_SOURCE,
    "capture": OF_SOURCE,
}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a source's past consists of now, and what is other than before."""

    captures: int
    statements: int
    changes: tuple[str, ...]  # public ids that the history did not know, in the order of what happened
    rekeyed: int  # ids that were given out and mean something else now, or nothing
    news: tuple[str, ...]  # those of `changes` that were seen now for the first time


def take_over(
    history: Database,
    source: str,
    retold: Path,
    *,
    known: Mapping[str, int],
    now: datetime,
    corrections: bool = False,
) -> TakenOver:
    """Replaces the past of a source by the one in `retold`. All of it or nothing.

    `known`: how long each segment of the source was when its past was told. `corrections`: see `carry`.
    """
    with _attached(history, retold), transaction(history):
        history.execute(
            "PRAGMA defer_foreign_keys = ON"
        )  # until the commit, looks name captures that are being replaced
        row = _source(history, source)
        before = past(history, row)
        offsets = {table: _last(history, table) for table, columns in TABLES.items() if _has_id(history, table)}
        for table, where in DELETED.items():
            history.execute(f"DELETE FROM {table} WHERE {where}", {"source": row})
        for table, columns in TABLES.items():
            _copy(history, table, columns, {**offsets, "source": row})
        for table, turns in (("finding", "opened_turn, closed_turn"), ("held", "began_turn, ended_turn")):
            news = f"UPDATE main.{table} SET ({turns}) = (NULL, NULL) WHERE source = ? AND id > ?"
            history.execute(news, [row, offsets[table]])  # what is told again is no news
        _settle(history, row, offsets["extraction"])
        _watch(history, row)
        told = carry(history, row, before, now, corrections=corrections)
        _know(history, row, known)
        ended = "UPDATE main.import SET ended_at = ? WHERE source = ? AND ended_at IS NULL"
        history.execute(ended, [instant(now), row])  # whatever was imported is in what was told
        return TakenOver(_count(history, "capture", row), _count(history, "statement", row), *told)


@contextmanager
def _attached(history: Database, retold: Path) -> Iterator[None]:
    history.execute("ATTACH DATABASE ? AS retold", [str(retold)])
    try:
        yield
    finally:
        history.execute("DETACH DATABASE retold")


def _source(history: Database, name: str) -> int:
    """The row of the source; made from the past when the history does not know it."""
    found = history.execute("SELECT id FROM main.source WHERE name = ?", [name]).fetchone()
    if found:
        return int(found[0])
    columns = "name, url, layout, family, settings, first_seen, retired_at, decided"
    history.execute(f"INSERT INTO main.source ({columns}) SELECT {columns} FROM retold.source WHERE name = ?", [name])
    row = int(history.execute("SELECT id FROM main.source WHERE name = ?", [name]).fetchone()[0])
    for table, columns in (
        ("source_address", "since, url"),
        ("followed_address", 'since, until, url, segment, "offset", length'),
    ):
        history.execute(f"INSERT INTO main.{table} (source, {columns}) SELECT ?, {columns} FROM retold.{table}", [row])
    return row


def _copy(history: Database, table: str, columns: Mapping[str, str], offsets: Mapping[str, int]) -> None:
    names = [str(column[1]) for column in history.execute(f"PRAGMA main.table_info({table})")]
    values = []
    for name in names:
        if columns.get(name) == "source":
            values.append(str(offsets["source"]))
        elif name in columns or name == "id":
            values.append(f'"{name}" + {offsets[columns.get(name, table)]}')
        else:
            values.append(f'"{name}"')
    listed = ", ".join(f'"{name}"' for name in names)
    order = "id" if "id" in names else "rowid" if table != "change_statement" else "change, statement"
    history.execute(
        f"INSERT INTO main.{table} ({listed}) SELECT {', '.join(values)} FROM retold.{table} ORDER BY {order}"
    )


def _settle(history: Database, row: int, offset: int) -> None:
    """After which reading other settings began to hold, and what is known of the site's frame."""
    sql = (
        "UPDATE main.source SET settled_after = coalesce((SELECT nullif(settled_after, 0) + ? FROM retold.source), 0),"
        " (frame, framed_at) = (SELECT frame, framed_at FROM retold.source) WHERE id = ?"
    )
    history.execute(sql, [offset, row])


def _watch(history: Database, row: int) -> None:
    """When the source was in the configuration, as the archive has it; that it left before it had decisions, only the
    history knows."""
    history.execute("DELETE FROM main.source_span WHERE source = ?", [row])
    last = "(SELECT max(id) FROM retold.source)"  # an earlier version could rename a source without a decision
    history.execute(
        "INSERT INTO main.source_span (source, since, until)"
        f" SELECT ?, since, until FROM retold.source_span WHERE source = {last}",
        [row],
    )
    ended = "UPDATE main.source_span SET until = (SELECT retired_at FROM main.source WHERE id = source)"
    history.execute(f"{ended} WHERE source = ? AND until IS NULL", [row])


def _know(history: Database, row: int, known: Mapping[str, int]) -> None:
    history.execute("DELETE FROM main.segment WHERE source = ?", [row])
    history.conn.executemany(
        "INSERT INTO main.segment (source, name, known) VALUES (?, ?, ?)",
        [(row, name, end) for name, end in known.items()],
    )


def _has_id(history: Database, table: str) -> bool:
    return any(column[1] == "id" for column in history.execute(f"PRAGMA main.table_info({table})"))


def _last(history: Database, table: str) -> int:
    return int(history.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()[0])


def _count(history: Database, table: str, row: int) -> int:
    return int(history.execute(f"SELECT count(*) FROM main.{table} WHERE source = ?", [row]).fetchone()[0])
