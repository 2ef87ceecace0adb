"""Fields whose new reading waits: begun, counted on and ended as the comparison says, and decided on by people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from monitor.history.captures import ROWS, as_capture
from monitor.history.database import instant, transaction
from monitor.history.memory import held_now
from monitor.history.segments import know
from monitor.history.sources import source_row
from monitor.model import Capture, Decision, Held, Place

Field = tuple[str | None, str]  # mechanism and field
TAKEN_OUT = "the capture was taken out"  # the reason, where the history that had it is lost
INSERT = (
    "INSERT INTO held (source, mechanism, field, reason, fingerprint, since, runs, by_itself)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
OF = "source = ? AND mechanism IS ? AND field = ? AND ended_at IS NULL"


def sync_held(history: Database, source: int, held: Sequence[Held], at: datetime) -> None:
    """Brings a source's waiting fields up to `held` in the caller's transaction; writes nothing when they agree.

    A reading that was rejected ends when the page reads otherwise, and what waits then is another. When it comes back,
    what was decided of it is noted again.
    """
    before = {(one.mechanism, one.field): one for one in held_now(history, source)}
    after = {(one.mechanism, one.field): one for one in held}
    ended = {place for place, one in before.items() if place not in after or _is_over(one, after[place])}
    for place in ended:
        history.execute(f"UPDATE held SET ended_at = max(since, ?) WHERE {OF}", [instant(at), source, *place])
    for place, one in after.items():
        facts = [one.reason, one.fingerprint, instant(one.since), one.runs, int(one.by_itself)]
        if place not in before or place in ended:
            history.execute(INSERT, [source, *place, *facts])
            if one.rejected is not None:
                _note_again(history, source, one)
        elif before[place] != one:
            sql = f"UPDATE held SET reason = ?, fingerprint = ?, since = ?, runs = ?, by_itself = ? WHERE {OF}"
            history.execute(sql, [*facts, source, *place])


def held_capture(history: Database, source: str) -> Capture | None:
    """The capture whose reading is held: the last one that was read. None when the source was never read."""
    sql = (
        f"{ROWS} WHERE c.id = (SELECT max(e.capture) FROM extraction e JOIN source o ON o.id = e.source"
        " WHERE e.source = ? AND e.outcome <> 'failed' AND e.id > o.settled_after)"
    )
    row = next(history.query(sql, [source_row(history, source)]), None)
    return as_capture(row) if row else None


def last_believed(history: Database, source: int, ending: Sequence[Held]) -> dict[Field, str]:
    """Of fields that are held no more: the capture (public id) of the last reading of them that was believed."""
    sql = (
        "SELECT c.public FROM extraction e JOIN capture c ON c.id = e.capture"
        " JOIN extraction_field f ON f.extraction = coalesce(e.same_as, e.id)"
        " WHERE e.source = ? AND e.accepted = 1 AND f.mechanism IS ? AND f.field = ? AND f.outcome IN ('ok', 'partial')"
        " ORDER BY e.id DESC LIMIT 1"
    )
    found = {}
    for one in ending:
        row = history.execute(sql, [source, one.mechanism, one.field]).fetchone()
        if row is not None:
            found[(one.mechanism, one.field)] = str(row[0])
    return found


def note_decided(history: Database, source: int, made: Decision, fields: Sequence[Field]) -> None:
    """Notes in the rows of these waiting fields what a person decided. Inside the caller's transaction."""
    sql = f"UPDATE held SET decision = ?, why = ?, decided_at = ? WHERE {OF}"
    for field in fields:
        history.execute(sql, [made.kind, made.facts.get("why"), instant(made.at), source, *field])


def record_rejected(history: Database, source: str, made: Decision, fields: Sequence[Field], place: Place) -> None:
    """Goes by a person's word that these fields were read wrongly. `place`: where the archive has it."""
    with transaction(history):
        row = source_row(history, source)
        note_decided(history, row, made, fields)
        know(history, row, [place])


def record_rejected_unread(history: Database, source: str, made: Decision, place: Place) -> None:
    """Goes by a person's word that fields were read wrongly, where their capture was taken out and so nothing of it
    waits in a past told again: they wait, rejected. Why they waited the archive does not say.
    """
    since, facts = instant(datetime.fromisoformat(made.facts["fetched_at"])), made.facts
    with transaction(history):
        row = source_row(history, source)
        sql = "SELECT 1 FROM capture WHERE source = ? AND fetched_at = ? AND sha256 = ? AND redacted_at IS NOT NULL"
        if history.execute(sql, [row, since, facts["sha256"]]).fetchone() is None:
            return
        wait = {(one.mechanism, one.field): one.fingerprint for one in held_now(history, row)}
        said = {(one["mechanism"], one["field"]): one["fingerprint"] for one in facts["fields"]}
        for field, fingerprint in said.items():
            if wait.get(field) == fingerprint:
                continue
            waits = [TAKEN_OUT, fingerprint, since, 1, 0]
            sql = f"UPDATE held SET reason = ?, fingerprint = ?, since = ?, runs = ?, by_itself = ? WHERE {OF}"
            if not history.execute(sql, [*waits, row, *field]).rowcount:
                history.execute(INSERT, [row, *field, *waits])
        note_decided(history, row, made, list(said))
        know(history, row, [place])


def is_decided(history: Database, source: str, made: Decision) -> bool:
    """Whether the history goes by a decision on what is held."""
    sql = (
        "SELECT 1 FROM held h JOIN source s ON s.id = h.source"
        " WHERE s.name = ? AND h.decision IS NOT NULL AND h.decided_at >= ? LIMIT 1"
    )
    return history.execute(sql, [source, instant(made.at)]).fetchone() is not None


def _is_over(before: Held, after: Held) -> bool:
    rejected = before.rejected is not None or after.rejected is not None
    return rejected and after.fingerprint != before.fingerprint


def _note_again(history: Database, source: int, one: Held) -> None:
    sql = (
        f"UPDATE held SET (decision, why, decided_at) = (SELECT decision, why, decided_at FROM held WHERE source = ?"
        " AND mechanism IS ? AND field = ? AND fingerprint = ? AND ended_at IS NOT NULL AND decision IS NOT NULL"
        f" ORDER BY decided_at DESC LIMIT 1) WHERE {OF}"
    )
    place = [source, one.mechanism, one.field]
    history.execute(sql, [*place, one.fingerprint, *place])
