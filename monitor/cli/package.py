"""`export csv` and `export json`: the history as a Data Package, in a folder or in one .zip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

import click

from monitor.cli import options, outgoing, say, when
from monitor.cli.opening import reading, settings
from monitor.digest.words import count
from monitor.errors import HistoryError

if TYPE_CHECKING:
    from monitor.export.datapackage import File, Open

Form = Literal["csv", "json"]
ZIP = ".zip"


def _options(command: Callable[..., None]) -> Callable[..., None]:
    where = click.option(
        "-o",
        "--output",
        metavar="DIR|FILE.zip",
        help="A folder, or one .zip; - is a .zip on standard output. Without it, a .zip in this folder.",
    )
    force = click.option("--force", is_flag=True, help="Replace an export that is there already.")
    with_options: Callable[..., None] = options.at(where(force(options.as_json(command))))
    return with_options


@click.command(
    name="csv",
    short_help="The history as CSV files with a typed datapackage.json.",
    epilog=options.examples(
        "monitor export csv                       # history-csv.zip",
        "monitor export csv -o tables             # a folder",
        "monitor export csv --at 2026-06-30 -o june.zip",
    ),
)
@_options
def as_csv(**asked: Any) -> None:
    """Write the history as CSV tables: mechanisms, sources, captures, statements, members, chairs, meetings, documents,
    changes and findings, with a datapackage.json that gives their types, keys and meaning (Data Package 2.0).

    UTF-8, RFC 4180, safe to open in a spreadsheet. The same history gives the same bytes. `--at` writes what the
    monitor had observed by then. Exit status 1: that is nothing, and no file was written.
    """
    _export("csv", **asked)


@click.command(
    name="json",
    short_help="The history as JSON files with a typed datapackage.json.",
    epilog=options.examples("monitor export json -o tables", "monitor export json --at 2026-06-30 -o june.zip"),
)
@_options
def as_json_files(**asked: Any) -> None:
    """Write the same tables as `export csv` as JSON: of each an array with one object for each row.

    Values are as the history has them, to the letter. `--at` writes what the monitor had observed by then.
    """
    _export("json", **asked)


def _export(form: Form, *, at: str | None, output: str | None, force: bool, as_json: bool) -> None:
    from monitor.export.datapackage import write_package
    from monitor.history import TABLES, newest

    moment = when.until(at, now=datetime.now(UTC)) if at else None
    with reading(settings()) as history:
        if newest(history, at=moment) is None:
            raise HistoryError(
                "there is nothing to export: nothing had been observed by then" if at else "there is nothing to export",
                fix="give a later --at" if at else "`monitor check` looks at the sources",
            )
        with (
            _package(output, form, force=force, as_json=as_json) as (path, new),
            outgoing.progress(len(TABLES)) as progress,
        ):
            written = write_package(history, form, new, at=moment, progress=progress)
    _summary(path, written, as_json=as_json)


@contextmanager
def _package(output: str | None, form: Form, *, force: bool, as_json: bool) -> Iterator[tuple[str, Open]]:
    """What the package is called, and what opens a new file in it; it comes out whole when the block ends well."""
    from zipfile import ZipFile

    from monitor.export.datapackage import of_a_package
    from monitor.export.files import entry, folder_appearing, new_file

    if output is None or output == outgoing.STDOUT or output.lower().endswith(ZIP):
        default = f"history-{form}{ZIP}"
        with outgoing.output(output, default, force=force, as_json=as_json) as (path, out), ZipFile(out, "w") as packed:

            def packed_file(name: str) -> IO[bytes]:
                return packed.open(entry(name, small=True), "w", force_zip64=True)

            yield path, packed_file
        return
    with folder_appearing(Path(output), force=force, of_ours=of_a_package) as folder:
        yield output, lambda name: new_file(folder / name)


def _summary(path: str, written: tuple[File, ...], *, as_json: bool) -> None:
    if as_json:
        files = [{"name": one.name, "rows": one.rows, "bytes": one.bytes, "sha256": one.sha256} for one in written]
        say.as_json({"path": path, "files": files})
        return
    to_stderr = path == outgoing.STDOUT
    for one in written[:-1]:
        say.line(f"{one.name:<18}{count(one.rows, 'row'):>14}", err=to_stderr)
    say.line(
        say.Styled(path, bold=True), f"  {len(written)} files, {sum(one.bytes for one in written)} bytes", err=to_stderr
    )
