"""`monitor demo`: one command from nothing to a real digest, and a history to play with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli.main import cli


def test_the_demo_tells_what_changed_and_leaves_a_history_to_play_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = CliRunner().invoke(cli, ["demo"])
    assert shown.exit_code == 0, shown.output
    words = " ".join(shown.stdout.split())
    assert "Morocco 2016 (incoming France 2017) -> Tunisia and Spain" in words
    assert "Somalia left Tripoli Process" in words
    assert "5 of 5 sources checked" in words
    news, _, findings = words.partition("New findings")
    assert "Eriteria" not in news
    assert "Austria" not in news
    assert "Austria is listed twice" in findings
    assert {path.name for path in Path("demo").iterdir()} >= {"config.toml", "history.db", "snapshots"}
    again = CliRunner().invoke(cli, ["--config", "demo/config.toml", "changes", "--kind", "member.left"])
    assert "Somalia left" in again.output


def test_the_demo_overwrites_no_configuration_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    Path("demo/config.toml").write_text("mine")
    shown = CliRunner().invoke(cli, ["demo"])
    assert shown.exit_code == 2
    assert Path("demo/config.toml").read_text() == "mine"
