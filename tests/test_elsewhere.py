"""An address that leads elsewhere: a page that moved is read on, a place where many addresses end is nobody's page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.watched import Watched, page

NAMES = ("one", "two", "three")
PORTAL = page("Poland", ("Albania", "Austria"))  # as good a page as any, of which each address could be meant


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """Three sources on one host."""
    watched = Watched(tmp_path, httpserver)
    watched.configure(*(watched.source(name, f"/{name}") for name in NAMES))
    for name in NAMES:
        watched.serve(page(), f"/{name}")
    watched.serve(PORTAL, "/news/portal.html")
    return watched


def lead(watched: Watched, *names: str, to: str = "/news/portal.html", status: int = 302) -> None:
    for name in names:
        watched.redirect(f"/{name}", to, status)


def statements(watched: Watched) -> list[tuple[object, ...]]:
    return watched.ask("SELECT source, field, key, value FROM statement WHERE closed_by IS NULL ORDER BY 1, 2, 3")


@pytest.mark.parametrize("status", [301, 302])
def test_the_place_where_three_addresses_end_in_one_run_is_the_page_of_none(watched: Watched, status: int) -> None:
    watched.run()
    before = statements(watched)
    lead(watched, *NAMES, status=status)
    told = watched.run()
    assert told.verdicts == dict.fromkeys(NAMES, "soft-404")
    assert told.changes == []
    assert statements(watched) == before
    for check in told.result.checks:
        assert f"/{check.source} leads to" in (check.error or "")
        assert "as 2 other addresses that are watched do" in (check.error or "")
    for name in NAMES:
        watched.serve(page(), f"/{name}")
    told = watched.run()
    assert (set(told.verdicts.values()), told.changes) == ({"unchanged"}, [])


def test_it_is_so_too_when_they_were_never_seen_elsewhere(watched: Watched) -> None:
    lead(watched, *NAMES)
    assert watched.run().verdicts == dict.fromkeys(NAMES, "soft-404")
    assert statements(watched) == []
    assert watched.run().verdicts == dict.fromkeys(NAMES, "soft-404")
    assert watched.ask("SELECT count(*) FROM capture") == [(3,)]  # the same bytes are kept once


def test_an_address_that_ends_where_others_ended_before_is_seen_through_at_once(watched: Watched) -> None:
    watched.run()
    lead(watched, *NAMES)
    watched.run()
    watched.serve(page("Spain", ("Albania",)), "/news/portal.html")
    told = watched.run(only=("two",))
    assert (told.verdicts, told.changes) == ({"two": "soft-404"}, [])


def test_two_addresses_are_no_crowd(watched: Watched) -> None:
    watched.run()
    lead(watched, "one", "two")
    told = watched.run()
    assert told.verdicts == {"one": "changed", "two": "changed", "three": "unchanged"}
    assert [kind for kind, _ in told.changes].count("chair.handover") == 2


def test_those_that_came_back_are_no_crowd_for_one_that_moves_later(watched: Watched) -> None:
    watched.run()
    lead(watched, *NAMES)
    watched.run()
    for name in NAMES:
        watched.serve(page(), f"/{name}")
    watched.run()
    watched.serve(page("Spain"), "/news/portal.html")
    lead(watched, "one", status=301)
    told = watched.run()
    assert told.verdicts == {"one": "changed", "two": "unchanged", "three": "unchanged"}
    assert told.changes == [("chair.handover", ""), ("page.moved", "")]


def test_sources_that_ask_for_one_address_are_no_crowd(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    mechanisms = {"one": "budapest-process", "two": "bali-process", "three": "prague-process"}
    watched.configure(*(watched.source(name, "/old", mechanism=mechanisms[name]) for name in NAMES))
    watched.serve(page(), "/new")
    watched.redirect("/old", "/new", 301)
    assert set(watched.run().verdicts.values()) == {"new"}


def test_the_home_page_of_a_site_is_not_the_page_that_was_asked_for(watched: Watched) -> None:
    watched.run()
    watched.serve(PORTAL, "/en/")
    lead(watched, "one", to="/en/")
    told = watched.run()
    assert (told.verdicts["one"], told.changes) == ("soft-404", [])
    assert "leads to" in next(check.error or "" for check in told.result.checks if check.source == "one")


def test_a_page_that_moved_is_read_as_ever_and_told_once_with_its_new_address(watched: Watched) -> None:
    watched.run()
    watched.serve(page(), "/new/place.html")
    lead(watched, "one", to="/new/place.html", status=301)
    told = watched.run()
    assert told.changes == [("page.moved", "")]
    moved = {check.source: check.moved_to for check in told.result.checks}
    assert moved == {"one": watched.server.url_for("/new/place.html"), "two": None, "three": None}
    watched.serve(page("Spain"), "/new/place.html")
    assert watched.run().changes == [("chair.handover", "")]


@pytest.mark.parametrize(
    ("when", "step"),
    [
        ("after", "monitor.history:record_capture"),  # of the first
        ("before", "monitor.run:_put_aside"),  # of all three
        ("before", "monitor.look.reading:_read"),
        ("before", "monitor.history:record_check"),
        ("after", "monitor.history:record_check"),
    ],
)
def test_a_crowd_is_known_as_one_by_the_run_after_a_killed_one(watched: Watched, when: str, step: str) -> None:
    watched.run()
    before = statements(watched)
    lead(watched, *NAMES)
    watched.killed(when, step)  # type: ignore[arg-type]  # one of the two
    told = watched.run()
    assert (told.verdicts, told.changes) == (dict.fromkeys(NAMES, "soft-404"), [])
    assert statements(watched) == before
    assert watched.ask("SELECT count(*) FROM capture") == [(6,)]


def test_what_a_killed_run_left_unread_is_read_before_what_came_after_it(watched: Watched) -> None:
    """There and back again, by way of another address."""
    watched.run()
    lead(watched, "one")
    watched.killed("before", "monitor.run:_put_aside")
    watched.serve(page(), "/one")
    told = watched.run()
    assert [kind for kind, _ in told.changes].count("chair.handover") == 2
    assert watched.run().changes == []


def test_what_a_killed_run_left_of_a_source_that_is_not_looked_at_is_read_all_the_same(watched: Watched) -> None:
    watched.run()
    watched.serve(page("Spain"), "/news/portal.html")
    lead(watched, "one")
    watched.killed("before", "monitor.run:_put_aside")
    told = watched.run(only=("two",))
    assert (told.verdicts, told.changes) == ({"two": "unchanged"}, [("chair.handover", "")])


def test_a_page_that_others_retire_to_stays_the_page_of_the_source_that_was_there(watched: Watched) -> None:
    lead(watched, "one", status=301)
    watched.run()
    lead(watched, "two", "three")
    assert watched.run().verdicts == {"one": "unchanged", "two": "soft-404", "three": "soft-404"}
    watched.serve(page("Croatia", ("Albania", "Austria")), "/news/portal.html")
    told = watched.run()
    assert told.verdicts == {"one": "changed", "two": "soft-404", "three": "soft-404"}
    assert told.changes == [("chair.handover", "")]


def test_a_new_address_that_has_the_number_of_the_visit_in_its_query_is_told_once(watched: Watched) -> None:
    watched.serve(page(), "/page")
    told = []
    for visit in range(3):
        lead(watched, "one", to=f"/page?visit={visit}", status=301)
        told.append(watched.run().changes)
    assert told == [[("page.moved", "")], [], []]
    watched.serve(page(), "/other")
    lead(watched, "one", to="/other?visit=3", status=301)
    assert watched.run().changes == [("page.moved", "")]
