"""Meetings that a State or a city hosted: `Kenya hosted the Third Forum`, `the forum, which Kenya hosted`."""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.clauses import row_before
from monitor.extract.prose.meeting_names import ARTICLE, LONGEST_NAME, named_behind, subject
from monitor.extract.prose.occasions import dates_of, occasions
from monitor.extract.prose.verbs import form
from monitor.extract.values.countries import CountryMatch, find_countries
from monitor.extract.values.dates import DateMatch
from monitor.extract.values.line_parts import could_be_city
from monitor.extract.values.meetings import Meeting
from monitor.extract.values.places import PlaceMatch, country_of, find_places

FAR = 32  # words between a verb and the date that belongs to it
NEAR = 3  # words between a date and the subject behind it
IN = re.compile(r"\b(?:in|at|en|em|à|no|na)\s+$", re.IGNORECASE)
CITY_AND = re.compile(r"\s*(?P<city>[^,()]+?)\s*(?:,\s*|\(\s*)(?:the\s+)?")
CITY_BEHIND = re.compile(
    r"\b(?:in|at|en|em|à|na|no)\s+(?P<city>[A-ZÀ-Þ][\w'’-]+(?:\s+(?:de|do|da|del|la|[A-ZÀ-Þ][\w'’-]+)){0,3})"
)
ADVERB = re.compile(r"\w+(?:ly|ment|mente)", re.IGNORECASE)
RELATIVE = re.compile(r",?\s+(?:which|that|que|qu['’])\s*(?:(?:the|la|le|el|o|a)\s+|l['’])?$", re.IGNORECASE)


def hosted(sentence: str, language: str, day_first: bool | None, *, listed: bool) -> Meeting | None:
    """`Morocco will be host to the next meeting, in 2018`: the host is the place, unless a city of it is named."""
    for key, announced in (("will_host", True), ("hosted", False)):
        verb = form("meeting", key).search(sentence)
        if verb is None:
            continue
        host = _host(sentence[: verb.start()])
        after = sentence[verb.end() :]
        date, before = date_of(sentence, verb, "", language, day_first, LONGEST_NAME + FAR)
        if host is None or date is None:
            return None
        city = city_behind(after, host.country)
        first = next(iter(occasions(after, language=language, day_first=day_first)), None)
        relative = RELATIVE.search(sentence[: host.start])
        if relative:
            title = subject(sentence[: relative.start()])
        elif first and not after[: first.start].strip(" ,") and ARTICLE.match(after[first.end :].lstrip(" ,)")):
            rest = after[first.end :].lstrip(
                " ,)"
            )  # `recebeu em Lisboa, no dia 19 de maio de 2015, a 16.ª Conferência`
            title = named_behind(rest, len(rest), listed=listed)
        else:
            places = [p.start for p in find_places(after) if IN.search(after[: p.start])]
            stops = places + ([] if before else [date.start])
            start = _purpose(after)
            title = named_behind(after[start:], min(stops, default=len(after)) - start, listed=listed)
        if title is None:
            return None
        place = host.name if isinstance(host, PlaceMatch) and host.city else city or host.name
        return Meeting(date.edtf, date.text, title, place, host.country, announced, date.ambiguous)
    return None


def _purpose(after: str) -> int:
    """Where the name of a meeting begins for which a place took people in: `welcomed experts for the fourth round`."""
    purpose = pattern("meeting", "for").search(after)
    noun = pattern("meeting", "nouns").search(after)
    if purpose is None or noun is None or noun.start() < purpose.end():
        return 0
    return purpose.end() + 1 if ARTICLE.match(after, purpose.end() + 1) else 0


def city_behind(words: str, country: str) -> str | None:
    """A city of a country that is named elsewhere: `hosted by Zambia in Livingstone`. No other country's city."""
    for place in find_places(words):
        if place.city:
            return place.name if place.country == country else None
    small = CITY_BEHIND.search(words)
    if small is None or not could_be_city(small["city"]) or find_countries(small["city"]):
        return None
    return small["city"] if country_of(small["city"]) in (country, None) and not _month(small["city"]) else None


def _month(words: str) -> bool:
    return bool(dates_of(f"in {words} 2000, "))


def date_of(
    sentence: str, verb: re.Match[str], title: str, language: str, day_first: bool | None, far: int
) -> tuple[DateMatch | None, bool]:
    """The date behind the verb, else the one before the subject (`On 3 July 2017, the IV meeting was held in ...`), and
    whether it stands there.
    """
    at = sentence.find(title)
    said = dates_of(sentence, language=language, day_first=day_first)
    for precise in (True, False):
        dates = [d for d in said if len(d.edtf) > len("2016") or not precise]
        behind = next((d for d in dates if d.start >= verb.end()), None)
        if behind and len(sentence[verb.end() : behind.start].split()) <= far:
            return _moved(behind, verb.end()), False
        before = next((d for d in reversed(dates) if d.end <= (at if title else verb.start())), None)
        if before and len(sentence[before.end : at if title else verb.start()].split()) <= NEAR:
            return before, True
    return None, False


def _moved(date: DateMatch, by: int) -> DateMatch:
    """The date with its place counted from behind the verb."""
    return DateMatch(
        date.edtf, date.text, date.start - by, date.end - by, date.first, date.last, date.ambiguous, date.typo
    )


def _host(words: str) -> CountryMatch | PlaceMatch | None:
    """The place, the one country or the one city that stands before the verb."""
    called = pattern("meeting", "city_of").search(words)
    words = words[called.end() :].lstrip() if called else words
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
