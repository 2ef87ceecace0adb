"""The name of a meeting within a sentence: as the subject before a verb, or as what stands behind one."""

from __future__ import annotations

import re
from functools import cache

from monitor.extract.phrases import pattern
from monitor.extract.prose.verbs import alternatives
from monitor.extract.values.line_parts import quoted
from monitor.lookups import table
from monitor.lookups.mechanisms import find_mechanisms

# the article before a meeting's name; the name begins behind it
ARTICLE = re.compile(
    r"(?<!\w)(?:the|a|an|its|their|our|this|la|le|les|el|los|las|o|os|as|une?|una|uma|sa|son|ses|leurs?|notre|su|sus|seus?|suas?)\s+"
    r"|\bl['’]",
    re.IGNORECASE,
)
ARTICLES = re.compile(rf"(?:{ARTICLE.pattern}){{1,2}}", re.IGNORECASE)  # `a sua reunião`
EDGE = " \t,;:.–—-•"
LONGEST_NAME = 18  # words of a meeting's name
# a new clause: behind a comma that joins no `A, B and C`, behind `that`
CLAUSE = re.compile(r",\s+(?![A-Z][\w-]+\s+and\b)|\s+that\s+|;\s+|:\s+")
# an article behind one of these is inside a name: `First Summit of the Heads of State`
WITHIN = re.compile(
    r"(?<=\w)\s+(?:of|on|for|to|between|among|with|and|de|des|sur|pour|sobre|para|con|com|entre|y|et|e)\s+$",
    re.IGNORECASE,
)
# where the name of what was held ends: at the next statement about it
BEHIND = re.compile(
    r",?\s+(?:that|which|where|who|attended|qui|que|où|donde|onde)\s|,\s+(?:in|at|on|from|with|during|when|and|as|en|à|le|avec"
    r"|con|em|com)\s|[;:]\s",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"[\s,(]+(?:(?:again|once\s+more|[àd]e?\s+nouveau|de\s+nuevo|otra\s+vez|de\s+novo|novamente|in|at|on|from|between|during|held|le|les|en|à|au|du|el|los|la|del|du|em|no|na|a|entre|de|nos\s+dias|los\s+días|les"
    r"\s+jours)\s*)*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<!\w)(?:[IVXLC]+|\d{1,2}(?:st|nd|rd|th|er|e|º|ª|°|\.ª))\s+")


def subject(words: str, *, listed: bool = False) -> str | None:
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


def named_behind(after: str, stop: int, *, listed: bool) -> str | None:
    """The name that begins a text, without its article, up to a place, a date (`stop`) or the next statement."""
    spans = quoted(after)
    stops = [m.start() for m in BEHIND.finditer(after) if not any(a < m.start() < b for a, b in spans)]
    end = min([stop, *stops])
    if any(a < end < b for a, b in spans):
        end = stop
    name = LEADING.sub("", after[:end] + " ").strip()
    article = ARTICLES.match(name)
    name = name[article.end() if article else 0 :].strip(EDGE)
    named = pattern("meeting", "nouns").search(name) or (listed and article is not None)
    return name if named and 0 < len(name.split()) <= LONGEST_NAME else None


def without_number(title: str) -> str:
    """`Three workshops` are workshops."""
    number = _numbers().match(title)
    return title[number.end() :] if number else title


@cache
def _numbers() -> re.Pattern[str]:
    words = [word for each in table("phrases")["counts"]["words"].values() for word in each]
    return re.compile(rf"(?:{alternatives(words)})\s+", re.IGNORECASE)


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
