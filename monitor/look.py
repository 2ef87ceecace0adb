"""One look at one source: fetch it, archive what came, have it read. Called by a run for each source in its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from monitor import history
from monitor.errors import ArchiveFull, HistoryError, MonitorError
from monitor.extract import EXTRACTOR, Payload, choose, read_links
from monitor.history import LastReading
from monitor.lookups import version
from monitor.model import Answer, Check, ContentVerdict, Finding, Source, content_type
from monitor.reading import READING, TRIES, House, Looked, corrected, read

UNREADABLE = "the page could not be read when it came; it is tried again when it changes or with another version"


async def look(house: House, source: Source) -> Looked:
    """One look at a source, recorded. Raises ArchiveFull and HistoryError; other trouble stops it alone."""
    answer, remarks, wall = await _answer(house, source)
    check = _check(house, source, answer)
    if wall is not None:
        return _recorded(house, replace(check, verdict=wall))
    try:
        return await _taken_in(house, source, answer, check, remarks)
    except (ArchiveFull, HistoryError):
        raise
    except MonitorError as error:  # an old capture cannot be had from the archive: what comes cannot be compared
        return _recorded(house, replace(check, outcome="failed", error=_told(error)))


async def read_again(house: House, sources: Iterable[Source]) -> tuple[list[str], list[Check]]:
    """Reads captures that were archived and never read (a run was killed in between), oldest first.

    Returns the ids of what is news, and a check for each that cannot be read now and stays unread.
    """
    by_id = {source.id: source for source in sources}
    told: list[str] = []
    failed: dict[str, Check] = {}
    for capture in history.unread_captures(house.book):
        source = by_id.get(capture.source)
        if source is None or source.id in failed:  # those behind one that stays unread wait: order is meaning
            continue
        try:
            told += (await read(house, source, capture)).changes
        except (ArchiveFull, HistoryError):
            raise
        except MonitorError as error:
            check = Check(source.id, "unchanged", house.now(), error=_told(error), outcome="failed")
            failed[source.id] = _recorded(house, check).check
        await asyncio.sleep(0)
    return told, list(failed.values())


async def _taken_in(house: House, source: Source, answer: Answer, check: Check, remarks: tuple[Finding, ...]) -> Looked:
    if answer.verdict == "not-modified":
        return await _as_before(house, source, check)
    if answer.verdict is not None:
        return _recorded(house, check)
    good, last = history.last_good(house.book, source.id), history.last_capture(house.book, source.id)
    unread = last is not None and last[1] is None
    if good is not None and good.capture.sha256 == answer.sha256 and not unread:
        return await _as_before(house, source, replace(check, verdict="unchanged"))
    if last is not None and last[0].sha256 == answer.sha256:
        capture = last[0]  # a block page again, or one that could not be read yet: judged anew, kept once
    else:
        capture = history.record_capture(house.book, answer, source.id, house.archive.append(source.id, answer))
    return await read(house, source, capture, _payload(answer), check, remarks)


async def _as_before(house: House, source: Source, check: Check) -> Looked:
    """The bytes are those we have: read again only when our code or the settings are others, a held reading waits for
    its time, or a reading that failed has tries left.
    """
    good = history.last_good(house.book, source.id)
    if good is None:
        return _recorded(house, check)
    check = replace(check, capture=good.capture.id)
    last = history.last_reading(house.book, good.capture.id)
    waits = any(held.by_itself for held in history.memory(house.book, source.id).held)
    if waits or last is None or _to_be_read_again(last):
        return await read(house, source, good.capture, None, check)
    changes = await corrected(house, source, (EXTRACTOR, version()))
    if last.failed:
        check = replace(check, outcome="failed", error=UNREADABLE)
    looked = _recorded(house, check)
    return Looked(check, (*changes, *looked.changes))


def _to_be_read_again(last: LastReading) -> bool:
    if (last.extractor, last.lookups) != (EXTRACTOR, version()) or not last.settled:
        return True
    return last.failed and last.failures < TRIES


async def _answer(house: House, source: Source) -> tuple[Answer, tuple[Finding, ...], ContentVerdict | None]:
    """What the source answers; for one that follows a link, what that link's address answers.

    The verdict is that of the page with the link, when it leads nowhere: a wall, or the link is not on it. That says
    nothing of the document itself, which is therefore not told as gone.
    """
    if source.follow is None:
        known = history.validators(house.book, source.id, source.url, now=house.now())
        return await house.gate.fetch(source.url, source=source.id, validators=known), (), None
    page = await house.gate.fetch(source.url, source=source.id)
    if page.verdict is not None:
        return page, (), None
    found = await house.worker.acall(read_links, _payload(page), timeout=READING)
    followed = choose(found.links, source.follow)
    if followed.link is None:
        error = f"the page has no link “{source.follow}”; mend `follow` if it is worded otherwise now"
        return replace(page, error=error), (), found.verdict or "soft-404"
    url = followed.link.url
    known = history.validators(house.book, source.id, url, now=house.now())
    return await house.gate.fetch(url, source=source.id, validators=known, found_on=page), followed.findings, None


def _payload(answer: Answer) -> Payload:
    media_type, charset = content_type(answer.headers)
    return Payload(answer.body, media_type, charset, answer.final_url, answer.status or 0)


def _check(house: House, source: Source, answer: Answer) -> Check:
    moved = answer.final_url if answer.moved and source.follow is None else None
    return Check(
        source.id,
        answer.verdict or "new",
        house.now(),
        answer.status,
        answer.received,
        answer.seconds,
        answer.error,
        moved,
    )


def _told(error: MonitorError) -> str:
    return f"{error}; {error.fix}" if error.fix else str(error)


def _recorded(house: House, check: Check) -> Looked:
    return Looked(check, history.record_check(house.book, house.run, check))
