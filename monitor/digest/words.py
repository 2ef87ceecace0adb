"""Values in words: what a typed value of a statement is called when people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from monitor.model import Json

_CURRENT = ("chair", "co-chair")


def instant(moment: datetime) -> str:
    """An instant to the minute, in UTC: `2026-11-21 06:00 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def label(field: str) -> str:
    """The name of a field for a reader: `member_count` is `member count`."""
    return field.replace("_", " ")


def period(edtf: str) -> str:
    """An EDTF date or interval (ISO 8601-2) for a reader: `2020-03-01 to 2020-03-02`."""
    return edtf.replace("/", " to ").replace("~", " (about)").replace("?", " (uncertain)")


def in_words(value: Json) -> str:
    """A value as a reader would write it down; `none` for an empty list or nothing at all."""
    if value is None or value == [] or value == {}:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _entry(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _chairs(value) if all(isinstance(each, Mapping) and "role" in each for each in value) else _list(value)
    return str(value)


def _list(values: Sequence[Json]) -> str:
    return "; ".join(in_words(value) for value in values)


def _chairs(entries: Sequence[Mapping[str, Json]]) -> str:
    now = [_who(entry) for entry in entries if entry["role"] in _CURRENT]
    others = [f"{entry['role']} {_who(entry)}" for entry in entries if entry["role"] not in _CURRENT]
    current = " and ".join(now) or "none"
    return f"{current} ({', '.join(others)})" if others else current


def _who(entry: Mapping[str, Json]) -> str:
    name = str(entry.get("name") or entry.get("country") or entry.get("id") or "unknown")
    return f"{name} {entry['term']}" if entry.get("term") else name


def _entry(entry: Mapping[str, Json]) -> str:
    if "role" in entry:
        return _who(entry) if entry["role"] in _CURRENT else f"{entry['role']} {_who(entry)}"
    if "date" in entry:
        return _meeting(entry)
    if "amount" in entry:
        return " ".join(
            str(part) for part in (f"{entry['amount']:,}", entry.get("currency"), entry.get("year")) if part is not None
        )
    if "title" in entry or "name" in entry:
        return _named(entry)
    simple = entry.get("country") or entry.get("id") or entry.get("text") or entry.get("url")
    return str(simple) if simple else ", ".join(f"{key} {in_words(part)}" for key, part in entry.items())


def _meeting(entry: Mapping[str, Json]) -> str:
    when = period(str(entry["date"])) if entry["date"] else "no date"
    parts = [when, entry.get("place") or entry.get("country"), entry.get("title")]
    words = ", ".join(str(part) for part in parts if part)
    return f"{words} (announced)" if entry.get("announced") else words


def _named(entry: Mapping[str, Json]) -> str:
    name = str(entry.get("title") or entry.get("name") or entry.get("id") or entry.get("url") or "without a name")
    extra = [entry.get("year"), *(entry.get("languages") or ())]
    known = ", ".join(str(part) for part in extra if part)
    return f"{name} ({known})" if known else name


def shortened(text: str, length: int = 160) -> str:
    """The beginning of a text, cut at a word, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    cut = text[: length - 2]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut} …"


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 change`, `2 changes`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
