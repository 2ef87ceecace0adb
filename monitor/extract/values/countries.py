"""Countries as pages write them: one name alone, a list of nothing but names, or names in prose.

Names and rules of reading come from lookups/countries.toml and CLDR. A name that is nearly a known one is read only
where it stands alone, and says so (`typo`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from monitor.extract.values.country_typos import nearly
from monitor.lookups.countries import Country, as_written, country_name, names, reading, territory_of
from monitor.lookups.folding import fold, words
from monitor.lookups.memory import remembered

__all__ = ["CountryMatch", "capitalised", "country_name", "ended", "find_countries", "read_countries", "read_country"]

# Pictures between names: flags, which are pairs of regional indicators, other pictographs, and geometric shapes.
PICTURES = r"\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u25a0-\u25ff\ufe0f"
BULLET = re.compile(rf"^[\s•·‣\-–—*{PICTURES}]*(?:\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}})[.)]\s+)?")
REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
FOOTNOTE = re.compile(r"(?:(?<=[^\W\d_]{3})\d{1,2})?[\s.,;:*†‡§°\"”»²³¹⁰-⁹₀-₉]+$|(?<=[^\W\d_]{3})\d{1,2}$")
FOOTNOTE_NUMBER = re.compile(r"\d{0,3}|[a-z]|[ivx]+")
ARTICLE = re.compile(r"^(?:(?:la|le|les|el|los|las|a|o|os|as)\s+|l['’]\s*)", re.IGNORECASE)
ARTICLE_BEHIND = re.compile(r"\s*,\s*(?:the|la|le|les|las|los|o|os|as)$", re.IGNORECASE)  # `Gambia, The`
INVERTED = re.compile(r"([^,()]+),\s*([^,()]+)")  # `Honduras, República de`
GLUED_NUMBER = re.compile(r"(?<=[^\W\d_]{4})\d{1,2}(?![^\W_])")  # a footnote's number: `Botswana1`
NUMBER = re.compile(r"\d{1,3}")
NEXT_WORD = re.compile(r"[ \u00a0]+([A-ZÀ-Þ][\w-]*)")
LONGEST = 200  # characters of a line that can be one country with remarks
SEPARATOR = re.compile(
    rf"[\s,;/&|•·‣*†‡+\-–—.\"“”(){PICTURES}]+|\b(?:and|et|y|e|und|as well as|the|la|le|les|el|los|las)\b|\bl['’]",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset(["and", "d", "da", "de", "del", "des", "do", "dos", "du", "e", "et", "l", "la", "las", "le"])
SMALL_WORDS |= frozenset(["les", "los", "of", "the", "y"])
OFFICIAL = re.compile(r"\b(?:Rep|R[eé]p[uú]bli)", re.IGNORECASE)
DEMOCRATIC = re.compile(r"\bD[eé]m(?:\.|ocr)", re.IGNORECASE)
CAMEL = re.compile(r"[a-z][A-Z][a-z]")  # `eSwatini`
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


def _known(name: str) -> Country | None:
    """The country of a name, None also for a State that ended and left several."""
    country = names().exact(name) or names().exact(ARTICLE.sub("", name))
    return country if country is not None and country.code else None


def _turned(name: str) -> Country | None:
    """The country of a name whose front stands behind it: `Honduras, República de`."""
    turned = INVERTED.fullmatch(name)
    return _known(f"{turned[2]} {turned[1]}") if turned else None


def ended(text: str) -> Country | None:
    """The State that the whole text names, which ended and left several: it stands for none of them."""
    country = names().exact(text)
    return country if country is not None and country.successors else None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of a text without its bullet and its footnote marks."""
    bullet = BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    for mark in (FOOTNOTE, ARTICLE_BEHIND):
        tail = mark.search(text[start:end])
        end = start + tail.start() if tail else end
    return start, end


def read_country(text: str, *, language: str = "en") -> CountryMatch | None:
    """The one country that the whole text names, None when it says anything else.

    Bullets, footnote marks, trailing punctuation and remarks in brackets do not count; a remark that is another country
    (`Georgia (USA)`) makes the text unread. A misspelled name is tried in English and in the page's `language`.
    """
    return _read_country(text, language) if len(text) <= LONGEST else None


