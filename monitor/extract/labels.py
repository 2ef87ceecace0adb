"""Labels: the words under which a page states a fact, found at the head of a line.

In: one line of text. Out: which field it announces, with what stands in the label itself (a count, a bracket, a
year) and the value that follows on the same line. Which words are labels is told by label_table.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from monitor.extract.label_table import LONGEST, LONGEST_HEAD, Label, beginnings, label_key, label_of, vocabulary
from monitor.extract.values.organisations import read_organisation
from monitor.extract.values.terms import read_regions
from monitor.lookups import fold, load
from monitor.lookups.mechanisms import find_mechanisms

LISTED = ("member", "observer")
APART = "apart"  # the role of a label of those who are no members: `Former members`
YEARLY = ("chair", "meeting", "document")  # labels that a year may qualify: `2019 Chair`
COUNT = re.compile(r"^\s*(\d{1,3})\s+(?=\D)|(?<=\D)\s*[:\-–]?\s+(\d{1,3})\s*$")
DIGIT = re.compile(r"\d")
# `Member States (15 States)`, `Members (total: 15)`, `Members (currently 15)`, `Miembros (en total 15)`
IN_REMARK = re.compile(r"\s*(?:[^\W\d]+[\s:]+){0,3}?(?P<number>\d{1,3})\b(?!\s*[-–/.]\s*\d)")
BOUND = re.compile(
    r"\b(?:since|from|as\s+of|depuis|à\s+partir\s+de|desde|a\s+partir\s+de|(?P<until>until|till|up\s+to|jusqu['’]en|hasta|até))\s*$",
    re.IGNORECASE,
)
FOR = re.compile(r"\s+(?:in|for|en|pour|para|em)\s+$", re.IGNORECASE)  # `Chair in 2020`, `Présidence pour 2020`
YEAR = re.compile(r"\(?\b((?:19|20)\d\d)(?:\s*[-–/]\s*((?:19|20)?\d\d))?\b\)?")
# A bracket at the end, closed by whatever bracket the page has: `(53 AU ... EU Member States]` stood on an IOM page.
REMARK = re.compile(r"\s*[(\[](?P<words>[^()\[\]]*)[)\]]?\s*$")
# `3. Members`, `IV. Chair`, `b) Members`, and the marks of notes, `Membership[1]`
NUMBERING = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]|[IVX]{1,4}[.)]|\(?[a-h]\))\s+(?=[^\W\d])")
# and what a wiki puts behind its headings, `Former presidencies[edit | edit source]`
NOTE = re.compile(r"\s*(?:\[(?:\d{1,2}|[a-z]|note\s\d{1,2}|(?:edit|modifier|editar)\b[^\[\]]{0,30})\])+$")
# `Locations in the Arab States`, `Membros de África`
IN_REGION = re.compile(r"\s+(?:(?:in|en|em|dans|from|of|de|da|do|del|des)\s+|d['’])(.+)$")
ADDRESS = re.compile(r"https?://|www\.")
# what parts a label from its value, and the signs of which one is in each of these
MARK = re.compile(r"[:：?]|\s[–—-]\s|\s?(?:\.{4,}|…{2,}|_{3,})\s?")
SIGNS = (":", "?", "–", "-", "....", "：", "—", "……", "___")
ARTICLE = re.compile(r"^(?:the|our|all|les|nos|los|las|os|as)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that begins with a label. `value` is the rest of the line, '' when the label stands alone."""

    label: Label
    words: str  # the label as written
    value: str
    count: int | None = None  # `10 Members`
    remark: str = ""  # the bracket of `Member States (15 States)`
    year: str | None = None  # EDTF, of `2019 Chair`


def head(text: str, layout: str) -> Labelled | None:
    """The label that the whole text is, a count, a bracket and a year in it set aside; None when it is none."""
    words = text.strip().rstrip(":：").strip()
    if words.endswith("]"):
        words = NOTE.sub("", words)
    if number := NUMBERING.match(words):
        words = words[number.end() :]
    return _head(words, layout) if 0 < len(words) <= LONGEST_HEAD else None


