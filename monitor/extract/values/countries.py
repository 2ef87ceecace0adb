"""Countries as pages write them: one name alone, a list of nothing but names, or names in prose.

Names and rules of reading come from lookups/countries.toml and CLDR. A name that is nearly a known one is read only where it
stands alone, and says so (`typo`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rapidfuzz.distance import OSA

from monitor.lookups.countries import Country, country_name, names, names_in_prose, reading
from monitor.lookups.folding import fold, words

__all__ = ["CountryMatch", "country_name", "find_countries", "read_countries", "read_country"]

BULLET = re.compile(r"^[\s•·▪◦‣●○\-–—*]*(?:\(?\d{1,3}[.)]\s+)?")
REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
FOOTNOTE = re.compile(r"[\s.,;:*†‡§°\"”»²³¹⁰-⁹₀-₉]+$")
ARTICLE = re.compile(r"^(?:(?:la|le|les|el|los|las|a|o|os|as)\s+|l['’]\s*)", re.IGNORECASE)
SHORTEST, MIDDLE = 6, 8  # letters: below SHORTEST no typo is read, below MIDDLE one edit, from there two
SEPARATOR = re.compile(r"[\s,;/&|•·▪◦‣●○*†‡+\-–—.\"“”()]+|\b(?:and|et|y|e|und|as well as)\b", re.IGNORECASE)
SMALL_WORDS = frozenset("of the and du de des del da do dos e y et la les los las le l d".split())
GLUE = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class CountryMatch:
    """A country named at `text[start:end]`.

    `name` is what the text writes; `typo` when that is only nearly a known name; `historical` when the name ended, with its
    last day in `until`; `remark` is what stood behind it in brackets (`tbc`, `observer`, `2016`), '' if nothing.
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


@cache
def _single_words() -> dict[str, Country]:
    """Names of one word that are long enough for the typo rule."""
    return {name: country for name, country in names().names.items() if " " not in name and len(name) >= SHORTEST}


def _nearly(name: str) -> Country | None:
    """The one country whose name is a few edits away (optimal string alignment), None when there is none or more than one."""
    word = fold(name)
    if " " in word or len(word) < SHORTEST or word in reading().never_typos:
        return None
    allowed = 1 if len(word) < MIDDLE else 2
    near: dict[int, set[Country]] = {}
    for known, country in _single_words().items():
        edits = OSA.distance(word, known, score_cutoff=allowed)
        if edits <= allowed:
            near.setdefault(edits, set()).add(country)
    best = near[min(near)] if near else set()
    return best.pop() if len({country.code for country in best}) == 1 else None


def _known(name: str) -> Country | None:
    return names().exact(name) or names().exact(ARTICLE.sub("", name))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a text without its bullet and its footnote marks."""
    bullet = BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    tail = FOOTNOTE.search(text[start:end])
    return start, start + tail.start() if tail else end


def read_country(text: str) -> CountryMatch | None:
    """The one country that the whole text names, None when it says anything else.

    Bullets, footnote marks, trailing punctuation and remarks in brackets do not count; a remark that is itself a country
    (`Georgia (USA)`) makes the text unread.
    """
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
        if _known(inside) is not None and not inside.isdigit():
            return None
        if inside and not inside.isdigit() or len(inside) == 4:
            remarks.append(inside)
        start, end = _bare(text, start, start + remark.start())
    if start >= end:
        return None
    country = _nearly(text[start:end])
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
    return _capitalised(source) and fold(source) not in reading().only_alone


def find_countries(text: str) -> tuple[CountryMatch, ...]:
    """All countries named in running text, in order: exact names with capitals, the longest first, no typos.

    Not found: a name inside a longer one that is none (`Niger Delta`), before the head of another name (`Malta Declaration`), and
    names that are common words or first names too.
    """
    return tuple(_found(text, _in_prose))


def _found(text: str, accept: Callable[[Country, str], bool]) -> Iterator[CountryMatch]:
    for hit in names_in_prose().find(text, accept):
        if hit.value.code and not _heads_another_name(text, hit.end):
            yield _match(hit.value, text, hit.start, hit.end)


def _heads_another_name(text: str, end: int) -> bool:
    after = re.match(r"[ \u00a0]+([A-ZÀ-Þ]\w*)", text[end:])
    return after is not None and fold(after.group(1)) in reading().heads


def read_countries(text: str) -> tuple[CountryMatch, ...] | None:
    """The countries that a text lists when it holds nothing else but separators; None when there is any other word.

    Names may be parted by commas, line breaks, `and`, or by nothing but their capitals (`Turkey Hungary`, `MoroccoFrance`). A line that
    is one misspelled name is read as such.
    """
    whole = read_country(text)
    if whole is not None:
        return (whole,)
    loose = GLUE.sub("\u200a", text)  # a hair space, taken out of the offsets again below
    added = [index for index, match in enumerate(GLUE.finditer(text)) for _ in (match,)]
    shift = [match.start() + index for index, match in zip(added, GLUE.finditer(text), strict=True)]
    found: list[CountryMatch] = []
    at = 0
    for hit in (*names_in_prose().find(loose), None):
        between = loose[at : hit.start if hit else len(loose)]
        if hit is not None and not hit.value.code:
            return None
        for start, end in _pieces(between, at):
            country = _nearly(loose[start:end])
            if country is None:
                return None
            found.append(_match(country, loose, start, end, typo=True))
        if hit is not None:
            found.append(_match(hit.value, loose, hit.start, hit.end))
            at = hit.end
    return tuple(_moved(match, text, shift) for match in found) or None


def _pieces(between: str, offset: int) -> Iterator[tuple[int, int]]:
    """What is left of a text between two names when separators, footnotes and bracketed remarks are gone."""
    masked = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda match: " " * len(match.group()), between)
    masked = SEPARATOR.sub(lambda match: "\x00" * len(match.group()), masked)
    for piece in re.finditer(r"[^\x00]+", masked):
        if piece.group().strip():
            yield offset + piece.start(), offset + piece.end()


def _moved(match: CountryMatch, text: str, shift: list[int]) -> CountryMatch:
    """A match in the loosened text, put back where it stands in the text itself."""
    start = match.start - sum(1 for place in shift if place < match.start)
    end = match.end - sum(1 for place in shift if place < match.end)
    return replace(match, start=start, end=end, name=text[start:end])
