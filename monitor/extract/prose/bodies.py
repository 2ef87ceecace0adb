"""Whom a clause speaks of: the mechanism itself, or another body that has a chair, members and meetings too."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.joints import Worded
from monitor.extract.values.countries import find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.lookups.folding import words_in
from monitor.lookups.mechanisms import by_id, find_mechanisms, known

OF = Worded(r"\s+(?:{of}|{of_several})\s+{the+}?")
ARTICLES = Worded(r"\s*(?:{the+}|{the_or_of+})*")
# capitalised words in a row, with the little words between them
NAMED = Worded(r"(?-i:[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\s+(?:{in_a_name}\s+)*[A-ZÀ-ÖØ-Þ][\w’'-]*)*)")
CONFERENCE_WORD = Worded(r"(?-i:{conference}\b)")
CONFERENCE = Worded(r"\b{the_or_of_the}\s+(?-i:{conference!}\b(?!\s+{of_or_on}\b|\s+[A-Z]))")
RELATIVE = Worded(r",?\s+{whose}\s[^,;]*|,\s+{chaired}\s[^,;]*")
OURS = Worded(r"{our}\s+(?:[^\W\d]+\s+)??")
ANY = Worded(r"\b{any_one}\s+(?:[^\W\d]+\s+)?$")  # `a (small) ...`
# a subject that stands for what the sentence before spoke of
PRONOUN = Worded(r"\s*{subject_pronoun}\s")
OBJECT = Worded(r"\s*{object_pronoun+}?")
KIND = Worded(r"\b{mechanism!}\b")
# a name that goes on in small letters: `Communauté économique et monétaire de l'Afrique centrale`
LONGER = Worded(r"\s+(?:[^\W\d]+\s+){0,3}?(?:{of}|{of_several})\s+{the+}?(?-i:[A-ZÀ-ÖØ-Þ])")
OF_THIS = Worded(r"\b{of}\s+{this}\s+$")  # `la Commission mixte de cet accord`
NAME = 60  # characters in which a name is looked for
NEAR = 8  # words between a verb and the noun that it is about


def same_mechanism(one: str | None, other: str | None) -> bool:
    """Whether two ids stand for one body here: `the 5+5 Dialogue` is short for that on migration as well."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def masked(text: str) -> str:
    """The text with the names of mechanisms made unreadable, each letter for a letter: the `Conference` in a name is
    no conference.
    """
    for match in find_mechanisms(text):
        text = text[: match.start] + "#" * (match.end - match.start) + text[match.end :]
    return text


def names_the_mechanism(text: str, mechanism: str | None) -> bool:
    """The text names the mechanism, and where it is not known any."""
    return any(same_mechanism(mechanism, match.id) for match in find_mechanisms(text))


def speaks_of_the_mechanism(words: str, mechanism: str | None) -> bool:
    """The subject of a sentence is the mechanism: by name, as `the Process`, or as `It` at the beginning.

    What comes last counts: in `the project of the Process` it is the project.
    """
    if names_the_mechanism(words, mechanism) and not pattern("bodies", "others").search(masked(words)):
        return True
    if pattern("bodies", "others").search(masked(words)):
        return False
    return bool(pattern("bodies", "itself").search(masked(words))) or _by_its_noun(words, mechanism)


def _by_its_noun(words: str, mechanism: str | None) -> bool:
    """`the Conference`, with a capital, is a mechanism that bears the word in its name."""
    if mechanism is None or not known(mechanism) or not CONFERENCE.search(words):
        return False
    own = by_id(mechanism)
    return any(CONFERENCE_WORD.search(name) for name in (own.name, *own.aliases))


def office_elsewhere(text: str, start: int, end: int, mechanism: str | None) -> bool:
    """Whether the office at text[start:end] is that of another body: `Presidency of ECOWAS`, `AU Chairmanship`."""
    if (of := OF.match(text, end)) and of_another(text[of.end() :], mechanism):
        return True
    near = text[:start][-NAME:]
    if any(o.id and not near[o.end :].strip() for o in find_organisations(near)):
        return not names_the_mechanism(near, mechanism)
    return any(not near[m.end :].strip() and not same_mechanism(mechanism, m.id) for m in find_mechanisms(near))


def of_another(words: str, mechanism: str | None) -> bool:
    """The words behind `of` begin with the name of another body than the mechanism."""
    if any(o.start == 0 and o.id for o in find_organisations(words)):
        return not names_the_mechanism(words[:NAME], mechanism)
    if any(m.start == 0 and not same_mechanism(mechanism, m.id) for m in find_mechanisms(words)):
        return True
    if pattern("chair", "other_bodies").search(first_words(words, 3)) and not names_the_mechanism(
        words[:NAME], mechanism
    ):
        return not any(hit.start == 0 for hit in find_countries(words))  # `of the Republic of Korea`
    return _other_name(words, mechanism)


def _other_name(words: str, mechanism: str | None) -> bool:
    """The words begin with a name that is neither the mechanism's nor a country's: `Benelux`."""
    first = words.split(maxsplit=1)[0].strip(",.;:()") if words.split() else ""
    if not first[:1].isupper() or any(hit.start == 0 for hit in find_countries(words)):
        return False
    known = pattern("bodies", "itself").match(words) or pattern("meeting", "nouns").match(words)
    return not known and not names_the_mechanism(words[:NAME], mechanism)


