"""A page whose date of itself lies ahead of the look is not dated by it, whichever way that date is stated."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.extract import Payload, read_capture
from monitor.model import Extraction, Source
from tests.upkeep.past import again, all_of
from tests.watched import Watched

FETCHED = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
SOURCE = Source("lakeside", "https://pages.example/a", "mechanism-page", ("budapest-process",))
META = '<meta property="{}" content="{}">'
DATA = '<script type="application/ld+json">{}</script>'


def page(head: str = "", words: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><title>Two Seas Dialogue</title>{head}</head><body><main>'
        "<h1>Budapest Process</h1><h2>Current Chair</h2><p>Hungary</p>"
        f"</main><footer><p>{words}</p></footer></body></html>"
    ).encode()


def read(body: bytes, fetched_at: datetime | None = FETCHED) -> Extraction:
    payload = Payload(body, "text/html", "utf-8", SOURCE.url, 200, fetched_at=fetched_at)
    found = read_capture(payload, SOURCE).extraction
    assert found is not None
    return found


def ahead(found: Extraction) -> list[str | None]:
    return [one.field for one in found.findings if one.kind == "date-ahead"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (page(META.format("article:modified_time", "2062-05-03T10:15:00+02:00")), "last_updated"),
        (page(META.format("og:updated_time", "2026-03-04T00:10:00Z")), "last_updated"),
        (page(DATA.format(json.dumps({"@type": "WebPage", "dateModified": "2026-12"}))), "last_updated"),
        (page(DATA.format(json.dumps({"@type": "NewsArticle", "datePublished": "2027"}))), "published"),
        (page(META.format("DCTERMS.issued", "9999-12-31")), "published"),
        (page(words="Last updated: 3 May 2062"), "last_updated"),
        (page(words="Dernière mise à jour : 14 décembre 2026"), "last_updated"),
        (page(words="Esta página se editó por última vez el 5 de mayo de 2031 a las 10:15."), "last_updated"),
        (page(words="Publicado em 5 de março de 2026"), "published"),
    ],
)
def test_a_day_that_had_not_come_dates_no_page(body: bytes, field: str) -> None:
    found = read(body)
    assert found.source_fields[field] is None
    assert ahead(found) == [field]
    assert read(body, None).source_fields[field], "where it is not known when the page was fetched, it is believed"


@pytest.mark.parametrize("stated", ["2026-03-03T13:00", "2026-03-03", "2026-03", "2026", "2026-03-02", "2019"])
def test_the_day_of_the_look_and_the_next_which_has_begun_elsewhere_date_it(stated: str) -> None:
    found = read(page(META.format("article:modified_time", stated)))
    assert (found.source_fields["last_updated"], ahead(found)) == (stated, [])


def test_the_day_of_the_look_is_that_of_greenwich() -> None:
    body = page(META.format("article:modified_time", "2026-03-04"))
    west = FETCHED.astimezone(timezone(timedelta(hours=-12)))
    assert ahead(read(body, west)) == ["last_updated"]
    assert ahead(read(body, FETCHED + timedelta(hours=1))) == []


def test_one_date_that_lies_ahead_leaves_the_other() -> None:
    dates = META.format("article:modified_time", "2062-05-03") + META.format("article:published_time", "2015-01-02")
    found = read(page(dates))
    assert found.source_fields["published"] == "2015-01-02"
    assert ahead(found) == ["last_updated"]


def test_a_source_is_dated_by_no_such_day_and_tells_so_once_while_it_moves(tmp_path: Path, httpserver: HTTPServer):
    site = Watched(tmp_path, httpserver)
    site.configure(site.source("budapest"))
    for day in ("2019-05-03", "2026-07-01", "2026-07-02", "2026-07-03", "2026-03-04"):
        site.serve(page(META.format("article:modified_time", day)))
        assert site.run().changes == []
    dated = site.ask("SELECT dated FROM extraction ORDER BY id")
    assert [day for (day,) in dated] == ["2019-05-03", None, None, None, "2026-03-04"]
    told = site.ask("SELECT count(*), count(closed_at) FROM finding WHERE kind = 'date-ahead'")
    assert told == [(1, 1)], "told once, and over"
    before = all_of(site)
    again(site)
    assert all_of(site) == before
