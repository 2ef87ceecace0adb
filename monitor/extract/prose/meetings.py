"""Meetings of which a sentence says when they were or will be held: `The fourth round took place in Oslo on ...`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.clauses import row_before
from monitor.extract.values.countries import CountryMatch
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.line_parts import could_be_city, quoted
from monitor.extract.values.meetings import Meeting, read_meeting
from monitor.extract.values.places import PlaceMatch, find_places
from monitor.lookups.mechanisms import find_mechanisms

# the article before a meeting's name; the name begins behind it
ARTICLE = re.compile(r"(?<!\w)(?:the|a|an|its|this|la|le|les|el|los|o|os|as)\s+|\bl['’]", re.IGNORECASE)
YEAR = re.compile(r"\d\d")
EDGE = " \t,;:.–—-•"
LONGEST_NAME = 18  # words of a meeting's name
AFAR = 40  # characters behind a verb in which `virtually` belongs to it
FAR = 14  # words between a verb and the date that belongs to it
IN = re.compile(r"\b(?:in|at|en|em|à)\s+$", re.IGNORECASE)
# a new clause: behind a comma that joins no `A, B and C`, behind `that`
CLAUSE = re.compile(r",\s+(?![A-Z][\w-]+\s+and\b)|\s+that\s+|;\s+|:\s+")
# an article behind one of these is inside a name: `First Summit of the Heads of State`
WITHIN = re.compile(
    r"(?<=\w)\s+(?:of|on|for|to|between|among|with|and|de|des|sur|pour|sobre|para|con|com|entre|y|et|e)\s+$",
    re.IGNORECASE,
)
# where the name of what a State hosted ends: at the next statement about it
BEHIND = re.compile(
    r",?\s+(?:that|which|where|who|attended|qui|où|donde|onde)\s|,\s+(?:in|at|on|from|with|during|when|and|as|en|à|le|avec"
    r"|con|em|com)\s|[;:]\s",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"[\s,]+(?:in|at|on|from|between|during|le|les|en|à|au|el|los|del|du|em|no|na|a|nos\s+dias|los\s+días)?\s*$",
    re.IGNORECASE,
)
CITY_AND = re.compile(r"\s*(?P<city>[^,()]+?)\s*(?:,\s*|\(\s*)(?:the\s+)?")
ADVERB = re.compile(r"\w+(?:ly|ment|mente)", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\w)(?:[IVXLC]+|\d{1,2}(?:st|nd|rd|th|er|e|º|ª|°|\.ª))\s+")
JOINT = re.compile(r"(?:,|;)?\s+(?:and|while|et|y|e)\s+(?=(?:the|a|its|la|le|les|el|los|o|os)\s)|;\s+", re.IGNORECASE)
JOINED = re.compile(r"(?:\b(?:in|at|à|au|en|em|no|na)\s+(?:the\s+)?|,\s*|^\s*)$", re.IGNORECASE)


def find_meetings(
    text: str, *, language: str = "en", day_first: bool | None = None, listed: bool = False
) -> tuple[tuple[Meeting, str], ...]:
    """The meetings of a paragraph, each with its sentence.

    `listed`: the paragraph stands under a label for meetings; what it says was held is one, whatever it is called.
    """
    found: list[tuple[Meeting, str]] = []
    for sentence in sentences(text) if YEAR.search(text) else ():
        if not YEAR.search(sentence):
            continue  # no date, no meeting: most sentences have none
        for part in _halves(sentence, language, day_first):
            meeting = (
                _hosted(part, language, day_first, listed=listed)
                or _listed(part, language, day_first)
                or _told(part, language, day_first, listed=listed)
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


def _hosted(sentence: str, language: str, day_first: bool | None, *, listed: bool) -> Meeting | None:
    """`Morocco will be host to the next meeting, in 2018`: the host is the place, unless a city of it is named."""
    for key, announced in (("will_host", True), ("hosted", False)):
        verb = pattern("meeting", key).search(sentence)
        if verb is None:
            continue
        other = next((j for j in JOINT.finditer(sentence, verb.end()) if _verbs(sentence[j.end() :])), None)
        sentence = sentence[: other.start()] if other else sentence
        host = _host(sentence[: verb.start()])
        after = sentence[verb.end() :]
        date, before = _date_of(sentence, verb, "", language, day_first, LONGEST_NAME + FAR)
        if host is None or date is None:
            return None
        places = find_places(after)
        city = next((p for p in places if p.city and p.country == host.country), None)
        stops = [p.start for p in places if IN.search(after[: p.start])] + ([] if before else [date.start])
        title = _object(after, min(stops, default=len(after)), listed=listed)
        if title is None:
            return None
        place = host.name if isinstance(host, PlaceMatch) and host.city else (city or host).name
        return Meeting(date.edtf, date.text, title, place, host.country, announced, date.ambiguous)
    return None


def _object(after: str, stop: int, *, listed: bool) -> str | None:
    """The name of what was hosted: from its article to the date, the place or the next statement."""
    spans = quoted(after)
    stops = [m.start() for m in BEHIND.finditer(after) if not any(a < m.start() < b for a, b in spans)]
    end = min([stop, *stops])
    if any(a < end < b for a, b in spans):
        end = stop
    name = LEADING.sub("", after[:end] + " ").strip()
    article = ARTICLE.match(name)
    name = name[article.end() if article else 0 :].strip(EDGE)
    named = pattern("meeting", "nouns").search(name) or (listed and article is not None)
    return name if named and 0 < len(name.split()) <= LONGEST_NAME else None


def _host(words: str) -> CountryMatch | PlaceMatch | None:
    """The place, the one country or the one city that stands before the verb."""
    places = [p for p in find_places(words) if p.city and not words[p.end :].strip(" ,")]
    if len(places) == 1:
        return places[0]
    hosts = row_before(words)
    if len(hosts) != 1:
        return None
    small = CITY_AND.fullmatch(words[: hosts[0].start])
    if small and not words[hosts[0].end :].strip(" )") and _is_small_city(small["city"]):
        return PlaceMatch(small["city"], hosts[0].country, small.start("city"), hosts[0].end)
    return hosts[0]


def _is_small_city(words: str) -> bool:
    """What stands before a country at the beginning of a sentence is a city, unless it is `Later` or `In May`."""
    first = words.split()[0]
    opening = pattern("meeting", "openings").match(words) or ADVERB.fullmatch(first)
    return not opening and could_be_city(words) and all(word[0].isupper() for word in words.split())


def _told(sentence: str, language: str, day_first: bool | None, *, listed: bool) -> Meeting | None:
    """`The fourth ministerial round was held in Oslo, on July 3, 2017, and led to ...`."""
    said = _verbs(sentence)
    if said is None:
        return None
    verb, planned = said
    title = _subject(sentence[: verb.start()], listed=listed)
    if title is None:
        return None
    date, said_before = _date_of(sentence, verb, title, language, day_first)
    if date is None:
        return None
    after = sentence[verb.end() :]
    end = 0 if said_before else date.end
    place = next((p for p in find_places(after[: end + 60]) if _at(after, p.start, end)), None)
    place = place or _place_before(sentence[: sentence.find(title)])
    virtual = None if place else pattern("meeting", "virtual").search(after[: max(end, AFAR)])
    return Meeting(
        date.edtf,
        date.text,
        title,
        place.name if place else virtual.group().removesuffix("ly") if virtual else None,
        place.country if place else None,
        planned,
        date.ambiguous,
    )


def _place_before(words: str) -> PlaceMatch | None:
    """`In Lisbon the ...`, `It was in Lisbon that the ...`."""
    for place in find_places(words):
        if len(words[place.end :].split()) <= 3 and IN.search(words[: place.start]):
            return place
    return None


def _date_of(
    sentence: str, verb: re.Match[str], title: str, language: str, day_first: bool | None, far: int = FAR
) -> tuple[DateMatch | None, bool]:
    """The date behind the verb, else the one before the subject (`On 3 July 2017, the IV meeting was held in ...`)."""
    after, before = sentence[verb.end() :], sentence[: sentence.find(title)]
    for years in (False, True):
        dates = find_dates(after, language=language, day_first=day_first, years=years)
        if dates and len(after[: dates[0].start].split()) <= far:
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


def _clauses(words: str) -> list[str]:
    """The clauses of the words before a verb; quotation marks and brackets are kept whole."""
    spans = quoted(words)
    cuts = [m for m in CLAUSE.finditer(words) if not any(a < m.start() < b for a, b in spans)]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(words)]
    return [words[a:b] for a, b in zip(starts, ends, strict=True) if words[a:b].strip(EDGE)]


def _subject(words: str, *, listed: bool = False) -> str | None:
    """The name of the meeting that is the subject of the verb: the last clause that has a word for a meeting.

    `listed`: else the last clause, where it begins with an article.
    """
    clauses = _clauses(words)[-2:]
    for clause in reversed(clauses):
        noun = pattern("meeting", "nouns").search(clause) or _session_of(clause)
        if noun is None:
            continue
        articles = [a for a in ARTICLE.finditer(clause, 0, noun.start()) if not WITHIN.search(clause[: a.start()])]
        name = clause[articles[-1].end() if articles else 0 :].strip(EDGE)
        if len(name.split()) <= LONGEST_NAME:
            return name
    article = ARTICLE.match(clauses[-1].lstrip()) if listed and clauses else None
    name = clauses[-1].lstrip()[article.end() :].strip(EDGE) if article else ""
    return name if name[:1].isupper() and 1 < len(name.split()) <= LONGEST_NAME else None
