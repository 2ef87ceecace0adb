"""What changed, since when, says who, and show me: the commands that ask the history."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from monitor.history import begin_run, last_told, mark_told, open_history
from tests.cli.house import FIRST, LATER, PROSE, House, page

KEYS = [
    "id",
    "detected_at",
    "source",
    "mechanism",
    "kind",
    "importance",
    "field",
    "key",
    "before",
    "after",
    "before_capture",
    "after_capture",
    "summary",
    "imported",
    "correction",
    "happened_after",
    "happened_before",
    "echo_of",
    "stated_by",
    "marks",
    "suppressed",
]


SIDES = ("before", "after")


def changes(house: House, *arguments: str) -> list[dict[str, Any]]:
    shown = house("changes", "--json", *arguments)
    assert shown.exit_code == 0, shown.output
    value = json.loads(shown.stdout)
    assert isinstance(value, list)
    return value


def kinds(house: House, *arguments: str) -> list[str]:
    return sorted(change["kind"] for change in changes(house, *arguments))


def test_changes_in_json_have_the_keys_that_programs_rely_on(house: House) -> None:
    found = changes(house)
    assert found
    assert all(list(change) == KEYS for change in found)


def test_changes_tell_who_joined_and_left_and_who_chairs(house: House) -> None:
    assert set(kinds(house)) >= {"chair.handover", "member.joined", "member.left"}
    (left,) = changes(house, "--kind", "member.left")
    assert left["mechanism"] == "bali-process"
    assert "Nepal" in left["summary"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--kind", "chair"], True),
        (["--kind", "member.*"], True),
        (["--source", "lakeside"], True),
        (["--source", "dunes"], False),
        (["--mechanism", "bali-process"], True),
        (["--mechanism", "prague-process"], False),
        (["--since", "2026-11-11", "--until", "2026-11-11"], True),
        (["--since", "2026-11-12"], False),
        (["--until", "2026-11-10"], False),
        (["--since", "last"], True),
    ],
)
def test_changes_are_filtered(house: House, arguments: list[str], found: bool) -> None:
    assert bool(changes(house, *arguments)) is found


def test_changes_can_be_limited(house: House) -> None:
    assert len(changes(house, "--limit", "1")) == 1


def test_changes_for_people_are_one_paragraph_each(house: House) -> None:
    shown = house("changes", "--kind", "chair.handover")
    assert shown.exit_code == 0
    assert re.search(
        r"[a-z2-7]{16}  2026-11-11 06:00  chair.handover  \w+  lakeside\n    .*Australia.*Indonesia", shown.output
    )
    assert house("changes", "--source", "dunes").output == "No changes.\n"


def test_a_digest_since_a_time_to_come_is_refused(house: House) -> None:
    """It ends now, where nobody says until when."""
    shown = house("digest", "--since", f"{datetime.now(UTC).year + 1}")
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert "ends before it begins" in shown.stderr
    assert "a time that has begun" in shown.stderr


def test_a_window_that_ends_before_it_begins_is_refused(house: House) -> None:
    shown = house("changes", "--since", "2026-11-12", "--until", "2026-11-01")
    assert shown.exit_code == 2
    assert "ends before it begins" in shown.stderr


def test_evidence_quotes_both_sides_in_the_archived_text(house: House) -> None:
    (handover,) = changes(house, "--kind", "chair.handover")
    shown = house("evidence", handover["id"][:6])
    assert shown.exit_code == 0, shown.output
    before, _, after = shown.output.partition("After")
    assert ">>Australia<<" in before
    assert ">>Indonesia<<" in after
    for part in (before, after):
        assert "https://pages.example/lakeside" in part
        assert re.search(r"sha256   [0-9a-f]{64}", part)
        assert re.search(r"archive  lakeside/\S+, offset \d+, length \d+", part)
    assert "fetched  2026-11-01 06:00:00 UTC" in before
    assert "fetched  2026-11-11 06:00:00 UTC" in after


def test_evidence_of_what_went_shows_where_it_no_longer_stands(house: House) -> None:
    (left,) = changes(house, "--kind", "member.left")
    shown = house("evidence", left["id"])
    assert ">>Nepal<<" in shown.output
    after = shown.output.partition("After")[2]
    assert "what the change is about does not stand here" in after
    assert {"  - Nepal", "    Tonga"} <= set(after.splitlines())


def test_evidence_in_json_names_the_bytes(house: House) -> None:
    (handover,) = changes(house, "--kind", "chair.handover")
    value = json.loads(house("evidence", handover["id"], "--json").stdout)
    (side,) = value["after"]["captures"]
    assert side["capture"]["segment"]
    assert len(side["capture"]["sha256"]) == 64
    assert all(quote["found"] for quote in side["quotes"])


def test_every_change_can_be_shown(house: House) -> None:
    for change in changes(house):
        shown = house("evidence", change["id"])
        assert shown.exit_code == 0, shown.output
        assert "not found as the text is read now" not in shown.output


def test_evidence_links_to_the_words_on_the_live_page_on_the_side_that_stands(house: House) -> None:
    (handover,) = changes(house, "--kind", "chair.handover")
    value = json.loads(house("evidence", handover["id"], "--json").stdout)
    urls = [[quote["live_url"] for side in value[name]["captures"] for quote in side["quotes"]] for name in SIDES]
    assert urls == [[None], ["https://pages.example/lakeside#:~:text=Indonesia"]]
    before, _, after = house("evidence", handover["id"]).output.partition("After")
    assert "on the live page: https://pages.example/lakeside#:~:text=Indonesia" in after
    assert "on the live page" not in before


def test_an_unknown_change_is_told(house: House) -> None:
    shown = house("evidence", "zzzz")
    assert shown.exit_code == 2
    assert "zzzz" in shown.stderr


def test_snapshots_are_listed_with_their_place(house: House) -> None:
    captures = json.loads(house("snapshots", "lakeside", "--json").stdout)
    assert [capture["fetched_at"] for capture in captures] == ["2026-11-01T06:00:00+00:00", "2026-11-11T06:00:00+00:00"]
    shown = house("snapshots", "lakeside")
    assert all(capture["id"] in shown.output for capture in captures)
    assert house("snapshots", "nothing").exit_code == 2


def test_diff_shows_the_lines_that_went_and_came(house: House) -> None:
    shown = house("diff", "lakeside")
    assert shown.exit_code == 0, shown.output
    lines = shown.output.splitlines()
    assert {"- Australia", "+ Indonesia", "- Nepal", "+ Samoa"} <= set(lines)
    assert "- Fiji" not in lines


def test_diff_takes_two_captures_in_either_order(house: House) -> None:
    older, newer = (capture["id"] for capture in json.loads(house("snapshots", "lakeside", "--json").stdout))
    value = json.loads(house("diff", "lakeside", newer, older, "--json").stdout)
    assert {"sign": "-", "text": "Indonesia"} in value["lines"]
    assert house("diff", "lakeside", older).exit_code == 2
    assert house("diff", "dunes", older, newer).exit_code == 2
    assert house("diff", "dunes").exit_code == 2


def test_show_tells_all_of_a_mechanism_by_id_or_name(house: House) -> None:
    for name in ("bali-process", "Bali Process"):
        shown = house("show", name)
        assert shown.exit_code == 0, shown.output
        words = " ".join(shown.output.split())
        assert "chair Indonesia since 2026-11-11, lakeside, capture" in words
        assert "Fiji" in words
        assert "Nepal" not in words


def test_show_at_a_date_tells_what_was_observed_then(house: House) -> None:
    words = " ".join(house("show", "bali-process", "--at", "2026-11-05").output.split())
    assert "chair Australia since 2026-11-01" in words
    assert "Nepal" in words


def test_show_tells_what_a_country_is_in(house: House) -> None:
    for name in ("ID", "Indonesia", "id"):
        shown = house("show", name, "--json")
        assert shown.exit_code == 0, shown.output
        value = json.loads(shown.stdout)
        assert value["country"] == "ID"
        assert [one["mechanism"] for one in value["chairs"]] == ["bali-process"]
    words = " ".join(house("show", "Fiji").output.split())
    assert "Member of 1" in words
    assert re.search(
        r"Chairs - Bali Process.*?: chair \(since 2026-11-11, lakeside, statement \w+\)",
        " ".join(house("show", "ID").output.split()),
    )
    assert "Bali Process" in words


def test_show_in_json_carries_quote_and_since(house: House) -> None:
    value = json.loads(house("show", "bali-process", "--json").stdout)
    (chair,) = (one for one in value["statements"] if one["field"] == "chair")
    assert (chair["quote"], chair["since"]) == ("Indonesia", "2026-11-11T06:00:00+00:00")


def test_what_nobody_knows_is_answered_with_what_comes_near(house: House) -> None:
    shown = house("show", "baly-prozes")
    assert shown.exit_code == 2
    assert "bali-process" in shown.stderr


def test_the_digest_tells_the_window_with_its_evidence_and_the_source_that_fails(house: House) -> None:
    shown = house("digest", "--since", "2026-11-11", "--until", "2026-11-11")
    assert shown.exit_code == 0, shown.output
    assert "Indonesia took the chair of" in " ".join(shown.output.split())
    assert "“Indonesia”" in shown.output
    assert "2 of 2 sources checked, 1 failing" in shown.output
    assert "dunes: server error since 2026-11-11 06:00 UTC, last well at 2026-11-01 06:00 UTC" in shown.output
    assert f"monitor --config {house.file} evidence" in " ".join(shown.output.split())


def test_a_quiet_window_has_its_heartbeat(own_house: House) -> None:
    own_house.run({"lakeside": LATER}, at=FIRST + timedelta(days=12))
    shown = own_house("digest", "--since", "2026-11-13T00:00", "--until", "2026-11-13T12:00")
    assert "Nothing changed on the sources that could be read. 1 of 2 sources checked" in " ".join(shown.output.split())


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_the_digest_has_other_forms(house: House, form: str) -> None:
    shown = house("digest", "--since", "2026-11-01", "--format", form)
    assert shown.exit_code == 0
    assert shown.output.startswith("# What changed" if form == "markdown" else '{\n  "schema": 1')


def test_a_digest_since_last_tells_each_change_once(own_house: House) -> None:
    first = own_house("digest", "--since", "last")
    assert "Indonesia took the chair" in first.output
    again = own_house("digest", "--since", "last")
    assert again.exit_code == 0, again.output
    assert "Indonesia took the chair" not in again.output
    assert kinds(own_house, "--since", "last") == []


def test_what_a_run_under_way_may_still_add_is_left_for_the_next_digest(own_house: House) -> None:
    started = FIRST + timedelta(days=11)
    database = open_history(own_house.folder / "history.db")
    begin_run(database, now=started)
    shown = own_house("digest", "--since", "last", "--json")
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.stdout)["until"] == started.isoformat()
    assert last_told(database) == started
    database.close()


def test_a_plain_digest_marks_nothing_as_told(own_house: House) -> None:
    own_house("digest", "--since", "2026-11-01")
    assert "Indonesia took the chair" in own_house("digest", "--since", "last").output


def test_sources_are_listed_with_how_they_fare(house: House) -> None:
    value = json.loads(house("sources", "--json").stdout)
    assert [(one["id"], one["verdict"], one["failing_since"]) for one in value["sources"]] == [
        ("lakeside", "changed", None),
        ("dunes", "server-error", "2026-11-11T06:00:00+00:00"),
    ]
    shown = house("sources")
    assert shown.exit_code == 0
    assert re.search(r"dunes +mechanism-page +prague-process +2026-11-11 06:00 +server-error", shown.output)


def test_sources_are_listed_before_the_first_check(empty_house: House) -> None:
    shown = empty_house("sources")
    assert shown.exit_code == 0, shown.output
    assert shown.output.count("not checked") == 2


def test_a_mistake_in_one_source_leaves_the_others_listed_with_status_1_and_2_when_checked(empty_house: House) -> None:
    text = empty_house.file.read_text().replace('url = "https://pages.example/dunes"', 'url = "ftp://pages.example"')
    empty_house.file.write_text(text)
    listed = empty_house("sources")
    assert listed.exit_code == 1
    assert "lakeside" in listed.stdout
    assert re.search(r"config.toml:\d+: source.2.url: ", listed.stderr)
    assert empty_house("sources", "--check").exit_code == 2


def test_a_right_configuration_passes_its_check(empty_house: House) -> None:
    shown = empty_house("sources", "--check")
    assert shown.exit_code == 0
    assert "2 sources, 0 mistakes" in shown.output


@pytest.mark.parametrize(
    "command", [["changes"], ["digest"], ["show", "bali-process"], ["evidence", "a"], ["snapshots", "lakeside"]]
)
def test_without_a_history_the_next_step_is_named(empty_house: House, command: list[str]) -> None:
    shown = empty_house(*command)
    assert shown.exit_code == 1
    assert "run `monitor check` first" in shown.stderr


@pytest.mark.parametrize("filter_", [["--source", "lakesid"], ["--mechanism", "bali"]])
def test_a_filter_that_names_nothing_is_no_empty_answer(house: House, filter_: list[str]) -> None:
    shown = house("changes", *filter_)
    assert shown.exit_code == 2
    assert filter_[1] in shown.stderr


def test_what_was_not_observed_yet_is_said(house: House) -> None:
    shown = house("show", "bali-process", "--at", "2000-01-01")
    assert shown.exit_code == 0
    assert "Nothing had been observed by then." in shown.stdout


def test_a_digest_may_end_on_the_first_days_there_are(house: House) -> None:
    assert house("digest", "--until", "0001-01-03").exit_code == 0


def test_json_is_json_in_every_encoding_of_the_terminal(house: House) -> None:
    house.file.write_text(house.file.read_text().replace("/dunes", "/d\u00fcnen"))
    for encoding in ("latin-1", "utf-8", "utf-16", "cp1252"):
        done = subprocess.run(
            [sys.executable, "-m", "monitor.cli", "--config", str(house.file), "sources", "--json"],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        value = json.loads(done.stdout)
        assert value["sources"][1]["url"] == "https://pages.example/d\u00fcnen"


def test_what_is_marked_as_told_never_lies_ahead(own_house: House) -> None:
    assert own_house("digest", "--since", "last", "--until", "2099-01-01").exit_code == 0
    database = open_history(own_house.folder / "history.db")
    told = last_told(database)
    database.close()
    assert told is not None
    assert told <= datetime.now(UTC)


def test_a_clock_that_was_set_back_makes_nothing_told_again_and_keeps_nothing_back(own_house: House) -> None:
    def told() -> dict[str, Any]:
        value = json.loads(own_house("digest", "--since", "last", "--json").stdout)
        assert isinstance(value, dict)
        return value

    assert "Indonesia took the chair" in own_house("digest", "--since", "last").output
    now = datetime.now(UTC)
    own_house.run({"lakeside": page("Fiji", "Fiji,Tonga,Samoa", extra=PROSE)}, at=now + timedelta(days=300))
    assert len(told()["chapters"]) == 1, "what was found while the clock was ahead is known now"
    database = open_history(own_house.folder / "history.db")
    ((heard,),) = database.execute("SELECT heard FROM outbox ORDER BY id DESC LIMIT 1").fetchall()
    mark_told(database, "stdout", now + timedelta(days=310), heard=heard)
    database.close()
    own_house.run({"dunes": page("Georgia", "Georgia,Moldova", title="Prague Process")}, at=now)
    right = told()
    assert (len(right["chapters"]), len(right["ended"])) == (1, 1)
    assert right["since"] < right["until"] < (now + timedelta(days=1)).isoformat()
    again = told()
    assert (again["chapters"], again["ended"]) == ([], [])
