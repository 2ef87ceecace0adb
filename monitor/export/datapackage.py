"""The history as a Data Package 2.0 (datapackage.org): a file for each table, and a typed `datapackage.json` of them.

Nothing here asks the clock: `created` is when the newest of what stands in it came about, so that the same history
gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import IO, Any, Literal

from sqlite_utils import Database

from monitor import __version__
from monitor.digest import escape
from monitor.history import TABLES, Table, at_one_moment, newest, rows
from monitor.model import Json

Form = Literal["csv", "json"]
DESCRIPTOR = "datapackage.json"
STANDARD = "https://datapackage.org/profiles/2.0/"
TITLE = "What web pages state about inter-State consultation mechanisms on migration"
ABOUT = (
    "Statements, changes and findings that iscm-monitor read out of watched web pages, each with the capture that"
    " proves it. Dates of pages are EDTF (ISO 8601-2), instants UTC, countries ISO 3166-1 alpha-2."
)
GUARD = (
    " In CSV a text that a spreadsheet would take for a formula, or that begins with an apostrophe, is led by an"
    " apostrophe: take one away where it stands first. Signs that control a terminal or turn text round are shown as"
    " \\x and \\u. A missing value is an empty cell."
)
RIGHTS = {
    "name": "notspecified",
    "title": "Facts and short quotations; the rights in the words remain with the publishers of the pages in `sources`",
}
Open = Callable[[str], AbstractContextManager[IO[bytes]]]  # a new file of the package, by its name


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package as it was written. `rows`: of its table."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(slots=True)
class _Measured:
    """A file that is being written, with its length and digest so far."""

    out: IO[bytes]
    bytes: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, text: str) -> None:
        data = text.encode()
        self.bytes += len(data)
        self.digest.update(data)
        self.out.write(data)


def write_package(
    history: Database, form: Form, new: Open, *, at: datetime | None = None, progress: Callable[[], None] = lambda: None
) -> tuple[File, ...]:
    """Writes each table as observed at `at` (None: now), then the descriptor; returns what was written, in order."""
    write = {"csv": _write_csv, "json": _write_json}[form]
    written = []
    with at_one_moment(history):
        for table in TABLES:
            name = f"{table.name}.{form}"
            with new(name) as out:
                measured = _Measured(out)
                count = write(table, rows(history, table, at=at), measured)
            written.append(File(name, count, measured.bytes, measured.digest.hexdigest()))
            progress()
        watched = next(table for table in TABLES if table.name == "sources")
        sources = [{"title": source, "path": url} for source, url, *_ in rows(history, watched, at=at)]
        created = newest(history, at=at)
    with new(DESCRIPTOR) as out:
        measured = _Measured(out)
        measured.write(f"{escape.json_text(_descriptor(form, written, sources, created))}\n")
    return (*written, File(DESCRIPTOR, 0, measured.bytes, measured.digest.hexdigest()))


def of_a_package(name: str) -> bool:
    """Whether a file of this name is one of a package."""
    stem, _, end = name.rpartition(".")
    return name == DESCRIPTOR or (end in ("csv", "json") and stem in {table.name for table in TABLES})


def _write_csv(table: Table, found: Iterable[tuple[Any, ...]], out: _Measured) -> int:
    """RFC 4180, in UTF-8."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    count = 0
    for row in found:
        writer.writerow([_cell(column.type, value) for column, value in zip(table.columns, row, strict=True)])
        count += 1
    return count


def _cell(type_: str, value: Any) -> str:
    if value is None:
        return ""
    if type_ == "string":
        return escape.csv(value)
    return escape.json_text(value, indent=None) if type_ == "json" else _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _instant(value) if isinstance(value, datetime) else str(value)


def _write_json(table: Table, found: Iterable[tuple[Any, ...]], out: _Measured) -> int:
    """An array of one object for each row, a row a line."""
    names = [column.name for column in table.columns]
    count = 0
    for row in found:
        value = dict(zip(names, map(_as_json, row), strict=True))
        out.write(f"{',' if count else '['}\n{escape.json_text(value, indent=None)}")
        count += 1
    out.write("\n]\n" if count else "[]\n")
    return count


def _as_json(value: Any) -> Json:
    if isinstance(value, datetime):
        return _instant(value)
    return value.isoformat() if isinstance(value, date) else value


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _descriptor(form: Form, written: Sequence[File], sources: list[Json], created: datetime | None) -> Json:
    return {
        "$schema": f"{STANDARD}datapackage.json",
        "name": "iscm-monitor",
        "title": TITLE,
        "description": ABOUT + (GUARD if form == "csv" else ""),
        **({"created": _instant(created)} if created else {}),
        "version": __version__,
        "licenses": [RIGHTS],
        **({"sources": sources} if sources else {}),
        "resources": [_resource(form, table, file) for table, file in zip(TABLES, written, strict=True)],
    }


def _resource(form: Form, table: Table, file: File) -> Json:
    comma = {"dialect": {"$schema": f"{STANDARD}tabledialect.json", "delimiter": ",", "lineTerminator": "\r\n"}}
    return {
        "$schema": f"{STANDARD}dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": file.name,
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/json",
        "encoding": "utf-8",
        **({"bytes": file.bytes} if form == "csv" else {}),  # frictionless 5.21 counts none in JSON, and would complain
        "hash": f"sha256:{file.sha256}",
        **(comma if form == "csv" else {}),
        "schema": _schema(form, table),
    }


def _schema(form: Form, table: Table) -> Json:
    fields = []
    for column in table.columns:
        json_type = "any" if form == "json" else "string"
        about = f"{column.about} As JSON." if (column.type, form) == ("json", "csv") else column.about
        fields.append(
            {
                "name": column.name,
                "type": json_type if column.type == "json" else column.type,
                "description": about,
            }
        )
    keys: list[Json] = [
        {"fields": [column.name], "reference": {"resource": column.names, "fields": [_first(column.names)]}}
        for column in table.columns
        if column.names
    ]
    return {
        "$schema": f"{STANDARD}tableschema.json",
        "fields": fields,
        "missingValues": [""],
        **({"primaryKey": [table.columns[0].name]} if table.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _first(table: str) -> str:
    return next(one.columns[0].name for one in TABLES if one.name == table)
