"""What starts the monitor: units that systemd accepts, and a line that cron runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result

from monitor.cli.installing import UNITS, quoted
from monitor.cli.main import cli
from monitor.deliver.secrets import credential, reveal
from monitor.model import Secret


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


CHANNELS = """
[[channel]]
name = "desk"
kind = "smtp"
host = "smtp.example.org"
sender = "monitor@example.org"
to = ["desk@example.org"]
user = "monitor"
password = "env:SMTP_PASSWORD"

[[channel]]
name = "hook"
kind = "webhook"
url = "https://hooks.example.org/monitor"
secret = "file:hook secret"

[[channel]]
name = "files"
kind = "folder"
path = "../published/digests"
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A configuration whose history, archive, digests and secrets are in other folders."""
    folder = tmp_path / "etc"
    init(folder)
    file = folder / "config.toml"
    text = file.read_text(encoding="utf-8").replace('"history.db"', '"../state 100 %/history.db"')
    text = text.replace('"snapshots"', '"../state 100 %/snapshots"')
    file.write_text(text + CHANNELS, encoding="utf-8")
    (folder / "hook secret").write_text("s3cret", encoding="utf-8")
    return folder


def understood(folder: Path) -> list[str]:
    """What systemd's own reader makes of the unit of the daemon in a folder, key and value a line."""
    program = next((path for path in ("/lib/systemd/systemd", "/usr/lib/systemd/systemd") if Path(path).exists()), None)
    if program is None:
        pytest.skip("there is no systemd here")
    folder.chmod(0o755)
    with TemporaryDirectory(dir="/tmp") as home:  # where its user may go, too
        Path(home).chmod(0o777)
        for name in UNITS:
            shutil.copy(folder / name, home)
        Path(home, "all.target").write_text("[Unit]\nRequires=monitor-watch.service\n", encoding="utf-8")
        done = subprocess.run(
            [program, "--user", "--test", "--unit=all.target"],
            env={"XDG_RUNTIME_DIR": home, "HOME": home, "SYSTEMD_LOG_LEVEL": "debug", "SYSTEMD_UNIT_PATH": f"{home}:"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            user="nobody" if os.geteuid() == 0 else None,  # it reads nothing for root
        )
    said = (done.stdout + done.stderr).partition("Unit monitor-watch.service:")[2].partition("\n-> ")[0]
    if not said:
        pytest.skip("systemd reads no units here")
    return [line.strip() for line in said.splitlines()]


def test_what_the_configuration_writes_to_is_open_for_writing_and_there(elsewhere: Path, tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(elsewhere), "--systemd"])
    assert shown.exit_code == 0, shown.output
    state, digests = tmp_path / "state 100 %", tmp_path / "published" / "digests"
    text = (elsewhere / UNITS[0]).read_text(encoding="utf-8")
    opened = [line.partition("=")[2] for line in text.splitlines() if line.startswith("ReadWritePaths=")]
    assert opened == [str(digests), f'"{str(state).replace("%", "%%")}"']
    assert digests.is_dir()
    assert state.is_dir()


def test_systemd_opens_these_folders_and_reads_these_files(elsewhere: Path, tmp_path: Path) -> None:
    CliRunner().invoke(cli, ["init", str(elsewhere), "--systemd"])
    lines = understood(elsewhere)
    (opened,) = [line for line in lines if line.startswith("ReadWritePaths:")]
    assert opened == f"ReadWritePaths: {tmp_path / 'published' / 'digests'} {tmp_path / 'state 100 %'}"
    assert f"EnvironmentFile: -{elsewhere / 'monitor.env'}" in lines


@pytest.mark.parametrize("name", ["a folder", "100 %", "$HOME", 'a "quoted" one', "back\\slash", "it's"])
def test_systemd_reads_the_folder_as_it_is_called(tmp_path: Path, name: str) -> None:
    init(tmp_path / name, "--systemd")
    assert f"ReadWritePaths: {tmp_path / name}" in understood(tmp_path / name)


def test_secrets_come_out_of_a_file_that_nobody_else_may_read(elsewhere: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(elsewhere), "--systemd"])
    file = elsewhere / "monitor.env"
    assert "#SMTP_PASSWORD=\n" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert f"Write the secrets into {file}" in shown.stdout
    text = (elsewhere / UNITS[1]).read_text(encoding="utf-8")
    assert f"EnvironmentFile=-{file}\n" in text
    secret = elsewhere / "hook secret"
    assert f"LoadCredential={credential(secret)}:{secret}\n" in text
    assert "s3cret" not in text