@lru_cache(maxsize=4096)  # all who cut the page ask what a line announces
def _head(words: str, layout: str) -> Labelled | None:
    if len(words.split()) > LONGEST + 12:
        return None
    if label := label_of(words, layout):
        return Labelled(label, words, "")
    remark = ""
    if bracket := REMARK.search(words) if "(" in words or "[" in words else None:
        remark, bare = bracket["words"].strip(), words[: bracket.start()].strip()
    else:
        bare = words
    if len(bare.split()) > LONGEST:
        return None
    count, bare = _count(bare)
    if count is None and (number := IN_REMARK.match(remark)):
        count = int(number["number"])
    elif count is None and remark:
        count, left = _count(remark)
        count = count if not left or label_of(left, layout) else None
    label = label_of(bare, layout)
    year = None
    if label is None and (when := YEAR.search(bare)):
        bound = BOUND.search(bare, 0, when.start())
        ahead = bare[: bound.start()] if bound else FOR.sub("", bare[: when.start()])
        bare = (ahead + bare[when.end() :]).strip(" :-–")
        label, year = label_of(bare, layout), span(when)
        if bound and label and label.field == "chair":  # `Presidência até 2025`
            year = f"../{year}" if bound["until"] else f"{year}/.."
        if label and label.field not in YEARLY:  # `Established 2002`: the year is the value
            return None
    elif label is not None and (when := YEAR.fullmatch(remark)):
        year = span(when)
    if label is None and (part := IN_REGION.search(bare)) and ":" not in part[1] and _region(part[1]):
        label = label_of(bare[: part.start()], layout)
    if label is None or not bare or (count is not None and label.field == "sdg"):  # `SDG 8` is an entry
        return None
    if label.field not in LISTED and _number_at(ARTICLE.sub("", words)):  # `Ten meetings held` is a result
        return None
    return Labelled(label, words, "", count, remark, year)


def _region(words: str) -> bool:
    hits, rest = read_regions(words)
    return bool(hits) and set(label_key(rest).split()) <= _directions()


@cache
def _directions() -> frozenset[str]:
    """What stands beside a region's name for another part of it: `North and West Africa`."""
    return frozenset(fold(word) for word in load.table("label_words")["directions"])


def span(when: re.Match[str]) -> str:
    """A year or a span of years as EDTF: `2016-17` is 2016/2017."""
    first, last = when[1], when[2]
    if not last:
        return first
    last = last if len(last) == 4 else first[:2] + last
    return f"{first}/{last}" if last > first else first


@cache
def _spelt() -> tuple[re.Pattern[str], dict[str, int]]:
    """Numbers in words, at the head of a label: `Cinq États membres`."""
    tables = load.table("phrases")["counts"]["words"].values()
    numbers = {fold(word): number for words in tables for number, word in enumerate(words, start=2)}
    longest = sorted((word for words in tables for word in words), key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, longest))})(?=\s|$)", re.IGNORECASE), numbers


@cache
def _spelt_heads() -> frozenset[str]:
    """The first words of these numbers, folded."""
    tables = load.table("phrases")["counts"]["words"].values()
    return frozenset(fold(word.split()[0]) for words in tables for word in words)


def _number_at(words: str) -> re.Match[str] | None:
    """The number in words at the head of a label."""
    first = words.split(maxsplit=1)[:1]
    return _spelt()[0].match(words) if first and fold(first[0]) in _spelt_heads() else None


def _count(words: str) -> tuple[int | None, str]:
    bare = ARTICLE.sub("", words)
    if spelt := _number_at(bare):
        return _spelt()[1][fold(spelt.group())], bare[spelt.end() :].strip(" :-–")
    if not DIGIT.search(words):
        return None, words
    found = COUNT.search(bare)
    if found and bare != words and found[1]:  # `The 12 members`
        words = bare
    else:
        found = COUNT.search(words)
    if not found or YEAR.fullmatch(found.group().strip()):
        return None, words
    number = int(found[1] or found[2])
    return number, (words[: found.start()] + " " + words[found.end() :]).strip(" :-–")


