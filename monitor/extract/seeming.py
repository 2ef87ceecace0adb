"""What a sentence seems to state: it has the words of a field and says them of the mechanism, read or not.

Each test takes a sentence and the mechanism of the page (None: not known). It is wide where a reader of values must
be narrow: it makes no value, only a finding for a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from monitor.extract.gated import Gated
from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import (
    ARTICLES,
    NAMED,
    OF,
    PRONOUN,
    about_a_session,
    first_words,
    last_words,
    masked,
    names_the_mechanism,
    office_elsewhere,
    opens_with_another,
    speaks_of_the_mechanism,
)
from monitor.extract.prose.holders import find_holders
from monitor.extract.prose.verbs import form
from monitor.extract.values.countries import find_countries
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import find_places
from monitor.extract.values.terms import find_type
from monitor.lookups import fold, load, table
from monitor.lookups.folding import words_in
from monitor.lookups.mechanisms import find_mechanisms

Seems = Callable[[str, str | None], bool]

DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FEWEST = 4  # countries in one sentence, before it is like a list of members
GROUPS = {"chair": ("chair", "cochair", "presided"), "secretariat": ("secretariat",)}  # of lookups/label_words.toml
OBSERVING = ("observing", "are_those")  # of lookups/verbs.toml
LEADING = ("led_by", "led_by_past", "led_by_incoming", "leads", "led", "will_lead")
HELMS = (*LEADING, "with_it")
FOUNDED = ("own", "owned", "verbs")
HELD = ("held", "planned", "hosted", "will_host", "gathered")
# of lookups/phrases.toml and lookups/verbs.toml: who holds an office stands straight behind, or straight before
HELD_BY = ("by", "by_past", "by_incoming", "went", "will_go")
HOLDS = ("current", "past", "incoming")
NEAR = 40  # characters
SUBJECT = 10  # words before a verb
NOUN = 4  # words of a name straight before a participle
NAME_BEHIND = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+")
NAME_BEFORE = re.compile(
    r"([A-ZÀ-ÖØ-Þ][\w’'-]+)(?:\s*\([^()]*\))?(?:\s+(?:has|have|had|a|ont|avait|ha|han|tem|têm))?[\s,]*$"
)
NUMBERED = re.compile(
    r"(?:\b\d{1,3}(?:st|nd|rd|th|e|ème|[.ªº])?|\b[IVXL]+)\.?\s+#"
)  # `III G4 Meeting`, the name masked
OBJECT = re.compile(r"\s+(?:an?|the|its|une?|la|le|sa|son|una?|el|su|uma?|o|a)\s+(?:[^\W\d]+\s+)?$", re.IGNORECASE)
THIS = re.compile(r"\b(?:this|ce|cet|cette|est[ea])\s+$", re.IGNORECASE)
# between a number and those whom it counts: some of them, or others
NOT_ALL = re.compile(
    r"\b(?:its|the|these|those|new|other|more|ses|les|des|nouveaux|autres|sus|los|las|nuevos|otros|seus|os|dos|das|novos"
    r"|outros)\b",
    re.IGNORECASE,
)


def seems_chair(sentence: str, mechanism: str | None) -> bool:
    """Somebody chairs or leads it."""
    said = says(sentence, "chair")
    if not (said or _leads(sentence)) or pattern("chair", "other_offices").search(sentence) or _sitting(sentence):
        return False
    if find_countries(sentence):
        return True
    own = said and _of_the_mechanism(sentence, mechanism) and not opens_with_another(sentence, mechanism)
    return own and chaired_by_a_stranger(sentence)


def _leads(sentence: str) -> bool:
    """Somebody is at the helm, or leads the mechanism."""
    if form("chair", "with_it").search(sentence):
        return True
    led = any(form("chair", key).search(sentence) for key in LEADING) or pattern("chair", "helm").search(sentence)
    return bool(led) and (bool(find_mechanisms(sentence)) or pattern("bodies", "itself").search(sentence) is not None)


def _named_beside(group: str, behind: tuple[str, ...], ahead: tuple[str, ...], sentence: str) -> bool:
    """A name that nobody knows stands where the holder of an office should."""
    for key in behind:
        for verb in _verbs(group, key, sentence):
            start = _past_articles(sentence, verb.end())
            if NAME_BEHIND.match(masked(sentence), start) and not _itself(sentence[start:].split()[0]):
                return True
    for key in ahead:
        for verb in _verbs(group, key, sentence):
            name = NAME_BEFORE.search(masked(sentence)[: verb.start()])
            if name and not _itself(name[1]):
                return True
    return False


def _past_articles(sentence: str, start: int) -> int:
    articles = ARTICLES.match(sentence, start)
    return articles.end() if articles else start


def chaired_by_a_stranger(sentence: str) -> bool:
    """A name that nobody knows stands where who chairs should."""
    return _named_beside("chair", HELD_BY, HOLDS, sentence)


def _verbs(group: str, key: str, sentence: str) -> list[re.Match[str]]:
    held = list(form(group, key).finditer(sentence))
    return held + list(pattern(group, key).finditer(sentence)) if key in table("phrases").get(group, ()) else held


def _itself(word: str) -> bool:
    names_nobody = pattern("seeming", "nobody").fullmatch(word) or pattern("bodies", "itself").search(word)
    return bool(names_nobody or pattern("chair", "nouns").search(word))


def _of_the_mechanism(sentence: str, mechanism: str | None) -> bool:
    """The sentence names the mechanism, calls it by what it is, or goes on about it."""
    if names_the_mechanism(sentence, mechanism) or PRONOUN.match(sentence):
        return True
    return pattern("bodies", "itself").search(masked(sentence)) is not None or says(sentence, "chair")


def plainly_of_it(sentence: str, mechanism: str | None) -> bool:
    """The sentence speaks of the mechanism and of no other body."""
    if any(found.id for found in find_organisations(masked(sentence))):
        return False
    if opens_with_another(sentence, mechanism):
        return False
    nouns = pattern("chair", "nouns").finditer(sentence)
    return calls_it(sentence, mechanism) or any(not _elsewhere(sentence, office, mechanism) for office in nouns)


def _elsewhere(sentence: str, office: re.Match[str], mechanism: str | None) -> bool:
    """The office is that of another body, known or not: `Presidency of the Salzburg Forum`."""
    of = OF.match(sentence, office.end())
    return office_elsewhere(sentence, office.start(), office.end(), mechanism) or bool(
        of and NAMED.match(sentence, _past_articles(sentence, of.end()))
    )


def calls_it(text: str, mechanism: str | None) -> bool:
    """The text names the mechanism, calls it `the Process`, or begins with a pronoun."""
    if names_the_mechanism(text, mechanism) or PRONOUN.match(text):
        return True
    return pattern("seeming", "it").search(masked(text)) is not None


def seems_member(sentence: str, mechanism: str | None) -> bool:
    """Many countries in one sentence."""
    return len({hit.country for hit in find_countries(sentence)}) >= FEWEST and not _sitting(sentence)


def seems_secretariat(sentence: str, mechanism: str | None) -> bool:
    """An organisation, or somebody whom nobody knows, beside the word."""
    if not says(sentence, "secretariat"):
        return False
    if any(found.id for found in find_organisations(sentence)):
        return True
    if pattern("chair", "other_offices").search(sentence) or pattern("secretariat", "unsure").search(sentence):
        return False
    return _named_beside("secretariat", ("served_by",), ("serves",), sentence)


def seems_observer(sentence: str, mechanism: str | None) -> bool:
    """Somebody observes, in the words of `prose.observers`; the sentence names who might."""
    if _sitting(sentence) or not any(form("observers", key).search(sentence) for key in OBSERVING):
        return False
    return bool(find_holders(sentence)) or _named_beside("observers", OBSERVING, ("observing",), sentence)


def seems_meeting(sentence: str, mechanism: str | None) -> bool:
    """Something was or will be held: at some time, or somewhere."""
    said = masked(sentence)
    if not (pattern("meeting", "nouns").search(said) or NUMBERED.search(said)):
        return False
    if pattern("meeting", "often").search(sentence) or pattern("meeting", "cancelled").search(sentence):
        return False
    if any(found.id for found in find_organisations(sentence)):
        return False
    dated = bool(DATED.search(sentence) or pattern("meeting", "sometime").search(sentence))
    if any(form("meeting", key).search(sentence) for key in HELD):
        return dated or pattern("seeming", "when").search(sentence) is not None
    return dated and bool(find_places(sentence))


def seems_established(sentence: str, mechanism: str | None) -> bool:
    """The mechanism began, at some time."""
    if not (DATED.search(sentence) or pattern("seeming", "when").search(sentence)):
        return False
    if opens_with_another(sentence, mechanism):
        return False
    begun = [said for key in FOUNDED for said in form("established", key).finditer(sentence)]
    begun += pattern("seeming", "begun").finditer(sentence)
    return any(_began(sentence, said, mechanism) for said in begun)


def _began(sentence: str, said: re.Match[str], mechanism: str | None) -> bool:
    before, after = sentence[: said.start()], sentence[said.end() :]
    if pattern("established", "unsure").search(before[-NEAR:]) or _sitting(before):
        return False
    others = pattern("bodies", "others")
    if others.search(masked(before)) or any(OBJECT.fullmatch(after[: o.start()]) for o in others.finditer(after)):
        return False
    if form("established", "active").fullmatch(said.group()) and before.strip():
        # `France launched the 5+5 Dialogue`, `The Process, launched in ...`, but not `its posts, launched in ...`
        return _is_named(after, mechanism) or calls_it(last_words(before, NOUN), mechanism)
    if before.strip():
        return speaks_of_the_mechanism(last_words(before, SUBJECT), mechanism) or PRONOUN.match(sentence) is not None
    return _of_the_mechanism(after, mechanism)


def _is_named(after: str, mechanism: str | None) -> bool:
    """What was launched is the mechanism: by its name, or by one with a word for what it is."""
    said = first_words(after)
    name = NAMED.match(said, _past_articles(said, 0))
    kind = name and pattern("bodies", "itself").search(name.group())
    return bool(kind) or names_the_mechanism(said, mechanism)


def seems_type(sentence: str, mechanism: str | None) -> bool:
    """The words of a type behind the mechanism, or `this`."""
    hit = find_type(masked(sentence))
    if hit is None or pattern("type", "unsure").search(sentence[: hit.start]):
        return False
    behind = sentence[hit.end :].lstrip()
    if pattern("meeting", "nouns").match(behind) or pattern("bodies", "others").match(behind):
        return False
    before = sentence[: hit.start]
    return bool(THIS.search(before)) or names_the_mechanism(before, mechanism) or bool(PRONOUN.match(before))


def seems_member_count(sentence: str, mechanism: str | None) -> bool:
    """So many members, or States that belong."""
    if about_a_session(sentence) or opens_with_another(sentence, mechanism):
        return False
    return any(_counts(sentence, counted, mechanism) for counted in counted_in(sentence, "member_count"))


def _counts(sentence: str, counted: re.Match[str], mechanism: str | None) -> bool:
    before, after = sentence[: counted.start()], sentence[counted.end() :]
    if pattern("bodies", "authors").search(masked(before)):
        return False
    near = sentence[max(0, counted.start() - NEAR) : counted.end() + NEAR]
    if NOT_ALL.search(counted["between"] or "") or _ends_in("some_of", before):
        return False
    if pattern("counts", "unsure").search(before[-NEAR:] + counted.group()) or any(
        found.id for found in find_organisations(near)
    ):
        return False
    if counted["members"]:
        return not before.strip() or speaks_of_the_mechanism(before, mechanism) or _verb_at_end(before)
    belong = pattern("counts", "belong").search(after) or pattern("counts", "belong_to_it").search(after)
    return bool(belong or _verb_at_end(before)) and _of_the_mechanism(sentence, mechanism)


def _ends_in(key: str, before: str) -> bool:
    near = before[-NEAR:].rstrip()
    return any(said.end() == len(near) for said in pattern("seeming", key).finditer(near))


def _verb_at_end(before: str) -> bool:
    """`It comprises`, `There are`, with a word or two behind it: `It counts about`."""
    verbs = [pattern("counts", key) for key in ("has", "comprises", "there")]
    return any(len(before[verb.end() :].split()) <= 2 for form_of in verbs for verb in form_of.finditer(before))


def seems_observer_count(sentence: str, mechanism: str | None) -> bool:
    """So many observers."""
    if about_a_session(sentence) or opens_with_another(sentence, mechanism):
        return False
    return any(not NOT_ALL.search(c["between"] or "") for c in counted_in(sentence, "observer_count"))


def counted_in(text: str, field: str) -> list[re.Match[str]]:
    """Numbers of members or observers, also those that are about so: `a dozen members`, `une vingtaine de pays`."""
    return list(_number_of(field).finditer(text)) if may_be_counted(text, field) else []


def may_be_counted(text: str, field: str) -> bool:
    """False where a text cannot hold a number of them."""
    return any(one.may_be_in(text) for one in _counted(field))


def _counted(field: str) -> tuple[Gated, ...]:
    if field == "observer_count":
        return (form("observers", "named"),)
    return pattern("counts", "members"), pattern("counts", "states")


@cache
def _number_of(field: str) -> re.Pattern[str]:
    spelt = (word for words in table("phrases")["counts"]["words"].values() for word in words)
    numbers = sorted((*spelt, *table("phrases")["seeming"]["dozens"]), key=len, reverse=True)
    number = r"\d{1,3}|" + "|".join(re.escape(words).replace("'", "['’]") for words in numbers)
    members, *states = (one.pattern for one in _counted(field))
    kinds = f"(?P<members>{members})" + "".join(f"|{one}" for one in states)
    return re.compile(
        rf"(?<![\w.,/])(?:{number})\s+(?P<between>(?:(?:of|de)\s+|d['’])?(?:[^\W\d]+\s+){{0,2}}?)(?:{kinds})",
        re.IGNORECASE,
    )


def seems_association(sentence: str, mechanism: str | None) -> bool:
    """The mechanism is attached to a known organisation."""
    for said in pattern("seeming", "attached").finditer(sentence):
        start = _past_articles(sentence, said.end())
        if any(o.id and o.start == start for o in find_organisations(sentence)):
            before = sentence[: said.start()]
            return speaks_of_the_mechanism(before, mechanism) or PRONOUN.match(sentence) is not None
    return False


def _sitting(sentence: str) -> bool:
    return pattern("bodies", "sessions").search(sentence) is not None


def says(text: str, field: str) -> bool:
    """The text has a word of the field's labels."""
    return not _spoken(field).isdisjoint(words_in(text))


@cache
def _spoken(field: str) -> frozenset[str]:
    """The words of a field's labels; a president is a person too."""
    groups = load.table("label_words")["words"]
    words = {fold(word) for group in GROUPS[field] for word in groups[group]}
    return frozenset(word for word in words if not word.startswith("president") or word == "presidency")


SEEMS: dict[str, Seems] = {
    "chair": seems_chair,
    "member": seems_member,
    "member_count": seems_member_count,
    "observer": seems_observer,
    "observer_count": seems_observer_count,
    "secretariat": seems_secretariat,
    "meeting": seems_meeting,
    "established": seems_established,
    "type": seems_type,
    "formal_association": seems_association,
}
