"""The Dockerfile and compose.yaml fit the repository, and hold what they promise: no root, nothing written but data."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from monitor.cli.main import cli


@pytest.fixture(scope="module")
def dockerfile(repository: Path) -> list[str]:
    """The instructions, one a line, without comments."""
    text = (repository / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def arguments(dockerfile: list[str], instruction: str) -> list[str]:
    return [line.partition(" ")[2] for line in dockerfile if line.startswith(f"{instruction} ")]


@pytest.fixture(scope="module")
def locks(repository: Path, dockerfile: list[str]) -> list[str]:
    """What it can be built from: the lock that it names, and the one that compose.yaml names beside."""
    (built,) = [line.partition("=")[2] for line in arguments(dockerfile, "ARG") if line.startswith("LOCK=")]
    asked = re.search(r"LOCK: (\S+) # (\S+)", (repository / "compose.yaml").read_text("utf-8"))
    assert asked
    assert asked[1] == built
    return [built, asked[2]]


def test_what_is_copied_is_there_and_not_left_out_of_the_context(
    repository: Path, dockerfile: list[str], locks: list[str]
) -> None:
    sent = {line[1:] for line in (repository / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"}
    copied = {
        name for line in arguments(dockerfile, "COPY") if not line.startswith("--from") for name in line.split()[:-1]
    }
    copied = copied - {"$LOCK"} | set(locks)
    assert copied <= sent
    assert all((repository / name).exists() for name in copied)


def test_all_that_the_package_is_built_from_is_copied(repository: Path, dockerfile: list[str]) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    copied = {name for line in arguments(dockerfile, "COPY") for name in line.split()[:-1]}
    assert {"pyproject.toml", "monitor", project["readme"], *project["license-files"]} <= copied


def test_the_python_of_the_image_is_one_that_the_package_names_and_has_a_fixed_version(
    repository: Path, dockerfile: list[str]
) -> None:
    classifiers = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
    images = {line.split()[0] for line in arguments(dockerfile, "FROM")}
    (version,) = {found[1] for image in images if (found := re.fullmatch(r"python:(3\.\d+)-slim", image))}
    assert len(images) == 1
    assert f"Programming Language :: Python :: {version}" in classifiers


def test_it_installs_what_the_lock_says_and_checks_it(dockerfile: list[str]) -> None:
    installs = [line for line in arguments(dockerfile, "RUN") if "pip install" in line]
    assert any("--require-hashes" in line and "-r /src/$LOCK" in line for line in installs)
    assert all("--no-deps" in line for line in installs)


def test_it_does_not_run_as_root(dockerfile: list[str]) -> None:
    (user,) = arguments(dockerfile, "USER")
    assert f"useradd --uid 10001 --create-home --home-dir /data {user}" in arguments(dockerfile, "RUN")
    assert dockerfile.index(f"USER {user}") < dockerfile.index('ENTRYPOINT ["monitor"]')


def test_what_it_starts_is_a_command_of_the_monitor(dockerfile: list[str]) -> None:
    assert arguments(dockerfile, "ENTRYPOINT") == ['["monitor"]']
    assert arguments(dockerfile, "CMD") == ['["watch"]']
    (health,) = arguments(dockerfile, "HEALTHCHECK")
    assert "monitor status --json" in health
    names = cli.list_commands(None)  # type: ignore[arg-type]  # it asks nothing of it
    assert {"watch", "status"} <= set(names)


def test_compose_writes_to_the_data_alone(repository: Path, dockerfile: list[str]) -> None:
    (name, service), *others = yaml.safe_load((repository / "compose.yaml").read_text("utf-8"))["services"].items()
    assert (name, others) == ("monitor", [])
    assert service["read_only"] is True
    assert [volume.partition(":")[2] for volume in service["volumes"]] == arguments(dockerfile, "VOLUME") == ["/data"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == "10001:10001"
    (environment,) = arguments(dockerfile, "ENV")
    assert "MONITOR_CONFIG=/data/config.toml" in environment
