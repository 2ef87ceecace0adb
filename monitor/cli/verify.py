"""`verify`: the archive and the history held against each other, and mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings
from monitor.cli.status import SOME_FAILED

if TYPE_CHECKING:
    from monitor.model import Json
    from monitor.upkeep.problems import Problem, Verified

MEGABYTE = 1_000_000


@click.command(
    epilog=options.examples(
        "monitor verify",
        "monitor verify iom-5-5-dialogue   # one source",
        "monitor verify --repair   # mends what can be mended, and says what it did",
        "monitor verify --quiet   # for cron: prints damage only",
    )
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--repair", "mend", is_flag=True, help="Mend what can be mended; not while a run is at work.")
@click.option("-q", "--quiet", is_flag=True, help="Print damage only.")
@options.as_json
def verify(sources: tuple[str, ...], mend: bool, quiet: bool, as_json: bool) -> None:
    """Read every byte of the snapshots folder and hold it against the history, for all sources or those that are named.

    One line for each problem: what, where (file and byte), and how to mend it. Remarks (a run that was killed, days
    without a run, files that belong to nothing) are no damage. Without --repair nothing is changed, and a run may be at
    work meanwhile. The exit status is 1 when something is damaged, 3 with --repair while a run is at work.
    """
    from monitor.cli.archived import archive
    from monitor.cli.progress import following
    from monitor.upkeep.repair import repair
    from monitor.upkeep.verify import verify as held_against

    configured = settings()
    kept = archive(configured.monitor.snapshots)
    with following("verifying", wanted=not (quiet or as_json)) as tell:
        found = (repair if mend else held_against)(
            configured, kept, sources, progress=lambda done, total: tell(f"{done * 100 // total} %", done, total)
        )
    if as_json:
        say.as_json(as_value(found))
    else:
        _print(found, quiet=quiet)
    if found.damage:
        click.get_current_context().exit(SOME_FAILED)


def as_value(found: Verified) -> Json:
    """What was found, in the form that programs rely on."""
    return {
        "sources": found.sources,
        "captures": found.captures,
        "records": found.records,
        "bytes": found.size,
        "seconds": round(found.seconds, 3),
        "records_per_second": round(found.records / found.seconds) if found.seconds else None,
        "megabytes_per_second": round(found.size / found.seconds / MEGABYTE, 2) if found.seconds else None,
        "damaged": bool(found.damage),
        "problems": [_problem(problem) for problem in found.problems],
        "repaired": list(found.repaired),
    }


def _problem(problem: Problem) -> Json:
    return {
        "kind": problem.kind,
        "damage": problem.is_damage,
        "message": problem.message,
        "source": problem.source,
        "file": problem.file,
        "offset": problem.offset,
        "capture": problem.capture,
        "fix": problem.remedy,
    }


def _print(found: Verified, *, quiet: bool) -> None:
    from monitor.digest.words import count

    for line in found.repaired:
        say.line(say.Styled("repaired: ", "green", bold=True), line)
    for problem in found.damage if quiet else found.problems:
        label = say.Styled("damage: ", "red", bold=True) if problem.is_damage else say.Styled("remark: ", "yellow")
        where = f"{problem.where}: " if problem.where else ""
        about = f" (capture {problem.capture})" if problem.capture else ""
        say.line(label, f"{where}{problem.message}{about}", say.Styled(f"; {problem.remedy}", dim=True))
    if quiet:
        return
    read = (
        f"{count(found.captures, 'capture')} of {count(found.sources, 'source')}, {found.size / MEGABYTE:.1f} MB read"
    )
    remarks = len(found.problems) - len(found.damage)
    verdict = f"{len(found.damage)} damaged" if found.damage else "nothing is damaged"
    say.line(f"{read} in {found.seconds:.1f} s: {verdict}" + (f", {count(remarks, 'remark')}." if remarks else "."))
