"""What makes two spellings one name: the folded word, and the words of a text with the places where they stand.

`Côte d’Ivoire` = `COTE D'IVOIRE`, `5 + 5` = `5+5`, `State‐led` (U+2010) = `State-led`, `Туре` in Cyrillic letters =
`Type`. Which letters look alike and which words have two spellings is data: confusables.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from monitor.lookups import load

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LETTER = r"[^\W_²³¹⁰-⁹₀-₉]"  # superscripts are footnote marks, not part of a name
WORD = re.compile(
    rf"[+&]|(?=[A-Za-z]\.)(?<!{LETTER})[A-Za-z](?:\.[A-Za-z])+\.?(?!{LETTER})"
    rf"|{LETTER}+(?:[\u0300-\u036f{INVISIBLE}]+{LETTER}*)*"
)
RUN = re.compile(rf"{LETTER}+|[+&]")
ASCII_RUN = re.compile(r"[A-Za-z0-9]+|[+&]")
# texts with these have words that are more than runs of letters: `U.S.`, a soft hyphen, an accent of its own
INNER_DOT = re.compile(r"[A-Za-z]\.[A-Za-z]")
NO_RUN = re.compile(rf"[A-Za-z]\.[A-Za-z]|[\u0300-\u036f{INVISIBLE}]")
SPACED = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
SEAM = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
JOINS = re.compile(r"[\s*†‡§'’‘ʼ`´\"“”„«»\u2010-\u2015\u2212\-_" + INVISIBLE + "]+")
GREEK_OR_CYRILLIC = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
PARAGRAPH = re.compile(r"\n\s*\n")
ASCII_NAME = re.compile(r"[A-Za-z0-9]+")
SHORT_TEXT, LONG_TEXT = 400, 8_000  # letters: few texts between the two are kept in mind, longer ones never
SHORT = 4  # letters of a word that may be an abbreviation
LONGEST_DISGUISE = 8  # a whole word of look-alikes above this length is a word of its own script


class Word(NamedTuple):
    """One word of a text: folded, where it stands, and what parts it from the word before ('': nothing)."""

    text: str
    start: int
    end: int
    gap: str


@cache
def _letters() -> dict[int, str]:
    return {ord(letter): plain for letter, plain in load.table("confusables")["letters"].items()}


@cache
def _lookalikes() -> dict[str, str]:
    return dict(load.table("confusables")["lookalikes"])


@cache
def _spellings() -> dict[str, str]:
    return dict(load.table("confusables")["spellings"])


def unmasked(word: str) -> str:
    """A word with Cyrillic and Greek look-alikes put back into Latin letters, when it is Latin in disguise.

    That is when each foreign letter has a Latin double and the word has Latin letters too, or is short.
    """
    if not GREEK_OR_CYRILLIC.search(word):
        return word
    known = _lookalikes()
    foreign = [letter for letter in word if GREEK_OR_CYRILLIC.match(letter)]
    if any(letter not in known for letter in foreign):
        return word
    mixed = any(letter.isascii() and letter.isalpha() for letter in word)
    if not mixed and len(word) > LONGEST_DISGUISE:
        return word
    return "".join(known.get(letter, letter) for letter in word)


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """One word: look-alikes, accents, letter case, invisible characters and second spellings taken away."""
    if ASCII_NAME.fullmatch(word):
        folded = word.lower()
        return _spellings().get(folded, folded)
    spread = unicodedata.normalize("NFKD", word)
    bare = "".join(letter for letter in spread if letter.isalnum() or letter in "+&")
    # before and after the letter case: a small letter may have a double that its capital has not, and the reverse
    folded = unmasked(unmasked(bare).casefold().translate(_letters()))
    return _spellings().get(folded, folded)


@lru_cache(maxsize=2_000)
def _gap(between: str, before: int) -> str:
    """The first character that parts two words for good, '' when they may belong to one name.

    `before`: the length of the first, 0 when there is none.
    """
    if between == " ":
        return ""
    if "\t" in between or PARAGRAPH.search(between):
        return "\n"
    rest = JOINS.sub("", between)
    if rest.startswith(".") and 1 < before <= SHORT:  # `Dem. Rep. of the Congo`, `St. Kitts`
        rest = rest[1:]
    return rest[:1]


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Where words begin and end, when a capital behind a small letter begins one."""
    for match in WORD.finditer(text):
        start = match.start()
        for seam in SEAM.finditer(text, match.start(), match.end()):
            yield start, seam.start()
            start = seam.start()
        yield start, match.end()


