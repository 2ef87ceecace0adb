"""When two values are the same: the identity of a value is typed (design rule 8).

A new spelling of what has an identity of its own (a country, an organisation, an address) is no change.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from monitor.compare.ordinals import counted
from monitor.documents.masks import DATE, masked
from monitor.ids import canonical
from monitor.lookups import fold
from monitor.lookups.addresses import address
from monitor.lookups.venues import venue
from monitor.model import Json, Statement

CURRENT = ("chair", "co-chair")  # the roles that make somebody the chair now
ASIDE = ("kind", "role", "term", "text", "date_text")  # parts that do not say whom or what an entry names
FORMS = {"meeting": {"date", "place", "title"}, "document": {"title", "year", "languages"}}
KEYED = {"key", "value"}
STAMPED = ("objective", "contact")  # whose lines a page's own remark may stand among, in words that nobody listed
CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
Scope = tuple[str, str]


def scope(statement: Statement) -> Scope:
    """The list an entry belongs to: (mechanism or '', field). The mechanisms of a page are one list of the page."""
    return ("" if statement.field == "mechanism" else statement.mechanism or "", statement.field)


def identity(statement: Statement) -> str:
    """One text for all spellings of a value, within its scope. A chair's term is not in it: see `terms_differ`."""
    if statement.field in STAMPED:
        statement = replace(statement, value=_without_stamps(statement.value))
    value = statement.value
    if statement.field == "mechanism":
        return statement.key or statement.mechanism or wording(str(value))
    if not isinstance(value, dict):
        return _plain(value)
    if statement.field == "chair":
        return canonical([value.get("role"), who(statement)])
    if value.keys() == KEYED:  # an entry of a declared field, told apart by what the user chose
        return canonical([_plain(value["key"]), identity(replace(statement, value=value["value"]))])
    form = form_of(statement)
    if form == "meeting":
        place = (
            _plain(venue(value["place"]) if value.get("place") else None),
            value.get("country"),
            bool(value.get("announced")),
        )
        state = [value["state"]] if value.get("state") else []  # called off or put off
        return canonical([value.get("date"), *place, counted(_plain(value.get("title"))), *state])
    if form == "document":
        apart = address(value.get("url")) or tongues(value) or None
        return canonical([counted(_plain(value.get("title"))), value.get("year"), apart])
    return who(statement)


def _without_stamps(value: Json) -> Json:
    """A value in which a line with a date and a time of day, as servers stamp their pages, counts without figures."""
    if isinstance(value, list):
        return [_without_stamps(part) for part in value]
    if isinstance(value, dict):
        return {key: _without_stamps(part) for key, part in value.items()}
    stamped = isinstance(value, str) and CLOCK.search(value) and DATE.search(CLOCK.sub("", value))
    return masked(value) if stamped else value


def form_of(statement: Statement) -> str:
    """The field whose entries have the form of this one: its own, or in a user's own field `meeting` or `document`."""
    value = statement.value
    if not isinstance(value, dict) or "title" not in value:  # both forms have one: most entries are told by that
        return statement.field
    return next((field for field, form in FORMS.items() if form <= value.keys()), statement.field)


def who(statement: Statement) -> str:
    """Whom or what an entry names: a country's code, an id, an address, else its folded words."""
    value = statement.value
    if not isinstance(value, dict):
        return _plain(value)
    named = value.get("country") or value.get("id") or address(value.get("url"))
    if named:
        return str(named)
    return canonical({key: _plain(part) for key, part in value.items() if key not in ASIDE and part is not None})


def tongues(document: Json) -> list[str]:
    """The languages of a document in one order; of those of one title without an address they tell which."""
    return sorted(map(str, document.get("languages") or ()))


def terms_differ(one: Json, other: Json) -> bool:
    """Whether two entries of a chair state different terms; one that states none agrees with any."""
    a, b = one.get("term"), other.get("term")
    return bool(a and b and a != b)


def learns_term(one: Json, other: Json) -> bool:
    """Whether the later of two entries for one chair states a term, and the one before none."""
    return bool(other.get("term") and not one.get("term"))


@lru_cache(maxsize=8192)  # each wording of a list is put beside each other one
def wording(text: str) -> str:
    """A text as it counts: folded; what folds to nothing (a dash) counts as it stands."""
    return fold(text) or text.strip().casefold()


def _plain(value: Json) -> str:
    if isinstance(value, str):
        return _spelt(value)
    if isinstance(value, list):
        return canonical([_plain(part) for part in value])
    if isinstance(value, dict):
        return canonical({key: _plain(part) for key, part in value.items()})
    return "" if value is None else canonical(value)


@lru_cache(maxsize=8192)
def _spelt(text: str) -> str:
    return canonical(address(text) if re.match(r"https?://", text) else wording(text))
