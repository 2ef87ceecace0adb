"""Countries as pages write them: one name alone, a list of nothing but names, or names in prose.

Names and rules of reading come from lookups/countries.toml and CLDR. A name that is nearly a known one is read only
where it stands alone, and says so (`typo`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import OSA

from monitor.lookups.countries import Country, country_name, names, names_in_prose, reading, single_words
from monitor.lookups.folding import fold, words

__all__ = ["CountryMatch", "country_name", "find_countries", "read_countries", "read_country"]

BULLET = re.compile(r"^[\s•·▪◦‣●○\-–—*]*(?:\(?\d{1,3}[.)]\s+)?")
REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
FOOTNOTE = re.compile(r"[\s.,;:*†‡§°\"”»²³¹⁰-⁹₀-₉]+$")
FOOTNOTE_NUMBER = re.compile(r"\d{0,3}|[a-z]|[ivx]+")
ARTICLE = re.compile(r"^(?:(?:la|le|les|el|los|las|a|o|os|as)\s+|l['’]\s*)", re.IGNORECASE)
LONGEST = 200  # characters of a line that can be one country with remarks
SHORTEST, MIDDLE = 6, 8  # letters: below SHORTEST no typo is read, below MIDDLE one edit, from there two
SEPARATOR = re.compile(
    r"[\s,;/&|•·▪◦‣●○*†‡+\-–—.\"“”()]+|\b(?:and|et|y|e|und|as well as|the|la|le|les)\b", re.IGNORECASE
)
SMALL_WORDS = frozenset(["and", "d", "da", "de", "del", "des", "do", "dos", "du", "e", "et", "l", "la", "las", "le"])
SMALL_WORDS |= frozenset(["les", "los", "of", "the", "y"])
STYLE = re.compile(r"\bRep(?:ublic|ública|ublique)?\b\.?", re.IGNORECASE)
DEMOCRATIC = re.compile(r"\bDem(?:ocratic|ocrática|ocratique)?\b\.?", re.IGNORECASE)
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country named at `text[start:end]`.

    `name` is what the text writes; `typo` when that is only nearly a known name; `historical` when the name ended,
    with its last day in `until`; `remark` is what stood behind it in brackets (`tbc`, `observer`, `2016`), '' if
    nothing.
    """

    country: str
    name: str
    start: int
    end: int
    typo: bool = False
    historical: bool = False
    until: date | None = None
    remark: str = ""


def _match(country: Country, text: str, start: int, end: int, *, typo: bool = False) -> CountryMatch:
    return CountryMatch(country.code, text[start:end], start, end, typo, country.until is not None, country.until)


def _nearly(name: str, language: str) -> Country | None:
    """The one country whose name is a few edits away (optimal string alignment), None when none or several are."""
    word = fold(name)
    if not name[:1].isupper() or " " in word or len(word) < SHORTEST or word in reading().never_typos:
        return None
    allowed = 1 if len(word) < MIDDLE else 2
    near: dict[int, set[tuple[str, bool]]] = {}
    for known, code in single_words(language).items():
        edits = OSA.distance(word, known, score_cutoff=allowed)
        if edits <= allowed:
            near.setdefault(edits, set()).add((code, len(known) >= SHORTEST))
    best = near[min(near)] if near else set()
    codes = {code for code, _ in best}
    # A short name is no candidate, but it leaves a doubt: `Nigera` may be Niger as well as Nigeria.
    return Country(codes.pop()) if len(codes) == 1 and any(long for _, long in best) else None


