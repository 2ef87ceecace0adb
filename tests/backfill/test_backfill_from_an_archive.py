"""`monitor backfill SOURCE --from URL`: from a web archive on loopback to changes in the history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.cli.main import cli
from tests.backfill.archives_of_others import Kept, WebArchive, settings
from tests.backfill.warcs_of_others import body

VERSIONS = [
    Kept("20200102030405", body("Hungary")),
    Kept("20200202030405", body("Hungary")),
    Kept("20200302030405", body("Poland")),
]


@pytest.fixture
def archive(httpserver: HTTPServer) -> WebArchive:
    return WebArchive(httpserver, list(VERSIONS))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settings(tmp_path)
    return tmp_path


def backfill(folder: Path, archive: WebArchive, *more: str) -> Result:
    command = ["--config", str(folder / "config.toml"), "backfill", "page", "--from", archive.url(), *more]
    return CliRunner().invoke(cli, command)


def staged_in(folder: Path) -> list[str]:
    found = (path.name for path in (folder / "snapshots" / ".backfill").iterdir())
    return sorted(name for name in found if name != "hosts.json" and not name.endswith(".lock"))


def test_what_an_archive_has_becomes_a_history(folder: Path, archive: WebArchive) -> None:
    done = backfill(folder, archive, "--json")
    assert done.exit_code == 0, done.output
    value = json.loads(done.stdout)
    assert (value["added"], value["origin"], value["damaged"]) == (2, archive.url(), 0)
    assert len(value["changes"]) == 1
    assert staged_in(folder) == []


def test_once_more_it_asks_for_no_capture_that_is_there(folder: Path, archive: WebArchive) -> None:
    backfill(folder, archive)
    archive.asked.clear()
    again = json.loads(backfill(folder, archive, "--json").stdout)
    assert (again["added"], again["changes"]) == (0, [])
    assert archive.paths("id_") == []


def test_a_digest_that_is_another_than_listed_is_a_finding(folder: Path, archive: WebArchive) -> None:
    archive.kept[2] = Kept("20200302030405", body("Poland"), listed="A" * 32)
    assert backfill(folder, archive).exit_code == 0
    from monitor.archive import Archive

    found = [kept for _, kept in Archive(folder / "snapshots").walk("page")]
    assert [[remark.kind for remark in kept.remarks] for kept in found] == [[], ["digest-mismatch"]]


def test_asked_to_wait_it_ends_with_75_and_goes_on_later(folder: Path, archive: WebArchive) -> None:
    def busy(request: Request) -> Response | None:
        return Response("slow down", 429, {"Retry-After": "0"}) if "20200302" in request.path else None

    archive.answers = busy
    first = backfill(folder, archive)
    assert first.exit_code == 75, first.output
    assert staged_in(folder) != []
    archive.answers = lambda _request: None
    archive.asked.clear()
    config = folder / "snapshots" / ".backfill" / "hosts.json"
    config.unlink(missing_ok=True)  # the rest that it asked for is over
    second = backfill(folder, archive, "--json")
    assert second.exit_code == 0, second.output
    assert json.loads(second.stdout)["added"] == 2
    assert len(archive.paths("id_")) == 1


def test_what_could_not_be_had_is_told(folder: Path, archive: WebArchive) -> None:
    archive.answers = lambda request: Response("no", 404) if "20200302" in request.path else None
    done = backfill(folder, archive)
    assert done.exit_code == 1
    assert "left out: http://example.org/page of 2020-03-02" in done.stderr
