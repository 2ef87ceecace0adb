"""`digest`: what changed, for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from monitor.cli import options, say, sending, sent, when
from monitor.cli.opening import how_called, reading, settings, window
from monitor.errors import UsageError
from monitor.model import FORMS, DigestLanguage, Order

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.config import Settings
    from monitor.digest import Digest
    from monitor.history import ChangeRecord

DEFAULT_DAYS = 7


@click.command(
    epilog=options.examples(
        "monitor digest",
        "monitor digest --since yesterday --format markdown",
        "monitor digest --since 2026-11 --format html > november.html",
        "monitor digest --since 2026-11 --language fr",
        "monitor digest --since 2026-11 --by importance",
        "monitor check --quiet && monitor digest --since last   # for cron: tells each change once",
        "monitor digest --sent                                  # what was told so far",
        "monitor digest --sent 12 --format html > as-mailed.html",
        "monitor check --quiet && monitor digest --send         # by mail, or where else the channels lead",
    )
)
@options.period
@click.option("--imported", is_flag=True, help="Tell also what `monitor backfill` brought to light.")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="text is the default.")
@click.option(
    "--language",
    type=click.Choice(get_args(DigestLanguage)),
    help="en is the default. A channel has a language of its own.",
)
@click.option(
    "--by",
    type=click.Choice(get_args(Order)),
    help="What the chapters of changes go by; mechanism is the default. A channel has an order of its own.",
)
@click.option("--send", is_flag=True, help="To the channels of the configuration: what is due, and what waits.")
@click.option(
    "--sent",
    "kept",
    metavar="[NUMBER]",
    is_flag=False,
    flag_value="",
    help="List what was told so far, or show one of those digests again, as it was.",
)
@click.option("--channel", metavar="NAME", help="With --sent: of this channel; stdout is what --since last printed.")
@click.option("--dry-run", is_flag=True, help="With --send: print what would be sent, and send nothing.")
@click.option("--quiet", is_flag=True, help="With --send: print what goes wrong, and what is for standard output.")
@options.as_json
def digest(
    since: str | None,
    until: str | None,
    imported: bool,
    form: str,
    language: str | None,
    by: Order | None,
    send: bool,
    dry_run: bool,
    quiet: bool,
    kept: str | None,
    channel: str | None,
    as_json: bool,
) -> None:
    """Tell what changed: by mechanism, most important first, or by importance, with evidence.

    Also what remained: findings, sources that fail, values that are held back. Without --since it covers the last seven
    days. With --since last it goes on where the last such digest ended, and remembers how far it came once it is
    printed. With --send each channel is told what it was not told before. With --sent what was told is
    listed, as far as it was put together in --since and --until, or shown again as it was.
    """
    if channel is not None and kept is None:
        raise UsageError("--channel goes with --sent", fix="give both, or neither")
    if language is not None and (kept is not None or send):
        raise UsageError(
            "a digest that is sent, or was told, has the language of its channel",
            fix="leave --language away, and give the [[channel]] a `language`",
        )
    if by is not None and (kept is not None or send):
        raise UsageError(
            "a digest that is sent, or was told, has the order of its channel",
            fix="leave --by away, and give the [[channel]] a `by`",
        )
    if kept is not None:
        if send or dry_run or imported:
            raise UsageError("--sent shows what was told; it sends nothing and tells nothing new", fix="give it alone")
        sent.digests(settings(), kept, since, until, channel=channel, form=form, as_json=as_json)
        return
    if send or dry_run:
        windowed = bool(since or until or imported)
        sending.digest(settings(), windowed, send=send, dry_run=dry_run, quiet=quiet, as_json=as_json)
        return
    if quiet:
        raise UsageError("--quiet goes with --send", fix="give both, or neither")
    from monitor.deliver import begins, problems_and_suppressed
    from monitor.digest import as_html, as_markdown, as_text, as_value, calmed, gather
    from monitor.digest.ordered import ordered
    from monitor.history import heard, hears, redactions, untold

    configured = settings()
    problems, suppressed = problems_and_suppressed(configured)
    now = datetime.now(UTC)
    with reading(configured) as history:
        begin, end = window(history, since, until)
        if since is None:
            begin = when.before(end or now, DEFAULT_DAYS)
        elif since != "last" and end is None and begin is not None and begin >= now:
            raise UsageError("the window ends before it begins", fix="give --since a time that has begun")
        picked = known = hears_now = None
        if since == "last":
            known = heard(history, "stdout") if end is None or end > now else None
            settled = _settled(history, end)
            end = min(settled, now) if settled else now
            begin = begins(history, "stdout", known, now=end) if known else begin
            picked = untold(history, "stdout", until=settled)
        gone = redactions(history)
        told = gather(
            history,
            since=begin,
            until=end or now,
            watched=[source.id for source in configured.sources if source.enabled],
            problems=problems,
            imported=imported,
            suppressed=suppressed,
            picked=picked,
            language=language or "en",
            heard=known,
        )
        if known is not None:
            now_open = told.undelivered_now
            hears_now = hears(history, known, mistakes=problems, calm=calmed(told), undelivered=now_open)
    shown = ordered(told, by or "mechanism")
    if as_json or form == "json":
        say.as_json(as_value(shown))
    else:
        render = {"text": as_text, "markdown": as_markdown, "html": as_html}[form]
        say.lines(render(shown, command=how_called()))
    if picked is not None:
        _remember(configured, told, picked, hears_now, by or "mechanism", gone)


def _remember(
    configured: Settings, told: Digest, changes: Iterable[ChangeRecord], heard: str | None, by: Order, gone: int
) -> None:
    """Mark what was told, only now that every line is written out: what could not be printed is told again."""
    from monitor.deliver import letter
    from monitor.history import mark_told, open_history

    history = open_history(configured.monitor.history)
    try:
        ids = [change.id for change in changes]
        payload = letter(told, command=how_called(), by=by).dumped()
        mark_told(history, "stdout", told.until, payload, changes=ids, since=told.since, heard=heard, redacted=gone)
    finally:
        history.close()


def _settled(history: Database, wanted: datetime | None) -> datetime | None:
    """The end of a window that is marked as told: `wanted`, at most the start of a run that is under way; None: now.

    To what lies before it nothing can be added any more.
    """
    from monitor.history import runs

    newest = next(iter(runs(history, limit=1)), None)
    under_way = newest.started_at if newest and newest.ended_at is None else None
    return min((each for each in (wanted, under_way) if each), default=None)
