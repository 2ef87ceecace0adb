"""Words for being called off that are part of a title: `Workshop on cancelled visas`, `Atelier sur les visas annulés`.

In: a line and where such a word stands in it. Out: whether it can only be said of the topic. Where it may be said of
the meeting as well (`Réunion sur la mission annulée`), it is no topic, and the line is left to a finding.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.values.places import find_places

MARK = re.compile(r"[,;:|–—.!?()\[\]]|\s-\s")
NEXT = re.compile(r"\s+([^\W\d_]+)")
PLURAL = re.compile(r"[^\W\d_]{2,}[sx]\s+$", re.IGNORECASE)


def is_topic(text: str, word: re.Match[str]) -> bool:
    """Whether the word speaks of what the meeting is about: in its stretch of the line it stands before a noun behind a
    preposition, or is a plural behind one, which no single meeting can be.
    """
    start = max((mark.end() for mark in MARK.finditer(text, 0, word.start())), default=0)
    end = next((mark.start() for mark in MARK.finditer(text, word.end())), len(text))
    before, after = text[start : word.start()], text[word.end() : end]
    nouns = pattern("meeting", "nouns")
    if is_before_noun(text, word):
        near = pattern("meeting", "topic_joints").finditer(before)
        return any(not before[joint.end() :].strip() for joint in near) and not nouns.search(after)
    if not pattern("meeting", "off_many").fullmatch(word.group()) or not PLURAL.search(before):
        return False
    on = pattern("meeting", "topic_on").search(before)
    heads = [noun.group() for noun in nouns.finditer(before, 0, on.start())] if on else []
    return bool(heads) and not any(head[-1:] in "sx" for head in heads)


def is_of_noun(text: str, word: re.Match[str], verb: int) -> bool:
    """Whether a remark, which begins at `verb`, is said of a noun beside it that is no meeting."""
    before = text[:verb].rstrip()
    that = pattern("meeting", "topic_that").finditer(before)
    return is_before_noun(text, word) or any(one.end() == len(before) for one in that)


def is_before_noun(text: str, word: re.Match[str]) -> bool:
    """Whether the word belongs to a noun behind it that is no meeting: `cancelled visas`, not `cancelled until May`."""
    if not pattern("meeting", "off_before_noun").fullmatch(word.group()):
        return False
    behind = NEXT.match(text, word.end())
    if behind is None or pattern("meeting", "nouns").match(text, behind.start(1)):
        return False
    if pattern("meeting", "off_goes_on").match(text, behind.start(1)):
        return False
    return not any(place.start == 0 for place in find_places(text[behind.start(1) :]))
