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
def _marks(but: str) -> re.Pattern[str]:
    """Words that stand in one language alone, between spaces, in a group that has the name of the language."""
    marks = {
        lang: map(re.escape, map(fold, words)) for lang, words in table("languages")["marks"].items() if lang != but
    }
    return re.compile("|".join(f"(?P<{lang}> (?:{'|'.join(words)}) )" for lang, words in marks.items()))


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
    marks = _marks(language)
    found = []
    for block in blocks:
        odd = marks.search(f" {fold(block.text)} ")
        if odd and odd.lastgroup:
            found.append((odd.lastgroup, block))
    return tuple(found)
