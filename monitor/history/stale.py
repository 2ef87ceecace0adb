"""Pages that nobody keeps up: unchanged for 24 months, while the term of a chair that they name has run out.

A state of the source, which time alone brings about: it is looked for at every good look, with that look's time.
"""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlite_utils import Database

from monitor.compare import span
from monitor.compare.identity import CURRENT
from monitor.history.database import moment
from monitor.history.days import EPOCH, day_of
from monitor.history.findings import sync_found
from monitor.history.words import known_name
from monitor.model import Finding

KIND = "stale"
YEARS = 2  # 24 months (design, "Numbers")
OVER = (
    "SELECT mechanism, value, quote, locator, last_day FROM statement"
    " WHERE source = :source AND closed_by IS NULL AND field = 'chair' AND last_day < :today"
    " AND json_extract(value, '$.role') IN (SELECT value FROM json_each(:roles))"
    " ORDER BY last_day DESC, id LIMIT 1"
)
CHANGED = (
    "SELECT max(c.fetched_at) FROM change h JOIN capture c ON c.id = h.after_capture"
    " WHERE h.source = ? AND h.correction = 0 AND h.kind NOT LIKE 'page.%'"
)
FIRST = (
    "SELECT min(c.fetched_at) FROM extraction e JOIN capture c ON c.id = e.capture"
    " WHERE e.source = ? AND e.accepted = 1"
)


def sync_stale(history: Database, source: int, at: datetime) -> None:
    """Opens the finding when a source (its row) has become stale, closes it when it is so no longer. Inside the
    caller's transaction.
    """
    sync_found(history, source, KIND, _stale(history, source, at.date()), at)


def _stale(history: Database, source: int, today: date) -> Finding | None:
    roles = json.dumps([*CURRENT, "incoming"])
    over = next(
        history.query(OVER, {"source": source, "today": (today - EPOCH).days, "roles": roles}),
        None,
    )
    since = _unchanged_since(history, source) if over else None
    if over is None or since is None or since > _earlier(today):
        return None
    holder = known_name(json.loads(over["value"]))  # of the lookups: what a redaction would leave
    who = f"the term of {holder} as chair" if holder else "the term of the chair that it names"
    message = f"the page has not changed since {since}, and {who} ended {day_of(over['last_day'])}"
    return Finding(KIND, message, over["mechanism"], "chair", over["quote"], over["locator"])


def _unchanged_since(history: Database, source: int) -> date | None:
    """The later of its last change that was seen and the day it is dated itself; without both, since it is watched."""
    changed = history.execute(CHANGED, [source]).fetchone()[0]
    dated = history.execute("SELECT dated FROM source_dated WHERE source = ?", [source]).fetchone()
    own = span(dated[0]) if dated else None
    known = [day for day in (moment(changed).date() if changed is not None else None, own and own[1]) if day]
    if known:
        return max(known)
    first = history.execute(FIRST, [source]).fetchone()[0]
    return None if first is None else moment(first).date()


def _earlier(today: date) -> date:
    """The day so many years before; of 29 February the 28th."""
    day = min(today.day, 28) if today.month == 2 else today.day
    return today.replace(year=today.year - YEARS, day=day)
