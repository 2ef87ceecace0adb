"""A list with a line that is not known yet, or that nobody understands, goes on when that line is gone: what came is
news. Only what may have been that line is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from monitor.compare import compare
from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Source

SOURCE = Source("a", "https://site.example/", "mechanism-page", ("prague-process",))
DAY = datetime(2026, 11, 1, tzinfo=UTC)
MEMBERS = ("Austria", "Albania", "Belgium", "Croatia", "Poland", "Spain", "Sweden", "Malta")
HELD = "12 May 2019, Vienna, Austria: Third Ministerial Conference"


def page(**parts: Sequence[str]) -> Extraction:
    named = {"members": "Member States", "past": "Past meetings", "next": "Upcoming meetings"}
    lists = "".join(f"<h2>{named[key]}</h2><ul><li>{'<li>'.join(entries)}</ul>" for key, entries in parts.items())
    body = f"<html lang=en><title>Prague Process</title><h1>Prague Process</h1>{lists}"
    payload = Payload(body.encode(), "text/html", "utf-8", SOURCE.url, 200, fetched_at=DAY)
    return read_capture(payload, SOURCE).extraction


def told(pages, *readings: Extraction) -> list[list[str]]:
    memory, found = pages.remember(readings[0]), []
    for reading in readings[1:]:
        compared = compare(memory, reading, now=pages.now)
        found.append(sorted(f"{one.kind} {one.key}".strip() for one in compared.changes))
        memory = pages.after(memory, reading, compared)
    return found


@pytest.mark.parametrize("open_", ["To be announced", "TBC", "The date will be announced soon"])
def test_the_meeting_that_was_not_known_yet_is_announced(pages, open_):
    before = page(past=[HELD], next=[open_])
    after = page(past=[HELD], next=["3-4 June 2031, Milan, Italy: Fourth Ministerial Conference"])
    ((one,),) = told(pages, before, after)
    assert one.startswith("meeting.announced 2031-06-03")


def test_members_beside_a_line_that_is_gone_are_news_where_they_are_more_than_that_line(pages):
    unknown = page(members=[*MEMBERS, "Zanzibaria"])
    assert told(pages, unknown, page(members=[*MEMBERS, "Norway", "Kenya"])) == [
        ["member.joined KE", "member.joined NO"]
    ]
    assert told(pages, unknown, page(members=[*MEMBERS, "Norway"])) == [[]]
    assert told(pages, page(members=[*MEMBERS, "TBC"]), page(members=[*MEMBERS, "Norway"])) == [["member.joined NO"]]


def test_a_list_that_comes_whole_for_the_first_time_is_no_crowd_that_joined(pages):
    many = ("Norway", "Kenya", "Ghana", "Mali", "Chad", "Niger")
    assert told(pages, page(members=[*MEMBERS, "TBC"]), page(members=[*MEMBERS, *many])) == [[]]
