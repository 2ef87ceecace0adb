"""Meetings over HTTP: what is called off goes on standing as that, and what comes in another language as what it is."""

from __future__ import annotations

from pathlib import Path

from pytest_httpserver import HTTPServer

from monitor import history as past
from monitor.history.redaction import erase
from tests.upkeep.past import again, all_of
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


def test_a_page_that_comes_in_another_language_tells_nothing_of_its_meetings(tmp_path: Path, httpserver: HTTPServer):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    told = []
    for language, heading, line in (
        ("en", "Meetings", "12-13 March 2025, Geneva: Seventh Ministerial Conference"),
        ("fr", "Réunions", "12-13 mars 2025, Genève : septième conférence ministérielle"),
        ("fr", "Réunions", "Genève, 12 et 13 mars 2025 : septième conférence ministérielle"),
    ):
        list_ = f"<h2>{heading}</h2><ul><li>{line}</ul>"
        site.serve(f"<html lang={language}><h1>Budapest Process</h1><h2>Current chair</h2><p>Malta</p>{list_}</html>")
        told += site.run().changes
    assert told == []
    assert site.ask("SELECT title, place FROM meeting_all") == [("Seventh Ministerial Conference", "Geneva")]


def test_a_title_that_changes_behind_a_turn_of_language_is_told_and_so_it_is_from_the_archive(
    tmp_path: Path, httpserver: HTTPServer
):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    told = []
    for language, heading, line in (
        ("en", "Meetings", "3 June 2026, Rome: Senior Officials Meeting"),
        ("fr", "Réunions", "3 juin 2026, Rome : Réunion des hauts fonctionnaires"),
        ("en", "Meetings", "3 June 2026, Rome: Senior Officials Meeting"),
        ("fr", "Réunions", "3 juin 2026, Rome : Réunion annuelle de la police aux frontières"),
    ):
        list_ = f"<h2>{heading}</h2><ul><li>{line}<li>12.3.2025, Oslo: Forum</ul>"
        site.serve(f"<html lang={language}><h1>Budapest Process</h1><h2>Current chair</h2><p>Malta</p>{list_}</html>")
        told += [kind for kind, *_ in site.run().changes]
    assert told == ["meeting.amended"]
    before = all_of(site)
    assert {language for _, language, *_ in before["statement_wording"]} == {"fr"}
    again(site)
    assert all_of(site) == before
    (french,) = {capture for *_, capture in before["statement_wording"]}
    erase(past.open_history(site.settings.monitor.history), {french: site.now})
    assert site.ask("SELECT * FROM statement_wording") == []


UPCOMING = "<li>7 May 2031, Rome: Senior Officials Meeting"
OFF = "<h2>Cancelled meetings</h2><ul><li>7 May 2031, Rome: Senior Officials Meeting</ul>"


def test_what_is_listed_as_upcoming_and_as_cancelled_is_cancelled(tmp_path: Path, httpserver: HTTPServer):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    told = []
    for off in ("", OFF, OFF):
        site.serve(page(extra=f"<h2>Upcoming meetings</h2><ul>{UPCOMING}</ul>{off}"))
        told += [kind for kind, *_ in site.run().changes]
    assert told == ["meeting.cancelled"]
    assert site.ask("SELECT title, state FROM meeting_all") == [("Senior Officials Meeting", "cancelled")]


def test_a_day_that_moves_while_the_page_turns_its_language_is_one_amendment_in_either_direction(
    tmp_path: Path, httpserver: HTTPServer
):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    told = []
    for language, heading, line in (
        ("en", "Meetings", "7 May 2026, Vienna: Seventh Ministerial Conference"),
        ("fr", "Réunions", "14 mai 2026, Vienne : Septième conférence ministérielle"),
        ("en", "Meetings", "7 May 2026, Vienna: Seventh Ministerial Conference"),
    ):
        list_ = f"<h2>{heading}</h2><ul><li>{line}</ul>"
        site.serve(f"<html lang={language}><h1>Budapest Process</h1><h2>Current chair</h2><p>Malta</p>{list_}</html>")
        told += [kind for kind, *_ in site.run().changes]
    assert told == ["meeting.amended", "meeting.amended"]


def test_the_next_meeting_of_which_the_page_says_no_more_than_that_is_the_one_that_it_announced(
    tmp_path: Path, httpserver: HTTPServer
):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    told = []
    for said in (
        "<p>Ministerial Conference, Rome, Italy, 3 May 2031</p>",
        "<p>CANCELLED</p>",
        "<p>The meeting has been cancelled.</p>",
        "<p>Ministerial Conference, Rome, Italy, 3 May 2031</p>",
    ):
        past = "<h2>Past meetings</h2><ul><li>Ministerial Conference, Oslo, Norway, 4 June 2021</ul>"
        site.serve(page(extra=f"{past}<h2>Next meeting</h2>{said}"))
        told += site.run().changes
        if "been" in said:
            stands = site.ask("SELECT date, state FROM meeting_all ORDER BY first_day")
            assert stands == [("2021-06-04", None), ("2031-05-03", "cancelled")]
            quotes = site.ask("SELECT quote FROM statement WHERE field = 'meeting' AND closed_by IS NULL ORDER BY id")
            assert quotes[-1] == ("CANCELLED",)
    assert [kind for kind, _ in told] == ["meeting.cancelled", "meeting.resumed"]
    before = all_of(site)
    again(site)
    assert all_of(site) == before
