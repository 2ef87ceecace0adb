"""The two whom a sentence named, told apart by the next: `the former since 2019, the latter since 2021`."""

from __future__ import annotations

from monitor.extract.prose.holders import Holders, term_of
from monitor.extract.prose.joints import Worded
from monitor.extract.values.chairs import Chair

FORMER = Worded(r"\b{former!}\b")
LATTER = Worded(r"\b{latter!}\b")
MOST = 6  # words between `the former` and the date of its term


def by_their_names(sentence: str, two: Holders) -> str:
    """The sentence with the names for `the former` and `the latter` of the two that the one before named."""
    if len(two) != 2 or not (FORMER.search(sentence) and LATTER.search(sentence)):
        return sentence
    return LATTER.sub(two[1].name, FORMER.sub(two[0].name, sentence))


def terms_of_two(chairs: list[Chair], part: str) -> list[Chair]:
    """`A and B co-chair it; the former since 2019, the latter since 2021`."""
    first, second = FORMER.search(part), LATTER.search(part)
    if len(chairs) != 2 or first is None or second is None or first.start() > second.start():
        return chairs
    said = part[first.end() : second.start()], part[second.end() :]
    terms = [term_of(" ".join(words.split()[:MOST])) for words in said]
    return [
        Chair(c.role, c.name, c.country, c.id, term or c.term, c.text) for c, term in zip(chairs, terms, strict=True)
    ]