def labelled(text: str, layout: str, lead: str = "") -> Labelled | None:
    """The label at the head of a line: the whole line, an emphasised lead, or the words before a colon or a dash."""
    if whole := head(text, layout):
        return whole
    heads = []
    opening = text[:240]
    if lead and text.startswith(lead) and len(lead) < len(text):
        heads.append((lead, text[len(lead) :]))
    for mark in MARK.finditer(opening) if any(sign in opening for sign in SIGNS) else ():
        heads.append((text[: mark.start()], text[mark.end() :]))
        if len(heads) > 3:
            break
    for words, value in heads:
        if found := head(words, layout):
            said = value.strip(" \t:：–—")
            if found.label.field in LISTED and _only_kinds(said):
                return replace(found, words=text.strip())
            return replace(found, value=said)
    return None


def _only_kinds(words: str) -> bool:
    """`Members: States and territories (extract)`: what stands behind the colon says of what kind the entries below
    are, and names none.
    """
    bare = fold(REMARK.sub("", words)).split()
    return bool(bare) and set(bare) <= _words("country", "organisation", "joining", "kind", "around")


def names_a_kind(words: str) -> bool:
    """Words for States or organisations, and none beside: `States`, `Organismos internacionales`."""
    return _only_kinds(words) and not _words("country", "organisation").isdisjoint(fold(words).split())


def names_organisations(words: str) -> bool:
    """Words for organisations, and none for States: `Participating institutions`."""
    said = set(fold(words).split())
    return not said.isdisjoint(_words("organisation")) and said.isdisjoint(_words("country"))


def says_who_belongs(words: str) -> bool:
    """Words of which one is of belonging, and no other names something else that they belong to: `African Union Member
    States`, `New members`, and not `Donor States`, `Members of the Steering Group`, `Participants of the last meeting`.
    """
    for named in reversed(find_mechanisms(words)):
        words = words[: named.start] + " " + words[named.end :]
    said = fold(words).split()
    if set(said).isdisjoint(_words("belong", "joining")):
        return False
    known = _words("belong", "joining", "country", "kind", "around", "from", "process", "enumeration", "organisation")
    left = [word for word in said if word not in known]
    whose = " ".join(left)  # names are known in small letters too: compare/groups.py has the words folded
    bodies = (whose, whose.upper()) if whose else ()
    if set(left) <= _directions() | _words("belong_around") or any(read_organisation(one).id for one in bodies):
        return True
    found, rest = read_regions(whose)
    return bool(found) and set(fold(rest).split()) <= _directions()


@cache
def _words(*groups: str) -> frozenset[str]:
    table = load.table("label_words")["words"]
    return frozenset(fold(word) for group in groups for word in table[group])


def asks_what_it_is(words: str) -> bool:
    """A label of the type that has no word for a type: `What is it?`, `De quoi s'agit-il ?`."""
    return set(fold(words).split()).isdisjoint(map(fold, load.table("label_words")["words"]["type"]))


def glued(text: str, layout: str) -> tuple[Labelled, ...]:
    """Readings of a line as label and value with nothing between them (`Established 2002`, `Established2002`).

    Whether what follows is a value of that field is for the caller to see; the longest label comes first.
    """
    if len(text) > 200 or not _begins(label_key(text), layout):
        return ()
    found: list[Labelled] = []
    for cut in range(min(len(text) - 1, 80), 2, -1):
        if not _parts(text[cut - 1], text[cut]) and not ADDRESS.match(text, cut):
            continue
        label = vocabulary(layout).get(label_key(text[:cut]))
        if label and not (found and found[-1].label == label):
            found.append(Labelled(label, text[:cut].strip(), text[cut:].strip(" :")))
    return tuple(found)


def _begins(key: str, layout: str) -> bool:
    """A line begins with the first word of a label, whatever is glued to it."""
    first = key.split(" ", 1)[0]
    known = beginnings(layout)
    return any(first[:length] in known for length in range(1, len(first) + 1))


def _parts(left: str, right: str) -> bool:
    """A place where a label can end: at a space, where digits begin, or where a capital follows a small letter."""
    return left.isspace() or (right.isdigit() and not left.isdigit()) or (right.isupper() and left.islower())
