"""Asks the history and the machine how the monitor fares."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from monitor.config import Settings
from monitor.due import due_since, last_looks, shortest_gap, waits_since
from monitor.errors import HistoryError, NoHistory
from monitor.health.records import Health, Room
from monitor.history import (
    DAEMON,
    Database,
    DeadLetter,
    Outgoing,
    RunRecord,
    SourceHealth,
    Standstill,
    dead_letters,
    holder,
    last_run,
    open_reader,
    source_health,
    standstills,
    stranded,
    to_send,
    unended,
)

SLACK = timedelta(hours=1)  # a run that takes its time, an hour of a timer


def health(settings: Settings, *, now: datetime, check: bool = False) -> Health:
    """How the monitor fares at `now`. With `check` the whole history file is read, which may take a while."""
    path = settings.monitor.history
    damage: str | None = None
    fares: tuple[SourceHealth, ...] = ()
    last: RunRecord | None = None
    short: tuple[RunRecord, ...] = ()
    waiting: tuple[Outgoing, ...] = ()
    dead: tuple[DeadLetter, ...] = ()
    halted: tuple[Standstill, ...] = ()
    lost: tuple[tuple[int, str], ...] = ()
    try:
        with closing(open_reader(path)) as history:
            fares = source_health(history)
            last, short = last_run(history), _cut_short(history, path)
            waiting, dead = to_send(history), dead_letters(history, open_only=True)
            names = [one.name for one in settings.channels]
            lost = stranded(history, names)
            halted = tuple(one for one in standstills(history, open_only=True) if one.channel in names)
            damage = _damage(history) if check else None
    except NoHistory:
        pass  # nothing was recorded yet
    except HistoryError as error:
        damage = error.described
    except sqlite3.DatabaseError as error:
        damage = f"the history is damaged: {error}"
    states = _states(settings, fares) if fares or damage is None else {}  # else none is known
    due = {} if damage else _due(settings, now)
    first = min(due.items(), key=lambda item: item[1], default=None)
    return Health(
        at=now,
        last_run=last,
        cut_short=short,
        running=holder(path),
        daemon=holder(path, DAEMON),
        stuck_after=timedelta(seconds=settings.watch.stuck_after),
        next_look=(first[1], first[0]) if first else None,
        late=max(timedelta(0), now - first[1]) if first else timedelta(0),
        allowed=_allowed(settings, now),
        sources=Counter(states.values()),
        unlooked={name: since for name, since in due.items() if states[name] == "never"},
        failing=tuple(sorted(source for source, state in states.items() if state == "failing")),
        waiting=waiting,
        dead=dead,
        halted=halted,
        stranded=tuple(dict.fromkeys(name for _, name in lost)),
        rooms=tuple(_rooms(path, settings.monitor.snapshots)),
        damage=damage,
        problems=tuple(problem.described for problem in settings.problems),
    )


def _cut_short(history: Database, path: Path) -> tuple[RunRecord, ...]:
    under_way = holder(path) is not None
    begun = unended(history)
    return begun[1:] if under_way or holder(path) else begun


def _states(settings: Settings, fares: tuple[SourceHealth, ...]) -> dict[str, str]:
    known = {one.source: one for one in fares}
    return {source.id: _state(known.get(source.id)) for source in settings.sources if source.enabled}


def _state(fares: SourceHealth | None) -> str:
    if fares is None or fares.last_check is None:
        return "never"
    if fares.failing_since is not None:
        return "failing"
    return "held" if fares.held else "well"


def _due(settings: Settings, now: datetime) -> dict[str, datetime]:
    """When each enabled source comes round, or since when it has; one that was never looked at since it is known."""
    last, waits = last_looks(settings), waits_since(settings, now)
    return {
        source.id: due_since(source, settings, last[source.id], now) if source.id in last else waits[source.id]
        for source in settings.sources
        if source.enabled
    }


def _allowed(settings: Settings, now: datetime) -> timedelta:
    return (shortest_gap(settings, now) or timedelta(0)) + SLACK


def _damage(history: Database) -> str | None:
    found = [row[0] for row in history.execute("PRAGMA quick_check(3)").fetchall()]
    return None if found == ["ok"] else f"the history is damaged: {'; '.join(found)}"


def _rooms(*paths: Path) -> list[Room]:
    """The file systems of these paths, each once."""
    rooms: dict[int, Room] = {}
    for path in paths:
        there = next(each for each in (path, *path.parents) if each.is_dir())
        rooms.setdefault(there.stat().st_dev, Room(there, shutil.disk_usage(there).free))
    return list(rooms.values())
