"""One run: every source that is due, from HTTP to history. Only the modules beside this one know the whole way.

Hosts go in parallel, the sources of one host one after the other. Bytes are archived and the capture is committed
before anything is parsed; what a look found is written in one transaction. One bad source stops itself alone. New pages
of a host on which many are watched are read when it was asked for all: what they repeat is no content of any. What an
address led to that it did not lead to before is read last, when it is known who else ended there. What was learnt of a
site then is brought to its pages that did not change.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from types import TracebackType

from monitor import __version__, history
from monitor.archive import Archive
from monitor.config import Settings
from monitor.documents import Worker
from monitor.due import due
from monitor.errors import ArchiveFull, ConfigError, HistoryBusy, HistoryError, MonitorError, UsageError
from monitor.fetch import HostState
from monitor.logs import about
from monitor.look import (
    Desk,
    House,
    Looked,
    PutAside,
    adopt,
    brought_to_all,
    found_again,
    gate_for,
    look,
    mistake,
    read_again,
    settle,
)
from monitor.model import GOOD, Check, Source
from monitor.sites import site_at
from monitor.upkeep import arestate

_log = logging.getLogger(__name__)
Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class RunResult:
    """How a run ended: its looks in the order in which they ended, and the public ids of what is news.

    `run`: its number, None where nothing was to be looked at.
    """

    run: int | None
    started_at: datetime
    ended_at: datetime
    checks: list[Check] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    problems: tuple[ConfigError, ...] = ()

    @property
    def failed(self) -> bool:
        """Some source could not be looked at, could not be read, or is misconfigured."""
        return bool(self.problems) or any(c.verdict not in GOOD or c.outcome == "failed" for c in self.checks)


class Progress:
    """What a run tells while it goes; the base tells nobody."""

    def begins(self, sources: int) -> None:
        """The run looks at so many sources."""

    def looked(self, check: Check) -> None:
        """One look ended."""


def chosen(settings: Settings, only: Iterable[str]) -> tuple[Source, ...]:
    """The enabled sources, or those of them that are named. UsageError for a name that is none."""
    names = tuple(only)
    known = {source.id: source for source in settings.sources}
    broken = {problem.source for problem in settings.problems}
    for name in names:
        if name in broken:
            raise UsageError(f"source {name} is misconfigured", source=name, fix="`monitor sources --check` says how")
        if name not in known:
            raise UsageError(f"there is no source {name}", fix="`monitor sources` lists them")
    return tuple(source for source in settings.sources if (source.id in names if names else source.enabled))


def run_once(
    settings: Settings,
    *,
    only: Iterable[str] = (),
    only_due: bool = False,
    progress: Progress | None = None,
    now: Now = utc_now,
    worker: Worker | None = None,
) -> RunResult:
    """Looks at every chosen source once and records what is found.

    `only_due`: leaves out what is not due, as it stands when no other run is at work any more; where nothing is, there
    is no run.
    `worker`: a reading process that is warm already and outlives the run; without it the run has its own, started when
    there is something to read. Raises RunLocked when another run is at work, HistoryError and ArchiveFull when nothing
    can be recorded.
    """
    return asyncio.run(arun(settings, only=only, only_due=only_due, progress=progress, now=now, worker=worker))


async def arun(
    settings: Settings,
    *,
    only: Iterable[str] = (),
    only_due: bool = False,
    progress: Progress | None = None,
    now: Now = utc_now,
    worker: Worker | None = None,
    ending: asyncio.Event | None = None,
) -> RunResult:
    """`run_once` for a program that has an event loop already.

    `ending`: once it is set no new look begins; those under way go on to their end.
    """
    sources = chosen(settings, only)
    told = progress or Progress()
    async with AsyncExitStack() as stack:
        stack.enter_context(history.run_lock(settings.monitor.history, now=now()))
        if only_due:
            ready = due(settings, now())
            sources = tuple(source for source in sources if source.id in ready)
            if not sources:
                return RunResult(None, now(), now(), problems=settings.problems)
        book = history.open_history(settings.monitor.history)
        stack.callback(book.close)
        archive = Archive(settings.monitor.snapshots, rotate_at=settings.archive.rotate_at)
        run = history.begin_run(book, now=now(), version=__version__)
        stack.enter_context(about(run=run))
        result = RunResult(run, now(), now(), problems=settings.problems)
        worker = worker or stack.enter_context(Worker())
        result.changes += await _begun(Desk(book=book, archive=archive, worker=worker, run=run, now=now), settings, run)
        known = history.hosts(book)
        gate = await stack.enter_async_context(gate_for(settings, known, now))
        keep = settings.archive.keep_not_modified
        house = House(book=book, archive=archive, gate=gate, worker=worker, run=run, now=now, keep_not_modified=keep)
        remember = partial(_remember_hosts, house, {host.origin: host for host in known})
        stack.push(partial(_at_the_end, remember))
        news, unread, aside = await read_again(house, settings.sources)
        result.changes += news
        told.begins(len(sources))
        aside += await _all(house, sources, result, told, remember, ending or asyncio.Event())
        unread += await _put_aside(house, aside, result, told)
        enabled = [source for source in settings.sources if source.enabled]
        await brought_to_all(house, enabled, everywhere=history.was_killed(book, run))
        looked = {check.source for check in result.checks}
        result.checks += [check for check in unread if check.source not in looked]
        history.end_run(book, run, now=now())
        if not history.bring_in(book):
            _log.info("another program reads the history: its write-ahead log stays until the next run")
        result.ended_at = now()
    return result


async def _begun(desk: Desk, settings: Settings, run: int) -> list[str]:
    """What a run that was killed left is taken in, and the sources are what the configuration says; returns the news.

    All that shapes the history is in the archive before it is in the history.
    """
    book, archive, sources = desk.book, desk.archive, settings.sources
    renamed = dict(history.renamed(book, sources))
    for was, name in renamed.items():
        archive.rename(was, name)  # before the history: a run that is killed here does it once more
    is_blank = not history.known_segments(book)
    adopted = adopt(desk, run, sources, renamed)
    if is_blank and adopted.untold:
        lost = "what was told to whom is not known any more, and channels are told once more of the last week"
        _log.warning("there is no history %s, and it is made anew from the archive: %s", settings.monitor.history, lost)
    now, broken = desk.now(), frozenset(problem.source for problem in settings.problems if problem.source)
    due = history.to_be_decided(book, sources, now=now, keep=broken)
    decided = [(name, made, archive.decide(name, made)) for name, made in due]
    untold = {*adopted.untold, *(look.source for look in adopted.looks)}
    history.sync_sources(book, sources, now=now, keep=broken, decided=decided, untold=untold)
    news = adopted.news + await found_again(desk, adopted, sources)
    for name in adopted.untold:
        try:
            news += (await arestate(desk, settings, [name])).news
            history.note_damage(book, name, None, now=desk.now())
        except (ArchiveFull, HistoryError):
            raise
        except Exception as error:  # what is known stands, and the next run tries again; a mistake of ours too
            message = str(error) if isinstance(error, MonitorError) else mistake(name, error)
            history.note_damage(book, name, message, now=desk.now())
    return news


def _remember_hosts(house: House, kept: dict[str, HostState]) -> None:
    history.remember_hosts(house.book, house.gate.hosts, now=house.now(), kept=kept)


def _at_the_end(
    remember: Callable[[], None],
    kind: type[BaseException] | None,
    error: BaseException | None,
    trace: TracebackType | None,
) -> None:
    """The hosts are remembered whatever ended the run; that they cannot be does not hide what did."""
    if isinstance(error, HistoryBusy):
        return  # it was waited for once
    try:
        remember()
    except MonitorError as trouble:
        if error is None:
            raise
        _log.warning("what is known of the hosts was not kept: %s", trouble)


async def _all(
    house: House,
    sources: tuple[Source, ...],
    result: RunResult,
    progress: Progress,
    remember: Callable[[], None],
    ending: asyncio.Event,
) -> list[PutAside]:
    """Looks at all sources, until `ending` is set; returns what is to be read when all were looked at.

    Of one host those that fail come last: broken pages let it be left alone, and a good one that was asked before it
    came so far ends their row.
    """
    hosts: dict[str, list[Source]] = defaultdict(list)
    failing = history.bad_looks(house.book)
    for source in sorted(sources, key=lambda source: failing.get(source.id, (0, 0))):
        hosts[site_at(source.url)].append(source)
    aside: list[PutAside] = []

    def ended(looked: Looked | PutAside, of_site: list[PutAside]) -> None:
        if isinstance(looked, Looked):
            _ended(looked, result, progress)
        elif looked.for_its_site:
            of_site.append(looked)
        else:
            aside.append(looked)

    async def one_host(of_host: list[Source]) -> None:
        of_site: list[PutAside] = []
        for source in of_host:
            if ending.is_set():
                break
            with about(source=source.id):
                ended(await _guarded(look(house, source), house, source), of_site)
            remember()  # so that a run that is killed forgets one look at most
        for waiting in of_site:
            with about(source=waiting.source.id):
                ended(await _guarded(settle(house, waiting), house, waiting.source), aside)

    try:
        async with asyncio.TaskGroup() as group:
            for of_host in hosts.values():
                group.create_task(one_host(of_host))
    except BaseExceptionGroup as several:  # what ends a run is one thing for who called it: a full disk, a broken file
        raise _first(several) from several
    return aside


async def _put_aside(house: House, waiting: list[PutAside], result: RunResult, progress: Progress) -> list[Check]:
    """Reads what waits; of a capture that waits twice, the look that found it again. Returns what stays unread."""
    unread: list[Check] = []
    while waiting:
        crowded = {one.capture.id for one in waiting if one.crowded}
        last = {one.capture.id: replace(one, crowded=one.capture.id in crowded) for one in waiting}
        waiting = []
        for one in last.values():
            looked = await _guarded(settle(house, one), house, one.source)
            if isinstance(looked, PutAside):
                waiting.append(looked)
            elif one.check is not None:
                _ended(looked, result, progress)
            else:
                result.changes += looked.changes
                unread += [looked.check] if looked.check.outcome == "failed" else []
    return unread


def _ended(looked: Looked, result: RunResult, progress: Progress) -> None:
    with about(source=looked.check.source, capture=looked.check.capture):
        _log.info("%s, %s, %d changes", looked.check.verdict, looked.check.outcome or "not read", len(looked.changes))
    result.checks.append(looked.check)
    result.changes += looked.changes
    progress.looked(looked.check)


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    first = several.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


async def _guarded(looking: Awaitable[Looked | PutAside], house: House, source: Source) -> Looked | PutAside:
    try:
        return await looking
    except (ArchiveFull, HistoryError):
        raise
    except Exception as error:  # a mistake of ours too: one bad source stops itself alone (design rule 10)
        message = str(error) if isinstance(error, MonitorError) else mistake(source.id, error)
        check = Check(source.id, "unjudged", house.now(), error=message, outcome="failed")
        return Looked(check, history.record_check(house.book, house.run, check))
