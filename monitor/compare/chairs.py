"""Who holds the chair: all entries of the field are one change, told as handover, incoming, vacant, renewed or
changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.compare.identity import CURRENT, who
from monitor.compare.spans import span
from monitor.model import Finding, Json, Statement

Seat = tuple[str, str]  # a role and who has it
ROLES = ("chair", "co-chair", "incoming", "past")


def turn(before: Sequence[Statement], after: Sequence[Statement], *, stated: bool) -> str:
    """The kind of a change between two sets of entries. `stated`: the page says positively who is there (`ok`)."""
    old, new = _holders(before, CURRENT), _holders(after, CURRENT)
    if old and not new:
        return "chair.vacant" if stated else "chair.changed"
    if old != new:
        return "chair.handover"
    as_it_was = _past(before) == _past(after)
    if _roles(before, CURRENT) == _roles(after, CURRENT) and (as_it_was or _is_to_come(before, after)):
        return "chair.incoming"  # who is to come is greater news than who has been
    if as_it_was and _goes_on(before, after):
        return "chair.renewed"
    return "chair.changed"


def as_announced(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether all who took the chair were the incoming ones."""
    new = _holders(after, CURRENT) - _holders(before, CURRENT)
    return bool(new) and new <= _holders(before, ("incoming",))


