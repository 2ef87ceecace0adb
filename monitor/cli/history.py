"""`history`: what was stated of a mechanism over time, one line for each value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import click

from monitor.cli import held, named, options, say, values
from monitor.cli.opening import reading, settings, window
from monitor.cli.reach import print_reach, silence

if TYPE_CHECKING:
    from monitor.history import Stretch
    from monitor.model import Json

ANY_WIDTH = 1_000_000  # for a pipe or a file
LONGEST = 72  # letters of a value on its line; `--json` has the whole
NOTHING = "-"
Row = tuple[str | say.Styled, ...]


@click.command(
    epilog=options.examples(
        "monitor history bali-process --field chair",
        "monitor history 'Puebla Process' --since 2026-01-01 --until 2026-06-30",
        "monitor history tripoli-process --field member --source iom-tripoli-process --json",
    )
)
@click.argument("mechanism")
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="Only this field, such as chair or member.")
@click.option("--source", "sources", metavar="ID", multiple=True, help="Only what this source states.")
@options.period
@options.as_json
def history(
    mechanism: str,
    fields: tuple[str, ...],
    sources: tuple[str, ...],
    since: str | None,
    until: str | None,
    as_json: bool,
) -> None:
    """Show what the sources stated of MECHANISM, in the order in which it came: each value with the time in which it
    was observed, the term or date that the page gives it, who states it, and the changes it began and ended with.

    `--since` and `--until` leave out what did not stand at any time between them.
    """
    from monitor.history import reach, timeline

    id_, configured = named.mechanism(mechanism), settings()
    with reading(configured) as book:
        named.check_sources(book, configured, sources)
        named.check_fields(book, fields)
        begin, end = window(book, since, until)
        found = timeline(book, id_, fields=fields, sources=sources, since=begin, until=end)
        spoke = reach(book, mechanisms=[id_], at=end)
        reached = [one for one in spoke if not sources or one.source in sources]
        waits = held.beside(book, mechanisms=[id_], fields=fields, sources=sources, at=end)
    if as_json:
        entries, waiting = [_value(one) for one in found], held.beside_value(waits)
        say.as_json({"mechanism": id_, "name": _name(id_), "entries": entries, "held": waiting})
    else:
        _print(id_, found, silence(reached, end, otherwise="Nothing was stated of it, as far as was asked."))
        held.print_beside(waits, end)
        print_reach(reached if not found else (), end)


def _print(mechanism: str, found: tuple[Stretch, ...], nothing: str) -> None:
    from monitor.cli.facts import order
    from monitor.digest.words import label

    say.line(say.Styled(f"{_name(mechanism)} ({mechanism})", bold=True))
    if not found:
        say.line(nothing)
    for field, of_field in groupby(sorted(found, key=lambda one: order(one.field)), key=lambda one: one.field):
        say.line()
        head, rows = _filled((label(field), "observed", "stated", "source", "change"), [_row(one) for one in of_field])
        if say.table_width(head, rows) <= say.room(ANY_WIDTH):
            say.table(head, rows)
        else:
            _print_narrow(head[0], rows)


def _filled(head: Sequence[str], rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """The columns in which something stands, with a dash where that is nothing."""
    kept = [at for at in range(len(head)) if any(str(row[at]) for row in rows)]
    return [head[at] for at in kept], [tuple(row[at] if str(row[at]) else NOTHING for at in kept) for row in rows]


def _print_narrow(field: str, rows: Sequence[Row]) -> None:
    """Two lines for each value, where a table is wider than the terminal."""
    say.line(say.Styled(field, bold=True))
    for value, when, *others in rows:
        say.line(value, "  ", when)
        told = ", ".join(other for other in map(str, others) if other != NOTHING)
        say.line(say.Styled(f"    {told}", dim=True))


def _row(one: Stretch) -> Row:
    from monitor.digest.words import in_words, shortened

    bare, stated = one.value, None
    if isinstance(one.value, dict):
        part = "term" if one.field == "chair" else "date"
        bare, stated = {**one.value, part: None} if part in one.value else one.value, one.value.get(part)
    colour = None if one.until or one.watched_until else "green"
    came = "watched again" if one.since == one.watched_since else "first reading"
    came = "not seen again" if one.unseen else came
    began = f"began with {one.began_with}" if one.began_with else came
    ended = f", ended with {one.ended_with}" if one.ended_with else ", ended" if one.until else ""
    words = "none" if one.value is None else shortened(in_words(one.field, bare), LONGEST)
    return say.Styled(words, colour), observed(one), stated or "", one.source, f"{began}{ended}"


def observed(one: Stretch) -> str:
    """`since 2026-11-01`, `2026-11-01 to 2026-11-11`, or when its source was last watched; of what was not there any
    more when that came back, when that was seen.
    """
    if one.unseen and one.until:
        return f"gone by {one.until:%Y-%m-%d}"
    if one.until is None:
        watched = f", watched until {one.watched_until:%Y-%m-%d}" if one.watched_until else ""
        return f"since {one.since:%Y-%m-%d}{watched}"
    if one.since.date() == one.until.date():
        return f"{one.since:%Y-%m-%d %H:%M} to {one.until:%H:%M}"
    return f"{one.since:%Y-%m-%d} to {one.until:%Y-%m-%d}"


def _name(mechanism: str) -> str:
    from monitor.cli.facts import mechanism_name

    return mechanism_name(mechanism)


def _value(one: Stretch) -> Json:
    return {
        "id": one.id,
        "source": one.source,
        "mechanism": one.mechanism,
        "field": one.field,
        "key": one.key,
        "value": one.value,
        "text": one.text,
        "opened_by": one.opened_by,
        "since": one.since.isoformat(),
        "closed_by": one.closed_by,
        "until": values.instant(one.until),
        "watched_since": values.instant(one.watched_since),
        "watched_until": values.instant(one.watched_until),
        "began_with": one.began_with,
        "ended_with": one.ended_with,
        "unseen": one.unseen,
        "first_day": _day(one.first_day),
        "last_day": _day(one.last_day),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
