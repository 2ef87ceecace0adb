"""One plain English sentence for a change: `Chair of X: Morocco (incoming France) -> Tunisia and Spain`.

The sentences stand in lookups/kinds.toml; here their gaps are filled. Text is raw: whoever prints it escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.compare.identity import CURRENT, KEYED
from monitor.compare.kinds import Form, label, sentence
from monitor.compare.names import Names, english, word
from monitor.compare.prose import MOST
from monitor.compare.seasons import in_words, with_seasons
from monitor.messages.parties import row
from monitor.model import Json

LONGEST = 240  # characters of one side
SEEN, LEAD = 80, 60  # of them, what is to be seen of what differs, and what of the same before it
BEGUN = "established"  # the field whose values are dates
FULL = ("chair.changed", "chair.renewed")  # told with terms and past chairs, for these are what differs
# Whole days of a user's own field, as ISO writes them: 2023-24 may be a year of schools as well as a season
DATE = re.compile(r"\d{4}-\d\d-\d\d(/(\d{4}-\d\d-\d\d)?)?", re.ASCII)
NOT_NOW = ("incoming", "past")
DATED = (*FULL, "chair.handover")  # told with terms: who is named with one that is over took the chair back then


def summary(
    kind: str,
    mechanism: str | None,
    field: str,
    before: Json,
    after: Json,
    names: Names,
    *,
    key: str = "",
    form: Form = "sentence",
) -> str:
    """The sentence of a change, in the form that fits (see kinds.toml)."""
    before_said, after_said = sides(kind, field, before, after, names, form=form)
    return sentence(kind, form).format(
        mechanism=(names("mechanism", mechanism) or mechanism) if mechanism else "the page",
        label=label(field),
        before=before_said,
        after=after_said,
        key=key,
    )


def sides(
    kind: str, field: str, before: Json, after: Json, names: Names, *, form: Form = "sentence"
) -> tuple[str, str]:
    """What fills the gaps `before` and `after` of the sentence of a change."""
    switched = field == "chair" and differ_in_role(kind, before, after, names)
    by_role = switched or (field == "chair" and are_apart(before, after))

    def told(value: Json) -> str:
        if kind == "field.unstated":
            return _entries(value, names)
        if field == "chair" and kind in FULL and switched:
            return _by_role(value, names, but=NOT_NOW)
        if field == "chair":
            return chairs(value, names, full=kind in FULL, dated=kind in DATED, by_role=by_role)
        if field == BEGUN:
            return begun(value, names)
        words = {"page": _pages, "text": _texts, "site": _lines}.get(field, described)
        return words(value, names)

    said = told(before), told(after)
    if said[0] == said[1] and form != "moved":
        # what differs is not what an entry is called by: the address of a document
        said = said[0] + _parts(before, after, names), said[1] + _parts(after, before, names)
    return cut(*said)


def described(value: Json, names: Names) -> str:
    """A value in words: a country by its name in the lookups, `title (place; date)` of a meeting or a document."""
    if value is None or value == "":
        return word(names, "none")
    if isinstance(value, list):
        return listed([described(part, names) for part in value], names)
    if not isinstance(value, dict):
        date = names("date", value) if isinstance(value, str) and DATE.fullmatch(value) else None
        return date or str(value)
    if "date" in value or ("year" in value and "title" in value):
        return _titled(value, names)
    if value.keys() == KEYED:
        return word(names, "keyed", key=value["key"], value=described(value["value"], names))
    country, body = value.get("country"), value.get("id")
    if country and not body:
        return names("country", country) or str(value.get("name") or country)
    if isinstance(body, str) and (named := names("party", body)):
        return named
    if value.keys() >= {"amount", "currency"} and value["amount"] is not None:
        return _money(value, names)
    for part in ("name", "title", "organisation", "text", "url", "id"):
        if value.get(part):
            return str(value[part])
    return ", ".join(f"{key} {part}" for key, part in sorted(value.items()) if part is not None) or word(names, "none")


def _money(value: Json, names: Names) -> str:
    """`1,000,000 USD (2026)`: an amount, to the cent where it has any, with what else is said of it."""
    figures = str.maketrans({",": word(names, "thousands"), ".": word(names, "point")})
    amount = f"{value['amount']:,}".removesuffix(".0").translate(figures)
    told = " ".join(filter(None, (amount, value["currency"])))
    return f"{told} ({value['year']})" if value.get("year") else told


def begun(value: Json, names: Names) -> str:
    """When a mechanism was established."""
    return _dated(value, names) if isinstance(value, str) and value else described(value, names)


def _parts(value: Json, other: Json, names: Names) -> str:
    """` [url https://...]`: the parts of a value that the other does not have so."""
    if not isinstance(value, dict) or not isinstance(other, dict):
        return ""
    keys = (key for key in sorted(value.keys() | other.keys()) if value.get(key) != other.get(key))
    return f" [{', '.join(f'{key} {described(value.get(key), names)}' for key in keys)}]"


def listed(words: Sequence[str], names: Names = english) -> str:
    """`a`, `a and b`, `a, b and c`; `none` for nothing."""
    return row(words, word(names, "and")) or word(names, "none")


def _dated(edtf: str, names: Names) -> str:
    """A date as `names` tell it, else as it is, with the names of its seasons."""
    return names("date", edtf) or with_seasons(edtf)


def _titled(value: Json, names: Names) -> str:
    country = _country(value, names)
    place = value.get("place")
    where = ", ".join(dict.fromkeys(part for part in (place, country) if part))
    when = value.get("date") or value.get("year")
    title = str(value.get("title") or word(names, "untitled"))
    state = value.get("state")
    days = [names("date", str(when)) or in_words(str(when))] if when else []
    announced = [word(names, str(state or "announced"))] if state or value.get("announced") else []
    if state == "postponed":  # it is not held then
        days, announced = [], [word(names, "postponed", date=days[0]) if days else word(names, "put-off")]
    about = word(names, "apart").join([*([where] if where else []), *days, *announced])
    return f"{title} ({about})" if about else title


def chairs(
    value: Json, names: Names, *, full: bool = False, dated: bool | None = None, by_role: bool | None = None
) -> str:
    """`Morocco (incoming France)`; with `full` also those who held the chair in the past, and the terms (`dated`).

    `by_role`: `chair Morocco; co-chair Spain; incoming France`, as where who chairs sits apart from who co-chairs.
    """
    dated = full if dated is None else dated
    but = () if full else ("past",)
    if are_apart(value) if by_role is None else by_role:
        return _by_role(value, names, but=but, dated=dated) or word(names, "nobody")
    who: dict[str, list[str]] = {}
    for entry in _entries_of(value):
        role = "chair" if _role(entry) in CURRENT else _role(entry)
        if role not in but:
            who.setdefault(role, []).append(_holder(entry, names, dated=dated))
    now = _unlike(who.pop("chair", []), names) if "chair" in who else word(names, "nobody")
    others = word(names, "apart").join(f"{word(names, role)} {_unlike(found, names)}" for role, found in who.items())
    return f"{now} ({others})" if others else now


def are_apart(*sides: Json) -> bool:
    """Whether it is to be told who of those who hold the chair has it and who is a co-chair: a co-chair sits beside a
    chair, or alone. Several who are called co-chairs and nothing else have the chair together.
    """
    roles = [[_role(entry) for entry in _entries_of(side) if _role(entry) in CURRENT] for side in sides]
    together = all(len(side) > 1 and len(set(side)) == 1 for side in roles)
    return any("co-chair" in side for side in roles) and not together


def _by_role(value: Json, names: Names, *, but: Sequence[str], dated: bool = False) -> str:
    """`chair Morocco; co-chair Spain`: of all roles but some."""
    roles: dict[str, list[str]] = {}
    for entry in _entries_of(value):
        roles.setdefault(_role(entry), []).append(_holder(entry, names, dated=dated))
    told = (f"{word(names, role)} {listed(who, names)}" for role, who in roles.items() if role not in but)
    return word(names, "apart").join(told)


def _entries_of(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value] if value else []


def _role(entry: Json) -> str:
    return str(entry.get("role") or "chair")


def _unlike(words: Sequence[str], names: Names) -> str:
    """Each once."""
    return listed(list(dict.fromkeys(words)), names)


def _holder(entry: Json, names: Names, *, dated: bool) -> str:
    term = entry.get("term") if dated else None
    return f"{described(entry, names)} {_dated(term, names)}" if term else described(entry, names)


def differ_in_role(kind: str, before: Json, after: Json, names: Names) -> bool:
    """Whether the same hold the chair on both sides, each other as chair or co-chair; of a handover, whether somebody
    who stays does so in another role beside others.
    """
    sides = [
        sorted((described(one, names), str(one.get("role"))) for one in side or [] if one.get("role") in CURRENT)
        for side in (before, after)
    ]
    if kind == "chair.handover":
        old, new = map(dict, sides)
        return len(new) > 1 and any(old[who] != new[who] for who in old.keys() & new.keys())
    return kind in FULL and sides[0] != sides[1] and [who for who, _ in sides[0]] == [who for who, _ in sides[1]]


def _pages(value: Json, names: Names) -> str:
    if not isinstance(value, list):
        return described(value, names)
    words = []
    for part in value:
        mechanism, field = part.get("mechanism"), part["field"]
        gaps = {
            "label": names("label", field) or label(field),
            "reason": names("reason", part["reason"]) or part["reason"],
        }
        of = {"mechanism": names("mechanism", mechanism) or mechanism} if mechanism else {}
        words.append(word(names, "of" if mechanism else "of-page", **gaps, **of))
    return listed(words, names)


def _entries(value: Json, names: Names) -> str:
    """`2 entries (Fiji and Tonga)`: how many come first, for the names may be cut short."""
    entries = value or []
    return word(names, "entries", number=len(entries), names=described(entries, names))


def _texts(value: Json, names: Names) -> str:
    count = len(value or [])
    return word(names, "or-more" if count == MOST else "paragraphs", number=count)  # a change keeps no more of them


def _lines(value: Json, names: Names) -> str:
    return " / ".join(word(names, "line", line=line) for line in value or []) or word(names, "none")


def _country(value: Json, names: Names) -> str | None:
    code = value.get("country")
    return (names("country", code) or str(code)) if code else None


def cut(before: str, after: str, length: int = LONGEST) -> tuple[str, str]:
    """Both sides, no longer than `length`: their beginnings, or, where these do not show it, what first differs."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
    if max(len(before), len(after)) <= length or before == after or same <= length - SEEN:
        return _short(before, length), _short(after, length)
    start = max(before.rfind(" ", 0, same - LEAD) + 1, same - 2 * LEAD)
    return _short(f"… {before[start:]}", length), _short(f"… {after[start:]}", length)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
