"""`channels`: where digests go, what waits for them, and what they never took."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import given_up, options, say, sending
from monitor.cli.opening import reading, settings
from monitor.cli.status import SOME_FAILED
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.config import Settings
    from monitor.history import DeadLetter, Outgoing, Standstill
    from monitor.model import Channel, Json


@click.group(
    invoke_without_command=True,
    epilog=options.examples(
        "monitor channels", "monitor channels --json", "monitor channels test desk", "monitor channels retry desk"
    ),
)
@options.as_json
@click.pass_context
def channels(context: click.Context, as_json: bool) -> None:
    """List where digests go: what was told last, what waits, what was given up, and why.

    A digest that a channel does not take is tried again, and given up after the days that `give_up` says, and kept.
    `retry` sends it again at once, `drop` says that nobody need get what was given up.
    """
    if context.invoked_subcommand:
        return
    configured = settings()
    told, waiting, dead, halted = _states(configured)
    if as_json:
        say.as_json([_as_value(one, told.get(one.name), waiting, dead, halted) for one in configured.channels])
        _end(configured)
        return
    if not configured.channels and not sending.mistakes(configured):
        say.line(f"{configured.file} has no [[channel]]: digests are printed by `monitor digest` alone.")
    rows = []
    for one in configured.channels:
        said = told.get(one.name)
        number = [str(sum(each.channel == one.name for each in those) or "-") for those in (waiting, dead)]
        rows.append((one.name, where(one), f"{said:%Y-%m-%d %H:%M}" if said else "never", *number))
    if rows:
        say.table(("channel", "to", "told until", "waiting", "given up"), rows)
    for each in waiting:
        if each.error:
            then = f"; the next {each.next_try:%Y-%m-%d %H:%M} UTC" if each.next_try else ""
            hurry = f"; at once: monitor channels retry {each.channel}" if each.channel in told else ""
            say.line(f"{each.channel}: {each.error} ({tried(each.attempts)}{then}{hurry})")
        if each.channel not in told:
            gone = f"digest {each.number} waits for {each.channel}, which the configuration does not have"
            say.line(f"{gone} (monitor channels drop {each.channel})")
    for halt in halted:
        since = f"{halt.channel}: no digest could be put together since {halt.opened_at:%Y-%m-%d %H:%M} UTC"
        say.line(f"{since}: {halt.error} ({tried(halt.attempts)}, the next from {halt.next_try:%Y-%m-%d %H:%M} UTC on)")
    for letter in dead:
        given_up_on = f"digest {letter.number} was given up on {letter.opened_at:%Y-%m-%d}"
        say.line(f"{letter.channel}: {given_up_on}: {letter.error}")
    if dead:
        name = dead[0].channel
        say.line(f"To send it again: monitor channels retry {name}; to leave it: monitor channels drop {name}")
    _end(configured)


def tried(times: int) -> str:
    """How often a digest was tried."""
    return "1 try" if times == 1 else f"{times} tries"


def _end(configured: Settings) -> None:
    """Says which channels are misconfigured, and ends with 1 where one is."""
    wrong = sending.mistakes(configured)
    for mistake in wrong:
        say.warning(mistake)
    if wrong:
        click.get_current_context().exit(SOME_FAILED)


@channels.command(epilog=options.examples("monitor channels test desk"))
@click.argument("name")
@options.as_json
def test(name: str, as_json: bool) -> None:
    """Send a few words to one channel now, to see whether they arrive. Nothing is marked as told."""
    from monitor.deliver import send_test
    from monitor.model import Printed

    configured = settings()
    channel = next((one for one in configured.channels if one.name == name), None)
    if channel is None:
        known = ", ".join(one.name for one in configured.channels) or "none is configured"
        for mistake in sending.mistakes(configured):  # it may be among those that are left out
            say.warning(mistake)
        raise UsageError(f"there is no channel {name}", fix=f"the channels: {known}")
    as_json = as_json or options.asked_above("as_json")
    if as_json and isinstance(channel.to, Printed):
        raise UsageError(f"{name} prints its test, which is no JSON", fix="leave --json away")
    asyncio.run(send_test(configured, channel, now=datetime.now(UTC)))
    if as_json:
        say.as_json({"channel": name, "taken": True})
    else:
        say.line(f"{where(channel)} took it.")


channels.add_command(given_up.retry)
channels.add_command(given_up.drop)


def where(channel: Channel) -> str:
    """Where a channel leads, in words."""
    from monitor.deliver import place
    from monitor.model import Folder, Mail, Notified, Printed

    match channel.to:
        case Mail() as to:
            return f"mail to {', '.join(to.to)} by {to.host}"
        case Folder() as to:
            return f"files in {to.path}"
        case Printed():
            return "standard output"
        case Notified() as to:
            return f"Apprise, to the addresses of {to.urls.place}"
        case to:
            return f"POST to {place(to.url)}"


def _states(
    configured: Settings,
) -> tuple[dict[str, datetime | None], tuple[Outgoing, ...], tuple[DeadLetter, ...], tuple[Standstill, ...]]:
    from monitor.history import dead_letters, last_told, standstills, to_send

    if not configured.monitor.history.exists():
        return {one.name: None for one in configured.channels}, (), (), ()
    with reading(configured) as history:
        told = {one.name: last_told(history, one.name) for one in configured.channels}
        halted = tuple(one for one in standstills(history, open_only=True) if one.channel in told)
        return told, to_send(history), dead_letters(history, open_only=True), halted


def _as_value(
    channel: Channel,
    told: datetime | None,
    waiting: tuple[Outgoing, ...],
    dead: tuple[DeadLetter, ...],
    halted: tuple[Standstill, ...],
) -> Json:
    return {
        "name": channel.name,
        "to": where(channel),
        "told_until": told.isoformat() if told else None,
        "waiting": [
            {
                "digest": one.number,
                "created_at": one.created_at.isoformat(),
                "attempts": one.attempts,
                "next_try": one.next_try.isoformat() if one.next_try else None,
                "error": one.error,
            }
            for one in waiting
            if one.channel == channel.name
        ],
        "given_up": [
            {
                "digest": one.number,
                "created_at": one.created_at.isoformat(),
                "given_up_at": one.opened_at.isoformat(),
                "attempts": one.attempts,
                "error": one.error,
            }
            for one in dead
            if one.channel == channel.name
        ],
        "halted": next(
            (
                {
                    "since": one.opened_at.isoformat(),
                    "attempts": one.attempts,
                    "error": one.error,
                    "next_try": one.next_try.isoformat(),
                }
                for one in halted
                if one.channel == channel.name
            ),
            None,
        ),
    }
