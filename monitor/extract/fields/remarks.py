"""A remark in brackets behind a name in a list: whether the name belongs there with it, and what is told."""

from __future__ import annotations

import re
from typing import Literal

from monitor.extract.fields.entries import is_remark
from monitor.extract.phrases import pattern
from monitor.extract.sentinels import is_unknown
from monitor.extract.values.countries import CountryMatch, find_countries, read_country
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.terms import read_regions

Standing = Literal["member", "observer", "left", "unknown"]
BRACKET = re.compile(r"[\s*†‡]*[(\[]([^()\[\]]{1,200})[)\]]")
CODE = re.compile(r"(?:[a-z]|[ivx]+|[A-Z]{2,6}(?:\s?[-/&]\s?[A-Z]{2,6})?)")  # a note's letter, `FYR`, `UK`
WORD = re.compile(r"[^\W\d_]{3,}")  # shorter ones join: `of`, `de la`
JOINTS = frozenset(
    ("and", "the", "for", "pour", "por", "para", "with", "since", "les", "des", "los", "las", "dos", "das", "del")
)


def remark_behind(hit: CountryMatch, text: str) -> str:
    """The words in brackets behind a name, '' for none."""
    if hit.remark:
        return hit.remark.strip()
    at = text.find(hit.name) if "(" in text or "[" in text else -1
    while at >= 0:
        end = at + len(hit.name)
        whole = not text[at - 1 : at].isalpha() and not text[end : end + 1].isalpha()
        behind = BRACKET.match(text, end) if whole else None
        if behind is not None:
            return behind[1].strip()
        at = text.find(hit.name, end)
    return ""


def standing(remark: str, hit: CountryMatch) -> Standing:
    """What a remark makes of the name before it. `unknown`: words that nobody knows may deny that it
    belongs.
    """
    remark = remark.strip(" .;,*†‡")
    if not remark:
        return "member"
    said = pattern("membership", "observer_remark").match(remark)
    if said and (said.end() == len(remark) or is_remark(remark[said.end() :])):
        return "observer"
    named = {country.country for country in find_countries(remark)}
    if pattern("membership", "left_remark").search(remark):
        return "left"
    if hit.country not in named and pattern("membership", "left_word").match(remark):
        return "left"
    return "member" if is_beside(remark) else "unknown"


def is_gone(remark: str) -> bool:
    """What a remark says of an observer: it is one no more."""
    return pattern("membership", "gone_remark").match(remark.strip(" .;,*†‡")) is not None


def is_beside(remark: str) -> bool:
    """Nothing but words that leave a name a member: a date, an office, a code, its full name, where it lies."""
    if CODE.fullmatch(remark) or is_unknown(remark) or is_remark(remark) or read_country(remark):
        return True
    left = pattern("membership", "beside_remark").sub(" ", remark).strip()
    if left and read_country(left):  # `au titre de La Réunion`
        return True
    spans = [(hit.start, hit.end) for hit in find_countries(left)] + [
        (o.start, o.end) for o in find_organisations(left)
    ]
    for start, end in sorted(spans, reverse=True):
        left = left[:start] + " " + left[end:]
    hits, rest = read_regions(left)
    left = rest if hits else left
    return is_remark(left) or all(word.casefold() in JOINTS for word in WORD.findall(left))
