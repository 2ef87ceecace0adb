"""The first configuration."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

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


def test_quotes_in_a_contact_cannot_break_the_file(tmp_path: Path) -> None:
    CliRunner().invoke(cli, ["init", str(tmp_path), "--contact", 'a"b\\c'])
    assert tomllib.loads((tmp_path / "config.toml").read_text())["monitor"]["contact"] == 'a"b\\c'


def test_init_answers_in_json(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path), "--json"])
    assert json.loads(shown.stdout)["config"] == str(tmp_path / "config.toml")
