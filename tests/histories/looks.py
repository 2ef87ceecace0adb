"""One source looked at again and again, as a run looks at it, in this process and without a network.

Everything behind the network is the real thing: what the transport says of an answer, archive, judge, reader,
comparison, history. tests/watched.py has the same over real HTTP, thirty times as slow.
"""

from __future__ import annotations

import asyncio
import atexit
import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from monitor import history
from monitor.archive import Archive
from monitor.config import load
from monitor.documents.worker import Inline
from monitor.errors import FetchError
from monitor.fetch.exchange import Reply
from monitor.fetch.verdict import of_reply
from monitor.history import ChangeRecord, Database
from monitor.look import House, Looked, deciding, look, settle
from monitor.look.reading import Desk
from monitor.model import Answer, Check, Source, Validators
from monitor.upkeep import restate
from tests.upkeep.past import QUESTIONS

START = datetime(2026, 3, 1, 6, tzinfo=UTC)


@dataclass(slots=True)
class Site:
    """The end of the network: what one page answers from now on."""

    now: Any
    body: bytes = b""
    status: int = 200
    error: FetchError | None = None
    media_type: str = "text/html; charset=utf-8"
    tags: bool = False  # it gives an ETag and answers 304 to it
    no_browser: None = None
    hosts: tuple[()] = ()

    def serve(self, body: bytes, status: int = 200, error: FetchError | None = None) -> None:
        self.body, self.status, self.error = body, status, error

    async def fetch(
        self, url: str, *, validators: Validators | None = None, expected_length: int | None = None, **_: Any
    ) -> Answer:
        tag = f'"{hashlib.sha256(self.body).hexdigest()}"'
        headers = [("Content-Type", self.media_type), *([("ETag", tag)] if self.tags else [])]
        known = self.tags and validators is not None and validators.etag == tag and self.status == 200
        status, body = (304, b"") if known else (self.status, b"" if self.error else self.body)
        reply = Reply(status, tuple(headers), self.now(), "", body, len(body), None, self.error)
        verdict, error = of_reply(reply, asked=validators is not None, expected=expected_length)
        return Answer(url, url, self.now(), 0.1, status, "", reply.headers, body, len(body), (), None, verdict, error)


@dataclass(slots=True)
class Past:
    """A history that grows look by look, a day each. `told` are the public ids of all that was told."""

    folder: Path
    source: Source
    now: datetime = START
    told: list[str] = field(default_factory=list)
    site: Site = field(init=False)
    book: Database = field(init=False)
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.site = Site(lambda: self.now)
        shutil.copy(_blank(), self.path)
        self.book = history.open_history(self.path)
        self.book.execute("PRAGMA synchronous = OFF")
        self.archive = Archive(self.folder / "snapshots")
        due = history.to_be_decided(self.book, [self.source], now=self.now)
        decided = [(name, made, self.archive.decide(name, made)) for name, made in due]
        history.sync_sources(self.book, [self.source], now=self.now, decided=decided)

    @property
    def path(self) -> Path:
        return self.folder / "history.db"

    def look(self, *, hours: float = 24) -> tuple[Check, list[ChangeRecord]]:
        """One look, so many hours after the last: how it ended, and what was told."""
        self.now += timedelta(hours=hours)
        looked = asyncio.run(self._looked())
        self.told += looked.changes
        return looked.check, [history.change(self.book, one) for one in looked.changes]

    async def _looked(self) -> Looked:
        run = history.begin_run(self.book, now=self.now)
        house = House(
            book=self.book,
            archive=self.archive,
            gate=self.site,  # type: ignore[arg-type]  # the part of a gate that a look asks
            worker=Inline(),  # type: ignore[arg-type]  # the worker's interface
            run=run,
            now=lambda: self.now,
        )
        looked = await look(house, self.source)
        while not isinstance(looked, Looked):
            looked = await settle(house, looked)
        history.end_run(self.book, run, now=self.now)
        return looked

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that follows from the archive, in public ids."""
        return {name: [tuple(row) for row in self.book.execute(sql)] for name, sql in QUESTIONS.items()}

    def tell_again(self) -> None:
        """The past once more from the archive alone, in the place of the one that grew."""
        file = self.folder / "config.toml"
        one = self.source
        file.write_text(
            '[monitor]\nhistory = "history.db"\nsnapshots = "snapshots"\ncontact = "keeper@site.example"\n'
            f'[[source]]\nid = "{one.id}"\nurl = "{one.url}"\nlayout = "{one.layout}"\n'
            f'mechanism = "{one.mechanisms[0]}"\nrender = "never"\n'
        )
        restate(self._desk(), load(file), [one.id])

    def accept(self) -> list[ChangeRecord]:
        """A person believes all that is held, an hour after the look: what is told."""
        self.now += timedelta(hours=1)

        async def accepted() -> tuple[str, ...]:
            desk = self._desk()
            weighed = await deciding.weigh(desk, self.source, history.memory(self.book, self.source.id).held)
            return await deciding.accept(desk, self.source, weighed)

        told = asyncio.run(accepted())
        self.told += told
        return [history.change(self.book, one) for one in told]

    def reject(self) -> None:
        """A person says that all that is held was read wrongly."""
        self.now += timedelta(hours=1)
        held = history.memory(self.book, self.source.id).held
        asyncio.run(deciding.reject(self._desk(), self.source, held, "read wrongly"))

    def _desk(self) -> Desk:
        return Desk(
            book=self.book,
            archive=self.archive,
            worker=Inline(),  # type: ignore[arg-type]  # the worker's interface
            run=None,
            now=lambda: self.now,
        )

    def tables(self, *names: str, but: tuple[str, ...] = ()) -> dict[str, str]:
        """A digest of the rows of each table: of these, or of all but some."""
        wanted = names or [name for name in self.book.table_names() if name not in but and "fulltext_" not in name]
        return {
            name: hashlib.sha256(repr(self.book.execute(f'SELECT * FROM "{name}"').fetchall()).encode()).hexdigest()
            for name in wanted
        }

    def close(self) -> None:
        self.book.close()


@cache
def _blank() -> Path:
    """An empty history, made once: migrations take longer than a look."""

    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "blank.db"
    history.open_history(path).close()
    return path
