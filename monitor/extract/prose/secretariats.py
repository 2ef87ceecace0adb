"""Who the secretariat is, in sentences: `IOM serves as the secretariat`, `The Secretariat is provided by ICMPD`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.clauses import row_after, row_before
from monitor.extract.values.countries import CountryMatch
from monitor.extract.values.organisations import OrganisationMatch, find_organisations

Secretariat = OrganisationMatch | CountryMatch

STEM = re.compile(r"secr[eé]tar", re.IGNORECASE)  # no sentence without it is about one
END = re.compile(r"[,;]|\s(?:which|that|in the|since|with)\s")


def find_secretariats(text: str) -> tuple[tuple[Secretariat, str], ...]:
    """The known organisations and countries that a text plainly says are the secretariat, each with its sentence."""
    found: dict[str, tuple[Secretariat, str]] = {}
    for sentence in sentences(text) if STEM.search(text) else ():
        for who in _serving(sentence):
            key = who.country if isinstance(who, CountryMatch) else who.id or ""
            found.setdefault(key, (who, sentence))
    return tuple(found.values())


def _serving(sentence: str) -> tuple[Secretariat, ...]:
    if pattern("secretariat", "unsure").search(sentence):
        return ()
    if by := pattern("secretariat", "served_by").search(sentence):
        clause = END.split(sentence[by.end() :])[0]
        return tuple(o for o in find_organisations(clause) if o.id) or row_after(clause, 0)
    if verb := pattern("secretariat", "serves").search(sentence):
        before = sentence[: verb.start()]
        return tuple(o for o in find_organisations(before)[-1:] if o.id) or row_before(before)
    return ()
