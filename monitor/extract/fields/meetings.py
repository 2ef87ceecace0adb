"""Meetings that a page lists: one a line, or with date and place on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.extract.fields.buttons import is_button
from monitor.extract.fields.by_turns import Asked
from monitor.extract.fields.dated import impossible_dates, misspelt, misspelt_within
from monitor.extract.fields.elsewhere import own_lines
from monitor.extract.fields.home import elsewhere
from monitor.extract.fields.parts import whole_meetings
from monitor.extract.fields.unnamed_meetings import names_kind, remark_state, state_alone, state_in_label
from monitor.extract.ledger import Ledger, Reading, name_key
from monitor.extract.own_meetings import may_be_others, names_another
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose import find_meetings
from monitor.extract.prose.verbs import form
from monitor.extract.sections import YEAR_ONLY, Line, Section, is_prose
from monitor.extract.seeming.met import seems_meeting
from monitor.extract.sentinels import is_none, opens_without
from monitor.extract.source_fields import says_when_updated
from monitor.extract.values.called_off import STATES, Off, State, said_off, says_off, without_state
from monitor.extract.values.dates import DateMatch, find_dates
from monitor.extract.values.meetings import Meeting, read_meeting, read_place_and_date, year_ahead
from monitor.extract.values.redated import without_new_day
from monitor.extract.values.unsettled import without_unsettled
from monitor.lookups.mechanisms import find_mechanisms

ORDINAL = re.compile(
    r"^\W*(?:[IVXLC]+\b|\d{1,3}(?:st|nd|rd|th|er|e|º|ª|°|\.)?\b|\w+(?:st|nd|rd|th|ième|ère)\b)", re.IGNORECASE
)
GLUED = re.compile(r"(?<=\b(?:19|20)\d\d)(?=[A-ZÀ-Þ][^\W\d_])")
BEHIND_A_YEAR = re.compile(r"(?<=\b(?:19|20)\d\d)\s+(?=[A-ZÀ-Þ\d])")
CHRONICLE = "chronicle"  # the role of labels for stories in dates
MOST_OF_A_PAPER = 3  # words of a link behind a meeting that leads to a paper of it
LONGEST = 4000  # characters of a line about one meeting
LONGEST_BARE = 120  # of one that gives its place and date alone


def meeting_key(meeting: Meeting) -> str:
    return "|".join((meeting.date, name_key(meeting.place or ""), name_key(meeting.title)[:80]))


def read_meetings(sections: list[Section], ledger: Ledger) -> None:
    """One meeting a line; a year alone on a line is the year of those below it."""
    whole, listed, parsed = True, 0, 0
    lists = [s for s in sections if s.label.role != CHRONICLE and (s.lines or state_in_label(s))]
    for section in lists or sections:
        if section.label.role == CHRONICLE:
            _read_chronicle(section, ledger)
            continue
        year = int(section.year[:4]) if section.year else None
        home: Line | None = None  # the first meeting of the list
        others = may_be_others(section.words)
        state = state_in_label(section)
        if state and not section.lines:
            listed, whole = listed + 1, False
            remark_state(state, section.claim, ledger)
            continue
        state = state or next((each for each in STATES if each == section.label.role), None)
        reader = _Reader(ledger.reading, announced=section.label.role == "announced", state=state)
        lines = [piece for line in section.lines for piece in _run_on(_unglued(_without_papers(line, ledger)), reader)]
        whole_lines = _with_states(whole_meetings(lines, reader.asked), reader)
        bare = all(reader.place_and_date(line.text) for line in whole_lines)
        for line in whole_lines:
            if YEAR_ONLY.fullmatch(line.text.strip()):
                year = int(line.text.strip(" ():")[:4])
                continue
            if (
                is_none(line.text)
                or _is_none_to_come(line.text, reader)
                or (line.text.endswith(":") and line.kind != "item")
                or says_when_updated(line.text)
            ):
                continue
            if others and names_another(line.text, ledger.mechanism):
                whole = False
                ledger.unread("meeting", line)
                continue
            if unnamed := state_alone(line.text):
                listed, whole = listed + 1, False
                remark_state(unnamed, line, ledger)
                continue
            if told := reader.told(line.text):
                listed, parsed = listed + len(told), parsed + len(told)
                for each, sentence in told:
                    state_meeting(each, replace(line, text=sentence), ledger)
                    misspelt_within("meeting", replace(line, text=sentence), ledger)
                for sentence in _untold(line.text, [words for _, words in told], ledger.mechanism):
                    listed, whole = listed + 1, False
                    ledger.unread("meeting", replace(line, text=sentence))
                continue
            listed += 1
            meeting = reader.meeting(line.text, year) or _of_kind(section.words, line.text, reader, year)
            untitled = len(line.text) <= LONGEST_BARE and without_unsettled(line.text)[1]
            if meeting is None and (bare or untitled or line.kind in ("item", "row")):
                meeting = reader.place_and_date(line.text, year)
            alone = line.kind == "text" or (home is not None and elsewhere(line, home))
            if meeting is None or (alone and not _is_called(meeting, ledger.mechanism)):
                whole = False
                if not impossible_dates("meeting", line, ledger):
                    ledger.unread("meeting", line)
                continue
            parsed, home = parsed + 1, home or line
            state_meeting(meeting, line, ledger)
            misspelt("meeting", reader.dates(line.text, year), line, ledger)
    if listed or any(section.lines for section in sections):
        ledger.outcome("meeting", "ok" if whole else "partial", listed=listed, parsed=parsed, kept=parsed)


def _with_states(lines: Sequence[Line], reader: _Reader) -> list[Line]:
    """The lines, a state alone joined to the meeting that it stands right behind: in its element, or in a list that
    has no other.
    """
    found: list[Line] = []
    alone = sum(state_alone(line.text) is None for line in lines) == 1
    for line in lines:
        before, word = found[-1] if found else None, said_off(line.text) if state_alone(line.text) else None
        its = before and (alone or line.locator == before.locator) and not says_off(before.text)
        if before and word and its and reader.asked.is_whole(before.text):
            found[-1] = replace(before, text=f"{before.text} ({word.group()})")
        else:
            found.append(line)
    return found


def _is_none_to_come(text: str, reader: _Reader) -> bool:
    """`There are no upcoming meetings at present.`"""
    return opens_without("meeting", text) and not reader.has_date(text)


def _untold(text: str, told: list[str], mechanism: str | None) -> list[str]:
    """The sentences of a paragraph that seem to tell of a meeting, and are not among those that were read."""
    return [s for s in sentences(text) if not any(s in one or one in s for one in told) and seems_meeting(s, mechanism)]


def _of_kind(label: str, text: str, reader: _Reader, year: int | None) -> Meeting | None:
    """A place and a date alone, below a label that says what kind of meeting was held there: `Meetings of senior
    officials`, `Ministerial Conferences`. The label is the title.
    """
    nouns = pattern("meeting", "nouns")
    if not nouns.search(label) or is_prose(text) or not names_kind(label):
        return None
    meeting = reader.meeting(f"{label.strip(' :')}: {text}", year)
    return meeting if meeting and meeting.place and meeting.title == label.strip(" :") else None


def _read_chronicle(section: Section, ledger: Ledger) -> None:
    """The lines of a story in dates that are meetings without doubt: a number or a word for a meeting, place and date.
    What else it tells is the business of others.
    """
    reader = _Reader(ledger.reading, announced=False)
    year: int | None = None
    lines = [_unglued(line) for line in own_lines("meeting", section.lines, ledger)]
    for line in whole_meetings(lines, reader.asked):
        if YEAR_ONLY.fullmatch(line.text.strip()):
            year = int(line.text.strip(" ():")[:4])
            continue
        meeting = reader.meeting(line.text, year)
        told = reader.told(line.text) or (((meeting, line.text),) if meeting else ())
        for each, sentence in told:
            called = pattern("meeting", "nouns").search(each.title) or ORDINAL.search(each.title)
            if called and each.place and not _founds(sentence):
                state_meeting(each, replace(line, text=sentence), ledger)
                ledger.outcome("meeting", "partial")


def _founds(words: str) -> bool:
    """`Process launched at a conference in Rome` tells of a beginning."""
    return form("established", "verbs").search(words) is not None


def _without_papers(line: Line, ledger: Ledger) -> Line:
    """A line without the links to papers behind it, which are told: `Fifth round, 3 May 2018, Oslo Agenda Report`."""
    text = line.text
    for link in reversed(line.links):
        words = link.text.strip()
        paper = pattern("document", "entries").search(words) or is_button(words)
        if not paper or len(words.split()) > MOST_OF_A_PAPER or not text.endswith(words):
            break
        left = text[: -len(words)].rstrip(" |,;·–—-(")
        if not any(c.isalpha() for c in left):
            break
        ledger.unread("meeting", replace(line, text=words))
        text = left
    return replace(line, text=text) if text != line.text else line


def _unglued(line: Line) -> Line:
    """A date and what follows it without a space: `3 May 2018Oslo`, as two elements of a page side by side give it."""
    return replace(line, text=GLUED.sub(", ", line.text)) if GLUED.search(line.text) else line


def _is_called(meeting: Meeting, mechanism: str | None) -> bool:
    """It has a place, a word for a meeting, a number, or the mechanism's name: what a ticker below a list has not."""
    title = meeting.title
    if meeting.place or pattern("meeting", "nouns").search(title) or ORDINAL.search(title) or "“" in title:
        return True
    return any(match.id == mechanism for match in find_mechanisms(title))


