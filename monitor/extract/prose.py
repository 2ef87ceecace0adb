"""Facts that running text states: who held the presidency, which meeting took place where and when, who belongs.

In: a paragraph. Out: typed values with the sentence that proves them. Only plain statements are read (subject, verb,
value); another body's office, a demonym or a hope is not. The words are data: lookups/phrases.toml.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from monitor.extract.phrases import pattern, sentences
from monitor.extract.values.chairs import Chair
from monitor.extract.values.countries import CountryMatch, find_countries
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.meetings import Meeting, read_meeting
from monitor.extract.values.places import find_places
from monitor.extract.values.titles import Titled, read_languages

CLAUSE = re.compile(r"[;,]\s+|\s+(?=(?:and|but|while|et|y|e)\s)|\s+that\s+|:\s+")
# the article before a meeting's name; the name begins behind it
ARTICLE = re.compile(r"(?<!\w)(?:the|a|an|its|this|la|le|les|el|los|o|os|as)\s+|\bl['’]", re.IGNORECASE)
EDGE = " \t,;:.–—-•"
LONGEST_NAME = 18  # words of a meeting's name
FAR = 14  # words between a verb and the date that belongs to it


def find_chairs(text: str) -> tuple[Chair, ...]:
    """`Portugal held the Presidency in 2000, having assumed it again in 2015`: a past entry and a present one."""
    found: list[Chair] = []
    for sentence in sentences(text):
        office = (pattern("chair", key).search(sentence) for key in ("nouns", "current_by"))
        speaks = any(office) or re.search(r"\bchair(?:s|ed)\b", sentence)
        if not speaks or pattern("chair", "other_offices").search(sentence):
            continue
        found.extend(_held_by(sentence) or _holders(sentence))
    unique = {(c.role, c.country, c.term): c for c in found}
    return tuple(unique.values())


def _held_by(sentence: str) -> list[Chair]:
    by = pattern("chair", "current_by").search(sentence)
    if not by:
        return []
    clause = re.split(r"[;.]|,(?!\s*(?:[A-Z]))", sentence[by.end() :])[0]
    hits = find_countries(clause)
    if not hits or len(clause[: hits[0].start].split()) > 3:
        return []
    role = "co-chair" if re.search(r"co-?chair", by.group(), re.IGNORECASE) else "chair"
    return [_chair(hit, role, _year(sentence)) for hit in hits]


def _holders(sentence: str) -> list[Chair]:
    """Verb by verb: the country before a verb of holding is its subject until another country takes its place."""
    subject: tuple[CountryMatch, ...] = ()
    found: list[Chair] = []
    for clause in _clauses(sentence):
        role, verb = _verb(clause)
        if verb is None:
            continue
        subject = find_countries(clause[: verb.start()]) or subject
        words = verb.group().lower()
        office = pattern("chair", "nouns").search(clause) or "chair" in words or "presid" in words
        if subject and office:
            found += [_chair(hit, role, _year(clause)) for hit in subject]
    return found


def _clauses(sentence: str) -> list[str]:
    """The clauses of a sentence, each with the words that follow it up to the next one with a verb of its own."""
    cuts = [0, *(mark.start() for mark in CLAUSE.finditer(sentence)), len(sentence)]
    clauses: list[str] = []
    for start, end in pairwise(cuts):
        piece = sentence[start:end]
        both = clauses and _verb(piece)[1] and _verb(clauses[-1])[1]
        if clauses and not both:
            clauses[-1] += piece
        else:
            clauses.append(piece)
    return clauses


def _verb(clause: str) -> tuple[str, re.Match[str] | None]:
    for role, key in (("incoming", "incoming"), ("chair", "current"), ("past", "past")):
        if match := pattern("chair", key).search(clause):
            return role, match
    return "", None


def _chair(hit: CountryMatch, role: str, term: str | None) -> Chair:
    return Chair(role, hit.name, hit.country, term=term, text=hit.name)


def _year(text: str) -> str | None:
    dates = find_dates(text, years=True)
    return dates[-1].edtf if dates else None


def find_meetings(text: str, *, language: str = "en", day_first: bool | None = None) -> tuple[tuple[Meeting, str], ...]:
    """Meetings of which a paragraph says when they were or will be held, each with its sentence."""
    found: list[tuple[Meeting, str]] = []
    for sentence in sentences(text):
        meeting = _listed(sentence, language, day_first) or _told(sentence, language, day_first)
        if meeting is not None:
            found.append((meeting, sentence))
    return tuple(found)


def _listed(sentence: str, language: str, day_first: bool | None) -> Meeting | None:
    """`I meeting – Rabat, January 25, 2013: adoption of ...`: a list entry within the text."""
    dates = find_dates(sentence, language=language, day_first=day_first)
    if not dates or sentence[dates[0].end :].strip(" .)")[:1] not in (":", ""):
        return None
    head = sentence[: dates[0].end]
    if len(head.split()) > LONGEST_NAME or not pattern("meeting", "nouns").search(head) or _verbs(head):
        return None
    return read_meeting(head, language=language, day_first=day_first)


def _verbs(text: str) -> tuple[re.Match[str], bool] | None:
    planned = pattern("meeting", "planned").search(text)
    held = pattern("meeting", "held").search(text)
    if planned and (not held or planned.start() <= held.start()):
        return planned, True
    return (held, False) if held else None


def _told(sentence: str, language: str, day_first: bool | None) -> Meeting | None:
    """`The IV ministerial meeting was held in Seville, on July 3, 2017, and resulted in ...`."""
    said = _verbs(sentence)
    if said is None:
        return None
    verb, planned = said
    title = _subject(sentence[: verb.start()])
    if title is None:
        return None
    after = sentence[verb.end() :]
    date, said_before = _date_of(sentence, verb, title, language, day_first)
    if date is None:
        return None
    end = 0 if said_before else date.end
    place = next((p for p in find_places(after[: end + 60]) if _at(after, p.start, end)), None)
    return Meeting(
        date.edtf,
        date.text,
        title,
        place.name if place else None,
        place.country if place else None,
        planned,
        date.ambiguous,
    )


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
    before = text[:start]
    joined = bool(re.search(r"(?:\b(?:in|at|à|au|en|em|no|na)\s+(?:the\s+)?|,\s*|^\s*)$", before, re.IGNORECASE))
    return joined and (start < date_end or not re.search(r"[.;]|\b(?:and|which|marked|with)\b", text[date_end:start]))


def _subject(words: str) -> str | None:
    """The name of the meeting that is the subject of the verb: the last clause that has a word for a meeting."""
    clauses = [c for c in re.split(r",\s+(?![A-Z][\w-]+\s+and\b)|\s+that\s+|;\s+|:\s+", words) if c.strip(EDGE)]
    for clause in reversed(clauses[-2:]):
        noun = pattern("meeting", "nouns").search(clause)
        if noun is None:
            continue
        articles = list(ARTICLE.finditer(clause, 0, noun.start()))
        name = clause[articles[-1].end() if articles else 0 :].strip(EDGE)
        if len(name.split()) <= LONGEST_NAME:
            return name
    return None


def find_members(text: str) -> tuple[tuple[CountryMatch, str], ...]:
    """The countries that a sentence says the mechanism comprises, each with the sentence."""
    found: list[tuple[CountryMatch, str]] = []
    for sentence in sentences(text):
        verb = pattern("membership", "verbs").search(sentence)
        if not verb:
            continue
        # The countries of the list follow each other; one far behind stands for something else.
        end = 0
        rest = sentence[verb.end() :]
        hits = find_countries(rest)
        if len(hits) < 2:
            continue
        for hit in hits:
            if end and len(rest[end : hit.start].split()) > 14:
                break
            found.append((hit, sentence))
            end = hit.end
    return tuple(found)


def members_between(heading: str) -> tuple[CountryMatch, ...]:
    """`Meeting between Portugal, Spain, France and Morocco`: the parties that a heading names."""
    between = pattern("membership", "between").search(heading)
    hits = find_countries(heading[between.end() :]) if between else ()
    if len(hits) >= 2:
        return hits
    hits = find_countries(
        heading
    )  # `meeting of Portugal, Spain and France`: three or more, and nothing else between them
    of = bool(hits) and re.search(r"\b(?:of|de|des|dos|da)\s+(?:the\s+)?$", heading[: hits[0].start]) is not None
    close = all(len(heading[a.end : b.start].split()) <= 2 for a, b in pairwise(hits))
    return hits if of and close and len(hits) >= 3 else ()


def find_established(text: str) -> tuple[str, str, str] | None:
    """(EDTF, words, sentence) of the first sentence that says when the mechanism was launched."""
    for sentence in sentences(text):
        if verb := pattern("established", "verbs").search(sentence):
            dates = find_dates(sentence[verb.end() :], years=True)
            if dates and not sentence[verb.end() : verb.end() + dates[0].start].strip():
                return dates[0].edtf, dates[0].text, sentence
    return None


def find_documents(text: str) -> tuple[tuple[Titled, str], ...]:
    """Documents called by the place where they were adopted: `the Lisbon Declaration (french version)`."""
    found: dict[str, tuple[Titled, str]] = {}
    for sentence in sentences(text):
        for noun in pattern("document", "nouns").finditer(sentence):
            if not noun.group()[0].isupper():
                continue
            name = _placed(sentence, noun)
            if name is None:
                continue
            remark = re.match(r"\s*\(([^()]*)\)", sentence[noun.end() :])
            languages = read_languages(remark[1]) if remark else ()
            known = found.get(name)
            if known is None or (languages and not known[0].languages):
                found[name] = (Titled(name, None, None, languages), sentence)
    return tuple(found.values())


def _placed(sentence: str, noun: re.Match[str]) -> str | None:
    """`Lisbon Declaration` when a known place stands right before the noun, `Declaration of Lisbon` when behind
    `of`.
    """
    words = re.search(r"((?:[A-ZÀ-Þ][\w'’-]+\s+){1,3})$", sentence[: noun.start()])
    if words:
        for size in range(len(words[1].split()), 0, -1):
            place = " ".join(words[1].split()[-size:])
            if any(p.start == 0 and p.end == len(place) for p in find_places(place)):
                return f"{place} {noun.group()}"
    behind = re.match(r"\s+(of|de|do|da)\s+([A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)?)", sentence[noun.end() :])
    if behind and any(p.start == 0 for p in find_places(behind[2])):
        return f"{noun.group()} {behind[1]} {behind[2]}"
    return None


def with_links(document: Titled, links: tuple[tuple[str, str], ...]) -> Titled:
    """The document with the address of the link that carries its title."""
    url = next((url for text, url in links if document.title.lower() in text.lower()), None)
    return replace(document, url=url)
