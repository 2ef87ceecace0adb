"""People who came or will come together for a meeting: `Experts met in Skopje on 3 October 2016 for a workshop`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from monitor.extract.phrases import pattern
from monitor.extract.prose.meeting_names import (
    ARTICLE,
    EDGE,
    LONGEST_NAME,
    named_behind,
)
from monitor.extract.prose.occasions import Occasion
from monitor.extract.prose.spoken import STRAIGHT, Spoken, meeting_at, of_people
from monitor.extract.prose.verbs import form
from monitor.extract.values.meetings import Meeting
from monitor.extract.values.places import find_places

CONTRACTED = re.compile(r"\b(?:du|del|d[ao]|n[ao])$", re.IGNORECASE)  # an article is in it
MOST = 8  # words like `for` of a sentence that are tried
BRACKET = re.compile(r"\s*\((?P<title>[^()]*)\)")
CLAUSE = re.compile(rf",\s+(?={ARTICLE.pattern})", re.IGNORECASE)


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
    if len(found) != 1 or found[0].start < verb.end() or not of_people(said.text[: verb.start()], said.mechanism):
        return None
    behind = BRACKET.match(said.text, found[0].end)
    title = behind["title"].strip() if behind else ""
    if not pattern("meeting", "nouns").search(title) or len(title.split()) > LONGEST_NAME:
        return None
    return meeting_at(ARTICLE.sub("", title, count=1), found[0], planned=planned)


def _joined(title: str, found: tuple[Occasion, ...], text: str, *, planned: bool) -> Meeting | None:
    """The one occasion of a sentence; place and date may stand apart."""
    if len(found) != 1:
        return None
    when = found[0]
    where = None if when.place else next(iter(find_places(text)), None)
    if where is not None:
        when = replace(when, place=where.name, country=where.country)
    return meeting_at(title, when, planned=planned)


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
    return meeting_at(title, found[0], planned=True)
