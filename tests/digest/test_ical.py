"""The calendar: what RFC 5545 demands, read by two other programs, and inert whatever a page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from monitor.digest.ical import as_calendar
from monitor.history import Appointment, Meeting, StatementRecord
from monitor.messages import language
from tests.digest.rfc5545 import checked, text, unfolded

AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
SAID = StatementRecord(
    *("s" * 16, "lakeside", "bali-process", "meeting", "k", {}, "text", "4 June 2027: SOM, Bali", "#main > p"),
    *("c" * 16, AT, None, None, None, None),
)
MEETING = Meeting("bali-process", "2027-06-04", "Bali", "ID", "SOM", True, None, None, None, (SAID,))
DAYS = (date(2027, 6, 4), date(2027, 6, 4))
ONE = Appointment("abc", MEETING, DAYS, False, 0, AT, AT, frozenset({"s" * 16}))
HOSTILE = (
    "<script>alert(1)</script>",
    'a,b;c:d\\e"f\\n\\,',
    "BEGIN:VEVENT",
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM",
    "x\nATTACH:file:///etc/passwd",
    "\x1b[31mred\x1b[0m \x00\x07\x0b\x85\u2028\u2029",
    "\u202eturned\u202c \u200b\ufeff",
    "\ud800\ufffe\uffff]]>",
    "é" * 200,
    "w" * 1_000_000,
)


def made(*appointments: Appointment, **more) -> bytes:
    urls = {"lakeside": "https://www.example.org/lakeside?a=1&b=2"} | more.pop("urls", {})
    return as_calendar(appointments, title="Meetings", urls=urls, **more)


def titled(words: str) -> Appointment:
    said = replace(SAID, quote=words)
    return replace(ONE, meeting=replace(MEETING, title=words, place=words, says=(said,)))


def test_what_rfc_5545_demands_is_there() -> None:
    (event,) = checked(made(ONE))
    assert (event["DTSTART"][1], event["DTEND"][1]) == ("20270604", "20270605")
    assert (event["STATUS"][1], event["SEQUENCE"][1]) == ("TENTATIVE", "0")
    assert event["DTSTAMP"][1] == event["LAST-MODIFIED"][1] == "20261121T060000Z"
    assert text(event["SUMMARY"][1]) == "Bali Process: SOM"
    assert text(event["LOCATION"][1]) == "Bali, Indonesia"
    assert event["URL"] == (";VALUE=URI", "https://www.example.org/lakeside?a=1&b=2")
    assert "“4 June 2027: SOM, Bali” (capture cccccccc)" in text(event["DESCRIPTION"][1])


@pytest.mark.parametrize(
    ("off", "announced", "state", "status", "begins"),
    [
        (False, True, None, "TENTATIVE", "Bali"),
        (False, False, None, "CONFIRMED", "Bali"),
        (True, True, "cancelled", "CANCELLED", "Cancelled: "),
        (True, True, "postponed", "CANCELLED", "Not on this day: "),
    ],
)
def test_the_status_says_what_became_of_it(
    off: bool, announced: bool, state: str | None, status: str, begins: str
) -> None:
    one = replace(ONE, off=off, meeting=replace(MEETING, announced=announced, state=state))
    (event,) = checked(made(one))
    assert event["STATUS"][1] == status
    assert text(event["SUMMARY"][1]).startswith(begins)


def test_the_day_after_the_last_is_no_part_of_it() -> None:
    (event,) = checked(made(replace(ONE, days=(date(2027, 12, 30), date(2027, 12, 31)))))
    assert (event["DTSTART"][1], event["DTEND"][1]) == ("20271230", "20280101")


@pytest.mark.parametrize(
    ("code", "said"),
    [("en", "These days were told before; said now: SOM (Bali, Indonesia; 2027-06)."), ("fr", "juin 2027).")],
)
def test_one_of_which_the_month_alone_is_told_now_stays_on_its_days(code: str, said: str) -> None:
    one = replace(ONE, meeting=replace(MEETING, when="2027-06"))
    (event,) = checked(made(one, words=language(code)))
    assert (event["DTSTART"][1], event["STATUS"][1]) == ("20270604", "TENTATIVE")
    assert "SOM" in text(event["SUMMARY"][1])
    assert "Not on this day" not in text(event["SUMMARY"][1])
    assert said in text(event["DESCRIPTION"][1])
    assert said not in text(checked(made(ONE, words=language(code)))[0]["DESCRIPTION"][1])


def test_a_meeting_without_a_day_is_no_event_and_is_told() -> None:
    autumn = replace(ONE, days=None, meeting=replace(MEETING, when="2027-23"))
    past = replace(ONE, days=None, meeting=replace(MEETING, when="2015", announced=False))
    data = made(autumn, past)
    assert checked(data) == []
    said = next(line for line in unfolded(data) if line.startswith("DESCRIPTION:"))
    assert "autumn 2027" in said
    assert "2015" not in said


@pytest.mark.parametrize("words", HOSTILE)
def test_other_programs_read_it_whatever_the_page_said(words: str) -> None:
    data = made(titled(words))
    (event,) = checked(data)
    assert not any(name in event for name in ("ATTACH", "ACTION"))
    (theirs,) = Calendar.from_ical(data).walk("VEVENT")
    assert theirs.errors == []
    assert str(theirs["summary"]) == text(event["SUMMARY"][1])
    (other,) = IcsCalendarStream.calendar_from_ics(data.decode("utf-8")).events
    assert other.summary == text(event["SUMMARY"][1])
    assert other.description == text(event["DESCRIPTION"][1])
    assert (other.dtstart, other.dtend) == (date(2027, 6, 4), date(2027, 6, 5))
    assert len(data) < 10_000
    assert not any(letter in data.decode("utf-8") for letter in "\x00\x1b\u202e\ufeff\u2028\x85")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "", "HTTP\r\nX:1"])
def test_only_an_address_of_the_web_is_linked(url: str) -> None:
    (event,) = checked(made(ONE, urls={"lakeside": url}))
    assert "URL" not in event


def test_an_address_cannot_leave_its_line() -> None:
    (event,) = checked(
        made(ONE, urls={"lakeside": 'https://a.example/x y\r\nATTACH:1\ud800;"<'}, address="https://b/\nX:1")
    )
    assert event["URL"][1] == "https://a.example/x%20y%0D%0AATTACH:1?;%22%3C"
    assert "ATTACH" not in event


def test_the_same_meetings_give_the_same_bytes_and_the_id_stays() -> None:
    moved = replace(ONE, days=(DAYS[0] + timedelta(7), DAYS[1] + timedelta(7)), amended=1, changed_at=AT + timedelta(1))
    assert made(ONE) == made(ONE)
    before, after = checked(made(ONE))[0], checked(made(moved))[0]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"][1], after["SEQUENCE"][1]) == ("0", "1")
    assert before["DTSTAMP"][1] < after["DTSTAMP"][1]


def test_a_calendar_without_meetings_is_one() -> None:
    data = made()
    assert checked(data) == []
    assert Calendar.from_ical(data).walk("VEVENT") == []
    assert IcsCalendarStream.calendar_from_ics(data.decode("utf-8")).events == []


def test_one_that_is_sent_says_so() -> None:
    assert "METHOD:PUBLISH" in unfolded(made(ONE, method="PUBLISH"))
    assert not any(line.startswith("METHOD") for line in unfolded(made(ONE)))


def test_it_speaks_french() -> None:
    off = replace(ONE, off=True, meeting=replace(MEETING, when="2027-23"))
    autumn = replace(ONE, id="other", days=None, meeting=replace(MEETING, when="2027-23"))
    data = made(off, autumn, words=language("fr"))
    (event,) = checked(data)
    assert text(event["SUMMARY"][1]) == "Pas ce jour-là : Processus de Bali : SOM"
    assert text(event["LOCATION"][1]) == "Bali, Indonésie"
    assert "Reportée" in text(event["DESCRIPTION"][1])
    assert "automne 2027" in text(event["DESCRIPTION"][1])
    assert "PRODID:-//iscm-monitor//meetings//FR" in unfolded(data)
    assert "Announced" not in data.decode("utf-8")