def test_each_secret_file_has_a_name_of_its_own_that_systemd_takes_as_it_is() -> None:
    files = [Path("/a/b-c"), Path("/a-b/c"), Path("/a/b%n-c"), Path("/a", "é" * 120), Path("/a", "ü" * 120)]
    names = [credential(file) for file in files]
    assert len(set(names)) == len(files)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,100}", name) for name in names)


def test_who_needs_the_secrets_is_started_by_what_systemd_hands_them_to(elsewhere: Path) -> None:
    """systemd 252 does not hand them to ExecStartPost of a unit with a file system of its own."""
    CliRunner().invoke(cli, ["init", str(elsewhere), "--systemd"])
    for name in UNITS[:2]:
        keys = [line.partition("=")[0] for line in (elsewhere / name).read_text(encoding="utf-8").splitlines()]
        assert "LoadCredential" in keys
        assert not {"ExecStartPre", "ExecStartPost", "ExecStopPost"} & set(keys)


def test_mistakes_of_the_configuration_are_told_with_the_units(tmp_path: Path) -> None:
    init(tmp_path)
    file = tmp_path / "config.toml"
    file.write_text(
        file.read_text(encoding="utf-8") + '[[channel]]\nname = "desk"\nkind = "pigeon"\n', encoding="utf-8"
    )
    shown = CliRunner().invoke(cli, ["init", str(tmp_path), "--systemd"])
    assert shown.exit_code == 0, shown.output
    assert "there is no kind of channel" in shown.stderr


def test_what_lies_in_a_folder_for_what_is_temporary_is_told_as_hidden_from_the_units() -> None:
    with TemporaryDirectory(dir="/tmp") as name:
        shown = init(Path(name), "--systemd")
    assert f"the units do not see {name}/config.toml" in shown.stderr


@pytest.mark.parametrize("name", ["a$b", "100%", "a b"])
def test_systemd_finds_the_program_as_it_is_called(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    (tmp_path / name).mkdir()
    for program in ("python", "monitor"):
        (tmp_path / name / program).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name / program).chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / name / "python"))
    shown = init(tmp_path / "watch", "--systemd")
    assert shown.exit_code == 0, shown.output
    units = [str(tmp_path / "watch" / unit) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "monitor-" in line or name in line] == []


def test_a_program_that_systemd_cannot_start_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", '/opt/a "quoted" one/python')
    refused = init(tmp_path, "--systemd")
    assert refused.exit_code == 2
    assert "systemd starts no program that is called" in refused.stderr


def test_a_file_that_is_not_there_yet_keeps_no_service_from_its_start(elsewhere: Path) -> None:
    (elsewhere / "hook secret").unlink()
    CliRunner().invoke(cli, ["init", str(elsewhere), "--systemd"])
    text = (elsewhere / UNITS[0]).read_text(encoding="utf-8")
    assert "\n# when it is there: LoadCredential=" in text
    assert "\nLoadCredential=" not in text


def test_secrets_that_are_filled_in_are_not_overwritten(elsewhere: Path) -> None:
    (elsewhere / "monitor.env").write_text("SMTP_PASSWORD=x\n", encoding="utf-8")
    shown = CliRunner().invoke(cli, ["init", str(elsewhere), "--systemd", "--json"])
    assert json.loads(shown.stdout)["environment"] is None
    assert (elsewhere / "monitor.env").read_text(encoding="utf-8") == "SMTP_PASSWORD=x\n"


def test_what_systemd_hands_over_is_the_secret(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = Secret(elsewhere / "hook secret")
    assert reveal(secret) == "s3cret"
    handed = tmp_path / "credentials"
    handed.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    assert reveal(secret) == "s3cret", "none is handed over"
    (handed / credential(elsewhere / "hook secret")).write_text("another\n", encoding="utf-8")
    assert reveal(secret) == "another"


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


def test_a_folder_that_no_line_of_cron_can_name_is_refused(tmp_path: Path) -> None:
    refused = init(tmp_path / "a\\%b", "--cron")
    assert refused.exit_code == 2
    assert "cron runs no line in which" in refused.stderr


def test_without_a_configuration_nothing_is_written(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["init", str(tmp_path), "--systemd"])
    assert shown.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_words_of_a_command_line_are_quoted_as_systemd_reads_them() -> None:
    assert quoted("/opt/monitor") == "/opt/monitor"
    assert quoted("/a b") == '"/a b"'
    assert quoted("/100%/$x") == "/100%%/$$x"
    assert sys.executable == quoted(sys.executable)
