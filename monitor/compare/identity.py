"""When two values are the same: the identity of a value is typed (design rule 8).

A new spelling of what has an identity of its own (a country, an organisation, an address) is no change.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from urllib.parse import urlsplit

from monitor.lookups import fold, load
from monitor.model import Json, Statement, canonical

CURRENT = ("chair", "co-chair")  # the roles that make somebody the chair now
ASIDE = ("kind", "role", "term", "text", "date_text")  # parts that do not say whom or what an entry names
FORMS = {"meeting": {"date", "place", "title"}, "document": {"title", "year", "languages"}}
KEYED = {"key", "value"}
Scope = tuple[str, str]


def scope(statement: Statement) -> Scope:
    """The list an entry belongs to: (mechanism or '', field). The mechanisms of a page are one list of the page."""
    return ("" if statement.field == "mechanism" else statement.mechanism or "", statement.field)


def identity(statement: Statement) -> str:
    """One text for all spellings of a value, within its scope. A chair's term is not in it: see `terms_differ`."""
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
        place = _plain(value.get("place")), value.get("country"), bool(value.get("announced"))
        return canonical([value.get("date"), *place, _plain(value.get("title"))])
    if form == "document":
        return canonical([_plain(value.get("title")), value.get("year"), address(value.get("url"))])
    return who(statement)


def form_of(statement: Statement) -> str:
    """The field whose entries have the form of this one: its own, or in a user's own field `meeting` or `document`."""
    parts = statement.value.keys() if isinstance(statement.value, dict) else ()
    return next((field for field, form in FORMS.items() if form <= set(parts)), statement.field)


def who(statement: Statement) -> str:
    """Whom or what an entry names: a country's code, an id, an address, else its folded words."""
    value = statement.value
    if not isinstance(value, dict):
        return _plain(value)
    named = value.get("country") or value.get("id") or address(value.get("url"))
    if named:
        return str(named)
    return canonical({key: _plain(part) for key, part in value.items() if key not in ASIDE and part is not None})


def terms_differ(one: Json, other: Json) -> bool:
    """Whether two entries of a chair state different terms; one that states none agrees with any."""
    a, b = one.get("term"), other.get("term")
    return bool(a and b and a != b)


@lru_cache(maxsize=8192)  # each wording of a list is put beside each other one
def wording(text: str) -> str:
    """A text as it counts: folded; what folds to nothing (a dash) counts as it stands."""
    return fold(text) or text.strip().casefold()


def address(url: Json) -> str | None:
    """A URL as it counts: without scheme, `www.`, a closing slash, the fragment and what names a visit; None for none.

    What is no URL counts as it stands.
    """
    if not isinstance(url, str) or not url:
        return None
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:  # `http://[here]`
        return url.strip()
    host = (parts.netloc or "").lower().removeprefix("www.")
    path, *matrix = parts.path.split(";")
    path = ";".join([path, *(part for part in matrix if not _names_a_visit(part))])
    query = "&".join(part for part in parts.query.split("&") if part and not _names_a_visit(part))
    return f"{host}{path.rstrip('/')}{'?' + query if query else ''}"


def _names_a_visit(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return any(name.startswith(known[:-1]) if known.endswith("*") else name == known for known in _of_visits())


@cache
def _of_visits() -> tuple[str, ...]:
    entry = load.table("addresses")["parameter"]
    return load.strings(entry, "names", "addresses.toml", of="[parameter]")


def _plain(value: Json) -> str:
    if isinstance(value, str):
        return canonical(address(value) if re.match(r"https?://", value) else wording(value))
    if isinstance(value, list):
        return canonical([_plain(part) for part in value])
    if isinstance(value, dict):
        return canonical({key: _plain(part) for key, part in value.items()})
    return "" if value is None else canonical(value)
