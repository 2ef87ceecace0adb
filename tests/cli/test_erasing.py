"""`redact` and `thin` on the command line, and what `evidence` says afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.backfill.staging import opened
from tests.cli.house import FIRST, House, page

REASON = "request 118"


def captures(house: House, source: str = "lakeside") -> list[dict[str, Any]]:
    found = json.loads(house("snapshots", source, "--json").stdout)
    assert isinstance(found, list)
    return found


def test_nobody_is_asked_off_a_terminal_and_nothing_goes_without_yes(own_house: House) -> None:
    first = captures(own_house)[0]["id"]
    told = own_house("redact", first, "--why", REASON)
    assert told.exit_code == 2
    assert first in told.stdout
    assert "add --yes" in told.stderr
    assert captures(own_house)[0]["id"] == first
    assert own_house("diff", "lakeside").exit_code == 0


def test_a_capture_is_redacted_and_evidence_says_since_when_and_why(own_house: House) -> None:
    first = captures(own_house)[0]["id"]
    change = json.loads(own_house("changes", "--kind", "chair", "--json").stdout)[0]["id"]
    told = own_house("redact", first[:8], "--why", REASON, "--yes")
    assert told.exit_code == 0, told.output
    assert "1 capture redacted." in told.stdout
    shown = own_house("evidence", change)
    assert shown.exit_code == 0
    assert "taken out of the archive on request" in shown.stdout
    assert REASON in shown.stdout
    assert ">>Indonesia<<" in shown.stdout
    assert json.loads(own_house("evidence", change, "--json").stdout)["redacted"] == {first: REASON}
    differing = own_house("diff", "lakeside")
    assert differing.exit_code == 1
    assert "on request" in differing.stderr


def test_captures_that_hold_a_text_are_redacted_together(own_house: House) -> None:
    told = own_house(
        "redact", "--source", "lakeside", "--containing", "OLD harbour", "--why", REASON, "--yes", "--json"
    )
    assert told.exit_code == 0, told.output
    done = json.loads(told.stdout)
    assert [one["id"] for one in done["captures"]] == [captures(own_house)[1]["id"]]
    again = own_house("redact", "--source", "lakeside", "--containing", "OLD harbour", "--why", REASON, "--yes")
    assert (again.exit_code, again.stdout) == (0, "No capture holds this text.\n")


def test_downloads_of_the_source_that_wait_to_be_imported_are_named(own_house: House) -> None:
    snapshots = own_house.folder / "snapshots"
    for source in ("lakeside", "lakeside-2"):
        with opened(snapshots, source, datetime.now(UTC), "http://127.0.0.1") as download:
            assert download.path.is_file()
    told = own_house("redact", captures(own_house)[0]["id"], "--why", REASON, "--yes", "--json")
    (held,) = json.loads(told.stdout)["still_held"]
    assert Path(held).name.startswith("lakeside-")
    assert not Path(held).name.startswith("lakeside-2-")


def test_captures_or_a_text_are_named_and_never_both(house: House) -> None:
    for arguments in ([], ["abcd", "--source", "lakeside", "--containing", "harbour"], ["--containing", "harbour"]):
        told = house("redact", *arguments, "--why", REASON, "--yes")
        assert told.exit_code == 2
        assert "name captures, or a source and the text they hold" in told.stderr
    assert house("redact", "--source", "nowhere", "--containing", "harbour", "--why", REASON).exit_code == 2
    assert house("redact", "zzzzzzz", "--why", REASON, "--yes").exit_code == 2
    assert house("redact", captures(house)[0]["id"], "--why", "a\x07b", "--yes").exit_code == 2


def test_nothing_is_thinned_out_unless_it_is_asked_for(house: House) -> None:
    told = house("thin")
    assert told.exit_code == 0
    assert "--older-than" in told.stdout
    assert json.loads(house("thin", "--json").stdout) == []
    assert house("thin", "--older-than", "1 day").stdout == "No capture differs from its neighbours in noise only.\n"
    assert house("thin", "nowhere", "--older-than", "1 day").exit_code == 2


def test_what_would_go_is_shown_before_it_goes(build_house: Callable[[], House]) -> None:
    house = build_house()
    for day in range(11, 19):
        body = page("Indonesia", "Fiji,Tonga,Samoa", extra=f"<p>Read {day} times</p>")
        house.run({"lakeside": body}, at=FIRST + timedelta(days=day))
    before = captures(house)
    foreseen = json.loads(house("thin", "--older-than", "0 days", "--dry-run", "--json").stdout)
    assert captures(house) == before
    done = json.loads(house("thin", "--older-than", "0 days", "--json").stdout)
    assert [one["captures"] for one in foreseen] == [one["captures"] for one in done] != []
    left = {one["id"] for one in captures(house)}
    assert left == {one["id"] for one in before} - {gone for one in done for gone in one["captures"]}
    assert {one["kind"] for one in json.loads(house("verify", "--json").stdout)["problems"]} <= {"pause"}
