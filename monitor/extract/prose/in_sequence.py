"""Meetings told one behind the other: `was then held`, `after a workshop that took place there on 3 May`.

Out: the same words without the adverb within a verb, and the statement that says `there` apart, so that each can be
read as any other.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.phrases import pattern
from monitor.extract.prose.verbs import form
from monitor.extract.values.meetings import Meeting
from monitor.lookups import table

WHO = re.compile(r",?\s+(?:that|which|qui|que|la\s+cual|a\s+qual)\s+(?=\S)", re.IGNORECASE)
WAS = re.compile(r"\s+(?:is|was|were|are|will|has|have|had|should|would|may)\b", re.IGNORECASE)  # `there was a round`
LONGEST_AUXILIARY = 3  # words


def without_adverbs(words: str) -> str:
    """`The second round was then held in Oslo` without `then`."""
    adverbs = pattern("meeting", "meanwhile")
    if adverbs.search(words) is None:
        return words
    kept, at = [], 0
    for adverb in adverbs.finditer(words):
        before, after = words[: adverb.start()].split()[-LONGEST_AUXILIARY:], words[adverb.end() :]
        helps = any(pattern("meeting", "auxiliaries").fullmatch(" ".join(before[n:])) for n in range(len(before)))
        if helps or form("meeting", "held").match(after.lstrip()):
            kept.append(words[at : adverb.start()].rstrip())
            at = adverb.end()
    return "".join([*kept, words[at:]])


def said_there(words: str, language: str) -> tuple[str, str] | None:
    """What is said before the meeting that was held `there`, and of that one, without the word; None without one."""
    there = pattern("there", language) if language in table("phrases")["there"] else None
    at = there.search(words) if there else None
    if at is None or WAS.match(words, at.end()):
        return None
    joint = next(reversed(list(pattern("meeting", "around_another").finditer(words, 0, at.start()))), None)
    start, end = (joint.start(), joint.end()) if joint else (0, 0)
    told = re.sub(r"\s+", " ", words[end : at.start()] + " " + words[at.end() :]).strip()
    return words[:start].rstrip(" ,"), WHO.sub(" ", told, count=1)


def at_the_place_of(before: Meeting | None, meeting: Meeting) -> Meeting:
    """The meeting at the place of the one before it, where it has none of its own."""
    if before is None or meeting.place:
        return meeting
    return replace(meeting, place=before.place, country=before.country)