def without_relatives(sentence: str, mechanism: str | None) -> str:
    """The sentence without what it says of another body beside it: `the AU, whose chair is held by X, has ...`."""
    spans = []
    for relative in RELATIVE.finditer(sentence):
        if pattern("chair", "nouns").search(sentence[: relative.start()]):
            continue
        near = sentence[: relative.start()]
        bodies = [o.end for o in find_organisations(near) if o.id]
        bodies += [m.end for m in find_mechanisms(near) if not same_mechanism(mechanism, m.id)]
        if any(not near[end:].strip(" ,()") for end in bodies) and not names_the_mechanism(near, mechanism):
            spans.append((relative.start(), relative.end()))
    for start, end in reversed(spans):
        sentence = sentence[:start] + sentence[end:]
    return sentence


def another_subject(words: str, mechanism: str | None) -> bool:
    """The subject before a verb is a body beside the mechanism, or ends in a name that is not the mechanism's: `The
    project is chaired by ...`, `EMN is chaired by ...`.
    """
    bare = re.sub(r"[\s,(]*(?:\([^()]*\))?\s*$", "", words)
    if any(o.id and o.end == len(bare) for o in find_organisations(bare)) and not pattern("chair", "nouns").search(
        bare
    ):
        return not names_the_mechanism(bare[-NAME:], mechanism)
    head = found.end() if (found := ARTICLES.match(bare)) else 0
    other = pattern("bodies", "others")
    ends = any(one.end() == len(bare) and OF_THIS.search(bare[: one.start()]) for one in other.finditer(bare))
    if ends or other.match(bare, head):
        return not (names_the_mechanism(bare, mechanism) or pattern("chair", "nouns").search(bare))
    last = bare.split()[-1] if bare.split() else ""
    if not last[:1].isupper() or pattern("chair", "nouns").search(words):
        return False
    return not (names_the_mechanism(words, mechanism) or speaks_of_the_mechanism(words, mechanism))


def another_object(words: str, mechanism: str | None) -> bool:
    """Whom or what a verb of chairing is about is another body: `chairs ECOWAS`, `chairs the Khartoum Process`."""
    rest = words[found.end() :] if (found := ARTICLES.match(words)) else words
    if any(m.start == 0 for m in find_mechanisms(rest)):
        return not names_the_mechanism(rest[:NAME], mechanism)
    if any(o.start == 0 and o.id for o in find_organisations(rest)):
        return True
    name = NAMED.match(rest)  # `Alianza del Pacífico`, but not `Foro de ...`
    if name is None or any(hit.start == 0 for hit in find_countries(rest)):
        return False
    alone = pattern("bodies", "unnamed").match(rest)  # `preside la Comisión Panamá`
    if alone and (alone.end() == name.end() or any(hit.start == alone.end() + 1 for hit in find_countries(rest))):
        return False
    if pattern("bodies", "unions").fullmatch(name.group()) and LONGER.match(rest, name.end()):
        return True
    return not (of_ours(name.group(), mechanism) or pattern("chair", "nouns").match(name.group()))


def of_ours(name: str, mechanism: str | None) -> bool:
    """A name with a word for a mechanism is its own, if only that kind of body is in its names: no `Community` is a
    Conference. Of a mechanism that is not known, any such name may be.
    """
    if names_the_mechanism(name, mechanism):
        return True
    if pattern("bodies", "unnamed").fullmatch(name):
        return True
    itself = pattern("bodies", "itself").search(name)
    if itself is None:
        return False
    if len(name.split()) == 1 or KIND.search(name):
        return True
    if mechanism is None or not known(mechanism):
        return pattern("bodies", "unions").search(name) is None
    own = by_id(mechanism)
    return any(words_in(itself.group()) <= words_in(each) for each in (own.name, *own.aliases))


def opens_with_another(words: str, mechanism: str | None) -> bool:
    """A sentence, or what follows a date, begins with a known organisation or a body beside the mechanism: `The OECD
    has 38 members`, `The working group, set up in 2013, has ...`.
    """
    said = ARTICLES.sub("", words.lstrip(" ,"), count=1)[:NAME]
    if names_the_mechanism(said, mechanism):
        return False
    other = pattern("bodies", "others").match(said)
    ours = OURS.match(said)
    if ours and pattern("bodies", "authors").match(said[ours.end() :]):  # `Our association`
        return True
    return other is not None or any(o.start == 0 and o.id for o in find_organisations(said))


def of_a_group(sentence: str, before: str, mechanism: str | None) -> bool:
    """The subject is a pronoun, or is left out, and stands for a smaller body that the sentence before spoke of: `A
    steering group meets twice a year. It is composed of A and B.`
    """
    group = pattern("bodies", "groups").search(masked(before))
    if group is None or names_the_mechanism(sentence, mechanism):
        return False
    bare = OBJECT.sub("", sentence, count=1)
    left_out = any(pattern(*verbs).match(bare) for verbs in (("membership", "verbs"), ("counts", "there")))
    if not PRONOUN.match(sentence) and not left_out:
        return False
    ahead = before[: group.start()]
    return ANY.search(ahead) is not None or not speaks_of_the_mechanism(ahead, mechanism)


def about_a_session(words: str) -> bool:
    """The words near a verb name a single sitting, whose chair is not the mechanism's."""
    return bool(pattern("bodies", "sessions").search(masked(words)))


def last_words(text: str, count: int = NEAR) -> str:
    return " ".join(text.split()[-count:])


def first_words(text: str, count: int = NEAR) -> str:
    return " ".join(re.split(r"[,;.()]", text)[0].split()[:count])
