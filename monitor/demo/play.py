"""The demonstration itself: two runs of the code that live runs use, against the loopback site, then the digest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitor.config import load
from monitor.demo.served import EDITIONS, Edition
from monitor.demo.settings import write_config
from monitor.demo.site import Site
from monitor.digest import Digest, gather
from monitor.errors import UsageError
from monitor.history import open_reader, run_lock
from monitor.run import Progress, RunResult, run_once

LEFT_BEHIND = ("config.toml", "history.db", "history.db-wal", "history.db-shm", "snapshots")
SIGN = "# Written by `monitor demo`"


@dataclass(frozen=True, slots=True)
class Played:
    """What a demonstration left: its configuration, how the two runs went, and the digest of the second."""

    config: Path
    runs: tuple[RunResult, ...]
    digest: Digest


def play(folder: Path, *, progress: Callable[[Edition], Progress] | None = None) -> Played:
    """Checks the earlier editions and then the later ones, and tells what changed between the two.

    Writes `config.toml`, `history.db` and `snapshots/` into `folder`, over those of an earlier demonstration. Raises
    UsageError, and touches nothing, when the folder holds a configuration that is not a demonstration's, and RunLocked
    when another demonstration, or a run on what one left behind, is at work there.
    """
    _refuse_what_is_not_ours(folder)
    now = datetime.now(UTC)
    with run_lock(folder / "demo", now=now):
        with run_lock(folder / "history.db", now=now):
            _clear(folder)
        return _played(folder, progress)


def _played(folder: Path, progress: Callable[[Edition], Progress] | None) -> Played:
    runs: list[RunResult] = []
    with Site() as site:
        config = write_config(folder, site.base)
        settings = load(config)
        for edition in EDITIONS:
            site.edition = edition
            runs.append(run_once(settings, progress=progress(edition) if progress else None))
    history = open_reader(settings.monitor.history)
    try:
        watched = [source.id for source in settings.sources]
        digest = gather(history, since=runs[-1].started_at, until=datetime.now(UTC), watched=watched)
    finally:
        history.close()
    return Played(config, tuple(runs), digest)


def _refuse_what_is_not_ours(folder: Path) -> None:
    config = folder / "config.toml"
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", fix="run the demonstration in another working directory")
    if config.exists() and not config.read_text(encoding="utf-8", errors="replace").startswith(SIGN):
        message = f"{config} was not written by `monitor demo`, so nothing in {folder} is overwritten"
        raise UsageError(message, fix="move it away, or run the demonstration in another working directory")
    if not config.exists() and any((folder / name).exists() for name in LEFT_BEHIND):
        message = f"{folder} holds a history that no demonstration wrote, so nothing in it is overwritten"
        raise UsageError(message, fix="move it away, or run the demonstration in another working directory")


def _clear(folder: Path) -> None:
    """Removes what an earlier demonstration left in the folder, and nothing else."""
    for name in LEFT_BEHIND:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
