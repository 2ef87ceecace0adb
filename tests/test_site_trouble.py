"""What most sources of one host suffer alike is one event of the site, told when it begins, lasts and ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.digest import Digest, as_json, as_markdown, as_text, gather
from tests.watched import Watched, page

NAMES = ("almaty-process", "bali-process", "budapest-process", "prague-process", "rabat-process")
WALL = "<title>Just a moment...</title><h1>Checking your browser before accessing the page</h1>"


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    watched = Watched(tmp_path, httpserver)
    watched.configure(*(watched.source(name, f"/{name}", mechanism=name) for name in NAMES))
    serve(watched, page())
    return watched


def serve(watched: Watched, body: str, names: tuple[str, ...] = NAMES) -> None:
    for name in names:
        watched.serve(body.replace("Budapest Process", name.replace("-", " ").title()), f"/{name}")


def told(watched: Watched, days: int = 1, names: tuple[str, ...] = NAMES) -> Digest:
    """The digest of the last runs."""
    book = history.open_reader(watched.settings.monitor.history)
    try:
        runs = history.runs(book, limit=days)
        return gather(book, since=runs[-1].started_at, until=runs[0].started_at.replace(hour=23), watched=names)
    finally:
        book.close()


def test_most_sources_of_a_host_that_fail_alike_are_one_event(watched: Watched) -> None:
    watched.run()
    serve(watched, WALL, NAMES[:4])
    began = watched.run().result
    assert sorted(check.verdict for check in began.checks) == ["blocked"] * 4 + ["unchanged"]
    digest = told(watched)
    (site,) = digest.site_troubles
    host = watched.settings.sources[0].url.split("/")[2]
    assert (site.host, site.verdict, site.watched, len(site.troubles)) == (host, "blocked", 5, 4)
    assert (digest.troubles, digest.remarks) == ((), ())
    line = f"{host}: 4 of 5 sources: blocked since 2026-03-03 06:00 UTC"
    assert line in as_text(digest).replace("\n    ", " ")
    assert f"{host.replace('_', chr(92) + '_')}: 4 of 5 sources: blocked since" in as_markdown(digest)
    assert json.loads(as_json(digest))["site_troubles"][0]["troubles"][3]["source"] == "prague-process"
    assert "5 of 5 sources checked, 4 failing" in as_text(digest).replace("\n", " ")
    watched.run()
    assert [one.since for one in told(watched).site_troubles] == [site.since]
    serve(watched, page())
    watched.run()
    over = told(watched)
    assert (over.site_troubles, over.troubles) == ((), ())
    assert [(one.host, one.what, one.watched, len(one.sources)) for one in over.recoveries] == [(host, "failing", 5, 4)]
    assert f"{host}: 4 of 5 sources failed from" in as_text(over)
    watched.run()
    assert told(watched).recoveries == ()
    whole = told(watched, 9)
    assert (whole.remarks, len(whole.recoveries)) == ((), 1)


def test_commands_tell_it_in_one_line_and_keep_what_each_source_is(watched: Watched) -> None:
    watched.run()
    serve(watched, "out of order", NAMES[1:])
    for name in NAMES[1:]:
        watched.serve("", f"/{name}", 403)
    watched.run()
    config = ["--config", str(watched.settings.file)]
    listed = CliRunner().invoke(cli, [*config, "sources"]).stdout
    assert "4 of 5 sources: refused since" in listed
    value = json.loads(CliRunner().invoke(cli, [*config, "sources", "--json"]).stdout)
    assert [(one["verdict"], one["watched"], one["sources"]) for one in value["sites"]] == [
        ("refused", 5, list(NAMES[1:]))
    ]
    assert [one["verdict"] for one in value["sources"]] == ["unchanged", *["refused"] * 4]
    checked = CliRunner().invoke(cli, [*config, "check", "--quiet"])
    assert checked.exit_code == 1
    assert len(checked.stderr.splitlines()) == 1
    assert "4 of 5 sources: refused" in checked.stderr


def test_a_redesign_of_a_site_is_one_event_with_the_changes_of_its_pages_behind_it(watched: Watched) -> None:
    watched.run()
    serve(watched, page(members=None))
    assert [kind for kind, _ in watched.run().changes] == ["page.reshaped"] * 5
    digest = told(watched)
    (news,) = (one for chapter in digest.chapters for one in chapter.news)
    assert (news.kind, news.importance, digest.changes) == ("site.reshaped", "high", 1)
    assert sorted(part.source for part in news.parts) == list(NAMES)
    host = watched.settings.sources[0].url.split("/")[2]
    assert f"5 of 5 pages of {host} changed shape" in as_text(digest)
    assert all(part.id in as_text(digest) and part.id in as_markdown(digest) for part in news.parts)
    assert digest.waiting == ()
    assert [len({one.source for one in site.waiting}) for site in digest.site_waiting] == [5]
    assert f"{host}: fields of 5 of 5 sources held since" in as_text(digest)
    watched.run()
    lasting = told(watched)
    assert (lasting.changes, len(lasting.site_waiting)) == (0, 1)
    serve(watched, page())
    watched.run()
    over = told(watched)
    assert [(one.what, len(one.sources)) for one in over.recoveries] == [("held", 5)]
    assert "had fields held back from" in as_text(over)


@pytest.mark.parametrize("said", ["To be confirmed", "TBC", "à déterminer", "Por confirmar", "TBD", "a confirmar"])
def test_a_site_whose_pages_say_that_it_is_not_known_yet_has_not_changed_shape(watched: Watched, said: str) -> None:
    watched.run()
    serve(watched, page(chair=said))
    assert [kind for kind, _ in watched.run().changes] == ["page.reshaped"] * 5
    (news,) = (one for chapter in told(watched).chapters for one in chapter.news)
    host = watched.settings.sources[0].url.split("/")[2]
    assert (news.kind, len(news.parts)) == ("site.reshaped", 5)
    assert news.summary == (
        f"5 of 5 pages of {host} do not say any more what they said, so what stood goes on standing; held for a look"
    )


def test_two_of_five_that_fail_are_troubles_of_their_own(watched: Watched) -> None:
    watched.run()
    serve(watched, WALL, NAMES[:2])
    watched.run()
    digest = told(watched)
    assert ([one.source for one in digest.troubles], digest.site_troubles) == (list(NAMES[:2]), ())
    serve(watched, page(), NAMES[:2])
    watched.run()
    assert told(watched).recoveries == ()


def test_edits_of_two_languages_of_a_site_are_told_together(watched: Watched) -> None:
    names = (*NAMES, *(name.replace("process", "dialogue") for name in NAMES[:4]))
    watched.configure(
        *(watched.source(name, f"/{name}", mechanism=NAMES[at % len(NAMES)]) for at, name in enumerate(names))
    )
    for english, french in (("175 member states", "175 États membres"), ("176 member states", "176 États membres")):
        for at, name in enumerate(names):
            says = english if at < len(NAMES) else french
            watched.serve(page(extra=f"<footer><p>{says}</p></footer>"), f"/{name}")
        changes = watched.run().changes
    assert [kind for kind, _ in changes] == ["site.edited"] * 2
    digest = told(watched, names=names)
    (news,) = (one for chapter in digest.chapters for one in chapter.news)
    assert (len(news.parts), len(news.shown)) == (2, 9)
    assert news.summary.endswith(
        "“175 États membres” -> “176 États membres”; “175 member states” -> “176 member states”"
    )
    assert all(part.id in as_text(digest) for part in news.parts)


def test_a_host_that_fails_every_other_time_is_one_line_and_one_end(watched: Watched) -> None:
    watched.run()
    lines = []
    for _ in range(4):
        for body in (WALL, page()):
            serve(watched, body, NAMES[:4])
            watched.run()
            digest = told(watched)
            assert (digest.ended, digest.troubles, digest.remarks) == ((), (), ())
            lines.append((len(digest.site_troubles), len(digest.recoveries), len(digest.unsteady)))
    assert lines == [(1, 0, 0), (0, 1, 0)] * 2 + [(1, 0, 0), (0, 0, 1)] * 2
    words = " ".join(as_text(digest).split())
    host = watched.settings.sources[0].url.split("/")[2]
    assert f"{host}: 4 of 5 sources fail again and again, up to 4 times since 2026-03-03 06:00 UTC; well since" in words
    assert "the site shows a block page in place of its page (almaty-process," in words
    serve(watched, WALL, NAMES[:4])
    watched.run()
    words = " ".join(as_text(told(watched)).split())
    assert "4 of 5 sources: blocked since 2026-03-11 06:00 UTC, up to 5 times since 2026-03-03 06:00 UTC: the" in words
    serve(watched, page(), NAMES[:4])
    ends = []
    for _ in range(9):
        watched.run()
        digest = told(watched)
        ends.append((len(digest.recoveries), len(digest.unsteady)))
    assert ends == [(0, 1)] * 7 + [(1, 0), (0, 0)]
