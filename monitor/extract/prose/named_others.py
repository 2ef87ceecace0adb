"""Another body by its name, around a verb of chairing: `The League of Ports, which Y chairs`, `chairs this year the
Andean Community`. A name that is neither the mechanism's nor a country's nor the office's is another body's.
"""

from __future__ import annotations

import re

from monitor.extract.phrases import pattern
from monitor.extract.prose.bodies import LONGER, NAMED, masked, of_ours
from monitor.extract.prose.joints import Worded
from monitor.extract.values.countries import find_countries
from monitor.extract.values.dates import find_dates

ARTICLE = Worded(r"(?:{the+}|{the_many+}|{the_or_of+}|{of_simple}\s+{the+})+")
# in front of a name: it is not whom or what the verb is about, but with whom, where, when
ADJUNCT = Worded(r"\b{adjunct}\s+(?:{the+}|{the_many+}|{any_one}\s+|{this}\s+)?$|\b{adjunct_elided}$")
OBJECT = Worded(r"(?:^|\s)(?:(?:{the+}|{the_many+})|(?:{to_whom_it_is}|over)\s+(?:{the+})?)$")
CLAUSE = re.compile(r"[,;.:(]")
FAR = 5  # words between a verb and whom or what it is about: `preside por segunda vez la Liga`


def another_before(words: str, mechanism: str | None) -> bool:
    """The words before a verb whose holder stands behind it name another body: `La Liga de Puertos la (preside Y)`."""
    return any(_another(words, name, mechanism) for name in NAMED.finditer(masked(words)))


def another_later(words: str, mechanism: str | None) -> bool:
    """Whom or what a verb is about stands behind when or how often, and is another body."""
    clause = CLAUSE.split(words)[0]
    for name in NAMED.finditer(masked(clause)):
        before = clause[: name.start()]
        if len(before.split()) > FAR + 1:
            return False
        article = OBJECT.search(before)
        if article and article.group().strip() == "à" and " " not in name.group():
            continue  # `préside à Lomé`
        if article and not ADJUNCT.search(before) and _another(clause, name, mechanism):
            return True
    return False


def _another(words: str, name: re.Match[str], mechanism: str | None) -> bool:
    said = name.group()
    start = article.end() if (article := ARTICLE.match(said)) else 0
    said = said[start:]
    at = name.start() + start
    if not said[:1].isupper() or ADJUNCT.search(words[: name.start()]) or ADJUNCT.match(said + " "):
        return False
    if name.start() == 0 and start == 0 and len(said.split()) == 1:
        return len(said) > 2 and said.isupper()  # `Hoy lo preside Kenya`: the first word has a capital anyway
    if pattern("bodies", "unions").fullmatch(said) and LONGER.match(words, name.end()):
        return True
    if pattern("chair", "nouns").match(said) or of_ours(said, mechanism):
        return False
    spans = [(hit.start, hit.end) for hit in find_countries(words)] + [
        (hit.start, hit.end) for hit in find_dates(words)
    ]
    return not any(start < name.end() and at < end for start, end in spans)
