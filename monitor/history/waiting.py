"""Fields whose new reading waits: begun, counted on and ended as the comparison says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.history.database import instant
from monitor.history.memory import held_now
from monitor.model import Held


def sync_held(history: Database, source: int, held: Sequence[Held], at: datetime) -> None:
    """Brings a source's waiting fields up to `held` in the caller's transaction; writes nothing when they agree."""
    before = {(one.mechanism, one.field): one for one in held_now(history, source)}
    after = {(one.mechanism, one.field): one for one in held}
    of = "source = ? AND mechanism IS ? AND field = ? AND ended_at IS NULL"
    for place in before.keys() - after.keys():
        history.execute(f"UPDATE held SET ended_at = ? WHERE {of}", [instant(at), source, *place])
    for place, one in after.items():
        facts = [one.reason, one.fingerprint, instant(one.since), one.runs, int(one.by_itself)]
        if place not in before:
            columns = "source, mechanism, field, reason, fingerprint, since, runs, by_itself"
            history.execute(f"INSERT INTO held ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [source, *place, *facts])
        elif before[place] != one:
            sql = f"UPDATE held SET reason = ?, fingerprint = ?, since = ?, runs = ?, by_itself = ? WHERE {of}"
            history.execute(sql, [*facts, source, *place])
