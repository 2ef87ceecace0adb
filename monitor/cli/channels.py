"""`channels`: where digests go, and what waits for them."""

from __future__ import annotations

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.history import Outgoing
    from monitor.model import Channel


@click.group(
    invoke_without_command=True,
    epilog=options.examples("monitor channels", "monitor channels --json", "monitor channels test desk"),
)
@options.as_json
@click.pass_context
def channels(context: click.Context, as_json: bool) -> None:
    """List where digests go: what was told last, what waits and why."""
    if context.invoked_subcommand:
        return
    configured = settings()
    told, waiting = _states(configured)
    if as_json:
        say.as_json(
            [
                {
                    "name": one.name,
                    "to": where(one),
                    "told_until": said.isoformat() if (said := told.get(one.name)) else None,
                    "waiting": [_value(each) for each in waiting if each.channel == one.name],
                }
                for one in configured.channels
            ]
        )
        return
    if not configured.channels:
        say.line(f"{configured.file} has no [[channel]]: digests are printed by `monitor digest` alone.")
        return
    rows = []
    for one in configured.channels:
        own = [each for each in waiting if each.channel == one.name]
        said = told.get(one.name)
        rows.append((one.name, where(one), f"{said:%Y-%m-%d %H:%M}" if said else "never", str(len(own) or "-")))
    say.table(("channel", "to", "told until", "waiting"), rows)
    for each in waiting:
        if each.error:
            say.line(f"{each.channel}: {each.error} ({each.attempts} tries)")


@channels.command(epilog=options.examples("monitor channels test desk"))
@click.argument("name")
@options.as_json
def test(name: str, as_json: bool) -> None:
    """Send a few words to one channel now, to see whether they arrive. Nothing is marked as told."""
    from monitor.deliver import send_test

    configured = settings()
    channel = next((one for one in configured.channels if one.name == name), None)
    if channel is None:
        known = ", ".join(one.name for one in configured.channels) or "none is configured"
        raise UsageError(f"there is no channel {name}", fix=f"the channels: {known}")
    asyncio.run(send_test(configured, channel, now=datetime.now(UTC)))
    if as_json or options.asked_above("as_json"):
        say.as_json({"channel": name, "taken": True})
    else:
        say.line(f"{where(channel)} took it.")


def where(channel: Channel) -> str:
    """Where a channel leads, in words."""
    from monitor.deliver import place
    from monitor.model import Folder, Mail

    match channel.to:
        case Mail() as to:
            return f"mail to {', '.join(to.to)} by {to.host}"
        case Folder() as to:
            return f"files in {to.path}"
        case to:
            return f"POST to {place(to.url)}"


def _states(configured: Settings) -> tuple[dict[str, datetime | None], tuple[Outgoing, ...]]:
    from monitor.history import last_told, open_reader, to_send

    if not configured.monitor.history.exists():
        return {}, ()
    with closing(open_reader(configured.monitor.history)) as history:
        return {one.name: last_told(history, one.name) for one in configured.channels}, to_send(history)


def _value(one: Outgoing) -> dict[str, str | int | None]:
    return {
        "digest": one.number,
        "created_at": one.created_at.isoformat(),
        "attempts": one.attempts,
        "error": one.error,
    }
