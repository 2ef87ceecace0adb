"""`membership`: who belongs to which mechanism, laid out as wide as the terminal allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import held, named, options, say, values, when
from monitor.cli.opening import reading, settings
from monitor.cli.reach import print_reach, silence
from monitor.digest.words import count, shortened

if TYPE_CHECKING:
    from monitor.history import Belonging, HeldRecord
    from monitor.model import Json

WIDTH = 100  # where there is no terminal
LONGEST = 40  # letters of a name in a table
MARKS = {"member": "M", "observer": "O"}
NOT_ALL = "*"  # behind a mark: not every source that lists such names it
LEGEND = f"M member, O observer, {NOT_ALL} not named by every source that lists them"


@click.command(
    epilog=options.examples(
        "monitor membership",
        "monitor membership --mechanism bali-process --mechanism 'Prague Process'",
        "monitor membership --country Maroc --at 2026-06-30",
        "monitor membership --standing observer --json",
    )
)
@options.mechanisms
@options.countries
@click.option("--standing", type=click.Choice(("member", "observer")), help="Only members, or only observers.")
@options.at
@options.as_json
def membership(
    mechanisms: tuple[str, ...], countries: tuple[str, ...], standing: str | None, at: str | None, as_json: bool
) -> None:
    """Show who belongs to which mechanism: States and organisations, members and observers, and by which source.

    A table of countries and mechanisms where the terminal is wide enough, else a list. `--at` asks for what the monitor
    had observed by then.
    """
    from monitor.history import membership as asked
    from monitor.history import reach

    moment = when.until(at, now=datetime.now(UTC)) if at else None
    with reading(settings()) as history:
        of = [named.mechanism(word) for word in mechanisms]
        found = asked(
            history,
            mechanisms=of,
            countries=[named.country(word) for word in countries],
            standing="member" if standing == "member" else "observer" if standing else None,
            at=moment,
        )
        fields = [standing] if standing else list(MARKS)
        reached = reach(history, mechanisms=of, fields=fields, at=moment)
        waits = held.beside(history, mechanisms=of, fields=fields, at=moment)
    if as_json:
        say.as_json([_value(one, waits) for one in found])
    elif not found:
        otherwise = "No source names such a member or observer." if moment is None else "None was observed then."
        say.line(silence(reached, moment, otherwise=otherwise, nothing="None"))
    elif len({one.mechanism for one in found}) == 1 or len({one.who for one in found}) == 1:
        _print_each(found)
    else:
        _print_table(found)
    if not as_json:
        held.print_beside(waits, moment)
    print_reach(reached, moment, err=as_json)


def _print_each(found: Sequence[Belonging]) -> None:
    """One line for each, with since when and who says so."""
    head = ("who", "standing", "mechanism", "since", "named by", "not named by")
    rows = [
        (one.name, one.standing, one.mechanism, f"{one.since:%Y-%m-%d}", _sources(one), ", ".join(one.silent))
        for one in found
    ]
    say.table(head, rows)
    say.line()
    standings = [sum(one.standing == standing for one in found) for standing in MARKS]
    told = [count(number, word) for number, word in zip(standings, MARKS, strict=True) if number]
    say.line(f"{' and '.join(told)}.")


def _print_table(found: Sequence[Belonging]) -> None:
    """Marks by who and mechanism; the other way round, or as a list, where that is too wide."""
    names = {
        one.who: shortened(one.name, LONGEST) for one in sorted(found, key=lambda one: (one.country is None, one.name))
    }
    mechanisms = sorted({one.mechanism for one in found})
    marks: dict[tuple[str, str], str] = {}
    for one in found:
        place = (one.who, one.mechanism)
        marks[place] = marks.get(place, "") + MARKS[one.standing] + (NOT_ALL if one.silent else "")
    upright = [[names[who], *(marks.get((who, of), "") for of in mechanisms)] for who in names]
    lying = [[of, *(marks.get((who, of), "") for who in names)] for of in mechanisms]
    if say.table_width(["who", *mechanisms], upright) <= say.room(WIDTH):
        say.table(["who", *mechanisms], upright)
    elif say.table_width(["mechanism", *names], lying) <= say.room(WIDTH):
        say.table(["mechanism", *names], lying)
    else:
        _print_list(names, mechanisms, marks)
    say.line()
    say.line(say.Styled(LEGEND, dim=True))
    for mechanism in mechanisms:
        sources = {(two.source, two.dated) for one in found if one.mechanism == mechanism for two in one.says}
        told = ", ".join(f"{source} (dated {dated})" if dated else source for source, dated in sorted(sources, key=str))
        say.line(say.Styled(f"{mechanism}: {told}", dim=True))


def _print_list(names: dict[str, str], mechanisms: Sequence[str], marks: dict[tuple[str, str], str]) -> None:
    from monitor.cli.facts import paragraph

    for who, name in names.items():
        in_them = (f"{of} {marks[who, of]}" for of in mechanisms if (who, of) in marks)
        paragraph(f"{name}: {', '.join(in_them)}", "", width=say.room(WIDTH))


def _sources(one: Belonging) -> str:
    return ", ".join(two.source for two in one.says)


def _value(one: Belonging, waits: Sequence[HeldRecord]) -> Json:
    return {
        "mechanism": one.mechanism,
        "standing": one.standing,
        "who": one.who,
        "name": one.name,
        "country": one.country,
        "since": one.since.isoformat(),
        "sources": [values.said(two, held.reason(waits, two)) for two in one.says],
        "silent": list(one.silent),
    }
