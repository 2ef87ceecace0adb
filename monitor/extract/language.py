"""Which of the four languages a text is in, by its small words. Data: lookups/languages.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from monitor.lookups import fold, load, table
from monitor.lookups.folding import LONG_TEXT, SPACED, fold_word, words_in
from monitor.model import Block

WORD = re.compile(r"\w+")
ENOUGH = 6  # small words, before a text says what language it is in
A_LABEL = 4  # small words that a label of the language counts for
A_WORD = 2  # small words that a word of labels counts for
SHORT = 400  # characters of a text with few small words
ALONE = 4  # small words, where the text has none of another language
SAMPLE = 4000  # characters of a page by which its language is told
LETTER = re.compile(r"[^\W\d_]")
OTHER_LETTER = "\u02ff"  # behind it come other scripts than the Latin one, but for rare letters
FOREIGN_LETTERS = 60
FOREIGN_WORDS = 4
LETTERS = 4  # of a word of labels
LONG = 100  # characters of a paragraph that has a language of its own
TELLING = 5  # small words of such a one
RARELY = 4  # times as many as of the page's own language
TIMES = 2  # as many as of the next language


@cache
def _small_words() -> dict[str, str]:
    """Folded small words, and the one language that each is of."""
    return {fold(word): language for language, words in table("languages")["small_words"].items() for word in words}


@cache
def _marked() -> dict[str, tuple[str, ...]]:
    return {language: tuple(map(fold, words)) for language, words in table("languages")["marks"].items()}


@cache
def _telling() -> frozenset[str]:
    """The longest word of each mark: without one a block has no mark."""
    return frozenset(max(words.split(), key=len) for marks in _marked().values() for words in marks)


@cache
def _marks(but: str) -> re.Pattern[str]:
    """Words that stand in one language alone, between spaces, in a group that has the name of the language."""
    marks = {lang: map(re.escape, words) for lang, words in _marked().items() if lang != but}
    return re.compile("|".join(f"(?P<{lang}> (?:{'|'.join(words)}) )" for lang, words in marks.items()))


def _words(text: str) -> list[str]:
    """The words of a text in any order; most of its lines are plain, and their words quickly told."""
    plain: list[str] = []
    others: list[str] = []
    for line in text.split("\n"):
        (plain if line.isascii() and "_" not in line else others).append(line)
    return "\n".join(plain).translate(SPACED).split() + WORD.findall("\n".join(others))


def language_of(text: str, labels: Mapping[str, int] | None = None) -> str | None:
    """Two letters, None when the text is too short or mixed to say. `labels`: how many labels of each language."""
    counts = {lang: A_LABEL * (labels or {}).get(lang, 0) for lang in table("languages")["small_words"]}
    small = _small_words()
    for word, count in Counter(_words(text)).items():
        if lang := small.get(fold_word(word)):
            counts[lang] += count
    short = len(text) <= SHORT
    if short:  # too short for small words: those of labels count too, wherever they stand
        for word in set(WORD.findall(text.lower())):
            if lang := _label_words().get(word):
                counts[lang] += A_WORD
    first, second = sorted(counts, key=lambda lang: -counts[lang])[:2]
    enough = ENOUGH if not short or counts[second] else ALONE
    return first if counts[first] >= enough and counts[first] >= TIMES * counts[second] else None


@cache
def _label_words() -> dict[str, str]:
    """Words of the labels of one language alone, as they are written."""
    by_word: dict[str, set[str]] = {}
    languages = tuple(table("languages")["small_words"])
    for entry in load.entries("labels", "label"):
        for language in languages:
            for word in WORD.findall(" ".join(entry.get(language, ())).lower()):
                by_word.setdefault(word, set()).add(language)
    return {word: min(of) for word, of in by_word.items() if len(of) == 1 and len(word) >= LETTERS}


def foreign_block(blocks: tuple[Block, ...]) -> Block | None:
    """The first block that shows it, where a page is in none of the four languages: by its letters, or by small words
    of others, more than it has of any of the four.
    """
    said: list[Block] = []
    length = 0
    for block in blocks:
        if block.landmark:
            continue
        said.append(block)
        length += len(block.text)
        if length > SAMPLE:
            break
    text = "\n".join(block.text for block in said)[:SAMPLE]
    if not text.isascii():
        letters = LETTER.findall(text)
        if len(letters) >= FOREIGN_LETTERS and sum(map(OTHER_LETTER.__lt__, letters)) * 2 > len(letters):
            return next(block for block in said if any(letter > OTHER_LETTER for letter in block.text))
    foreign = _foreign_words()
    if foreign.isdisjoint(words_in(text)):
        return None
    words = Counter(map(fold_word, WORD.findall(text)))
    others = sum(count for word, count in words.items() if word in foreign)
    four: Counter[str] = Counter()
    for word, count in words.items():
        if lang := _small_words().get(word):
            four[lang] += count
    if others < FOREIGN_WORDS or others <= max(four.values(), default=0):
        return None
    return max(said, key=lambda block: len(foreign & words_in(block.text)))


@cache
def _foreign_words() -> frozenset[str]:
    return frozenset(map(fold, table("languages")["foreign"]["words"]))


def odd_blocks(blocks: tuple[Block, ...], language: str) -> tuple[tuple[str, Block], ...]:
    """Blocks that are marked by words of another language than the page, or told in it: (language, block)."""
    marks = _marks(language)
    found = []
    for block in blocks:
        if not _telling().isdisjoint(words_in(block.text)):
            odd = marks.search(f" {fold(block.text)} ")
            if odd and odd.lastgroup:
                found.append((odd.lastgroup, block))
                continue
        if block.kind == "text" and not block.landmark and (other := _told_in(block.text, language)):
            found.append((other, block))
    return tuple(found)


def _told_in(text: str, language: str) -> str | None:
    """The other language of a paragraph: of its small words many are of that one, and hardly any of the page's."""
    if not LONG <= len(text) <= LONG_TEXT:
        return None
    small = _small_words()
    counts = Counter(small.get(word) for word in fold(text).split())
    del counts[None]
    other, most = counts.most_common(1)[0] if counts else (language, 0)
    return other if other != language and most >= TELLING and most >= RARELY * counts[language] else None
