"""A page whose chair is handed over, and servers that take digests, or fail at a point that a test chooses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_httpserver import HTTPServer

from monitor import history
from monitor.config import Settings, load
from monitor.deliver import Sent, compose, send_waiting
from tests.watched import Watched, page


@dataclass(slots=True)
class Post:
    """What the server took, and where it fails: `fail` says what it answers at a step, or "drop" to hang up there.

    It takes its time over a mail, of which it has every byte then, until `goes_on` is set; `arrived` is set meanwhile.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    people: list[list[str]] = field(default_factory=list)
    fail: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    arrived: Event = field(default_factory=Event)
    goes_on: Event = field(default_factory=Event)

    def answer(self, step: str, server: SMTP) -> str | None:
        said = self.fail.get(step)
        if said == "drop":
            assert server.transport is not None
            server.transport.abort()
            return "421 gone"
        return said


class _Handler:
    def __init__(self, post: Post) -> None:
        self.post = post

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.post.asked += 1
        session.host_name = hostname
        said = self.post.answer("hello", server)
        return [said] if said else responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.post.answer("sender", server)
        if said is None:
            envelope.mail_from = address
        return said or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.post.answer("recipient", server) or self.post.fail.get(address)
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.post.arrived.set()
        await asyncio.to_thread(self.post.goes_on.wait, 60)
        said = self.post.answer("before", server)
        if said:
            return said
        assert isinstance(envelope.content, bytes)
        self.post.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.post.people.append(list(envelope.rcpt_tos))
        return self.post.answer("after", server) or "250 taken"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return self.post.answer("goodbye", server) or "221 bye"


class _Anywhere(Controller):
    """On a port that is free."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post() -> Iterator[Post]:
    """A mail server on loopback."""
    made = Post()
    made.goes_on.set()
    controller = _Anywhere(_Handler(made), hostname="127.0.0.1", port=0)
    controller.start()
    made.port = controller.port
    yield made
    made.goes_on.set()
    controller.stop()


class House(Watched):
    """A watched page, and channels."""

    def channels(self, text: str) -> Settings:
        file = self.folder / "config.toml"
        head = file.read_text(encoding="utf-8").partition("[[channel]]")[0]
        file.write_text(f"{head}\n{text}", encoding="utf-8")
        self.settings = load(file)
        assert self.settings.problems == ()
        return self.settings

    def compose(self, **named: Any) -> list[bool]:
        self.now += timedelta(minutes=1)
        with closing(history.open_history(self.settings.monitor.history)) as book:
            return [compose(book, self.settings, each, now=self.now, **named) for each in self.settings.channels]

    def send(self, *, hours: float = 0) -> tuple[Sent, ...]:
        self.now += timedelta(hours=hours)
        return asyncio.run(self._sent())

    async def _sent(self) -> tuple[Sent, ...]:
        with closing(history.open_history(self.settings.monitor.history)) as book:
            rows = [send_waiting(book, self.settings, each, now=lambda: self.now) for each in self.settings.channels]
            return tuple(sent for ended in await asyncio.gather(*rows) for sent in ended)

    def states(self) -> list[tuple[Any, ...]]:
        return self.ask("SELECT channel, state, attempts FROM outbox WHERE payload <> '' ORDER BY id")


@pytest.fixture
def house(tmp_path: Path, httpserver: HTTPServer) -> House:
    made = House(tmp_path, httpserver)
    for chair in ("Hungary", "Spain"):
        made.serve(page(chair))
        made.run()
    return made


def plain(message: EmailMessage) -> str:
    """The plain part of a message."""
    part = message.get_body(["plain"])
    assert part is not None
    return str(part.get_content())


def mail(post: Post, *, name: str = "desk", to: str = '["desk@example.org"]', more: str = "") -> str:
    return (
        f'[[channel]]\nname = "{name}"\nkind = "smtp"\nhost = "127.0.0.1"\nport = {post.port}\ntls = "none"\n'
        f'sender = "monitor@example.org"\nto = {to}\n{more}\n'
    )
