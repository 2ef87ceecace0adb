"""What is learnt of a site's frame from one page holds for all of its pages at once, as corrections, never as news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.cli.main import cli
from monitor.digest import as_text, gather
from tests.test_framed import NAMES, Site, boxes, facts, footed, framed, is_told_the_same_again, listed, on, serve, soup
from tests.watched import Watched

FEW = NAMES[:3]


def spanish(name: str, chair: str, last: str) -> str:
    return (
        f"<html lang=es><div><h1>{name}</h1><table><tr><td>Presidencia</td><td>{chair}</td></tr></table>"
        f"<h2>Estados miembros</h2><ul><li>Albania</li><li>{last}</li></ul></div>"
        "<div><span>Secretaría: OIM, Ginebra</span><br><span>Presidencia: Malta</span></div></html>"
    )


def arabic(name: str, chair: str, last: str) -> str:
    return (
        f"<html lang=ar dir=rtl><section><h1>{name}</h1><p>Chair: {chair}</p><h3>Members</h3><p>Albania"
        f"<p>{last}</section><section><p>Peru</p><p>Samoa</p><p>هاتف المكتب ٤٧١١</p></section>"
    )


def russian(name: str, chair: str, last: str) -> str:
    return (
        f"<html lang=ru><body><div>Бюро по миграции</div><div><b>{name}</b><p><i>Chair</i>: {chair}</p>"
        f"<h4>Members</h4><ul><li>Albania<li>{last}</ul></div><ul><li>Peru<li>Samoa<li>Портовая улица, 12</ul></html>"
    )


SITES: dict[str, tuple[Site, str]] = {
    "soup": (soup, "member"),
    "boxes": (boxes, "member"),
    "listed": (listed, "member"),
    "footed": (footed, "secretariat"),
    "spanish": (spanish, "secretariat"),
    "arabic": (arabic, "member"),
    "russian": (russian, "member"),
}


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    return Watched(tmp_path, httpserver)


def known(watched: Watched, field: str) -> list[list[str]]:
    return [facts(watched, name, field) for name in FEW]


@pytest.mark.parametrize(("site", "field"), SITES.values(), ids=SITES)
def test_pages_that_did_not_change_lose_what_the_site_repeats_when_it_is_learnt(
    watched: Watched, site: Site, field: str
) -> None:
    on(watched, *FEW)
    serve(watched, site)
    watched.run()
    before = known(watched, field)
    on(watched, *NAMES)
    assert watched.run().changes == []
    after = known(watched, field)
    assert all(set(now) < set(then) for now, then in zip(after, before, strict=True))
    assert [len(framed(watched, name)) for name in NAMES] == [1] * 5
    assert watched.ask("SELECT count(*) FROM change WHERE correction = 0") == [(0,)]
    assert watched.ask("SELECT count(*) FROM held WHERE ended_at IS NULL") == [(0,)]
    is_told_the_same_again(watched)
    assert (watched.run().changes, known(watched, field)) == ([], after)
    assert [len(framed(watched, name)) for name in NAMES] == [1] * 5


def test_nobody_is_alerted_and_the_corrections_are_listed(watched: Watched) -> None:
    on(watched, *FEW)
    serve(watched, boxes)
    watched.run()
    on(watched, *NAMES)
    watched.run()
    book = history.open_reader(watched.settings.monitor.history)
    run = history.runs(book, limit=1)[0]
    digest = gather(book, since=run.started_at, until=run.started_at.replace(hour=23), watched=NAMES)
    book.close()
    assert (digest.changes, digest.corrections, digest.failing) == (0, 6, 0)
    words = " ".join(as_text(digest).split())
    assert "Nothing changed." in words
    assert "6 corrections of our own reading; the pages did not change there." in words
    assert "monitor changes --corrections" in words
    config = ["--config", str(watched.settings.file)]
    listed = json.loads(CliRunner().invoke(cli, [*config, "changes", "--corrections", "--json"]).stdout)
    assert sorted((one["source"], one["key"]) for one in listed) == [
        (name, key) for name in FEW for key in ("PE", "WS")
    ]
    assert json.loads(CliRunner().invoke(cli, [*config, "changes", "--json"]).stdout) == []


@pytest.mark.parametrize("how", ["not modified", "refused", "not asked"])
def test_it_is_so_whatever_the_look_at_a_page_ended_in(watched: Watched, how: str) -> None:
    on(watched, *FEW)
    serve(watched, boxes)
    watched.serve(boxes("Bali Process", "Chile", "Haiti"), "/bali-process", ETag='"1"')
    watched.run()
    on(watched, *NAMES)
    if how != "not asked":
        watched.serve("", "/bali-process", 304 if how == "not modified" else 403)
    watched.run(only=NAMES[3:] if how == "not asked" else ())
    assert facts(watched, "bali-process", "member") == ["AL", "HT"]


def test_a_page_that_states_it_otherwise_keeps_it(watched: Watched) -> None:
    on(watched, *FEW)
    serve(watched, boxes)
    own = (
        boxes("Bali Process", "Chile", "Haiti").replace("<li>Samoa</li>", "").replace("Albania", "Samoa</li><li>Tonga")
    )
    watched.serve(own, "/bali-process")
    watched.run()
    assert facts(watched, "bali-process", "member") == ["HT", "PE", "TO", "WS"]
    on(watched, *NAMES)
    watched.run()
    assert facts(watched, "bali-process", "member") == ["HT", "TO", "WS"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("time", [3, 5])  # of five pages: the first two are read when they come
@pytest.mark.parametrize("where", ["monitor.history:record_frame", "monitor.look.learnt:corrected"])
def test_a_run_that_is_killed_over_it_comes_to_the_same(watched: Watched, when: str, where: str, time: int) -> None:
    on(watched, *FEW)
    serve(watched, boxes)
    watched.run()
    on(watched, *NAMES)
    time -= 2 if where.endswith("corrected") else 0
    watched.killed(when, where, time=time)  # type: ignore[arg-type]  # one of the two
    assert watched.run().changes == []
    assert known(watched, "member") == [["AL", "CU"], ["AL", "HT"], ["AL", "MT"]]
    assert watched.ask("SELECT count(*) FROM change WHERE correction = 0") == [(0,)]
    is_told_the_same_again(watched)
