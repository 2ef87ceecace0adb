"""A definite meeting that is named in passing: `At its third meeting, in Accra in May 2015, ...`."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import masked
from monitor.extract.prose.meeting_names import (
    ARTICLE,
    EDGE,
    LEADING,
    LONGEST_NAME,
)
from monitor.extract.prose.occasions import Occasion
from monitor.extract.prose.spoken import STRAIGHT, Spoken, meeting_at
from monitor.extract.prose.verbs import form
from monitor.extract.values.meetings import Meeting
from monitor.extract.values.places import country_of

# the article is within the preposition: `na conferência realizada em Roma`
AT_THE = {"pt": re.compile(r"\b(?:n[ao]|ao)\s+"), "fr": re.compile(r"\bau\s+"), "es": re.compile(r"\bal\s+")}
INDEFINITE = re.compile(r"(?:an|une?|una|uma?)\s+", re.IGNORECASE)
# behind another noun, whose date it then is: `the report of the`; `in the framework of the` is none
OF = re.compile(
    r"(?:\b(?:the|l[ae]|el|[ao]|un[ae]?|uma?)\s+|l['’])(?!marco|cadre|framework|ocasi|occasion|margin|d[ée]but|fin|cours|âmbito|quadro|issue)"
    r"[\w-]+\s+(?:of|de)\s*$",
    re.IGNORECASE,
)
OF_INSIDE = re.compile(r"\b(?:of|del?|du|d[ao])\s", re.IGNORECASE)
OF_PLACE = re.compile(r"\s(?:of|in|de|du|d[ao]|en|em|à)\s+(?P<city>[A-ZÀ-Þ][^,;:]*)$")


def in_passing(said: Spoken) -> tuple[Meeting, ...]:
    """`At its third meeting, in Accra in May 2015, ...`, `the Lisbon seminar (3–4 May 2011) ...`: a definite meeting
    with place and date straight behind it.
    """
    found = []
    words, end = masked(said.text), 0
    for when in said.occasions():
        head, start, end = words[end : when.start], end, when.end
        articles = [each for each in ARTICLE.finditer(head) if _definite(head, each)]
        if said.language in AT_THE and (participle(head) or coming(head)):
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
            found.append(meeting_at(title, when, planned=coming(head)))
    return tuple(found)


def coming(words: str) -> bool:
    """The last verb before a meeting says that people will come together: `They will gather again for the ...`."""
    coming = form("meeting", "coming").search(words)
    if coming is None or form("meeting", "held").search(words, coming.end()):
        return False
    # `will meet as agreed at the third session` is of another
    articles = ARTICLE.finditer(words, coming.end() + 1)
    article = next((each for each in articles if each.group().strip().lower() != "as"), None)
    return len(words[coming.end() : article.start() if article else len(words)].split()) <= STRAIGHT


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


def participle(words: str) -> re.Match[str] | None:
    """The participle that stands last, small words apart: `realizada em`."""
    words = LEADING.sub("", words + " ").rstrip()
    return next((m for m in form("meeting", "participle").finditer(words) if not words[m.end() :].strip(EDGE)), None)


def _aside(words: str) -> str | None:
    """The name before an occasion without the participle between them; None when another verb or clause is there."""
    words = LEADING.sub("", words + " ").strip()
    held = participle(words)
    words = words[: held.start()] if held else words
    title = words.strip(" \t,;:.–—-(")
    if re.search(r"[,;:]", title) or any(pattern("meeting", key).search(title) for key in ("other_dates", "verbs")):
        return None
    if form("meeting", "plan").search(title):
        return None
    return title or None
