"""`reread`: archived pages read again with today's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import how_called, settings, source_named
from monitor.cli.status import SOME_FAILED
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.config import Settings
    from monitor.model import Json, Source
    from monitor.upkeep.reread import Reread


@click.command(
    epilog=options.examples(
        "monitor reread",
        "monitor reread iom-5-5-dialogue iom-iscm-table",
        "monitor reread iom-5-5-dialogue --all   # every capture that it ever had",
    )
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--all", "every", is_flag=True, help="Read every capture, and tell the past of the sources again.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@options.as_json
def reread(sources: tuple[str, ...], every: bool, quiet: bool, as_json: bool) -> None:
    """Read the last accepted capture of each SOURCE again, or of all, with today's code and lookups.

    What it reads otherwise than before is a correction: it holds from now on, stands in `monitor changes
    --corrections`, and is told to nobody as a change. A run does the same by itself after the monitor or one of its
    tables of names was changed. With --all every capture is read, and changes that were told and that nobody reads
    there any more are gone. The exit status is 1 when a capture cannot be read, 3 while a run is at work.
    """
    from monitor.cli.progress import steps
    from monitor.history import source_health
    from monitor.upkeep import at_the_desk
    from monitor.upkeep.reread import reread as read_again

    configured = settings()
    if not configured.monitor.history.exists():
        raise UsageError(f"there is no history at {configured.monitor.history} yet", fix="run `monitor check` first")
    with at_the_desk(configured) as desk:
        wanted = _chosen(configured, sources, [one.source for one in source_health(desk.book)])
        with steps("reading again", len(wanted), wanted=not (quiet or as_json)) as step:
            done = read_again(desk, configured, wanted, every=every, progress=step)
    if as_json:
        say.as_json({"all": every, "sources": list(map(_value, done))})
    else:
        _print(done, quiet=quiet)
    if any(one.trouble for one in done):
        click.get_current_context().exit(SOME_FAILED)


def _chosen(configured: Settings, names: Sequence[str], known: Sequence[str]) -> list[Source]:
    """The sources that are named, else all that were ever looked at."""
    found = [source_named(configured, name) for name in dict.fromkeys(names)]
    for one in found:
        if one.id not in known:
            raise UsageError(f"{one.id} was never looked at", fix=f"run `monitor check {one.id}` first")
    return found or [source for source in configured.sources if source.id in known]


def _print(done: Sequence[Reread], *, quiet: bool) -> None:
    from monitor.digest.words import count

    for one in done:
        if one.trouble:
            say.line(say.Styled(f"{one.source}: ", "red", bold=True), one.trouble, err=True)
        elif one.corrections and not quiet:
            say.line(say.Styled(one.source, bold=True), f": {count(len(one.corrections), 'correction')}")
    if quiet:
        return
    corrections, rekeyed = sum(len(one.corrections) for one in done), sum(one.rekeyed for one in done)
    read = count(sum(one.captures for one in done), "capture")
    say.line(f"{read} of {count(len(done), 'source')} read again: {count(corrections, 'correction')}.")
    if rekeyed:
        say.line(f"{count(rekeyed, 'id')} given out before: now something else, or nothing any more.")
    if corrections:
        say.line(f"See them with: {how_called()} changes --corrections")


def _value(one: Reread) -> Json:
    return {
        "source": one.source,
        "captures": one.captures,
        "corrections": list(one.corrections),
        "rekeyed": one.rekeyed,
        "trouble": one.trouble,
    }