def words(text: str, *, glued: bool = False) -> tuple[Word, ...]:
    """The words of a text in order, folded, with their offsets in it.

    `glued`: a capital behind a small letter begins a new word (`MoroccoFrance`).
    """
    if len(text) <= SHORT_TEXT:
        return _of_a_line(text, glued)
    return _of_a_paragraph(text, glued) if len(text) <= LONG_TEXT else _words(text, glued)


def _words(text: str, glued: bool) -> tuple[Word, ...]:
    found: list[Word] = []
    end = before = 0
    for start, stop in _bounds(text) if glued else map(re.Match.span, WORD.finditer(text)):
        gap = "" if text[end:start] == " " else _gap(text[end:start], before)
        end = stop
        if folded := fold_word(text[start:stop]):
            found.append(Word(folded, start, stop, gap if before else ""))
            before = stop - start
    return tuple(found)


# One line of a page is asked about some thirty times: is it a label, a country, a date, a mechanism's name?
_of_a_line = lru_cache(maxsize=4096)(_words)
_of_a_paragraph = lru_cache(maxsize=128)(_words)


def fold(text: str) -> str:
    """The identity of a name: its folded words with single spaces, without a leading `the`."""
    if len(text) <= SHORT_TEXT:
        return _folded(text)
    return _folded_paragraph(text) if len(text) <= LONG_TEXT else _joined(text)


def _runs(text: str) -> list[str] | None:
    """The words of a text as they stand, in order; None when some are more than runs of letters.

    Four times as fast as WORD, and most texts have no other words.
    """
    if not is_plain(text):
        return None if NO_RUN.search(text) else RUN.findall(text)
    if "+" in text or "&" in text:
        return ASCII_RUN.findall(text)
    return text.translate(SPACED).split()


def is_plain(text: str) -> bool:
    """Whether the words of a text are the runs of its letters, and these are of ASCII."""
    return text.isascii() and not (text.count(".") > text.count(". ") + text.endswith(".") and INNER_DOT.search(text))


def letters(text: str) -> str:
    """A name without spaces and punctuation, its capitals kept and look-alikes put back into Latin letters."""
    return "".join(unmasked(part) for part in re.findall(r"[^\W_]+", text))


def _folded_words(text: str) -> list[str]:
    runs = _runs(text)
    return [folded for folded in map(fold_word, WORD.findall(text) if runs is None else runs) if folded]


def words_in(text: str) -> frozenset[str]:
    """The folded words of a text in no order, by which most texts are told to hold nothing that is looked for.

    With the runs of letters between signs: `U.S.` is `us`, `u` and `s`.
    """
    if len(text) <= SHORT_TEXT:
        return _in_a_line(text)
    return _in_a_paragraph(text) if len(text) <= LONG_TEXT else _in(text)


def _in(text: str) -> frozenset[str]:
    runs = _runs(text)
    if runs is None:
        runs = WORD.findall(text) + RUN.findall(text)
    return frozenset(map(fold_word, runs))


_in_a_line = lru_cache(maxsize=4096)(_in)
_in_a_paragraph = lru_cache(maxsize=256)(_in)


def _joined(text: str) -> str:
    parts = _folded_words(text)
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    return " ".join(parts)


_folded = lru_cache(maxsize=8192)(_joined)
_folded_paragraph = lru_cache(maxsize=256)(_joined)


def squash(text: str) -> str:
    """Like `fold`, without spaces: for words that a cell's line breaks tore (`Establish ed`)."""
    return fold(text).replace(" ", "")
