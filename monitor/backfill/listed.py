"""What a web archive lists of one address, and which of that is asked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.backfill.matching import canonical
from monitor.backfill.result import Collapse

PAGE = "200"
UNKNOWN = ("", "-")  # status or digest: a TimeMap tells none, a CDX server `-` of a capture that found an earlier one's

_STAMP = re.compile(r"[0-9]{14}", re.ASCII)
_LONGEST = 8000  # characters of a URL: the archive's own address comes before it, and 8192 are what the gate takes
_SPANS: dict[Collapse, int] = {"hour": 10, "day": 8, "month": 6}  # digits of the time that are the same in a span


@dataclass(frozen=True, slots=True)
class Listed:
    """One capture as an archive lists it. `digest` and `status` are '' where it tells none."""

    at: datetime
    url: str  # the captured one, as it is written there
    digest: str = ""
    status: str = ""

    @property
    def stamp(self) -> str:
        """Its time in the 14 digits of a web archive's addresses."""
        return stamp(self.at)


def stamp(at: datetime) -> str:
    """A time in 14 digits."""
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%S").rjust(14, "0")


def time_of(digits: str) -> datetime | None:
    """The time that 14 digits name; None when there is no such time."""
    if not _STAMP.fullmatch(digits):
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def is_url(text: str) -> bool:
    """Whether a listed URL can be asked for and kept: http, without blanks and controls, not without end."""
    return len(text) <= _LONGEST and canonical(text) is not None


def same_page(one: str, other: str) -> bool:
    """Whether two URLs are one page, in other words. An archive lists more under one key than we take for one."""
    return canonical(one) is not None and canonical(one) == canonical(other)


def chosen(
    rows: Iterable[Listed],
    url: str,
    *,
    since: datetime | None,
    until: datetime | None,
    collapse: Collapse,
    now: datetime,
) -> list[Listed]:
    """Those of the rows that are asked for, oldest first: captures of `url` that may be pages, within the window.

    Of neighbours with one digest the first; with `collapse` a span, the first of each. A time that lies ahead is none.
    """
    ahead = now + timedelta(days=1)
    end = min(until, ahead) if until else ahead
    good = {
        (row.at, row.url): row
        for row in rows
        if (row.status == PAGE or row.status in UNKNOWN)
        and row.at < end
        and (since is None or row.at >= since)
        and same_page(row.url, url)
    }
    ordered = [good[key] for key in sorted(good)]
    return ordered if collapse == "none" else _apart(_unlike(ordered), _SPANS.get(collapse))


def _unlike(rows: Sequence[Listed]) -> list[Listed]:
    """Without those that have the digest of the one before them."""
    kept: list[Listed] = []
    for row in rows:
        if row.digest in UNKNOWN or not kept or row.digest != kept[-1].digest:
            kept.append(row)
    return kept


def _apart(rows: list[Listed], digits: int | None) -> list[Listed]:
    """The first row of each span of time."""
    return rows if digits is None else list({row.stamp[:digits]: row for row in reversed(rows)}.values())[::-1]
