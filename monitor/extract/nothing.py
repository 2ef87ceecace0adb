"""Lines that say no more than that there is none of a field: `There are no observers.`, `Présidence vacante`.

Data: lookups/sentinels.toml, `nothing`. Only a whole line says so: `No observers from Asia came` says something else.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.lookups import fold, table
from monitor.lookups.folding import words_in
from monitor.lookups.mechanisms import find_mechanisms

LONGEST = 120  # characters of a line that says no more than that
OFFICES = ("chair", "secretariat")  # which may be vacant
KINDS = (*OFFICES, "formal_association")  # without a formal one there is none; `No permanent observers` leaves others
ARTICLES = ("", "the", "le", "la", "el", "o", "a", "l")
PARTS = {"observer": ("state", "organisation")}


def none_of(field: str, text: str) -> str | None:
    """'' where a whole text says that there is none of a field; the part of it (`state`) that it speaks of alone; None
    where it says something else.
    """
    if field not in table("sentinels")["nothing"]["field"] or not (bare := _bare("no", text)):
        return None
    parts = ("", *PARTS.get(field, ()))
    return next((part for part in parts if _nothing(f"{field}_{part}".strip("_")).fullmatch(bare)), None)


def is_vacant(field: str, text: str) -> bool:
    """The whole text says that nobody holds an office: `Currently vacant`, `Poste à pourvoir`."""
    return field in OFFICES and _vacant(field).fullmatch(_bare("vacant", text)) is not None


def _bare(group: str, text: str) -> str:
    """The folded text without words of the moment; '' where it holds no word of a group, as most texts do."""
    if len(text) > LONGEST or _telling(group).isdisjoint(words_in(text)):
        return ""
    named = next((one for one in find_mechanisms(text) if fold(text[: one.start]) in ARTICLES), None)
    return lasting(text[named.end :] if named else text)  # `The Budapest Process has no observers.`


def lasting(text: str) -> str:
    """The folded text without words of the moment: `none at present` says `none`."""
    return " ".join(_now().sub(" ", fold(text)).split()) if len(text) <= LONGEST else fold(text)


@cache
def _telling(group: str) -> frozenset[str]:
    return frozenset(word for said in table("sentinels")["nothing"][group] for word in fold(said).split())


def _any(said: list[str]) -> str:
    folded = sorted({fold(one) or one for one in said}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, folded))})"


@cache
def _now() -> re.Pattern[str]:
    return re.compile(rf"\b{_any(table('sentinels')['nothing']['now'])}\b")


def _group(name: str) -> str:
    return _any(table("sentinels")["nothing"][name])


def _what(name: str) -> str:
    return _any(table("sentinels")["nothing"]["field"][name])


@cache
def _nothing(name: str) -> re.Pattern[str]:
    kind = _group("kind") if name in KINDS else ""
    before, behind = (f"(?:{kind} )?", f"(?: {kind})?") if kind else ("", "")
    return re.compile(
        f"(?:{_group('who')} )?{_group('no')} (?:{_group('article')} )?{before}{_what(name)}{behind}{_since()}"
    )


@cache
def _vacant(name: str) -> re.Pattern[str]:
    the, seat, of, be = (f"(?:{_group(group)} )?" for group in ("the", "seat", "of", "be"))
    return re.compile(f"{the}{seat}{of}(?:{_what(name)} )?{be}{_group('vacant')}{_since()}")


def _since() -> str:
    return rf"(?: {_group('since')}(?: \w+){{0,2}} \d{{4}})?"
