"""What all that is told of the chairs comes to: who still chairs, who is over, and halves of a term put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.extract.prose.holders import Said, find_holders
from monitor.extract.prose.joints import Worded
from monitor.extract.values.chairs import Chair

SINCE_THEN = Worded(r"\b{since_then!}")
SINCE = Worded(r"\b{since_english!}\s*[.,]?$")  # `and has held it since`
Key = tuple[str, str, str | None]
Told = dict[Key, tuple[Chair, str]]  # by role, holder and term: a chair and its sentence


def who(chair: Chair) -> str:
    """By what one holder is told from another."""
    return chair.country or chair.id or chair.name


def settled(found: Told) -> tuple[tuple[Chair, str], ...]:
    """The chairs of a paragraph, each once: who took over later ends the term of whom it followed."""
    for key in _superseded(found):
        was, quote = found.pop(key)
        found.setdefault(("past", *key[1:]), (replace(was, role="past"), quote))
    for key in list(found):  # `X took it over and will hold it for a year`
        if key[0] == "chair":
            found.pop(("incoming", key[1], None), None)
    dated = {(role, holder) for role, holder, term in found if term}
    for start, end in _halves(found):
        first = found.pop(start)
        found.pop(end)
        whole = replace(first[0], term=(start[2] or "").removesuffix("/..") + "/" + (end[2] or "")[3:])
        found[whole.role, who(whole), whole.term] = (whole, first[1])
    return tuple(kept for (role, holder, term), kept in found.items() if term or (role, holder) not in dated)


def _superseded(found: Iterable[Key]) -> list[Key]:
    """Who took the chair in one year, where somebody else took it in a later one."""
    since = [key for key in found if key[0] == "chair" and key[2] and "/" not in key[2].removesuffix("/..")]
    return [
        one
        for one in since
        if "/" not in (one[2] or "") and any(o[1] != one[1] and (o[2] or "") > (one[2] or "") for o in since)
    ]


def _halves(found: Iterable[Key]) -> list[tuple[Key, Key]]:
    """Terms of one chair of which one sentence says the beginning and another the end."""
    keys = list(found)
    return [
        (one, other)
        for one in keys
        for other in keys
        if one[:2] == other[:2]
        and one[0] == "chair"
        and one[2] is not None
        and "/" not in one[2].removesuffix("/..")
        and (other[2] or "").startswith("../")
        and one[2] < (other[2] or "")[3:]
    ]


def still(chair: Chair) -> Chair:
    """`X will act as chair until 2027`: it is already there."""
    return replace(chair, role="chair") if chair.role == "incoming" and (chair.term or "").startswith("..") else chair


def since_then(chair: Chair, clause: str, until: str | None) -> Chair:
    """`X has held it since then`: it still does, since the term that was named before ended."""
    if chair.term or chair.role not in ("chair", "past") or not (SINCE_THEN.search(clause) or SINCE.search(clause)):
        return chair
    return replace(chair, role="chair", term=f"{until}/.." if until else None)


def over(chair: Chair, now: list[Chair]) -> bool:
    """Somebody else chairs now, and of this one nothing says that it still does."""
    still = (chair.term or "").endswith("/..") or chair.role != "chair"
    return not still and who(chair) not in {who(c) for c in now}


def last_said(words: str, chairs: list[Chair]) -> Said:
    """Whom words that go on would be about: the one who chairs, else the last that was named."""
    holders = find_holders(words) if chairs else ()
    for role in ("chair", "co-chair", "incoming", "past"):
        named = {who(c) for c in chairs if c.role == role}
        if last := tuple(h for h in holders if h.who in named)[-1:]:
            ended = next((c.term[3:] for c in chairs if c.term and c.term.startswith("../")), None)
            return Said(last, role, ended)
    return Said()
