"""`check`: one look at every source."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say, suppressing
from monitor.cli.opening import how_called, settings
from monitor.cli.status import SOME_FAILED
from monitor.errors import UsageError
from monitor.sites import site_at

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.model import Check, Json
    from monitor.run import RunResult

STOPPED = "Stopped. What was found until then is recorded; the next check goes on from there."


@click.command(
    epilog=options.examples(
        "monitor check",
        "monitor check iom-5-5-dialogue iom-bali-process",
        "monitor check --quiet   # for cron: prints only what is wrong",
        "monitor check --due --quiet   # for an hourly cron: each source as often as its `every` says",
    )
)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--due", "only_due", is_flag=True, help="Leave out what was looked at more recently than its `every`.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@options.as_json
def check(sources: tuple[str, ...], only_due: bool, quiet: bool, as_json: bool) -> None:
    """Look at every enabled source once, or at those that are named, and record what changed.

    The exit status is 0 when all went well, changes or not; 1 when some source failed or is misconfigured while the
    others were looked at; 3 when another run is at work; 75 when the disk is full or another program is
    writing to the history; 143 after SIGTERM and 130 after Ctrl-C, when what was found until then is recorded.
    """
    from monitor.cli.progress import progress
    from monitor.cli.stopping import stoppable
    from monitor.due import due
    from monitor.run import run_once

    configured = settings()
    if only_due:
        if sources:
            raise UsageError("--due chooses the sources itself", fix="name sources, or give --due")
        sources = due(configured, datetime.now(UTC))
    if only_due and not sources:
        result = _no_run(configured)
    else:
        with stoppable(STOPPED), progress(wanted=not (quiet or as_json)) as named:
            result = run_once(configured, only=sources, only_due=only_due, progress=named("checking"))
    if as_json:
        say.as_json(as_value(result))
    elif result.run is None:
        print_failures(result, configured)
        if not quiet:
            say.line("No source is due.")
    else:
        _print(result, configured, quiet=quiet)
    if result.failed:
        click.get_current_context().exit(SOME_FAILED)


def _no_run(configured: Settings) -> RunResult:
    """What is told where no source is due: mistakes in the configuration stay mistakes."""
    from monitor.run import RunResult

    now = datetime.now(UTC)
    return RunResult(None, now, now, problems=configured.problems)


def _print(result: RunResult, configured: Settings, *, quiet: bool) -> None:
    print_failures(result, configured)
    if quiet:
        return
    looks = sorted(result.checks, key=lambda look: look.source)
    say.table(
        ("source", "verdict", "read", "changes"),
        [
            (look.source, look.verdict, look.outcome or "-", str(look.changes) if look.changes else "-")
            for look in looks
        ],
    )
    say.line()
    _print_new_addresses(looks, configured)
    say.line(summary(result, configured))
    if result.changes:
        say.line(f"Read them with: {how_called()} digest")


def _print_new_addresses(looks: list[Check], configured: Settings) -> None:
    """Print the lines that would take over permanent redirects into the configuration."""
    from monitor.model import GOOD

    for look in looks:
        if look.moved_to and look.verdict in GOOD:
            say.line(f"{look.source} has a new address: see whether it is right, then write it into {configured.file},")
            # a TOML basic string is written as a JSON one
            say.line(f"line {configured.lines[look.source]}:  url = {json.dumps(look.moved_to)}")


def print_failures(result: RunResult, configured: Settings) -> None:
    """Print on stderr which sources are misconfigured and which failed, and why; what most sources of a host share in
    one line.
    """
    from monitor.digest import Trouble, sites, telling

    for problem in result.problems:
        say.error(problem)
    urls = {source.id: source.url for source in configured.sources}
    looked = {look.source: site_at(urls.get(look.source, "")) for look in result.checks}
    failed = {look.source: look for look in failures(result)}
    troubles = [Trouble(look.source, look.verdict, None, None, look.error or "") for look in failed.values()]
    shared, single = sites.troubled(troubles, looked)
    for site in shared:
        say.line(say.Styled(telling.site_trouble(site), "red", bold=True), err=True)
    for look in (failed[one.source] for one in single):
        say.line(say.Styled(f"{look.source}: ", "red", bold=True), trouble(look), err=True)


def summary(result: RunResult, configured: Settings) -> str:
    """One sentence on a run: how many sources were looked at, what changed, how many failed; and how many of the
    changes are none, as suppressions.toml says.
    """
    from monitor.digest.words import count

    bad = failures(result)
    failed = f", {len(bad)} failed" if bad else ""
    out = suppressing.left_out(configured, result.changes)
    known = f" ({out} left out, as suppressions.toml says)" if out else ""
    return f"{count(len(result.checks), 'source')} checked, {count(len(result.changes), 'change')}{known}{failed}."


def failures(result: RunResult) -> list[Check]:
    """The looks that failed, by source."""
    from monitor.model import GOOD

    bad = (look for look in result.checks if look.verdict not in GOOD or look.outcome == "failed")
    return sorted(bad, key=lambda look: look.source)


def trouble(look: Check) -> str:
    """How a look failed, and why."""
    from monitor.digest.words import failure

    name, why = failure(look.verdict, look.error)
    status = f" (status {look.status})" if look.status else ""
    return f"{name}{status}{f': {why}' if why else ''}"


def as_value(result: RunResult) -> Json:
    """One run in the form that programs rely on."""
    return {
        "run": result.run,
        "started_at": result.started_at.isoformat(),
        "ended_at": result.ended_at.isoformat(),
        "failed": result.failed,
        "changes": result.changes,
        "checks": [
            {
                "source": look.source,
                "verdict": look.verdict,
                "checked_at": look.checked_at.isoformat(),
                "status": look.status,
                "received": look.received,
                "seconds": round(look.seconds, 3),
                "error": look.error,
                "moved_to": look.moved_to,
                "capture": look.capture,
                "outcome": look.outcome,
                "changes": look.changes,
            }
            for look in result.checks
        ],
        "problems": [problem.described for problem in result.problems],
    }
