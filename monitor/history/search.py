"""Full-text search: over what was stated, what changed, and the text of pages that no field took. Read-only.

A query is words. Each must be there; accents and capitals do not count; `migra*` is a beginning, an "exact phrase"
stands in double quotes. Nothing else means anything: what SQLite's own query language has for signs are words here.
A word is what stands between blanks and signs: of scripts without blanks, as Chinese, a whole run, or its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from monitor.history.database import instant, moment, moment_or_none
from monitor.history.dating import FOREVER

What = Literal["statement", "change", "page"]
WHATS: tuple[What, ...] = ("statement", "change", "page")
BEGIN, END = "\ue000", "\ue001"  # around what was found; for private use, so that no page means anything by them
TOKEN = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
MOST_WORDS = 100  # of a query; whoever pastes a page means its beginning
AROUND = 160  # letters of a snippet
JOINED = (
    " FROM fulltext f LEFT JOIN statement s ON f.rowid % 3 = 0 AND s.id = f.rowid / 3"
    " LEFT JOIN change h ON f.rowid % 3 = 1 AND h.id = f.rowid / 3"
    " JOIN source o ON o.id = CASE f.rowid % 3 WHEN 2 THEN f.rowid / 3 ELSE coalesce(s.source, h.source) END"
    " LEFT JOIN page_text p ON f.rowid % 3 = 2 AND p.source = o.name LEFT JOIN capture g ON g.public = p.capture"
    " LEFT JOIN capture c ON c.id = s.opened_by LEFT JOIN capture e ON e.id = s.closed_by"
    " LEFT JOIN capture a ON a.id = h.after_capture WHERE fulltext MATCH :query"
)
SINCE = "coalesce(c.seen_at, h.detected_at, g.seen_at)"
WATCHED_AT = (
    "EXISTS (SELECT 1 FROM source_span w WHERE w.source = o.id AND w.since <= :at"
    " AND (w.until IS NULL OR w.until > :at))"
)
# which ones first, then their words: what was found in a text is marked for those alone that are shown
CHOSEN = "WITH chosen AS (SELECT f.rowid AS number"
ALONE = " FROM fulltext f WHERE fulltext MATCH :query"
SHOWN = (
    " ORDER BY f.rank, f.rowid LIMIT :limit)"
    " SELECT f.what, coalesce(s.public, h.public, p.capture) AS id, o.name AS source,"
    " coalesce(s.mechanism, h.mechanism) AS mechanism, coalesce(s.field, h.field) AS field, h.kind, s.text,"
    f" coalesce(c.public, a.public, p.capture) AS capture, {SINCE} AS since, e.seen_at AS until,"
    f" iif(f.rowid % 3 = 1 OR o.retired_at > :told, NULL, o.retired_at) AS watched_until,"
    f" highlight(fulltext, 0, :begin, :end) AS marked{JOINED}"
    " AND f.rowid IN (SELECT number FROM chosen)"
)
WHAT = "CASE f.rowid % 3 WHEN 0 THEN 'statement' WHEN 1 THEN 'change' ELSE 'page' END"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit. `id` is the public one of the statement or the change, of a page that of its capture.

    `snippet` is the words around what was found, each such piece between BEGIN and END. `since`: when a statement was
    first observed, when a change was detected, when the reading was made whose words a page has; `until`: since when a
    statement is gone. `watched_until`: since when the source of a statement or a page is not watched any more; what it
    said may hold no longer. `field` and `kind` are None where there are none.
    """

    what: What
    id: str
    source: str
    mechanism: str | None
    field: str | None
    kind: str | None
    snippet: str
    capture: str | None
    since: datetime
    until: datetime | None
    watched_until: datetime | None = None


