"""Words that stand for no value, and sentences that state that something does not exist. Data:
lookups/sentinels.toml.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.nothing import is_vacant, lasting, none_of
from monitor.lookups import fold, table
from monitor.lookups.folding import words, words_in

# behind such words, with no name in it: `TBC (2027)`, `TBC – see news`
ASIDE = re.compile(r"(?<=\w)[.]?\s?(?:[(\[][^()\[\]A-ZÀ-ÞА-Я]*[)\]]|\s[–—-]\s[^A-ZÀ-ÞА-Я]+)$")
LONGEST = 200  # characters of a line that says no more than that
MOST = 14  # words of a line that says no more than that something is not known yet


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(fold(said) or said.strip() for said in table("sentinels")[group]["any"])


def _folded_openings(field: str) -> list[str]:
    return [fold(said) for said in table("sentinels")["none_sentence"].get(field, ())]


@cache
def _telling(field: str) -> frozenset[str]:
    """A word of each opening that stands whole wherever the opening does: its first at the beginning of a sentence,
    one inside anywhere else.
    """
    parts = [said.split() for said in _folded_openings(field)]
    return frozenset(word for said in parts for word in (*said[:1], *sorted(said[1:-1], key=len)[-1:]))


@cache
def _openings(field: str) -> re.Pattern[str] | None:
    """At the beginning of a folded sentence; those of three words or more anywhere in it."""
    openings = _folded_openings(field)
    anywhere = [said for said in openings if len(said.split()) > 2]
    parts = [f"^(?:{'|'.join(map(re.escape, openings))})"] if openings else []
    parts += [f"(?:{'|'.join(map(re.escape, anywhere))})"] if anywhere else []
    return re.compile("|".join(parts)) if parts else None


def is_none(text: str) -> bool:
    """The whole text means that there is no value: `n/a`, `none`, `-`."""
    return (fold(text) or text.strip()) in _words("none")


@cache
def _none_heads() -> frozenset[str]:
    return frozenset(said for said in _words("none") if said.isalpha())


def says_none(field: str, text: str) -> bool:
    """The whole text means that there is none of a field: `none`, `No observers at present`, `Vacante`."""
    if is_none(text) or none_of(field, text) == "" or is_vacant(field, text):
        return True
    return lasting(text) in _words("none") if not _none_heads().isdisjoint(words_in(text)) else False


def is_unknown(text: str) -> bool:
    """The whole text means that the value is not known yet: `tbc`. NULL, not none."""
    return (fold(text) or text.strip()) in _words("unknown")


def is_not_known_yet(text: str) -> bool:
    """The whole text says no more than that it is not known yet: `tbc`, `to be elected`, `Date to be announced`."""
    if len(text) > LONGEST:
        return False
    text = ASIDE.sub("", text)
    bare = fold(text)
    if is_unknown(text) or bare in _words("unfilled") or bare in _words("pending"):
        return True
    said = bare.split(" ", MOST)
    if len(said) > MOST or not any(word in _heads() for word in said):
        return False
    leads = next((at for at, word in enumerate(said) if word not in _words("unknown_lead")), len(said))
    return any(_says_so(said[at:]) for at in range(min(leads, len(said) - 1) + 1))


@cache
def _heads() -> frozenset[str]:
    """The words that such phrases begin with."""
    phrases = _words("unknown") | _words("unfilled") | _words("pending")
    return frozenset(phrase.split()[0] for phrase in phrases if phrase.split())


@cache
def _tails() -> frozenset[str]:
    """The words that begin what may stand behind such a phrase."""
    return frozenset(said.split()[0] for said in _words("unknown_tail"))


def _says_so(said: list[str]) -> bool:
    """Whether words begin with such a phrase, and end with it or go on to say when, or by whom, it will be known."""
    for end in range(len(said), 0, -1):
        phrase = " ".join(said[:end])
        behind = said[end : end + 1]
        if phrase in _words("pending") and (not behind or (end > 1 and behind[0] in _tails())):
            return True
        if phrase in _words("unknown") or phrase in _words("unfilled"):
            return not behind or behind[0] in _tails()
    return False


def opens_without(field: str, text: str) -> bool:
    """The first sentence of the text states that there is no such thing."""
    return behind_none(field, text) is not None


def behind_none(field: str, text: str) -> tuple[str, str] | None:
    """What the first sentence of such a text says behind these words, and the sentences behind; None of any other."""
    first, _, others = text.partition(". ")
    if none_of(field, first) == "" or (field == "chair" and is_vacant(field, first)):
        return "", others
    openings = _openings(field) if not _telling(field).isdisjoint(words_in(text)) else None
    if openings is None:
        return None
    said = words(first)
    said = said[1:] if said and said[0].text == "the" else said
    folded = " ".join(word.text for word in said)
    found = openings.search(folded)
    return (first[said[folded.count(" ", 0, found.end())].end :], others) if found else None
