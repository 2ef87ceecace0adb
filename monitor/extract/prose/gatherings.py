"""Meetings in sentences whose subject is not the one meeting: several in a row, the verb before its subject, people who
came together for one, and a meeting that is named in passing with its place and date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import masked, speaks_of_the_mechanism
from monitor.extract.prose.meeting_names import (
    ARTICLE,
    EDGE,
    LEADING,
    LONGEST_NAME,
    named_behind,
    subject,
    without_number,
)
from monitor.extract.prose.occasions import Occasion, occasions
from monitor.extract.prose.verbs import form
from monitor.extract.values.meetings import Meeting
from monitor.extract.values.places import country_of, find_places

CONTRACTED = re.compile(r"\b(?:du|del|d[ao]|n[ao])$", re.IGNORECASE)  # an article is in it
# the article is within the preposition: `na conferência realizada em Roma`
AT_THE = {"pt": re.compile(r"\b(?:n[ao]|ao)\s+"), "fr": re.compile(r"\bau\s+"), "es": re.compile(r"\bal\s+")}
INDEFINITE = re.compile(r"(?:an|une?|una|uma?)\s+", re.IGNORECASE)
# behind another noun, whose date it then is: `the report of the`; `in the framework of the` is none
OF = re.compile(
    r"(?:\b(?:the|l[ae]|el|[ao]|un[ae]?|uma?)\s+|l['’])(?!marco|cadre|framework|ocasi|occasion|margin|d[ée]but|fin|cours|âmbito|quadro|issue)"
    r"[\w-]+\s+(?:of|de)\s*$",
    re.IGNORECASE,
)
IN_PLACE = re.compile(r"\b(?:in|at|en|em|à|na|no)\s+$", re.IGNORECASE)
OF_INSIDE = re.compile(r"\b(?:of|del?|du|d[ao])\s", re.IGNORECASE)
MOST = 8  # words like `for` of a sentence that are tried
STRAIGHT = 2  # words between `will gather` and the article of what for: `again for`
FAR = 60  # characters between two occasions of a row
NEAR = 6  # words between a verb and the first place and date behind it
# `the most recent`, `la sixième`, `um segundo`: one of those that were named before
ONE_OF = (
    r"(?P<which>(?:the|an?|another|la|le|el|une?|una|otr[ao]|o|uma?|outr[ao])\s+[\w.ºª°-]+(?:\s+[\w.ºª°-]+){0,2}?)\s*"
)
# between two occasions of a row: `, `, ` and `, `, the most recent in `
NEXT = re.compile(rf"\s*[,;]?\s*(?:(?:and|et|y|e|then|puis|luego|depois)\b\s*)?(?:{ONE_OF})?", re.IGNORECASE)
WHICH = re.compile(ONE_OF + "$", re.IGNORECASE)
BRACKET = re.compile(r"\s*\((?P<title>[^()]*)\)")
FIRST_WORD = re.compile(r"[^\s]+\s+")
ORDINAL = re.compile(r"[IVXLC]+|\d{1,2}(?:st|nd|rd|th|er|re|e|º|ª|°|\.ª|\.º)?", re.IGNORECASE)
CLAUSE = re.compile(rf",\s+(?={ARTICLE.pattern})", re.IGNORECASE)
OF_PLACE = re.compile(r"\s(?:of|in|de|du|d[ao]|en|em|à)\s+(?P<city>[A-ZÀ-Þ][^,;:]*)$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with what its reader knows of the page."""

    text: str
    language: str
    day_first: bool | None
    mechanism: str | None
    listed: bool = False

    def occasions(self, start: int = 0) -> tuple[Occasion, ...]:
        return occasions(self.text[start:], language=self.language, day_first=self.day_first)


def several(said: Spoken, verb: re.Match[str], *, planned: bool) -> tuple[Meeting, ...]:
    """`Summits were held in Lima in 2014, Quito in 2015 and Bogotá in 2016`, `The first conference was held in Paphos
    in 2003, the most recent in Tbilisi in 2024`; () where there are no two.
    """
    after = said.text[verb.end() :]
    title = subject(said.text[: verb.start()], listed=said.listed)
    row = [o for o in said.occasions(verb.end()) if o.place]
    if len(row) < 2 or (title and len(after[: row[0].start].split()) > NEAR):
        return ()
    title = title or named_behind(after, row[0].start, listed=False)
    if title is None:
        return ()
    title = without_number(title)
    ahead = WHICH.search(after, max(0, row[0].start - FAR), row[0].start) if ":" in after[: row[0].start] else None
    found = [_meeting(_called(ahead["which"], title) if ahead else title, row[0], planned=planned)]
    for left, right in pairwise(row):
        end = left.end + (after[left.end : left.end + 1] == ")")
        between = NEXT.fullmatch(after, end, right.start) if right.start - end < FAR else None
        if between is None:
            return ()
        name = _called(between["which"], title) if between["which"] else title
        coming = bool(between["which"] and pattern("meeting", "announced_remark").search(between["which"]))
        found.append(_meeting(name, right, planned=planned or coming))
    return tuple(found)


