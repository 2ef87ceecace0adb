"""Names of bodies that no lookup knows: a title or a heading that calls one by a name of its own.

`Narrow Seas Group on Migration` is such a name, `International dialogues on migration` is none. What stands below it is
about that body, and never about a known one that is named further down or stood above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import ARTICLES
from monitor.extract.sections import is_prose
from monitor.lookups import fold
from monitor.lookups.mechanisms import MechanismMatch, by_id, find_mechanisms
from monitor.model import Block

LONGEST = 16  # words
FEW_WORDS = 4  # of a sentence
EDITS = 2  # by which a word of a title may be a misspelt one of a known name
STEM = 5  # letters from which words of one stem are alike: `Andean`, `Andes` are not, `Caribe`, `Caribeña` are
NO_NAME = re.compile(r"[\d:;?!|/•]|\s[–—-]\s|\.\s")
ACRONYM = re.compile(r"\s*[(\[]([A-ZÀ-ÖØ-Þ][\w-]{1,10})[)\]]\s*$")
WORD = re.compile(r"[^\W\d_][\w’'-]*")
GERUND = re.compile(r"[a-z’'-]{2,}ing", re.IGNORECASE)  # `Strengthening Dialogue`


def stranger(text: str) -> str | None:
    """The name that the whole text is, of a body with a noun for a mechanism (`Process`, `Mesa`), where no lookup knows
    it; else None.
    """
    text = text.strip(" \t\n.:–—-")
    if NO_NAME.search(text) or len(text.split(None, LONGEST)) > LONGEST or find_mechanisms(text):
        return None
    return text if _own_words(text) else None


def _own_words(text: str) -> tuple[str, ...]:
    """The words that tell the name from a description: not its kind, subject or rank. () when it is none."""
    short = ACRONYM.search(text)
    name = text[: short.start()] if short else text
    acronym = short is not None and _initials(short[1], name)
    about = pattern("naming", "about").search(name)
    said = pattern("naming", "plain").sub(" ", name[: about.start()] if about else name)
    noun = pattern("naming", "nouns").search(said)
    if noun is None or not (noun.group()[0].isupper() or acronym):
        return ()
    behind = said[noun.end() :]
    before, after = (
        tuple(w for w in WORD.findall(part) if _own(w, acronym)) for part in (said[: noun.start()], behind)
    )
    if said[: noun.start()].split()[-1:] and said[: noun.start()].split()[-1].islower():
        before = ()  # `Secretariat of the Process`
    if acronym:
        return before + after
    if pattern("naming", "weak").fullmatch(noun.group()):
        straight = WORD.match(behind.lstrip())
        after = after if straight and straight.group() in after else ()
    return () if pattern("naming", "occasions").fullmatch(noun.group()) else before + after


def _own(word: str, acronym: bool) -> bool:
    return len(word) > 2 and (acronym or word[0].isupper()) and GERUND.fullmatch(word) is None


def _initials(acronym: str, name: str) -> bool:
    """Whether an acronym is made of first letters of the name's words, in their order."""
    firsts = iter(fold(name).replace("-", " ").split())
    letters = [letter for letter in fold(acronym) if letter.isalpha()]
    return len(letters) > 1 and all(any(word[0] == letter for word in firsts) for letter in letters)


def akin(name: str, match: MechanismMatch) -> bool:
    """Whether a name may be a known mechanism's own, misspelt or in other words: they share what tells it apart."""
    own = [fold(word) for word in _own_words(name)]
    known = by_id(match.id)
    theirs = {word for each in (known.name, *known.aliases) for word in fold(each).split()}
    return bool(own) and all(any(_alike(word, other) for other in theirs) for word in own)


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < STEM:
        return one == other
    return one[:STEM] == other[:STEM] or OSA.distance(one, other, score_cutoff=EDITS) <= EDITS


def begins_with(blocks: Iterable[Block], mechanism: str) -> bool:
    """Whether the first sentence of a page has the mechanism as its subject: `The Bali Process was launched ...`."""
    first = next((b.text for b in blocks if b.kind == "text" and is_prose(b.text, FEW_WORDS)), "")
    said = next(iter(sentences(first)), "")
    bare = ARTICLES.sub("", said, count=1)
    return any(m.id == mechanism and m.start == 0 for m in find_mechanisms(bare))


def without_references(text: str) -> str:
    """The text without what it only refers to: `See also: ...`, to the end of its sentence."""
    if pattern("naming", "see_also").search(text) is None:
        return text
    kept = []
    for sentence in sentences(text):
        aside = pattern("naming", "see_also").search(sentence)
        kept.append(sentence[: aside.start()] if aside else sentence)
    return " ".join(kept)


def refers(text: str) -> bool:
    """Whether a line begins by saying that it only refers to others: `See also`, `*Véase también:* ...`."""
    return pattern("naming", "see_also").match(text.lstrip(" *_>-•·[(")) is not None
