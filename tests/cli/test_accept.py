"""`accept` and `reject`, as a person types them: what they show, ask, tell and refuse."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from monitor.cli import deciding
from monitor.cli.main import cli
from monitor.history import run_lock
from tests.watched import MEMBERS, Watched, page, reader


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    """Five of eight members are gone at once, which is held."""
    watched = Watched(tmp_path, httpserver)
    for body in (page(), page("Poland", MEMBERS[:3])):
        watched.serve(body)
        watched.run()
    return watched


@pytest.fixture(autouse=True)
def _warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.documents.Worker", lambda: nullcontext(reader()))


def said(watched: Watched, *words: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--config", str(watched.settings.file), *words], input=answer)


def stated(watched: Watched) -> int:
    return int(watched.ask("SELECT count(*) FROM statement WHERE field = 'member' AND closed_by IS NULL")[0][0])


def test_it_is_shown_where_it_waits_with_what_ends_it(watched: Watched) -> None:
    command = f"monitor --config {watched.settings.file} accept budapest budapest-process/member"
    for words in (("sources",), ("sources", "budapest")):
        assert command in said(watched, *words).stdout
    digest = " ".join(said(watched, "digest").stdout.split())
    assert f"5 of 8 entries are gone at once ({command})" in digest
    assert "accept SOURCE, or reject SOURCE --why WORDS" in digest
    (one,) = json.loads(said(watched, "sources", "budapest", "--json").stdout)["held"]
    assert (one["field"], one["reason"], one["decision"]) == ("member", "5 of 8 entries are gone at once", None)
    (listed,) = json.loads(said(watched, "sources", "--json").stdout)["sources"]
    assert listed["held"] == [one]


def test_what_would_be_told_is_shown_and_nothing_written(watched: Watched) -> None:
    before = [path.stat().st_size for path in (watched.settings.monitor.snapshots / "budapest").iterdir()]
    shown = said(watched, "accept", "budapest", "--dry-run")
    assert shown.exit_code == 0
    assert "5 changes would be told" in shown.stdout
    assert "Sweden left Budapest Process" in shown.stdout
    value = json.loads(said(watched, "accept", "budapest", "member", "--dry-run", "--json").stdout)
    assert [one["kind"] for one in value["changes"]] == ["member.left"] * 5
    assert stated(watched) == len(MEMBERS)
    assert before == [path.stat().st_size for path in (watched.settings.monitor.snapshots / "budapest").iterdir()]


def test_what_would_stand_and_is_no_news_is_shown_too(tmp_path: Path, httpserver: HTTPServer) -> None:
    """A meeting that can hardly be and was there on the first day opens with a person's word, and changes nothing."""
    watched = Watched(tmp_path, httpserver)
    meetings = "<h2>Meetings</h2><ul><li>7 May 2026, Vienna: Conference<li>4 June 1926, Geneva: Passports</ul>"
    watched.serve(page(extra=meetings))
    watched.run()
    asked = json.loads(said(watched, "accept", "budapest", "--dry-run", "--json").stdout)
    assert ([one["value"]["date"] for one in asked["untold"]], asked["changes"]) == (["1926-06-04"], [])
    shown = said(watched, "accept", "budapest", "--yes").stdout
    assert "Would stand from now on" in shown
    assert "meeting: Passports (Geneva, Switzerland; 1926-06-04)" in shown
    assert "Nothing is other" not in shown
    standing = watched.ask("SELECT json_extract(value, '$.date') FROM now WHERE field = 'meeting' ORDER BY 1")
    assert standing == [("1926-06-04",), ("2026-05-07",)]


def test_without_a_terminal_nobody_is_asked_and_nothing_happens(watched: Watched) -> None:
    refused = said(watched, "accept", "budapest", answer="y\n")
    assert refused.exit_code == 2
    assert "monitor accept budapest --yes" in refused.stderr
    assert stated(watched) == len(MEMBERS)


@pytest.mark.parametrize(("answer", "left"), [("n\n", len(MEMBERS)), ("y\n", 3)])
def test_on_a_terminal_it_asks(watched: Watched, monkeypatch: pytest.MonkeyPatch, answer: str, left: int) -> None:
    class Terminal:
        @staticmethod
        def isatty() -> bool:
            return True

    class System:
        stdin = Terminal

    monkeypatch.setattr(deciding, "sys", System)
    done = said(watched, "accept", "budapest", answer=answer)
    assert "Is this what the page says now (budapest-process/member)?" in done.stderr
    assert done.exit_code == (0 if answer == "y\n" else 1)
    assert stated(watched) == left