@lru_cache(maxsize=4096)  # the lines of a list are asked again and again: are they entries, where does the list end?
def _read_country(text: str, language: str) -> CountryMatch | None:
    if text.rstrip().endswith("?"):
        return None
    remarks: list[str] = []
    start, end = _bare(text, 0, len(text))
    while start < end:
        name = text[start:end]
        country = _known(name) or _turned(name)
        if country is not None:
            return replace(_match(country, text, start, end), remark="; ".join(reversed(remarks)))
        remark = REMARK.search(name)
        if remark is None:
            break
        inside = remark.group(1).strip()
        if OFFICIAL.search(inside):  # `Congo (Dem. Rep. of the)`: the front of the name stands behind it
            turned = _known(f"{inside} {name[: remark.start()].strip()}")
            if turned is not None:
                return _match(turned, text, start, end)
            if DEMOCRATIC.search(inside):
                return None
        other, own = _known(inside), _known(name[: remark.start()])
        if other is not None and other != own and not _belongs(own, other):
            return None
        if other is None and not FOOTNOTE_NUMBER.fullmatch(inside):
            remarks.append(inside)
        start, end = _bare(text, start, start + remark.start())
    if start >= end:
        return None
    country = nearly(text[start:end], language)
    if country is None:
        return None
    return replace(_match(country, text, start, end, typo=True), remark="; ".join(reversed(remarks)))


def _belongs(territory: Country | None, state: Country) -> bool:
    return territory is not None and territory_of().get(territory.code) == state.code


def capitalised(source: str) -> bool:
    """Whether each word that carries meaning begins with a capital, as a proper name does."""
    parts = words(source)
    first = True
    for part in parts:
        letter = source[part.start]
        named = letter.isupper() or letter.isdigit() or CAMEL.match(source, part.start) is not None
        if not named and (first or part.text not in SMALL_WORDS):
            return False
        first = False
    return True


def _in_prose(country: Country, source: str) -> bool:
    """Whether a name is one here; what only looks like a country (code '') is taken out however it is written, and
    `Serbia and Montenegro` are two States.
    """
    if country.successors:
        return False
    named = capitalised(source) or " ".join(source.split()) in as_written()
    return not country.code or (named and fold(source) not in reading().only_alone)


@remembered
def find_countries(text: str) -> tuple[CountryMatch, ...]:
    """All countries named in running text, in order: exact names with capitals, the longest first, no typos.

    Not found: a name inside a longer one that is none (`Niger Delta`), before the head of another name (`Malta
    Declaration`), and names that are common words or first names too.
    """
    return tuple(_found(text, _in_prose))


def _found(text: str, accept: Callable[[Country, str], bool]) -> Iterator[CountryMatch]:
    for hit in names().find(text, accept):
        if hit.value.code and not _of_another_name(text, hit.start, hit.end):
            yield _match(hit.value, text, hit.start, hit.end)


def _of_another_name(text: str, start: int, end: int) -> bool:
    """Whether the word behind a name makes it part of another: `Malta Declaration`, `Chad Brown`."""
    after = NEXT_WORD.match(text, end)
    if after is None:
        return False
    word = fold(after[1])
    if word in reading().heads:
        return True
    if fold(text[start:end]) not in reading().first_names or word in reading().offices:
        return False
    return not names().begins(word)


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
    plain = GLUED_NUMBER.sub(lambda number: " " * len(number[0]), text)
    hits = names().find(plain, _two_at_the_end(plain), glued=True)
    for start, end in zip([0, *(hit.end for hit in hits)], [*(hit.start for hit in hits), len(text)], strict=True):
        for first, last in _pieces(plain, start, end):
            country = nearly(text[first:last], language)
            if country is None:
                return None
            found.append(_match(country, text, first, last, typo=True))
        if at < len(hits):
            if not hits[at].value.code:
                return None
            if not found or text[found[-1].end : hits[at].start].strip() not in ("(", "["):
                found.append(_match(hits[at].value, text, hits[at].start, hits[at].end))
            elif hits[at].value.code not in (found[-1].country, territory_of().get(found[-1].country)):
                return None  # `Georgia (USA)`, but not `Tokelau (New Zealand)` or `Turkey (Türkiye)`
            at += 1
    return tuple(found) or None


def _two_at_the_end(text: str) -> Callable[[Country, str], bool]:
    """`Albania, Serbia and Montenegro` ends with two States; elsewhere in a list the words are the State that ended."""
    commas = "," in text

    def accept(country: Country, source: str) -> bool:
        return not (country.successors and commas and text.rstrip(" .;").endswith(source))

    return accept


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bounds of what is left between two names when separators and remarks in brackets are gone."""
    masked = BRACKETED.sub(lambda remark: "," * len(remark.group()), text[start:end])
    masked = SEPARATOR.sub(lambda mark: "," * len(mark.group()), masked)
    for piece in re.finditer(r"[^,]+", masked):
        if NUMBER.fullmatch(piece.group()):  # `1. Spain 2. Portugal`
            continue
        yield start + piece.start(), start + piece.end()
