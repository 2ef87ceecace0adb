"""Meetings of which a sentence says when they were or will be held: `The fourth round took place in Oslo on ...`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.clauses import row_before
from monitor.extract.values.countries import CountryMatch
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.meetings import Meeting, read_meeting
from monitor.extract.values.places import PlaceMatch, find_places
from monitor.lookups.mechanisms import find_mechanisms

# the article before a meeting's name; the name begins behind it
ARTICLE = re.compile(r"(?<!\w)(?:the|a|an|its|this|la|le|les|el|los|o|os|as)\s+|\bl['’]", re.IGNORECASE)
YEAR = re.compile(r"\d\d")
EDGE = " \t,;:.–—-•"
LONGEST_NAME = 18  # words of a meeting's name
FAR = 14  # words between a verb and the date that belongs to it
IN = re.compile(r"\b(?:in|en|em|à)\s+$", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\w)(?:[IVXLC]+|\d{1,2}(?:st|nd|rd|th|er|e|º|ª|°|\.ª))\s+")
JOINT = re.compile(r"(?:,|;)?\s+(?:and|while|et|y|e)\s+(?=(?:the|a|its|la|le|les|el|los|o|os)\s)|;\s+", re.IGNORECASE)
JOINED = re.compile(r"(?:\b(?:in|at|à|au|en|em|no|na)\s+(?:the\s+)?|,\s*|^\s*)$", re.IGNORECASE)


def find_meetings(text: str, *, language: str = "en", day_first: bool | None = None) -> tuple[tuple[Meeting, str], ...]:
    """The meetings of a paragraph, each with its sentence."""
    found: list[tuple[Meeting, str]] = []
    for sentence in sentences(text):
        if not YEAR.search(sentence):
            continue  # no date, no meeting: most sentences have none
        for part in _halves(sentence, language, day_first):
            meeting = (
                _hosted(part, language, day_first)
                or _listed(part, language, day_first)
                or _told(part, language, day_first)
            )
            if meeting is not None:
                found.append((meeting, sentence))
    return tuple(found)


def _halves(sentence: str, language: str, day_first: bool | None) -> tuple[str, ...]:
    """The two statements of a sentence that says of two meetings when each was or will be held."""
    for joint in JOINT.finditer(sentence):
        halves = sentence[: joint.start()], sentence[joint.end() :]
        if all(_verbs(half) and find_dates(half, language=language, day_first=day_first) for half in halves):
            return halves
    return (sentence,)


def _listed(sentence: str, language: str, day_first: bool | None) -> Meeting | None:
    """`I meeting – Oslo, May 2, 2013: a plan was agreed`: a list entry within the text."""
    dates = find_dates(sentence, language=language, day_first=day_first)
    if not dates or sentence[dates[0].end :].strip(" .)")[:1] not in (":", ""):
        return None
    head = sentence[: dates[0].end]
    if len(head.split()) > LONGEST_NAME or not pattern("meeting", "nouns").search(head) or _verbs(head):
        return None
    return read_meeting(head, language=language, day_first=day_first)


def _verbs(text: str) -> tuple[re.Match[str], bool] | None:
    """The verb of holding and whether it announces."""
    planned = pattern("meeting", "planned").search(text)
    held = pattern("meeting", "held").search(text)
    if planned and (not held or planned.start() <= held.start()):
        return planned, True
    return (held, False) if held else None


def _hosted(sentence: str, language: str, day_first: bool | None) -> Meeting | None:
    """`Morocco will be host to the next meeting, in 2018`: the host is the place, unless a city of it is named."""
    for key, announced in (("will_host", True), ("hosted", False)):
        verb = pattern("meeting", key).search(sentence)
        if verb is None:
            continue
        host = _host(sentence[: verb.start()])
        after = sentence[verb.end() :]
        date, _ = _date_of(sentence, verb, "", language, day_first)
        nouns = list(pattern("meeting", "nouns").finditer(after))
        if host is None or date is None or not nouns:
            return None
        end = nouns[0].end()
        for noun in nouns[1:]:  # `Ministerial Meeting`
            end = noun.end() if not after[end : noun.start()].strip() else end
        title = _subject(after[:end])
        city = next((p for p in find_places(after) if p.city and p.country == host.country), None)
        if title is None or len(after[: nouns[0].start()].split()) > LONGEST_NAME:
            return None
        return Meeting(date.edtf, date.text, title, (city or host).name, host.country, announced, date.ambiguous)
    return None


def _host(words: str) -> CountryMatch | PlaceMatch | None:
    """The one country, else the one city, that stands before the verb."""
    hosts = row_before(words)
    if hosts:
        return hosts[0] if len(hosts) == 1 else None
    cities = [p for p in find_places(words) if p.city and not words[p.end :].strip()]
    return cities[0] if len(cities) == 1 else None


def _told(sentence: str, language: str, day_first: bool | None) -> Meeting | None:
    """`The fourth ministerial round was held in Oslo, on July 3, 2017, and led to ...`."""
    said = _verbs(sentence)
    if said is None:
        return None
    verb, planned = said
    title = _subject(sentence[: verb.start()])
    if title is None:
        return None
    date, said_before = _date_of(sentence, verb, title, language, day_first)
    if date is None:
        return None
    after = sentence[verb.end() :]
    end = 0 if said_before else date.end
    place = next((p for p in find_places(after[: end + 60]) if _at(after, p.start, end)), None)
    place = place or _place_before(sentence[: sentence.find(title)])
    return Meeting(
        date.edtf,
        date.text,
        title,
        place.name if place else None,
        place.country if place else None,
        planned,
        date.ambiguous,
    )


def _place_before(words: str) -> PlaceMatch | None:
    """`In Lisbon the ...`, `It was in Lisbon that the ...`."""
    for place in find_places(words):
        if len(words[place.end :].split()) <= 3 and re.search(
            r"\b(?:in|en|em|à)\s+$", words[: place.start], re.IGNORECASE
        ):
            return place
    return None


def _date_of(
    sentence: str, verb: re.Match[str], title: str, language: str, day_first: bool | None
) -> tuple[DateMatch | None, bool]:
    """The date behind the verb, else the one before the subject (`On 3 July 2017, the IV meeting was held in ...`)."""
    after, before = sentence[verb.end() :], sentence[: sentence.find(title)]
    for years in (False, True):
        dates = find_dates(after, language=language, day_first=day_first, years=years)
        if dates and len(after[: dates[0].start].split()) <= FAR:
            return dates[0], False
        dates = find_dates(before, language=language, day_first=day_first, years=years)
        if dates and len(before[dates[-1].end :].split()) <= 3:
            return dates[-1], True
    return None, False


def _at(text: str, start: int, date_end: int) -> bool:
    """The place belongs to the meeting: `in` before it, before the date or right behind it."""
    behind = re.search(r"[.;]|\b(?:and|which|marked|with)\b", text[date_end:start])
    return bool(JOINED.search(text[:start])) and (start < date_end or not behind)


def _session_of(clause: str) -> re.Match[str] | None:
    """A number before the name of a mechanism that is itself called a conference: `the XXIII CSM`."""
    for number in NUMBER.finditer(clause):
        if any(match.start == number.end() for match in find_mechanisms(clause)):
            return number
    return None


def _subject(words: str) -> str | None:
    """The name of the meeting that is the subject of the verb: the last clause that has a word for a meeting."""
    clauses = [c for c in re.split(r",\s+(?![A-Z][\w-]+\s+and\b)|\s+that\s+|;\s+|:\s+", words) if c.strip(EDGE)]
    for clause in reversed(clauses[-2:]):
        noun = pattern("meeting", "nouns").search(clause) or _session_of(clause)
        if noun is None:
            continue
        articles = list(ARTICLE.finditer(clause, 0, noun.start()))
        name = clause[articles[-1].end() if articles else 0 :].strip(EDGE)
        if len(name.split()) <= LONGEST_NAME:
            return name
    return None