def _run_on(line: Line, reader: _Reader) -> list[Line]:
    """The meetings of one line that semicolons part, each with its own date, or of which each ends in its year."""
    pieces = [piece.strip() for piece in line.text.split(";") if piece.strip()]
    redated = ("put_off_to",) if says_off(line.text) else ("new_date", "formerly")
    if any(pattern("meeting", key).match(piece) for key in redated for piece in pieces):
        return [line]  # `3 May 2027, Rome: Fifth round, postponed; new date: 7 June`
    if len(pieces) < 2 or not all(reader.has_date(piece) for piece in pieces):
        pieces = [] if is_prose(line.text) else BEHIND_A_YEAR.split(line.text)
        if len(pieces) < 2 or not all(reader.is_sure(piece) for piece in pieces):
            return [line]
    return [replace(line, text=piece) for piece in pieces]


@dataclass(frozen=True, slots=True)
class _Reader:
    """How the lines of one section are read."""

    reading: Reading
    announced: bool
    state: State | None = None  # `Cancelled meetings`: of all that stand below it

    def told(self, text: str) -> tuple[tuple[Meeting, str], ...]:
        """The meetings of a paragraph with their sentences; () for an entry of a list, which `meeting` reads."""
        if not is_prose(text) or len(text) > LONGEST or says_off(text) or self._has_new_day(text):
            return ()
        found = find_meetings(text, language=self.reading.language, day_first=self.reading.day_first, listed=True)
        return tuple(
            (replace(each, announced=each.announced or self.announced, state=self.state), words)
            for each, words in found
        )

    def meeting(self, text: str, year: int | None = None) -> Meeting | None:
        """The meeting of a line: a sentence is asked for its verb, an entry for its parts."""
        off = None if is_prose(text) and says_off(text) else self._off(text, year)
        if off is None:
            return None
        meeting = self._meeting(off.text, off.year if off.year is not None else year)
        return self._left(meeting, off)

    def _off(self, text: str, year: int | None) -> Off | None:
        return without_state(text, language=self.reading.language, day_first=self.reading.day_first, year=year)

    def _meeting(self, text: str, year: int | None) -> Meeting | None:
        language, day_first = self.reading.language, self.reading.day_first
        if pattern("meeting", "other_dates").search(text) and not pattern("meeting", "nouns").search(text):
            return None
        if len(text) > LONGEST:
            return None
        if text.rstrip().endswith(".") and not (pattern("meeting", "nouns").search(text) or ORDINAL.search(text)):
            return None  # a sentence about something else
        if is_prose(text):
            if told := self.told(text):
                return told[0][0]
            if any(form("meeting", key).search(text) for key in ("hosted", "will_host")):
                return None  # a sentence whose subject is no meeting
            nouns = pattern("meeting", "nouns")
            dated = [s for s in sentences(text) if nouns.search(s) and self.has_date(s)]
            text = dated[0] if len(dated) == 1 else text
        return read_meeting(text, language=language, day_first=day_first, year=year, announced=self.announced)

    def place_and_date(self, text: str, year: int | None = None) -> Meeting | None:
        """A meeting of which a line gives no more than these."""
        off = self._off(text, year) if len(text) <= LONGEST_BARE else None
        if off is None:
            return None
        language, day_first = self.reading.language, self.reading.day_first
        year = off.year if off.year is not None else year
        one = read_place_and_date(off.text, language=language, day_first=day_first, year=year, announced=self.announced)
        return self._left(one, off)

    def _left(self, meeting: Meeting | None, off: Off) -> Meeting | None:
        """The meeting in the state in which its line leaves it, or the label above."""
        return replace(meeting, state=off.state or self.state) if meeting else None

    def _has_new_day(self, text: str) -> bool:
        """`Fifth plenary, Rome, 3 May 2027. New date: 7 June` is an entry of two sentences."""
        return bool(without_new_day(text, language=self.reading.language, day_first=self.reading.day_first)[1])

    def is_sure(self, text: str) -> bool:
        """The text is one meeting with its place, and is called one."""
        one = self.meeting(text)
        named = one is not None and one.place is not None and pattern("meeting", "nouns").search(one.title)
        return bool(named) and len(self.dates(text, None)) == 1

    def has_date(self, text: str) -> bool:
        """The text gives a day or a month."""
        dates = find_dates(text, language=self.reading.language, day_first=self.reading.day_first)
        return bool(dates) or year_ahead(text) is not None

    def dates(self, text: str, year: int | None) -> tuple[DateMatch, ...]:
        return find_dates(text, language=self.reading.language, day_first=self.reading.day_first, year=year)

    @property
    def asked(self) -> Asked:
        """What brings the lines of one meeting together."""
        return Asked(self.dates, self.meeting)


def state_meeting(meeting: Meeting, line: Line, ledger: Ledger) -> None:
    """Writes a meeting down. One that is listed as it was to be, and called off in another line, is called off."""
    if meeting.ambiguous:
        ledger.remark("ambiguous-date", f"day and month of “{meeting.date_text}” cannot be told apart", "meeting", line)
    key = meeting_key(meeting)
    if ledger.state("meeting", key, meeting.value(), line.text, line):
        return
    before = ledger.stated("meeting", key)
    state = before.value.get("state") if before else meeting.state
    if state == meeting.state:
        ledger.remark("duplicate", f"the meeting of {meeting.date} is listed twice", "meeting", line)
    elif meeting.state and (not state or STATES.index(meeting.state) < STATES.index(state)):
        ledger.restate("meeting", key, meeting.value(), line.text, line)
