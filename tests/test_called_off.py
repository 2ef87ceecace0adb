"""A page that calls a meeting off: one change, and the meeting goes on standing as what it is now."""

from __future__ import annotations

from pathlib import Path

from pytest_httpserver import HTTPServer

from tests.watched import Watched, page

LIST = (
    "<h2>Upcoming meetings</h2><ul><li>Senior Officials Meeting{}, Rome, Italy, 3 May 2031"
    "<li>Sixth Conference, Oslo, Norway, 4 June 2031</ul>"
)


def test_a_meeting_that_the_page_calls_off_is_told_once_and_shown_as_such(tmp_path: Path, httpserver: HTTPServer):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    told = []
    for remark in ("", " (CANCELLED)", " (cancelled)", "", " (postponed)", " (postponed to 7 July 2031)"):
        site.serve(page(extra=LIST.format(remark)))
        told += [kind for kind, *_ in site.run().changes]
        if remark == " (cancelled)":
            stands = site.ask("SELECT title, state FROM meeting_all ORDER BY first_day")
            assert stands == [("Senior Officials Meeting", "cancelled"), ("Sixth Conference", None)]
    assert told == ["meeting.cancelled", "meeting.resumed", "meeting.postponed", "meeting.amended"]
    assert site.ask("SELECT date, state FROM meeting_all ORDER BY first_day")[1] == ("2031-07-07", None)
