"""A day on which a page says that it was published or updated, and which had not come when the page was fetched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from monitor.extract.values.edtf import bounds
from monitor.model import Extraction, Finding

KIND = "date-ahead"
ZONES = timedelta(days=1)  # where the page is, the next day may have begun
SAID = {"last_updated": "updated", "published": "published"}


def without_days_ahead(extraction: Extraction, fetched_at: datetime) -> Extraction:
    """The extraction without such dates, and a finding for each."""
    day = fetched_at.astimezone(UTC).date()
    last = day + ZONES if day < date.max else day
    ahead = {
        name: value
        for name in SAID
        if (value := extraction.source_fields.get(name)) and (first := bounds(value)[0]) and first > last
    }
    if not ahead:
        return extraction
    told = (
        Finding(KIND, f"the page says that it was {SAID[name]} on {value}, after it was fetched", None, name)
        for name, value in ahead.items()
    )
    return replace(
        extraction,
        findings=(*extraction.findings, *told),
        source_fields=extraction.source_fields | dict.fromkeys(ahead),
    )