def _called(which: str, title: str) -> str:
    """`the most recent` of `first ministerial conference` is the most recent ministerial conference."""
    words = ARTICLE.sub("", which, count=1).strip()
    first = title.split()[0]
    noun = pattern("meeting", "nouns")
    bare = title if noun.fullmatch(first) or len(title.split()) < 2 else FIRST_WORD.sub("", title, count=1)
    return f"{words} {bare}" if ORDINAL.fullmatch(first) or noun.search(bare) else f"{words} {title}"


def inverted(said: Spoken, verb: re.Match[str], *, planned: bool) -> Meeting | None:
    """`En Quito, el 3 de mayo de 2012, tuvo lugar la VIII Conferencia`, `The group held its fourth session in Oslo`:
    the meeting stands behind the verb.
    """
    before, after = said.text[: verb.start()], said.text[verb.end() :]
    active = any(form("meeting", key).fullmatch(verb.group()) for key in ("active", "will_hold"))
    if active and not _people(before, said.mechanism):
        return None
    if not active and subject(before) is not None:
        return None
    behind = said.occasions(verb.end())
    first = next((o for o in behind if not after[: o.start].strip(EDGE)), None)  # `se celebró en Quito la VIII ...`
    start = first.end if first else 0
    rest = after[start:].lstrip(" ,")
    start = len(after) - len(rest)
    follows = next((o for o in behind if o.start >= start), None)
    article = ARTICLE.match(rest)
    if article is None or (said.language == "en" and article.group().strip().lower() == "as"):
        return None
    title = named_behind(rest, (follows.start - start) if follows else len(rest), listed=said.listed)
    ahead = occasions(before, language=said.language, day_first=said.day_first)
    when = first or follows or (ahead[-1] if ahead else None)
    if title is None or when is None:
        return None
    if not behind and when.place is None:
        title, when = _with_place(title, rest, when)
    if when is follows and when.place is None and ahead and ahead[-1].place:
        return None  # two dates
    return _meeting(title, when, planned=planned)


def _with_place(title: str, rest: str, when: Occasion) -> tuple[str, Occasion]:
    """The place behind the name, and the name without it: `Para 3 de maio está convocada uma reunião, em Lima`."""
    places = find_places(rest)
    if len(places) != 1 or not IN_PLACE.search(rest[: places[0].start]):
        return title, when
    name = named_behind(rest, places[0].start, listed=False)
    return name or title, replace(when, place=places[0].name, country=places[0].country)


def _people(words: str, mechanism: str | None) -> bool:
    """Whose meeting it is that they held: the mechanism, or those who speak for its States."""
    return not words.strip(EDGE) or bool(
        speaks_of_the_mechanism(words, mechanism) or pattern("meeting", "people").search(words)
    )


def attended(said: Spoken) -> Meeting | None:
    """`Experts met in Skopje on 3 October 2016 for a workshop`: people came together for what is named then."""
    met = form("meeting", "gathered").search(said.text)
    verb = met or form("meeting", "coming").search(said.text)
    found = said.occasions() if verb else ()
    purposes = pattern("meeting", "for").finditer(said.text, verb.end()) if verb and found else ()
    for purpose in islice(purposes, MOST):
        between = said.text[verb.end() : purpose.start()] if verb and met is None else ""
        if len(between.split()) >= STRAIGHT and not any(o.end <= purpose.start() for o in found):
            continue
        rest = said.text[purpose.end() :]
        article = ARTICLE.match(rest.lstrip()) or CONTRACTED.search(purpose.group())
        stops = [o.start - purpose.end() for o in found if o.start >= purpose.end()]
        stops += [clause.start() for clause in CLAUSE.finditer(rest)]
        title = named_behind(rest.lstrip(), min(stops, default=len(rest)), listed=False) if article else None
        if title:
            planned = form("meeting", "planned").finditer(said.text)
            ahead = met is None or any(each.start() < met.end() <= each.end() for each in planned)
            return _joined(title, found, said.text, planned=ahead)
    return _in_brackets(said, verb, found, planned=met is None) if verb else None


def _in_brackets(said: Spoken, verb: re.Match[str], found: tuple[Occasion, ...], *, planned: bool) -> Meeting | None:
    """`Ministers last met in Lima on 3 May 2023 (Eighth Ministerial Conference)`: what they met for stands last."""
    if len(found) != 1 or found[0].start < verb.end() or not _people(said.text[: verb.start()], said.mechanism):
        return None
    behind = BRACKET.match(said.text, found[0].end)
    title = behind["title"].strip() if behind else ""
    if not pattern("meeting", "nouns").search(title) or len(title.split()) > LONGEST_NAME:
        return None
    return _meeting(ARTICLE.sub("", title, count=1), found[0], planned=planned)


