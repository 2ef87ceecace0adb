"""A page that says that there is none states something: NULL is unknown, 0 is none (design rule 9)."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from monitor import history as past
from monitor.cli.main import cli
from monitor.upkeep import rebuild
from tests.watched import Watched, reader

HELD = (
    "<h2>Current Chair</h2><p>Hungary</p><h2>Secretariat</h2><p>ICMPD</p>"
    "<h2>Observers</h2><ul><li>Georgia<li>Armenia</ul>"
)
NONE = (
    "<h2>Current Chair</h2><p>Currently vacant</p><h2>Past Chairs</h2><ul><li>Türkiye (2019)</ul>"
    "<h2>Secretariat</h2><p>No secretariat</p><h2>Observers</h2><p>None</p>"
)
FIELDS = ("chair", "observer", "secretariat")


@pytest.fixture
def two(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """Two sources of one mechanism that say the same; the one of the ministry is taken first."""
    watched = Watched(tmp_path, httpserver)
    watched.configure(watched.source("ministry", "/ministry", "rank = 1\n"), watched.source("iom", "/iom"))
    for path in ("/ministry", "/iom"):
        serve(watched, HELD, path)
    watched.run()
    return watched


def serve(watched: Watched, body: str, path: str) -> None:
    head = '<!doctype html><html lang="en"><title>Budapest Process</title>'
    watched.serve(f"{head}<body><main><h1>Budapest Process</h1>{body}</main></body></html>", path)


def nones(watched: Watched) -> list[tuple[object, ...]]:
    return watched.ask("SELECT field, source, quote, picked, rule FROM none_now ORDER BY field, source")


def answer(watched: Watched, *words: str) -> Any:
    config = ["--config", str(watched.folder / "config.toml")]
    found = CliRunner().invoke(cli, [*config, *words, "--json"], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def printed(watched: Watched, *words: str) -> str:
    found = CliRunner().invoke(cli, ["--config", str(watched.folder / "config.toml"), *words], catch_exceptions=False)
    return found.stdout


def test_none_has_its_turn_by_rank_and_contradicts_who_names_somebody(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    assert nones(two) == [
        ("chair", "ministry", "Currently vacant", 1, "rank"),
        ("observer", "ministry", "None", 1, "rank"),
        ("secretariat", "ministry", "No secretariat", 1, "rank"),
    ]
    assert two.ask(f"SELECT count(*) FROM now WHERE picked AND source = 'iom' AND field IN {FIELDS}") == [(0,)]
    differing = two.ask("SELECT field, source, said, other_source, other_said FROM disagreement ORDER BY field")
    assert differing == [
        ("chair", "iom", "HU", "ministry", "none"),
        ("observer", "iom", "AM, GE", "ministry", "none"),
        ("secretariat", "iom", "icmpd", "ministry", "none"),
    ]
    view = answer(two, "show", "budapest-process")
    picks = {one["field"]: (one["source"], one["rule"]) for one in view["picks"]}
    assert {field: picks[field] for field in FIELDS} == dict.fromkeys(FIELDS, ("ministry", "rank"))
    assert {(one["field"], one["source"], one["text"]) for one in view["none"]} == {one[:3] for one in nones(two)}
    assert "none (past Türkiye 2019)" in printed(two, "show", "budapest-process")
    (hungary,) = answer(two, "show", "Hungary")["contrary"]
    assert (hungary["source"], hungary["role"], hungary["names"]) == ("ministry", "chair", [])
    assert "ministry says that there is none" in " ".join(printed(two, "show", "Hungary").split())
    assert "ministry" in printed(two, "membership")  # beside `not named by`


def test_the_timeline_knows_from_when_until_when_there_was_none(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    (vacant,) = [id_ for id_ in two.run(hours=24).result.changes if kind(two, id_) == "chair.vacant"]
    began = two.now
    serve(two, NONE + "<p>The programme of work of the year was adopted at the last meeting of all.</p>", "/ministry")
    two.run(hours=24)  # says so still
    between = two.now
    serve(two, HELD.replace("Hungary", "Malta"), "/ministry")
    told = two.run(hours=24)
    (back,) = [id_ for id_ in told.result.changes if kind(two, id_) == "chair.handover"]
    entries = answer(two, "history", "budapest-process", "--field", "chair", "--source", "ministry")["entries"]
    (gap,) = [one for one in entries if one["value"] is None]
    assert (gap["since"], gap["until"]) == (began.isoformat(), two.now.isoformat())
    assert (gap["began_with"], gap["ended_with"], gap["text"]) == (vacant, back, "Currently vacant")
    assert {one["field"] for one in answer(two, "show", "budapest-process")["none"]} == set()
    at = f"{between + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    then = answer(two, "show", "budapest-process", "--at", at)
    assert {one["field"] for one in then["none"]} == set(FIELDS)
    assert {one["field"]: one["source"] for one in then["picks"] if one["field"] in FIELDS} == dict.fromkeys(
        FIELDS, "ministry"
    )
    with closing(past.open_reader(two.settings.monitor.history)) as book:
        differed = past.disagreements_at(book, between + timedelta(hours=1))
        assert [(one.field, one.value, one.other_value) for one in differed] == [
            ("chair", "HU", "none"),
            ("observer", "AM, GE", "none"),
            ("secretariat", "icmpd", "none"),
        ]
    assert two.ask("SELECT said FROM disagreement") == [("HU",)]  # against Malta


def test_none_at_the_first_reading_is_known_and_both_may_say_so(two: Watched) -> None:
    for path in ("/ministry", "/iom"):
        serve(two, NONE, path)
    two.run(hours=24)
    assert {(field, source, rule) for field, source, _, _, rule in nones(two)} == {
        (field, source, "all agree") for field in FIELDS for source in ("ministry", "iom")
    }
    assert two.ask("SELECT * FROM disagreement") == []


SILENT = "<p>Nothing is told here of who chairs it at all.</p>"


@pytest.mark.parametrize("page", [HELD, HELD.replace("Hungary", "TBC"), SILENT])
def test_who_is_silent_or_does_not_know_yet_says_not_that_there_is_none(two: Watched, page: str) -> None:
    serve(two, page, "/ministry")
    two.run(hours=24)
    assert nones(two) == []


def test_what_is_lost_with_its_label_after_that_is_none_still_and_a_source_that_left_says_nothing(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    before = nones(two)
    serve(two, "<h2>Secretariat</h2><p>No secretariat</p>", "/ministry")
    two.run(hours=24)
    assert nones(two) == before
    since = two.ask("SELECT DISTINCT since FROM none_now")
    assert len(since) == 1
    two.configure(two.source("iom", "/iom"))
    two.run(hours=24)
    assert nones(two) == []
    assert {until for (until,) in two.ask("SELECT until FROM none_timeline")} == {None}
    assert None not in {until for (until,) in two.ask("SELECT watched_until FROM none_timeline")}
    assert two.ask(f"SELECT count(*) > 0 FROM now WHERE picked AND source = 'iom' AND field IN {FIELDS}") == [(1,)]


def test_nobody_is_contradicted_by_a_name_that_nobody_knows(two: Watched) -> None:
    unknown = "<h2>Secretariat</h2><p>League of Zamunda</p><h2>Current Chair</h2><p>Hungary</p>"
    serve(two, unknown, "/iom")
    two.run(hours=24)
    serve(two, "<h2>Secretariat</h2><p>None</p><h2>Current Chair</h2><p>Hungary</p>", "/ministry")
    two.run(hours=24)
    assert two.ask("SELECT said, other_said FROM disagreement WHERE field = 'secretariat'") == [
        ("League of Zamunda", "none")
    ]


def test_it_ends_with_the_mechanism_or_with_a_name_that_is_read_in_part_and_begins_again(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    serve(
        two, NONE.replace("Currently vacant", "Hungary<br>Zamunda, as we hear from those who were there"), "/ministry"
    )
    two.run(hours=24)
    assert "chair" not in {field for field, *_ in nones(two)}
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    assert {field for field, *_ in nones(two)} == set(FIELDS)
    assert two.ask("SELECT count(*) FROM none_timeline WHERE field = 'chair'") == [(2,)]
    two.configure(
        two.source("ministry", "/ministry", "rank = 1\n", mechanism="bali-process"), two.source("iom", "/iom")
    )
    two.run(hours=24)
    assert two.ask("SELECT * FROM none_now WHERE mechanism = 'budapest-process'") == []
    assert two.ask("SELECT count(*) FROM now WHERE picked AND field = 'chair' AND source = 'iom'") == [(1,)]


def test_what_newer_settings_read_anew_is_said_once(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    began = two.now
    two.configure(two.source("ministry", "/ministry", "rank = 1\n", language="en"), two.source("iom", "/iom"))
    two.run(hours=24)
    assert len(nones(two)) == 3
    assert two.ask("SELECT DISTINCT since FROM none_now") == [(f"{began:%Y-%m-%dT%H:%M:%SZ}",)]


def test_who_chaired_stands_on_when_words_that_nobody_does_are_held(two: Watched) -> None:
    past_only = "<h2>Past Chairs</h2><ul><li>Türkiye (2019)</ul><h2>Secretariat</h2><p>ICMPD</p>"
    serve(two, past_only, "/ministry")
    serve(two, past_only, "/iom")
    two.run(hours=24)
    asked = "SELECT source, key, picked FROM now WHERE field = 'chair' ORDER BY source"
    before = two.ask(asked)
    serve(two, "<h2>Current Chair</h2><p>None</p><h2>Secretariat</h2><p>ICMPD</p>", "/ministry")
    two.run(hours=24)
    if not nones(two):  # held, for the label of those who chaired is lost
        assert two.ask(asked) == before


def test_a_page_that_says_none_for_long_adds_no_row_to_what_is_asked_for(two: Watched) -> None:
    for day in range(6):
        diary = f"<p>Today, as on every day before, a new page of the diary was filled: {day * 'x'}.</p>"
        serve(two, NONE + diary, "/ministry")
        two.run(hours=24)
    assert two.ask("SELECT count(*) FROM none_stated") == [(3,)]


def test_a_rebuilt_history_knows_the_same(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    serve(two, HELD, "/ministry")
    two.run(hours=24)
    serve(two, NONE, "/iom")
    two.run(hours=24)
    asked = ("SELECT * FROM none_timeline", "SELECT * FROM none_now", "SELECT * FROM picked")
    grown = [sorted(two.ask(sql)) for sql in asked]
    assert len(grown[0]) == 6
    for path in two.folder.glob("history.db*"):
        path.unlink()
    rebuild(two.settings, now=lambda: two.now, worker=reader())
    assert [sorted(two.ask(sql)) for sql in asked] == grown


def test_the_exported_table_has_it_as_it_was_observed_then(two: Watched) -> None:
    serve(two, NONE, "/ministry")
    two.run(hours=24)
    began = two.now
    serve(two, HELD, "/ministry")
    two.run(hours=24)
    table = next(one for one in past.TABLES if one.name == "none")
    with closing(past.open_reader(two.settings.monitor.history)) as book:
        for at, until in ((None, two.now), (began, None)):
            rows = list(past.rows(book, table, at=at))
            assert [(row[1], row[2], row[3], row[5], row[6]) for row in rows] == [
                ("chair", "ministry", "Currently vacant", began, until),
                ("observer", "ministry", "None", began, until),
                ("secretariat", "ministry", "No secretariat", began, until),
            ]
        assert not list(past.rows(book, table, at=began - timedelta(hours=1)))


def kind(watched: Watched, change: str) -> str:
    with closing(past.open_reader(watched.settings.monitor.history)) as book:
        return past.change(book, change).kind
