"""One entry of a list of States: a name with what may stand beside it, and words that are no entry.

`Botswana – joined in 2010`, `Kenya, Directorate of Immigration`: the name is read where the rest is a date, a word on
membership or an authority. Anything else beside a name leaves the line unread.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.phrases import pattern
from monitor.extract.sections import is_prose
from monitor.extract.values.countries import CountryMatch, capitalised, find_countries
from monitor.extract.values.dates import find_dates
from monitor.extract.values.organisations import find_organisations

JOINT = re.compile(r"[\s:,;|()\[\]–—-]+")
LEAD = re.compile(
    r"[\s•·▪◦‣●○*–—-]*(?:\(?\d{1,3}[.)]\s+)?(?:(?:the|la|le|les|el|los|las|o|os|as)\s+|l['’])?", re.IGNORECASE
)
AND = re.compile(r"^(?:and|et|y|e|plus|más|mais|&|\+)\s+", re.IGNORECASE)
NEXT = re.compile(  # what stands between a remark and the next name of the list
    r"(?:^|[,;/|•]|\s[–—-]\s|(?:^|\s)(?:and|et|y|e|&)\s)\s*(?:(?:the|la|le|les|el|los|las|o|a|os|as)\s+|l['’])?$",
    re.IGNORECASE,
)
MORE = re.compile(r"^(?:(?:and|et|y|e|plus)\s|[+&…\s])+", re.IGNORECASE)
DIGIT = re.compile(r"\d")
YEAR_OR_NUMBER = re.compile(r"\d{1,4}")
LETTER = re.compile(r"[^\W\d_]")
LONGEST_NAME, MOST_WORDS = 60, 5  # characters and words of what may be the name of a State
COLUMN_HEADS = ("state_heads", "name_heads", "status_heads", "column_heads")
LONGEST = 300  # characters of an entry with what stands beside its name


def is_remark(text: str) -> bool:
    """Words beside a name that are a date, say since when it belongs, or name an authority of that State."""
    text = text.strip(" .")
    if not text or len(text) > LONGEST:
        return False
    if pattern("membership", "authorities").match(text):
        return True
    left = pattern("membership", "joined").sub(" ", text)
    for hit in reversed(find_dates(left)):
        left = left[: hit.start] + left[hit.end :]
    return not LETTER.search(YEAR_OR_NUMBER.sub("", left))


def is_column_head(text: str) -> bool:
    """The name of a column of a table of members: `Date of accession`."""
    text = text.strip(" .:")
    return any(pattern("membership", heads).fullmatch(text) for heads in COLUMN_HEADS)


def with_remark(text: str) -> CountryMatch | None:
    """The country that an entry begins with, where the rest of it is a remark; None for anything else."""
    if len(text) > LONGEST:
        return None
    hits = find_countries(text)
    lead = LEAD.match(text)
    if not hits or lead is None or hits[0].start > lead.end():
        return None
    joint = JOINT.match(text, hits[0].end)
    rest = text[joint.end() :].strip(" .)]") if joint else ""
    if not rest or goes_on(rest) or _names_others(rest, hits[0].country):
        return None
    words = pattern("membership", "observer_remark").match(rest) or pattern("membership", "left_word").match(rest)
    if (words or pattern("membership", "left_remark").search(rest)) and not is_prose(rest):
        return replace(hits[0], remark=rest)
    return hits[0] if is_remark(rest) else None


def goes_on(remark: str) -> bool:
    """Words behind a name that say that there are more of them: `and others to be confirmed`."""
    return pattern("membership", "more_names").match(AND.sub("", remark, count=1)) is not None


def counts_more(text: str) -> bool:
    """The whole text counts those who are not named: `+ 12 more`."""
    return (
        DIGIT.search(text) is not None and pattern("membership", "more_names").fullmatch(MORE.sub("", text)) is not None
    )


def _names_others(rest: str, country: str) -> bool:
    """Words behind a name in which a list goes on with other names: `withdrew in 2011, Nepal, Fiji`."""
    starts = [hit.start for hit in find_countries(rest) if hit.country != country]
    starts += [organisation.start for organisation in find_organisations(rest)]
    return any(NEXT.search(rest[:start]) for start in starts)


def may_be_a_name(text: str) -> bool:
    """A few words with capitals, as the name of a State or an organisation has them."""
    text = text.strip(" .*†‡")
    if len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS or re.search(r"\d|[@/:?!<>]", text):
        return False
    return not is_prose(text) and capitalised(text) and LETTER.search(text) is not None
