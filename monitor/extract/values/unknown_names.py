"""Names in a row of countries that nobody knows: `Ghana, Ruritania and Togo`."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from monitor.extract.phrases import pattern
from monitor.extract.values.countries import find_countries
from monitor.extract.values.demonyms import demonyms
from monitor.extract.values.organisations import find_organisations
from monitor.extract.values.places import find_places
from monitor.extract.values.terms import read_regions
from monitor.lookups import fold, load
from monitor.lookups.mechanisms import find_mechanisms

SHORTEST = 4  # letters of a name by itself
WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
NAME = rf"(?P<name>{WORD}(?:\s+(?:(?:of|de|du|da|do)\s+)?(?:the\s+)?{WORD}){{0,3}})"
REMARK = r"(?:\s*\([^()]{1,60}\))?"
AND = r"(?:\s*[,;]\s*(?:(?:and|et|y|e)\s+)?|\s+(?:and|et|y|e|&)\s+)(?:(?:the|la|le|les|el|los|las|o|a|os|as)\s+|l['’])?"
BETWEEN = re.compile(rf"{REMARK}{AND}{NAME}{REMARK}{AND}")
FINAL = rf"{REMARK}\s*,?\s+(?:and|et|y|e|&)\s+(?:(?:the|la|le|les|el|los|las|o|a|os|as)\s+|l['’])?{NAME}{REMARK}"
LAST = re.compile(rf"{FINAL}\s*(?:[.;]?\s*|\s[–—-]\s.*)")
GOES_ON = re.compile(rf"{FINAL}\s+[a-zà-ÿ].*", re.DOTALL)  # `..., Spain and Ruritania take part`
ADVERB = re.compile(r"\w+(?:mente|ment|ly)")
LONG = 3  # names in a row, before what goes on with them is surely one more
# behind a verb: in a place, and of somebody, stands another name
FIRST = re.compile(
    r"(?:(?!(?:in|at|of|from|on|to|for|à|au|aux|de|du|en|dans|a|em|no|na|da|do|del|al)\s)\b[a-zà-ÿ]{2,}|:)\s+"
    rf"(?:(?:the|la|le|les|el|los|las|os|as)\s+|l['’])?{NAME}{REMARK}{AND}$"
)


YEARS = r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d)?)?"
TERM = rf"(?:\s*\([^()]{{1,40}}\)|[\s,;:–—-]*{YEARS})?"
ALONE = re.compile(rf"(?:(?i:the|la|le|les|el|los|las|o|a|os|as)\s+|[Ll]['’])?{NAME}{TERM}\.?")
# at the head of a sentence, where an adverb may stand too
AT_HEAD = re.compile(rf"(?:(?:the|la|le|les|el|los|las|os|as)\s+|l['’])?{NAME}{REMARK}{AND}")


def strangers(text: str) -> tuple[str, ...]:
    """The unknown names that stand in a row with countries, in order."""
    hits = find_countries(text)
    if not hits:
        return ()
    ahead = text[: hits[0].start]
    found = [FIRST.search(ahead) or (AT_HEAD.fullmatch(ahead) if len(hits) > 1 or "," not in ahead else None)]
    found += [BETWEEN.fullmatch(text[one.end : other.start]) for one, other in pairwise(hits)]
    behind = text[hits[-1].end :]
    found.append(LAST.fullmatch(behind) or (GOES_ON.fullmatch(behind) if len(hits) >= LONG else None))
    unknown = [match["name"] for match in found if match and not _known(match["name"])]
    cities = {place.name for place in find_places(text) if place.city} if unknown else set()
    return tuple(name for name in unknown if name not in cities)


def lone_stranger(text: str) -> str:
    """The unknown name of a State that a text is, but for a term beside it: one word, or several that say it is one."""
    found = ALONE.fullmatch(text.strip())
    if found is None or _known(found["name"]):
        return ""
    name = found["name"]
    if find_countries(text) or find_places(name) or demonyms().find(name):
        return ""
    states = pattern("membership", "states_named").search(name)
    lone = " " not in name and len(name) >= SHORTEST and name[1:].islower()
    return name if states or (lone and fold(name) not in _everyday()) else ""


@cache
def _everyday() -> frozenset[str]:
    """Words of labels and of offices, which are no names: `Rotating`, `Ministre`."""
    groups = load.table("label_words")["words"].values()
    return frozenset(fold(word) for words in groups for word in words)


def _known(name: str) -> bool:
    hits, rest = read_regions(name)
    if (
        (hits and not rest)
        or ADVERB.fullmatch(name)
        or any(pattern(*words).match(name) for words in (("seeming", "nobody"), ("meeting", "openings")))
    ):
        return True
    return any(o.id for o in find_organisations(name)) or bool(find_mechanisms(name))
