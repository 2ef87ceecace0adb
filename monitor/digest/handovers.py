"""The sentence of who took the chair from whom, and of who sits beside it, out of both sides of a change. Pure.

Only who has the role of the chair takes, holds or leaves it; a co-chair is called one. Where seats of both roles change
hands, or somebody changes roles, none is made: the sentence of the kind tells both sides with their roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, cast

from monitor.digest.parties import mechanism, row
from monitor.messages import Language
from monitor.model import Json

Holders = Mapping[str, Mapping[str, Json]]  # who has a seat, by what tells them apart


class Seat(NamedTuple):
    """Who has a role before and after a change."""

    before: Holders
    after: Holders

    @property
    def came(self) -> Holders:
        return {who: entry for who, entry in self.after.items() if who not in self.before}

    @property
    def went(self) -> Holders:
        return {who: entry for who, entry in self.before.items() if who not in self.after}

    @property
    def stayed(self) -> Holders:
        return {who: entry for who, entry in self.after.items() if who in self.before}


def handover(
    kind: str, mechanism_id: str | None, before: Json, after: Json, words: Language, form: str | None
) -> str | None:
    """Who came, who went and who stayed, where that says it all: nobody changed roles, nobody who was to come is passed
    over. `form`: that of the kind's own sentence, of which it takes the place.
    """
    if form not in ("sentence", "announced") or kind not in ("chair.handover", "chair.vacant"):
        return None
    chair, beside, coming = (_seat(before, after, role) for role in ("chair", "co-chair", "incoming"))
    passed_over = coming.went.keys() - chair.after.keys() - beside.after.keys()
    switched = chair.went.keys() & beside.after.keys() or beside.went.keys() & chair.after.keys()
    moved = [seat for seat in (chair, beside) if seat.came or seat.went]
    if passed_over or switched or len(moved) != 1:
        return None
    (seat,) = moved
    known = words.sentence(kind, _form(seat, form, of_chair=seat is chair))
    if known is None:
        return None
    told = words.fill(
        known,
        mechanism=mechanism(mechanism_id, words),
        came=row(seat.came.values(), words, dated=True),
        went=row(seat.went.values(), words),
        stayed=row(seat.stayed.values(), words),
    )
    if beside.stayed:
        told = words.say("co-chair-too", told=told, beside=f"{row(beside.stayed.values(), words):the}")
    if seat is beside and chair.stayed:
        told = words.say("chair-too", told=told, chairs=row(chair.stayed.values(), words))
    if coming.after:
        told = words.say("incoming-too", told=told, incoming=f"{row(coming.after.values(), words):the}")
    return told


def _form(seat: Seat, form: str, *, of_chair: bool) -> str:
    """The form of a handover, by whether somebody came, went and stayed."""
    match bool(seat.came), bool(seat.went), bool(seat.stayed):
        case True, True, True:
            whose = "shifted" if of_chair else "taken"
        case True, True, False:
            whose = "taken"
        case True, False, True:
            whose = "joined"
        case True, False, False:
            whose = "filled" if of_chair else "joined"
        case False, True, True:
            whose = "left"
        case _:
            whose = "emptied" if of_chair else "left"
    return f"{'' if of_chair else 'beside_'}{whose}{'_announced' if form == 'announced' else ''}"


def _seat(before: Json, after: Json, role: str) -> Seat:
    return Seat(_holders(before, role), _holders(after, role))


def _holders(value: Json, role: str) -> Holders:
    entries = cast("list[Mapping[str, Json]]", value if isinstance(value, list) else [])
    return {
        str(entry.get("country") or entry.get("id") or entry.get("name")): entry
        for entry in entries
        if str(entry.get("role") or "chair") == role
    }
