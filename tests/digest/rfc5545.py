"""What RFC 5545 demands of a calendar with nothing but events of whole days; read off its bytes, without a library."""

from __future__ import annotations

import re
from collections import Counter

CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")  # 3.1: no CONTROL in a value, but HTAB
ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "STATUS",
    "SEQUENCE",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "CREATED",
)
STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}  # 3.8.1.11, of a VEVENT

Properties = list[tuple[str, str, str]]  # name, parameters, value as it stands


def unfolded(data: bytes) -> list[str]:
    """The content lines; AssertionError where their form is not that of 3.1."""
    assert data.endswith(b"\r\n")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert len(line) <= 75, line
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")  # a fold parts no character
    return data.removesuffix(b"\r\n").decode("utf-8").replace("\r\n ", "").split("\r\n")


def checked(data: bytes) -> list[dict[str, tuple[str, str]]]:
    """The events by property: (parameters, value). AssertionError says what is not as RFC 5545 demands."""
    lines = unfolded(data)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    stack: list[str] = []
    of_calendar: list[str] = []
    components: list[tuple[str, Properties]] = []
    for line in lines:
        found = re.fullmatch(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", line)
        assert found, f"no content line: {line!r}"
        name, parameters, value = found[1].upper(), found[2], found[3]
        assert not CONTROL.search(line), line
        if name == "BEGIN":
            stack.append(value)
            if len(stack) == 2:
                components.append((value, []))
        elif name == "END":
            assert stack.pop() == value
        elif len(stack) == 1:
            of_calendar.append(name)
            assert not components, f"3.6: {name} stands behind a component"
        else:
            components[-1][1].append((name, parameters, value))
    assert stack == []
    assert components, "3.6: a calendar has a component"
    for name in ("PRODID", "VERSION"):
        assert of_calendar.count(name) == 1  # 3.6
    assert "VERSION:2.0" in lines
    events = [_event(properties) for kind, properties in components if kind == "VEVENT"]
    assert len({one["UID"] for one in events}) == len(events)
    return events


def _event(properties: Properties) -> dict[str, tuple[str, str]]:
    counted = Counter(name for name, _, _ in properties)
    for name in ("UID", "DTSTAMP", "DTSTART"):  # 3.6.1, of a calendar that may have no METHOD
        assert counted[name] == 1, name
    for name in ONCE:
        assert counted[name] <= 1, name
    event = {name: (parameters, value) for name, parameters, value in properties}
    for name in ("DTSTART", "DTEND"):
        assert event[name][0] == ";VALUE=DATE"
        assert re.fullmatch(r"\d{8}", event[name][1])
    assert event["DTSTART"][1] < event["DTEND"][1]  # 3.8.2.2: later than the start; the day it names is not part of it
    for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"):
        assert re.fullmatch(r"\d{8}T\d{6}Z", event[name][1]), name  # 3.8.7: in UTC
    assert event["STATUS"][1] in STATUSES
    assert re.fullmatch(r"\d+", event["SEQUENCE"][1])
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        if name in event:  # 3.3.11: these are escaped, and nothing else is
            assert not re.search(r"(?<!\\)(?:\\\\)*[;,]|(?<!\\)(?:\\\\)*\\(?![\\;,nN])", event[name][1]), event[name]
    return event


def text(value: str) -> str:
    """What a TEXT value says."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
