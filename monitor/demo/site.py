"""A loopback site that serves the demonstration's pages, one edition at a time."""

from __future__ import annotations

import threading
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from monitor.demo.served import Edition, Page, pages, watched

ROBOTS = b"User-agent: *\nDisallow: /admin/\nDisallow: /user/\n"
HOST = "127.0.0.1"


class Site:
    """The site, as a context manager; it runs in a thread of its own on a free port.

    `edition` may be set at any time: the next request gets that edition's page. Nothing else about the site changes, so
    that a visitor sees what a visitor of a real site sees when its pages are edited.
    """

    def __init__(self, edition: Edition = "earlier", *, port: int = 0) -> None:
        self.edition: Edition = edition
        self._server = _Server((HOST, port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def base(self) -> str:
        """The site's address, without a slash at its end."""
        return f"http://{HOST}:{self._server.server_port}"

    def url(self, source_id: str) -> str:
        """The address that the source watches. KeyError when the demonstration has no such source."""
        return self.base + {source.id: source.path for source in watched()}[source_id]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        super().__init__(address, _Visit)


class _Visit(BaseHTTPRequestHandler):
    """One connection. GET and HEAD, conditional as RFC 9110, 13.1 says."""

    protocol_version = "HTTP/1.1"
    server_version = "demonstration"
    sys_version = ""
    server: _Server
    timeout = 30  # seconds that an idle connection is kept

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        page = pages(self.server.site.edition).get(self.path)
        if page is not None and self._has_it(page):
            self._send(HTTPStatus.NOT_MODIFIED, page=page)
        elif page is not None:
            self._send(HTTPStatus.OK, page.body, page.media_type, page=page, with_body=with_body)
        elif self.path == "/robots.txt":
            self._send(HTTPStatus.OK, ROBOTS, "text/plain; charset=utf-8", with_body=with_body)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"Not found\n", "text/plain; charset=utf-8", with_body=with_body)

    def _has_it(self, page: Page) -> bool:
        """Whether the visitor holds this version: If-None-Match decides alone where it is sent (RFC 9110, 13.2.2)."""
        if (tags := self.headers.get("If-None-Match")) is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "*" in known or page.etag in known
        if (since := self.headers.get("If-Modified-Since")) is not None:
            try:
                return page.modified <= parsedate_to_datetime(since)
            except (ValueError, TypeError):  # no HTTP date, or one without a zone: the field is to be ignored (13.1.3)
                return False
        return False

    def _send(
        self,
        status: HTTPStatus,
        body: bytes = b"",
        media_type: str | None = None,
        *,
        page: Page | None = None,
        with_body: bool = False,
    ) -> None:
        self.send_response(status)
        if page is not None:
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", format_datetime(page.modified, usegmt=True))
        if media_type is not None:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the demonstration's own output is the digest."""
