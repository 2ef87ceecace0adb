"""Who chairs: every line under a chair label, an entry or a plain sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.fields.dated import misspelt_within
from monitor.extract.fields.elsewhere import own_lines
from monitor.extract.fields.listing import tell_strangers
from monitor.extract.fields.pointers import points_elsewhere
from monitor.extract.fields.several_terms import with_earlier_term
from monitor.extract.ledger import NOT_NOW, Ledger, name_key
from monitor.extract.phrases import sentences
from monitor.extract.prose import find_chairs
from monitor.extract.sections import Line, Section, is_prose
from monitor.extract.seeming.wording import says
from monitor.extract.sentinels import is_none
from monitor.extract.values.chairs import Chair, read_chairs
from monitor.extract.values.countries import read_country
from monitor.extract.values.leading_on import leads_to_list
from monitor.extract.values.unknown_names import lone_stranger
from monitor.lookups.countries import country_name

BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
LONGEST = 1500  # characters of a line about chairs
YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[-–/]\s*((?:19|20)\d\d)\b")
PARTS = ("co-chair",)  # roles of those beside another: `Co-Chair: None` says nothing of the chair
MOST = 3  # who chair together; a troika is the largest known


def chair_key(chair: Chair) -> str:
    """Role and holder; a past chair's term too, for who held it twice."""
    who = chair.country or chair.id or name_key(chair.name)
    return f"{chair.role}:{who}" + (f":{chair.term}" if chair.role == "past" and chair.term else "")


def state_chairs(chairs: tuple[Chair, ...], line: Line, ledger: Ledger) -> None:
    for chair in chairs:
        if chair.term and (backward := _backward(chair.term, line.text)):
            ledger.remark("unparsed-date", f"the term “{backward}” runs backwards", "chair", line)
            chair = replace(chair, term=None)
        if chair.typo and chair.country:
            name = country_name(chair.country)
            ledger.remark("typo", f"“{chair.text}” read as {name} ({chair.country})", "chair", line)
        for one in with_earlier_term(chair, chair_key(chair), line, ledger):
            ledger.state("chair", chair_key(one), one.value(), one.text, line)
    if any(chair.term for chair in chairs):
        misspelt_within("chair", line, ledger)


def _backward(term: str, text: str) -> str:
    """The years of a term that ends before it begins, as they are written; '' of any other."""
    first, _, last = term.partition("/")
    if first.isdigit() and last.isdigit() and int(first) > int(last):
        return f"{first}–{last}"
    years = next((found for found in YEARS.finditer(text) if term in found.groups()), None) if "/" not in term else None
    return years.group() if years and int(years[1]) > int(years[2]) else ""


def read_chair_field(sections: list[Section], ledger: Ledger) -> None:
    """Every line under a chair label; a paragraph is asked for plain statements only.

    Where only those are named who chaired or will, the label of who does now may be lost, or the line says it in words
    that nobody foresaw: a chair is vacant where the page says so.
    What is counted (`listed`) are the labels, but for those of the past, that have a line: who stood below one that is
    lost may chair still.
    """
    whole, said, vacant, labels = True, False, False, 0
    for section in sections:
        lines = [line for line in section.lines if not _leads_on(line)] or section.lines
        if _crowd(section):
            lines, others = _before_a_list(section)
            for line in () if lines else others:
                ledger.unread("chair", line)
            if not lines:
                said, whole = True, False
                continue
            about = f"no field takes the list below who chairs: “{others[0].text}”, and {len(others) - 1} more"
            ledger.remark("stray-text", about, None, others[0])
        answered = False
        now = section.label.role not in NOT_NOW
        for line in own_lines("chair", lines, ledger):
            if line.kind == "row" and not any(c.isalnum() for c in line.text) and not is_none(line.text):
                continue
            said = answered = True
            leads = line.text.rstrip().endswith(":")
            if now and not leads and read_chairs(line.text, section.label.role, section.year).none:
                vacant = True
                if section.label.role not in PARTS:
                    ledger.say_none("chair", line)
            if not leads:
                whole &= _chair_line(line, section, ledger)
        labels += answered and section.label.role != "past"
    whole &= vacant or _is_about_now(ledger)
    if sections:
        ledger.outcome("chair", "ok" if whole and said else "partial", listed=labels)


