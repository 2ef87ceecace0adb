"""What a history follows from is in the archive before it is in the history: decisions, and looks that found a page
again. An ordinary look that found nothing new leaves no byte there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.archive import Archive, Archived, Revisit
from monitor.model import Answer, Decision
from tests.watched import FETCH, MEMBERS, START, Watched, page


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def decisions(watched: Watched, source: str = "budapest") -> list[Decision]:
    return [one.content for one in watched.archive.found(source) if isinstance(one.content, Decision)]


def kinds(watched: Watched, source: str = "budapest") -> list[str]:
    return [made.kind for made in decisions(watched, source)]


def revisits(watched: Watched, source: str = "budapest") -> list[Revisit]:
    return [one.content for one in watched.archive.found(source) if isinstance(one.content, Revisit)]


def counted(members: tuple[str, ...]) -> str:
    """A page that says itself how many members it lists."""
    return page(members=members).replace("Member States", f"Member States ({len(members)} States)")


def stored(watched: Watched) -> dict[str, bytes]:
    """Every file of the archive."""
    folder = watched.settings.monitor.snapshots
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_known_to_its_end(watched: Watched) -> bool:
    """Whether the history knows every segment of every source as long as it is."""
    there = {
        (source, path.name, path.stat().st_size)
        for source in watched.archive.sources()
        for path in watched.archive.segments(source)
    }
    sql = "SELECT s.name, g.name, g.known FROM segment g JOIN source s ON s.id = g.source"
    return set(watched.ask(sql)) == there


def test_the_settings_of_a_source_are_decided_when_it_joins_and_when_they_change(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.run()
    (joined,) = decisions(watched)
    assert (joined.kind, joined.at) == ("settings", START + timedelta(days=1))
    assert joined.facts == {
        "id": "budapest",
        "was": None,
        "url": watched.server.url_for("/budapest"),
        "layout": "mechanism-page",
        "mechanisms": ["budapest-process"],
        "language": None,
        "family": None,
        "follow": None,
    }
    watched.configure(watched.source("budapest", language="en"))
    watched.run()
    assert [made.facts["language"] for made in decisions(watched)] == [None, "en"]
    assert is_known_to_its_end(watched)


def test_a_rename_is_decided_under_the_new_name(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.configure(watched.source("prague-style", was="budapest"))
    watched.run()
    watched.run()
    names = [(made.facts["id"], made.facts["was"]) for made in decisions(watched, "prague-style")]
    assert names == [("budapest", None), ("prague-style", "budapest")]
    assert is_known_to_its_end(watched)


def test_that_a_source_left_and_came_back_is_decided(watched: Watched) -> None:
    watched.serve(page())
    watched.serve(page(), "/other")
    both = (watched.source("budapest"), watched.source("other", "/other"))
    watched.configure(*both)
    watched.run()
    watched.configure(both[1])
    watched.run()
    watched.run()
    assert kinds(watched) == ["settings", "retired"]
    watched.configure(*both)
    watched.run()
    assert kinds(watched) == ["settings", "retired", "settings"]
    assert watched.ask("SELECT retired_at FROM source") == [(None,), (None,)]


def test_a_history_of_an_earlier_version_is_given_its_decisions_once_and_knows_its_captures(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(history, "to_be_decided", lambda *sources, **when: ())
        grow_and_leave(watched)
    watched.write("DELETE FROM segment")
    before = watched.facts()
    assert watched.run().changes == []
    assert watched.facts() == before
    assert kinds(watched) == ["settings"]
    left_at = START + timedelta(days=2)
    told = [(made.kind, made.at) for made in decisions(watched, "left")]
    assert told == [("settings", left_at), ("retired", left_at)]
    assert is_known_to_its_end(watched)
    grown = stored(watched)
    watched.run()
    assert stored(watched) == grown


def grow_and_leave(watched: Watched) -> None:
    """Two sources, one of which leaves."""
    watched.serve(page())
    watched.serve(page(), "/left")
    watched.configure(watched.source("budapest"), watched.source("left", "/left"))
    watched.run()
    watched.configure(watched.source("budapest"))
    watched.run()


def test_where_a_link_leads_to_is_decided_with_the_place_of_its_page(watched: Watched) -> None:
    watched.configure(watched.source("budapest", "/all", follow="Table of all"))
    for year in (2023, 2024, 2024):
        watched.serve(f'<main><p><a href="/{year}.html">Table of all</a></p></main>', "/all")
        watched.serve(page(), f"/{year}.html")
        watched.run()
    followed = [made for made in decisions(watched) if made.kind == "followed"]
    assert [made.facts["url"].rpartition("/")[2] for made in followed] == ["2023.html", "2024.html"]
    for made in followed:
        (overview,) = [one for one in watched.archive.found("budapest") if list(_place(one)) == made.facts["place"]]
        assert isinstance(overview.content, Archived)
        assert overview.content.role == "overview"
    assert is_known_to_its_end(watched)


def _place(found) -> tuple[str, int, int]:  # type: ignore[no-untyped-def]  # Found
    return found.place.segment, found.place.offset, found.place.length


def test_that_a_page_is_gone_is_decided_at_the_time_from_which_its_id_follows(watched: Watched) -> None:
    watched.serve(page())
    watched.run()
    watched.serve("", status=404)
    told = [watched.run().changes for _ in range(4)]
    assert told == [[], [], [("page.gone", "")], []]
    (gone,) = [made for made in decisions(watched) if made.kind == "gone"]
    said = "the server answered 404 Not Found; see whether the page has a new address"
    assert gone.facts == {"url": watched.server.url_for("/budapest"), "status": 404, "error": said}
    ((at,),) = watched.ask("SELECT detected_at FROM change WHERE kind = 'page.gone'")
    assert at == history.database.instant(gone.at)
    assert is_known_to_its_end(watched)


def test_that_several_ended_at_one_address_is_decided_once_for_each_of_their_pages(watched: Watched) -> None:
    watched.configure(*(watched.source(name, f"/{name}") for name in ("a", "b", "c")))
    for name in ("a", "b", "c"):
        watched.serve(page(), f"/{name}")
    watched.run()
    watched.serve(page("Poland"), "/new/home.html")
    for name in ("a", "b", "c"):
        watched.redirect(f"/{name}", "/new/home.html")
    assert set(watched.run().verdicts.values()) == {"soft-404"}
    before = stored(watched)
    assert set(watched.run().verdicts.values()) == {"soft-404"}
    assert stored(watched) == before
    for name in ("a", "b", "c"):
        (crowded,) = [made for made in decisions(watched, name) if made.kind == "crowded"]
        assert crowded.facts["others"] == 2
        ((public, fetched_at),) = watched.ask(
            "SELECT c.public, c.fetched_at FROM capture c JOIN source s ON s.id = c.source"
            " WHERE s.name = ? ORDER BY c.id DESC LIMIT 1",
            name,
        )
        assert crowded.facts["capture"] == public
        assert history.database.instant(crowded.at) == fetched_at
    assert is_known_to_its_end(watched)


def test_an_unchanged_look_leaves_the_archive_as_it_is_to_the_byte(watched: Watched) -> None:
    watched.serve(page(), ETag='"1"')
    watched.run()
    before = stored(watched)
    assert watched.run().look.verdict == "unchanged"
    watched.serve("", status=304)
    assert watched.run().look.verdict == "not-modified"
    assert stored(watched) == before


def test_a_held_reading_that_is_accepted_by_itself_leaves_each_look_that_counted(watched: Watched) -> None:
    watched.serve(counted(MEMBERS))
    watched.run()
    watched.serve(counted(MEMBERS[:3]))
    told = [watched.run().changes for _ in range(4)]
    assert "page.reshaped" in [kind for kind, _ in told[0]]
    assert {kind for kind, _ in told[2]} >= {"member.left"}
    assert told[3] == []
    looks = revisits(watched)
    assert [look.fetched_at - looks[0].of for look in looks] == [timedelta(days=1), timedelta(days=2)]
    assert is_known_to_its_end(watched)


def test_a_page_that_moved_while_its_bytes_stayed_leaves_one_look(watched: Watched) -> None:
    watched.serve(page(), "/real.html")
    watched.redirect("/budapest", "/real.html", 302)
    watched.run()
    assert revisits(watched) == []
    watched.redirect("/budapest", "/real.html", 301)
    assert watched.run().changes == [("page.moved", "")]
    assert watched.run().changes == []
    (look,) = revisits(watched)
    assert look.redirects == ((301, watched.server.url_for("/real.html")),)
    assert is_known_to_its_end(watched)


def test_a_page_that_is_judged_otherwise_when_it_comes_again_leaves_one_look(watched: Watched) -> None:
    """Two others led to the same address; then they do not any more."""
    watched.configure(*(watched.source(name, f"/{name}") for name in ("a", "b", "c")))
    for name in ("a", "b", "c"):
        watched.serve(page(), f"/{name}")
    watched.run()
    watched.serve(page("Poland"), "/new/home.html")
    for name in ("a", "b", "c"):
        watched.redirect(f"/{name}", "/new/home.html")
    watched.run()
    watched.configure(watched.source("a", "/a"))
    assert watched.run().changes == [("chair.handover", "")]
    (look,) = revisits(watched, "a")
    assert look.target_uri == watched.server.url_for("/new/home.html")
    assert [made.kind for made in decisions(watched, "a")] == ["settings", "crowded"]


def test_each_not_modified_is_kept_where_that_is_configured(watched: Watched) -> None:
    watched.serve(page(), ETag='"1"')
    watched.configure(watched.source("budapest"), fetch=FETCH + "[archive]\nkeep_not_modified = true\n")
    watched.run()
    watched.serve("", status=304)
    assert [watched.run().look.verdict for _ in range(2)] == ["not-modified"] * 2
    assert [look.status for look in revisits(watched)] == [304, 304]
    assert is_known_to_its_end(watched)


def test_what_a_look_remarks_is_kept_with_what_came(watched: Watched) -> None:
    watched.configure(watched.source("budapest", "/all", follow="Table"))
    links = '<a href="/a.html">Table of members</a> <a href="/b.html">Table of meetings</a>'
    watched.serve(f"<main><p>{links}</p></main>", "/all")
    watched.serve(page(), "/a.html")
    watched.serve(page(), "/b.html")
    watched.run()
    (found,) = watched.ask("SELECT message FROM finding WHERE kind = 'tie'")
    (kept,) = [kept for _, kept in watched.archive.walk("budapest") if not kept.role]
    assert [(remark.kind, remark.message) for remark in kept.remarks] == [("tie", *found)]


def test_a_new_page_costs_one_fsync_of_its_segment_and_one_commit(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.serve(page())
    watched.run()
    book = history.open_history(watched.settings.monitor.history)
    assert book.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    synced, statements = [], []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (synced.append(Path(f"/dev/fd/{handle}").readlink()), fsync(handle))
    )
    book.conn.set_trace_callback(statements.append)
    url, body = watched.server.url_for("/budapest"), page("Poland").encode()
    headers = (("Content-Type", "text/html"),)
    answer = Answer(url, url, watched.now + timedelta(days=1), 0.1, 200, "OK", headers, body)
    archive = Archive(watched.settings.monitor.snapshots)
    history.record_capture(book, answer, "budapest", archive.append("budapest", answer))
    book.close()
    assert synced == [watched.segment()]
    assert [text for text in statements if text in ("COMMIT", "ROLLBACK")] == ["COMMIT"]


def test_a_run_with_nothing_to_take_in_walks_through_no_segment(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.serve(page())
    watched.run()

    def refused(*arguments: object) -> Iterator[object]:
        raise AssertionError("a segment was walked through")

    for name in ("tail", "found", "recover"):
        monkeypatch.setattr(Archive, name, refused)
    assert not watched.run().result.failed
