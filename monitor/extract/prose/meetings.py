"""Meetings of which a sentence says when they were or will be held: `The fourth round took place in Oslo on ...`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from monitor.extract.gated import holds_digit
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import OF, names_the_mechanism
from monitor.extract.prose.hosts import city_behind, date_of, hosted
from monitor.extract.prose.in_passing import in_passing
from monitor.extract.prose.in_sequence import at_the_place_of, said_there, without_adverbs
from monitor.extract.prose.meeting_names import ARTICLE, LONGEST_NAME, subject
from monitor.extract.prose.meeting_rows import several
from monitor.extract.prose.purposes import attended, rendezvous
from monitor.extract.prose.spoken import Spoken
from monitor.extract.prose.verb_first import inverted
from monitor.extract.prose.verbs import form
from monitor.extract.values.called_off import said_off, says_off
from monitor.extract.values.countries import find_countries
from monitor.extract.values.dates import find_dates
from monitor.extract.values.line_parts import virtual_place
from monitor.extract.values.meetings import Meeting, read_meeting
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import PlaceMatch, find_places

YEAR = re.compile(r"\d\d")
AFAR = 40  # characters behind a verb in which `virtually` belongs to it
FAR = 14  # words between a verb and the date that belongs to it
FEW = 6  # words before the noun in the name of a meeting
NEAR = 60  # characters behind a date in which its place stands
IN = re.compile(r"\b(?:in|at|en|em|à|na|no)\s+$", re.IGNORECASE)
JOINT = re.compile(r"(?:,|;)?\s+(?:and|while|et|y|e)\s+(?=(?:the|a|its|la|le|les|el|los|o|os)\s)|;\s+", re.IGNORECASE)
JOINED = re.compile(
    r"(?:\b(?:in|at|à|au|en|em|no|na|to|for|para|pour|de)\s+(?:(?:the|l[ae])\s+)?(?:(?:city|ville|ciudad|cidade)\s+(?:of|d[aeo])\s+)?"
    r"|,\s*|^\s*)$",
    re.IGNORECASE,
)
ASIDE = re.compile(r",\s+(?P<said>[^;:]{3,90}),\s*$")  # between a meeting and its verb
APART = re.compile(r"[.;]|\b(?:and|which|marked|with|instead|rather|lieu|lugar|vez)\b")


def find_meetings(
    text: str,
    *,
    language: str = "en",
    day_first: bool | None = None,
    listed: bool = False,
    mechanism: str | None = None,
) -> tuple[tuple[Meeting, str], ...]:
    """The meetings of a paragraph, each with its sentence.

    `listed`: the paragraph stands under a label for meetings; what it says was held is one, whatever it is called.
    """
    found: list[tuple[Meeting, str]] = []
    for sentence in sentences(text) if holds_digit(text) else ():
        if not YEAR.search(sentence):
            continue  # no date, no meeting: most sentences have none
        coming = False
        for part in _halves(sentence, language, day_first):
            part = without_adverbs(part)
            verb = _verbs(part)
            coming = verb[1] if verb else coming  # of a part without a verb that of the part before it holds
            alone, there = said_there(part, language) or (part, "")
            told = _of_part(Spoken(alone, language, day_first, mechanism, listed)) if alone else ()
            if there:
                last = told[-1] if told else found[-1][0] if found else None
                held = _of_part(Spoken(there, language, day_first, mechanism, listed))
                told += tuple(m for m in (at_the_place_of(last, each) for each in held) if m.place)
            found += [(m if verb or not coming else replace(m, announced=True), sentence) for m in told]
    return tuple(found)


def _of_part(said: Spoken) -> tuple[Meeting, ...]:
    """The meetings of one statement, by the first form that it has."""
    if pattern("meeting", "often").search(said.text) or not_held(said.text):
        return ()
    one = hosted(_statement(said.text), said.language, said.day_first, listed=said.listed) or _listed(said)
    one = one or rendezvous(said)
    found = (one,) if one else _by_verb(said)
    found = found or tuple(filter(None, (attended(said),))) or in_passing(said)
    found = tuple(meeting for meeting in found if not pattern("meeting", "none").match(meeting.title))
    if said.language == "es":
        found = tuple(meeting for meeting in found if not pattern("false_friends", "es").match(meeting.title))
    return tuple(meeting for meeting in found if said.listed or not _of_another(meeting.title, said.mechanism))


def _by_verb(said: Spoken) -> tuple[Meeting, ...]:
    """`The fourth round was held ...`, in each form that its verb gives it."""
    verb = _verbs(said.text)
    if verb is not None:
        found = several(said, verb[0], planned=verb[1])
        told = None if found else _told(said, *verb)
        found = found or ((told,) if told else ())
        if found:
            return found
    for key, planned in (("will_hold", True), ("planned", True), ("active", False), ("held", False)):
        for at in form("meeting", key).finditer(said.text):
            if meeting := inverted(said, at, planned=planned):
                return (meeting,)
    return ()


def not_held(sentence: str) -> bool:
    """The sentence says that the meeting did not take place or was once planned, and not that it did after all."""
    off = said_off(sentence) or form("meeting", "was_to").search(sentence)
    if off is None:
        return False
    held = next((m for m in form("meeting", "held").finditer(sentence, off.end()) if _finite(m.group())), None)
    return held is None or says_off(sentence, held.start())


@cache
def _finite(verb: str) -> bool:
    """The verb is no participle alone: `held` may be one."""
    return len(verb.split()) > 1 or "-" in verb


def _of_another(title: str, mechanism: str | None) -> bool:
    """The meeting is called that of another body: `summit of the African Union`, `the ECOWAS summit`."""
    others = [o for o in find_organisations(title) if o.id]
    if not others or names_the_mechanism(title, mechanism):
        return False
    for noun in pattern("meeting", "nouns").finditer(title):
        of = OF.match(title, noun.end())
        if any((of and o.start == of.end()) or title[o.end : noun.start()].isspace() for o in others):
            return True
    return False


def _halves(sentence: str, language: str, day_first: bool | None) -> tuple[str, ...]:
    """The two statements of a sentence that says of two meetings when each was or will be held."""
    for joint in JOINT.finditer(sentence):
        halves = sentence[: joint.start()], sentence[joint.end() :]
        dated = not joint.group().startswith(";")  # a mark that ends a statement parts them by itself
        if all(
            _verbs(half) and (not dated or find_dates(half, language=language, day_first=day_first)) for half in halves
        ):
            return halves
        if not dated and _verbs(halves[0]) and _named_first(halves[1]):
            return halves[0], *_halves(halves[1], language, day_first)
    return (sentence,)


def _named_first(words: str) -> bool:
    """The words begin with a meeting, whose verb is that of the words before: `...; the second session in Lima`."""
    article = ARTICLE.match(words)
    noun = pattern("meeting", "nouns").search(words) if article else None
    if noun is None or "," in words[: noun.start()]:
        return False
    return len(words[: noun.start()].split()) <= FEW and holds_digit(words[noun.end() :])


def _statement(sentence: str) -> str:
    """The sentence up to the next statement of a meeting: `Kenya hosted the first, and the second was held in ...`."""
    verb = next((v for key in ("will_host", "hosted") if (v := form("meeting", key).search(sentence))), None)
    other = verb and next((j for j in JOINT.finditer(sentence, verb.end()) if _verbs(sentence[j.end() :])), None)
    return sentence[: other.start()] if other else sentence


def _listed(said: Spoken) -> Meeting | None:
    """`I meeting – Oslo, May 2, 2013: a plan was agreed`: a list entry within the text."""
    dates = find_dates(said.text, language=said.language, day_first=said.day_first)
    if not dates or said.text[dates[0].end :].strip(" .)")[:1] not in (":", ""):
        return None
    head = said.text[: dates[0].end].rpartition("; ")[2]
    noun = pattern("meeting", "nouns").search(head)
    if len(head.split()) > LONGEST_NAME or noun is None or _verbs(head) or ARTICLE.search(head, 0, noun.start()):
        return None
    return read_meeting(head, language=said.language, day_first=said.day_first)


def _verbs(text: str) -> tuple[re.Match[str], bool] | None:
    """The verb of holding and whether it announces."""
    that = form("meeting", "planned_that").search(text)
    if that and (verb := form("meeting", "it_take").search(text, that.end())):
        return verb, True
    planned = _first(text, "planned")
    held = form("meeting", "held").search(text)
    if planned and (not held or planned.start() <= held.start()):
        return planned, True
    return (held, False) if held else None


def _first(text: str, key: str) -> re.Match[str] | None:
    """The first of a verb's forms and of the phrases of the same name; of two at one place the longer."""
    found = [m for m in (form("meeting", key).search(text), pattern("meeting", key).search(text)) if m]
    return min(found, key=lambda m: (m.start(), -m.end()), default=None)


