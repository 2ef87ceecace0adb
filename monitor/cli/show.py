"""`show`: all that is known of a mechanism or a country, now or as it was observed at a date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from monitor.cli import disagreement, named, options, say, values, when
from monitor.cli.opening import reading, settings

if TYPE_CHECKING:
    from monitor.history import CountryView, FindingRecord, MechanismView
    from monitor.model import Json


@click.command(
    epilog=options.examples(
        "monitor show bali-process",
        "monitor show 'Puebla Process' --at 2026-06-30",
        "monitor show Morocco",
        "monitor show MA --json",
    )
)
@click.argument("what", metavar="MECHANISM|COUNTRY")
@options.at
@options.as_json
def show(what: str, at: str | None, as_json: bool) -> None:
    """Show all that the sources state of a mechanism, or what a country is in, with since when and where it stands.

    A mechanism goes by its id or a name; a country by its ISO 3166-1 code or a name. `--at` asks for what the monitor
    had observed by then, not for what was true.
    """
    from monitor.cli.facts import print_country, print_mechanism
    from monitor.history import show_country, show_mechanism

    moment = when.until(at, now=datetime.now(UTC)) if at else None
    mechanism, country = named.mechanism_or_country(what)
    with reading(settings()) as history:
        if mechanism:
            view = show_mechanism(history, mechanism, at=moment)
            say.as_json(_mechanism_value(view)) if as_json else print_mechanism(view)
        else:
            found = show_country(history, country, at=moment)
            say.as_json(_country_value(found)) if as_json else print_country(found)


def _finding_value(one: FindingRecord) -> Json:
    return {"source": one.source, "kind": one.kind, "field": one.field, "message": one.message, "quote": one.quote}


def _mechanism_value(view: MechanismView) -> Json:
    from monitor.cli.facts import mechanism_name, order

    return {
        "mechanism": view.mechanism,
        "name": mechanism_name(view.mechanism),
        "at": view.at.isoformat() if view.at else None,
        "statements": [values.statement(one) for one in sorted(view.statements, key=lambda one: order(one.field))],
        "ended": [values.statement(one) for one in view.ended],
        "findings": [_finding_value(one) for one in view.findings],
        "picks": [
            {"field": one.field, "source": one.source, "rule": one.rule, "others": list(one.others)}
            for one in view.picks
        ],
        "disagreements": [disagreement.as_value(one) for one in view.disagreements],
    }


def _country_value(view: CountryView) -> Json:
    from monitor.lookups.countries import country_name

    return {
        "country": view.country,
        "name": country_name(view.country),
        "at": view.at.isoformat() if view.at else None,
        "chairs": [values.statement(one) for one in view.chairs],
        "member_of": [values.statement(one) for one in view.member_of],
        "observer_of": [values.statement(one) for one in view.observer_of],
    }
