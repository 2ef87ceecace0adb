"""Organisations as pages write them: one alone, several in a cell, or names in prose. Names come from
lookups/organisations.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.lookups.folding import Word, letters, words
from monitor.lookups.memory import remembered
from monitor.lookups.organisations import OrganisationName, connectors, names, organisation_name, organisations
from monitor.lookups.vocabulary import Hit

__all__ = ["OrganisationMatch", "find_organisations", "organisation_name", "read_organisation", "read_organisations"]

BULLET = re.compile(r"^[\s•·▪◦‣●○\-–—*]*(?:\(?\d{1,3}[.)]\s+)?")
TAIL = re.compile(r"[\s.,;:*†‡²³¹]+$")
ARTICLE = re.compile(r"^(?:(?:the|la|le|les|el|los|las|o|a|os|as)\s+|l['’]\s*)", re.IGNORECASE)
BETWEEN = re.compile(r"[\s,;/|:()\[\]–—-]*(?:(?:the|la|le|el|a|o|l['’]|or|ou|also known as)?[\s,;/|:()\[\]–—-]*)")
# `X, formerly Y`: the name before it counts
FORMERLY = re.compile(
    r"[\s,;(\[]+(?:formerly|previously|known as|ex-|anciennement|auparavant|antes|anteriormente|antiguamente)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# a piece between commas, with what stands in brackets straight behind it
UNKNOWN = re.compile(
    r"(?P<name>[^,;\n/•()\[\]]*[^\s,;\n/•()\[\]][^,;\n/•()\[\]]*)(?:[(\[](?P<inside>[^,;\n/•()\[\]]+)[)\]])?"
)
ACRONYM = re.compile(r"[A-ZÀ-Þ][\w&.-]{0,10}[A-ZÀ-Þ][\w&.-]{0,3}")
SEVERAL, LONGEST = 2, 300  # names of one organisation, characters of a text that can be such names
LONGEST_CONNECTOR = 6  # words
LOOK_AROUND = 40  # characters on both sides of an acronym
CLOSED = re.compile(r"\s*[)\]]")
BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
SMALL_WORDS = frozenset(["a", "and", "d", "da", "das", "de", "del", "des", "do", "dos", "du", "e", "el", "et", "for"])
SMALL_WORDS |= frozenset(["in", "la", "las", "le", "les", "los", "of", "on", "para", "pour", "the", "to", "y"])


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """An organisation named at `text[start:end]`; `id` None when it is in no table, `name` as the text writes it,
    cleaned.
    """

    id: str | None
    name: str
    start: int
    end: int


def _capital(name: OrganisationName, source: str) -> bool:
    """A name in words needs a capital at its beginning."""
    return bool(name.acronym) or source[:1].isupper() or not source[:1].isalpha()


def _shouted(text: str, hit: Hit[OrganisationName]) -> bool:
    """Whether an acronym that is also a word stands among words in capitals: `WHO WE ARE`."""
    if not hit.value.word:
        return False
    beside = [re.search(r"(\w+)\W*$", text[max(0, hit.start - LOOK_AROUND) : hit.start])]
    beside.append(re.match(r"\W*(\w+)", text[hit.end : hit.end + LOOK_AROUND]))
    return any(m and len(m.group(1)) > 1 and m.group(1).isupper() for m in beside)


def _hits(text: str) -> Iterator[Hit[OrganisationName]]:
    return (hit for hit in names().find(text, _capital) if not _shouted(text, hit))


@remembered
def find_organisations(text: str) -> tuple[OrganisationMatch, ...]:
    """All known organisations in running text, in order. `European Commission (EC)` is one."""
    found: list[OrganisationMatch] = []
    for hit in _hits(text):
        if found and _only_its_acronym(text, found[-1], hit):
            found[-1] = OrganisationMatch(found[-1].id, found[-1].name, found[-1].start, _closed(text, hit.end))
        else:
            found.append(OrganisationMatch(hit.value.id, text[hit.start : hit.end], hit.start, hit.end))
    return tuple(found)


def _only_its_acronym(text: str, before: OrganisationMatch, hit: Hit[OrganisationName]) -> bool:
    """Whether a name stands in brackets straight behind a longer one and means the same, or what that one is an organ
    of.
    """
    if text[before.end : hit.start].strip() not in ("(", "[") or not CLOSED.match(text, hit.end):
        return False
    same = {before.id, organisations()[before.id].part_of if before.id else None}
    return hit.value.id in same or _initials(before.name) == letters(text[hit.start : hit.end]).upper()


def _closed(text: str, end: int) -> int:
    bracket = CLOSED.match(text, end)
    return bracket.end() if bracket else end


def _initials(name: str) -> str:
    """The first letters of a name's words, small words left out."""
    return "".join(word.text[0] for word in words(name) if word.text not in SMALL_WORDS).upper()


