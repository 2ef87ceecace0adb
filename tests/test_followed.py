"""A document whose address changes with each edition is one source; where it was when is known, and who said so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.model import Place
from tests.watched import START, Watched, page

OLD, NEW = "/files/2024-03/table.html", "/files/2026-02/table.html"


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("table", "/all", 'follow = "Table of all"\n'))
    link(watched, OLD)
    watched.serve(page(), OLD)
    return watched


def link(watched: Watched, *paths: str) -> None:
    links = "".join(f'<li><a href="{path}">Table of all</a></li>' for path in paths)
    watched.serve(f"<!doctype html><html><main><h1>Documents</h1><ul>{links}</ul></main></html>", "/all")


def addresses(watched: Watched) -> list[tuple[str, str, int, int | None]]:
    """URL, kind, and the days since and until."""

    def day(moment: object) -> int | None:
        return None if moment is None else (moment - START) // timedelta(days=1)  # type: ignore[operator]  # of instants

    book = history.open_reader(watched.settings.monitor.history)
    found = history.addresses(book, "table")
    book.close()
    return [
        (one.url.partition("/")[2].partition("/")[2].partition("/")[2], one.kind, day(one.since) or 0, day(one.until))
        for one in found
    ]


def test_a_new_edition_under_a_new_address_is_the_same_source_and_its_addresses_have_from_and_to(
    watched: Watched,
) -> None:
    watched.run()
    watched.run()
    link(watched, OLD, NEW)
    watched.serve(page("Poland"), NEW)
    assert watched.run().changes == [("chair.handover", "")]
    assert addresses(watched) == [
        ("all", "configured", 1, None),
        (OLD[1:], "followed", 1, 3),
        (NEW[1:], "followed", 3, None),
    ]
    assert watched.ask("SELECT name FROM source") == [("table",)]
    assert watched.run().changes == []


def test_the_page_that_named_an_address_is_kept_as_its_evidence_and_is_no_capture_of_the_document(
    watched: Watched,
) -> None:
    watched.run()
    watched.run()
    link(watched, NEW)
    watched.serve(page(), NEW)
    watched.run()
    kept = list(watched.archive.walk("table"))
    overviews = [one for _, one in kept if one.role == "overview"]
    assert [path in one.body.decode() for one, path in zip(overviews, (OLD, NEW), strict=True)] == [True, True]
    rows = watched.ask('SELECT url, segment, "offset", length FROM followed_address ORDER BY since')
    for url, segment, offset, length in rows:
        named = watched.archive.read("table", Place(segment, offset, length))
        assert named.role == "overview"
        assert url.endswith(OLD if OLD in named.body.decode() else NEW)
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]


def test_an_overview_that_changes_otherwise_is_not_kept(watched: Watched) -> None:
    watched.run()
    link(watched, OLD, "/files/2019-01/table.html")
    watched.run()
    assert len([one for _, one in watched.archive.walk("table") if one.role]) == 1


def test_a_document_that_is_not_modified_under_its_address_is_asked_for_with_its_validators(watched: Watched) -> None:
    watched.serve(page(), OLD, ETag='"old"')
    watched.run()
    watched.run()
    assert [request.headers.get("If-None-Match") for request in watched.asked(OLD)] == [None, '"old"']
    link(watched, NEW)
    watched.serve(page(), NEW)
    watched.run()
    assert [request.headers.get("If-None-Match") for request in watched.asked(NEW)] == [None]


def test_a_document_that_is_gone_is_told_with_its_own_address_and_the_overview_with_its(watched: Watched) -> None:
    watched.run()
    watched.serve("", OLD, 410)
    assert watched.run().changes == [("page.gone", "")]
    watched.serve(page(), OLD)
    watched.run()
    watched.serve("", "/all", 410)
    assert watched.run().changes == [("page.gone", "")]
    gone = watched.ask("SELECT before FROM change WHERE kind = 'page.gone' ORDER BY id")
    assert gone == [(f'"{watched.server.url_for(path)}"',) for path in (OLD, "/all")]


def test_no_link_is_followed_from_a_wall_with_a_status_of_its_own(watched: Watched) -> None:
    watched.run()
    links = f'<h1>Forbidden</h1><a href="{NEW}">Table of all</a>'
    watched.serve(f"<!doctype html><html><title>403</title>{links}</html>", "/all", 403)
    watched.serve(page("Poland"), NEW)
    told = watched.run()
    assert (told.look.verdict, told.look.status, told.changes) == ("blocked", 403, [])
    assert "403" in (told.look.error or "")
    assert watched.asked(NEW) == []


def test_a_link_that_leads_to_no_web_page_is_not_followed(watched: Watched) -> None:
    link(watched, "mailto:table@example.org", OLD)
    assert watched.run().look.verdict == "new"
    assert len(watched.asked(OLD)) == 1
    link(watched, "mailto:table@example.org", "file:///etc/2027-01/table.html")
    told = watched.run()
    assert (told.look.verdict, told.changes) == ("empty", [])
    assert "has no link" in (told.look.error or "")
