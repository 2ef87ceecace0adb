"""What a web archive has of a source, downloaded to a file that is imported like any other.

Nothing here touches the history or our own archive. What was had stays until it was imported: the same command, after
a kill, a 429 or a broken line, asks only for the rest.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from monitor import __version__
from monitor.backfill.asking import Caller
from monitor.backfill.capturing import Had, NotHad, capture
from monitor.backfill.endpoints import Endpoint, Kind, endpoints
from monitor.backfill.listed import Listed, chosen
from monitor.backfill.listing import Window, answering, whole
from monitor.backfill.result import Collapse, Tell, nobody
from monitor.backfill.staging import Slip, Staging, hosts, keep_hosts, opened
from monitor.config import Settings
from monitor.config_values import is_loopback
from monitor.errors import ArchiveError, ArchiveFull, UsageError
from monitor.fetch import Gate, agent
from monitor.fetch.deadline import Clock
from monitor.fetch.exchange import Now
from monitor.fetch.pacing import Sleep
from monitor.model import Source

PATIENCE = 60.0  # seconds for an answer, at least: to search an index of billions takes longer than to send a page
REFUSALS = 3  # in a row, and the captures behind them are not asked for

Known = Callable[[str, datetime], bool]  # whether the capture of a URL at a time is in our archive already


def utc_now() -> datetime:
    return datetime.now(UTC)


def nothing(_url: str, _at: datetime) -> bool:
    """The `Known` of an empty archive."""
    return False


def fetch_to_staging(
    settings: Settings,
    source: Source,
    url: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    collapse: Collapse = "digest",
    urls: Sequence[str] = (),
    progress: Tell = nobody,
    known: Known = nothing,
    now: Now = utc_now,
    clock: Clock = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> Path:
    """The staging file with what the archive at `url` has of a source, whole. `staging.lost` tells what could not be
    had, `staging.discard` takes it all away when it was imported.

    `urls`: the addresses to ask for, the source's own without any. `until` itself is outside of the window.
    Raises AskedToWait when the archive asks for that, ForeignArchiveError when it has no list that can be read,
    UsageError without a contact for another machine, RunLocked while another program downloads the same.
    """
    candidates = endpoints(url)
    if settings.monitor.contact is None and not is_loopback(url):
        fix = 'write your mail or web address into the configuration: contact = "..." in [monitor]'
        raise UsageError("a web archive wants to know whom to ask", source=source.id, fix=fix)
    snapshots = settings.monitor.snapshots
    asked = tuple(dict.fromkeys(urls or (source.url,)))
    with opened(snapshots, source.id, now(), url, since, until, collapse, *asked) as staging:

        async def main() -> None:
            gate = _gate(settings, snapshots, now, clock, sleep)
            async with gate:
                caller = Caller(gate, now)
                try:
                    window = Window(since, until, collapse != "none")
                    endpoint = await _listed(caller, candidates, asked, window, staging, progress)
                    rows = _wanted(staging, asked, window, collapse, known, now())
                    await _had(caller, endpoint, rows, staging, progress, settings.fetch.max_bytes, now)
                finally:
                    keep_hosts(snapshots, caller.hosts)

        asyncio.run(main())
        return staging.path


def _gate(settings: Settings, snapshots: Path, now: Now, clock: Clock, sleep: Sleep) -> Gate:
    """The way out, with the limits of `[fetch]` but its pace: that is for the sites that are watched, and archives have
    limits of their own.
    """
    fetch = settings.fetch
    return Gate(
        user_agent=agent(__version__, settings.monitor.contact),
        timeout=max(fetch.timeout, PATIENCE),
        max_bytes=fetch.max_bytes,
        pace=0.0,
        allow_addresses=fetch.allow_addresses,
        hosts=hosts(snapshots),
        proxy=fetch.proxy,
        now=now,
        clock=clock,
        sleep=sleep,
    )


async def _listed(
    caller: Caller,
    candidates: tuple[Endpoint, ...],
    asked: tuple[str, ...],
    window: Window,
    staging: Staging,
    progress: Tell,
) -> Endpoint:
    """Have the lists of all addresses whole, and say which endpoint had them."""
    plan, first = staging.plan, None
    if plan.endpoint is None:
        progress("looking for its list", 0, None)
        endpoint, first = await answering(caller, candidates, asked[0], window)
        plan.endpoint = cast(tuple[str, str, str], astuple(endpoint))
    kind, address, replay = plan.endpoint
    endpoint = Endpoint(cast(Kind, kind), address, replay)

    def kept() -> None:
        staging.keep_plan()
        progress("listing captures", sum(len(slip.rows) for slip in plan.slips.values()), None)

    for url in asked:
        slip = plan.slips.setdefault(url, Slip())
        await whole(caller, endpoint, url, window, slip, kept, first)
        first = None
    return endpoint


def _wanted(
    staging: Staging, asked: tuple[str, ...], window: Window, collapse: Collapse, known: Known, now: datetime
) -> list[Listed]:
    """The captures to ask for, each once, oldest first."""
    rows: dict[tuple[str, str], Listed] = {}
    for url in asked:
        listed = staging.plan.slips[url].rows
        for row in chosen(listed, url, since=window.since, until=window.until, collapse=collapse, now=now):
            rows.setdefault((row.stamp, row.url), row)
    wanted = [rows[key] for key in sorted(rows) if key in staging.had or not known(rows[key].url, rows[key].at)]
    staging.plan.ours = len(rows) - len(wanted)
    staging.keep_plan()
    return wanted


async def _had(
    caller: Caller,
    endpoint: Endpoint,
    rows: list[Listed],
    staging: Staging,
    progress: Tell,
    most: int,
    now: Now,
) -> None:
    """Have each of the captures that is not had yet, unless the archive refuses to give them out."""
    refused = 0
    for done, row in enumerate(rows):
        progress("fetching captures", done, len(rows))
        if (row.stamp, row.url) in staging.had:
            continue
        if refused == REFUSALS:
            staging.give_up(row, "it was not asked for, since the archive refused the ones before it")
            continue
        found = await capture(caller, endpoint, row, most=most, now=now())
        refused = refused + 1 if isinstance(found, NotHad) and found.refused else 0
        if not isinstance(found, Had):
            staging.give_up(row, found.why)
            continue
        try:
            staging.add(row, found.answer, found.remarks)
        except ArchiveFull:
            raise
        except ArchiveError as error:
            staging.give_up(row, error.message)
    progress("fetching captures", len(rows), len(rows))
