"""Whether a meeting is one of the page's mechanism though its sentence does not name it: `The sixth round was held`.

Only a numbered one, the last or next, or one of ministers or senior officials counts; any other body near it makes the
sentence a finding instead.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import (
    ARTICLES,
    NAMED,
    OF,
    masked,
    names_the_mechanism,
    of_another,
    opens_with_another,
    same_mechanism,
)
from monitor.extract.values.countries import find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import country_of
from monitor.lookups import fold
from monitor.lookups.mechanisms import find_mechanisms

NUMBER = re.compile(r"(?:[IVXLC]+|\d{1,3}(?:st|nd|rd|th|er|re|e|ème|è|º|ª|°|\.ª|\.º|\.)?)\s", re.IGNORECASE)
ACRONYM = re.compile(r"[A-Z]{3,}")
TEASER = re.compile(r"\W*\d")  # an entry of a list of news begins with its date
AFFIRMING = frozenset(("established", "type", "member", "member_count", "observer", "secretariat", "chair"))


def may_be_own(title: str, sentence: str, paragraph: str, heading: str, mechanism: str | None) -> bool:
    """The sentence calls the meeting by its number, and neither it, the sentences before it in its paragraph nor the
    heading above speak of another body.
    """
    noun = pattern("meeting", "nouns").search(masked(title))
    if noun is None or TEASER.match(paragraph) or _belongs_elsewhere(title, noun, mechanism):
        return False
    ordinals = pattern("meeting", "ordinals")  # `sesión inaugural` too
    if not (
        NUMBER.match(title) or ordinals.match(title) or ordinals.match(title, noun.end() + 1) or _of_people(title, noun)
    ):
        return False
    if pattern("meeting", "held_by").search(masked(sentence)) or names_another(sentence, mechanism):
        return False
    before = sentences(paragraph[: paragraph.find(sentence)])
    return not any(_is_about_another(each, mechanism) for each in (heading, *before))


def goes_on(title: str, listed: frozenset[str]) -> bool:
    """The title is one of the listed ones but for its number: `Fifth Regional Conference` behind the first four."""
    own = _unnumbered(title)
    return bool(own) and fold(title) not in map(fold, listed) and own in map(_unnumbered, listed)


def _unnumbered(title: str) -> str:
    """The title behind its number; '' where it has none."""
    number = NUMBER.match(title) or pattern("meeting", "ordinals").match(title)
    return fold(title[number.end() :]).strip() if number else ""


def _of_people(title: str, noun: re.Match[str]) -> bool:
    """`meeting of senior officials`, of those who speak for States."""
    of = OF.match(title, noun.end())
    return bool(of and pattern("meeting", "high_people").match(title[of.end() :]))


def _belongs_elsewhere(title: str, noun: re.Match[str], mechanism: str | None) -> bool:
    """`sixth session of the Benelux Parliament`; `sixth meeting of Ministers` is nobody else's."""
    of = OF.match(title, noun.end())
    if of is None or pattern("meeting", "people").match(title[of.end() :]):
        return False
    return of_another(title[of.end() :], mechanism)


def names_another(words: str, mechanism: str | None) -> bool:
    """Whether words name a known organisation, or a mechanism that is not the page's."""
    named = find_mechanisms(words)
    if any(mechanism is None or not same_mechanism(mechanism, match.id) for match in named):
        return True
    spans = [(match.start, match.end) for match in named]
    return any(o.id and not any(a <= o.start < b for a, b in spans) for o in find_organisations(words))


def may_be_others(label: str) -> bool:
    """`Other events`, `Other contacts`: more of the mechanism, or those of others. Who is named there says which."""
    return pattern("bodies", "may_be_others").search(label) is not None


def _is_about_another(words: str, mechanism: str | None) -> bool:
    """The subject of a sentence, or a heading, is another body: a known one, a part of one, or a name of its own."""
    if mechanism is not None and names_the_mechanism(words, mechanism):
        return False
    if opens_with_another(words, mechanism) and not pattern("meeting", "nouns").match(_bare(words)):
        return True
    bare = _bare(words)
    if any(m.start == 0 for m in find_mechanisms(bare)) or pattern("meeting", "held_by").match(bare):
        return True
    name = NAMED.match(bare)
    if name is None or any(hit.start == 0 for hit in find_countries(bare)) or country_of(name.group()):
        return False
    own = pattern("bodies", "itself").search(name.group()) or pattern("meeting", "nouns").search(name.group())
    return not own and (len(name.group().split()) > 1 or ACRONYM.match(name.group()) is not None)


def _bare(words: str) -> str:
    return ARTICLES.sub("", words.lstrip(), count=1)


def is_about(mechanism: str | None, paragraphs: tuple[str, ...], stated: frozenset[str]) -> bool:
    """The page tells of the mechanism: facts of it were read, or a paragraph names it that the lookups know."""
    if len(stated & AFFIRMING) > 1:
        return True
    return mechanism is not None and any(names_the_mechanism(text, mechanism) for text in paragraphs)