def took_it(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether all who came have the chair, of a chair and a co-chair not the seat beside it."""
    chairing = _holders(after, ("chair",)) or _holders(after, CURRENT)
    return _holders(after, CURRENT) - _holders(before, CURRENT) <= chairing


def unnamed(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether others are named still, but nobody any more who chairs now."""
    return bool(after and _holders(before, CURRENT)) and not _holders(after, CURRENT)


def fewer(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether fewer chair, or nobody new does and fewer are to, and no entry says what became of the others.

    Where a label says that it is not known yet, nobody can tell that they chair no more.
    """
    old, new = _holders(before, CURRENT), _holders(after, CURRENT)
    named = {who(one) for one in after}
    if old - named:
        gave = {one for _, one in replaced(before, after)} if seated(before, after) else set()
        return len(new) < len(old) and not old - named <= gave
    coming = _holders(before, ("incoming",)) - named
    return new == old and bool(coming) and len(_holders(after, ("incoming",))) < len(coming)


def seated(before: Sequence[Statement], after: Sequence[Statement]) -> set[str]:
    """Who has the chair and had it not, in the role in which it was held: a co-chair's where all chair together."""
    first = next((role for role in CURRENT if _holders(before, (role,))), CURRENT[0])
    return _holders(after, (first,)) - _holders(before, (first,))


def gave_way(before: Sequence[Statement], after: Sequence[Statement], named: Iterable[Statement] = ()) -> bool:
    """Whether who had the chair gave way to others, whatever is not known of who sat beside them. `named`: those of
    whom a line that was not understood speaks still.
    """
    taken = replaced(before, after) if seated(before, after) else set()
    return bool(taken) and taken.isdisjoint(seat(one) for one in named)


def gave_up(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether somebody who held the chair is named among the past ones alone."""
    return bool(_holders(before, CURRENT) & _holders(after, ("past",)) - _holders(before, ("past",)))


def labelled(after: Iterable[Statement]) -> int:
    """How many labels at least, but for those of the past, name somebody."""
    return len({one.value.get("role") for one in after} - {"past"})


def retired(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether somebody gave the chair up, and nobody is named who has it."""
    return gave_up(before, after) and unnamed(before, after)


def strayed(before: Sequence[Statement], after: Sequence[Statement]) -> int:
    """How many stand beside those who chair, of whom nobody gave way, and stood under a label below which nobody is
    named any more: nothing parts them now.
    """
    old, new = _holders(before, CURRENT), _holders(after, CURRENT)
    left = {role for role in ("incoming", "past") if not _holders(after, (role,))}
    stood = _holders(before, tuple(left))
    return len(new & (stood - old)) if old and old <= new else 0


def replaced(before: Sequence[Statement], after: Sequence[Statement]) -> set[Seat]:
    """The seats of those who hold the chair no more though the page was not read to its end: others have them all.

    Running text says who chairs, and no more. Who took over is not incoming either, and who has another role now has
    left theirs. Where fewer are named, a seat is taken that another has, and nothing is said of who sat beside it.
    """
    old, new = _holders(before, CURRENT), _holders(after, CURRENT)
    was, coming = _holders(before, ("incoming",)), _holders(after, ("incoming",))
    taken = {("incoming", one) for one in was - coming if coming - was and len(coming) >= len(was)}
    held = {seat(one) for one in after}
    if old and len(new) >= len(old):
        moved = {one for role in CURRENT for one in old & (_holders(after, (role,)) - _holders(before, (role,)))}
        taken |= {(role, one) for role in CURRENT for one in (old - new) | moved if (role, one) not in held}
        return taken | {("incoming", one) for one in new - old}
    for role in CURRENT:
        had, have = _holders(before, (role,)), _holders(after, (role,))
        if have - had and len(have) >= len(had):
            others = [other for other in (*CURRENT, "incoming") if other != role]
            taken |= {(role, one) for one in had - new} | {(other, one) for other in others for one in have - had}
    return taken


def remarked(stands: Sequence[Statement], findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a remark behind an entry, which is a part of its line: it names nobody else who has the seat."""
    lines = {(one.locator, one.quote) for one in stands}
    return [
        one
        for one in findings
        if one.kind == "unread-line"
        and one.field == "chair"
        and any(at == one.locator and one.quote and one.quote in quote != one.quote for at, quote in lines)
    ]


def beside(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether somebody new has the chair, and of one who had it nothing says whether they have it still."""
    old, new = _holders(before, CURRENT), _holders(after, CURRENT)
    gave = {one for _, one in replaced(before, after)}
    return bool(new - old and old - {who(one) for one in after} - gave)


def seat(one: Statement) -> Seat:
    """The role of an entry, and who has it."""
    return str(one.value.get("role")), who(one)


def entries(statements: Sequence[Statement]) -> Json:
    """The values of all entries in the page's order, those who hold the chair first; None when there is none."""
    return [one.value for one in sorted(statements, key=_rank)] or None


def _holders(statements: Sequence[Statement], roles: Sequence[str]) -> set[str]:
    return {who(one) for one in statements if one.value.get("role") in roles}


def _is_to_come(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether somebody is to take over who was not before."""
    return bool(_holders(after, ("incoming",)) - _holders(before, ("incoming",)))


def _goes_on(before: Sequence[Statement], after: Sequence[Statement]) -> bool:
    """Whether those who hold the chair or will have the roles they had, and each other term of theirs ends later.

    Who is to take over does so later when the chair stays for longer.
    """
    old, new = _terms(before), _terms(after)
    if old.keys() != new.keys():
        return False
    terms = [(span(old[entry]), span(new[entry])) for entry in old if old[entry] != new[entry]]
    return all(one and other and one[0] <= other[0] and one[1] < other[1] for one, other in terms)


def _terms(statements: Sequence[Statement]) -> dict[tuple[str, str], str]:
    return {entry[:2]: entry[2] for entry in sorted(_roles(statements, (*CURRENT, "incoming")))}


def _roles(statements: Sequence[Statement], roles: Sequence[str]) -> set[tuple[str, str, str]]:
    return {_entry(one) for one in statements if one.value.get("role") in roles}


def _past(statements: Sequence[Statement]) -> set[tuple[str, str, str]]:
    return {_entry(one) for one in statements if one.value.get("role") not in (*CURRENT, "incoming")}


def _entry(one: Statement) -> tuple[str, str, str]:
    return *seat(one), str(one.value.get("term") or "")


def _rank(one: Statement) -> int:
    role = one.value.get("role")
    return ROLES.index(role) if role in ROLES else len(ROLES)
