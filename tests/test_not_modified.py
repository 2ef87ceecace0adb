"""A server's "not modified" is believed as long as it is true, and as long as we have what is not modified."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor import history
from monitor.errors import DamagedRecord
from tests.watched import Watched, page


@dataclass
class Server:
    """Says 304 to the ETag that it gives. `etag` None: that follows from the chair, as it should."""

    chair: str = "Hungary"
    etag: str | None = None
    nonces: bool = False
    served: int = 0

    def __call__(self, request: Request) -> Response:
        tag = self.etag or f'"{self.chair}"'
        if request.headers.get("If-None-Match") == tag:
            return Response(status=304, headers={"ETag": tag})
        self.served += 1
        nonce = f"<p hidden>{self.served}</p>" if self.nonces else ""
        return Response(page(self.chair, extra=nonce), content_type="text/html", headers={"ETag": tag})


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def asked_with(watched: Watched) -> list[str | None]:
    return [request.headers.get("If-None-Match") for request in watched.asked()]


def distrusted(watched: Watched) -> list[tuple[bool]]:
    """The findings on the server's honesty, and whether each is over."""
    return [
        (bool(ended),) for (ended,) in watched.ask("SELECT closed_at IS NOT NULL FROM finding WHERE kind = 'lying-304'")
    ]


def test_a_server_that_says_not_modified_for_ever_is_found_out_after_14_days_and_asked_in_full_from_then_on(
    watched: Watched,
) -> None:
    server = Server(etag='"1"')
    watched.answer(server)
    watched.run()
    server.chair = "Poland"
    told = [watched.run() for _ in range(14)]
    assert [one.look.verdict for one in told] == ["not-modified"] * 13 + ["changed"]
    assert told[-1].changes == [("chair.handover", "")]
    assert asked_with(watched)[-2:] == [None, '"1"']  # in full, and then as if Hungary were still known
    assert distrusted(watched) == [(False,)]
    ((message,),) = watched.ask("SELECT message FROM finding WHERE kind = 'lying-304'")
    assert "budapest" in message
    assert f"{watched.now:%Y-%m-%d}" in message
    for chair in ("Poland", "Spain", "Sweden"):
        server.chair = chair
        told = [watched.run()]
        assert told[0].changes == ([("chair.handover", "")] if chair != "Poland" else [])
    assert asked_with(watched)[-3:] == [None, None, None]


def test_a_server_that_was_mended_is_believed_again_with_the_next_change_that_it_tells(watched: Watched) -> None:
    server = Server(etag='"1"')
    watched.answer(server)
    watched.run()
    server.chair = "Poland"
    watched.run(hours=14 * 24)
    assert distrusted(watched) == [(False,)]
    server.etag = None
    watched.run(hours=14 * 24)
    assert distrusted(watched) == [(False,)]  # nothing changed, so nothing was shown
    server.chair = "Spain"
    assert watched.run().changes == [("chair.handover", "")]
    assert distrusted(watched) == [(True,)]
    assert watched.run().look.verdict == "not-modified"
    assert asked_with(watched)[-1] == '"Spain"'


def test_a_weak_etag_over_a_nonce_is_no_lie(watched: Watched) -> None:
    server = Server(nonces=True)
    server.etag = 'W/"1"'
    watched.answer(server)
    verdicts = [watched.run(hours=48).look.verdict for _ in range(24)]
    assert verdicts == ["new"] + (["not-modified"] * 6 + ["changed"]) * 3 + ["not-modified"] * 2
    assert distrusted(watched) == []
    assert watched.ask("SELECT count(*) FROM change") == [(0,)]


def test_a_server_that_tells_each_change_passes_its_test(watched: Watched) -> None:
    server = Server()
    watched.answer(server)
    watched.run()
    server.chair = "Poland"
    watched.run(hours=14 * 24)
    assert asked_with(watched) == [None, None, '"Hungary"']
    assert distrusted(watched) == []
    watched.run()
    assert asked_with(watched)[-1] == '"Poland"'


def test_a_server_that_fails_the_moment_it_is_tested_is_tested_at_the_next_change(watched: Watched) -> None:
    server = Server(etag='"1"')

    def failing(request: Request) -> Response:
        return Response(status=403) if request.headers.get("If-None-Match") else server(request)

    watched.answer(server)
    watched.run()
    server.chair = "Poland"
    watched.answer(failing)
    told = watched.run(hours=14 * 24)
    assert (told.changes, told.look.verdict, distrusted(watched)) == ([("chair.handover", "")], "changed", [])
    watched.answer(server)
    server.chair = "Spain"
    watched.run(hours=14 * 24)
    assert distrusted(watched) == [(False,)]