def _known(name: str) -> Country | None:
    return names().exact(name) or names().exact(ARTICLE.sub("", name))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a text without its bullet and its footnote marks."""
    bullet = BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    tail = FOOTNOTE.search(text[start:end])
    return start, start + tail.start() if tail else end


def read_country(text: str, *, language: str = "en") -> CountryMatch | None:
    """The one country that the whole text names, None when it says anything else.

    Bullets, footnote marks, trailing punctuation and remarks in brackets do not count; a remark that is another country
    (`Georgia (USA)`) makes the text unread. A misspelled name is tried in English and in the page's `language`.
    """
    if len(text) > LONGEST:
        return None
    remarks: list[str] = []
    start, end = _bare(text, 0, len(text))
    while start < end:
        name = text[start:end]
        country = _known(name)
        if country is not None:
            return replace(_match(country, text, start, end), remark="; ".join(reversed(remarks)))
        remark = REMARK.search(name)
        if remark is None:
            break
        inside = remark.group(1).strip()
        if STYLE.search(inside):  # `Congo (Dem. Rep. of the)`: the front of the name stands behind it
            front = DEMOCRATIC.sub("Democratic", STYLE.sub("Republic", inside))
            turned = _known(f"{front} {name[: remark.start()].strip()}")
            if turned is not None:
                return _match(turned, text, start, end)
            if DEMOCRATIC.search(inside):
                return None
        other = _known(inside)
        if other is not None and other != _known(name[: remark.start()]):
            return None
        if other is None and not FOOTNOTE_NUMBER.fullmatch(inside):
            remarks.append(inside)
        start, end = _bare(text, start, start + remark.start())
    if start >= end:
        return None
    country = _nearly(text[start:end], language)
    if country is None:
        return None
    return replace(_match(country, text, start, end, typo=True), remark="; ".join(reversed(remarks)))


def _capitalised(source: str) -> bool:
    """Whether each word that carries meaning begins with a capital, as a proper name does."""
    parts = words(source)
    first = True
    for part in parts:
        letter = source[part.start]
        if not (letter.isupper() or letter.isdigit()) and (first or part.text not in SMALL_WORDS):
            return False
        first = False
    return True


def _in_prose(country: Country, source: str) -> bool:
    """Whether a name is one here; what only looks like a country (code '') is taken out however it is written."""
    return not country.code or (_capitalised(source) and fold(source) not in reading().only_alone)


def find_countries(text: str) -> tuple[CountryMatch, ...]:
    """All countries named in running text, in order: exact names with capitals, the longest first, no typos.

    Not found: a name inside a longer one that is none (`Niger Delta`), before the head of another name (`Malta
    Declaration`), and names that are common words or first names too.
    """
    return tuple(_found(text, _in_prose))


def _found(text: str, accept: Callable[[Country, str], bool]) -> Iterator[CountryMatch]:
    for hit in names_in_prose().find(text, accept):
        if hit.value.code and not _heads_another_name(text, hit.end):
            yield _match(hit.value, text, hit.start, hit.end)


def _heads_another_name(text: str, end: int) -> bool:
    after = re.match(r"[ \u00a0]+([A-ZÀ-Þ]\w*)", text[end:])
    return after is not None and fold(after.group(1)) in reading().heads


def read_countries(text: str, *, language: str = "en") -> tuple[CountryMatch, ...] | None:
    """The countries that a text lists when it holds nothing else but separators; None when there is any other word.

    Names may be parted by commas, line breaks, `and`, or by nothing but their capitals (`Turkey Hungary`,
    `MoroccoFrance`). Remarks in brackets do not count. A piece that is one misspelled name is read as such, in English
    and in the page's `language`.
    """
    whole = read_country(text, language=language)
    if whole is not None:
        return (whole,)
    found: list[CountryMatch] = []
    at = 0
    hits = names_in_prose().find(text, glued=True)
    for start, end in zip([0, *(hit.end for hit in hits)], [*(hit.start for hit in hits), len(text)], strict=True):
        for first, last in _pieces(text, start, end):
            country = _nearly(text[first:last], language)
            if country is None:
                return None
            found.append(_match(country, text, first, last, typo=True))
        if at < len(hits):
            if not hits[at].value.code:
                return None
            found.append(_match(hits[at].value, text, hits[at].start, hits[at].end))
            at += 1
    return tuple(found) or None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bounds of what is left between two names when separators and remarks in brackets are gone."""
    masked = BRACKETED.sub(lambda remark: "," * len(remark.group()), text[start:end])
    masked = SEPARATOR.sub(lambda mark: "," * len(mark.group()), masked)
    for piece in re.finditer(r"[^,]+", masked):
        yield start + piece.start(), start + piece.end()
