"""`rebuild`: the history made anew from the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import how_called, settings
from monitor.cli.status import SOME_FAILED

if TYPE_CHECKING:
    from monitor.model import Json
    from monitor.upkeep import Rebuilt


@click.command(
    epilog=options.examples(
        "monitor rebuild",
        "monitor rebuild iom-5-5-dialogue   # one source; the others stay as they are",
        "monitor rebuild --without-damaged   # go on without what `monitor verify` found damaged",
    )
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--without-damaged", is_flag=True, help="Go on without captures that are damaged or missing.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@options.as_json
def rebuild(sources: tuple[str, ...], without_damaged: bool, quiet: bool, as_json: bool) -> None:
    """Make captures, readings, statements, changes and findings anew from the snapshots folder.

    At the same version of the monitor they are equal to those that grew, with the same ids. Runs, looks and what was
    told to whom stay as they are in the history that there is; a copy of that is kept beside it first, and a file that
    cannot be used as a history is put aside. A source that is damaged stays as it was. The exit status is 1 when
    something is damaged, 3 while a run is at work.
    """
    from monitor.cli.archived import archive
    from monitor.cli.progress import steps
    from monitor.errors import UsageError
    from monitor.upkeep import rebuild as made_anew

    configured = settings()
    there = archive(configured.monitor.snapshots).sources()
    for source in sources:
        if source not in there:
            raise UsageError(f"the archive has no source {source}", fix=f"it has: {', '.join(there) or 'none'}")
    with steps("rebuilding", len(sources or there), wanted=not (quiet or as_json)) as step:
        done = made_anew(configured, sources, despite_damage=without_damaged, progress=step)
    for error in done.failed:
        say.error(error)
    if as_json:
        say.as_json(as_value(done))
    else:
        for lost in done.restated.lost:
            say.line(say.Styled("left out: ", "red", bold=True), lost, err=True)
        if not quiet:
            _print(done)
    if done.restated.lost or done.failed:
        click.get_current_context().exit(SOME_FAILED)


def _print(done: Rebuilt) -> None:
    from monitor.digest.words import count

    told = done.restated
    if not done.was_usable:
        say.line(f"The history could not be used and was put aside: {done.kept}")
    elif done.kept:
        say.line(f"The history as it was: {done.kept}")
    say.line(
        f"{count(len(done.sources), 'source')} told again: {count(told.captures, 'capture')},"
        f" {count(told.statements, 'statement')}."
    )
    if done.kept and done.was_usable:
        unknown = (
            f"{count(len(told.changes), 'change')} that the history did not have" if told.changes else "no new changes"
        )
        say.line(f"Compared with it: {unknown}, {_rekeyed(told.rekeyed)}.")
    if told.news:
        say.line(f"Read what is new with: {how_called()} digest")


def _rekeyed(ids: int) -> str:
    return "1 id that means something else now, or nothing" if ids == 1 else f"{ids} ids that mean something else now"


def as_value(done: Rebuilt) -> Json:
    """One rebuild in the form that programs rely on."""
    told = done.restated
    return {
        "sources": list(done.sources),
        "captures": told.captures,
        "statements": told.statements,
        "changes": list(told.changes),
        "news": list(told.news),
        "rekeyed": told.rekeyed,
        "left_out": list(told.lost),
        "failed": [error.described for error in done.failed],
        "kept": None if done.kept is None else str(done.kept),
        "was_usable": done.was_usable,
    }
