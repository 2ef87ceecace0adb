"""Documents as a list states them: title, year, languages `( EN | FR )`, link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.values.line_parts import narrow
from monitor.lookups import fold, table
from monitor.lookups.load import generated
from monitor.model import Link

BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
# `PDF, 2 MB`: what a site says of the file, not of the document
FILE = re.compile(r"(?:(?:pdf|docx?|xlsx?|pptx?|zip|\d+(?:[.,]\d+)?\s?(?:kb|mb|ko|mo))\b[\s,;|–-]*)+", re.IGNORECASE)
# from the first of the marks before it alone: from each of them, a line of marks takes as long as the square of it
FILE_BEHIND = re.compile(
    r"(?<![\s,;|·–—-])[\s,;|·–—-]+(?:"
    r"(?:(?:PDF|DOCX?|XLSX?|PPTX?|ZIP)[\s,;|·–—-]+)?\d+(?:[.,]\d+)?\s?(?:[kKmM][bBoO])"
    r"|(?:PDF|DOCX?|XLSX?|PPTX?|ZIP))\s*$"
)
IN_LANGUAGE = re.compile(
    r"\b(?:en|em|in)\s+(?=[^\W\d_]{4,})", re.IGNORECASE
)  # `en français`: the first word is no code
BETWEEN = re.compile(r"\s*[|,/;]\s*|\s+(?:and|et|y|e)\s+", re.IGNORECASE)
CODES = re.compile(r"\s+((?:[A-Z]{2}(?:\s*[|/,]\s*|\s+))+[A-Z]{2})\s*$")
# `, in French`, ` – EN / FR`, `, em português e inglês`
LANGUAGE = re.compile(
    r"(?:\s+[–—|/-]\s+|,\s+)((?:(?:in|en|em)\s+)?(?:[^\W\d_]{4,}|[A-Z]{2})"
    r"(?:(?:\s*[,/|]\s*|\s+(?:and|et|y|e)\s+)(?:(?:in|en|em)\s+)?(?:[^\W\d_]{4,}|[A-Z]{2}))*)\s*$"
)
YEAR_AHEAD = re.compile(r"\s*(?:19|20)\d\d\s*(?::|[–—-]\s)\s*")
DOWNLOAD = re.compile(r"^\W*(?:download|télécharger|descargar|baixar|transferir|descarregar)\s*:\s*", re.IGNORECASE)
EXTENSION = re.compile(r"(?<=\w)\.(?:pdf|docx?|xlsx?|pptx?)$", re.IGNORECASE)
QUOTED = re.compile(r"[“”«»\"]")
FILE_ADDRESS = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip)(?:$|[?#])|/(?:files|documents?|download)s?/", re.IGNORECASE)
EDGE = " \t,;:.–—-•|"


@dataclass(frozen=True, slots=True)
class Titled:
    """One document."""

    title: str
    year: int | None = None
    url: str | None = None
    languages: tuple[str, ...] = ()

    def value(self) -> dict[str, str | int | list[str] | None]:
        """The JSON value of the statement."""
        return {"title": self.title, "year": self.year, "url": self.url, "languages": list(self.languages)}


@cache
def _languages() -> dict[str, str]:
    """Names of languages, folded, in front of what is written for the six that most pages have."""
    others = {fold(name): code for code, names in generated("languages").items() for name in names}
    return others | {
        fold(words): code for code, names in table("phrases")["document"]["languages"].items() for words in names
    }


def read_languages(text: str) -> tuple[str, ...]:
    """The languages in `EN | FR`, `french version`, `only in Portuguese`; () when anything else stands there.

    A code beyond those of the table (ISO 639-1) counts in capitals beside one that is in it: `EU` may be a union.
    """
    text = IN_LANGUAGE.sub(" ", text)
    whole = [_languages().get(fold(words.strip())) for words in BETWEEN.split(text)]
    if all(whole):  # `versão francesa e versão inglesa`
        return tuple(dict.fromkeys(code for code in whole if code))
    bare = re.sub(
        r"\b(?:only|version|versions|available|in|text|pdf|seulement|solo|apenas|et|and|y|e)\b",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    words = [w for w in re.split(r"[|,/;\s]+", bare) if w]
    codes = [_languages().get(fold(w)) for w in words]
    if any(codes):
        codes = [code or _code(word) for code, word in zip(codes, words, strict=True)]
    if not codes or None in codes:
        return ()
    return tuple(dict.fromkeys(code for code in codes if code))


def _code(word: str) -> str | None:
    """The language of an ISO 639-1 code in capitals."""
    code = word.lower()
    return code if word.isupper() and code in generated("languages") else None


def _without_languages(title: str) -> tuple[str, tuple[str, ...]]:
    """A title without the languages behind it, and these: `Rome Declaration (2014), in French and English`."""
    tail = CODES.search(title) or LANGUAGE.search(title)
    languages = read_languages(tail[1]) if tail else ()
    return (title[: tail.start()] if tail and languages else title), languages


def is_of_file(text: str) -> bool:
    """Nothing but the form and the size of a file: `PDF | 1.2 MB`."""
    return FILE.fullmatch(text.strip(" ()[]")) is not None


def _without_file(text: str) -> str:
    """A line without the form and the size of the file behind its title: `Rome Declaration PDF 1.2 MB`."""
    tail = FILE_BEHIND.search(text)
    return text[: tail.start()] if tail and any(c.isalpha() for c in text[: tail.start()]) else text


def looks_like_a_document(text: str, links: tuple[Link, ...] = ()) -> bool:
    """A year, languages, a file, quotation marks or a word for a document: what an entry of a menu has not."""
    if (
        YEAR.search(text)
        or QUOTED.search(text)
        or EXTENSION.search(text)
        or pattern("document", "entries").search(text)
    ):
        return True
    if any(FILE.fullmatch(bracket[1].strip()) or read_languages(bracket[1]) for bracket in BRACKET.finditer(text)):
        return True
    return any(FILE_ADDRESS.search(link.url) for link in links)


def read_document(text: str, links: tuple[Link, ...] = ()) -> Titled | None:
    """The document in a line; None when no title is left once year and languages are taken away."""
    text = _without_file(narrow(text))
    title, languages = _without_languages(text)
    for bracket in reversed(tuple(BRACKET.finditer(text))):
        if codes := read_languages(YEAR.sub(" ", bracket[1])):
            languages = tuple(dict.fromkeys(codes + languages))
            title = title[: bracket.start()] + title[bracket.end() :]
        elif FILE.fullmatch(bracket[1].strip()):
            title = title[: bracket.start()] + title[bracket.end() :]
        elif YEAR.fullmatch(bracket[1].strip()) and not title[bracket.end() :].strip(EDGE):
            title = title[: bracket.start()]
    if not languages:
        title, languages = _without_languages(title)
    if (ahead := YEAR_AHEAD.match(title)) and title[ahead.end() :].strip(EDGE):
        title = title[ahead.end() :]
    title = re.sub(r"\s+(?=[,;])", "", re.sub(r"\s+", " ", title))
    title = EXTENSION.sub("", DOWNLOAD.sub("", title.strip(EDGE)))
    if not any(c.isalpha() for c in title):
        return None
    years = YEAR.findall(text)
    url = next((link.url for link in links if fold(link.text) and fold(link.text) in fold(text)), None)
    return Titled(title, int(years[-1]) if years else None, url, languages)
