"""Fields whose entries happen: chairs, meetings, documents."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.extract.fields.parts import whole_meetings
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose import find_chairs, find_meetings
from monitor.extract.sections import YEAR_ONLY, Line, Section, is_prose
from monitor.extract.sentinels import is_none, opens_without
from monitor.extract.values.chairs import Chair, read_chairs
from monitor.extract.values.meetings import Meeting, read_meeting
from monitor.extract.values.titles import Titled, read_document
from monitor.lookups.countries import country_name


def chair_key(chair: Chair) -> str:
    """Role and holder; a past chair's term too, for who held it twice."""
    who = chair.country or chair.id or name_key(chair.name)
    return f"{chair.role}:{who}" + (f":{chair.term}" if chair.role == "past" and chair.term else "")


def state_chairs(chairs: tuple[Chair, ...], line: Line, ledger: Ledger) -> None:
    for chair in chairs:
        if chair.typo and chair.country:
            name = country_name(chair.country)
            ledger.remark("typo", f"“{chair.text}” read as {name} ({chair.country})", "chair", line)
        ledger.state("chair", chair_key(chair), chair.value(), chair.text, line)


def read_chair_field(sections: list[Section], ledger: Ledger) -> None:
    """Every line under a chair label; a paragraph is asked for plain statements only."""
    whole, said = True, False
    for section in sections:
        for line in section.lines:
            if line.kind == "row" and not any(c.isalnum() for c in line.text) and not is_none(line.text):
                continue
            said = True
            if opens_without("chair", line.text) or line.text.rstrip().endswith(":"):
                continue
            whole &= _chair_line(line, section, ledger)
    if sections:
        ledger.outcome("chair", "ok" if whole and said else "partial")


def _chair_line(line: Line, section: Section, ledger: Ledger) -> bool:
    """Reads one line; whether all of it was understood as an entry, or as several parted by semicolons and stops."""
    reading = read_chairs(line.text, section.label.role, section.year)
    if reading.chairs or reading.none:
        state_chairs(reading.chairs, line, ledger)
        return True
    if reading.unknown:
        return False
    pieces = [p for sentence in sentences(line.text) for p in re.split(r";\s+|\n", sentence)]
    unread = False
    for piece in pieces:
        entries = read_chairs(piece, section.label.role, section.year) if len(pieces) > 1 else reading
        told_here = entries.chairs or tuple(
            chair for chair, _ in find_chairs(piece, ledger.mechanism, under_label=True)
        )
        state_chairs(told_here, line, ledger)
        unread |= not told_here and not entries.none
    if unread:
        ledger.unread("chair", line)
    return False


def meeting_key(meeting: Meeting) -> str:
    return "|".join((meeting.date, name_key(meeting.place or ""), name_key(meeting.title)[:80]))


def read_meetings(sections: list[Section], ledger: Ledger) -> None:
    """One meeting a line; a year alone on a line is the year of those below it."""
    whole, listed, parsed = True, 0, 0
    for section in sections:
        year = int(section.year[:4]) if section.year else None
        for line in whole_meetings(section.lines):
            if YEAR_ONLY.fullmatch(line.text.strip()):
                year = int(line.text.strip(" ():")[:4])
                continue
            if is_none(line.text) or (line.text.endswith(":") and line.kind != "item"):
                continue
            listed += 1
            meeting = _meeting(line, section.label.role == "announced", year, ledger)
            if meeting is None:
                whole = False
                ledger.unread("meeting", line)
                continue
            parsed += 1
            state_meeting(meeting, line, ledger)
    if listed or any(section.lines for section in sections):
        ledger.outcome("meeting", "ok" if whole else "partial", listed=listed, parsed=parsed, kept=parsed)


def _meeting(line: Line, announced: bool, year: int | None, ledger: Ledger) -> Meeting | None:
    """The meeting of a line: a sentence is asked for its verb, an entry for its parts."""
    reading = ledger.reading
    if is_prose(line.text):
        found = find_meetings(line.text, language=reading.language, day_first=reading.day_first)
        if found:
            return replace(found[0][0], announced=found[0][0].announced or announced)
        if any(pattern("meeting", key).search(line.text) for key in ("hosted", "will_host")):
            return None  # a sentence whose subject is no meeting
    return read_meeting(
        line.text, language=reading.language, day_first=reading.day_first, year=year, announced=announced
    )


def state_meeting(meeting: Meeting, line: Line, ledger: Ledger) -> None:
    if meeting.ambiguous:
        ledger.remark("ambiguous-date", f"day and month of “{meeting.date_text}” cannot be told apart", "meeting", line)
    if not ledger.state("meeting", meeting_key(meeting), meeting.value(), line.text, line):
        ledger.remark("duplicate", f"the meeting of {meeting.date} is listed twice", "meeting", line)


def read_documents(sections: list[Section], ledger: Ledger) -> None:
    whole, listed = True, 0
    for section in sections:
        for line in section.lines:
            if (
                is_none(line.text)
                or (line.text.endswith(":") and line.kind != "item")
                or YEAR_ONLY.fullmatch(line.text)
            ):
                continue
            listed += 1
            document = read_document(line.text, line.links)
            if document is None or (is_prose(line.text) and len(line.text.split()) > 60):
                whole = False
                ledger.unread("document", line)
                continue
            state_document(document, line, ledger)
    if listed or any(section.lines for section in sections):
        ledger.outcome("document", "ok" if whole else "partial", listed=listed, parsed=listed)


def state_document(document: Titled, line: Line, ledger: Ledger) -> None:
    key = f"{name_key(document.title)[:120]}|{document.year or ''}"
    if not ledger.state("document", key, document.value(), line.text, line):
        ledger.remark("duplicate", f"the document “{document.title}” is listed twice", "document", line)
