"""Who belongs to which mechanism: members and observers, States and others, by every source that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from sqlite_utils import Database

from monitor.history.answers import StatementRecord
from monitor.history.nones import nones_now
from monitor.history.standing import statements_now
from monitor.history.words import known_name

Standing = Literal["member", "observer"]
STANDINGS: tuple[Standing, ...] = ("member", "observer")


@dataclass(frozen=True, slots=True)
class Belonging:
    """One member or observer of one mechanism.

    `who`: the code of a State, the id of an organisation, or the words where it is neither; `country` is the code where
    it is one. `says`: a statement of each source that names it, in the order of their ids; `silent`: the sources that
    list others of this standing in the mechanism and not this one, or say that there are none.
    """

    mechanism: str
    standing: Standing
    who: str
    name: str
    country: str | None
    says: tuple[StatementRecord, ...]
    silent: tuple[str, ...]

    @property
    def since(self) -> datetime:
        """When the first of the sources that name it was observed to."""
        return min(one.since for one in self.says)


def membership(
    history: Database,
    *,
    mechanisms: Sequence[str] = (),
    countries: Sequence[str] = (),
    standing: Standing | None = None,
    at: datetime | None = None,
) -> tuple[Belonging, ...]:
    """Who belongs to what now, or was observed to at `at`; by mechanism, standing, name. An empty filter lets all pass.

    Those of a source that left the configuration are not among them from then on.
    """
    found: list[Belonging] = []
    named = set(mechanisms)
    if countries:
        belongs = _mechanisms_of(history, countries)
        named = named & belongs if named else belongs
    for field in STANDINGS if standing is None else (standing,):
        for mechanism in sorted(named) if mechanisms or countries else (None,):
            stated = statements_now(history, mechanism=mechanism, field=field, at=at)
            none = nones_now(history, mechanism=mechanism, field=field, at=at)
            for of, listed in groupby(stated, key=lambda one: one.mechanism):
                without = {one.source for one in none if one.mechanism == of}
                found += _listed(of, field, tuple(listed), without) if of else ()
    chosen = (one for one in found if not countries or one.country in countries)
    return tuple(sorted(chosen, key=lambda one: (one.mechanism, one.standing, one.name, one.who)))


def _mechanisms_of(history: Database, countries: Sequence[str]) -> set[str]:
    """The mechanisms of which any of these countries was ever stated to be anything."""
    among = ", ".join("?" * len(countries))
    sql = f"SELECT DISTINCT mechanism FROM statement WHERE json_extract(value, '$.country') IN ({among})"
    return {mechanism for (mechanism,) in history.execute(sql, [*countries]) if mechanism}


def _listed(
    mechanism: str, standing: Standing, stated: Sequence[StatementRecord], without: Collection[str]
) -> Iterable[Belonging]:
    """The members or the observers of one mechanism, from what every source lists; `without`: those that say that there
    are none.
    """
    sources = {*without, *(one.source for one in stated)}
    by_who: dict[str, dict[str, StatementRecord]] = {}
    for one in stated:
        by_who.setdefault(_who(one), {}).setdefault(one.source, one)
    for who, said in by_who.items():
        says = tuple(said[source] for source in sorted(said))
        value = says[0].value if isinstance(says[0].value, dict) else {}
        name = known_name(value) or str(value.get("name") or says[0].text)
        yield Belonging(
            mechanism, standing, who, name, value.get("country"), says, tuple(sorted(sources - said.keys()))
        )


def _who(one: StatementRecord) -> str:
    value = one.value if isinstance(one.value, dict) else {}
    return str(value.get("country") or value.get("id") or one.key)
