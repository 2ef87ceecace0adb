"""Organisations: who they are and how texts name them. From organisations.toml.

A commission or secretariat that is named after an organisation (`organs`) is an entry of its own, with an id made of
both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitor.errors import LookupDataError
from monitor.lookups.folding import fold, letters
from monitor.lookups.load import entries, only, string, strings, table
from monitor.lookups.vocabulary import Vocabulary

FILE = "organisations.toml"
KEYS = ("id", "name", "names", "acronyms", "organs", "kind", "word", "formerly")
KINDS = ("organisation", "secretariat", "forum")
ORGANS = {
    "secretariat": (
        "{} Secretariat", "{} General Secretariat", "Secretariat of {}", "Secretariat of the {}",
        "Secretariat to the {}", "General Secretariat of the {}", "Executive Secretariat of the {}",
        "Secrétariat de {}", "Secrétariat de l'{}", "Secrétariat de la {}", "Secrétariat général de la {}",
        "Secretaría de {}", "Secretaría de la {}", "Secretaría General de la {}", "Secretariado da {}",
    ),
    "commission": (
        "{} Commission", "Commission of {}", "Commission of the {}", "Commission de {}", "Commission de la {}",
        "Commission de l'{}", "Comisión de la {}", "Comissão da {}",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation or organ of one."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    kind: str = "organisation"
    word: bool = False  # its acronyms are also words
    formerly: tuple[str, ...] = ()
    part_of: str | None = None  # the organisation of which it is an organ


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """What a name stands for; `acronym`: letters that must stand with their capitals ('' for a name in words)."""

    id: str
    acronym: str = ""
    word: bool = False


def _organs(parent: Organisation, wanted: tuple[str, ...]) -> Iterator[Organisation]:
    for organ in wanted:
        if organ not in ORGANS:
            raise LookupDataError(f"lookups/{FILE}, {parent.id}: `organs` knows {', '.join(ORGANS)}, not {organ!r}")
        called = [parent.name, *parent.names, *parent.acronyms]
        names = tuple(dict.fromkeys(form.format(name) for name in called for form in ORGANS[organ]))
        yield Organisation(
            f"{parent.id}-{organ}", f"{parent.name} {organ.capitalize()}", names, kind="secretariat", part_of=parent.id
        )


def _read(entry: dict[str, Any]) -> Iterator[Organisation]:
    id_ = string(entry, "id", FILE, of="an [[organisation]]")
    only(entry, KEYS, FILE, of=id_)
    kind = entry.get("kind", "organisation")
    if kind not in KINDS:
        raise LookupDataError(f"lookups/{FILE}, {id_}: `kind` must be one of {', '.join(KINDS)}")
    organisation = Organisation(
        id_,
        string(entry, "name", FILE, of=id_),
        strings(entry, "names", FILE, of=id_),
        strings(entry, "acronyms", FILE, of=id_),
        kind,
        entry.get("word") is True,
        strings(entry, "formerly", FILE, of=id_),
    )
    yield organisation
    yield from _organs(organisation, strings(entry, "organs", FILE, of=id_))


@cache
def organisations() -> dict[str, Organisation]:
    """Every organisation by its id, in the order of the table."""
    found: dict[str, Organisation] = {}
    for entry in entries("organisations", "organisation"):
        for organisation in _read(entry):
            if organisation.id in found:
                raise LookupDataError(f"lookups/{FILE}: {organisation.id} stands twice")
            found[organisation.id] = organisation
    return found


@cache
def names() -> Vocabulary[OrganisationName]:
    """All names and acronyms of organisations."""

    def pairs() -> Iterator[tuple[str, OrganisationName]]:
        for each in organisations().values():
            for name in (each.name, *each.names):
                yield name, OrganisationName(each.id)
            for acronym in each.acronyms:
                yield acronym, OrganisationName(each.id, letters(acronym), each.word)

    return Vocabulary(pairs(), file=FILE, acronym=lambda name: name.acronym)


@cache
def connectors() -> frozenset[str]:
    """Words that join organisations and name none, folded."""
    return frozenset(
        fold(words) for words in strings(table("organisations")["reading"], "connectors", FILE, of="[reading]")
    )


def organisation_name(id_: str) -> str | None:
    """The name to show for an id, None when nobody has it."""
    known = organisations().get(id_)
    return known.name if known else None
