"""Bodies beside the mechanism, which have a chair and members of their own: its working groups, a forum with another
name, a project; and what running text says of them, told from what it says of the mechanism.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import ARTICLES, KIND, NAME, NAMED, masked, names_the_mechanism
from monitor.extract.values.countries import find_countries
from monitor.lookups.folding import words_in
from monitor.lookups.mechanisms import by_id, known

LEADING = re.compile(r"[^\W\d][^,]{2,60},\s+")  # `Within the Process, a working group ...`
MASK = re.compile(r"#+(?:['’]s?)?\s*")
AHEAD = 2  # words before the kind of a body in its name: `The Technical Experts Group`
SHORT = 3  # letters of a word that tells nothing of a name


def names_another(words: str, mechanism: str | None) -> bool:
    """A title holds the name of a body or an undertaking beside the mechanism: `Working Group on Return`, `Our
    project`; `Business Forum` where it is known what the mechanism is called.
    """
    said = masked(words)
    lead, colon, _ = words.partition(":")
    if colon and pattern("bodies", "beside").fullmatch(lead.strip()):
        return True
    named = any(pattern("bodies", key).search(said) for key in ("groups", "ventures"))
    return named or names_a_forum(words, mechanism)


def names_a_sitting(words: str) -> bool:
    """A title calls one meeting, whose chair is not the mechanism's: `Ministerial Conference 2027`, but not `Session
    documents`.
    """
    said = masked(words)
    noun = pattern("bodies", "sittings").search(said)
    if noun is None:
        return False
    behind = said[noun.end() :].split(maxsplit=1)[:1]
    return not behind or not behind[0].isalpha() or pattern("bodies", "describing").fullmatch(behind[0]) is not None


def names_a_forum(words: str, mechanism: str | None) -> bool:
    """A forum, a network or the like with words of its own for a name, where that is no word of the mechanism's own:
    `Government and Business Forum`, and not `Regional Forum`.
    """
    said = masked(words)
    if said != words or mechanism is None or not known(mechanism):
        return False
    noun = pattern("bodies", "fora").search(said)
    if noun is None or not noun.group()[0].isupper() or _in_its_names(noun.group(), mechanism):
        return False
    before, behind = said[: noun.start()].split(), said[noun.end() :].split()
    near = before[-1:] if before else behind[:2]  # `Business Forum`, `Foro de Empresas`
    describing = pattern("bodies", "describing")
    own = [w for w in near if w[:1].isupper() and len(w) >= SHORT and not describing.fullmatch(w)]
    return bool(own) and (not before or noun.end() == len(said) or behind[0][:1].islower())


def _in_its_names(noun: str, mechanism: str) -> bool:
    own = by_id(mechanism)
    return any(words_in(noun) <= words_in(name) for name in (own.name, *own.aliases))


def own_sentences(text: str, mechanism: str | None, title: str = "") -> str:
    """The sentences of a paragraph but for those about a body beside the mechanism: one that begins with its name, and
    all behind it up to the next that speaks of the mechanism. `title`: what names such a body above the paragraph.
    """
    said = sentences(text)
    if not title and not any(_opens(one, mechanism) for one in said):
        return text
    kept: list[str] = []
    beside = bool(title)
    for sentence in said:
        if _opens(sentence, mechanism):
            beside = True
        elif beside and _is_own(sentence, mechanism, title):
            beside = False
        if not beside:
            kept.append(sentence)
    return " ".join(kept)


def _opens(sentence: str, mechanism: str | None) -> bool:
    """The subject of a sentence is a body beside the mechanism."""
    lead = LEADING.match(sentence)
    starts = (0, lead.end()) if lead and lead.group()[:1].isupper() else (0,)
    return any(_begins(sentence[at:], mechanism) for at in starts)


def _begins(words: str, mechanism: str | None) -> bool:
    bare = ARTICLES.sub("", words, count=1)
    said = MASK.sub("", masked(bare)[:NAME], count=1)
    group = pattern("bodies", "groups").search(said)
    if group is not None:
        ahead = said[: group.start()]
        sits = pattern("bodies", "sessions").match(said[group.end() :].lstrip())  # `the steering committee session`
        named = KIND.search(ahead) or find_countries(ahead) or "," in ahead
        return len(ahead.split()) <= AHEAD and not (named or sits)
    name = NAMED.match(bare)
    return name is not None and names_a_forum(name.group(), mechanism)


def _is_own(sentence: str, mechanism: str | None, title: str) -> bool:
    """A sentence speaks of the mechanism by its name or its kind, and not by a word that the other body bears."""
    if names_the_mechanism(sentence, mechanism):
        return True
    kind = KIND.search(sentence)
    return kind is not None and not words_in(kind.group()) <= words_in(title)
