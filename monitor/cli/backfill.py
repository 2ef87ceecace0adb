"""`backfill`: captures that others made become part of a source's history."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say, when
from monitor.cli.opening import how_called, settings
from monitor.cli.status import SOME_FAILED
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.backfill import Collapse, ImportResult
    from monitor.config import Settings
    from monitor.model import Json, Source

COLLAPSE = ("digest", "hour", "day", "month", "none")
WHEN = "a date (2019-05-01), an instant (2019-05-01T06:00Z) or an age (300 days)"


@click.command(
    epilog=options.examples(
        "monitor backfill iom-bali-process --from crawl.warc.gz",
        "monitor backfill iom-bali-process --from site.wacz --since 2015-01-01 --collapse month",
        "monitor backfill iom-bali-process --from old.warc.gz --url http://www.example.org/bali",
        "monitor backfill iom-bali-process --from https://web.archive.org/   # goes on where it stopped",
    )
)
@click.argument("source")
@click.option(
    "--from",
    "origin",
    metavar="FILE|URL",
    required=True,
    help="A .warc, .warc.gz, .warc.zst or .wacz file, or the address of a web archive.",
)
@click.option("--since", metavar="WHEN", callback=options.said, help=f"Only captures made from then on: {WHEN}.")
@click.option(
    "--until",
    metavar="WHEN",
    callback=options.said,
    help="Only captures made until then; a date counts with its whole day.",
)
@click.option(
    "--collapse",
    type=click.Choice(COLLAPSE),
    default="digest",
    show_default=True,
    help="What makes captures that are near in time one: the same bytes, the same hour, day or month, or nothing.",
)
@click.option("--url", "urls", metavar="ADDRESS", multiple=True, help="Another address the page had; may be repeated.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@options.as_json
def backfill(
    source: str,
    origin: str,
    since: str | None,
    until: str | None,
    collapse: Collapse,
    urls: tuple[str, ...],
    quiet: bool,
    as_json: bool,
) -> None:
    """Add captures that others made to the history of SOURCE, as if the monitor had watched all along.

    They are archived with where they came from, and the past of the source is told again with them. Changes that they
    show are dated by their captures; they are no news. What is there already is not added: the same command once more
    adds nothing, and finishes what was broken off. The exit status is 1 when something was damaged or nothing belonged
    to the source, 3 while a run is at work, 75 when the web archive asks to wait: then do the same again later.
    """
    from monitor.backfill import backfill as taken
    from monitor.cli.progress import following

    configured = settings()
    known = _source(configured, source)
    now = datetime.now(UTC)
    begin = when.since(since, now=now) if since else None
    end = when.until(until, now=now) if until else None
    if begin and end and begin >= end:
        raise UsageError("the window ends before it begins", fix="give --until a later time than --since")
    with following("backfilling", wanted=not (quiet or as_json)) as tell:
        done = taken(configured, known, origin, since=begin, until=end, collapse=collapse, urls=urls, progress=tell)
    if as_json:
        say.as_json(as_value(done))
    else:
        _print_trouble(done)
        if not quiet:
            _print(done)
    if done.failed:
        click.get_current_context().exit(SOME_FAILED)


def _source(configured: Settings, name: str) -> Source:
    from monitor.run import chosen

    (found,) = chosen(configured, (name,))
    return found


def _print_trouble(done: ImportResult) -> None:
    for sentence in done.trouble:
        say.line(say.Styled("left out: ", "red", bold=True), sentence, err=True)
    untold = done.damaged + done.too_large - len(done.trouble)
    if done.trouble and untold > 0:
        say.line(f"and {untold} more", err=True)


def _print(done: ImportResult) -> None:
    from monitor.digest.words import count

    rows = [
        (done.offered, "captures of this source offered"),
        (done.added, "added"),
        (done.known, "there already"),
        (done.collapsed, "the same as a neighbour"),
        (done.redacted, "taken out on request once, and not taken in again"),
        (done.outside, "outside of the time that was asked for"),
        (done.other_status, "answers of its addresses that are no page"),
        (done.foreign, "records of other addresses"),
        (done.unresolved, "that refer to a page which is not in the file"),
        (done.too_large, "longer than max_bytes in [fetch]"),
        (done.damaged, "damaged, or with a date that cannot be"),
    ]
    for number, words in rows:
        if number or words == rows[0][1]:
            say.line(f"{number:>7}  {words}")
    if done.first and done.last:
        say.line(f"The captures that were added are from {done.first:%Y-%m-%d} to {done.last:%Y-%m-%d}.")
    if done.changes:
        say.line(f"New in the history, of the past and not told as news: {count(len(done.changes), 'change')}.")
        say.line(f"Read them with: {how_called()} changes --imported --source {done.source}")
    elif done.added:
        say.line("They show no change that the history did not have.")
    if not (done.offered or done.outside):
        say.line("Nothing in it belongs to this source. Name its address in the file with --url, if it had another.")


def as_value(done: ImportResult) -> Json:
    """One import in the form that programs rely on."""
    return {
        "source": done.source,
        "origin": done.origin,
        "offered": done.offered,
        "added": done.added,
        "known": done.known,
        "collapsed": done.collapsed,
        "redacted": done.redacted,
        "outside": done.outside,
        "other_status": done.other_status,
        "foreign": done.foreign,
        "unresolved": done.unresolved,
        "too_large": done.too_large,
        "damaged": done.damaged,
        "trouble": list(done.trouble),
        "first": done.first.isoformat() if done.first else None,
        "last": done.last.isoformat() if done.last else None,
        "changes": list(done.changes),
    }
