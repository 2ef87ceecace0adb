"""What a sentence bears witness to: something in the world, or only the page and its reader.

Pages that state facts name and date what they speak of. Notices, in whatever words, speak to their reader of machinery
that has neither name nor year.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from monitor.documents.clean import fold
from monitor.lookups import table

# How much of its words a sentence counts for.
NAMELESS = 0.7  # without a name or a year: notices are made of such sentences, and pages hold them beside others
NOTICE = 0.5  # with a name, but said to the reader or of machinery: `Contact the Ministry if you think that ...`
OF_ITSELF = 0.4  # nameless, in which a page says `we`

REMEMBERED = 300  # characters of a text up to which its plain form is kept: a sentence is asked of several times

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_TOKEN = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<![\w.:/-])(?:\d{1,2}[./-]){0,2}(?:19[4-9]\d|20[0-4]\d)(?![\w:]|\.\d)")
_NO_DATE = re.compile(r"\d:\d\d:\d\d|©|\([cC]\)")  # to the second only machines tell the time
_CODE = re.compile(
    r"[`{}=\\]|::|->|\(\)|\w_\w|(?<!\S)/\w|:\d+:\d+|[a-z](?:Error|Exception)\b|\b[A-Z]{2,6}-?\d{4,5}[A-Z]?\b"
)
_ACRONYM = re.compile(r"[A-Z]{3,6}\s")  # a name also where a sentence begins with it: IOM
_AFTER_MARK = re.compile(r"[\w)\]»”’'\",;]$")  # a capital behind any other mark begins a sentence
_ELISION = re.compile(r"^[^\W\d_A-Z]{1,5}['’](?=\w)")  # d'Ambre, qu'Haïti, all'ICMPD
_QUOTED = re.compile(r"“[^”]{0,80}”|«[^»]{0,80}»|„[^“”]{0,80}[“”]|(?<!\S)\"[^\"]{0,80}\"")
_NO_NAMES = frozenset({"I", "A", "AM", "PM", "I'm", "I’m", "I've", "I’ve", "OK"})
_CLOSING = ".,;:!?)\"'”»"
_OPENING = "«“„\"'‘([¿¡"
_SHORT = 3  # letters of what may stand beside a machine's value: UTC, AM, NL


def plain(text: str) -> str:
    """Words in lower case without accents and punctuation, one space before, between and behind.

    >>> plain("Página não encontrada!")
    ' pagina nao encontrada '
    """
    return _plain(text) if len(text) <= REMEMBERED else _plain.__wrapped__(text)


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    text = text.casefold()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return f" {' '.join(_TOKEN.findall(text))} "


def unquoted(text: str) -> str:
    """A text without its short quotations: what a page quotes it does not say."""
    return _QUOTED.sub(" ", text)


@cache
def _words(*fields: str) -> frozenset[str]:
    notice = table("blockpages")["notice"]
    return frozenset(word for field in fields for words in notice[field] for word in plain(words).split())


@cache
def _menu() -> frozenset[str]:
    return frozenset(map(fold, table("blockpages")["notice"]["menu"]))


def is_to_reader(text: str) -> bool:
    """Whether a text speaks to its reader: `you`, `votre`."""
    return _holds(text, "reader")


def is_notice(text: str) -> bool:
    """Whether a text speaks to its reader or of machinery, such as access, links or errors."""
    return _holds(text, "reader", "words")


def _holds(text: str, *fields: str) -> bool:
    return not _words(*fields).isdisjoint(plain(text).split())


def is_menus(text: str) -> bool:
    """Whether a line is one of a site's menu, such as `About us`."""
    return fold(text) in _menu()


def is_code(text: str) -> bool:
    """Whether a text is made by a program for those who mend it: a query, a trace, a path."""
    return _CODE.search(text) is not None


def is_dated(text: str) -> bool:
    """Whether a text names a year, but not as part of a time stamp or an id."""
    return bool(_YEAR.search(text)) and not _NO_DATE.search(text)


def is_named(text: str) -> bool:
    """Whether a text names something: a capital within a sentence. Scripts that have no capitals always do."""
    if _ACRONYM.match(text) and not text.isupper():
        return True
    before = ""
    for token in text.split():
        word = token.lstrip(_OPENING)
        word = _ELISION.sub("", word)
        if before and word[:1].isupper() and word.rstrip(_CLOSING) not in _NO_NAMES and _AFTER_MARK.search(before):
            return True
        before = token
    return not text.isascii() and any(sign.isalpha() and sign.islower() == sign.isupper() for sign in text)


def is_machines(value: str) -> bool:
    """Whether a value is one that a machine gives: an IP address, a host, a path, a hash, a time to the second."""
    if _NO_DATE.search(value):
        return True
    words = [word.strip(",;()[]#.") for word in value.split()]
    found = [word for word in words if _is_machines_word(word)]
    return bool(found) and not is_dated(value) and all(len(word) <= _SHORT or word in found for word in words)


def _is_machines_word(word: str) -> bool:
    digits = sum(map(str.isdigit, word))
    marks = sum(word.count(mark) for mark in ".:/_-@")
    letters = len(word) - digits - marks
    if letters and digits:
        return marks > 0 or len(word) > 5
    return marks > 0 and "-" not in word if letters else digits > 4 or (digits > 1 and marks > 1)


def worth(sentence: str) -> float:
    """The share of its words that a sentence counts for, from 0 to 1."""
    if is_code(sentence):
        return 0.0
    if is_dated(sentence):
        return 1.0
    if is_notice(sentence):
        return NOTICE if is_named(sentence) else 0.0
    if is_named(sentence):
        return 1.0
    return OF_ITSELF if _holds(sentence, "self") else NAMELESS
