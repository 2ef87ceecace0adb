"""What a difference is called, how much it matters and how it is told: lookups/kinds.toml, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from monitor.errors import LookupDataError
from monitor.lookups import load
from monitor.lookups.kinds import TURNS, Turn
from monitor.model import Importance

Form = Literal["sentence", "announced", "moved", "withdrawn", "many", "unknown", "part", "empty"]
IMPORTANCES = ("high", "medium", "low")
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The table: entries by field and by kind, as in the file."""

    fields: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, Mapping[str, str]]


@cache
def table() -> Kinds:
    """The table as shipped. LookupDataError names the entry that is malformed."""
    return checked(load.table("kinds"))


def checked(raw: Mapping[str, Any]) -> Kinds:
    """The table, when every kind has an importance and a sentence, and every kind that a field names is there."""
    fields: Mapping[str, Mapping[str, str]] = raw.get("field", {})
    kinds: Mapping[str, Mapping[str, str]] = raw.get("kind", {})
    for name, entry in kinds.items():
        load.only(entry, ("importance", *FORMS), "kinds.toml", of=name)
        for form in {"sentence"} | entry.keys() & FORMS:
            load.string(entry, form, "kinds.toml", of=name)
        if entry.get("importance") not in IMPORTANCES:
            raise LookupDataError(f"lookups/kinds.toml, {name}: `importance` must be one of {', '.join(IMPORTANCES)}")
    for name, entry in fields.items():
        load.only(entry, ("label", "importance", "guard", "exchanges", "says", *TURNS), "kinds.toml", of=name)
        if entry.get("importance", "low") not in IMPORTANCES:
            raise LookupDataError(f"lookups/kinds.toml, {name}: `importance` must be one of {', '.join(IMPORTANCES)}")
        if entry.get("exchanges", name) not in fields:
            raise LookupDataError(f"lookups/kinds.toml, {name}: there is no field {entry['exchanges']}")
        for turn in TURNS:
            if turn in entry and entry[turn] not in kinds:
                raise LookupDataError(f"lookups/kinds.toml, {name}: there is no kind {entry[turn]}")
    return Kinds(fields, kinds)


def kind(field: str, turn: Turn) -> str:
    """The kind of a field's difference: `member.joined`, `website.changed`."""
    return table().fields.get(field, {}).get(turn) or f"{field}.{turn}"


def importance(name: str) -> Importance:
    """How much a kind matters: its own entry, else its field's, else that of any field's."""
    known = table()
    field, _, turn = name.partition(".")
    own = known.kinds.get(name) or known.fields.get(field, {})
    found = own.get("importance") or known.kinds[f"*.{turn}"]["importance"]
    return cast(Importance, found)


def sentence(name: str, form: Form = "sentence") -> str:
    """The sentence of a kind, with its gaps in braces, in a form that the kind has."""
    known = table().kinds
    return (known.get(name) or known["*." + name.partition(".")[2]])[form]


def of_many(name: str) -> str | None:
    """The sentence of several changes of a kind that one page showed at once; None where each is told by itself."""
    known = table().kinds
    return (known.get(name) or known.get("*." + name.partition(".")[2]) or {}).get("many")


def label(field: str) -> str:
    """What people call one entry of a field."""
    return table().fields.get(field, {}).get("label") or field.replace("_", " ")


def counts_net(field: str) -> bool:
    """Whether only entries that nothing replaces count as gone."""
    return table().fields.get(field, {}).get("guard") == "net"


def says_words(field: str) -> bool:
    """Whether entries are words of the page and nothing else, so that another language puts them otherwise."""
    return table().fields.get(field, {}).get("says") == "words"


@cache
def exchanges(field: str) -> str | None:
    """The name of the lists among which entries of this field may move; None where they never do."""
    fields = table().fields
    if any(entry.get("exchanges") == field for entry in fields.values()):
        return field
    return fields.get(field, {}).get("exchanges")


def has_form(name: str, form: Form) -> bool:
    """Whether a kind has a sentence of its own in this form."""
    return form in table().kinds.get(name, {})
