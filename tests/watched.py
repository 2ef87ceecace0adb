"""One source or more on a loopback server, watched by real runs over real HTTP, with a set clock."""

from __future__ import annotations

import atexit
import shutil
import signal
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor import history
from monitor.archive import Archive
from monitor.config import Settings, load
from monitor.documents import Worker
from monitor.model import Check
from monitor.run import RunResult, run_once
from tests.warm import Doing, Job, Kill, When, warm

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
MEMBERS = ("Albania", "Austria", "Belgium", "Croatia", "Hungary", "Poland", "Spain", "Sweden")
HEAD = """[monitor]
history = "history.db"
snapshots = "snapshots"
[fetch]
timeout = "5 s"
"""
FETCH = 'pace = "0 s"\nallow_addresses = ["127.0.0.0/8"]\n'


def page(chair: str = "Hungary", members: tuple[str, ...] | None = MEMBERS, extra: str = "") -> str:
    """A mechanism's page; `members` None: it has no such section."""
    items = "".join(f"<li>{name}</li>" for name in members or ())
    listed = f"<h2>Member States</h2><ul>{items}</ul>" if members is not None else ""
    return (
        '<!doctype html><html lang="en"><title>Two Seas Dialogue</title><body><main><h1>Budapest Process</h1>'
        f"<h2>Current Chair</h2><p>{chair}</p>{listed}{extra}</main></body></html>"
    )


@cache
def reader() -> Worker:
    """The reading process that all runs of the tests share: to start one takes longer than to read a page."""
    worker = Worker()
    atexit.register(worker.close)
    return worker


@dataclass(frozen=True, slots=True)
class Told:
    """What one run told: its result and its changes as (kind, key)."""

    result: RunResult
    changes: list[tuple[str, str]]

    @property
    def look(self) -> Check:
        """The look at the only source."""
        (check,) = self.result.checks
        return check

    @property
    def verdicts(self) -> dict[str, str]:
        """How the look at each source ended."""
        return {check.source: check.verdict for check in self.result.checks}


class Watched:
    """A folder with a configuration, and the server that its sources are on."""

    def __init__(self, folder: Path, server: HTTPServer) -> None:
        self.folder = folder
        self.server = server
        self.now = START
        self.settings = self.configure(self.source("budapest"))

    def copied(self, folder: Path) -> Watched:
        """The same in another folder: two ways on from here."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = copy(self)
        other.folder, other.settings = folder, load(folder / "config.toml")
        return other

    def source(self, name: str, path: str = "/budapest", more: str = "", **keys: str) -> str:
        """An entry of the configuration."""
        keys = {"layout": "mechanism-page", "mechanism": "budapest-process"} | keys
        url = path if "://" in path else self.server.url_for(path)
        lines = [f'{key} = "{value}"\n' for key, value in ({"id": name, "url": url} | keys).items()]
        return "[[source]]\n" + "".join(lines) + more

    def configure(self, *sources: str, fetch: str = FETCH) -> Settings:
        """A configuration with these sources; `fetch`: the lines of that table."""
        file = self.folder / "config.toml"
        file.write_text(HEAD + fetch + "\n".join(sources), encoding="utf-8")
        self.settings = load(file)
        return self.settings

    def serve(self, body: str | bytes, path: str = "/budapest", status: int = 200, **headers: str) -> None:
        """What the path answers from now on; other paths go on as they were."""
        for handlers in (self.server.ordered_handlers, self.server.oneshot_handlers, self.server.handlers):
            handlers[:] = [one for one in handlers if one.matcher.uri not in (path, "/robots.txt")]
        self.server.expect_request("/robots.txt").respond_with_data("", status=404)
        self.server.expect_request(path).respond_with_data(
            body, status=status, content_type="text/html", headers=headers
        )

    def answer(self, respond: Callable[[Request], Response], path: str = "/budapest") -> None:
        """The path answers what `respond` says from now on; other paths go on as they were."""
        self.serve("", path)
        self.server.handlers[:] = [one for one in self.server.handlers if one.matcher.uri != path]
        self.server.expect_request(path).respond_with_handler(respond)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """The path leads to another one from now on."""
        self.serve("", path, status, Location=to)

    def asked(self, path: str = "/budapest") -> list[Request]:
        """The requests for a path so far."""
        return [request for request, _ in self.server.log if request.path == path]

    def run(self, *, hours: float = 24, only: tuple[str, ...] = (), own_worker: bool = False) -> Told:
        """One run, so many hours after the last."""
        self.now += timedelta(hours=hours)
        worker = None if own_worker else reader()
        result = run_once(self.settings, only=only, now=lambda: self.now, worker=worker)
        book = history.open_reader(self.settings.monitor.history)
        try:
            changes = [history.change(book, change) for change in result.changes]
        finally:
            book.close()
        return Told(result, sorted((change.kind, change.key) for change in changes))

    def killed(self, when: When, where: str, what: Doing = "run", *, time: int = 1) -> None:
        """One run in a process of its own that is killed (kill -9) before or after it calls `module:name` for the
        `time`-th time; or there the past is told again (`upkeep`).
        """
        self.now += timedelta(hours=24)
        assert self.ended(Kill(where, when, time), what) == -signal.SIGKILL, f"{where} is not reached"

    def ended(self, kill: Kill, what: Doing = "run") -> int:
        """How a run in a process of its own ended that was to be killed there: its status, or below 0 the signal."""
        return warm().do(Job(what, self.settings.file, self.now, kill))

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of the history."""
        book = history.open_reader(self.settings.monitor.history)
        try:
            return [tuple(row) for row in book.execute(sql, values).fetchall()]
        finally:
            book.close()

    def answers(self, questions: Mapping[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of several questions, each by its name."""
        book = history.open_reader(self.settings.monitor.history)
        try:
            return {name: [tuple(row) for row in book.execute(sql).fetchall()] for name, sql in questions.items()}
        finally:
            book.close()

    def write(self, sql: str, *values: Any) -> None:
        """Does to the history what no run would."""
        book = history.open_history(self.settings.monitor.history)
        try:
            with history.transaction(book):
                book.execute(sql, list(values))
        finally:
            book.close()

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        """What the history holds, without numbers of rows, times and places: equal for equal pasts."""
        return {
            "statement": self.ask(
                "SELECT s.mechanism, s.field, s.key, s.value, s.quote, o.sha256, c.sha256 FROM statement s"
                " JOIN capture o ON o.id = s.opened_by LEFT JOIN capture c ON c.id = s.closed_by ORDER BY 1, 2, 3, 4, 6"
            ),
            "change": self.ask(
                "SELECT h.kind, h.field, h.key, h.before, h.after, h.correction, b.sha256, a.sha256 FROM change h"
                " LEFT JOIN capture b ON b.id = h.before_capture LEFT JOIN capture a ON a.id = h.after_capture"
                " ORDER BY h.id"
            ),
            "finding": self.ask("SELECT kind, field, message, closed_at IS NULL FROM finding ORDER BY id"),
            "capture": self.ask(
                "SELECT c.sha256, v.name FROM capture c LEFT JOIN verdict v ON v.id = c.verdict ORDER BY c.id"
            ),
            "extraction": self.ask("SELECT capture, layout, outcome, accepted FROM extraction ORDER BY id"),
        }

    def segment(self, source: str = "budapest") -> Path:
        """The first segment with pages: the one before it has the decision on the source's settings."""
        return self.settings.monitor.snapshots / source / "0002.warc.zst"

    @property
    def archive(self) -> Archive:
        return Archive(self.settings.monitor.snapshots)
