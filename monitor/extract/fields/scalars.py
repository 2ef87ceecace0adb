"""Fields with one value: type (with its regions), year of establishment, website, geographic focus, budget, counts."""

from __future__ import annotations

import re

from monitor.extract.fields.counts import state_count
from monitor.extract.fields.dated import misspelt, unread_date
from monitor.extract.fields.elsewhere import own_lines
from monitor.extract.labels import labelled
from monitor.extract.ledger import Ledger
from monitor.extract.prose import find_established
from monitor.extract.sections import Line, Section, is_prose
from monitor.extract.sentinels import is_none, opens_without
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.line_parts import only_places
from monitor.extract.values.money import read_money
from monitor.extract.values.terms import find_type, read_regions, read_type
from monitor.lookups import fold

# what may stand before the year of establishment
SINCE = re.compile(
    r"(?:(?:in|on|since|as|of|from|the|year|about|around|circa|officially|formally|originally|first|initially|launched"
    r"|established|created|founded|set|up|en|em|le|la|l['’]|el|o|a|desde|depuis|année|año|ano)\b|[\s:(\[,.–—-])*",
    re.IGNORECASE,
)
# `Regional Consultative Process (RCP) (region covered: Asia)`; one within another belongs to it, the last may stay open
BRACKET = re.compile(r"[(\[]((?:[^()\[\]]|\([^()]*\))+)(?:[)\]]|\s*$)")
PLACE_AHEAD = re.compile(
    r"(?:(?i:in|at|à|au|en|em|no|na)\s+)?([A-ZÀ-Þ][^:;.\d]{1,60}?)\s*[,:(–—-]\s*(?:(?:in|on|le|en|el|em|a|du)\s+)?"
)
COUNT = re.compile(r"\D{0,30}?(\d{1,4})\b(?:\D{0,60}|\s*\([^()]*\))")
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+[^\s<>\"')\].,;:]", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:org|int|net|com|info|eu|gov|edu|[a-z]{2})(?:/\S*)?", re.IGNORECASE)


def lines(sections: list[Section]) -> list[Line]:
    """All lines of a field's sections, in order."""
    return [line for section in sections for line in section.lines]


def read_type_field(sections: list[Section], ledger: Ledger) -> None:
    """`Inter-regional forum on migration (Regions covered: Europe - Africa)`: a type, and the regions in its
    bracket.
    """
    for line in tuple(own_lines("type", lines(sections), ledger)):
        brackets = [bracket for bracket in BRACKET.finditer(line.text) if bracket.start()]
        bare = line.text[: brackets[0].start()].strip() if brackets else line.text
        kind = read_type(bare) or read_type(line.text)
        if kind is None and (hit := find_type(line.text)):
            kind, bare = hit.value, line.text[hit.start : hit.end]
        if kind is None:
            ledger.unread("type", line)
            ledger.outcome("type", "partial")
            return
        ledger.state("type", "", kind, bare, line)
        ledger.outcome("type", "ok")
        for bracket in brackets:
            if read_type(bracket[1]) is None:
                _regions_in_bracket(bracket[1], line, ledger)
        return


def _regions_in_bracket(words: str, line: Line, ledger: Ledger) -> None:
    found = labelled(words, ledger.reading.layout)
    inside = found.value if found and found.label.field == "region" else words
    hits, rest = read_regions(inside)
    if hits and not rest:
        state_regions([(inside, line)], ledger)
    elif found and found.label.field == "region":
        ledger.unread("region", line)
        ledger.outcome("region", "partial")


def read_region_field(sections: list[Section], ledger: Ledger) -> None:
    state_regions([(line.text, line) for line in lines(sections)], ledger)


def state_regions(texts: list[tuple[str, Line]], ledger: Ledger) -> None:
    """The regions in each text; a word that is none makes the field partial."""
    whole = True
    for text, line in texts:
        if is_none(text):
            continue
        hits, rest = read_regions(text)
        if rest or not hits:
            whole = False
            ledger.unread("region", line)
        for hit in hits:
            ledger.state("region", fold(hit.value), hit.value, text[hit.start : hit.end], line)
    if texts and not ledger.has("region"):
        ledger.outcome("region", "ok" if whole else "partial")


