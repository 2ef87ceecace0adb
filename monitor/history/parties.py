"""What a State or an organisation is in: member, chair, secretariat, observer, and which source says otherwise.

Read-only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlite_utils import Database

from monitor.compare.identity import CURRENT
from monitor.history.answers import Contrary, PartyView, StatementRecord
from monitor.history.nones import nones_now
from monitor.history.picking import is_over
from monitor.history.reach import reach
from monitor.history.standing import statements_now

COMING = "incoming"
Place = tuple[str, str, str]  # mechanism, field, and of a chair whether it is one now or to come

WHOSE_ROLE = {"iom_role": "iom"}  # fields that are about one organisation and do not name it


def show_country(history: Database, country: str, *, at: datetime | None = None) -> PartyView:
    """What a country (ISO 3166-1 alpha-2) is in, now or as it was observed at `at`."""
    return _view(history, country.upper(), statements_now(history, country=country, at=at), at)


def show_organisation(history: Database, organisation: str, *, at: datetime | None = None) -> PartyView:
    """What an organisation (its id) is in, now or as it was observed at `at`."""
    stated = list(statements_now(history, organisation=organisation, at=at))
    for field, whose in WHOSE_ROLE.items():
        stated += statements_now(history, field=field, at=at) if whose == organisation else ()
    return _view(history, organisation, stated, at)


def sources_naming(history: Database, countries: Sequence[str]) -> set[str]:
    """The sources that ever stated anything of one of these countries (ISO 3166-1 alpha-2)."""
    among = ", ".join("?" * len(countries))
    rows = history.execute(
        "SELECT DISTINCT o.name FROM statement s JOIN source o ON o.id = s.source"
        f" WHERE json_extract(s.value, '$.country') IN ({among})",
        [*countries],
    )
    return {name for (name,) in rows}


def _view(history: Database, who: str, stated: Iterable[StatementRecord], at: datetime | None) -> PartyView:
    def of_field(*fields: str) -> tuple[StatementRecord, ...]:
        return tuple(one for one in standing if one.field in fields)

    standing = [one for one in stated if one.mechanism and not is_over(one) and _place(one)]
    return PartyView(
        who,
        at,
        chairs=of_field("chair"),
        secretariat_of=of_field("secretariat"),
        member_of=of_field("member"),
        observer_of=of_field("observer"),
        associated_with=of_field("formal_association"),
        roles=of_field(*WHOSE_ROLE),
        contrary=tuple(_contrary(history, standing, at)),
        reach=reach(history, who=who, at=at),
    )


def _place(one: StatementRecord) -> Place | None:
    """The place that a statement says somebody has; None for one that was held in the past, and for other fields."""
    if one.field != "chair":
        return one.mechanism or "", one.field, ""
    role = one.value.get("role")
    if role in CURRENT:
        return one.mechanism or "", one.field, "chair"
    return (one.mechanism or "", one.field, COMING) if role == COMING else None


def _contrary(history: Database, standing: Iterable[StatementRecord], at: datetime | None) -> Iterator[Contrary]:
    """For each place the sources that say who has it, and do not name the one that is asked for."""
    asked: dict[Place, set[str]] = {}
    for one in standing:
        if (place := _place(one)) and one.field not in WHOSE_ROLE:
            asked.setdefault(place, set()).add(one.source)
    for place, naming in sorted(asked.items()):
        mechanism, field, role = place
        every = statements_now(history, mechanism=mechanism, field=field, at=at)
        filling = (one for one in every if _place(one) == place and not is_over(one) and one.source not in naming)
        for source, entries in groupby(filling, key=lambda one: one.source):
            yield Contrary(mechanism, field, role or None, source, tuple(entries))
        for none in nones_now(history, mechanism=mechanism, field=field, at=at) if role != COMING else ():
            yield Contrary(mechanism, field, role or None, none.source, ())
