"""What people call things: mechanisms and countries by id, code or a name in four languages, sources by their ids.

Whatever is not known is a usage error with what comes near: an empty answer would be taken for one.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from monitor.errors import UsageError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.config import Settings

ALIKE = 0.4  # of difflib's ratio


def mechanism(word: str) -> str:
    """The id of the mechanism that is called so."""
    if found := _mechanism(word):
        return found
    raise UsageError(f"there is no mechanism {word!r}", fix=_near_mechanisms(word) or "give an id such as bali-process")


def country(word: str) -> str:
    """The ISO 3166-1 alpha-2 code of the country that is called so."""
    if found := _country(word):
        return found
    fix = _near_countries(word) or "give a code such as MA, or a name in English, French, Spanish or Portuguese"
    raise UsageError(f"there is no country {word!r}", fix=fix)


def mechanism_or_country(word: str) -> tuple[str, str]:
    """(id of a mechanism, '') or ('', code of a country)."""
    from monitor.lookups import mechanisms

    if mechanisms.known(word.lower()):
        return word.lower(), ""
    if (code := _country(word)) and word.upper() == code:
        return "", code
    if found := _mechanism(word):
        return found, ""
    if code:
        return "", code
    fix = " ".join(filter(None, (_near_countries(word), _near_mechanisms(word))))
    raise UsageError(
        f"{word!r} is no mechanism and no country that is known here",
        fix=fix or "give an id such as bali-process, or a country such as MA",
    )


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
    from monitor.compare.kinds import TURNS, kind, table
    from monitor.history import kinds_told

    known = {kind(field, turn) for field in table().fields for turn in TURNS}
    known |= {name for name in table().kinds if "*" not in name}
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
    """`did you mean a, b?` of what comes near; '' when nothing does."""
    found = get_close_matches(word.lower(), sorted(known), n=3, cutoff=ALIKE)
    return f"did you mean {', '.join(found)}?" if found else ""


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


def _near_mechanisms(word: str) -> str:
    from monitor.lookups import mechanisms

    return near(word, [one.id for one in mechanisms.all()])


def _near_countries(word: str) -> str:
    from monitor.lookups import countries, fold

    found = get_close_matches(fold(word), countries.names().names, n=3, cutoff=0.7)
    codes = dict.fromkeys(code for name in found if (code := countries.names().names[name].code))
    said = [f"{countries.country_name(code)} ({code})" for code in codes]
    return f"did you mean {', '.join(said)}?" if said else ""
