"""The days that what stands of a source waits for. When one has come, a page that did not change says something else:
who was to take over has, a meeting that was to come is over, a year is not too far ahead any more.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.history.days import EPOCH
from monitor.history.sources import source_row
from monitor.model import Capture

# Of a meeting the first day and that after the last; of a term the day before, for where the page is it may have begun.
COMES = (
    "WITH dated AS (SELECT first_day, last_day, json_extract(value, '$.announced') AS announced,"
    " field = 'chair' AND json_extract(value, '$.role') = 'incoming' AS incoming"
    " FROM statement WHERE source = :source AND closed_by IS NULL AND coalesce(first_day, last_day) IS NOT NULL),"
    " turn AS (SELECT first_day AS at FROM dated WHERE announced UNION SELECT last_day + 1 FROM dated WHERE announced"
    " UNION SELECT first_day - 1 FROM dated WHERE incoming)"
    " SELECT EXISTS (SELECT 1 FROM turn WHERE at > :since AND at <= :today)"
)
WAITS = "SELECT EXISTS (SELECT 1 FROM held WHERE source = ? AND ended_at IS NULL)"


def has_come(history: Database, capture: Capture, at: datetime) -> bool:
    """Whether a day has come, since a capture of its source was fetched, by which its page may be read otherwise; while
    anything is held also a new year.
    """
    source, since, today = source_row(history, capture.source), capture.fetched_at.date(), at.date()
    if today <= since:
        return False
    days = {"source": source, "since": (since - EPOCH).days, "today": (today - EPOCH).days}
    if history.execute(COMES, days).fetchone()[0]:
        return True
    return today.year > since.year and bool(history.execute(WAITS, [source]).fetchone()[0])
