"""A file that a command writes for other programs: where it goes, how far it is, and what is said of it then."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.export import Written
    from monitor.model import Json

STDOUT = "-"

Command = Callable[..., None]


def to_file(command: Command) -> Command:
    """`-o`, `--force` and `--json`."""
    where = click.option(
        "-o",
        "--output",
        metavar="FILE",
        help="Where to write to; - is standard output. Without it, a file in this folder, named after what it holds.",
    )
    force = click.option("--force", is_flag=True, help="Replace a file that is there already.")
    with_options: Command = where(force(options.as_json(command)))
    return with_options


@contextmanager
def output(name: str | None, default: str, *, force: bool, as_json: bool) -> Iterator[tuple[str, IO[bytes]]]:
    """What the output is called, and a file to write it to, which comes out whole when the block ends well."""
    from monitor.export import appearing

    if name != STDOUT:
        path = Path(name or default)
        with appearing(path, force=force) as file:
            yield str(path), file
        return
    if as_json:
        raise UsageError("--json tells of a file, and there is none with -o -", fix="leave one of them away")
    if sys.stdout.isatty():
        raise UsageError(
            "this is no text for a terminal", fix="give a file with -o, or send it to a program with a pipe"
        )
    with tempfile.TemporaryFile() as file:
        yield STDOUT, file
        file.seek(0)
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


@contextmanager
def progress(length: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal's stderr, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label="export", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def summary(path: str, written: Written, *, as_json: bool, damaged: int = 0) -> None:
    """What was written, to stdout; to stderr where the file itself went to stdout."""
    if as_json:
        value: Json = {
            "path": path,
            "bytes": written.bytes,
            "sha256": written.sha256,
            "records": written.records,
            "captures": written.captures,
            "revisits": written.revisits,
            "decisions": written.decisions,
            "damaged": damaged,
        }
        say.as_json(value)
        return
    to_stderr = path == STDOUT
    count = f"{written.captures} capture{'' if written.captures == 1 else 's'} in {written.records} records"
    say.line(say.Styled(path, bold=True), f"  {written.bytes} bytes, {count}", err=to_stderr)
    say.line(f"sha256 {written.sha256}", err=to_stderr)
