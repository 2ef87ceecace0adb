"""What a page says of itself between its content and its frame: that it was made, printed and read; and the weather.

`Visitors 38`, `Imprimé le 1 mars 2026`, `Updated 2 hours ago`, `rev. 29ab`, `Cairo 18 °C`: such a line states nothing
of what the page is about, wherever it stands. All its words are of the lists in lookups/remarks.toml, beside its
figures: a line with any other word is content.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.documents.masks import SIGN, undated
from monitor.documents.passing import number_words, settled
from monitor.lookups import fold, table
from monitor.lookups.places import cities

LONGEST, MOST_CHARACTERS = 20, 300  # words and characters of a line
MOMENT = 2  # figures and names of a date or a time, masked: a year alone is one
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
STAMP = re.compile(r"\b\d{1,4}([./-])\d{1,2}\1\d{1,4}\b|\b\d{1,2}[:h]\d{2}\b")  # which is masked as one
NOW = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*(?:GMT|UTC|CES?T))?")
TOKEN = re.compile(r"(?=.*\d)[0-9a-f]{4,}|[a-f]{3,}")  # `29ab`, and by chance `abc`
VERSION = 3  # numbers of a version: `4.2.1`
DEGREES = re.compile(r"(?P<before>[^\d°º]*?)[+\-−–]?\d{1,2}\s*(?P<sign>[°º]\s*[CF]?|[CF])(?P<behind>(?:\W[^\d°º]*)?)")
PLACE_WORDS = 4


def is_remark(text: str) -> bool:
    """Whether a line is the page's own remark on itself, or the weather."""
    if len(text) > MOST_CHARACTERS or len(text.split(None, LONGEST)) > LONGEST:
        return False
    if NOW.fullmatch(text.strip()) or _is_weather(text.strip()):
        return True
    parts = undated(text).split()
    numbers = [part for part in parts if DIGIT.search(part)]
    masks = parts.count(SIGN)
    said = frozenset(part for part in parts if part != SIGN and part not in numbers)
    if "lately" in _told(_without_numbers(text)) and not YEAR.search(text):  # `1991; 33 years ago` is the year
        return True  # before dates are masked: `ago` is a month too
    told = _told(said)
    if "counted" in told and (numbers or masks == 1):
        return True
    if not masks and not numbers and _is_counted_in_words(text):
        return True
    if "stamped" in told and (masks >= MOMENT or STAMP.search(text)):
        return True
    signs = [part for part in parts if TOKEN.fullmatch(part)]
    return "revised" in _told(said.difference(signs)) and (len(numbers) >= VERSION or bool(signs))


def _is_counted_in_words(text: str) -> bool:
    """`Viewed by twelve thousand people`."""
    return SIGN in settled(text).split() and "counted" in _told(_without_numbers(text))


def _without_numbers(text: str) -> frozenset[str]:
    words = frozenset(word for word in fold(text).split() if not DIGIT.search(word))
    return words.difference(number_words() - _lists()[1])


def _told(said: frozenset[str]) -> frozenset[str]:
    """What the words of a line tell of the page, where they are all of the lists; nothing where one is of none."""
    ways, known = _lists()
    if not said <= known:
        return frozenset()
    return frozenset(name for name, phrases in ways.items() if any(phrase <= said for phrase in phrases))


@cache
def _lists() -> tuple[dict[str, tuple[frozenset[str], ...]], frozenset[str]]:
    """The words of the phrases of each list that tells something, and all words that may stand in such a line."""
    lists = {
        name: tuple(frozenset(fold(phrase).split()) for phrase in phrases) for name, phrases in table("remarks").items()
    }
    known = frozenset(word for phrases in lists.values() for phrase in phrases for word in phrase)
    return {name: phrases for name, phrases in lists.items() if name != "beside"}, known


def _is_weather(text: str) -> bool:
    """Degrees beside a few words; where their sign is a letter alone, beside a city's name: `Annex 3 C` is none."""
    found = DEGREES.fullmatch(text)
    if found is None:
        return False
    place = f"{found['before']} {found['behind']}".strip(" ,;:.|-–")
    if found["sign"].isalpha():
        return cities().exact(place) is not None
    return len(place.split()) <= PLACE_WORDS
