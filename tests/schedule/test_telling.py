"""The daemon tells each change to each channel once, and what is not taken at once is taken later."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from monitor import deliver
from monitor.config import load
from monitor.errors import HistoryError
from monitor.run import RunResult
from monitor.schedule import Watch, telling
from tests.watched import Watched, page

CHANNEL = '\n[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\n'


def with_channel(watched: Watched) -> Path:
    file = watched.folder / "config.toml"
    file.write_text(file.read_text(encoding="utf-8") + CHANNEL, encoding="utf-8")
    watched.settings = load(file)
    return watched.folder / "digests"


def test_what_a_run_found_is_told_after_it(watched: Watched) -> None:
    folder = with_channel(watched)
    watched.settings = load(watched.folder / "config.toml")
    watched.run()
    watched.serve(page("Spain"))

    async def forever() -> None:
        def told(result: RunResult) -> None:
            asyncio.get_running_loop().call_later(3, made.stop)

        made = Watch(watched.settings, told=told)
        await asyncio.wait_for(made.forever(), timeout=30)

    asyncio.run(forever())
    (digest,) = folder.iterdir()
    assert "Spain" in digest.read_text(encoding="utf-8")


def test_a_mistake_in_telling_ends_the_daemon_and_is_not_hidden(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_channel(watched)
    watched.run()

    async def broken(*arguments: object, **named: object) -> tuple[deliver.Sent, ...]:
        raise HistoryError("the history is no database")

    monkeypatch.setattr(telling, "deliver", broken)

    async def forever() -> None:
        await asyncio.wait_for(Watch(watched.settings).forever(), timeout=30)

    with pytest.raises(HistoryError, match="no database"):
        asyncio.run(forever())
