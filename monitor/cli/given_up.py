"""`channels retry` and `channels drop`: what becomes of digests that a channel never took."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.opening import settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database

Deal = Callable[["Database", list[int]], None]


@click.command(epilog=options.examples("monitor channels retry desk", "monitor channels retry desk 12"))
@click.argument("name")
@click.argument("digests", nargs=-1, type=int, metavar="[DIGEST]...")
@options.as_json
def retry(name: str, digests: tuple[int, ...], as_json: bool) -> None:
    """Send again what the channel NAME never took: all of it, or the DIGESTs of these numbers.

    They go out with the next `monitor digest --send`, or by the daemon, and are tried for as long as at first.
    """
    from monitor.history import dead_letters, retry

    now = datetime.now(UTC)
    if all(one.name != name for one in settings().channels):
        raise UsageError(f"the configuration has no channel {name}", fix=f"add it, or `monitor channels drop {name}`")

    def dead(history: Database) -> Iterable[tuple[int, str]]:
        return [(one.number, one.channel) for one in dead_letters(history, open_only=True)]

    numbers = _dealt(name, digests, dead, lambda history, those: retry(history, those, now=now))
    _told(name, numbers, "retried", "goes out with the next `monitor digest --send`", as_json=as_json)


@click.command(epilog=options.examples("monitor channels drop desk", "monitor channels drop desk 12"))
@click.argument("name")
@click.argument("digests", nargs=-1, type=int, metavar="[DIGEST]...")
@options.as_json
def drop(name: str, digests: tuple[int, ...], as_json: bool) -> None:
    """Leave what the channel NAME never took: all of it, or the DIGESTs of these numbers. Nobody gets it any more.

    It counts as told, and is kept: `monitor digest --sent NUMBER` shows it. Also what waits for a channel that the
    configuration has no more is dropped so.
    """
    from monitor.history import dead_letters, drop, stranded

    now, known = datetime.now(UTC), [one.name for one in settings().channels]

    def dead(history: Database) -> Iterable[tuple[int, str]]:
        given_up = [(one.number, one.channel) for one in dead_letters(history, open_only=True)]
        return [*given_up, *stranded(history, known)]

    numbers = _dealt(name, digests, dead, lambda history, those: drop(history, those, now=now))
    _told(name, numbers, "dropped", "is dropped: `monitor digest --sent NUMBER` shows it", as_json=as_json)


def _dealt(
    name: str, digests: tuple[int, ...], dead: Callable[[Database], Iterable[tuple[int, str]]], deal: Deal
) -> list[int]:
    """The numbers of what was dealt with. UsageError where there is nothing, or a number is none of them."""
    from monitor.history import open_history

    with closing(open_history(settings().monitor.history)) as history:
        own = [number for number, channel in dead(history) if channel == name]
        other = [number for number in digests if number not in own]
        if other or not own:
            what = f"digest {other[0]} was not" if other else "nothing was"
            raise UsageError(f"{what} given up for {name}", fix="`monitor channels` says what was")
        numbers = [number for number in own if not digests or number in digests]
        deal(history, numbers)
    return numbers


def _told(name: str, numbers: list[int], done: str, words: str, *, as_json: bool) -> None:
    if as_json or options.asked_above("as_json"):
        say.as_json({"channel": name, done: numbers})
        return
    for number in numbers:
        say.line(say.Styled(name, bold=True), f": digest {number} {words}")
