"""`show`: all that is known of a mechanism, a country or an organisation, now or as it was observed at a date."""

from __future__ import annotations

from datetime import UTC, datetime
from shlex import quote
from typing import TYPE_CHECKING

import click

from monitor.cli import disagreement, held, named, options, reach, say, values, when
from monitor.cli.opening import reading, settings

if TYPE_CHECKING:
    from monitor.history import Contrary, FindingRecord, MechanismView, PartyView
    from monitor.model import Json


@click.command(
    epilog=options.examples(
        "monitor show bali-process",
        "monitor show 'Puebla Process' --at 2026-06-30",
        "monitor show Morocco",
        "monitor show MA --json",
        "monitor show ICMPD --at 2026",
    )
)
@click.argument("what", metavar="MECHANISM|COUNTRY|ORGANISATION")
@options.at
@options.as_json
def show(what: str, at: str | None, as_json: bool) -> None:
    """Show all that the sources state of a mechanism, or what a country or an organisation is in, with since when and
    where it stands, and which source says otherwise.

    A mechanism goes by its id or a name, a country by its ISO 3166-1 code or a name, an organisation by its id, its
    acronym or a name. `--at` asks for what the monitor had observed by then, not for what was true.
    """
    from monitor.cli.facts import print_mechanism
    from monitor.cli.parties import print_party
    from monitor.history import show_country, show_mechanism, show_organisation

    moment = when.until(at, now=datetime.now(UTC)) if at else None
    (kind, meant), *others = named.subjects(what)
    also = {"also": [_also_value(*one) for one in others]}
    with reading(settings()) as history:
        if kind == "mechanism":
            view = show_mechanism(history, meant, at=moment)
            waits = held.beside(history, mechanisms=[meant], at=moment)
            value = _mechanism_value(view) | also | {"held": held.beside_value(waits)}
            say.as_json(value) if as_json else print_mechanism(view, waits)
        else:
            party = (show_country if kind == "country" else show_organisation)(history, meant, at=moment)
            named_in = (party.chairs, party.secretariat_of, party.member_of, party.observer_of, party.associated_with)
            places = {held.place(one) for stated in (*named_in, party.roles) for one in stated}
            waits = tuple(one for one in held.beside(history, at=moment) if held.place(one) in places)
            value = _party_value(kind, party) | also | {"held": held.beside_value(waits)}
            say.as_json(value) if as_json else print_party(party, waits)
    for other, id_ in () if as_json else others:
        say.line()
        typed = f"monitor show {quote(named.unmistakable(other, id_))}"
        say.line(say.Styled(what, bold=True), f" is also {_name_in_a_sentence(other, id_)}: {typed}")


def _name_in_a_sentence(kind: named.What, id_: str) -> str:
    from monitor.cli.facts import mechanism_name
    from monitor.cli.parties import party_name

    if kind == "country":
        return party_name(id_)
    return f"the {mechanism_name(id_) if kind == 'mechanism' else party_name(id_)}"


def _also_value(kind: named.What, id_: str) -> Json:
    """Something else that was asked for by the same word, and by which word it alone is meant."""
    return {kind: id_, "show": named.unmistakable(kind, id_)}


def _finding_value(one: FindingRecord) -> Json:
    return {"source": one.source, "kind": one.kind, "field": one.field, "message": one.message, "quote": one.quote}


def _mechanism_value(view: MechanismView) -> Json:
    from monitor.cli.facts import mechanism_name, order

    return {
        "mechanism": view.mechanism,
        "name": mechanism_name(view.mechanism),
        "at": view.at.isoformat() if view.at else None,
        "statements": [values.statement(one) for one in sorted(view.statements, key=lambda one: order(one.field))],
        "none": [values.none(one) for one in view.nones],
        "ended": [values.statement(one) for one in view.ended],
        "findings": [_finding_value(one) for one in view.findings],
        "picks": [
            {"field": one.field, "source": one.source, "rule": one.rule, "others": list(one.others)}
            for one in view.picks
        ],
        "disagreements": [disagreement.as_value(one) for one in view.disagreements],
        "unwatched": reach.as_value(view.reach),
    }


def _party_value(kind: named.What, view: PartyView) -> Json:
    from monitor.cli.parties import party_name

    return {
        kind: view.who,
        "name": party_name(view.who),
        "at": view.at.isoformat() if view.at else None,
        "chairs": [values.statement(one) for one in view.chairs],
        "member_of": [values.statement(one) for one in view.member_of],
        "observer_of": [values.statement(one) for one in view.observer_of],
        "secretariat_of": [values.statement(one) for one in view.secretariat_of],
        "associated_with": [values.statement(one) for one in view.associated_with],
        "roles": [values.statement(one) for one in view.roles],
        "contrary": [_contrary_value(one) for one in view.contrary],
        "unwatched": reach.as_value(view.reach),
    }


def _contrary_value(one: Contrary) -> Json:
    return {
        "mechanism": one.mechanism,
        "field": one.field,
        "role": one.role,
        "source": one.source,
        "names": [values.statement(two) for two in one.names],
    }
