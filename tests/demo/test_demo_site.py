"""The loopback site answers as a real one does."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from monitor.demo import EDITIONS, Site, pages, watched


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def ask(url: str, *, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=5)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("source", [source.id for source in watched()])
def test_each_source_is_served_in_both_editions(site: Site, source: str) -> None:
    bodies = []
    for edition in EDITIONS:
        site.edition = edition
        response, body = ask(site.url(source))
        assert response.status == 200
        assert response.getheader("Content-Type") == "text/html; charset=utf-8"
        bodies.append(body)
    assert bodies[0] != bodies[1]


def test_the_pdf_stands_where_the_overview_of_its_edition_says(site: Site) -> None:
    for edition, path in zip(
        EDITIONS, ("2020-03/iscm-table-march-2020.pdf", "2023-06/iscm-table-june-2023.pdf"), strict=True
    ):
        site.edition = edition
        _, overview = ask(site.url("iom-iscm-table"))
        link = f"/sites/default/files/{path}"
        assert link.encode() in overview
        response, body = ask(site.base + link)
        assert response.status == 200
        assert response.getheader("Content-Type") == "application/pdf"
        assert body.startswith(b"%PDF-")


def test_an_upload_stays_and_one_that_is_not_there_yet_is_not_found(site: Site) -> None:
    old, new = (site.base + path for path in sorted(pages("later")) if path.endswith(".pdf"))
    assert ask(new)[0].status == 404
    site.edition = "later"
    assert (ask(old)[0].status, ask(new)[0].status) == (200, 200)


def test_who_asks_with_its_validators_is_told_that_nothing_changed(site: Site) -> None:
    url = site.url("iom-5-5-dialogue")
    first, _ = ask(url)
    tag, modified = str(first.getheader("ETag")), str(first.getheader("Last-Modified"))
    assert modified.endswith(" GMT")
    for headers in ({"If_None_Match": tag}, {"If_None_Match": f'"x", W/{tag}'}, {"If_Modified_Since": modified}):
        response, body = ask(url, **headers)
        assert (response.status, body) == (304, b"")
        assert response.getheader("ETag") == tag
    for headers in ({"If_None_Match": '"x"', "If_Modified_Since": modified}, {"If_Modified_Since": "yesterday"}):
        assert ask(url, **headers)[0].status == 200
    site.edition = "later"
    assert ask(url, If_None_Match=tag)[0].status == 200
    assert ask(url, If_Modified_Since=modified)[0].status == 200


def test_a_head_request_gets_the_length_and_no_body(site: Site) -> None:
    url = site.url("iom-tripoli-process")
    _, body = ask(url)
    response, nothing = ask(url, method="HEAD")
    assert (response.getheader("Content-Length"), nothing) == (str(len(body)), b"")


def test_robots_are_let_in_and_a_strange_path_is_not_found(site: Site) -> None:
    response, body = ask(site.base + "/robots.txt")
    assert (response.status, body.splitlines()[0]) == (200, b"User-agent: *")
    assert ask(site.base + "/nothing-here")[0].status == 404


def test_a_source_that_the_demonstration_has_not_is_a_key_error(site: Site) -> None:
    with pytest.raises(KeyError):
        site.url("no-such-source")