def search(
    history: Database,
    words: str,
    *,
    among: Sequence[What] = (),
    mechanisms: Sequence[str] = (),
    sources: Sequence[str] = (),
    at: datetime | None = None,
    limit: int | None = 50,
) -> tuple[Found, ...]:
    """What holds these words, best first. An empty filter lets all pass; the text of a page is of no mechanism.

    `at`: what was observed to hold then, what had changed by then, and pages that had then the words they have now.
    """
    query = as_query(words)
    if not query:
        return ()
    where, joined = [""], bool(mechanisms or sources or at)
    named: dict[str, Any] = {"query": query, "begin": BEGIN, "end": END, "limit": -1 if limit is None else limit}
    named["told"] = FOREVER if at is None else instant(at)
    for column, wanted in (
        (WHAT, among),
        ("coalesce(s.mechanism, h.mechanism)", mechanisms),
        ("o.name", sources),
    ):
        if wanted:
            names = [f"v{len(named) + number}" for number in range(len(wanted))]
            where.append(f"{column} IN ({', '.join(f':{name}' for name in names)})")
            named.update(zip(names, wanted, strict=True))
    if at is not None:
        where.append(f"{SINCE} <= :at")
        where.append("(e.seen_at IS NULL OR e.seen_at > :at)")
        where.append(f"(f.rowid % 3 = 1 OR {WATCHED_AT})")
        named["at"] = instant(at)
    sql = f"{CHOSEN}{JOINED if joined else ALONE}{' AND '.join(where)}{SHOWN} ORDER BY f.rank, f.rowid"
    return tuple(_found(row) for row in history.query(sql, named))


def as_query(words: str) -> str:
    """The words as an expression of SQLite's FTS5; '' when there is none among them."""
    return " ".join(list(_terms("".join(sign if sign.isprintable() else " " for sign in words)))[:MOST_WORDS])


def plain(snippet: str) -> str:
    """A snippet without the marks."""
    return snippet.replace(BEGIN, "").replace(END, "")


def _terms(words: str) -> Iterator[str]:
    for phrase, star, word in TOKEN.findall(words):
        text = phrase or word.rstrip("*")
        if any(map(str.isalnum, text)):
            yield f'"{text}"{" *" if star or word.endswith("*") else ""}'


def _found(row: dict[str, Any]) -> Found:
    return Found(
        what=row["what"],
        id=row["id"],
        source=row["source"],
        mechanism=row["mechanism"],
        field=row["field"],
        kind=row["kind"],
        snippet=_snippet(row["marked"], row["text"] or ""),
        capture=row["capture"],
        since=moment(row["since"]),
        until=moment_or_none(row["until"]),
        watched_until=moment_or_none(row["watched_until"]),
    )


def _snippet(marked: str, text: str) -> str:
    """What stands around the first piece that was found; of a statement its quote, when that has it, and not its text
    once more.
    """
    quote = _behind(marked, len(text) + 1) if text else ""
    whole = quote if BEGIN in quote else marked
    at = max(whole.find(BEGIN), 0)
    line = whole[: at + 1].rfind("\n") + 1  # a paragraph of a page is a line
    first = max(at - AROUND // 2, line)
    last = whole.find("\n", at)
    last = min(first + AROUND, len(whole) if last < 0 else last)
    if (end := whole.find(END, at)) >= last:
        last = end + 1
    if first > line:
        first = whole.find(" ", first, at) + 1 or first
    cut = whole[first:last]
    if last < len(whole) and whole[last] != "\n" and " " in cut[cut.rfind(END) + 1 :]:
        cut = cut[: cut.rfind(" ")]
    if cut.count(BEGIN) > cut.count(END):
        cut = cut[: cut.rfind(BEGIN)].rstrip()
    return f"{'… ' if first > line else ''}{cut}{' …' if first + len(cut) < len(whole.rstrip()) else ''}"


def _behind(marked: str, letters: int) -> str:
    """What stands behind so many letters, marks not counted."""
    seen = 0
    for at, sign in enumerate(marked):
        if seen == letters:
            return marked[at:]
        seen += sign not in (BEGIN, END)
    return ""
