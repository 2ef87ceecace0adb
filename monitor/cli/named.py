"""What people call things: mechanisms, countries and organisations by id, code or a name in four languages, sources
by their ids.

Whatever is not known is a usage error with what comes near: an empty answer would be taken for one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from shlex import quote
from typing import TYPE_CHECKING, Literal

from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.config import Settings

ALIKE = 0.65  # of difflib's ratio
OF_NAMES = 0.7  # of the names of countries and organisations, which are many
GUESSED = 4  # letters from which on a name is guessed; shorter ones come near to everything
HELD = 3  # letters from which on those are told that hold the word

What = Literal["mechanism", "country", "organisation"]


def mechanism(word: str) -> str:
    """The id of the mechanism that is called so."""
    if found := _mechanism(word):
        return found
    if _country(word) or _organisation(word):
        fix = f"`monitor show {quote(word)}` tells what it is in"
        raise UsageError(f"{word!r} is a country or an organisation, and no mechanism", fix=fix)
    fix = _guess(_near_mechanisms(word)) or "give an id such as bali-process"
    raise UsageError(f"there is no mechanism {word!r}", fix=fix)


def country(word: str) -> str:
    """The ISO 3166-1 alpha-2 code of the country that is called so."""
    if found := _country(word):
        return found
    if _organisation(word):
        fix = f"`monitor show {quote(word)}` tells what it is in"
        raise UsageError(f"{word!r} is an organisation and no country", fix=fix)
    fix = _guess(_near_countries(word)) or "give a code such as MA, or a name in English, French, Spanish or Portuguese"
    raise UsageError(f"there is no country {word!r}", fix=fix)


def subjects(word: str) -> list[tuple[What, str]]:
    """All that a word may be meant for, what it is taken for first: what it is, and its id or code.

    The id of a mechanism and the code of a country come before names, a mechanism before a country before an
    organisation.
    """
    from monitor.lookups import mechanisms

    code = _country(word)
    meant: list[tuple[What, str | None]] = [
        ("mechanism", word.lower() if mechanisms.known(word.lower()) else None),
        ("country", code if word.upper() == code else None),
        ("mechanism", _mechanism(word)),
        ("country", code),
        ("organisation", _organisation(word)),
    ]
    found = [(what, id_) for what, id_ in meant if id_]
    if not found:
        near_ones = _guess((*_near_mechanisms(word), *_near_countries(word), *_near_organisations(word)))
        raise UsageError(
            f"{word!r} is no mechanism, no country and no organisation that is known here",
            fix=near_ones or "give an id such as bali-process, a country such as MA, or an organisation such as IOM",
        )
    return list(dict.fromkeys(found))


def unmistakable(kind: What, id_: str) -> str:
    """The word for it that means nothing else."""
    from monitor.lookups.countries import country_name
    from monitor.lookups.organisations import organisation_name

    if kind == "mechanism":
        return id_
    return country_name(id_) if kind == "country" else organisation_name(id_) or id_


def check_sources(history: Database, of: Settings, words: Iterable[str]) -> None:
    """UsageError for a source that neither the configuration nor the history knows."""
    from monitor.history.soundness import sources_known

    known = {*(source.id for source in of.sources), *sources_known(history)}
    for word in words:
        if word not in known:
            raise UsageError(f"there is no source {word}", fix=near(word, known) or "`monitor sources` lists them")


def check_fields(history: Database, words: Iterable[str]) -> None:
    """UsageError for a field that no table of the monitor knows, and of which the history has nothing."""
    from monitor.compare.kinds import table
    from monitor.history import fields_told

    known = {*table().fields}
    for word in words:
        if word not in known:
            known |= {*fields_told(history)}
        if word not in known:
            raise UsageError(f"there is no field {word!r}", fix=near(word, known) or "such as chair, member or meeting")


def check_kinds(history: Database, words: Iterable[str]) -> None:
    """UsageError for a kind of change that cannot be: `chair`, `chair.*` and `chair.handover` can."""
    from monitor.history import kinds_told
    from monitor.lookups.kinds import every

    known = {*every()}
    for word in words:
        if not _is_kind(word, known):
            known |= {*kinds_told(history)}
        if not _is_kind(word, known):
            fix = near(word, {*known, *map(_family, known)}) or "such as chair.handover, or member for all of its kin"
            raise UsageError(f"there is no kind of change {word!r}", fix=fix)


def _is_kind(word: str, known: Iterable[str]) -> bool:
    return word in known or word.removesuffix(".*") in map(_family, known)


def _family(kind: str) -> str:
    return kind.partition(".")[0]


def near(word: str, known: Iterable[str]) -> str:
    """`did you mean a, b?` of what comes near or holds the word; '' when nothing does."""
    return _guess(_alike(word, sorted(known)))


def _alike(word: str, known: Sequence[str]) -> list[str]:
    """Of sorted names the three that come nearest, then those that hold the word."""
    asked = word.lower()
    holding = [one for one in known if len(asked) >= HELD and asked in one]
    return list(dict.fromkeys([*get_close_matches(asked, known, n=3, cutoff=ALIKE), *holding]))[:3]


def _guess(found: Iterable[str]) -> str:
    told = ", ".join(found)
    return f"did you mean {told}?" if told else ""


def _mechanism(word: str) -> str | None:
    from monitor.lookups import mechanisms

    if mechanisms.known(word.lower()):
        return word.lower()
    found = mechanisms.read_mechanism(word)
    return found.id if found and not found.typo else None  # who asks can be asked back


def _country(word: str) -> str | None:
    from monitor.lookups import countries

    if word.upper() in countries.country_codes():
        return word.upper()
    found = countries.names().exact(word)
    return found.code or None if found else None


def _organisation(word: str) -> str | None:
    from monitor.lookups import organisations

    if word.lower() in organisations.organisations():
        return word.lower()
    found = organisations.names().exact(word)
    return found.id if found else None


def _near_mechanisms(word: str) -> list[str]:
    from monitor.lookups import mechanisms

    every = mechanisms.all()
    called = {name.lower(): one.id for one in every for name in (one.id, one.short, *one.acronyms)}
    parts = Counter(part for one in every for part in one.id.split("-"))
    called |= {part: one.id for one in every for part in one.id.split("-") if parts[part] == 1 and len(part) >= GUESSED}
    return list(dict.fromkeys(called[name] for name in _alike(word, sorted(called))))


def _near_countries(word: str) -> list[str]:
    from monitor.lookups import countries

    names = countries.names().names
    codes = dict.fromkeys(code for name in _near_names(word, names) if (code := names[name].code))
    return [f"{countries.country_name(code)} ({code})" for code in codes]


def _near_organisations(word: str) -> list[str]:
    from monitor.lookups.organisations import names, organisation_name

    known = names().names
    ids = dict.fromkeys(known[name].id for name in _near_names(word, known))
    return [f"{organisation_name(id_)} ({id_})" for id_ in ids]


def _near_names(word: str, names: Iterable[str]) -> list[str]:
    from monitor.lookups import fold

    return get_close_matches(fold(word), names, n=3, cutoff=OF_NAMES) if len(word) >= GUESSED else []
