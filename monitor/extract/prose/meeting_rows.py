"""Several meetings in one row: `Summits were held in Lima in 2014, Quito in 2015 and Bogotá in 2016`."""

from __future__ import annotations

import re
from itertools import pairwise

from monitor.extract.phrases import pattern
from monitor.extract.prose.meeting_names import (
    ARTICLE,
    named_behind,
    subject,
    without_number,
)
from monitor.extract.prose.spoken import Spoken, meeting_at
from monitor.extract.values.meetings import Meeting

FAR = 60  # characters between two occasions of a row
NEAR = 6  # words between a verb and the first place and date behind it
# `the most recent`, `la sixième`, `um segundo`: one of those that were named before
ONE_OF = (
    r"(?P<which>(?:the|an?|another|la|le|el|une?|una|otr[ao]|o|uma?|outr[ao])\s+[\w.ºª°-]+(?:\s+[\w.ºª°-]+){0,2}?)\s*"
)
# between two occasions of a row: `, `, ` and `, `, the most recent in `
NEXT = re.compile(rf"\s*[,;]?\s*(?:(?:and|et|y|e|then|puis|luego|depois)\b\s*)?(?:{ONE_OF})?", re.IGNORECASE)
WHICH = re.compile(ONE_OF + "$", re.IGNORECASE)
FIRST_WORD = re.compile(r"[^\s]+\s+")
ORDINAL = re.compile(r"[IVXLC]+|\d{1,2}(?:st|nd|rd|th|er|re|e|º|ª|°|\.ª|\.º)?", re.IGNORECASE)


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
    found = [meeting_at(_called(ahead["which"], title) if ahead else title, row[0], planned=planned)]
    for left, right in pairwise(row):
        end = left.end + (after[left.end : left.end + 1] == ")")
        between = NEXT.fullmatch(after, end, right.start) if right.start - end < FAR else None
        if between is None:
            return ()
        name = _called(between["which"], title) if between["which"] else title
        coming = bool(between["which"] and pattern("meeting", "announced_remark").search(between["which"]))
        found.append(meeting_at(name, right, planned=planned or coming))
    return tuple(found)


def _called(which: str, title: str) -> str:
    """`the most recent` of `first ministerial conference` is the most recent ministerial conference."""
    words = ARTICLE.sub("", which, count=1).strip()
    first = title.split()[0]
    noun = pattern("meeting", "nouns")
    bare = title if noun.fullmatch(first) or len(title.split()) < 2 else FIRST_WORD.sub("", title, count=1)
    return f"{words} {bare}" if ORDINAL.fullmatch(first) or noun.search(bare) else f"{words} {title}"
