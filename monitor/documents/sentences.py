"""What one sentence or line counts for, in words: its own, and what a fact, a date or a list in it is worth beside."""

from __future__ import annotations

import re

from monitor.documents.testimony import is_code, is_dated, is_machines, is_named, is_notice, is_to_reader, worth

FACT = 12.0  # words that a label with its value stands for: `Chair: Tunisia` says as much as a sentence
STATED = 6.0  # words that a sentence stands for beside its own that names or dates what it speaks of
ENTRY = 2.5  # words that an entry of a list stands for beside its own
MAX_LABEL_WORDS = 7
MAX_VALUE_WORDS = 4  # a longer line below a label is its value only when it names or dates something
MAX_ENTRY_WORDS = 4
MIN_LISTED = 4  # entries between commas, which are a list; addresses have fewer parts
# Shorter sentences, and lines without an end, are pieces of a frame: names, addresses, slogans, hours.
MIN_SENTENCE_WORDS, MIN_LINE_WORDS = 6, 10
MIN_STATED_WORDS = 4  # of a whole sentence with a name: without numbers, which addresses and hours have
PIECE = 0.5  # what the words of a piece count for
END = (".", "!", "?", "…")

_WORD = re.compile(r"[^\W\d_]{2,}")  # ids, addresses and dates are no words
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_FACT = re.compile(r"([^:：]{2,60})(?:[:：](?!\d|//)|(?<!\d)[:：])\s*(\w.*)", re.DOTALL)  # no time, no address
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d:\d\d")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?\s?")  # a label too: `2018: none`
_TRAIL = re.compile(r"\s[»›>]\s")  # Home » News


def count(text: str) -> int:
    """The words of a text."""
    return len(_WORD.findall(text))


def sentences(text: str) -> list[str]:
    """A text cut behind the marks that end sentences."""
    return _SENTENCE.split(text)


def is_fact(text: str) -> bool:
    """Whether a line is a label and a value, but none that a machine gives, and no notice after a word and a colon."""
    found = _FACT.match(text)
    if found is None or not (0 < count(found[1]) <= MAX_LABEL_WORDS or _YEARS.fullmatch(found[1])):
        return False
    if is_machines(found[2]) or is_code(text) or is_to_reader(text):
        return False
    if is_dated(text) or is_named(found[2]):
        return True
    return not is_notice(text) and not (count(found[2]) > MAX_VALUE_WORDS and text.endswith(END))


def is_value(text: str) -> bool:
    """Whether a line below a label is its value, and not what a notice says below its heading."""
    if is_to_reader(text) or is_machines(text) or len(sentences(text)) > 1:
        return False
    if is_dated(text) or is_named(text):
        return True
    return not is_notice(text) and count(text) <= MAX_VALUE_WORDS and not text.endswith(END)


def weight(sentence: str, words: int, *, item: bool = False) -> float:
    """What a sentence counts for of which so many words stand beside links; an `item` of a list needs no end."""
    share = worth(sentence)
    if is_fact(sentence):
        return words + FACT
    if words < MIN_LINE_WORDS and _TRAIL.search(sentence):
        return 0.0
    listed = sentence.count(",") + 1
    if listed >= MIN_LISTED and words <= listed * MAX_ENTRY_WORDS and is_named(sentence):
        return words * share + ENTRY * listed
    whole = sentence.endswith(END)
    if words >= MIN_LINE_WORDS or (whole and words >= MIN_SENTENCE_WORDS):
        return words * share + STATED * (share == 1)
    if is_dated(sentence):  # a line on a meeting; with the hour alone one of a log
        return words + (FACT if is_named(sentence) else STATED * (words > 1 and not _CLOCK.search(sentence)))
    if whole and share == 1 and words >= MIN_STATED_WORDS and not _DIGIT.search(sentence):
        return words + STATED
    return words * share * (1.0 if item else PIECE)
