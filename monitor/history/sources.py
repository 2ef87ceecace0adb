"""The sources as the configuration names them: what joined, moved, was renamed or left."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from monitor.declared import as_facts, from_facts
from monitor.errors import HistoryError
from monitor.history.database import instant, transaction
from monitor.history.findings import sync_state
from monitor.history.regions import keep_regions
from monitor.history.segments import know
from monitor.ids import canonical
from monitor.model import Decision, Place, Source

Facts = tuple[str, str, str | None, str, int]  # URL, layout, family, settings, rank


def sync_sources(
    history: Database,
    sources: Sequence[Source],
    *,
    now: datetime,
    keep: frozenset[str] = frozenset(),
    decided: Sequence[tuple[str, Decision, Place]] = (),
    untold: Collection[str] = (),
) -> None:
    """Brings the table of sources up to the configuration, and that of regions up to the lookups; writes nothing when
    they agree.

    A source that left is retired: its statements are neither open nor removed, and stand again should it come back,
    but for the time in between, of which nothing is known. A source with `was` takes over the history of that name.
    Each address is kept with the time since when it is watched. Other settings (layout, mechanisms, language, declared
    fields) make the next reading a new baseline; one that follows a link no more leaves the address that it led to.
    `keep`: ids that are not among the sources only because their entry has a mistake; they are not retired.
    `decided`: what the archive has of this beforehand (see `to_be_decided`), of which source, and where. `untold`:
    sources whose past is to be told from the archive next: until then that is not known, whatever was written behind.
    """
    keep_regions(history)
    leads = "EXISTS (SELECT 1 FROM followed_address f WHERE f.source = s.id AND f.until IS NULL)"
    known = {row["name"]: row for row in history.query(f"SELECT s.*, {leads} AS leads FROM source s")}
    wanted = {source.id: source for source in sources}
    watched = {name: _row(row) for name, row in known.items() if row["retired_at"] is None and name not in keep}
    as_known = watched == {name: _facts(source) for name, source in wanted.items()} and not any(
        known[source.id]["leads"] and source.follow is None for source in sources
    )
    if as_known and not decided:
        return
    with transaction(history):
        for source in sources:
            bring(history, source, now)
        for name, row in known.items():
            renamed = any(source.was == name and source.id not in known for source in sources)
            if name not in wanted and name not in keep and row["retired_at"] is None and not renamed:
                retire(history, int(row["id"]), now)
        for name, made, place in decided:
            write_decided(history, name, made, None if name in untold else place)


def weigh_sources(history: Database, sources: Sequence[Source]) -> None:
    """Brings what decides between sources (ranks, regions) up to the configuration and the lookups."""
    keep_regions(history)
    with transaction(history):
        for source in sources:
            history.execute("UPDATE source SET precedence = ? WHERE name = ?", [source.rank, source.id])


def renamed(history: Database, sources: Sequence[Source]) -> tuple[tuple[str, str], ...]:
    """Old and new id of the sources that take over another's history at the next `sync_sources`."""
    known = {row["name"] for row in history.query("SELECT name FROM source")}
    return tuple(
        (source.was, source.id) for source in sources if source.was and source.was in known and source.id not in known
    )


def write_decided(history: Database, source: str, made: Decision, place: Place | None) -> None:
    """Notes what the archive has of a source's settings, and where (None: that is not known yet). Inside the caller's
    transaction."""
    row = source_row(history, source)
    facts = {name: value for name, value in made.facts.items() if name != "was"}
    history.execute("UPDATE source SET decided = ? WHERE id = ?", [canonical(facts), row])
    know(history, row, [place] if place else [])


def source_row(history: Database, name: str) -> int:
    """The integer key of a source. HistoryError when `sync_sources` never saw it."""
    found = history.execute("SELECT id FROM source WHERE name = ?", [name]).fetchone()
    if found is None:
        raise HistoryError(f"the history knows no source {name}", source=name)
    return int(found[0])


def begin_anew(history: Database, row: int) -> None:
    """The next reading of a source is a new baseline. Inside the caller's transaction."""
    last = "coalesce((SELECT max(id) FROM extraction WHERE extraction.source = source.id), 0)"
    history.execute(f"UPDATE source SET settled_after = {last} WHERE id = ?", [row])


