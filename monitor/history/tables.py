"""Which flat tables the history gives to other programs: their columns, types and meaning, and the SQL behind them.

Types are those of Table Schema (Data Package 2.0), and `json` for a value of any shape. `:at` is the instant up to
which the history is told. Each order follows from the content, so that the same history gives the same tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "boolean", "date", "datetime", "json"]

# What holds at :at, of a source that is watched then; 's' is a statement, 'o' its source, 'c' and 'e' what opened and
# closed it, 'd' the source's own date as last read by then.
STANDING = (
    " FROM statement s JOIN source o ON o.id = s.source JOIN capture c ON c.id = s.opened_by"
    " LEFT JOIN capture e ON e.id = s.closed_by LEFT JOIN extraction d ON d.id = ("
    " SELECT max(x.id) FROM extraction x JOIN capture y ON y.id = x.capture"
    " WHERE x.source = s.source AND x.accepted = 1 AND y.seen_at <= :at)"
    " WHERE c.seen_at <= :at AND (e.seen_at IS NULL OR e.seen_at > :at)"
    " AND EXISTS (SELECT 1 FROM source_span w WHERE w.source = s.source AND w.since <= :at"
    " AND (w.until IS NULL OR w.until > :at))"
)
EVER = (
    " FROM statement s JOIN source o ON o.id = s.source JOIN capture c ON c.id = s.opened_by"
    " LEFT JOIN capture e ON e.id = s.closed_by AND e.seen_at <= :at WHERE c.seen_at <= :at"
)
WHO = "coalesce(json_extract(s.value, '$.country'), json_extract(s.value, '$.id'), s.key)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the SQL that gives it, its type, and what it means. `names`: the table whose first column it holds."""

    name: str
    sql: str
    type: Type
    about: str
    names: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key`: its first column tells its rows apart. `rows`: what stands behind SELECT, from FROM on."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: str
    order: str
    key: bool = False


def _part(name: str, type_: Type, about: str) -> Column:
    return Column(name, f"json_extract(s.value, '$.{name}')", type_, about)


MECHANISM = Column("mechanism", "s.mechanism", "string", "Id of the mechanism.", "mechanisms")
SOURCE = Column("source", "o.name", "string", "Id of the source that says so.", "sources")
STATEMENT = Column("statement", "s.public", "string", "Public id of the statement.", "statements")
SINCE = Column("since", "c.seen_at", "datetime", "When it was first observed.")
UNTIL = Column(
    "until",
    "e.seen_at",
    "datetime",
    "When it was observed to be gone; missing while it holds. In between its source may not have been watched.",
)
DAYS = (
    Column("first_day", "s.first_day", "date", "First day of its date or term."),
    Column("last_day", "s.last_day", "date", "Last day of its date or term; missing where that is unknown or open."),
)
DATED = Column("dated", "d.dated", "string", "The source's own date (EDTF).")

TABLES: tuple[Table, ...] = (
    Table(
        "mechanisms",
        "The mechanisms that are spoken of",
        (
            Column("mechanism", "m.id", "string", "Id of the mechanism."),
            Column("name", "mechanism_name(m.id)", "string", "Its name in English."),
        ),
        " FROM (SELECT s.mechanism AS id FROM statement s JOIN capture c ON c.id = s.opened_by"
        " WHERE c.seen_at <= :at"
        " UNION SELECT mechanism FROM change WHERE detected_at <= :at"
        " UNION SELECT mechanism FROM finding WHERE opened_at <= :at) m WHERE m.id IS NOT NULL",
        "m.id",
        key=True,
    ),
    Table(
        "sources",
        "The pages that were watched",
        (
            Column("source", "o.name", "string", "Id of the source."),
            Column("url", "o.url", "string", "Its address."),
            Column("layout", "o.layout", "string", "The kind of page it is read as."),
            Column("family", "o.family", "string", "The source of which it is another language version."),
            Column("first_seen", "o.first_seen", "datetime", "Since when it is in the configuration."),
            Column(
                "retired_at",
                "(SELECT iif(w.until <= :at, w.until, NULL) FROM source_span w WHERE w.source = o.id AND w.since <= :at"
                " ORDER BY w.since DESC LIMIT 1)",
                "datetime",
                "When it left the configuration; missing while it is in it.",
            ),
        ),
        " FROM source o WHERE o.first_seen <= :at",
        "o.name",
        key=True,
    ),
    Table(
        "watched",
        "When each source was in the configuration: of the time in between nothing was observed",
        (
            Column("source", "o.name", "string", "Id of the source.", "sources"),
            Column("since", "coalesce(nullif(w.since, 0), o.first_seen)", "datetime", "When it came, or came back."),
            Column(
                "until", "iif(w.until <= :at, w.until, NULL)", "datetime", "When it left; missing while it is watched."
            ),
        ),
        " FROM source_span w JOIN source o ON o.id = w.source WHERE coalesce(nullif(w.since, 0), o.first_seen) <= :at",
        "o.name, w.since",
    ),
    Table(
        "captures",
        "The archived answers",
        (
            Column("capture", "c.public", "string", "Public id of the capture."),
            Column("source", "o.name", "string", "Id of the source.", "sources"),
            Column("fetched_at", "c.fetched_at", "datetime", "When it was fetched."),
            Column("requested_url", "c.requested_url", "string", "The address that was asked for."),
            Column("final_url", "c.final_url", "string", "The address that answered."),
            Column("status", "c.status", "integer", "HTTP status."),
            Column("media_type", "c.media_type", "string", "Media type of the payload."),
            Column("sha256", "c.sha256", "string", "SHA-256 of the decoded payload, in hexadecimal."),
            Column("verdict", "v.name", "string", "What it was judged to be."),
            Column("rendered", "c.rendered", "boolean", "Whether the payload is what a browser made of the answer."),
            Column("origin", "c.origin", "string", "Where it was imported from; missing where it was fetched."),
            Column("segment", "c.segment", "string", "Its file in the archive, in the folder of its source."),
            Column("offset", 'c."offset"', "integer", "Where in that file its record begins, in bytes."),
            Column("length", "c.length", "integer", "How long its record is, in bytes."),
            Column(
                "redacted_at",
                "iif(c.redacted_at <= :at, c.redacted_at, NULL)",
                "datetime",
                "Since when its bytes are not in the archive any more, on request.",
            ),
        ),
        " FROM capture c JOIN source o ON o.id = c.source LEFT JOIN verdict v ON v.id = c.verdict"
        " WHERE c.seen_at <= :at",
        "o.name, c.fetched_at, c.public",
        key=True,
    ),
    Table(
        "statements",
        "Every claim of every source, with the time in which it was observed",
        (
            Column("statement", "s.public", "string", "Public id of the statement."),
            SOURCE,
            MECHANISM,
            Column("field", "s.field", "string", "What it is about: chair, member, meeting ..."),
            Column("key", "s.key", "string", "Which entry of the field; missing where the field has one value."),
            Column("value", "s.value", "json", "The typed value."),
            Column("text", "s.text", "string", "What the page says for it."),
            Column("quote", "s.quote", "string", "The words around it that prove it."),
            Column("locator", "s.locator", "string", "Where in the page they stand."),
            Column("opened_by", "c.public", "string", "The capture in which it was first observed.", "captures"),
            SINCE,
            Column("closed_by", "e.public", "string", "The capture in which it was observed to be gone.", "captures"),
            UNTIL,
            *DAYS,
        ),
        EVER,
        "s.mechanism, s.field, o.name, c.seen_at, s.key, s.public",
        key=True,
    ),
    Table(
        "members",
        "Members and observers, by every source that names them",
        (
            MECHANISM,
            Column("standing", "s.field", "string", "member or observer."),
            Column("who", WHO, "string", "A country's code, an organisation's id, or the words where it is neither."),
            _part("kind", "string", "state or organisation."),
            _part("name", "string", "Its name."),
            SOURCE,
            STATEMENT,
            SINCE,
            DATED,
        ),
        f"{STANDING} AND s.field IN ('member', 'observer')",
        f"s.mechanism, s.field, {WHO}, o.name, s.public",
    ),
    Table(
        "chairs",
        "Who chaired, with the time in which a source said so",
        (
            MECHANISM,
            _part("role", "string", "chair, co-chair, incoming or past."),
            Column("who", WHO, "string", "A country's code, an organisation's id, or the words where it is neither."),
            _part("name", "string", "Its name."),
            _part("term", "string", "The term as the page states it (EDTF)."),
            SOURCE,
            STATEMENT,
            SINCE,
            UNTIL,
            *DAYS,
        ),
        f"{EVER} AND s.field = 'chair'",
        f"s.mechanism, c.seen_at, o.name, json_extract(s.value, '$.role'), {WHO}, s.public",
    ),
    Table(
        "none",
        "That there is none, with the time in which a source said so",
        (
            Column("mechanism", "n.mechanism", "string", "Id of the mechanism.", "mechanisms"),
            Column("field", "n.field", "string", "Of what there is none: chair, observer, secretariat ..."),
            SOURCE,
            Column("text", "n.quote", "string", "The words that say so."),
            Column("opened_by", "c.public", "string", "The capture in which they were first observed.", "captures"),
            Column("since", "n.since", "datetime", "When they were first observed."),
            Column(
                "until",
                "iif(coalesce(n.until, n.watched_until) <= :at, coalesce(n.until, n.watched_until), NULL)",
                "datetime",
                "When somebody was named, or the source left the configuration; missing while it holds.",
            ),
        ),
        " FROM none_span n JOIN source o ON o.id = n.source JOIN capture c ON c.id = n.capture WHERE n.since <= :at",
        "n.mechanism, n.field, n.since, o.name",
    ),
    Table(
        "meetings",
        "Meetings, as every source states them",
        (
            MECHANISM,
            _part("date", "string", "The date (EDTF)."),
            _part("place", "string", "The place."),
            _part("country", "string", "The country's code (ISO 3166-1 alpha-2)."),
            _part("title", "string", "The title."),
            _part("announced", "boolean", "Whether the page speaks of it as still to come."),
            _part("state", "string", "`cancelled`, or `postponed` to no day that is told; empty otherwise."),
            SOURCE,
            STATEMENT,
            SINCE,
            *DAYS,
        ),
        f"{STANDING} AND s.field = 'meeting'",
        "s.mechanism, s.first_day, s.last_day, o.name, s.key, s.public",
    ),
    Table(
        "documents",
        "Documents, as every source lists them",
        (
            MECHANISM,
            _part("title", "string", "The title."),
            _part("year", "integer", "The year."),
            _part("languages", "json", "Its languages (ISO 639-1)."),
            _part("url", "string", "Its address."),
            SOURCE,
            STATEMENT,
            SINCE,
        ),
        f"{STANDING} AND s.field = 'document'",
        "s.mechanism, json_extract(s.value, '$.year'), s.key, o.name, s.public",
    ),
    Table(
        "changes",
        "What differs between two readings of a source",
        (
            Column("change", "h.public", "string", "Public id of the change."),
            Column("detected_at", "h.detected_at", "datetime", "When it was detected."),
            Column("source", "o.name", "string", "Id of the source that tells it.", "sources"),
            Column("mechanism", "h.mechanism", "string", "Id of the mechanism.", "mechanisms"),
            Column("kind", "h.kind", "string", "What kind of change: chair.handover, member.left ..."),
            Column("importance", "iif(x.change IS NULL, h.importance, 'low')", "string", "high, medium or low."),
            Column("field", "h.field", "string", "The field that changed."),
            Column("key", "h.key", "string", "Which entry of the field."),
            Column("before", "h.before", "json", "The value before."),
            Column("after", "h.after", "json", "The value after."),
            Column("before_capture", "b.public", "string", "The capture that shows it before.", "captures"),
            Column("after_capture", "a.public", "string", "The capture that shows it after.", "captures"),
            Column("summary", "h.summary", "string", "The change in a sentence."),
            Column("correction", "h.correction", "boolean", "Whether our own reading changed, and not the page."),
            Column("imported", "h.imported", "boolean", "Whether imported captures show it."),
            Column("echo_of", "e.public", "string", "The change of another language version that it follows."),
            Column(
                "stated_by", "p.name", "string", "The source that is the page itself and stated it already.", "sources"
            ),
        ),
        " FROM change h JOIN source o ON o.id = h.source LEFT JOIN capture b ON b.id = h.before_capture"
        " LEFT JOIN capture a ON a.id = h.after_capture LEFT JOIN change_echo x ON x.change = h.id"
        " LEFT JOIN change e ON e.id = x.echo_of LEFT JOIN source p ON p.id = x.stated_by WHERE h.detected_at <= :at",
        "h.detected_at, o.name, h.mechanism, h.kind, h.key, h.public",
        key=True,
    ),
    Table(
        "findings",
        "Remarks on the quality of what is stated",
        (
            Column("source", "o.name", "string", "Id of the source that it is about.", "sources"),
            Column("kind", "f.kind", "string", "What kind of remark."),
            Column("mechanism", "f.mechanism", "string", "Id of the mechanism.", "mechanisms"),
            Column("field", "f.field", "string", "The field that it is about."),
            Column("message", "f.message", "string", "The remark."),
            Column("quote", "f.quote", "string", "The words that it is about."),
            Column("locator", "f.locator", "string", "Where in the page they stand."),
            Column("opened_at", "f.opened_at", "datetime", "Since when it stands."),
            Column(
                "closed_at",
                "iif(f.closed_at <= :at, f.closed_at, NULL)",
                "datetime",
                "When it ended; missing while it stands.",
            ),
        ),
        " FROM finding f JOIN source o ON o.id = f.source WHERE f.opened_at <= :at",
        "o.name, f.opened_at, f.kind, f.mechanism, f.field, f.message, f.locator, f.id",
    ),
)
