"""The days that a dated statement covers, as numbers: days since 1970-01-01, as instants are microseconds since then.

Counted days can be subtracted and compared with instants, which `20200301` cannot; SQLite shows them by
`date(first_day * 86400, 'unixepoch')`. None is unknown, or an end that is open.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta

from monitor.model import Json

EPOCH = date(1970, 1, 1)
DATED = frozenset({"established"})  # fields whose value is a date itself
PARTS = ("date", "term")  # of an entry

Days = tuple[int | None, int | None]


def days_of(field: str, value: Json) -> Days:
    """The first and the last day of a statement's date, (None, None) where it has none that can be told."""
    if isinstance(value, dict):
        text = next((value[part] for part in PARTS if value.get(part)), None)
    else:
        text = value if field in DATED else None
    if not isinstance(text, str):
        return None, None
    # Here, because whoever only asks the history need not load what reads pages.
    from monitor.extract.values.edtf import bounds

    try:
        first, last = bounds(text)
    except ValueError:  # no date in EDTF, or one that no calendar has
        return None, None
    return _number(first), _number(last)


def day_of(number: int | None) -> date | None:
    """The date of a day's number."""
    return None if number is None else EPOCH + timedelta(days=number)


def teach(connection: sqlite3.Connection) -> None:
    """Gives a connection the SQL functions `first_day_of` and `last_day_of` (field, value as JSON)."""
    for place, name in enumerate(("first_day_of", "last_day_of")):
        connection.create_function(name, 2, lambda field, value, place=place: days_of(field, json.loads(value))[place])


def _number(day: date | None) -> int | None:
    return None if day is None else (day - EPOCH).days
