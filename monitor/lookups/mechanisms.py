"""The mechanisms: who they are and how texts name them. From mechanisms.toml.

A name is read whole (`read_mechanism`) or found in prose (`find_mechanisms`), the longest first: `5+5 Dialogue on
Migration` is not the `5+5 Dialogue`. An acronym counts only with its capitals, because `commit` and `add` are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from monitor.errors import LookupDataError, UsageError
from monitor.lookups.folding import LONG_TEXT, fold, letters
from monitor.lookups.load import entries, only, string, strings, table
from monitor.lookups.vocabulary import Vocabulary

FILE = "mechanisms.toml"
KEYS = ("id", "name", "short", "acronyms", "aliases", "type", "regions", "website")
RELATED = 75.0  # percent (rapidfuzz token_set_ratio) that is enough where the acronym stands in brackets
LONG = 2  # weighty words a name needs before a typo in it is read: alone, one letter makes another name
LONGEST, LONGEST_TEXT = 40, 400  # words, characters of a text that can be a name
SHORTEST, MIDDLE = 5, 8  # letters: below SHORTEST no typo is read, below MIDDLE one edit, from there two
MOST_EDITS = 2
SMALL_WORDS = frozenset(["a", "and", "for", "from", "in", "of", "on", "the", "to"])
BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
OR = re.compile(r"\s+or\s+|\s+ou\s+|[,;/]")
MARKS = re.compile(r"^[\s•·\-–—*\d.)#]*(?=[A-Za-z5À-ÿ])|[\s.,;:*†]+$")


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One mechanism. `type` None: spoken of beside consultation mechanisms on migration, but not one."""

    id: str
    name: str
    short: str  # what people call it
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    type: Literal["RCP", "IRF", "GP"] | None = None
    regions: tuple[str, ...] = ()
    website: str | None = None


@dataclass(frozen=True, slots=True)
class MechanismMatch:
    """A mechanism named at `text[start:end]`; `typo` when the name is only nearly the known one."""

    id: str
    name: str  # as the text writes it
    start: int
    end: int
    typo: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    id: str
    acronym: str = ""  # the letters that must stand with their capitals; '' for a name in words


def _mechanisms() -> Iterator[Mechanism]:
    for entry in entries("mechanisms", "mechanism"):
        id_ = string(entry, "id", FILE, of="a [[mechanism]]")
        only(entry, KEYS, FILE, of=id_)
        kind = entry.get("type")
        if kind not in ("RCP", "IRF", "GP", None):
            raise LookupDataError(f"lookups/{FILE}, {id_}: `type` must be RCP, IRF or GP")
        yield Mechanism(
            id_,
            string(entry, "name", FILE, of=id_),
            string(entry, "short", FILE, of=id_),
            strings(entry, "acronyms", FILE, of=id_),
            strings(entry, "aliases", FILE, of=id_),
            cast(Literal["RCP", "IRF", "GP"] | None, kind),
            strings(entry, "regions", FILE, of=id_),
            entry.get("website"),
        )


@cache
def _by_id() -> dict[str, Mechanism]:
    found: dict[str, Mechanism] = {}
    for mechanism in _mechanisms():
        if mechanism.id in found:
            raise LookupDataError(f"lookups/{FILE}: {mechanism.id} stands twice")
        found[mechanism.id] = mechanism
    return found


@cache
def vocabulary() -> Vocabulary[_Name]:
    def pairs() -> Iterator[tuple[str, _Name]]:
        for mechanism in _by_id().values():
            for name in (mechanism.name, *mechanism.aliases):
                yield name, _Name(mechanism.id)
                if "(" in name:
                    yield BRACKETS.sub(" ", name), _Name(mechanism.id)
            for acronym in mechanism.acronyms:
                yield acronym, _Name(mechanism.id, letters(acronym))

    return Vocabulary(pairs(), file=FILE, acronym=lambda name: name.acronym)


def all() -> tuple[Mechanism, ...]:
    """Every mechanism, in the order of the table."""
    return tuple(_by_id().values())


def by_id(id_: str) -> Mechanism:
    """The mechanism with this id; UsageError when there is none."""
    try:
        return _by_id()[id_]
    except KeyError:
        fix = "the ids stand in monitor/lookups/mechanisms.toml"
        raise UsageError(f"there is no mechanism {id_!r}", fix=fix) from None


