"""Ids that follow from content alone, so that a rebuild comes to the same ones."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime

from monitor.model import Json

OURS = uuid.UUID("a2a9f9d4-6f0c-5d3a-9c35-1f6f3a8f6c11")  # the name space of our ids (RFC 9562, version 5)


def canonical(value: Json) -> str:
    """JSON with sorted keys and no spaces: two equal values have one text. ValueError for NaN and Infinity."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def public_id(*parts: Json) -> str:
    """A short id that follows from content alone: 16 letters of the base32 of a sha256, so that it survives a
    rebuild.
    """
    digest = hashlib.sha256(canonical(list(parts)).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:16]


def capture_id(source: str, fetched_at: datetime, sha256: str) -> str:
    """The public id of a capture. `source`: the id of its source when it was kept."""
    return public_id(source, fetched_at.astimezone(UTC).isoformat(timespec="microseconds"), sha256)


def lasting_uuid(*parts: str) -> uuid.UUID:
    """An id for feeds and calendars, the same wherever it is made from the same parts."""
    return uuid.uuid5(OURS, "/".join(parts))
