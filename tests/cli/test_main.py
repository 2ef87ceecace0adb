"""The command itself: light, helpful, and plain about mistakes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from typing import IO

import click
import pytest
from click.testing import CliRunner

from monitor import __version__
from monitor.cli.main import COMMANDS, cli
from monitor.cli.status import status_of
from monitor.errors import (
    ArchiveFull,
    ConfigError,
    DocumentError,
    MonitorError,
    RunLocked,
    UsageError,
)

HEAVY = ("httpx2", "sqlite_utils", "pydantic", "selectolax", "apscheduler", "rich", "warcio", "rapidfuzz", "pypdfium2")
SHOW_MODULES = """
import sys
from monitor.cli.main import cli
try:
    cli(sys.argv[1:])
except SystemExit:
    pass
print("\\n".join(sys.modules), file=sys.stderr)
"""


def modules_after(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_MODULES, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert modules_after(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_help_of_a_command_imports_nothing_heavy(name: str) -> None:
    assert modules_after(name, "--help").isdisjoint(HEAVY)


def test_every_command_in_the_list_exists_and_its_help_begins_with_an_example_nearby() -> None:
    runner = CliRunner()
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
        shown = runner.invoke(cli, [name, "--help"])
        assert shown.exit_code == 0
        assert "Examples:" in shown.output, name


def test_every_command_that_prints_takes_json() -> None:
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        for each in command.commands.values() if isinstance(command, click.Group) else [command]:
            options = {option for parameter in each.params for option in parameter.opts}
            assert "--json" in options, each.name


def test_help_lists_every_command_without_importing_it() -> None:
    shown = CliRunner().invoke(cli, ["--help"])
    assert shown.exit_code == 0
    for name, (_, line) in COMMANDS.items():
        assert name in shown.output
        assert line in " ".join(shown.output.split())


def test_the_version_is_that_of_the_package() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"monitor, version {__version__}\n"


def test_a_mistyped_command_is_answered_with_the_right_one() -> None:
    shown = CliRunner().invoke(cli, ["chnages"])
    assert shown.exit_code == 2
    assert "changes" in shown.output


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (DocumentError("x"), 1),
        (ConfigError("x", file="config.toml"), 2),
        (UsageError("x"), 2),
        (RunLocked("x"), 3),
        (ArchiveFull("x"), 75),
    ],
)
def test_an_error_ends_with_the_status_of_its_kind(error: MonitorError, status: int) -> None:
    assert status_of(error) == status


def test_a_mistake_in_the_configuration_is_told_with_file_line_key_and_fix_and_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[monitor]\nhistory = "h.db"\nsnapshots = "s"\nevery = "often"\n')
    shown = CliRunner().invoke(cli, ["--config", str(file), "changes"])
    assert shown.exit_code == 2
    assert f"error: {file}:4: monitor.every: " in shown.stderr
    assert "fix: " in shown.stderr
    assert "Traceback" not in shown.stderr
    assert shown.stdout == ""


def test_a_missing_configuration_is_named(tmp_path: Path) -> None:
    shown = CliRunner().invoke(cli, ["--config", str(tmp_path / "none.toml"), "sources"])
    assert shown.exit_code == 2
    assert "none.toml" in shown.stderr


def test_the_configuration_comes_from_the_environment_when_no_option_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_CONFIG", str(tmp_path / "from-environment.toml"))
    assert "from-environment.toml" in CliRunner().invoke(cli, ["sources"]).stderr


def test_hostile_words_in_a_message_do_nothing() -> None:
    shown = CliRunner().invoke(cli, ["extract", "no\x1b[2Jfile", "--as", "mechanism-page"])
    assert shown.exit_code == 2
    assert "\x1b" not in shown.output


def test_letters_that_the_terminal_cannot_show_do_not_end_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monitor.cli", "init", str(tmp_path / "Évora–世界")],
        capture_output=True,
        env={"PYTHONIOENCODING": "latin-1", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert b"\\u4e16" in done.stdout


@pytest.mark.parametrize("where", ["history", "snapshots"])
def test_what_the_system_refuses_is_a_message_and_no_traceback(tmp_path: Path, where: str) -> None:
    file = tmp_path / "config.toml"
    source = 'id = "a"\nurl = "http://127.0.0.1:9/"\nlayout = "practice-page"\nenabled = false\n'
    file.write_text(f'[monitor]\n{where} = "config.toml/x"\n[[source]]\n{source}')
    done = monitor("--config", str(file), "check")
    assert "Traceback" not in done.stderr
    if where == "history":
        assert (done.returncode, "config.toml" in done.stderr) == (1, True), done.stderr


def test_a_folder_that_may_not_be_written_stops_the_demonstration_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "demo").symlink_to("/proc/self")
    done = monitor("demo", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["sources", "--json"], ["sources"]])
def test_output_that_finds_no_room_is_told_and_no_traceback(tmp_path: Path, arguments: list[str]) -> None:
    monitor("init", cwd=tmp_path)
    with Path("/dev/full").open("w") as full:
        done = monitor("--config", "config.toml", *arguments, cwd=tmp_path, stdout=full)
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


@pytest.mark.parametrize("arguments", [["--help"], ["lookups", "check"]])
def test_a_reader_that_leaves_early_is_no_error_to_tell(tmp_path: Path, arguments: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as nobody_reads:
        done = monitor(*arguments, cwd=tmp_path, stdout=nobody_reads)
    assert done.stderr == ""
    assert done.returncode == 128 + signal.SIGPIPE


def monitor(*arguments: str, cwd: Path | None = None, stdout: IO[str] | int = PIPE) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(
        [sys.executable, "-m", "monitor.cli", *arguments],
        cwd=cwd,
        env=environment,
        stdout=stdout,
        stderr=PIPE,
        text=True,
        check=False,
        timeout=60,
    )
