"""`sources test`: what would be read from a source's page, with its words and places; nothing is written."""

from __future__ import annotations

import asyncio
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import known_frame, known_hosts, reading, settings, source_named
from monitor.cli.status import SOME_FAILED
from monitor.errors import DocumentError, UsageError

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.extract import PageReading, Payload
    from monitor.model import Capture, Extraction, FieldOutcome, Json, Source

FAILING = frozenset(("failed", "drifted"))


@click.command(
    name="test",
    epilog=options.examples(
        "monitor sources test lakeside",
        "monitor sources test lakeside --archived   # the newest capture, without asking the site",
        "monitor sources test lakeside --file saved.html --json",
    ),
)
@click.argument("source")
@click.option("--file", type=click.Path(path_type=Path), help="Read this file in place of the page.")
@click.option("--archived", is_flag=True, help="Read the newest capture in place of the page.")
@options.as_json
def test(source: str, file: Path | None, archived: bool, as_json: bool) -> None:
    """Show what would be read from the page of SOURCE now, field by field, with the words that bear it out.

    Nothing is archived or recorded. The exit status is 1 when the page cannot be read, or a field is not where the
    configuration says.
    """
    as_json = as_json or options.asked_above("as_json")
    if file is not None and archived:
        raise UsageError("--file and --archived stand beside each other", fix="give one of them")
    configured = settings()
    found = source_named(configured, source)
    try:
        where, read = _read(configured, found, file, archived=archived)
    except DocumentError as error:
        from monitor.layouts import named

        raise named(error, found.layout) from error
    if as_json:
        say.as_json(_value(found, where, read))
    else:
        _print(found, where, read)
    extraction = read.extraction
    fine = extraction is not None and not {extraction.outcome, *(one.outcome for one in extraction.fields)} & FAILING
    if not fine:
        click.get_current_context().exit(SOME_FAILED)


def _read(
    configured: Settings, source: Source, file: Path | None, *, archived: bool
) -> tuple[dict[str, Json], PageReading]:
    """Where the bytes come from, and what the reading process made of them."""
    from monitor.documents import Worker
    from monitor.extract import read_framed
    from monitor.look import try_out
    from monitor.look.reading import READING

    of = source, known_frame(configured, source.id)
    with Worker() as worker:
        if file is not None:
            payload = _of_file(file, source)
            return {"file": str(file)}, worker.call(read_framed, payload, *of, timeout=READING)
        if archived:
            capture, payload = _newest(configured, source)
            where = {"capture": capture.id, "fetched_at": capture.fetched_at.isoformat()}
            return where, worker.call(read_framed, payload, *of, timeout=READING)
        looked = try_out(configured, source, worker, read_framed, *of, hosts=known_hosts(configured))
        tried = asyncio.run(looked)
    where = {"url": tried.answer.final_url, "fetched_at": tried.answer.fetched_at.isoformat()}
    return where, tried.reading


def _of_file(file: Path, source: Source) -> Payload:
    from monitor.extract import Payload

    try:
        body = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", fix="name a file that is there") from error
    return Payload(body, guess_type(file.name)[0] or "", None, source.url, 200)


def _newest(configured: Settings, source: Source) -> tuple[Capture, Payload]:
    from monitor.cli.archived import archive
    from monitor.extract import Payload
    from monitor.history import captures

    with reading(configured) as history:
        known = [capture for capture in captures(history, source.id) if capture.redacted_at is None]
    if not known:
        fix = "leave out --archived, or run `monitor check` first"
        raise UsageError(f"nothing of {source.id} is archived", source=source.id, fix=fix)
    capture = known[-1]
    kept = archive(configured.monitor.snapshots).of(capture)
    address = (capture.final_url, capture.status, capture.requested_url)
    return capture, Payload(kept.body, kept.media_type, kept.charset, *address, fetched_at=capture.fetched_at)


def _print(source: Source, where: dict[str, Json], read: PageReading) -> None:
    from monitor.digest.words import in_full, label, shortened

    say.line(say.Styled(source.id, bold=True), f": {source.layout}, {', '.join(f'{k} {v}' for k, v in where.items())}")
    extraction = read.extraction
    if extraction is None:
        say.line(say.Styled(f"what came is no page to read: {read.verdict}", "red"))
        return
    rows = [(_named(one, extraction), say.Styled(one.outcome, _COLOURS.get(one.outcome)), _counts(one)) for one in
            extraction.fields]  # fmt: skip
    if rows:
        say.table(("field", "outcome", "read"), rows)
        say.line()
    if extraction.statements:
        say.table(
            ("field", "value", "quote", "where"),
            [
                (
                    label(each.field),
                    shortened(in_full(each.field, each.value), 60),
                    shortened(each.quote, 60),
                    each.locator,
                )
                for each in extraction.statements
            ],
        )
        say.line()
    for finding in extraction.findings:
        say.line(say.Styled("finding ", "yellow"), f"{finding.message} [{finding.kind}]")
    say.line(say.Styled("Outcome", bold=True), f": {extraction.outcome}")


_COLOURS = {"drifted": "red", "failed": "red", "partial": "yellow"}


def _named(one: FieldOutcome, extraction: Extraction) -> str:
    several = len({each.mechanism for each in extraction.fields}) > 1
    return (
        f"{one.field.replace('_', ' ')} ({one.mechanism})" if several and one.mechanism else one.field.replace("_", " ")
    )


def _counts(one: FieldOutcome) -> str:
    listed = one.listed if one.parsed is not None else None  # labels, of a chair: they are no entries
    said = (("claimed", one.claimed), ("listed", listed), ("read", one.parsed), ("distinct", one.kept))
    return ", ".join(f"{number} {name}" for name, number in said if number is not None) or "-"


def _value(source: Source, where: dict[str, Json], read: PageReading) -> Json:
    from dataclasses import asdict

    extraction = read.extraction
    value: dict[str, Json] = {"source": source.id, "layout": source.layout, "from": where, "verdict": read.verdict}
    value |= {"quality": read.quality, "outcome": extraction.outcome if extraction else None}
    if extraction is None:
        return value | {"fields": [], "statements": [], "findings": [], "source_fields": {}}
    return value | {
        "extractor": extraction.extractor,
        "lookups": extraction.lookups,
        "fields": list(map(asdict, extraction.fields)),
        "statements": list(map(asdict, extraction.statements)),
        "findings": list(map(asdict, extraction.findings)),
        "source_fields": extraction.source_fields,
    }
