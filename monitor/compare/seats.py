"""Fields that running text states of one body at a time: who runs the secretariat, whose body a mechanism is.

Sentences are never a whole list, so that what they do not say is not gone (design rule 2). Another in the same seat is.
"""

from __future__ import annotations

from collections.abc import Iterable

from monitor.compare.absent import names_of
from monitor.compare.pairing import Pairing
from monitor.model import OpenStatement, Statement

SEATS = ("secretariat", "formal_association")


def displaced(field: str, pairing: Pairing) -> tuple[OpenStatement, ...]:
    """Who has a seat no more, for others have it now: nobody who stood stands, or the sentence that named them beside
    others names these alone. Whom the page still names there may have it still.
    """
    if field not in SEATS:
        return ()
    named = names_of(new.quote for new in _read(pairing))
    beside = {old.statement.quote for old, (_, new) in pairing.kept if old.statement.quote != new.quote}
    alone = bool(pairing.come) and not pairing.kept
    return tuple(
        one
        for one in pairing.gone
        if (alone or one.statement.quote in beside) and not (named and named.has(one.statement))
    )


def named_still(field: str, pairing: Pairing) -> list[Statement]:
    """Of those whom no sentence gives the seat any more the ones that stand in one which gives it to others."""
    if field not in SEATS or not pairing.gone:
        return []
    named = names_of(new.quote for new in _read(pairing))
    return [one.statement for one in pairing.gone if named and named.has(one.statement)]


def _read(pairing: Pairing) -> Iterable[Statement]:
    return [new for _, new in pairing.come] + [new for _, (_, new) in (*pairing.kept, *pairing.amended)]
