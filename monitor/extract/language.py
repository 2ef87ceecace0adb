"""Which of the four languages a text is in, by its small words. Data: lookups/languages.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from monitor.lookups import fold, table
from monitor.lookups.folding import fold_word
from monitor.model import Block

ENOUGH = 6  # small words, before a text says what language it is in
A_LABEL = 4  # small words that a label of the language counts for
TIMES = 2  # as many as of the next language


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(map(fold, words)) for language, words in table("languages")["small_words"].items()}


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    """Words that stand in one language alone, between spaces."""
    words = {language: map(re.escape, map(fold, marks)) for language, marks in table("languages")["marks"].items()}
    return {language: re.compile(f" (?:{'|'.join(marks)}) ") for language, marks in words.items()}


def language_of(text: str, labels: Mapping[str, int] | None = None) -> str | None:
    """Two letters, None when the text is too short or mixed to say. `labels`: how many labels of each language."""
    words: Counter[str] = Counter()
    for word, count in Counter(re.findall(r"\w+", text)).items():
        words[fold_word(word)] += count
    counts = {
        lang: sum(words[w] for w in small) + A_LABEL * (labels or {}).get(lang, 0)
        for lang, small in _small_words().items()
    }
    first, second = sorted(counts, key=lambda lang: -counts[lang])[:2]
    return first if counts[first] >= ENOUGH and counts[first] >= TIMES * counts[second] else None


def odd_blocks(blocks: tuple[Block, ...], language: str) -> tuple[tuple[str, Block], ...]:
    """Blocks that are marked by words of another language than the page: (language, block)."""
    marks = [(lang, pattern) for lang, pattern in _marks().items() if lang != language]
    found = []
    for block in blocks:
        folded = f" {fold(block.text)} "
        odd = next((lang for lang, pattern in marks if pattern.search(folded)), None)
        if odd:
            found.append((odd, block))
    return tuple(found)
