"""The README promises only what is there: every command in it is run, and the digest it shows is really printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.cli.main import COMMANDS
from monitor.demo import Site, write_config

README = Path(__file__).resolve().parent.parent / "README.md"
# what differs from run to run: instants, ids of captures and changes, the port of the site
VARIES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC|(?<=capture )[a-z2-7]{8}|(?<=change )[a-z2-7]{16}|127\.0\.0\.1:\d+")


def steady(text: str) -> list[str]:
    lines = (VARIES.sub("#", line).rstrip() for line in text.splitlines())
    return [re.sub("^What changed, from # to #$", "What changed at #", line) for line in lines]  # over a full minute


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `monitor` is a command, as after `make demo`."""
    folder = tmp_path_factory.mktemp("readme")
    program = folder / ".venv" / "bin" / "monitor"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m monitor.cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATH": f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(README.parent),
    }
    environment.pop("MONITOR_CONFIG", None)
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def printed(bench: Path) -> str:
    """What `monitor demo` prints; it leaves `demo/` in the folder."""
    done = run("monitor demo", bench)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands(readme: str, language: str = "sh") -> list[str]:
    blocks = re.findall(rf"```{language}\n(.*?)```", readme, flags=re.DOTALL)
    return [line.split("  #")[0].rstrip() for block in blocks for line in block.splitlines() if line.strip()]


def test_it_leads_with_the_two_commands(readme: str) -> None:
    leading = re.findall(r"^    (make \w+)", readme, flags=re.MULTILINE)
    assert leading == ["make demo", "make test"]


def test_its_make_targets_are_there(readme: str) -> None:
    for target in set(re.findall(r"(?:^    |`)make ([\w-]+)", readme, flags=re.MULTILINE)):
        done = run(f"make -n {target}", README.parent)
        assert done.returncode == 0 or "No rule" not in done.stderr, done.stderr


def test_the_digest_that_it_shows_is_the_one_that_is_printed(readme: str, printed: str) -> None:
    shown = re.search(r"<!-- digest:.*?-->\n```\n(.*?)```", readme, flags=re.DOTALL)
    assert shown
    real = steady(printed)
    at = 0
    for part in shown[1].split("[...]\n"):
        lines = steady(part)
        where = next((i for i in range(at, len(real)) if real[i : i + len(lines)] == lines), None)
        assert where is not None, f"not printed in this order: {lines}"
        at = where + len(lines)


def test_every_command_runs(readme: str, bench: Path, printed: str) -> None:
    shutil.copy(
        README.parent / "monitor" / "demo" / "editions" / "later" / "iom-5-5-dialogue.html", bench / "page.html"
    )
    with Site() as site:
        live = write_config(bench, site.base)  # the live hosts are not asked by a test
        assert live.name == "config.toml"
        for command in commands(readme):
            if command.startswith("sqlite3 "):
                _, file, sql = shlex.split(command)
                with sqlite3.connect(bench / file) as history:
                    assert history.execute(sql).fetchall(), command
                continue
            done = run(command, bench)
            assert done.returncode == 0, f"{command}: {done.stderr}"
            assert done.stdout, command


def test_the_cron_line_runs(readme: str, bench: Path, printed: str) -> None:
    (line,) = commands(readme, "cron")
    command = line.split(None, 5)[5].replace("cd /home/you/iscm", f"cd {shlex.quote(str(bench))}")
    with Site() as site:
        write_config(bench, site.base)
        done = run(command, bench)
    assert done.returncode == 0, done.stderr


def test_what_it_says_is_missing_is_missing(readme: str) -> None:
    assert "What it does not do yet: web pages." in readme
    assert "serve" not in COMMANDS


def test_its_links_lead_to_files_that_are_there(readme: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", readme) if "://" not in link]
    links += re.findall(r'src(?:set)?="([^"]+)"', readme)
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []
