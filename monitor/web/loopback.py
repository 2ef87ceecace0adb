"""Pages on 127.0.0.1 for whoever sits at this machine, under a path that nobody can guess."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self

from monitor.web.version import Version

HOST: Final = "127.0.0.1"
HEADERS: Final = (
    ("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-DNS-Prefetch-Control", "off"),
    ("X-Frame-Options", "DENY"),
)
METHODS: Final = ("GET", "HEAD")


class Loopback:
    """The page, as a context manager; it is served by a thread of its own on a free port.

    `others`: more pages, by the name that each has behind the path of the first.
    """

    def __init__(self, version: Version, others: Mapping[str, Version] | None = None) -> None:
        self.version = version
        self.others = dict(others or {})
        self.path = f"/{secrets.token_urlsafe(24)}/"
        self.asked_at = time.monotonic()
        self._server = _Server((HOST, 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self._server.server_port}{self.path}"

    def at(self, path: str) -> Version | None:
        """What stands at a path; None where nothing does. How long it takes says nothing of the path."""
        asked, found = path.encode("utf-8", "replace"), None
        for name, version in {**self.others, "": self.version}.items():
            if secrets.compare_digest(asked, f"{self.path}{name}".encode()):
                found = version
        return found

    def wait(self, idle: float) -> None:
        """Returns when nobody has asked for the page for so many seconds."""
        while (left := self.asked_at + idle - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))

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
    block_on_close = False  # a connection that stays open is not waited for

    def __init__(self, address: tuple[str, int], page: Loopback) -> None:
        self.page = page
        super().__init__(address, _Visit)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser that hung up in the midst is no matter."""


class _Visit(BaseHTTPRequestHandler):
    """One request. A page of another host that leads its name here (DNS rebinding) names that host and is refused."""

    server: _Server
    version: Version  # that was asked for
    timeout = 10  # seconds for a request to come

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        port = self.server.server_port
        if self.headers.get_all("Host") not in ([f"{HOST}:{port}"], [f"localhost:{port}"]):
            self._say(HTTPStatus.MISDIRECTED_REQUEST)
        elif self.command not in METHODS:
            self._say(HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", ", ".join(METHODS)))
        elif (version := self.server.page.at(self.path)) is None:
            self._say(HTTPStatus.NOT_FOUND)
        else:
            self.version = version
            return True
        return False

    def do_GET(self) -> None:
        self._send()
        self.wfile.write(self.version.body)

    def do_HEAD(self) -> None:
        self._send()

    def _send(self) -> None:
        self.server.page.asked_at = time.monotonic()
        self.send_response_only(HTTPStatus.OK)
        self.send_header("Content-Type", self.version.content_type)
        self.send_header("Content-Length", str(len(self.version.body)))
        if self.version.file_name:
            self.send_header("Content-Disposition", f'attachment; filename="{self.version.file_name}"')
        self.end_headers()

    def _say(self, status: HTTPStatus, *headers: tuple[str, str]) -> None:
        body = f"{status.phrase}\n".encode()
        self.send_response_only(status)
        for name, value in (
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            *headers,
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in HEADERS:
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """What answers to requests that are none name as their server."""
        return "monitor"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever opened the page sees it."""