def known(id_: str) -> bool:
    """Whether a mechanism has this id."""
    return id_ in _by_id()


def find_mechanisms(text: str) -> tuple[MechanismMatch, ...]:
    """All mechanisms named in a text, in order, the longest name at each place."""
    return _remembered(text) if len(text) <= LONG_TEXT else _find(text)


def _find(text: str) -> tuple[MechanismMatch, ...]:
    return tuple(
        MechanismMatch(hit.value.id, text[hit.start : hit.end], hit.start, hit.end) for hit in vocabulary().find(text)
    )


_remembered = lru_cache(maxsize=1024)(_find)  # the blocks of a page are asked more than once


def _exact(text: str) -> str | None:
    name = vocabulary().exact(text)
    return name.id if name is not None and vocabulary().is_written(name, text) else None


def _in_brackets(text: str) -> list[str]:
    """The ids of mechanisms named in brackets: `(RCM or Puebla Process)`."""
    pieces = (piece for part in BRACKETS.findall(text) for piece in OR.split(part))
    return [id_ for piece in pieces if (id_ := _exact(piece)) is not None]


def read_mechanism(text: str) -> MechanismMatch | None:
    """The one mechanism that the whole text names, with or without its acronym or other name in brackets.

    A long name that is nearly a known one counts as a typo of it when no other comes near; the acronym in brackets
    helps a name that is only like one. None when the text says more, or when words and brackets name two mechanisms.
    """
    return _read(text) if len(text) <= LONGEST_TEXT else None


@lru_cache(maxsize=1024)  # headings and the beginnings of lines are asked more than once
def _read(text: str) -> MechanismMatch | None:
    name = MARKS.sub("", text)
    start = text.find(name)
    bracketed = "(" in name or "[" in name
    outside = BRACKETS.sub(" ", name).strip() if bracketed else name
    inside = _in_brackets(name) if bracketed else []
    id_ = _exact(name) or (_exact(outside) if bracketed else None)
    typo = id_ is None
    if id_ is None:
        id_ = _nearly(outside) or next((each for each in inside if _alike(outside, each)), None)
    if id_ is None or set(inside) - {id_}:
        return None
    return MechanismMatch(id_, name, start, start + len(name), typo)


def _alike(text: str, id_: str) -> bool:
    """Whether a text shares most of its words with a name of this mechanism."""
    folded = fold(text)
    return any(
        fuzz.token_set_ratio(folded, known_name, score_cutoff=RELATED)
        for known_name, name in vocabulary().names.items()
        if name.id == id_ and not name.acronym
    )


def _nearly(text: str) -> str | None:
    """The id of the one mechanism whose long name has the same words but for slips of the pen."""
    written = _weighty(fold(text))
    if not LONG <= len(written) < LONGEST:
        return None
    near = {id_ for known, id_ in _long_names().get(len(written), ()) if _same_words(written, known)}
    return near.pop() if len(near) == 1 else None


@cache
def _long_names() -> dict[int, tuple[tuple[list[str], str], ...]]:
    """The weighty words of each name that is no acronym, and its id, by their number."""
    found: dict[int, tuple[tuple[list[str], str], ...]] = {}
    for known_name, name in vocabulary().names.items():
        if not name.acronym:
            words = _weighty(known_name)
            found[len(words)] = (*found.get(len(words), ()), (words, name.id))
    return found


def _weighty(folded: str) -> list[str]:
    return [word for word in folded.split() if word not in SMALL_WORDS]


def _same_words(written: list[str], known: list[str]) -> bool:
    """Whether all words are equal or a typo of each other (design: one edit below eight letters, two from there)."""
    for one, other in zip(written, known, strict=True):
        if one == other:
            continue
        if abs(len(one) - len(other)) > MOST_EDITS:
            return False
        allowed = 0 if one in never_typos() or len(one) < SHORTEST else 1 if len(one) < MIDDLE else MOST_EDITS
        if OSA.distance(one, other, score_cutoff=allowed) > allowed:
            return False
    return True


@cache
def never_typos() -> frozenset[str]:
    """Words near to those in names that are words of their own, folded."""
    return frozenset(
        fold(word) for word in strings(table("mechanisms")["reading"], "never_typos", FILE, of="[reading]")
    )