def start_trusted(history: Database, row: int, at: datetime) -> None:
    """A source is at another address, whose server has not lied yet. Inside the caller's transaction."""
    history.execute("UPDATE source SET tested_at = NULL, distrusted_at = NULL WHERE id = ?", [row])
    sync_state(history, row, "lying-304", None, at)


def bring(history: Database, source: Source, at: datetime) -> None:
    """Brings one source up to its configuration, inside the caller's transaction."""
    found = next(history.query("SELECT * FROM source WHERE name = ?", [source.id]), None)
    if found is None and source.was:
        found = next(history.query("SELECT * FROM source WHERE name = ?", [source.was]), None)
    if found is None:
        columns = "name, url, layout, family, settings, precedence, first_seen"
        sql = f"INSERT INTO source ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        history.execute(sql, [source.id, *_facts(source), instant(at)])
        row = source_row(history, source.id)
        _address(history, row, source.url, at)
        history.execute("INSERT INTO source_span (source, since) VALUES (?, 0)", [row])
        return
    watch_from(history, int(found["id"]), at)
    sql = (
        "UPDATE source SET name = ?, url = ?, layout = ?, family = ?, settings = ?, precedence = ?, retired_at = NULL"
        " WHERE id = ?"
    )
    history.execute(sql, [source.id, *_facts(source), found["id"]])
    if found["settings"] != _settings(source):
        begin_anew(history, found["id"])
    if source.follow is None:
        left = "UPDATE followed_address SET until = max(since, ?) WHERE source = ? AND until IS NULL"
        history.execute(left, [instant(at), found["id"]])
    if found["url"] != source.url:
        _address(history, found["id"], source.url, at)
        start_trusted(history, found["id"], at)


def retire(history: Database, row: int, at: datetime) -> None:
    """A source has left the configuration. Inside the caller's transaction."""
    history.execute("UPDATE source SET retired_at = ? WHERE id = ?", [instant(at), row])
    history.execute(
        "UPDATE source_span SET until = max(since, ?) WHERE source = ? AND until IS NULL", [instant(at), row]
    )


def watch_from(history: Database, row: int, at: datetime) -> None:
    """A source that left is watched again, by us or by those whose captures were imported; one that is stays so.
    Inside the caller's transaction."""
    history.execute(
        "INSERT OR REPLACE INTO source_span (source, since)"
        " SELECT :row, max(:at, (SELECT max(until) FROM source_span WHERE source = :row))"
        " WHERE NOT EXISTS (SELECT 1 FROM source_span WHERE source = :row AND until IS NULL)",
        {"row": row, "at": instant(at)},
    )


def _address(history: Database, row: int, url: str, at: datetime) -> None:
    sql = "INSERT OR REPLACE INTO source_address (source, url, since) VALUES (?, ?, ?)"
    history.execute(sql, [row, url, next_instant(history, "source_address", row, at)])


def next_instant(history: Database, table: str, row: int, at: datetime) -> int:
    """When a source's next row in a table of spans begins: then, or just behind the last one where the clock was set
    back since. Inside the caller's transaction."""
    last = history.execute(f"SELECT coalesce(max(since), -1) FROM {table} WHERE source = ?", [row]).fetchone()[0]
    return max(instant(at), int(last) + 1) if instant(at) < last else instant(at)


def _facts(source: Source) -> Facts:
    return source.url, source.layout, source.family, _settings(source), source.rank


def as_settled(row: Mapping[str, Any]) -> Source:
    """A row of the table of sources as the source that it was made from, as far as its settings say."""
    layout, mechanisms, language, *more = json.loads(row["settings"])
    fields = tuple(map(from_facts, more[0])) if more else ()
    return Source(row["name"], row["url"], layout, tuple(mechanisms), language, family=row["family"], fields=fields)


def _settings(source: Source) -> str:
    fields = [as_facts(field) for field in source.fields]
    return canonical([source.layout, source.mechanisms, source.language, *([fields] if fields else [])])


def _row(row: dict[str, Any]) -> Facts:
    return row["url"], row["layout"], row["family"], row["settings"], row["precedence"]
