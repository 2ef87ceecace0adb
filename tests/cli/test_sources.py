"""`monitor sources SOURCE`: all that is known of one source, over real HTTP on loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_httpserver import HTTPServer

from monitor.cli.main import cli
from tests.cli.house import page

HEAD = """[monitor]
history = "history.db"
snapshots = "snapshots"
[fetch]
pace = "0 s"
allow_addresses = ["127.0.0.0/8"]
"""


@pytest.fixture
def file(httpserver: HTTPServer, tmp_path: Path) -> Path:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    for path in ("/one", "/two"):
        httpserver.expect_request(path).respond_with_data(page("Indonesia", "Fiji,Tonga"), content_type="text/html")
    file = tmp_path / "config.toml"
    write(file, httpserver.url_for("/one"))
    return file


def write(file: Path, url: str) -> None:
    keys = f'[[source]]\nid = "lakeside"\nurl = "{url}"\nlayout = "mechanism-page"\nmechanism = "bali-process"\n'
    file.write_text(HEAD + keys + '[[source]]\nid = "odd"\nurl = "ftp://x.example"\nlayout = "mechanism-page"\n')


def told(file: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(file), *words])


def test_a_source_is_told_before_it_was_ever_looked_at(file: Path, httpserver: HTTPServer) -> None:
    shown = told(file, "sources", "lakeside")
    assert shown.exit_code == 0
    assert httpserver.url_for("/one") in shown.output
    assert not (file.parent / "history.db").exists()


def test_each_address_is_told_with_the_time_that_it_was_watched(file: Path, httpserver: HTTPServer) -> None:
    told(file, "check", "lakeside")
    write(file, httpserver.url_for("/two"))
    told(file, "check", "lakeside")
    shown = told(file, "sources", "lakeside").output
    assert shown.index("/one") < shown.index("until") < shown.index("/two")
    value = json.loads(told(file, "sources", "lakeside", "--json").stdout)
    old, new = value["addresses"]
    assert (old["url"], new["url"]) == (httpserver.url_for("/one"), httpserver.url_for("/two"))
    assert (old["kind"], new["kind"], new["until"]) == ("configured", "configured", None)
    assert old["until"] == new["since"]
    assert value["verdict"] in ("changed", "unchanged")


def test_a_host_that_asked_to_be_left_alone_is_told_so(file: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/busy").respond_with_data("", 503, {"Retry-After": "7200"})
    write(file, httpserver.url_for("/busy"))
    told(file, "check", "lakeside")
    assert "left alone    until" in told(file, "sources", "lakeside").output
    assert json.loads(told(file, "sources", "lakeside", "--json").stdout)["left_alone_until"]


def test_a_name_that_is_no_source_is_wrong_usage(file: Path) -> None:
    shown = told(file, "sources", "lakesid")
    assert (shown.exit_code, "there is no source lakesid" in shown.stderr) == (2, True)
    odd = told(file, "sources", "odd")
    assert (odd.exit_code, "ftp" in odd.stderr) == (2, True)
    assert told(file, "sources", "lakeside", "--check").exit_code == 2
