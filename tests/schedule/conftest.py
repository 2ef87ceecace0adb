"""A site on loopback that can be slow, and a daemon over it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.config import Settings, load
from monitor.run import RunResult
from monitor.schedule import Watch
from tests.watched import Watched, page


@pytest.fixture
def watched(tmp_path: Path, httpserver: HTTPServer) -> Watched:
    made = Watched(tmp_path, httpserver)
    made.serve(page())
    return made


def load_with(watched: Watched, tables: str) -> Settings:
    """The configuration of `watched` with further tables."""
    file = watched.folder / "config.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{tables}{text}", encoding="utf-8")
    settings = load(file)
    file.write_text(text, encoding="utf-8")
    return settings


Steps = Callable[[Watch], None]


def watching(watched: Watched, then: Steps, *, seconds: float = 30) -> list[RunResult]:
    """Runs the daemon; `then` says in the loop what is done to it, and has to stop it. Returns the runs it told."""
    told: list[RunResult] = []

    async def forever() -> None:
        made = Watch(watched.settings, told=told.append, reload=lambda: watched.settings)
        asyncio.get_running_loop().call_soon(then, made)
        await asyncio.wait_for(made.forever(), timeout=seconds)

    asyncio.run(forever())
    return told
