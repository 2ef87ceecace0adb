"""CDX: what a web archive's index answers, in each of its dialects. Pure.

The Internet Archive's server answers one JSON array of arrays, its header first; pywb a JSON object a line, or CDXJ
(`key time {json}`); older ones lines of fields between spaces. What an answer is, is read from the answer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote_plus

from monitor.backfill.listed import Listed, is_url, stamp, time_of
from monitor.errors import ForeignArchiveError

Dialect = Literal["wayback", "pywb"]

STEP = 1000  # captures asked for at once: more, and the Internet Archive ends lists early without a word
# As a capture that is a page is told from others: a revisit (`-`) is one whose bytes an earlier capture had.
_FILTERS: dict[Dialect, str] = {"wayback": "statuscode:200|-", "pywb": "~status:(200|-)"}
_NAMES = {"original": "url", "statuscode": "status"}  # the Internet Archive's names, as pywb has them
_FIELDS = ("urlkey", "timestamp", "url", "mime", "status", "digest")  # the first six of every CDX line
_KEY = re.compile(r"[!-~]{1,8192}")
_STAMP = re.compile(r"[0-9]{14}")
_NONE = re.compile(rb"\s*(?:\[\s*(?:\[\s*\])?\s*\]\s*)?")


@dataclass(frozen=True, slots=True)
class Listing:
    """One answer: its captures, the key with which the rest is asked for, and how many lines were no captures.

    `full`: there are as many as were asked for, so that there may be more though no key says so.
    """

    rows: tuple[Listed, ...] = ()
    key: str | None = None
    unread: int = 0
    full: bool = False


def question(
    dialect: Dialect,
    url: str,
    *,
    since: datetime | None,
    until: datetime | None,
    collapse: bool,
    key: str | None = None,
) -> str:
    """The query that asks for the captures of exactly one URL. Never `page`: it leaves out recent captures."""
    asked = [("url", url), ("output", "json"), ("filter", _FILTERS[dialect]), ("limit", str(STEP))]
    asked += [("from", stamp(since))] if since else []
    asked += [("to", stamp(until))] if until else []
    if dialect == "wayback":
        asked += [("collapse", "digest")] if collapse else []
        asked += [("showResumeKey", "true")]
    query = "&".join(f"{name}={quote_plus(value)}" for name, value in asked)
    # The key comes encoded for a query.
    return f"{query}&resumeKey={key}" if key else query


def listing(body: bytes) -> Listing:
    """What an answer lists. Raises ForeignArchiveError for one that is no list of captures."""
    if _NONE.fullmatch(body):
        return Listing()
    text = body.decode("utf-8", errors="replace").lstrip("\ufeff")
    found, key = _array(text) if text.lstrip().startswith("[") else _lines(text)
    rows, unread = [], 0
    for fields in found:
        row = _listed(fields) if fields is not None else None
        if row is None:
            unread += 1
        else:
            rows.append(row)
    if not rows and unread and not any(map(_is_dated, found)):
        raise ForeignArchiveError(f"the answer lists no captures; it begins with {body[:60]!r}")
    return Listing(tuple(rows), key, unread, len(rows) + unread >= STEP)


Fields = dict[str, Any] | None  # None: what stands there is no line of a list


def _is_dated(fields: Fields) -> bool:
    """Whether a line stands in a list of captures, though its own time or URL cannot be."""
    return fields is not None and _STAMP.fullmatch(str(fields.get("timestamp", ""))) is not None


def _array(text: str) -> tuple[list[Fields], str | None]:
    """An array of arrays, and the resume key that stands behind an empty one."""
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ForeignArchiveError("the answer breaks off, or is no JSON") from error
    if not (isinstance(table, list) and table and isinstance(table[0], list)):
        raise ForeignArchiveError("the answer is JSON, but no list of captures with a header")
    names = [_NAMES.get(str(name), str(name)) for name in table[0]]
    key = None
    if len(table) > 2 and table[-2] == [] and isinstance(table[-1], list) and len(table[-1]) == 1:
        key, table = _key(table[-1][0]), table[:-2]
    return [dict(zip(names, row, strict=False)) if isinstance(row, list) else None for row in table[1:]], key


def _key(given: object) -> str:
    if isinstance(given, str) and _KEY.fullmatch(given) and not set(given) & {"&", "#"}:
        return given
    raise ForeignArchiveError(f"the key for the rest of the list cannot be one: {str(given)[:60]!r}")


def _lines(text: str) -> tuple[list[Fields], str | None]:
    """A line for each capture, and the resume key that stands behind an empty one."""
    lines = [line.strip() for line in text.rstrip().split("\n")]
    key = None
    if len(lines) > 2 and not lines[-2] and " " not in lines[-1] and "{" not in lines[-1]:
        key, lines = _key(lines[-1]), lines[:-2]
    return [_line(line) for line in lines if line], key


def _line(line: str) -> Fields:
    head, brace, rest = line.partition("{")
    if not brace or head.count(" ") > 2:
        fields = line.split(" ")
        return dict(zip(_FIELDS, fields, strict=False)) if len(fields) >= len(_FIELDS) else None
    try:
        found = json.loads(brace + rest)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    before = dict(zip(_FIELDS, head.split(), strict=False))  # the key and the time of CDXJ
    return {**before, **{_NAMES.get(str(name), str(name)): value for name, value in found.items()}}


def _listed(fields: dict[str, Any]) -> Listed | None:
    """The capture of one line; None when its time or its URL cannot be."""
    url, digits = str(fields.get("url", "")), str(fields.get("timestamp", ""))
    at = time_of(digits)
    if at is None or not is_url(url):
        return None
    return Listed(at, url, _short(fields.get("digest")), _short(fields.get("status")))


def _short(value: object) -> str:
    text = str(value if value is not None else "")
    return text if len(text) <= 200 else ""
