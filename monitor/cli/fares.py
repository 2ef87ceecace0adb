"""`status`: how the monitor fares as a whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings
from monitor.cli.status import SOME_FAILED

if TYPE_CHECKING:
    from monitor.health import Health
    from monitor.history import RunRecord
    from monitor.model import Json

STATES = ("well", "failing", "held", "never")


@click.command(
    epilog=options.examples("monitor status", "monitor status --json", "monitor status --quiet || echo 'look after it'")
)
@click.option("--check", is_flag=True, help="Read the whole history file, too, to see whether it is sound.")
@click.option("--quiet", is_flag=True, help="Print only what somebody should look after.")
@options.as_json
def status(check: bool, quiet: bool, as_json: bool) -> None:
    """Say when was and will be looked, how sources fare, what waits to be sent, and how much room is left.

    The exit status is 0 when all is well and 1 when somebody should look after something: a look is late, a source was
    never looked at, fails or is misconfigured, a run goes on and on, several in a row were cut short, a digest is not
    taken or cannot be put together, room is scarce, the history is damaged.
    """
    from monitor.health import health

    fares = health(settings(), now=datetime.now(UTC), check=check)
    if as_json:
        say.as_json(as_value(fares))
    else:
        if not quiet:
            _print(fares)
        for sentence in fares.complaints:
            say.line(say.Styled("! ", "red", bold=True), sentence, err=quiet)
    if fares.complaints:
        click.get_current_context().exit(SOME_FAILED)


def _print(fares: Health) -> None:
    last, then = fares.last_run, fares.next_look
    states = ", ".join(f"{fares.sources[state]} {state}" for state in STATES if fares.sources.get(state))
    rows = [
        ("last run", _ended(last) if last else "-"),
        *((("cut short", _cut_short(fares)),) if fares.cut_short else ()),
        ("at work", str(fares.running or "nobody")),
        ("daemon", str(fares.daemon or "none")),
        ("next look", f"{then[0]:%Y-%m-%d %H:%M} UTC, {then[1]}" if then else "-"),
        ("sources", states or "-"),
        ("digests", f"{len(fares.waiting)} waiting, {len(fares.dead)} never taken"),
        *(("room", f"{room.free // 2**20} MiB at {room.path}") for room in fares.rooms),
    ]
    for name, words in rows:
        say.line(say.Styled(f"{name:<9}  ", bold=True), words)


def _ended(last: RunRecord) -> str:
    from monitor.digest.words import count

    return f"{last.ended_at:%Y-%m-%d %H:%M} UTC, {count(last.checks, 'look')}, {last.failed} failed"


def _cut_short(fares: Health) -> str:
    from monitor.digest.words import count

    began = f"{fares.cut_short[0].started_at:%Y-%m-%d %H:%M} UTC"
    return f"{count(len(fares.cut_short), 'run')} since, the last one began {began}"


def as_value(fares: Health) -> Json:
    """How it fares, in the form that programs rely on."""
    last = fares.last_run
    return {
        "at": fares.at.isoformat(),
        "well": not fares.complaints,
        "alive": fares.is_alive,
        "complaints": list(fares.complaints),
        "last_run": {
            "run": last.id,
            "started_at": last.started_at.isoformat(),
            "ended_at": last.ended_at.isoformat() if last.ended_at else None,
            "looks": last.checks,
            "failed": last.failed,
            "changes": last.changes,
        }
        if last
        else None,
        "cut_short": {"runs": len(fares.cut_short), "since": fares.cut_short[-1].started_at.isoformat()}
        if fares.cut_short
        else None,
        "at_work": str(fares.running) if fares.running else None,
        "stuck": fares.is_stuck,
        "daemon": str(fares.daemon) if fares.daemon else None,
        "next_look": {"at": fares.next_look[0].isoformat(), "source": fares.next_look[1]} if fares.next_look else None,
        "late_seconds": fares.late.total_seconds(),
        "sources": {state: fares.sources.get(state, 0) for state in STATES},
        "failing": list(fares.failing),
        "overlooked": list(fares.overlooked),
        "outbox": {
            "waiting": len(fares.waiting),
            "dead": len(fares.dead),
            "halted": [one.channel for one in fares.halted],
            "oldest": min((one.created_at for one in fares.waiting), default=fares.at).isoformat()
            if fares.waiting
            else None,
        },
        "room": [{"path": str(room.path), "free_bytes": room.free} for room in fares.rooms],
    }
