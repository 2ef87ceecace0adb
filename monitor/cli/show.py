"""`show`: all that is known of a mechanism or a country, now or as it was observed at a date."""

from __future__ import annotations

from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from monitor.cli import options, say, when
from monitor.cli.opening import reading, settings
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.history import CountryView, FindingRecord, MechanismView, StatementRecord
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
@click.option("--at", metavar="DATE", help="As it was observed at the end of that day, or at that instant.")
@options.as_json
def show(what: str, at: str | None, as_json: bool) -> None:
    """Show all that the sources state of a mechanism, or what a country is in, with since when and where it stands.

    A mechanism goes by its id or a name; a country by its ISO 3166-1 code or a name. `--at` asks for what the monitor
    had observed by then, not for what was true.
    """
    from monitor.cli.facts import print_country, print_mechanism
    from monitor.history import show_country, show_mechanism

    moment = when.until(at, now=datetime.now(UTC)) if at else None
    mechanism, country = _resolve(what)
    with reading(settings()) as history:
        if mechanism:
            view = show_mechanism(history, mechanism, at=moment)
            say.as_json(_mechanism_value(view)) if as_json else print_mechanism(view)
        else:
            found = show_country(history, country, at=moment)
            say.as_json(_country_value(found)) if as_json else print_country(found)


def _resolve(what: str) -> tuple[str, str]:
    """(mechanism id, '') or ('', country code) for what was typed. UsageError with what comes near otherwise."""
    from monitor.lookups import countries, mechanisms

    if mechanisms.known(what.lower()):
        return what.lower(), ""
    if what.upper() in countries.country_codes():
        return "", what.upper()
    if named := mechanisms.read_mechanism(what):
        return named.id, ""
    if country := countries.names().exact(what):
        return "", country.code
    near = get_close_matches(what.lower(), [mechanism.id for mechanism in mechanisms.all()], n=3, cutoff=0.4)
    raise UsageError(
        f"{what!r} is no mechanism and no country that is known here",
        fix=f"did you mean {', '.join(near)}?" if near else "give an id such as bali-process, or a country such as MA",
    )


def _statement_value(one: StatementRecord) -> Json:
    return {
        "id": one.id,
        "source": one.source,
        "mechanism": one.mechanism,
        "field": one.field,
        "key": one.key,
        "value": one.value,
        "text": one.text,
        "quote": one.quote,
        "locator": one.locator,
        "opened_by": one.opened_by,
        "since": one.since.isoformat(),
        "closed_by": one.closed_by,
        "until": one.until.isoformat() if one.until else None,
        "last_seen": one.last_seen.isoformat() if one.last_seen else None,
        "dated": one.dated,
    }


def _finding_value(one: FindingRecord) -> Json:
    return {"source": one.source, "kind": one.kind, "field": one.field, "message": one.message, "quote": one.quote}


def _mechanism_value(view: MechanismView) -> Json:
    from monitor.cli.facts import mechanism_name, order

    return {
        "mechanism": view.mechanism,
        "name": mechanism_name(view.mechanism),
        "at": view.at.isoformat() if view.at else None,
        "statements": [_statement_value(one) for one in sorted(view.statements, key=lambda one: order(one))],
        "ended": [_statement_value(one) for one in view.ended],
        "findings": [_finding_value(one) for one in view.findings],
        "disagreements": [
            {
                "field": one.field,
                "sources": [
                    {"source": one.source, "value": one.value, "dated": one.dated},
                    {"source": one.other_source, "value": one.other_value, "dated": one.other_dated},
                ],
            }
            for one in view.disagreements
        ],
    }


def _country_value(view: CountryView) -> Json:
    from monitor.lookups.countries import country_name

    return {
        "country": view.country,
        "name": country_name(view.country),
        "at": view.at.isoformat() if view.at else None,
        "chairs": [_statement_value(one) for one in view.chairs],
        "member_of": [_statement_value(one) for one in view.member_of],
        "observer_of": [_statement_value(one) for one in view.observer_of],
    }
