"""What starts the monitor: units that systemd accepts, and a line that cron runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli.installing import UNITS, quoted
from monitor.cli.main import cli


def init(folder: Path, *words: str) -> Result:
    shown = CliRunner().invoke(cli, ["init", str(folder), "--contact", "monitor@example.org"])
    assert shown.exit_code == 0, shown.output
    return CliRunner().invoke(cli, ["init", str(folder), *words])


@pytest.mark.parametrize("name", ["watch", "a folder", "100 %", "$HOME", 'a "quoted" one', "back\\slash"])
def test_systemd_accepts_the_units(tmp_path: Path, name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    shown = init(tmp_path / name, "--systemd")
    assert shown.exit_code == 0, shown.output
    units = [str(tmp_path / name / unit) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if "monitor-" in line]
    assert said == []
    assert done.returncode == 0, done.stderr


def test_the_units_name_this_monitor_its_configuration_and_nothing_that_is_left_open(tmp_path: Path) -> None:
    init(tmp_path / "watch", "--systemd")
    for name in UNITS:
        text = (tmp_path / "watch" / name).read_text(encoding="utf-8")
        assert "{" not in text
        assert name.endswith(".timer") or str(tmp_path / "watch" / "config.toml") in text
    assert "ProtectSystem=strict" in (tmp_path / "watch" / "monitor-watch.service").read_text(encoding="utf-8")


def test_units_that_are_there_are_not_overwritten(tmp_path: Path) -> None:
    init(tmp_path / "watch", "--systemd")
    (tmp_path / "watch" / UNITS[1]).write_text("mine", encoding="utf-8")
    again = CliRunner().invoke(cli, ["init", str(tmp_path / "watch"), "--systemd"])
    assert again.exit_code == 2
    assert (tmp_path / "watch" / UNITS[1]).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["watch", "a folder", "it's 100 %"])
def test_cron_runs_the_line(tmp_path: Path, name: str) -> None:
    """What stands behind the five fields, with cron's own reading of %, is a command for sh that comes to its end."""
    shown = init(tmp_path / name, "--cron")
    (line,) = shown.stdout.splitlines()
    times, command = line.split(" ", 5)[:5], line.split(" ", 5)[5]
    assert times == ["*/15", "*", "*", "*", "*"]
    (tmp_path / name / "config.toml").write_text('[monitor]\nhistory = "h.db"\n', encoding="utf-8")  # watches nothing
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, check=False, timeout=120
    )
    assert "No such file" not in done.stderr
    assert "no source is watched" in done.stderr


def test_without_a_configuration_nothing_is_written(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path), "--systemd"])
    assert shown.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_words_of_a_command_line_are_quoted_as_systemd_reads_them() -> None:
    assert quoted("/opt/monitor") == "/opt/monitor"
    assert quoted("/a b") == '"/a b"'
    assert quoted("/100%/$x") == "/100%%/$$x"
    assert sys.executable == quoted(sys.executable)
