"""Two language versions of one page, over HTTP: the one that lags, the echo, and the same after a rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pytest_httpserver import HTTPServer

from monitor.upkeep import rebuild
from tests.watched import Watched, page, reader

FRENCH = {"Hungary": "Hongrie", "Poland": "Pologne", "Sweden": "Suède"}
MEMBERS = ("Albanie", "Autriche", "Belgique", "Croatie", "Hongrie", "Pologne", "Espagne", "Suède")


def french(chair: str, members: Sequence[str] = MEMBERS) -> str:
    items = "".join(f"<li>{name}</li>" for name in members)
    return (
        '<!doctype html><html lang="fr"><title>Dialogue</title><body><main><h1>Processus de Budapest</h1>'
        f"<h2>Présidence actuelle</h2><p>{FRENCH[chair]}</p><h2>États membres</h2><ul>{items}</ul></main></body></html>"
    )


def test_a_french_page_that_lags_disagrees_and_then_echoes(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    versions = watched.source("budapest", more="rank = 2\n"), watched.source("budapest-fr", "/fr", family="budapest")
    watched.configure(*versions)
    watched.serve(page())
    watched.serve(french("Hungary"), "/fr")
    watched.run()
    asked = "SELECT field, source, said, other_source, other_said, family, lags FROM disagreement"
    assert watched.ask(asked) == []
    watched.serve(page("Poland"))
    assert watched.run().changes == [("chair.handover", "")]
    assert watched.ask(asked) == [("chair", "budapest", "PL", "budapest-fr", "HU", "budapest", "budapest-fr")]
    assert watched.run(hours=24 * 14).changes == []  # the French page states what it did: nothing goes back
    assert watched.ask("SELECT who, rule FROM chair_now WHERE picked") == [("PL", "rank")]
    watched.serve(french("Poland"), "/fr")
    assert watched.run(hours=24 * 14).changes == [("chair.handover", "")]
    assert watched.ask(asked) == []
    told = watched.ask("SELECT id, source, importance, echo_of FROM latest_change ORDER BY detected_at")
    first = told[0][0]
    assert [row[1:] for row in told] == [("budapest", "high", None), ("budapest-fr", "low", first)]

    views = ("latest_change", "picked", "disagreement", "region_overlap", "now")
    grown = {view: watched.ask(f"SELECT * FROM {view}") for view in views}
    assert grown["region_overlap"]
    for path in tmp_path.glob("history.db*"):
        path.unlink()
    rebuild(watched.settings, now=lambda: watched.now, worker=reader())
    again = {view: watched.ask(f"SELECT * FROM {view}") for view in views}
    times = watched.ask("SELECT id, detected_at FROM latest_change")
    assert len(times) == len(told)
    for view in views[1:]:
        assert again[view] == grown[view], view
    assert [row[-1] for row in again["latest_change"]] == [row[-1] for row in grown["latest_change"]]


def test_a_french_page_that_lags_from_the_beginning_brings_no_news(tmp_path: Path, httpserver: HTTPServer) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("budapest"), watched.source("budapest-fr", "/fr", family="budapest"))
    watched.serve(page("Poland"))
    watched.serve(french("Hungary", MEMBERS[1:]), "/fr")
    watched.run()
    asked = "SELECT field, source, said, other_source, other_said, family FROM disagreement"
    assert watched.ask(asked) == [
        ("chair", "budapest", "PL", "budapest-fr", "HU", "budapest"),
        ("member", "budapest", "AL", "budapest-fr", "", "budapest"),
    ]
    watched.serve(page("Sweden"))
    watched.run()
    for chair in ("Poland", "Sweden"):  # by way of what the page stated at first
        watched.serve(french(chair), "/fr")
        watched.run()
    assert watched.ask(asked) == []
    watched.serve(french("Hungary"), "/fr")
    watched.run()
    told = watched.ask(
        "SELECT h.kind, h.source, h.importance, e.source, h.stated_by FROM latest_change h"
        " LEFT JOIN latest_change e ON e.id = h.echo_of ORDER BY h.detected_at, h.kind"
    )
    assert told == [
        ("chair.handover", "budapest", "high", None, None),
        ("chair.handover", "budapest-fr", "high", None, None),  # what the page states no more
        ("member.joined", "budapest-fr", "low", None, "budapest"),
        ("chair.handover", "budapest-fr", "low", "budapest", None),
        ("chair.handover", "budapest-fr", "high", None, None),  # what the page never stated
    ]
    asked = "SELECT id, importance, echo_of, stated_by FROM latest_change ORDER BY id"
    grown = watched.ask(asked)
    for path in tmp_path.glob("history.db*"):
        path.unlink()
    rebuild(watched.settings, now=lambda: watched.now, worker=reader())
    assert watched.ask(asked) == grown
