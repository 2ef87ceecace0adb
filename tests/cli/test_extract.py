"""`monitor extract`: one file, its facts, and where they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli

PAGE = """<!doctype html><html lang="en"><title>Bali Process</title><main><h1>Bali Process</h1>
<h2>Established</h2><p>2002</p>
<h2>Current Chair</h2><p>Australia and Indonesia</p>
<h2>Member States (3 States)</h2><ul><li>Australia</li><li>Fiji</li><li>Fiji</li><li>Indonesia</li></ul>
</main></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_facts_are_printed_by_mechanism_with_the_findings_below(page: Path) -> None:
    shown = CliRunner().invoke(cli, ["extract", str(page), "--as", "mechanism-page"])
    assert shown.exit_code == 0, shown.output
    words = " ".join(shown.output.split())
    assert "(bali-process)" in words
    assert "chair Australia" in words
    assert "member Fiji" in words
    assert "finding" in words
    assert "Fiji" in shown.output.partition("finding")[2]


def test_evidence_adds_the_words_and_their_place(page: Path) -> None:
    shown = CliRunner().invoke(cli, ["extract", str(page), "--as", "mechanism-page", "--evidence"])
    assert "Australia and Indonesia" in shown.output
    assert " > " in shown.output  # the way down to the element


def test_json_is_the_contract_that_programs_rely_on(page: Path) -> None:
    shown = CliRunner().invoke(cli, ["extract", str(page), "--as", "mechanism-page", "--json", "--evidence"])
    value = json.loads(shown.stdout)
    assert value["schema"] == 1
    assert value["layout"] == "mechanism-page"
    (mechanism,) = value["mechanisms"]
    assert mechanism["mechanism"] == "bali-process"
    assert [chair["country"] for chair in mechanism["chairs"]] == ["AU", "ID"]
    assert all(chair["quote"] and chair["locator"] for chair in mechanism["chairs"])


def test_whom_the_page_is_about_can_be_said(page: Path) -> None:
    shown = CliRunner().invoke(
        cli, ["extract", str(page), "--as", "mechanism-page", "--mechanism", "prague-process", "--json"]
    )
    assert json.loads(shown.stdout)["mechanisms"][0]["mechanism"] == "prague-process"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.html", "--as", "mechanism-page"], "missing.html"),
        (["PAGE", "--as", "no-layout"], "no-layout"),
        (["PAGE", "--as", "declared"], "sources test ID --file"),
        (["PAGE"], "--as"),
        (["PAGE", "--as", "mechanism-page", "--mechanism", "nobody"], "nobody"),
    ],
)
def test_wrong_usage_is_told_in_plain_words(page: Path, arguments: list[str], told: str) -> None:
    given = [str(page) if argument == "PAGE" else argument for argument in arguments]
    shown = CliRunner().invoke(cli, ["extract", *given])
    assert shown.exit_code == 2
    assert told in shown.stderr


def test_a_file_that_is_no_page_fails_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7\nthis is no PDF")
    shown = CliRunner().invoke(cli, ["extract", str(file), "--as", "mechanism-table"])
    assert shown.exit_code == 1
    assert shown.stderr.startswith("error: ")


def test_hostile_words_of_a_page_do_nothing_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE.replace("Fiji", "Fi\x1b[2Jji\u202e"), encoding="utf-8")
    for extra in ([], ["--json"], ["--evidence"]):
        shown = CliRunner().invoke(cli, ["extract", str(file), "--as", "mechanism-page", *extra])
        assert "\x1b" not in shown.output
        assert "\u202e" not in shown.output


def test_a_language_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Budapest Process")
    shown = CliRunner().invoke(
        cli, ["extract", str(tmp_path / "page.txt"), "--as", "mechanism-page", "--language", "english"]
    )
    assert shown.exit_code == 2
    assert "ISO 639-1" in shown.stderr
