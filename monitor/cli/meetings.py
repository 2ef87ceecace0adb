"""`meetings`: the meetings of all mechanisms by the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from monitor.cli import held, named, options, say, values, when
from monitor.cli.opening import reading, settings
from monitor.cli.reach import print_reach, silence
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.history import HeldRecord, Meeting
    from monitor.model import Json

DAY_HELP = "a day, a month (2026-11), a year (2026), an age (3 weeks), today or yesterday"


@click.command(
    epilog=options.examples(
        "monitor meetings --upcoming",
        "monitor meetings --mechanism 'Rabat Process' --since 2015",
        "monitor meetings --country Malta --until 2019-12",
        "monitor meetings --at 2026-06-30 --json",
    )
)
@click.option("--upcoming", is_flag=True, help="Only those of which the last day is not over (in UTC).")
@options.mechanisms
@options.countries
@click.option(
    "--since", metavar="WHEN", callback=options.said, help=f"Only those that are held then or later: {DAY_HELP}."
)
@click.option("--until", metavar="WHEN", callback=options.said, help="Only those that are held then or earlier.")
@options.at
@options.as_json
def meetings(
    upcoming: bool,
    mechanisms: tuple[str, ...],
    countries: tuple[str, ...],
    since: str | None,
    until: str | None,
    at: str | None,
    as_json: bool,
) -> None:
    """List the meetings that the sources state, by the day on which they are held; one that several state is one line.

    What is to come is told by the calendar, not by the words of a page. A meeting that is called off stands on its day
    as `cancelled`. One that is put off to no day has none, and what it was stands beside: `--upcoming` lists it last,
    as long as a page announces it; other windows leave it out. `--at` asks for what the monitor had observed by then;
    what was upcoming counts from that day.
    """
    from monitor.history import meetings as asked
    from monitor.history import reach

    now = datetime.now(UTC)
    moment = when.until(at, now=now) if at else None
    if upcoming and since:
        raise UsageError("--upcoming begins today, and --since elsewhere", fix="leave one of them away")
    begin, end = _days(since, until, now)
    if upcoming:
        begin = (moment - timedelta(microseconds=1) if moment else now).date()
    with reading(settings()) as history:
        of = [named.mechanism(word) for word in mechanisms]
        found = asked(
            history,
            mechanisms=of,
            countries=[named.country(word) for word in countries],
            since=begin,
            until=end,
            at=moment,
            to_come=upcoming,
        )
        reached = reach(history, mechanisms=of, fields=["meeting"], at=moment)
        waits = held.beside(history, mechanisms=of, fields=["meeting"], at=moment)
    if as_json:
        say.as_json([_value(one, waits) for one in found])
    elif not found:
        otherwise = "No source states such a meeting." if moment is None else "None was observed then."
        say.line(silence(reached, moment, otherwise=otherwise, nothing="None"))
    else:
        _print(found)
    if not as_json:
        held.print_beside(waits, moment)
    print_reach(reached, moment, err=as_json)


def _days(since: str | None, until: str | None, now: datetime) -> tuple[date | None, date | None]:
    begin = when.days(since, now=now)[0] if since else None
    end = when.days(until, now=now)[1] if until else None
    if begin and end and begin > end:
        raise UsageError("the window ends before it begins", fix="give --until a later day than --since")
    return begin, end


def _print(found: Sequence[Meeting]) -> None:
    from monitor.digest.words import in_words, shortened

    rows = []
    for one in found:
        parts = ("title", "place", "country", "announced", "state")
        value = {part: getattr(one, part) for part in parts}
        words = shortened(in_words("meeting", {**value, "date": None}))
        sources = ", ".join(two.source for two in one.says)
        rows.append((_when(one), one.mechanism, sources, words))
    say.table(("date", "mechanism", "stated by", "meeting"), rows)


def _when(one: Meeting) -> str:
    from monitor.compare.seasons import in_words

    return in_words(one.when or (f"no date (was {one.was})" if one.was else "no date"))


def _value(one: Meeting, waits: Sequence[HeldRecord]) -> Json:
    return {
        "mechanism": one.mechanism,
        "date": one.when,
        "was": one.was,
        "first_day": one.first_day.isoformat() if one.first_day else None,
        "last_day": one.last_day.isoformat() if one.last_day else None,
        "place": one.place,
        "country": one.country,
        "title": one.title,
        "announced": one.announced,
        "state": one.state,
        "sources": [{**values.said(two, held.reason(waits, two)), "value": two.value} for two in one.says],
    }
