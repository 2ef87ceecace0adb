"""`accept` and `reject`: what a person says of readings that are held."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say
from monitor.cli.changes import COLOURS
from monitor.cli.changes import as_value as change_value
from monitor.cli.named import near
from monitor.cli.opening import how_called, settings, source_named
from monitor.errors import Unsettled, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.config import Settings
    from monitor.documents import Worker
    from monitor.look import Desk
    from monitor.look.deciding import Weighed
    from monitor.model import Change, Held, Json, Source, Statement

LONGEST = 2000  # letters of a reason
MOST = 20  # entries that are shown one by one

field_argument = click.argument("field", required=False, metavar="[FIELD]")


@click.command(
    epilog=options.examples(
        "monitor accept iom-5-5-dialogue",
        "monitor accept iom-5-5-dialogue member",
        "monitor accept iom-iscm-table bali-process/member --yes",
        "monitor accept iom-5-5-dialogue --dry-run --json",
    )
)
@click.argument("source")
@field_argument
@click.option("--why", metavar="TEXT", help="A reason to keep with it. It stays in the archive.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Only show what would be told.")
@options.as_json
def accept(source: str, field: str | None, why: str | None, yes: bool, dry_run: bool, as_json: bool) -> None:
    """Say that what is held of SOURCE is so: it is what the page says now.

    What changed is shown first, with what begins to stand untold, and told as news when you agree: entry by entry where
    their number was in doubt; as one change, with which all entries close, where the page has no such list any more. If
    that list is back one day, it is taken as it stands then. FIELD is a field such as member, or bali-process/member of
    a page on several mechanisms; without it all that waits is accepted. The exit status is 3 while a run is at work.
    """
    from monitor.documents import Worker

    said, configured = _reason(why), settings()
    of = source_named(configured, source)
    with Worker() as worker:
        with _desk(configured, of, worker, "accept") as desk:
            weighed = asyncio.run(_weighed(desk, of, field, dry_run=dry_run))
            shown = weighed.comparison.changes
            if not as_json:
                _show(of, weighed)
            if dry_run or yes:
                told = () if dry_run else asyncio.run(_accepted(desk, of, weighed, said))
        if not (dry_run or yes):
            _ask(of, field, weighed)
            with _desk(configured, of, worker, "accept") as desk:
                weighed = asyncio.run(_weighed(desk, of, field, dry_run=False))
                if weighed.comparison.changes != shown:
                    raise Unsettled(f"what is held of {of.id} is other than what was shown", fix="do this again")
                told = asyncio.run(_accepted(desk, of, weighed, said))
    if as_json:
        news = [_change_value(change) for change in shown] if dry_run else list(told)
        stands = [{"mechanism": one.mechanism, "field": one.field, "value": one.value} for one in _untold(weighed)]
        made = {"capture": weighed.capture.id, "dry_run": dry_run, "changes": news, "untold": stands}
        say.as_json({**_value(of, weighed.fields), **made})
    elif not dry_run:
        say.line(f"Accepted. Read it with: {how_called()} digest" if told else "Accepted.")


@click.command(
    epilog=options.examples(
        "monitor reject iom-5-5-dialogue --why 'a block page that looks like the page'",
        "monitor reject iom-iscm-table bali-process/member --why 'our reader loses half of the table'",
    )
)
@click.argument("source")
@field_argument
@click.option("--why", required=True, metavar="TEXT", help="What is wrong with it. It stays in the archive.")
@options.as_json
def reject(source: str, field: str | None, why: str, as_json: bool) -> None:
    """Say that what is held of SOURCE was read wrongly: a block page, or a shape that the monitor does not read.

    What stands goes on standing, and this reading is never believed by itself. It waits no more, and nothing is told
    until the page reads otherwise: what differs then is held and told anew, and a page that mends is no news. FIELD is
    as with `monitor accept`, which can still be said of it. The exit status is 3 while a run is at work.
    """
    from monitor.documents import Worker
    from monitor.look.deciding import reject as rejected

    said, configured = _reason(why), settings()
    of = source_named(configured, source)
    if said is None:
        raise UsageError("a reading is rejected for a reason", fix=f"monitor reject {of.id} --why '...'")
    with Worker() as worker, _desk(configured, of, worker, "reject") as desk:
        fields = _named(desk, of, field)
        asyncio.run(rejected(desk, of, fields, said))
    if as_json:
        say.as_json({**_value(of, fields), "why": said})
        return
    for one in fields:
        say.line(say.Styled(_called(one), bold=True), f": rejected, {one.reason}. What stood before goes on standing.")


@contextmanager
def _desk(configured: Settings, of: Source, worker: Worker, verb: str) -> Iterator[Desk]:
    """The rooms opened, with nothing left over that a decision would be made beside."""
    from monitor.history import source_health
    from monitor.look.adopting import is_settled
    from monitor.upkeep import at_the_desk

    if not configured.monitor.history.exists():
        raise UsageError(f"there is no history at {configured.monitor.history} yet", fix="run `monitor check` first")
    with at_the_desk(configured, worker=worker) as desk:
        if of.id not in {one.source for one in source_health(desk.book)}:
            raise UsageError(f"{of.id} was never looked at", fix=f"run `monitor check {of.id}` first")
        if not is_settled(desk, of):
            raise Unsettled(
                f"something of {of.id} is not taken in yet: a run was killed, captures were taken out, or it is"
                " configured otherwise",
                fix=f"run `monitor check {of.id}` first, then {verb} what is held then",
            )
        yield desk


async def _weighed(desk: Desk, of: Source, field: str | None, *, dry_run: bool) -> Weighed:
    from monitor.look.deciding import brought_up, is_of_today, weigh

    fields = _named(desk, of, field)
    if not is_of_today(desk, of):
        if dry_run:
            raise Unsettled(
                f"what stands of {of.id} was read by another version of the monitor",
                fix=f"run `monitor reread {of.id}` first: it writes what that one reads otherwise as corrections",
            )
        await brought_up(desk, of)
        fields = _named(desk, of, field)
    return await weigh(desk, of, fields)


async def _accepted(desk: Desk, of: Source, weighed: Weighed, why: str | None) -> tuple[Json, ...]:
    from monitor.history import change
    from monitor.look.deciding import accept as accepted

    told = await accepted(desk, of, weighed, why)
    return tuple(change_value(change(desk.book, public)) for public in told)


def _named(desk: Desk, of: Source, word: str | None) -> list[Held]:
    """The held fields that are meant. UsageError when there is none, with what waits."""
    from monitor.history import held, memory

    every = memory(desk.book, of.id).held
    waiting = [one for one in every if one.rejected is None]
    if not every:
        others = sorted({one.source for one in held(desk.book) if one.waits})
        waits = f"what waits is of {', '.join(others)}" if others else "nothing waits of any source"
        raise UsageError(f"nothing of {of.id} is held", fix=waits)
    if word is None:
        if not waiting:
            names = ", ".join(map(_called, every))
            raise UsageError(
                f"nothing of {of.id} waits; {names} was rejected",
                fix=f"name it: monitor accept {of.id} {every[0].field}",
            )
        return waiting
    found = [one for one in every if word in (one.field, _called(one))]
    if not found:
        known = {name for one in every for name in (one.field, _called(one))}
        held_now = f"held of {of.id} is {', '.join(map(_called, every))}"
        raise UsageError(f"no field {word!r} of {of.id} is held", fix=f"{near(word, known)} {held_now}".strip())
    return found


def _show(of: Source, weighed: Weighed) -> None:
    from monitor.compare.kinds import label
    from monitor.compare.names import english
    from monitor.compare.summary import described
    from monitor.digest.words import count

    say.line(say.Styled(of.id, bold=True), f", capture {weighed.capture.id}", f", {weighed.capture.final_url}")
    for one in weighed.fields:
        rejected = f" (rejected: {one.rejected})" if one.rejected is not None else ""
        say.line(f"  held: {_called(one)}, since {one.since:%Y-%m-%d %H:%M} UTC: {one.reason}{rejected}")
    changes = weighed.comparison.changes
    if changes:
        say.line(f"  {count(len(changes), 'change')} would be told:")
    for change in changes:
        say.line("    ", say.Styled(change.importance, COLOURS[change.importance]), f"  {change.summary}")
    untold = _untold(weighed)
    if untold:
        say.line("  Would stand from now on, as on the first day of a list, and is not told as news:")
    for entry in untold[:MOST]:
        say.line(f"    {label(entry.field)}: {described(entry.value, english)}")
    if untold[MOST:]:
        say.line(f"    and {len(untold) - MOST} more")
    if not changes and not untold:
        say.line("  Nothing is other than what stands: it would only be held no more.")


def _untold(weighed: Weighed) -> list[Statement]:
    """What begins to stand without a change: the list was never read to its end before."""
    told = {index for change in weighed.comparison.changes for index in change.opens}
    return [one for index, one in enumerate(weighed.comparison.opened) if index not in told]


def _ask(of: Source, field: str | None, weighed: Weighed) -> None:
    """UsageError when nobody can be asked, and Abort when the answer is no."""
    if not sys.stdin.isatty():
        words = " ".join(["monitor accept", of.id, *([field] if field else [])])
        raise UsageError("nobody can be asked here", fix=f"{words} --yes, or --dry-run to see what would be told")
    fields = ", ".join(map(_called, weighed.fields))
    say.confirm(f"Is this what the page says now ({fields})?")


def _called(one: Held) -> str:
    return f"{one.mechanism}/{one.field}" if one.mechanism else one.field


def _value(of: Source, fields: Sequence[Held]) -> Json:
    named = [{"mechanism": one.mechanism, "field": one.field, "reason": one.reason} for one in fields]
    return {"source": of.id, "fields": named}


def _change_value(change: Change) -> Json:
    names = ("mechanism", "kind", "importance", "field", "key", "before", "after", "summary")
    return {name: getattr(change, name) for name in names}


def _reason(why: str | None) -> str | None:
    said = " ".join((why or "").split())
    if len(said) > LONGEST:
        raise UsageError(f"a reason has {LONGEST} letters at most", fix="say it in short")
    return said or None
