"""A look that leaves no trace: a page is asked for through the gate and read, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Generic, Protocol, TypeVar

from monitor import __version__
from monitor.config import Settings
from monitor.documents import Inline, Worker
from monitor.errors import DocumentError, FetchError
from monitor.extract import Payload, choose, read_links
from monitor.fetch import Gate, HostState, agent
from monitor.look.asking import SCRIPTED
from monitor.look.reading import READING, received
from monitor.model import Answer, ContentVerdict, Source


class Judged(Protocol):
    """What a reader of pages returns: the verdict on the page, None: it is one."""

    @property
    def verdict(self) -> ContentVerdict | None: ...


R = TypeVar("R", bound=Judged)
Reader = Callable[..., R]


@dataclass(frozen=True, slots=True)
class Tried(Generic[R]):
    """What was answered, with its bytes, and what the reader made of it."""

    answer: Answer
    payload: Payload
    reading: R


def gate_for(settings: Settings, hosts: Iterable[HostState], now: Callable[[], datetime]) -> Gate:
    """The gate by a configuration; `hosts`: what the history knows of them."""
    fetch = settings.fetch
    return Gate(
        user_agent=agent(__version__, settings.monitor.contact),
        timeout=fetch.timeout,
        max_bytes=fetch.max_bytes,
        pace=fetch.pace,
        allow_addresses=fetch.allow_addresses,
        hosts=hosts,
        proxy=fetch.proxy,
        browser=fetch.browser,
        now=now,
    )


async def try_out(
    settings: Settings,
    source: Source,
    worker: Worker | Inline,
    reader: Reader[R],
    *more: Any,
    hosts: Iterable[HostState] = (),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Tried[R]:
    """Asks for a source's page and has it read by `reader(payload, *more)`, after its scripts ran where it is to be so.

    Raises FetchError when nothing came that can be read, DocumentError when it cannot.
    """
    async with gate_for(settings, hosts, now) as gate:
        tried = await _read(await _asked(gate, worker, source), worker, reader, more)
        may_help = source.render == "if-empty" and gate.no_browser is None
        if tried.reading.verdict == "empty" and may_help and SCRIPTED.search(tried.answer.body):
            answer = await _asked(gate, worker, replace(source, render="browser"))
            return await _read(answer, worker, reader, more)
        return tried


async def _read(answer: Answer, worker: Worker | Inline, reader: Reader[R], more: tuple[Any, ...]) -> Tried[R]:
    payload = received(answer)
    return Tried(answer, payload, await worker.acall(reader, payload, *more, timeout=READING))


async def _asked(gate: Gate, worker: Worker | Inline, source: Source) -> Answer:
    """The answer of a source's address, or of the one that the link leads to which it follows."""
    render = source.render == "browser"
    answer = _good(
        await gate.fetch(source.url, source=source.id, allow_addresses=source.allow_addresses, render=render)
    )
    if source.follow is None:
        return answer
    found = await worker.acall(read_links, received(answer), timeout=READING)
    link = choose(found.links, source.follow).link
    if link is None:
        fix = "mend `follow` if it is worded otherwise now"
        raise DocumentError(f"the page has no link “{source.follow}”", source=source.id, url=source.url, fix=fix)
    found_on = replace(answer, body=b"", shell=None)
    led = await gate.fetch(
        link.url, source=source.id, found_on=found_on, allow_addresses=source.allow_addresses, render=render
    )
    return _good(led)


def _good(answer: Answer) -> Answer:
    if answer.verdict is not None:
        raise FetchError(f"{answer.verdict}: {answer.error or 'no page came'}", url=answer.requested_url)
    return answer
