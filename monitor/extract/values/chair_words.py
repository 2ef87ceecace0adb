"""The words of a line about who chairs: roles, terms, persons. Data: lookups/offices.toml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from monitor.extract.gated import Gated, needed
from monitor.extract.sentinels import is_not_known_yet
from monitor.extract.values.countries import find_countries
from monitor.extract.values.dates import find_dates
from monitor.extract.values.demonyms import find_demonyms
from monitor.extract.values.organisations import find_organisations
from monitor.lookups import table

MONTHS = 12
PLAIN_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)  # in EDTF
YEAR = r"((?:19|20)\d\d)"
BEFORE_DATE = re.compile(r"\s*\S*\s*\d")
WORD = re.compile(r"[^\W_][\w.-]*")


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(set(words), key=len, reverse=True)
    return "|".join(r"\s+".join(map(_letters, phrase.split())) for phrase in longest_first)


def _letters(word: str) -> str:
    return re.escape(word).replace("'", "['’]").replace(r"\-", "[-‐‑]")


@cache
def words(group: str, key: str) -> re.Pattern[str]:
    """One pattern for all phrases of a key of lookups/offices.toml."""
    return re.compile(rf"(?<!\w)(?:{_any(table('offices')[group][key])})(?!\w)", re.IGNORECASE)


@cache
def roles() -> re.Pattern[str]:
    """A word for a role, with the office that it stands beside: `incoming chair`, `présidence sortante`."""
    role = table("offices")["role"]
    office = _any((*role["chair"], *role["current"]))
    side = _any(role["incoming"]), _any(role["past"])
    kinds = (
        rf"(?P<other>(?:(?:{office})\s+of\s+(?:the\s+)?)?(?:{_any(role['other'])}))",
        rf"(?P<incoming>(?:(?:{office})[-\s]+)*(?:{side[0]})(?:\s+(?:{office}|{_any(role['co'])}))*)",
        rf"(?P<past>(?:(?:{office})[-\s]+)*(?:{side[1]})(?:\s+(?:{office}|{_any(role['co'])}))*)",
        rf"(?P<co>(?:(?:{office})\s+)?(?:{_any(role['co'])}))",
        rf"(?P<then>{_any(role['then'])})",
        rf"(?P<chair>(?:{office})(?:\s+(?:{office}))*)",
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)})(?!\w)", re.IGNORECASE)


def is_unsettled(remark: str) -> bool:
    """Whether words behind a name say that it is not known yet whether that one has the office."""
    said = remark.strip(" \t\n,;:()[]–—-")
    return is_not_known_yet(said) or words("role", "unsettled").fullmatch(said) is not None


@cache
def offices() -> re.Pattern[str]:
    """The offices beside which an adjective names a State."""
    role = table("offices")["role"]
    every = (*role["chair"], *role["co"], *table("offices")["person"]["titles"])
    return re.compile(rf"(?<!\w)(?:{_any(every)})(?!\w)", re.IGNORECASE)


@cache
def joins() -> re.Pattern[str]:
    """What may stand between holders, roles and terms without a meaning of its own."""
    line = _any(table("offices")["line"]["joins"])
    number = r"(?<!\w)\d{1,2}[.)](?=\s)"
    return re.compile(
        rf"(?:(?<!\w)(?:{line}|{_any(table('offices')['term']['remark'])})(?!\w)|{number}"
        r"|[\s,;:/&+–—\-*|\"“”'’.()\[\]])+",
        re.IGNORECASE,
    )


@cache
def bounds() -> re.Pattern[str]:
    """`since`, `until` and their like, before a date."""
    term = table("offices")["term"]
    return re.compile(
        rf"(?<!\w)(?:(?P<since>{_any(term['since'])})|(?P<until>{_any(term['until'])}))(?!\w)", re.IGNORECASE
    )


@cache
def _spans() -> tuple[tuple[re.Pattern[str], str], ...]:
    term = table("offices")["term"]
    to = rf"\s*(?:[-–—]|(?<!\w)(?:{_any(term['to'])})(?!\w))\s*"
    forms = [
        (rf"\b{YEAR}{to}(?:(?:{_any(term['now'])})(?!\w)|\.\.\.|…)|\b{YEAR}\s*[-–—]\s*(?=\)|$)", "{0}/.."),
        (rf"\b{YEAR}\s*(?<!\w)(?:{_any(term['to'])})(?!\w)\s*{YEAR}\b", "{0}/{1}"),
    ]
    for key, months in (("first_half", ("01", "06")), ("second_half", ("07", "12"))):
        half = rf"(?<!\w)(?:{_any(term[key])})\s+(?:of\s+|de\s+|del\s+|do\s+|,\s*)?{YEAR}\b"
        forms.append((half, "{0}-" + months[0] + "/{0}-" + months[1]))
    return tuple((re.compile(form, re.IGNORECASE), edtf) for form, edtf in forms)


def spans(text: str) -> list[tuple[int, int, str]]:
    """Terms that no date says: `2023 to date`, `2021 to 2022`, `2nd half of 2023`, as (start, end, EDTF)."""
    if "19" not in text and "20" not in text:
        return []
    return [
        (found.start(), found.end(), edtf.format(*[year for year in found.groups() if year]))
        for form, edtf in _spans()
        for found in form.finditer(text)
    ]


@cache
def _years() -> tuple[Gated, dict[str, int]]:
    term = table("offices")["term"]
    numbers = {word: int(number) for number, said in term["numbers"].items() for word in (*said, number)}
    number = rf"(?:{_any(numbers)})"
    counts = frozenset(max(needed(word), key=len) for word in numbers)
    longest_first = sorted(set(term["years"]), key=len, reverse=True)
    phrases = ((_any([words]).replace(r"\#", number), (frozenset(needed(words)), counts)) for words in longest_first)
    return Gated(phrases), numbers


def lasting(text: str) -> tuple[int, int, int] | None:
    """How many years a term lasts, where the text says so: (start, end, years)."""
    pattern, numbers = _years()
    found = pattern.search(text)
    if found is None:
        return None
    number = next(numbers[word] for word in re.split(r"[-‐‑\s]", found.group().lower()) if word in numbers)
    return found.start(), found.end(), number


def ending(start: str, years: int) -> str:
    """The EDTF interval of a term of so many years from a month or a year on.

    From July 2022 two years last until June 2024; from 2022, of which the day is not said, they reach into 2024. What
    is no plain date (`2018~`, a season, an interval) has no end that could be reckoned, and stays as it is.
    """
    if PLAIN_DATE.fullmatch(start) is None:
        return start
    parts = start.split("-")
    if len(parts) != 2:
        return f"{start}/{int(parts[0]) + years}"
    months = int(parts[0]) * MONTHS + int(parts[1]) - 2 + years * MONTHS
    return f"{start}/{months // MONTHS}-{months % MONTHS + 1:02}"


def without_persons(text: str) -> str:
    """The line with persons and their offices made blank, when they stand for one State that it names.

    `H.E. Ms X, Minister of Labour of Tunisia (2021)` keeps `Tunisia (2021)`. Untouched where it names no State or two,
    an organisation, a place where somebody is posted, or says anything more.
    """
    if not words("person", "titles").search(text):
        return text
    hits = (*find_countries(text), *find_demonyms(text, offices()))
    if not hits or len({hit.country for hit in hits}) > 1 or any(o.id for o in find_organisations(text)):
        return text
    posted = words("person", "posted")
    if any((p := list(posted.finditer(text, 0, h.start))) and not text[p[-1].end() : h.start].strip() for h in hits):
        return text
    kept = [(hit.start, hit.end) for hit in hits]
    kept += [(role.start(), role.end()) for role in roles().finditer(text)]
    kept += [(date.start, date.end) for date in find_dates(text, years=True)]
    kept += [(bound.start(), bound.end()) for bound in bounds().finditer(text) if BEFORE_DATE.match(text, bound.end())]
    blank = text
    for word in WORD.finditer(text):
        if any(start <= word.start() < end for start, end in kept) or word.group()[0].isdigit():
            continue
        bare = word.group().strip(".")
        if not (
            bare[:1].isupper() or words("person", "joins").fullmatch(bare) or words("line", "joins").fullmatch(bare)
        ):
            return text
        blank = blank[: word.start()] + " " * len(word.group()) + blank[word.end() :]
    return blank


def stands_for(lead: str) -> bool:
    """The words before a State name a person or a part of its government: `Ms X, Minister of Labour of`.

    Nothing else may stand there, nor that somebody is posted in that State.
    """
    if not words("person", "titles").search(lead) or words("person", "posted").search(lead.rstrip().split(" ")[-1]):
        return False
    return all(
        word[:1].isupper()
        or words("person", "joins").fullmatch(word)
        or words("line", "joins").fullmatch(word)
        or words("person", "titles").fullmatch(word)
        for word in (found.group().strip(".") for found in WORD.finditer(lead))
    )
