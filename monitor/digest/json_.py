"""The digest as JSON, for programs. The form is versioned by `schema`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from monitor.digest import escape, telling
from monitor.digest.records import Digest
from monitor.model import Json

SCHEMA = 1


def as_value(digest: Digest) -> Json:
    """The digest as a JSON value: fields of `records.Digest`, instants in ISO 8601, plus `schema` and `heartbeat`."""
    return {"schema": SCHEMA, "heartbeat": telling.heartbeat(digest), **_plain(asdict(digest))}


def as_json(digest: Digest) -> str:
    """The digest as JSON text."""
    return escape.json_text(as_value(digest)) + "\n"


def _plain(value: Json) -> Json:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