def test_not_modified_for_bytes_that_we_do_not_have_is_asked_for_in_full_and_kept(watched: Watched) -> None:
    watched.answer(Server())
    watched.run()
    shutil.rmtree(watched.folder / "snapshots")
    told = watched.run()
    assert (told.look.verdict, told.changes, told.result.failed) == ("unchanged", [], False)
    assert asked_with(watched) == [None, '"Hungary"', None]
    assert [kept.body for _, kept in watched.archive.walk("budapest")] == [page().encode()]
    assert watched.run().look.verdict == "not-modified"
    assert len(list(watched.archive.walk("budapest"))) == 1


def test_not_modified_for_bytes_that_are_damaged_is_asked_for_in_full_when_they_are_needed(watched: Watched) -> None:
    watched.answer(Server())
    watched.run()
    segment = watched.segment()
    segment.write_bytes(segment.read_bytes()[:-4] + b"\1\2\3\4")
    assert watched.run().look.verdict == "not-modified"
    watched.write("UPDATE extraction SET extractor = 'older'")
    watched.write("DELETE FROM statement WHERE key = 'PL'")  # which the older one overlooked
    told = watched.run()
    assert (told.look.verdict, told.changes, told.result.failed) == ("unchanged", [], False)
    assert watched.ask("SELECT kind, correction FROM change") == [("member.joined", 1)]
    assert watched.run().look.verdict == "not-modified"


def test_the_same_bytes_in_full_are_kept_again_when_the_archive_lost_them(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    shutil.rmtree(watched.folder / "snapshots")
    assert watched.run().look.verdict == "unchanged"
    assert [kept.body for _, kept in watched.archive.walk("budapest")] == [page().encode()]
    assert [watched.run().look.verdict, watched.run().look.verdict] == ["unchanged", "unchanged"]
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]


@pytest.mark.parametrize(("there", "status"), [("/404.html", 302), ("/", 301)])
def test_not_modified_from_another_address_says_nothing_of_the_page(watched: Watched, there: str, status: int) -> None:
    """Files with dates: whatever is older than our page is not modified since."""

    def older(request: Request) -> Response:
        if request.headers.get("If-Modified-Since"):
            return Response(status=304)
        found = (
            "<!doctype html><html><title>Home</title><h1>Page not found</h1><p>Start again at our home page</p></html>"
        )
        return Response(found, content_type="text/html")

    watched.serve(page(), **{"Last-Modified": "Sat, 01 Jan 2022 00:00:00 GMT"})
    watched.answer(older, there)
    watched.run()
    watched.redirect("/budapest", there, status)
    told = [watched.run() for _ in range(3)]
    assert [(one.look.verdict, one.changes) for one in told] == [("soft-404", [])] * 3
    assert len(watched.asked(there)) == 4  # twice in the first look
    assert watched.ask("SELECT count(*) FROM capture") == [(2,)]


def test_a_page_that_moved_as_it_is_takes_one_request_a_look(watched: Watched) -> None:
    server = Server()
    watched.answer(server)
    watched.run()
    watched.answer(server, "/new/place.html")
    watched.redirect("/budapest", "/new/place.html", 301)
    told = [watched.run() for _ in range(4)]
    assert [one.look.verdict for one in told] == ["unchanged"] * 4
    assert [one.changes for one in told] == [[("page.moved", "")], [], [], []]
    assert len(watched.asked("/new/place.html")) == 5
    assert watched.ask("SELECT count(*) FROM capture") == [(1,)]


def test_the_same_bytes_with_another_etag_are_asked_for_with_that_one_from_then_on(watched: Watched) -> None:
    server = Server(etag='"1"')
    watched.answer(server)
    watched.run()
    server.etag = '"2"'
    assert [watched.run().look.verdict for _ in range(3)] == ["unchanged", "not-modified", "not-modified"]
    assert asked_with(watched) == [None, '"1"', '"2"', '"2"']
    assert watched.ask("SELECT count(*) FROM capture") == [(1,)]


def test_a_record_that_is_damaged_is_kept_again_when_the_same_bytes_come_in_full(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    segment = watched.segment()
    segment.write_bytes(segment.read_bytes()[:-4] + b"\1\2\3\4")
    assert [watched.run().look.verdict for _ in range(3)] == ["unchanged"] * 3
    book = history.open_reader(watched.settings.monitor.history)
    first, second = history.captures(book, "budapest")
    book.close()
    with pytest.raises(DamagedRecord):
        watched.archive.of(first)
    assert watched.archive.of(second).body == page().encode()


def test_a_page_that_was_seen_in_the_future_is_asked_for_in_full_once(watched: Watched) -> None:
    watched.answer(Server())
    watched.run(hours=24 * 365)
    watched.run(hours=-24 * 300)
    watched.run()
    assert asked_with(watched) == [None, None, '"Hungary"']
