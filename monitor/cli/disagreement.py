"""`disagreement`: where two sources state different things now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import named, options, say
from monitor.cli.opening import reading, settings
from monitor.digest.words import label
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
    """The field, which of two language versions is behind, and a line for each source."""
    heading = label(one.field) if one.field in SINGLE else f"{label(one.field)}, as only one of the two states it"
    versions = f": language versions of {one.family}" if one.family else ""
    behind = f", {one.lags} lags" if one.lags else ""
    sides = (
        (one.source, one.value, one.dated, one.since),
        (one.other_source, one.other_value, one.other_dated, one.other_since),
    )
    return [f"{heading}{versions}{behind}", *(_side(one.field, *side) for side in sides)]


def _side(field: str, source: str, said: str, dated: str | None, since: datetime) -> str:
    names = [_name(field, word) for word in said.split(", ")] if said else []
    many = f" ({len(names)})" if len(names) > 1 else ""
    when = f"dated {dated}, " if dated else ""
    return f"  {source}: {', '.join(names) or 'nothing more'}{many}, {when}since {since:%Y-%m-%d}"


def _name(field: str, word: str) -> str:
    from monitor.history.words import known_name

    if field in (*SINGLE, "region", "meeting"):
        return word
    return known_name({"country": word}) or known_name({"id": word}) or word
