"""Answers of a page with headers that are hard to keep, and the captures that they become."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.ids import capture_id
from monitor.model import Answer, Capture, Place

FIRST = datetime(2026, 11, 1, 6, 0, 0, 123456, tzinfo=UTC)
URL = "https://www.pages.example/Lakeside?b=2&a=1"
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("X-Town", "Zürich"),
    ("Content-Encoding", "gzip"),
    ("X-Crawler-Note", "ours?"),
)


def answer_on(day: int, body: bytes, **said: Any) -> Answer:
    """What a page answered on a day, with headers that are hard to keep."""
    about = {"status": 200, "reason": "OK", "headers": HEADERS, "requested_url": URL, "final_url": URL, **said}
    return Answer(fetched_at=FIRST + timedelta(days=day), seconds=0.1, body=body, **about)


def kept_as(source: str, answer: Answer, place: Place) -> Capture:
    """The capture that an answer became."""
    return Capture(
        id=capture_id(source, answer.fetched_at, answer.sha256),
        source=source,
        requested_url=answer.requested_url,
        final_url=answer.final_url,
        redirects=answer.redirects,
        fetched_at=answer.fetched_at,
        status=answer.status or 0,
        sha256=answer.sha256,
        media_type=answer.media_type,
        place=place,
        rendered=answer.shell is not None,
    )
