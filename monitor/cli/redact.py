"""`redact`: captures taken out of the archive, and their words out of the history."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import how_called, settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.model import Json
    from monitor.upkeep.redact import Redacted, Target


@click.command(
    epilog=options.examples(
        'monitor redact k3j2 --why "request of 3 March, ticket 118"   # an id from `monitor snapshots`',
        'monitor redact --source iom-5-5-dialogue --containing "+20 2 5550 0100" --why "request of 3 March"',
        'monitor redact k3j2 m7qa --why "published by mistake" --yes --json',
    )
)
@click.argument("captures", nargs=-1, metavar="[CAPTURE]...")
@click.option("--source", metavar="ID", help="With --containing: the source whose captures are searched.")
@click.option("--containing", metavar="TEXT", help="All captures of --source that hold this text, in any case.")
@click.option("--why", required=True, metavar="TEXT", help="The reason. It stays in the archive: name nobody in it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.as_json
def redact(
    captures: tuple[str, ...], source: str | None, containing: str | None, why: str, yes: bool, as_json: bool
) -> None:
    """Take CAPTURE out of the archive for good, and the words that were read of it out of the history.

    A tombstone stays in its place: which capture it was, when it came, from where, and why it went. What is typed
    (countries, dates, numbers, ids) stays in the history, and so does the id of every statement and change. Whatever
    was broken off is finished by the same command.

    It does not stop the watching: if the page still holds the words, the next look archives them again. Backups,
    exports and copies elsewhere are yours to mend; those beside the history are named. The exit
    status is 3, and nothing is changed, while a run is at work or a digest is just being sent.
    """
    from monitor.backfill.staging import waiting
    from monitor.history.shredding import shred
    from monitor.upkeep import at_the_desk
    from monitor.upkeep.redact import alike, begun, checked_why, holding, named
    from monitor.upkeep.redact import redact as taken_out

    if bool(captures) == bool(containing) or bool(source) != bool(containing):
        raise UsageError(
            "name captures, or a source and the text they hold", fix="monitor redact --source ID --containing TEXT"
        )
    checked_why(why, containing)
    configured = settings()
    if not configured.monitor.history.exists():
        raise UsageError(f"there is no history at {configured.monitor.history} yet", fix="run `monitor check` first")
    downloads: tuple[Path, ...] = ()
    with at_the_desk(configured) as desk:
        unread: tuple[str, ...] = ()
        if source and containing:
            found, unread = holding(desk, source, containing)
            targets = tuple({one.id: one for one in (*found, *begun(desk, source))}.values())
        else:
            targets = named(desk.book, captures)
        if targets:
            _agreed(targets, alike(desk.book, targets), yes=yes, quiet=as_json)
        channels = [one.name for one in configured.channels]
        done = taken_out(desk, configured.monitor.history, targets, why, channels=channels) if targets else None
        for source_id in sorted({one.source for one in targets}):
            downloads += waiting(configured.monitor.snapshots, source_id)
        if not targets:
            shred(desk.book)  # one that was broken off may have come as far as that
    if done:
        done = replace(done, files=(*done.files, *downloads))
    if as_json:
        say.as_json(_as_value(done, unread))
    else:
        _print(done, unread)


def _agreed(targets: tuple[Target, ...], others: tuple[str, ...], *, yes: bool, quiet: bool) -> None:
    """Shows what will be done. UsageError when nobody can be asked, and Abort when the answer is no."""
    if not quiet:
        rows = [
            (say.Styled(one.id, bold=True), one.source, f"{one.fetched_at:%Y-%m-%d %H:%M:%S}", _state(one), one.url)
            for one in targets
        ]
        say.table(("capture", "source", "fetched (UTC)", "state", "URL"), rows)
        if others:
            say.line(f"The very same bytes stand in {len(others)} more that you did not name: {' '.join(others)}")
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody can be asked here, and nothing can be taken back", fix="add --yes")
    say.confirm("Take these out for good?")


def _state(target: Target) -> str:
    return f"redacted {target.since:%Y-%m-%d}" if target.since else target.role or "stands"


def _print(done: Redacted | None, unread: tuple[str, ...]) -> None:
    from monitor.digest.words import count

    if done is None:
        say.line("No capture holds this text.")
    else:
        erased = done.erased
        say.line(f"{count(len(done.targets), 'capture')} redacted.")
        say.line(
            f"Words were taken out of {count(erased.statements, 'statement')}, {count(erased.changes, 'change')},"
            f" {count(erased.findings, 'finding')} and {count(erased.digests, 'kept digest')}."
        )
        if done.alike:
            say.line(f"The very same bytes still stand in: {' '.join(done.alike)}")
        for source in erased.anew:
            say.line(f"{source}: its next page has nothing left to be compared with, and is not told as news.")
        say.line("If the page still holds the words, the next look archives them again: redacting does not stop that.")
        for path in done.files:
            say.line(say.Styled("still held: ", "yellow", bold=True), f"{path} (delete it, or restore nothing from it)")
        say.line(f"Exports and copies elsewhere are not touched. See what stands: {how_called()} verify")
    for capture in unread:
        say.line(
            say.Styled("not searched: ", "yellow", bold=True), f"{capture} cannot be read; its bytes were searched"
        )


def _as_value(done: Redacted | None, unread: tuple[str, ...]) -> Json:
    """One redaction in the form that programs rely on."""
    if done is None:
        return {"captures": [], "unread": list(unread)}
    return {
        "captures": [
            {"id": one.id, "source": one.source, "fetched_at": one.fetched_at.isoformat(), "sha256": one.sha256}
            for one in done.targets
        ],
        "statements": done.erased.statements,
        "changes": done.erased.changes,
        "findings": done.erased.findings,
        "digests": done.erased.digests,
        "begin_anew": list(done.erased.anew),
        "same_bytes": list(done.alike),
        "still_held": [str(path) for path in done.files],
        "unread": list(unread),
    }
