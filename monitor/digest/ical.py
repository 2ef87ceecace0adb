"""Meetings as an iCalendar object (RFC 5545, with the names of RFC 7986) that people subscribe to or get by mail.

A meeting takes up whole days, of which its source tells each; DTEND is the day after the last. One of which a month, a
season or a year is told has no day, and none is made up: it stands in the description of the calendar. STATUS is
TENTATIVE as long as it is announced, CONFIRMED once a source lists it as held, and CANCELLED where nothing is held on
these days: it was called off, or put off to no day that is told. UID stays, SEQUENCE grows with each amendment, and
DTSTAMP is that of the last one: the same history gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest import escape
from monitor.digest.addresses import link
from monitor.digest.telling import SHORT_ID
from monitor.digest.words import ENGLISH, in_words, named, shortened
from monitor.ids import lasting_uuid
from monitor.messages import Language

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

    from monitor.history import Appointment, StatementRecord

PRODUCT = "-//iscm-monitor//meetings//{}"  # with the language, in capitals
LONGEST = 200  # characters of a title; calendars show it on one line
UNDATED = 30  # meetings without a day that are named


def as_calendar(
    appointments: Iterable[Appointment],
    *,
    title: str,
    urls: Mapping[str, str],
    address: str | None = None,
    method: str | None = None,
    words: Language = ENGLISH,
) -> bytes:
    """The calendar in UTF-8. `urls`: the address of each source; `address`: where the calendar will be found.

    `method`: PUBLISH (RFC 5546) where it is sent and not fetched. `words`: its language.
    """
    from icalendar import Calendar, vCalAddress, vUri  # not above: it takes longer to load than most commands to run

    every = list(appointments)
    made = Calendar()
    made.add("prodid", PRODUCT.format(words.code.upper()))
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    for name in ("name", "x-wr-calname"):
        made.add(name, escape.calendar(title))
    if about := _about(every, words):
        made.add("description", about)
    if address and (found := link(address)):
        made.add("source", vUri(found), parameters={"VALUE": "URI"})
    dated = [one for one in every if one.days]
    for one in dated:
        event = _event(one, urls, words)
        if method:  # RFC 5546, 3.2.1; it may be an address of any kind
            organizer = vCalAddress(event.get("url", "invalid:nomail"))
            organizer.params["CN"] = escape.calendar(name_of(one.meeting.mechanism, words))
            event.add("organizer", organizer)
        made.add_component(event)
    if not dated:
        made.add_component(_utc())
    return _bytes(made)


def _event(one: Appointment, urls: Mapping[str, str], words: Language) -> Event:
    from icalendar import Event, vUri

    assert one.days is not None
    meeting, name = one.meeting, name_of(one.meeting.mechanism, words)
    made = Event()
    made.add("uid", str(lasting_uuid("meeting", one.id)))
    made.add("dtstamp", _moment(one.changed_at))
    made.add("created", _moment(one.first_said))
    made.add("last-modified", _moment(one.changed_at))
    made.add("sequence", one.amended)
    made.add("dtstart", one.days[0])
    made.add("dtend", one.days[1] + timedelta(days=1))
    made.add("status", "CANCELLED" if one.off else "TENTATIVE" if meeting.announced else "CONFIRMED")
    made.add("transp", "TRANSPARENT")  # it takes up nobody's time who reads of it
    made.add("summary", escape.calendar(shortened(_summary(one, name, words), LONGEST)))
    made.add("description", "\n".join(map(escape.calendar, _description(one, words))))
    made.add("categories", [escape.calendar(name)])
    if where := _where(one, words):
        made.add("location", escape.calendar(shortened(where, LONGEST)))
    found = next((address for said in meeting.says if (address := link(urls.get(said.source, "")))), None)
    if found:
        made.add("url", vUri(found), parameters={"VALUE": "URI"})
    return made


def name_of(mechanism: str, words: Language) -> str:
    """What people call a mechanism: a calendar has little room."""
    return named(words, "mechanism", mechanism) or mechanism


def _summary(one: Appointment, name: str, words: Language) -> str:
    meeting = words.say("meeting", mechanism=name, title=one.meeting.title or words.say("meeting-untitled"))
    if not one.off:
        return meeting
    return words.say("meeting-cancelled" if one.meeting.state == "cancelled" else "meeting-put-off", meeting=meeting)


def _description(one: Appointment, words: Language) -> list[str]:
    """What becomes of it, and the words of each source."""
    lines = [_said(said, words) for said in one.meeting.says]
    if one.off and one.meeting.state != "cancelled":
        now = words.say("meeting-said-now", words=in_words("meeting", _value(one), words)) if one.meeting.when else None
        return [now or words.say("meeting-no-day"), *lines]
    told = [words.say("meeting-announced")] if one.meeting.announced and not one.off else []
    if one.is_told_wider:
        told.append(words.say("meeting-said-wider", words=in_words("meeting", _value(one), words)))
    return [*told, *lines]


def _said(said: StatementRecord, words: Language) -> str:
    quote = words.say("quote", words=shortened(said.quote), capture=said.opened_by[:SHORT_ID], place="")
    since = words.instant(said.since)
    if said.until is None:
        return words.say("meeting-said", source=said.source, quote=quote, since=since)
    return words.say(
        "meeting-said-until", source=said.source, quote=quote, since=since, until=words.instant(said.until)
    )


def _about(every: Iterable[Appointment], words: Language) -> str:
    """The meetings to come of which no day is told."""
    undated = [one for one in every if one.days is None and one.meeting.announced]
    lines = [
        words.say(
            "meeting",
            mechanism=name_of(one.meeting.mechanism, words),
            title=shortened(in_words("meeting", _value(one), words)),
        )
        for one in undated[:UNDATED]
    ]
    if len(undated) > UNDATED:
        lines.append(words.say("many-others", number=len(undated) - UNDATED))
    return "\n".join(map(escape.calendar, [words.say("meetings-undated"), *lines] if lines else []))


def _value(one: Appointment) -> dict[str, str | None]:
    meeting = one.meeting
    return {"date": meeting.when, "place": meeting.place, "country": meeting.country, "title": meeting.title}


def _where(one: Appointment, words: Language) -> str:
    country = one.meeting.country and (named(words, "country", one.meeting.country) or one.meeting.country)
    return ", ".join(dict.fromkeys(part for part in (one.meeting.place, country) if part))


def _utc() -> Timezone:
    """The component that stands in a calendar without meetings: one without any is none (RFC 5545, 3.6)."""
    from icalendar import Timezone, TimezoneStandard

    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta())
    standard.add("tzoffsetto", timedelta())
    zone.add_component(standard)
    return zone


def _moment(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _bytes(made: Calendar) -> bytes:
    written: bytes = made.to_ical()
    return written
