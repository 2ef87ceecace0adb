"""One look at one source: fetch it, archive what came, have it read. Called by a run for each source in its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from monitor import history
from monitor.compare.site import SiteEdit
from monitor.errors import ArchiveFull, BrowserError, HistoryError, MonitorError
from monitor.extract import Payload, extractor_of
from monitor.look.adopting import was_crowded
from monitor.look.asking import Address, Asked, ask, fetch, mistake, rendered, told
from monitor.look.edits import edits_decided
from monitor.look.honesty import put_to_the_test, to_be_tested
from monitor.look.keeping import as_before, is_from_there, kept
from monitor.look.reading import CROWD, House, Looked, archived, crowd, page, received, remarks_of
from monitor.look.recording import Keep, corrected, is_as_before, moved_to, noted, read, recorded, rejudged
from monitor.look.site import has_neighbours, site_of
from monitor.lookups import version
from monitor.model import Answer, Capture, Check, Source, Validators
from monitor.sites import site_at

STILL_EMPTY = "the page says nothing, even after a browser ran its scripts"


@dataclass(frozen=True, slots=True)
class PutAside:
    """A capture to be read at the end of the run, when it is known who else ended at its address.

    `check`: the look that found it, None when a run that was killed left it; `looked_at` the time of that look.
    `tested`: the validators to ask the server with once more, should the page state other things than before. `keep`:
    see `Kept`. `crowded`: a run that was killed found that it is. `for_its_site`: it waits only until the other pages
    of its host were looked at, which may repeat what is no content of it.
    """

    source: Source
    address: Address
    capture: Capture
    looked_at: datetime
    check: Check | None = None
    tested: Validators | None = None
    keep: Keep | None = None
    crowded: bool = False
    for_its_site: bool = False


async def look(house: House, source: Source) -> Looked | PutAside:
    """One look at a source, recorded or put aside. Raises ArchiveFull, HistoryError; other trouble stops it alone."""
    try:
        asked = await ask(house, source)
    except BrowserError as error:
        check = Check(source.id, "unjudged", house.now(), error=told(error), outcome="failed")
        return await _alone(house, check, _without_page(house, source, check))
    check = _check(house, source, asked.answer)
    if asked.wall is not None:
        check = replace(check, verdict=asked.wall)
        return await _alone(house, check, _without_page(house, source, check))
    return await _alone(house, check, _taken_in(house, source, asked, check))


async def settle(house: House, waiting: PutAside) -> Looked | PutAside:
    """Reads what was put aside and records it. What a browser made of it may have to wait in its turn, once."""
    check = waiting.check or Check(waiting.source.id, "unchanged", house.now())
    return await _alone(house, check, _settled(house, waiting))


async def read_again(house: House, sources: Iterable[Source]) -> tuple[list[str], list[Check], list[PutAside]]:
    """Reads captures that were archived and never read (a run was killed in between), oldest first.

    Returns the ids of what is news, a check for each that cannot be read now and stays unread, and what is put aside.
    """
    by_id = {source.id: source for source in sources}
    news: list[str] = []
    failed: dict[str, Check] = {}
    aside: list[PutAside] = []
    for capture in history.unread_captures(house.book):
        source = by_id.get(capture.source)
        if source is None or source.id in failed:  # those behind one that stays unread wait: order is meaning
            continue
        if (
            has_neighbours(house, capture)
            or _leads_elsewhere(house, capture)
            or source in (one.source for one in aside)
        ):
            address = Address(capture.requested_url, remarks=remarks_of(house, capture))
            found = PutAside(
                source, address, capture, capture.fetched_at, crowded=was_crowded(house, capture, capture.fetched_at)
            )
            aside.append(found)
            continue
        try:
            remarks = remarks_of(house, capture)
            news += (await read(house, source, capture, None, remarks, looked_at=capture.fetched_at)).changes
        except (ArchiveFull, HistoryError):
            raise
        except Exception as error:  # a mistake of ours too: what waits to be read stops its own source alone
            words = told(error) if isinstance(error, MonitorError) else mistake(source.id, error)
            check = Check(source.id, "unchanged", house.now(), error=words, outcome="failed")
            failed[source.id] = noted(house, check).check
        await asyncio.sleep(0)
    return news, list(failed.values()), aside


async def _taken_in(house: House, source: Source, asked: Asked, check: Check) -> Looked | PutAside:
    answer = asked.answer
    if answer.verdict == "not-modified":
        before = await _not_modified(house, source, asked, check)
        if before is not None:
            return before
        # What is not modified is lost, or it is another address that says so: it is asked for in full.
        history.forget_validators(house.book, source.id)
        full = Asked(await fetch(house, source, asked.address), asked.address)
        return await _taken_in(house, source, full, _check(house, source, full.answer))
    if answer.verdict is not None:
        return await _without_page(house, source, check, asked.address.url)
    tested = to_be_tested(house, source, asked)
    last = history.last_capture(house.book, source.id)
    unread = last is not None and last[1] is None
    found = await kept(house, source, answer, check, asked.address.remarks, unread=unread)
    if isinstance(found, Looked):
        return found
    capture, check, looked_at = found.capture, found.check, answer.fetched_at
    if unread:  # what the archive has of its first look counts, for nothing is kept of this one
        check, looked_at = replace(check, moved_to=moved_to(source, capture)), capture.fetched_at
    waiting = PutAside(source, asked.address, capture, looked_at, check, tested, found.keep)
    if unread or _leads_elsewhere(house, waiting.capture):  # behind what waits, it waits too: order is meaning
        return waiting
    if has_neighbours(house, capture):
        return replace(waiting, for_its_site=True)
    return await _settled(house, waiting, received(answer))


async def _without_page(house: House, source: Source, check: Check, url: str | None = None) -> Looked:
    """A look that brought no page. What stands is read again all the same by newer code."""
    await corrected(house, source, (extractor_of(source.layout), version()), looked_at=check.checked_at)
    return noted(house, check, url)


async def _not_modified(house: House, source: Source, asked: Asked, check: Check) -> Looked | None:
    """A look that was answered with 304; None when what is not modified is lost, or is not what we have."""
    answer, remarks = asked.answer, asked.address.remarks
    if not is_from_there(house, source, answer):
        return None
    keep = partial(house.archive.revisit, source.id, answer, remarks=remarks)
    return await as_before(
        house, source, check, remarks, looked_at=answer.fetched_at, keep=keep, always=house.keep_not_modified
    )


async def _settled(house: House, waiting: PutAside, payload: Payload | None = None) -> Looked | PutAside:
    """A capture read and recorded; an empty page is read once more after its scripts ran, where that may help."""
    source, capture, check = waiting.source, waiting.capture, waiting.check
    payload = payload or archived(house, capture)
    others = 0 if is_as_before(check) or waiting.crowded else len(crowd(house, capture))
    others = others if others >= CROWD else 0
    site, known = await site_of(house, capture, payload), history.frame(house.book, source.id)
    reading = await page(house, source, capture, payload, crowded=waiting.crowded or others > 0, frame=site.frame)
    if reading.verdict == "empty" and check is not None:
        answer = STILL_EMPTY if capture.rendered else await rendered(house, source, waiting.address, payload.body)
        if isinstance(answer, Answer):
            judged = reading.verdict, reading.quality
            places = rejudged(house, capture, *judged, looked_at=waiting.looked_at, keep=waiting.keep, others=others)
            history.judged(house.book, capture, *judged, kept=places)
            return await _in_browser(house, waiting, answer)
        check = replace(check, error=answer)
    looked = await recorded(
        house,
        source,
        capture,
        reading,
        check,
        waiting.address.remarks,
        looked_at=waiting.looked_at,
        keep=waiting.keep,
        others=others,
        edits=_with_those_of_a_killed_run(house, waiting, site.edits),
    )
    if history.frame(house.book, source.id) != known:
        house.learnt.add(site_at(capture.final_url))
    if waiting.tested is not None and looked.differs:
        await put_to_the_test(house, source, waiting.address, waiting.tested)
    return looked


def _with_those_of_a_killed_run(house: House, waiting: PutAside, edits: tuple[SiteEdit, ...]) -> tuple[SiteEdit, ...]:
    """With what such a run had decided of the site before it was killed: what it wrote to the archive stands."""
    capture = waiting.capture
    if waiting.looked_at != capture.fetched_at or history.began(house.book, house.run) <= capture.fetched_at:
        return edits
    decided = edits_decided(house, capture, waiting.looked_at)
    known = {mark for one in decided for mark in (*one.went, *one.came)}
    return (*decided, *(one for one in edits if known.isdisjoint((*one.went, *one.came))))


async def _in_browser(house: House, waiting: PutAside, answer: Answer) -> Looked | PutAside:
    check = _check(house, waiting.source, answer)
    found = await kept(house, waiting.source, answer, check, waiting.address.remarks)
    if isinstance(found, Looked):
        return found
    after = PutAside(waiting.source, waiting.address, found.capture, answer.fetched_at, found.check, keep=found.keep)
    return after if _leads_elsewhere(house, after.capture) else await _settled(house, after, received(answer))


def _leads_elsewhere(house: House, capture: Capture) -> bool:
    """Whether it was redirected to an address at which the last good capture of its source was not."""
    if capture.final_url == capture.requested_url:
        return False
    good = history.last_good(house.book, capture.source)
    return good is None or good.capture.final_url != capture.final_url


async def _alone(house: House, check: Check, taking: Awaitable[Looked | PutAside]) -> Looked | PutAside:
    """A look whose trouble stops its source alone."""
    try:
        return await taking
    except (ArchiveFull, HistoryError):
        raise
    except MonitorError as error:  # an old capture cannot be had from the archive: what comes cannot be compared
        return noted(house, replace(check, outcome="failed", error=told(error)))


def _check(house: House, source: Source, answer: Answer) -> Check:
    return Check(
        source.id,
        answer.verdict or "new",
        house.now(),
        answer.status,
        answer.received,
        answer.seconds,
        answer.error,
        moved_to(source, answer),
    )
