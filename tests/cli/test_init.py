"""The first configuration."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor import config
from monitor.cli.main import cli


def test_init_writes_a_configuration_that_loads(tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    shown = CliRunner().invoke(cli, ["init", str(folder), "--contact", "monitor@example.org"])
    assert shown.exit_code == 0, shown.output
    settings = config.load(folder / "config.toml")
    assert settings.problems == ()
    assert [source.id for source in settings.sources] == ["iom-5-5-dialogue"]
    assert settings.monitor.contact == "monitor@example.org"
    assert settings.monitor.snapshots == folder / "snapshots"
    assert (folder / "snapshots").is_dir()
    assert "\n# " in (folder / "config.toml").read_text()


def test_without_a_contact_the_next_step_is_named_and_the_monitor_insists(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path)])
    assert "Set `contact`" in shown.output
    checked = CliRunner().invoke(cli, ["--config", str(tmp_path / "config.toml"), "sources", "--check"])
    assert checked.exit_code == 2
    assert "contact" in checked.stderr


def test_init_never_overwrites_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("mine")
    shown = CliRunner().invoke(cli, ["init", str(tmp_path)])
    assert shown.exit_code == 2
    assert "is there already" in shown.stderr
    assert (tmp_path / "config.toml").read_text() == "mine"


@pytest.mark.parametrize("contact", ['a"b\\c', "call me", "a\x7f@example.org", "a\udcff@example.org", "a@b.org\nx = 1"])
def test_a_contact_that_no_configuration_may_hold_writes_none(tmp_path: Path, contact: str) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path / "watch"), "--contact", contact])
    assert shown.exit_code == 2
    assert "--contact" in shown.stderr
    assert not (tmp_path / "watch").exists()


def test_quotes_and_backslashes_in_a_contact_cannot_break_the_file(tmp_path: Path) -> None:
    contact = "o'neill\\x@example.org"
    CliRunner().invoke(cli, ["init", str(tmp_path), "--contact", contact])
    assert tomllib.loads((tmp_path / "config.toml").read_text())["monitor"]["contact"] == contact


def test_a_folder_with_a_space_is_quoted_in_the_next_steps(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path / "my watch")])
    assert f"--config '{tmp_path}/my watch/config.toml' check" in shown.output


def test_init_answers_in_json(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path), "--json"])
    assert json.loads(shown.stdout)["config"] == str(tmp_path / "config.toml")