def _leads_on(line: Line) -> bool:
    """`Learn more` beside who chairs; `See all chairs` may be where others stand."""
    return points_elsewhere(line) and not says(line.text, "chair") and not leads_to_list(line.text)


def _is_about_now(ledger: Ledger) -> bool:
    """Whether an entry says who chairs now."""
    stated = (one.value.get("role") for one in ledger.statements if one.field == "chair")
    return any(role not in NOT_NOW for role in stated)


def _crowd(section: Section) -> bool:
    """More countries, one a line and with nothing beside them, than ever chair together: a list that only happens to
    stand below the label.
    """
    alone = [line for line in section.lines if read_country(line.text) is not None]
    return section.label.role != "past" and len(alone) > MOST


def _before_a_list(section: Section) -> tuple[list[Line], list[Line]]:
    """The lines that name who chairs straight below the label, and the items of a list whose own label is lost; no
    lines where the list may be what is said of the chair.
    """
    lines = section.lines
    first = next((at for at, line in enumerate(lines) if line.kind == "item"), len(lines))
    head, others = lines[:first], lines[first:]
    listed = all(line.kind == "item" for line in others)
    named = all(read_chairs(line.text, section.label.role, section.year).chairs for line in head)
    return (head, others) if listed and named and len(head) <= MOST < len(others) else ([], lines)


def _chair_line(line: Line, section: Section, ledger: Ledger) -> bool:
    """Reads one line; whether all of it was understood as an entry, or as several parted by semicolons and stops."""
    if len(line.text) > LONGEST:
        ledger.unread("chair", line)
        return False
    reading = read_chairs(line.text, section.label.role, section.year)
    if reading.chairs or reading.none:
        state_chairs(reading.chairs, line, ledger)
        whole = (reading.none or not tell_strangers("chair", line, ledger)) and not reading.aside
        if reading.unknown:
            ledger.unknown("chair", line)
        elif reading.aside:
            ledger.unread("chair", _remark(line, reading.aside))
        return whole
    if reading.unknown:
        ledger.unknown("chair", line)
        return False
    pieces = [p for sentence in sentences(line.text) for p in re.split(r";\s+|\n", sentence)]
    together = find_chairs(line.text, ledger.mechanism) if len(pieces) > 1 else ()
    unread = vacant = False
    for piece in pieces:
        entries = read_chairs(piece, section.label.role, section.year) if len(pieces) > 1 else reading
        told_here = entries.chairs or _told(piece, together, ledger.mechanism)
        state_chairs(told_here, line, ledger)
        unread |= not told_here and not entries.none
        vacant |= entries.none
    if vacant:  # `Vacant; Hungary from 1 January 2027`
        ledger.unread("chair", line)
    elif unread and (stranger := lone_stranger(line.text)):
        ledger.remark("unknown-country", f"“{stranger}” is not among the known countries", "chair", line)
    elif unread:
        ledger.unread("chair", line)
        if not is_prose(line.text):
            tell_strangers("chair", line, ledger)
    else:
        tell_strangers("chair", line, ledger)
    return False


def _remark(line: Line, aside: str) -> Line:
    """The brackets behind who chairs alone, of which the remark is: what stands around them was understood."""
    said = [one for one in BRACKETS.findall(line.text) if aside.split(" ")[0] in one and one in line.quote]
    return replace(line, quote=said[-1]) if said else line


def _told(piece: str, together: tuple[tuple[Chair, str], ...], mechanism: str | None) -> tuple[Chair, ...]:
    """Who chairs by a sentence alone, and by it as it goes on about the one before: `It took over from X`."""
    alone = tuple(chair for chair, _ in find_chairs(piece, mechanism, under_label=True))
    known = {(chair.role, chair.name) for chair in alone}
    return alone + tuple(c for c, sentence in together if sentence == piece and (c.role, c.name) not in known)
