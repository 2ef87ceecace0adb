"""A page that ends before its end is half a page for a while, and the page as it is now when it stays so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stamina
from pytest_httpserver import HTTPServer

from tests.watched import Watched, page

LONG = page(extra=f"<!-- {'what the editor leaves behind ' * 60} -->")
HALF = LONG[: LONG.index("Croatia")]
WALL = "<title>Just a moment...</title><h1>Checking your browser before accessing the page</h1>"


class Closing(BaseHTTPRequestHandler):
    """Ends its answer by closing the connection, as HTTP/1.0 does; it says no length, or `length`."""

    body = ""
    length: int | None = None

    def do_GET(self) -> None:
        found = self.path != "/robots.txt"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        if found and self.length is not None:
            self.send_header("Content-Length", str(self.length))
        self.end_headers()
        self.wfile.write(self.body.encode() if found else b"")

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def closing() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Closing)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/budapest"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer, closing: str) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("budapest", closing))
    return watched


def looks(watched: Watched, *bodies: str, hours: float = 24) -> list[str]:
    verdicts: list[str] = []
    for body in bodies:
        Closing.body = body
        told = watched.run(hours=hours)
        assert told.changes == []
        verdicts.append(told.look.verdict)
    return verdicts


def test_a_page_cut_at_the_connections_close_changes_nothing(watched: Watched) -> None:
    assert looks(watched, LONG, HALF, LONG) == ["new", "truncated", "unchanged"]
    assert watched.ask("SELECT count(*) FROM capture") == [(1,)]


def test_a_page_that_stays_so_for_three_looks_and_48_hours_is_taken_as_it_is(watched: Watched) -> None:
    shorter = page()[: -len("</body></html>")]
    assert len(shorter) < len(LONG) / 2
    assert looks(watched, LONG, *[shorter] * 5) == [
        "new",
        "truncated",
        "truncated",
        "truncated",
        "changed",
        "unchanged",
    ]


def test_three_looks_within_an_hour_are_not_enough(watched: Watched) -> None:
    assert looks(watched, LONG, *[HALF] * 5, hours=0.1) == ["new"] + ["truncated"] * 5


def test_a_wall_without_an_end_tag_is_a_wall(watched: Watched) -> None:
    assert looks(watched, LONG, WALL, LONG) == ["new", "blocked", "unchanged"]


def test_a_redesign_to_a_shorter_page_that_is_whole_is_no_half_page(watched: Watched) -> None:
    assert looks(watched, LONG, page()) == ["new", "changed"]


def test_broken_connections_say_nothing_of_how_long_the_page_is(watched: Watched, monkeypatch) -> None:
    shorter = page()[: -len("</body></html>")]
    assert looks(watched, LONG) == ["new"]
    with monkeypatch.context() as broken:
        broken.setattr(Closing, "length", len(LONG) + 9)
        with stamina.set_testing(True, attempts=1):  # without the pauses between the tries
            assert looks(watched, *[shorter] * 3) == ["truncated"] * 3
    assert looks(watched, *[shorter] * 4) == ["truncated"] * 3 + ["changed"]