def test_what_is_accepted_is_told_by_the_next_digest(watched: Watched) -> None:
    done = json.loads(said(watched, "accept", "budapest", "--yes", "--why", "asked by mail", "--json").stdout)
    assert [one["key"] for one in done["changes"]] == ["HR", "HU", "PL", "ES", "SE"]
    digest = json.loads(said(watched, "digest", "--json").stdout)
    (chapter,) = digest["chapters"]
    told = {one["id"] for one in chapter["news"] if one["kind"] == "member.left"}
    assert told == {one["id"] for one in done["changes"]}
    assert digest["waiting"] == []
    assert watched.ask("SELECT decision, why FROM held") == [("accepted", "asked by mail")]
    nothing = said(watched, "accept", "budapest", "--yes")
    assert nothing.exit_code == 2
    assert "nothing of budapest is held" in nothing.stderr
    assert "nothing waits of any source" in nothing.stderr


def test_what_is_rejected_waits_no_more_and_is_shown_with_the_reason(watched: Watched) -> None:
    done = said(watched, "reject", "budapest", "member", "--why", "half of the page \x1b[31mred")
    assert done.exit_code == 0
    assert "What stood before goes on standing" in done.stdout
    one = said(watched, "sources", "budapest").stdout
    assert "half of the page" in one.partition("rejected")[2]
    assert "\x1b" not in one
    assert "accept budapest" not in said(watched, "sources").stdout
    digest = json.loads(said(watched, "digest", "--json").stdout)
    assert digest["waiting"] == []
    again = said(watched, "accept", "budapest", "--yes")
    assert again.exit_code == 2
    assert "was rejected" in again.stderr
    assert said(watched, "accept", "budapest", "member", "--yes").exit_code == 0
    assert stated(watched) == 3


def files(watched: Watched) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in (watched.folder / "snapshots").rglob("*") if one.is_file()}


@pytest.mark.parametrize("words", [("reject",), ("accept", "--yes")], ids=["reject", "accept"])
def test_a_reason_that_is_no_text_is_refused_before_the_archive_has_it(
    watched: Watched, words: tuple[str, ...]
) -> None:
    before = files(watched)
    refused = said(watched, words[0], "budapest", *words[1:], "--why", "coup\udce9e")
    assert refused.exit_code == 2
    assert "not UTF-8" in refused.stderr
    assert files(watched) == before
    assert said(watched, words[0], "budapest", *words[1:], "--why", "coupée").exit_code == 0
    assert watched.ask("SELECT DISTINCT why FROM held") == [("coupée",)]


@pytest.mark.parametrize(
    ("words", "status", "hint"),
    [
        (("accept", "budapst", "--yes"), 2, "did you mean budapest?"),
        (("accept", "budapest", "membr", "--yes"), 2, "did you mean member"),
        (("accept", "budapest", "chair", "--yes"), 2, "held of budapest is budapest-process/member"),
        (("reject", "budapest"), 2, "--why"),
        (("reject", "budapest", "--why", "  "), 2, "for a reason"),
        (("reject", "budapest", "--why", "x" * 3000), 2, "2000 letters"),
    ],
)
def test_what_cannot_be_meant_is_refused(watched: Watched, words: tuple[str, ...], status: int, hint: str) -> None:
    refused = said(watched, *words)
    assert (refused.exit_code, hint in refused.stderr) == (status, True)
    assert stated(watched) == len(MEMBERS)


def test_while_a_run_is_at_work_it_waits(watched: Watched) -> None:
    with run_lock(watched.settings.monitor.history, now=watched.now):
        assert said(watched, "accept", "budapest", "--yes").exit_code == 3
        assert said(watched, "reject", "budapest", "--why", "x").exit_code == 3


def test_what_a_killed_run_left_is_taken_in_first(watched: Watched) -> None:
    watched.serve(page("Spain", MEMBERS[:3]))
    watched.killed("before", "monitor.history:record_capture")
    refused = said(watched, "accept", "budapest", "--yes")
    assert refused.exit_code == 75
    assert "monitor check budapest" in refused.stderr
    watched.run()
    assert said(watched, "accept", "budapest", "--yes").exit_code == 0


def test_what_another_version_read_is_corrected_before_it_is_decided_on(watched: Watched) -> None:
    watched.write("UPDATE extraction SET lookups = 'older'")
    watched.write("UPDATE statement SET closed_by = opened_by WHERE key = 'AL'")  # it overlooked one that is held still
    assert said(watched, "accept", "budapest", "--dry-run").exit_code == 75
    done = json.loads(said(watched, "accept", "budapest", "--yes", "--json").stdout)
    assert "member.left" in {one["kind"] for one in done["changes"]}
    assert watched.ask("SELECT count(*) FROM extraction WHERE lookups <> 'older'")[0][0] == 2
