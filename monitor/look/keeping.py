"""An answer's place in the archive: new, or there already, or there no more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from monitor import history
from monitor.errors import ArchiveError, ArchiveFull
from monitor.extract import extractor_of
from monitor.look.reading import Desk, House, Looked, archived
from monitor.look.recording import Keep, corrected, noted, read
from monitor.lookups import version
from monitor.model import Answer, Capture, Check, Finding, Source

UNREADABLE = "the page could not be read when it came"
AGAIN = "; it is tried again when it changes or with another version"


@dataclass(frozen=True, slots=True)
class Kept:
    """The capture that an answer is, and the look so far. `keep`: keeps that the look found it again, where it did."""

    capture: Capture
    check: Check
    keep: Keep | None = None


async def kept(
    house: House,
    source: Source,
    answer: Answer,
    check: Check,
    remarks: tuple[Finding, ...] = (),
    *,
    unread: bool = False,
) -> Looked | Kept:
    """The capture that an answer is, archived when it is not there yet; or the look, when it is the last good one.

    `unread`: the last capture was not read yet, and this one waits behind it.
    """
    keep = partial(house.archive.revisit, source.id, answer, remarks=remarks)
    good, last = history.last_good(house.book, source.id), history.last_capture(house.book, source.id)
    afresh = False
    if good is not None and good.capture.sha256 == answer.sha256 and answer.error is None and not unread:
        check = replace(check, verdict="unchanged")
        # At another address it has other validators, and stands there for the first time. Where a day has come, the
        # same words may say something else, as they would beside a nonce: that look is the evidence.
        known = good.capture.requested_url == answer.requested_url and _is_whole(house, good.capture)
        known = known and not history.has_come(house.book, good.capture, answer.fetched_at)
        before = (
            await as_before(house, source, check, remarks, looked_at=answer.fetched_at, keep=keep) if known else None
        )
        if before is not None:
            _heed_validators(house, good.capture, answer)
            return before
        afresh = True
    if last is not None and not afresh and _is(last[0], answer) and house.archive.holds(last[0]):
        # A block page again, or one that could not be read yet: judged anew, kept once.
        return Kept(last[0], check, None if unread else keep)
    place = house.archive.append(source.id, answer, remarks=remarks)
    return Kept(history.record_capture(house.book, answer, source.id, place), check)


def is_from_there(house: House, source: Source, answer: Answer) -> bool:
    """Whether an answer comes from the address at which the last good capture was. A 304 from another one (redirects
    lead to the home page now, or to one that says that the page is not found) says nothing of the page.
    """
    good = history.last_good(house.book, source.id)
    return good is None or good.capture.final_url == answer.final_url


async def as_before(
    desk: Desk,
    source: Source,
    check: Check,
    remarks: tuple[Finding, ...] = (),
    *,
    looked_at: datetime,
    keep: Keep | None = None,
    always: bool = False,
) -> Looked | None:
    """The bytes are those we have: read again only when our code or the settings are others, or a held reading waits
    to be seen so often. None when we have them no more.

    `keep`: keeps in the archive that this look found them again; done when anything follows from that, or `always`.
    """
    good = history.last_good(desk.book, source.id)
    if good is None or not desk.archive.holds(good.capture):
        return None
    try:
        check = replace(check, capture=good.capture.id)
        if _is_to_be_read(desk, source, good.capture):
            return await read(desk, source, good.capture, check, remarks, looked_at=looked_at, keep=keep)
        return await _seen_again(desk, source, good.capture, check, looked_at, keep, always)
    except ArchiveFull:
        raise
    except ArchiveError:
        if _is_readable(desk, good.capture):
            raise  # an older one is not, and what came cannot be compared with it
        return None


async def _seen_again(
    desk: Desk,
    source: Source,
    capture: Capture,
    check: Check,
    looked_at: datetime,
    keep: Keep | None,
    always: bool,
) -> Looked:
    last = history.last_reading(desk.book, capture.id)
    changes = await corrected(desk, source, (extractor_of(source.layout), version()), looked_at=looked_at)
    if last is not None and last.failed:
        why = history.last_trouble(desk.book, source.id, capture.id) or UNREADABLE
        check = replace(check, outcome="failed", error=why.removesuffix(AGAIN) + AGAIN)
    follows = always or bool(history.of_the_page(desk.book, desk.run, check))
    places = (keep(capture),) if keep and follows else ()
    return Looked(check, (*changes, *noted(desk, check, kept=places).changes))


def _heed_validators(house: House, capture: Capture, answer: Answer) -> None:
    """The next look asks with the validators that came now, and with none when they came from another address."""
    if answer.final_url != capture.final_url:
        history.forget_validators(house.book, capture.source)
    elif not capture.rendered and answer.shell is None:
        history.renew_validators(house.book, capture, answer)


def _is(capture: Capture, answer: Answer) -> bool:
    """Whether the same bytes came from the same place, with the same status."""
    came = (answer.sha256, answer.requested_url, answer.final_url, answer.status)
    return (capture.sha256, capture.requested_url, capture.final_url, capture.status) == came


def _is_to_be_read(desk: Desk, source: Source, capture: Capture) -> bool:
    """Whether a capture that was read, or found again, is read once more. What killed its reader would do so again.

    That more is known of the frame of its site makes corrections, where it is what stands (see `corrected`).
    """
    last = history.last_reading(desk.book, capture.id)
    if (
        last is None
        or not (last.settled and (last.framed or history.memory(desk.book, source.id).capture == capture.id))
        or (last.extractor, last.lookups) != (extractor_of(source.layout), version())
    ):
        return True
    return not last.failed and any(
        held.by_itself and held.rejected is None for held in history.memory(desk.book, capture.source).held
    )


def _is_whole(house: House, capture: Capture) -> bool:
    """Whether the archive has the very record of a capture; where it is damaged, what came now is kept in its place."""
    try:
        house.archive.of(capture)
    except ArchiveFull:
        raise
    except ArchiveError:
        return False
    return True


def _is_readable(desk: Desk, capture: Capture) -> bool:
    try:
        archived(desk, capture)
    except ArchiveError:
        return False
    return True