def _exact(name: str) -> str | None:
    known = names().exact(name)
    return known.id if known is not None and names().is_written(known, name) else None


def _of_one(text: str) -> str | None:
    """The id of the organisation of which a text holds several names and nothing else."""
    hits = list(_hits(text)) if len(text) <= LONGEST else []
    if len({hit.value.id for hit in hits}) != 1 or len(hits) < SEVERAL:
        return None
    at = 0
    for start, end in [(hit.start, hit.end) for hit in hits] + [(len(text), len(text))]:
        if not BETWEEN.fullmatch(text, at, start):
            return None
        at = end
    return hits[0].value.id


def read_organisation(text: str) -> OrganisationMatch:
    """The organisation that a whole text names: long form, acronym, or both, in either order.

    The words decide; an acronym in brackets only where the words are unknown and their initials spell it. Several names
    of one organisation are one (`League of Arab States/Arab League`); a former name behind it does not count. `id` is
    None for an organisation in no table.
    """
    bullet = BULLET.match(text)
    start = bullet.end() if bullet else 0
    end = start + len(TAIL.sub("", text[start:]))
    name = text[start:end]
    outside = TAIL.sub("", BRACKET.sub("", name))
    id_ = _exact(name) or _exact(outside) or _exact(ARTICLE.sub("", name)) or _of_one(name)
    if id_ is None and len(name) <= LONGEST and (formerly := FORMERLY.search(name)) and formerly.start():
        now = name[: formerly.start()]
        id_ = _exact(now) or _exact(BRACKET.sub("", now)) or _of_one(now)
    if id_ is None:
        for inside in BRACKET.findall(name):
            short = re.split(r"[,;–]| or ", inside)[0].strip()
            if _initials(outside) == letters(short).upper() or letters(outside) == _initials(inside):
                id_ = _exact(short) or _exact(inside)
    return OrganisationMatch(id_, " ".join(name.split()), start, end)


def read_organisations(text: str) -> tuple[OrganisationMatch, ...]:
    """The organisations of a cell or a line that holds nothing else but words that join them.

    Known names first, the longest at each place. What is left and joins nothing is given too, with `id` None: it is an
    organisation in no table, or something the reader did not understand.
    """
    whole = read_organisation(text)
    if whole.id is not None:
        return (whole,)
    found: list[OrganisationMatch] = []
    at = 0
    known = find_organisations(text)
    for match in known:
        found += _left(text, at, match.start)
        found.append(match)
        at = match.end
    found += _left(text, at, len(text))
    return tuple(found)


def _left(text: str, start: int, end: int) -> Iterator[OrganisationMatch]:
    """Pieces between two known names that are more than connectors, without the connectors at their ends. A name and
    its acronym in brackets are one, in either order.
    """
    for piece in UNKNOWN.finditer(text[start:end]):
        inside = piece["inside"]
        name, within = _bounds(piece, "name", start), _bounds(piece, "inside", start) if inside else None
        if name and within and ACRONYM.fullmatch(inside.strip()):
            within = None
        elif name and within and _initials(inside) == letters(text[slice(*name)]).upper():
            name = None  # `GDO (Global Dock Office)`
        for bounds in (name, within):
            if bounds is not None:
                yield OrganisationMatch(None, " ".join(text[slice(*bounds)].split()), *bounds)


def _bounds(piece: re.Match[str], group: str, start: int) -> tuple[int, int] | None:
    """Where a name stands in a text, without connectors; None where there is nothing else."""
    parts = _without_connectors(words(piece[group]))
    at = start + piece.start(group)
    return (at + parts[0].start, at + parts[-1].end) if parts else None


def _without_connectors(parts: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a piece without the phrases that join organisations at its beginning and its end."""
    for length in range(min(len(parts), LONGEST_CONNECTOR), 0, -1):
        if " ".join(word.text for word in parts[:length]) in connectors():
            return _without_connectors(parts[length:])
        if " ".join(word.text for word in parts[-length:]) in connectors():
            return _without_connectors(parts[:-length])
    return parts
