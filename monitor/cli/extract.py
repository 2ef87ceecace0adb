"""`extract`: read one file as the monitor would, and print what it states."""

from __future__ import annotations

from collections import defaultdict
from importlib import import_module
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.archived import READING
from monitor.cli.status import SOME_FAILED
from monitor.errors import DocumentError, UsageError
from monitor.model import LAYOUTS

if TYPE_CHECKING:
    from monitor.model import Extraction, Statement


BY_LABELS = tuple(layout for layout in LAYOUTS if layout != "declared")


class LayoutName(click.Choice[str]):
    """One of our layouts, or one that another distribution brings."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from monitor.layouts import plugins

        if value == "declared":
            raise UsageError(
                "a declared page is read by the fields of its source", fix="use `monitor sources test ID --file FILE`"
            )
        return click.Choice((*self.choices, *sorted(plugins()))).convert(value, param, ctx)


@click.command(
    epilog=options.examples(
        "monitor extract page.html --as mechanism-page",
        "monitor extract table.pdf --as mechanism-table --json --evidence",
        "monitor extract page.txt --as mechanism-page --mechanism bali-process",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "layout",
    required=True,
    type=LayoutName(BY_LABELS),
    help="The kind of page it is, or the layout of an installed plug-in.",
)
@click.option("--mechanism", "mechanisms", metavar="ID", multiple=True, help="Whom the page is about.")
@click.option("--language", metavar="CODE", help="The language of the page, in two letters; else it is found out.")
@click.option("--evidence", is_flag=True, help="With each value the words that bear it out, and where they stand.")
@options.as_json
def extract(
    file: Path, layout: str, mechanisms: tuple[str, ...], language: str | None, evidence: bool, as_json: bool
) -> None:
    """Read FILE (HTML, PDF or plain text) and print the facts it states; nothing is recorded.

    What the text contradicts or what was not understood stands below the facts as findings.
    """
    options.check_value("language", language)
    body = _bytes(file)
    if mechanisms:
        from monitor.lookups import mechanisms as known

        for mechanism in mechanisms:
            known.by_id(mechanism)  # UsageError for one that nobody knows
    extraction = _read(file, body, layout, mechanisms, language)
    if as_json:
        from monitor.extract import as_json as contract

        say.as_json(contract(extraction, evidence=evidence))
    else:
        _print(extraction, evidence=evidence)
    if extraction.outcome == "failed":
        click.get_current_context().exit(SOME_FAILED)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", fix="name a file that is there") from error


def _read(file: Path, body: bytes, layout: str, mechanisms: tuple[str, ...], language: str | None) -> Extraction:
    """What the file states, read in a process of its own: it may be any page."""
    from monitor.cli.facts_of import facts_of
    from monitor.documents import Worker

    media_type = guess_type(file.name)[0] or ""
    needed_next = Thread(target=import_module, args=["monitor.extract"])  # while the other process starts, too
    needed_next.start()
    with Worker() as worker:
        try:
            return worker.call(facts_of, body, media_type, layout, mechanisms, language, timeout=READING)
        except DocumentError as error:
            from monitor.layouts import named

            error.source = str(file)
            raise named(error, layout) from error
        finally:
            needed_next.join()


def _print(extraction: Extraction, *, evidence: bool) -> None:
    from monitor.cli.facts import mechanism_name

    by_mechanism: dict[str | None, list[Statement]] = defaultdict(list)
    for statement in extraction.statements:
        by_mechanism[statement.mechanism].append(statement)
    for mechanism, statements in by_mechanism.items():
        say.line(say.Styled(mechanism_name(mechanism), bold=True), f" ({mechanism})" if mechanism else "")
        _table(statements, evidence=evidence)
        say.line()
    dated = [f"{name.replace('_', ' ')} {value}" for name, value in extraction.source_fields.items() if value]
    if dated:
        say.line(say.Styled("The page", bold=True), f": {', '.join(dated)}")
    say.line(say.Styled("Outcome", bold=True), f": {extraction.outcome}")
    for finding in extraction.findings:
        say.line(say.Styled("finding ", "yellow"), f"{finding.message} [{finding.kind}]")


def _table(statements: list[Statement], *, evidence: bool) -> None:
    from monitor.digest.words import in_full, label, shortened

    headers = ("field", "value", "quote", "where") if evidence else ("field", "value")
    rows = []
    for statement in statements:
        proof = (shortened(statement.quote, 60), statement.locator) if evidence else ()
        rows.append(
            (
                label(statement.field),
                shortened(in_full(statement.field, statement.value), 100 if evidence else 400),
                *proof,
            )
        )
    say.table(headers, rows)