def _told(said: Spoken, verb: re.Match[str], planned: bool) -> Meeting | None:
    """`The fourth ministerial round was held in Oslo, on July 3, 2017, and led to ...`."""
    sentence = said.text
    title = subject(sentence[: verb.start()], listed=said.listed)
    aside = ASIDE.search(sentence, 0, verb.start())  # `Its sixth round, convened in Oslo, was held on`
    aside = aside if aside and form("meeting", "participle").match(aside["said"]) else None
    title = title or (subject(sentence[: aside.start()]) if aside else None)
    if title is None:
        return None
    date, said_before = date_of(sentence, verb, title, said.language, said.day_first, FAR)
    if date is None:
        return None
    after = sentence[verb.end() :]
    end = 0 if said_before else date.end
    place = next((p for p in find_places(after[: end + NEAR]) if _at(after, p.start, end)), None)
    place = (
        place
        or (_place_in(aside["said"]) if aside else None)
        or _host_behind(after)
        or _place_before(sentence[: sentence.find(title)])
    )
    virtual = None if place else pattern("meeting", "virtual").search(after[: max(end, AFAR)])
    return Meeting(
        date.edtf,
        date.text,
        title,
        place.name if place else virtual_place(virtual.group()) if virtual else None,
        place.country if place else None,
        planned,
        date.ambiguous,
    )


def _host_behind(after: str) -> PlaceMatch | None:
    """`hosted by Zambia in Livingstone`, `organisée par le Mali`: the State that hosts, or its city that is named."""
    by = pattern("meeting", "by").match(after.lstrip())
    states = find_countries(after) if by else ()
    if by is None or not states or len(after[: states[0].start].split()) > len(by.group().split()) + 2:
        return None
    host = states[0]
    city = city_behind(after[host.end :], host.country)
    return PlaceMatch(city or host.name, host.country, host.start, host.end, city is not None)


def _place_in(words: str) -> PlaceMatch | None:
    return next((place for place in find_places(words) if IN.search(words[: place.start])), None)


def _place_before(words: str) -> PlaceMatch | None:
    """`In Lisbon the ...`, `It was in Lisbon that the ...`."""
    for place in find_places(words):
        if len(words[place.end :].split()) <= 3 and IN.search(words[: place.start]):
            return place
    return None


def _at(text: str, start: int, date_end: int) -> bool:
    """The place belongs to the meeting: `in` before it, before the date or right behind it."""
    return bool(JOINED.search(text[:start])) and (start < date_end or not APART.search(text[date_end:start]))