def read_established(sections: list[Section], ledger: Ledger) -> None:
    """`2002`, `March 2020`, `1996 (renamed several times: ...)`: the date that comes first."""
    said = tuple(own_lines("established", lines(sections), ledger))
    dated = [line for line in said if _is_dated(line, ledger)]
    for line in dated or said:  # `Inicio`, the first word of a menu, has no date below it
        dates = _dates(line, ledger)
        since = find_established(line.text, ledger.mechanism, under_label=True)
        if since and (is_prose(line.text) or not leads_to(line.text, dates)):
            ledger.state("established", "", since[0], since[1], line)
            ledger.outcome("established", "partial")
        elif not leads_to(line.text, dates):
            unread_date("established", line, ledger)
            ledger.outcome("established", "partial")
        else:
            ledger.state("established", "", dates[0].edtf, dates[0].text, line)
            misspelt("established", dates[:1], line, ledger)
            ledger.outcome("established", "ok")
        return


def _dates(line: Line, ledger: Ledger) -> tuple[DateMatch, ...]:
    return find_dates(line.text, language=ledger.reading.language, day_first=ledger.reading.day_first, years=True)


def _is_dated(line: Line, ledger: Ledger) -> bool:
    """The line gives a date, or is a sentence that might."""
    return bool(_dates(line, ledger)) or is_prose(line.text)


def leads_to(text: str, dates: tuple[DateMatch, ...]) -> bool:
    """A date stands first, behind nothing but words that lead to it, or the place: `Kinshasa, May 2012`."""
    if not dates or dates[0].ambiguous:
        return False
    ahead = text[: dates[0].start]
    place = PLACE_AHEAD.fullmatch(ahead)
    return SINCE.fullmatch(ahead) is not None or (place is not None and only_places(place[1]))


def read_website(sections: list[Section], ledger: Ledger) -> None:
    for line in lines(sections):
        if is_none(line.text) or opens_without("website", line.text):
            ledger.outcome("website", "ok", listed=0)
        elif address := find_website(line):
            ledger.state("website", "", address, line.text, line)
            ledger.outcome("website", "ok")
        else:
            ledger.unread("website", line)
            ledger.outcome("website", "partial")
        return


def find_website(line: Line) -> str | None:
    """The address that a line gives, as a link or in its words."""
    outside = [link.url for link in line.links if link.url.startswith(("http://", "https://"))]
    if outside:
        return outside[0]
    if found := URL.search(line.text):
        return found.group() if found.group().lower().startswith("http") else f"http://{found.group()}"
    bare = line.text.strip(" .,;")
    return f"http://{bare}" if HOST.fullmatch(bare) else None


def read_geographic_focus(sections: list[Section], ledger: Ledger) -> None:
    for line in lines(sections):
        ledger.state("geographic_focus", "", line.text.strip(" .;"), line.text, line)
        ledger.outcome("geographic_focus", "ok")
        return


def read_budget(sections: list[Section], ledger: Ledger) -> None:
    for section in sections:
        for line in section.lines[:1]:
            money = read_money(line.text, f"{section.remark} {section.words} {line.quote}")
            if money is None:
                ledger.unread("budget", line)
                ledger.outcome("budget", "partial")
            else:
                ledger.state("budget", "", money.value(), line.text, line)
                ledger.outcome("budget", "ok")
            return


def read_member_count(sections: list[Section], ledger: Ledger) -> None:
    """A count that stands under a label of its own."""
    _count_field("member_count", sections, ledger)


def read_observer_count(sections: list[Section], ledger: Ledger) -> None:
    _count_field("observer_count", sections, ledger)


def _count_field(name: str, sections: list[Section], ledger: Ledger) -> None:
    for section in sections:
        for line in section.lines[:1]:
            number = COUNT.fullmatch(line.text.strip())
            if number is None:
                ledger.unread(name, line)
                ledger.outcome(name, "partial")
            else:
                state_count(name, int(number[1]), line.text, line, ledger)
