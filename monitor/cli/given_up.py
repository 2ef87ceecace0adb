"""`channels retry` and `channels drop`: what becomes of digests that a channel did not take."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database

NOTHING = "nothing waits for its next try and nothing was"


@click.command(epilog=options.examples("monitor channels retry desk", "monitor channels retry desk 12"))
@click.argument("name")
@click.argument("digests", nargs=-1, type=int, metavar="[DIGEST]...")
@options.as_json
def retry(name: str, digests: tuple[int, ...], as_json: bool) -> None:
    """Send again what the channel NAME did not take: all of it, or the DIGESTs of these numbers.

    They go out with the next `monitor digest --send`, or by the daemon. What was given up is tried for as long as at
    first; what waits for its next try waits no longer, and with it what waits before it. Without DIGESTs also one
    that could not be put together is tried at once.
    """
    from monitor.history import dead_letters, hurry, not_put_off, open_history, retry, to_send

    now = datetime.now(UTC)
    if all(one.name != name for one in settings().channels):
        raise UsageError(f"the configuration has no channel {name}", fix=f"add it, or `monitor channels drop {name}`")
    with closing(open_history(settings().monitor.history)) as history:
        dead = {one.number for one in dead_letters(history, open_only=True) if one.channel == name}
        waiting = {one.number for one in to_send(history) if one.channel == name}
        numbers = set(digests) or dead | waiting
        other = sorted(numbers - dead - waiting)
        retried = sorted(numbers & dead)
        hurried = {} if other or not numbers else hurry(history, name, last=max(numbers), now=now)
        together = not digests and not_put_off(history, name, now=now)
        if other or not (retried or hurried or together):
            what = f"digest {other[0]} neither waits for its next try nor was it" if other else NOTHING
            raise UsageError(f"{what} given up for {name}", fix="`monitor channels` says what was")
        anew = retry(history, retried, now=now)
    if as_json or options.asked_above("as_json"):
        say.as_json(
            {
                "channel": name,
                "retried": [number for number in retried if number not in anew],
                "told_anew": list(anew),
                "hurried": list(hurried),
                "put_together": together,
            }
        )
        return
    out = "goes out with the next `monitor digest --send`"
    if together:
        say.line(say.Styled(name, bold=True), ": a digest is put together with the next `monitor digest --send`")
    for number in retried:
        redacted = f"its words were redacted: what it told is in one that {out}"
        say.line(say.Styled(name, bold=True), f": digest {number}", f": {redacted}" if number in anew else f" {out}")
    for number, at in hurried.items():
        say.line(
            say.Styled(name, bold=True), f": digest {number} waits no longer for {at:%Y-%m-%d %H:%M} UTC: it {out}"
        )


@click.command(epilog=options.examples("monitor channels drop desk", "monitor channels drop desk 12"))
@click.argument("name")
@click.argument("digests", nargs=-1, type=int, metavar="[DIGEST]...")
@options.as_json
def drop(name: str, digests: tuple[int, ...], as_json: bool) -> None:
    """Leave what the channel NAME never took: all of it, or the DIGESTs of these numbers. Nobody gets it any more.

    It counts as told, and is kept: `monitor digest --sent NUMBER` shows it. Also what waits for a channel that the
    configuration has no more is dropped so. The exit status is 3, and nothing is dropped, while one is just being
    sent there.
    """
    from monitor.history import drop, open_history, sending_lock

    now, path = datetime.now(UTC), settings().monitor.history
    with closing(open_history(path)) as history:
        _to_drop(history, name, digests)  # a channel that nobody knows has no lock
        with sending_lock(path, name, now=now):
            numbers = _to_drop(history, name, digests)
            drop(history, numbers, now=now)
    if as_json or options.asked_above("as_json"):
        say.as_json({"channel": name, "dropped": numbers})
        return
    for number in numbers:
        say.line(say.Styled(name, bold=True), f": digest {number} is dropped: `monitor digest --sent NUMBER` shows it")


def _to_drop(history: Database, name: str, digests: tuple[int, ...]) -> list[int]:
    """The numbers of what was given up for a channel, or waits for one that was removed: of all, or of these `digests`.
    UsageError where there is none, or one of them is no such digest.
    """
    from monitor.history import dead_letters, stranded

    known = [one.name for one in settings().channels]
    dead = [(one.number, one.channel) for one in dead_letters(history, open_only=True)]
    own = [number for number, channel in (*dead, *stranded(history, known)) if channel == name]
    other = [number for number in digests if number not in own]
    if other or not own:
        what = f"digest {other[0]} was not" if other else "nothing was"
        raise UsageError(f"{what} given up for {name}", fix="`monitor channels` says what was")
    return [number for number in own if not digests or number in digests]
