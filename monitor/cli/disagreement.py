"""`disagreement`: where two sources state different things now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from monitor.cli import named, options, say
from monitor.cli.opening import reading, settings
from monitor.digest.words import count, label
from monitor.model import Json

if TYPE_CHECKING:
    from monitor.history import Disagreement

SINGLE = frozenset({"type", "established", "member_count", "observer_count"})  # fields of one value


@click.command(
    epilog=options.examples(
        "monitor disagreement",
        "monitor disagreement --mechanism bali-process",
        "monitor disagreement --source iom-iscm-table --json",
    )
)
@options.mechanisms
@click.option("--source", metavar="ID", help="Only where this source is one of the two.")
@options.as_json
def disagreement(mechanisms: tuple[str, ...], source: str | None, as_json: bool) -> None:
    """List what two sources state differently now: countries, ids, counts, dates and regions.

    Each with the date that the source gives itself and the day since when it says so. What a source does not speak of,
    or was read of in part only, is no disagreement.
    """
    from monitor.cli.facts import mechanism_name
    from monitor.history import disagreements

    configured = settings()
    wanted = [named.mechanism(word) for word in mechanisms]
    with reading(configured) as history:
        if source:
            named.check_sources(history, configured, [source])
        asked = wanted or (None,)
        found = [one for mechanism in asked for one in disagreements(history, mechanism=mechanism, source=source)]
    if as_json:
        say.as_json([{"mechanism": one.mechanism, **as_value(one)} for one in found])
    elif not found:
        say.line("The sources do not disagree.")
    last = None
    for one in () if as_json else found:
        if one.mechanism != last:
            say.line(say.Styled(f"{mechanism_name(one.mechanism)} ({one.mechanism})", bold=True))
        last = one.mechanism
        for line in in_lines(one):
            say.line(f"  {line}")


def as_value(one: Disagreement) -> dict[str, Json]:
    """A disagreement in the form that programs rely on."""
    sides = (
        (one.source, one.value, one.dated, one.since),
        (one.other_source, one.other_value, one.other_dated, one.other_since),
    )
    return {
        "field": one.field,
        "sources": [
            {"source": source, "value": value, "dated": dated, "since": since.isoformat()}
            for source, value, dated, since in sides
        ],
        "family": one.family,
        "lags": one.lags,
    }


def in_lines(one: Disagreement) -> list[str]:
    """The field, a line for each source, and which of two language versions is behind."""
    versions = f": language versions of {one.family}" if one.family else ""
    behind = f", {one.lags} lags" if one.lags else ""
    return [
        f"{label(one.field)}{versions}{behind}",
        f"  {one.source} {_says(one.field, one.value)} ({_when(one.dated)}since {one.since:%Y-%m-%d})",
        f"  {one.other_source} {_says(one.field, one.other_value)}"
        f" ({_when(one.other_dated)}since {one.other_since:%Y-%m-%d})",
    ]


def _when(dated: str | None) -> str:
    return f"dated {dated}, " if dated else ""


def _says(field: str, said: str) -> str:
    """What a source states alone, in words."""
    if not said:
        return "has none of these"
    names = [_name(field, word) for word in said.split(", ")]
    many = f" ({count(len(names), 'entry').replace('entrys', 'entries')})" if len(names) > 3 else ""
    return f"{'says' if field in SINGLE else 'alone has'} {', '.join(names)}{many}"


def _name(field: str, word: str) -> str:
    from monitor.history.words import known_name

    if field in (*SINGLE, "region", "meeting"):
        return word
    return known_name({"country": word}) or known_name({"id": word}) or word
