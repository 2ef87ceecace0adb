"""When a capture was made, as its record says, and whether that can be. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from monitor.errors import DamagedRecord

FIRST_PAGE = datetime(1991, 1, 1, tzinfo=UTC)  # the first page of the web is of August

# ISO 28500:2017, 5.4 has UTC and up to nine digits of a second; other tools leave out the Z or write an offset.
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?")


def instant(written: str, now: datetime, where: str) -> datetime:
    """The time of a capture. Raises DamagedRecord for what is no time, or for one at which none can have been made."""
    try:
        if not _INSTANT.fullmatch(written):
            raise ValueError
        found = datetime.fromisoformat(written)
        at = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise DamagedRecord(f"{where}: {written[:40]!r} is no time of a capture") from error
    if at < FIRST_PAGE:
        raise DamagedRecord(f"{where}: its date {written} is from before the web")
    if at > now:
        raise DamagedRecord(f"{where}: its date {written} lies in the future")
    return at
