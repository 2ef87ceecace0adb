"""A daemon that is killed at random moments, with a run each second: the history stays whole, and each change is told
once. `SECONDS=600 pytest tests/schedule/test_killed_watch.py` goes on for longer than the minute of everyday.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.config import load
from monitor.deliver import deliver
from tests.deliver.conftest import Post, mail, plain, post
from tests.watched import Watched, page

__all__ = ["post"]  # the mail server, a fixture

SECONDS = float(os.environ.get("SECONDS", "60"))
REPOSITORY = Path(__file__).resolve().parents[2]
CHAIRS = cycle(("Albania", "Austria", "Belgium", "Croatia", "Poland", "Spain", "Sweden", "Malta", "Italy"))
FILES = '\n[[channel]]\nname = "files"\nkind = "folder"\npath = "digests"\nforms = ["json"]\n'


def killed(watched: Watched, seconds: float, chance: random.Random) -> int:
    """Starts the daemon and kills it after a while, again and again; returns how often. Mostly that is some seconds
    after it says that it watches, however long a busy machine takes to start it.
    """
    times, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        process = subprocess.Popen(
            [sys.executable, "-m", "monitor.cli", "--config", str(watched.folder / "config.toml"), "watch"],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        if chance.random() < 0.8:
            process.stdout.readline()
        time.sleep(chance.uniform(0, 5))
        process.kill()
        process.communicate()
        times += 1
    return times


def test_a_daemon_that_is_killed_again_and_again_loses_nothing_and_tells_nothing_twice(
    tmp_path: Path,
    httpserver: HTTPServer,
    post: Post,  # the fixture of its name
) -> None:
    watched = Watched(tmp_path, httpserver)
    watched.answer(lambda request: _page(request), "/budapest")
    watched.configure(watched.source("budapest", every="1 s"))
    file = tmp_path / "config.toml"
    file.write_text(file.read_text(encoding="utf-8") + mail(post) + FILES, encoding="utf-8")
    watched.settings = load(file)
    assert killed(watched, SECONDS, random.Random(5)) >= SECONDS / 20
    later = [timedelta(0)]
    for _ in range(3):  # what waits is taken in the end
        later[0] += timedelta(hours=7)
        asyncio.run(deliver(watched.settings, now=lambda: datetime.now(UTC) + later[0]))
    assert watched.ask("PRAGMA integrity_check") == [("ok",)]
    assert watched.ask("SELECT count(*) FROM outbox WHERE state <> 'delivered'") == [(0,)]
    made = [change for (change,) in watched.ask("SELECT public FROM change WHERE correction = 0 AND imported = 0")]
    assert made
    once = Counter(dict.fromkeys(made, 1))
    digests = [json.loads(each.read_text(encoding="utf-8")) for each in (tmp_path / "digests").glob("*.json")]
    assert Counter(news["id"] for one in digests for chapter in one["chapters"] for news in chapter["news"]) == once
    letters = {str(one["Message-ID"]): plain(one).split() for one in post.taken}
    assert Counter(change for words in letters.values() for change in made if change in words) == once


def _page(request: Request) -> Response:
    return Response(page(next(CHAIRS)), content_type="text/html")
