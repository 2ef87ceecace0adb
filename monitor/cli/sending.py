"""`digest --send`: what is due goes to the channels, and what waits is tried again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import say
from monitor.cli.opening import how_called, reading
from monitor.cli.status import SOME_FAILED
from monitor.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.deliver import Sent
    from monitor.digest import Digest
    from monitor.model import Channel, Json


def digest(configured: Settings, windowed: bool, *, send: bool, dry_run: bool, quiet: bool, as_json: bool) -> None:
    """Sends digests, or says what would be sent. `windowed`: whether the command names a window."""
    if not send:
        raise UsageError("--dry-run goes with --send", fix="give both, or neither")
    if windowed:
        raise UsageError("--send tells each channel what it was not told before", fix="leave the window away")
    wrong = mistakes(configured)
    if not configured.channels and not wrong:
        raise UsageError("the configuration has no channel", fix="add a [[channel]]; docs/operations.md shows how")
    for mistake in wrong:
        say.warning(mistake)
    if dry_run:
        _would_send(configured, as_json=as_json)
        return
    from monitor.deliver import deliver
    from monitor.model import Printed

    # with --json nothing else is printed: what is for standard output waits
    only = [one for one in configured.channels if not (as_json and isinstance(one.to, Printed))]
    ended = asyncio.run(deliver(configured, now=lambda: datetime.now(UTC), only=only))
    if as_json:
        say.as_json([as_value(one) for one in ended])
    else:
        for one in ended:
            if one.error or not quiet:
                say.line(*told(one), err=one.error is not None)
        if not ended and not quiet:
            say.line("No digest is due, and none waits.")
    if wrong or any(one.error for one in ended):
        click.get_current_context().exit(SOME_FAILED)


def mistakes(configured: Settings) -> list[ConfigError]:
    """What is wrong with channels in the configuration; they are left out."""
    return [problem for problem in configured.problems if (problem.key or "").startswith("channel")]


def told(one: Sent) -> tuple[str | say.Styled, ...]:
    """How one try ended, in words."""
    if one.error is None:
        return say.Styled(one.channel, bold=True), ": sent"
    then = f"tried again from {one.again:%Y-%m-%d %H:%M} UTC on" if one.again else "given up"
    return say.Styled(one.channel, "red", bold=True), f": not sent, {then}: {one.error}"


def as_value(one: Sent) -> Json:
    """How one try ended, in the form that programs rely on."""
    return {
        "channel": one.channel,
        "digest": one.number,
        "sent": one.error is None,
        "error": one.error,
        "again": one.again.isoformat() if one.again else None,
    }


def _would_send(configured: Settings, *, as_json: bool) -> None:
    from monitor.deliver import is_due, is_told, pending, problems_and_suppressed
    from monitor.digest import as_text
    from monitor.digest import as_value as digest_value
    from monitor.digest.ordered import ordered
    from monitor.history import last_told, to_send

    now = datetime.now(UTC)
    problems, suppressed = problems_and_suppressed(configured)
    shown: list[tuple[Channel, int, bool, Digest | None]] = []
    with reading(configured) as history:
        for channel in configured.channels:
            waiting = sum(one.channel == channel.name for one in to_send(history))
            due = is_due(channel, last_told(history, channel.name), now)
            made, _ = pending(history, configured, channel, now=now, problems=problems, suppressed=suppressed)
            wanted = due and is_told(history, channel, made)
            shown.append((channel, waiting, due, ordered(made, channel.by) if wanted else None))
    if as_json:
        say.as_json(
            [
                {
                    "channel": one.name,
                    "waiting": waiting,
                    "due": due,
                    "digest": digest_value(digest) if digest else None,
                }
                for one, waiting, due, digest in shown
            ]
        )
        return
    for channel, waiting, due, digest in shown:
        what = "a digest" if digest else "nothing to tell" if due else "not due"
        say.line(say.Styled(channel.name, bold=True), f": {what}{f', and {waiting} that wait' if waiting else ''}")
        if digest:
            say.lines(as_text(digest, command=how_called()))