def _joined(title: str, found: tuple[Occasion, ...], text: str, *, planned: bool) -> Meeting | None:
    """The one occasion of a sentence; place and date may stand apart."""
    if len(found) != 1:
        return None
    when = found[0]
    where = None if when.place else next(iter(find_places(text)), None)
    if where is not None:
        when = replace(when, place=where.name, country=where.country)
    return _meeting(title, when, planned=planned)


def in_passing(said: Spoken) -> tuple[Meeting, ...]:
    """`At its third meeting, in Accra in May 2015, ...`, `the Lisbon seminar (3–4 May 2011) ...`: a definite meeting
    with place and date straight behind it.
    """
    found = []
    words, end = masked(said.text), 0
    for when in said.occasions():
        head, start, end = words[end : when.start], end, when.end
        articles = [each for each in ARTICLE.finditer(head) if _definite(head, each)]
        if said.language in AT_THE and (_participle(head) or _coming(head)):
            articles += AT_THE[said.language].finditer(head)
        articles.sort(key=lambda each: each.start())
        names = [said.text[start + each.end() : when.start] for each in articles]
        nouns = pattern("meeting", "nouns")
        name = next((n for n in reversed(names) if nouns.search(n) and nouns.search(head, len(head) - len(n))), "")
        if (noun := nouns.search(name)) and OF_INSIDE.search(name[: noun.start()]):
            continue
        title = _aside(name)
        when = _placed(when, title) if title else when
        if title and when.place and len(title.split()) <= LONGEST_NAME:
            found.append(_meeting(title, when, planned=_coming(head)))
    return tuple(found)


def _coming(words: str) -> bool:
    """The last verb before a meeting says that people will come together: `They will gather again for the ...`."""
    coming = form("meeting", "coming").search(words)
    if coming is None or form("meeting", "held").search(words, coming.end()):
        return False
    # `will meet as agreed at the third session` is of another
    articles = ARTICLE.finditer(words, coming.end() + 1)
    article = next((each for each in articles if each.group().strip().lower() != "as"), None)
    return len(words[coming.end() : article.start() if article else len(words)].split()) <= STRAIGHT


def rendezvous(said: Spoken) -> Meeting | None:
    """`Para la séptima sesión los gobiernos se han citado en Iquique en marzo de 2027`: the purpose is first."""
    verb = form("meeting", "rendezvous").search(said.text)
    purpose = pattern("meeting", "for").match(said.text) if verb else None
    if verb is None or purpose is None:
        return None
    words = said.text[purpose.end() : verb.start()].lstrip()
    article = ARTICLE.match(words)
    who = next((a for a in ARTICLE.finditer(words, 1) if pattern("meeting", "people").match(words[a.end() :])), None)
    who = who or pattern("meeting", "people").search(words)
    title = words[article.end() : who.start()].strip(EDGE) if article and who else ""
    found = [o for o in said.occasions(verb.end()) if o.place]
    if len(found) != 1 or not pattern("meeting", "nouns").search(title) or len(title.split()) > LONGEST_NAME:
        return None
    return _meeting(title, found[0], planned=True)


def _definite(text: str, article: re.Match[str]) -> bool:
    """One meeting that is known, and spoken of for itself: not `an office`, not `the report of the conference`."""
    return INDEFINITE.fullmatch(article.group()) is None and not OF.search(text[: article.start()])


def _placed(when: Occasion, title: str) -> Occasion:
    """The place in the name of the meeting, where none stands beside the date: `the Lima meeting (4 May 2011)`."""
    if when.place is not None:
        return when
    of = OF_PLACE.search(title)
    for words in (of["city"] if of else "", title.split()[0]):
        if words[:1].isupper() and (country := country_of(words)):
            return replace(when, place=words, country=country)
    return when


def _participle(words: str) -> re.Match[str] | None:
    """The participle that stands last, small words apart: `realizada em`."""
    words = LEADING.sub("", words + " ").rstrip()
    return next((m for m in form("meeting", "participle").finditer(words) if not words[m.end() :].strip(EDGE)), None)


def _aside(words: str) -> str | None:
    """The name before an occasion without the participle between them; None when another verb or clause is there."""
    words = LEADING.sub("", words + " ").strip()
    held = _participle(words)
    words = words[: held.start()] if held else words
    title = words.strip(" \t,;:.–—-(")
    if re.search(r"[,;:]", title) or any(pattern("meeting", key).search(title) for key in ("other_dates", "verbs")):
        return None
    if form("meeting", "plan").search(title):
        return None
    return title or None


def _meeting(title: str, when: Occasion, *, planned: bool) -> Meeting:
    return Meeting(when.date.edtf, when.date.text, title, when.place, when.country, planned, when.date.ambiguous)
