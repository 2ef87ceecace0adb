"""Fields whose entries are words: focus, objectives, results, themes, links; and codes: locations, SDGs."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from monitor.extract.fields.listing import tell_strangers
from monitor.extract.fields.scalars import lines
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.sections import Line, Section
from monitor.extract.sentinels import is_none
from monitor.extract.values.countries import country_name, read_countries, read_country
from monitor.extract.values.leading_on import leads_on
from monitor.lookups import fold, table

GOALS = r"(?:sdgs?|ods|odd|goals?|targets?|objetivos?|objectifs?|metas?|cibles?)"
GOAL = re.compile(
    r"(?<![\d.])(1[0-7]|[1-9])(?:\.(?:\d{1,2}|[a-d]))?(?![\d.]*\d)", re.IGNORECASE
)  # `10.7` is of goal 10
# `SDG 8, 10.7 and 17`: numbers, and nothing else but what joins them
SDGS_ALONE = re.compile(rf"\W*(?:(?:{GOALS}|and|et|y|e|&)\W+|{GOAL.pattern}\W*)+", re.IGNORECASE)
SDG = re.compile(
    r"(?<![\d.])(1[0-7]|[1-9])(?=\s*(?:[.:)–-]\s*[A-Za-z]|$|[,;]\s*(?:\d|SDG)))|\b(?:SDG|ODD|ODS|Goal)\s*(1[0-7]|[1-9])\b"
)
# `1. `, `(2) `, `Priority 3: `, `Pilier 4 – `: the number of an entry, and the word before it
NUMBERED = re.compile(r"(?:([^\W\d_]+)\s+)?[(\[]?(\d{1,2})(?:[.)\]:]+\s*[–—-]?|\s*[–—-])\s+(?=\S*[^\W\d_])")


@cache
def _goals() -> tuple[dict[str, str], re.Pattern[str]]:
    """The numbers of the goals by their names, folded, and a pattern of all names, longest first."""
    numbers = {fold(name): number for number, names in table("goals")["goals"].items() for name in names}
    return numbers, re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, numbers), key=len, reverse=True))})\b")


def _goals_of(text: str) -> list[str]:
    """The numbers of the goals that a line gives, and of those that it names."""
    if SDGS_ALONE.fullmatch(text):
        return [match[1] for match in GOAL.finditer(text)]
    numbers, names = _goals()
    given = [match[1] or match[2] for match in SDG.finditer(text)]
    named = [numbers[match.group()] for match in names.finditer(fold(text))]
    return list(dict.fromkeys(given + named)) if set(named) <= set(given) else sorted({*given, *named}, key=int)


def _entries(section: Section) -> list[Line]:
    """The entries of a section, without the words that lead into a list (`... include:`)."""
    return [
        line
        for line in section.lines
        if not (line.text.endswith(":") and line.kind != "item") and not is_none(line.text)
    ]


def _state_words(name: str, sections: list[Section], ledger: Ledger, *, split: bool = False) -> None:
    count = 0
    for section in sections:
        for line in _entries(section):
            if line.links and leads_on(line.text):  # `Read more` below a topic
                ledger.unread(name, line)
                continue
            for words in re.split(r"\s*[,;|]\s*", line.text) if split else (line.text,):
                text = words.strip().strip("•·").strip(" .;")
                if text:
                    count += 1
                    ledger.state(name, name_key(text), text, words.strip(), line)
    said = any(section.lines for section in sections)
    ledger.outcome(name, "ok" if said else "partial", listed=count, parsed=count)


def _without_numbers(section: Section) -> None:
    """Takes the numbers off the entries of a list that are numbered from 1 on, all behind the same word or none."""
    entries = _entries(section)
    heads = [NUMBERED.match(line.text) for line in entries]
    told = [(head[1], int(head[2])) for head in heads if head]
    if len(entries) > 1 and told == [(told[0][0] if told else None, n) for n in range(1, len(entries) + 1)]:
        bare = [replace(line, text=line.text[head.end() :]) for line, head in zip(entries, heads, strict=True) if head]
        section.lines = [line for line in section.lines if line not in entries] + bare


def read_focus(sections: list[Section], ledger: Ledger) -> None:
    """Topics: the items of the list; a single line of topics is cut at its commas or semicolons."""
    for section in sections:
        _without_numbers(section)
    one = [line for section in sections for line in _entries(section)]
    listed = (
        len(one) == 1
        and one[0].kind != "item"
        and len(one[0].text.split()) / (1 + len(re.findall(r"[;,]", one[0].text))) < 5
    )
    if listed and ";" in one[0].text:
        texts = one[0].text.split(";")
    elif listed and one[0].text.count(",") >= 2 and not one[0].text.rstrip().endswith("."):
        texts = one[0].text.split(",")
    else:
        _state_words("focus", sections, ledger)
        return
    for words in texts:
        text = re.sub(r"^(?:and|et|y|e)\s+", "", words.strip(" .;"))
        if text:
            ledger.state("focus", name_key(text), text, words.strip(), one[0])
    ledger.outcome("focus", "ok", listed=len(texts), parsed=len(texts))


def read_objectives(sections: list[Section], ledger: Ledger) -> None:
    """Prose, kept as the list of its paragraphs: one value, so that an edit is one change."""
    found = [line for line in lines(sections) if re.search(r"[^\W\d_]", line.text)]
    for line in lines(sections):
        if line not in found:
            ledger.unread("objective", line)  # `Goals: 10, 16`: numbers of goals of somebody else
    paragraphs = [line.text for line in found]
    if paragraphs:
        ledger.state("objective", "", paragraphs, "\n".join(paragraphs), found[0])
        ledger.outcome("objective", "ok", listed=len(paragraphs))


def read_results(sections: list[Section], ledger: Ledger) -> None:
    """Numbered results: the items where there are any, else the paragraphs."""
    for section in sections:
        if any(line.kind == "item" for line in section.lines):
            section.lines = [line for line in section.lines if line.kind == "item"]
    _state_words("result", sections, ledger)


def read_themes(sections: list[Section], ledger: Ledger) -> None:
    _state_words("theme", sections, ledger, split=True)


def read_types(sections: list[Section], ledger: Ledger) -> None:
    _state_words("types", sections, ledger, split=True)


def read_locations(sections: list[Section], ledger: Ledger) -> None:
    whole, count = True, 0
    for line in lines(sections):
        one = read_country(line.text)
        found = (one,) if one else read_countries(line.text) or ()
        if not found and not is_none(line.text):
            whole = False
            ledger.unread("location", line)
        if len(found) > 1 or not one:
            whole &= not tell_strangers("location", line, ledger)
        for hit in found:
            count += 1
            if hit.typo:
                message = f"“{hit.name}” read as {country_name(hit.country)} ({hit.country})"
                ledger.remark("typo", message, "location", line)
            ledger.state("location", hit.country, hit.country, hit.name, line)
    ledger.outcome("location", "ok" if whole and lines(sections) else "partial", listed=count)


def read_sdgs(sections: list[Section], ledger: Ledger) -> None:
    """Goals by number or name: `16. Peace, Justice and Strong Institutions, 17. Partnerships for the Goals`."""
    whole = bool(lines(sections))
    for line in lines(sections):
        numbers = _goals_of(line.text)
        if not numbers and not is_none(line.text):
            whole = False
            ledger.unread("sdg", line)
        for number in numbers:
            ledger.state("sdg", number, int(number), line.text, line)
    ledger.outcome("sdg", "ok" if whole else "partial")


def read_links(sections: list[Section], ledger: Ledger) -> None:
    for line in lines(sections):
        for link in line.links:
            ledger.state("link", link.url, {"title": link.text, "url": link.url}, link.text, line)
        if not line.links and line.kind == "item":
            ledger.state("link", name_key(line.text), {"title": line.text, "url": None}, line.text, line)
    if lines(sections):
        ledger.outcome("link", "ok", listed=len(lines(sections)))
