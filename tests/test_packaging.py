"""The install is complete, locked by hash, and names no host."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import monitor

LOCKS = ("requirements.lock", "requirements-browser.lock", "requirements-notify.lock", "requirements-dev.lock")
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


def locked(repository: Path, name: str) -> dict[str, str]:
    return dict(REQUIREMENT.findall((repository / name).read_text(encoding="utf-8")))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=;\s]", each)[0].lower().replace(".", "-").replace("_", "-") for each in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_folder(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    assert not re.findall(r"https?:|file:|--index|--find-links|registry|(?:^|\s)/", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_distribution_has_hashes(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_the_locks_hold_what_the_project_asks_for(repository: Path, project: dict[str, Any]) -> None:
    runtime, browser, notify, dev = (locked(repository, name) for name in LOCKS)
    asked = names(project["project"]["dependencies"])
    assert asked <= set(runtime)
    assert names(project["dependency-groups"]["dev"]) <= set(dev)
    assert names(project["project"]["optional-dependencies"]["browser"]) <= set(browser)
    assert names(project["project"]["optional-dependencies"]["notify"]) <= set(notify)
    for extra in (browser, notify):
        assert {name: extra[name] for name in runtime} == runtime
        assert {name: dev[name] for name in extra} == extra


def test_the_build_backend_is_pinned_and_locked(repository: Path, project: dict[str, Any]) -> None:
    (backend,) = project["build-system"]["requires"]
    assert project["dependency-groups"]["build"] == [backend]
    name, version = backend.split("==")
    assert locked(repository, "requirements.lock")[name.replace("_", "-")] == version


def test_the_installed_distribution_is_this_version(project: dict[str, Any]) -> None:
    try:
        installed = importlib.metadata.version(project["project"]["name"])
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed here; `make test` installs it")
    assert installed == monitor.__version__


def test_the_changelog_begins_with_this_version(repository: Path) -> None:
    headings = re.findall(r"^## (\S+)", (repository / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == monitor.__version__


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    """A folder with the Makefile and what it installs from."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    for name in ("Makefile", "pyproject.toml", *LOCKS):
        shutil.copy(repository / name, tmp_path)
    return tmp_path


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make, untouched by the make that may run these tests."""
    outer = {"MAKEFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MFLAGS", "VENV", "PYTHON", "ARGS"}
    inner = {name: value for name, value in os.environ.items() if name not in outer} | {"LC_ALL": "C"}
    return subprocess.run(["make", *arguments], cwd=folder, env=inner, capture_output=True, text=True, check=False)


def test_make_says_what_to_install_where_python_is_too_old(folder: Path) -> None:
    run = make(folder, "PYTHON=", "demo")
    assert run.returncode == 2
    assert "No Python 3.11 or later" in run.stderr


def test_make_installs_nothing_twice(folder: Path) -> None:
    (folder / ".venv").mkdir()
    for stamp in (".made", ".run", ".package", ".dev"):
        (folder / ".venv" / stamp).touch()
    run = make(folder, "dev-env")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Nothing to be done" in run.stdout


def test_make_installs_again_when_a_lock_has_changed(folder: Path) -> None:
    (folder / ".venv").mkdir()
    for stamp in (".made", ".run", ".package", ".dev"):
        (folder / ".venv" / stamp).touch()
    now = (folder / ".venv" / ".dev").stat().st_mtime
    os.utime(folder / "requirements-dev.lock", (now + 9, now + 9))
    assert "-r requirements-dev.lock" in make(folder, "--dry-run", "dev-env").stdout
    assert "Nothing to be done" in make(folder, "--dry-run", "run-env").stdout
