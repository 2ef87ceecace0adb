"""Meetings as an iCalendar object (RFC 5545, with the names of RFC 7986) that people subscribe to or get by mail.

A meeting takes up whole days, of which its source tells each; DTEND is the day after the last. One of which a month, a
season or a year is told has no day, and none is made up: it stands in the description of the calendar. STATUS is
TENTATIVE as long as it is announced, CONFIRMED once a source lists it as held, and CANCELLED where nothing is held on
these days: it was called off, or put off to no day that is told. UID stays, SEQUENCE grows with each amendment, and
DTSTAMP is that of the last one: the same history gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest import escape
from monitor.digest.addresses import link
from monitor.digest.telling import SHORT_ID
from monitor.digest.words import in_words, instant, shortened
from monitor.ids import lasting_uuid

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

    from monitor.history import Appointment, StatementRecord

PRODUCT = "-//iscm-monitor//meetings//EN"
LONGEST = 200  # characters of a title; calendars show it on one line
UNDATED = 30  # meetings without a day that are named


def as_calendar(
    appointments: Iterable[Appointment],
    *,
    title: str,
    name_of: Callable[[str], str],
    urls: Mapping[str, str],
    address: str | None = None,
    method: str | None = None,
) -> bytes:
    """The calendar in UTF-8. `urls`: the address of each source; `address`: where the calendar will be found.

    `method`: PUBLISH (RFC 5546) where it is sent and not fetched.
    """
    from icalendar import Calendar, vCalAddress, vUri  # not above: it takes longer to load than most commands to run

    every = list(appointments)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    for name in ("name", "x-wr-calname"):
        made.add(name, escape.calendar(title))
    if about := _about(every, name_of):
        made.add("description", about)
    if address and (found := link(address)):
        made.add("source", vUri(found), parameters={"VALUE": "URI"})
    dated = [one for one in every if one.days]
    for one in dated:
        event = _event(one, name_of, urls)
        if method:  # RFC 5546, 3.2.1; it may be an address of any kind
            organizer = vCalAddress(event.get("url", "invalid:nomail"))
            organizer.params["CN"] = escape.calendar(name_of(one.meeting.mechanism))
            event.add("organizer", organizer)
        made.add_component(event)
    if not dated:
        made.add_component(_utc())
    return _bytes(made)


def _event(one: Appointment, name_of: Callable[[str], str], urls: Mapping[str, str]) -> Event:
    from icalendar import Event, vUri

    assert one.days is not None
    meeting, name = one.meeting, name_of(one.meeting.mechanism)
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
    made.add("summary", escape.calendar(shortened(_summary(one, name), LONGEST)))
    made.add("description", "\n".join(map(escape.calendar, _description(one))))
    made.add("categories", [escape.calendar(name)])
    if where := _where(one):
        made.add("location", escape.calendar(shortened(where, LONGEST)))
    found = next((address for said in meeting.says if (address := link(urls.get(said.source, "")))), None)
    if found:
        made.add("url", vUri(found), parameters={"VALUE": "URI"})
    return made


def _summary(one: Appointment, name: str) -> str:
    what = f"{name}: {one.meeting.title or 'meeting'}"
    if not one.off:
        return what
    return f"Cancelled: {what}" if one.meeting.state == "cancelled" else f"Not on this day: {what}"


def _description(one: Appointment) -> list[str]:
    """What becomes of it, and the words of each source."""
    lines = []
    if one.off and one.meeting.state != "cancelled":
        then = f"said now: {in_words('meeting', _value(one))}" if one.meeting.when else "no new day is told"
        lines.append(f"Put off; {then}.")
    elif one.meeting.announced and not one.off:
        lines.append("Announced.")
    return [*lines, *(_said(said) for said in one.meeting.says)]


def _said(said: StatementRecord) -> str:
    ended = f" to {instant(said.until)}" if said.until else ""
    quote = f"“{shortened(said.quote)}” (capture {said.opened_by[:SHORT_ID]})"
    return f"{said.source}: {quote}, seen since {instant(said.since)}{ended}"


def _about(every: Iterable[Appointment], name_of: Callable[[str], str]) -> str:
    """The meetings to come of which no day is told."""
    undated = [one for one in every if one.days is None and one.meeting.announced]
    named = [f"{name_of(one.meeting.mechanism)}: {shortened(in_words('meeting', _value(one)))}" for one in undated]
    more = [f"and {len(named) - UNDATED} more"] if len(named) > UNDATED else []
    lines = ["Announced, and no day is told:", *named[:UNDATED], *more] if named else []
    return "\n".join(map(escape.calendar, lines))


def _value(one: Appointment) -> dict[str, str | None]:
    meeting = one.meeting
    return {"date": meeting.when, "place": meeting.place, "country": meeting.country, "title": meeting.title}


def _where(one: Appointment) -> str:
    from monitor.compare.names import english

    country = one.meeting.country and (english("country", one.meeting.country) or one.meeting.country)
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
