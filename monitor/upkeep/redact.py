"""Captures taken out on request: a tombstone, then the bytes, then the words in the history.

The order is that in which a crash does the least harm: from the tombstone on every reader knows that the capture is to
go, and the same command goes on where it was broken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor import history
from monitor.archive import Archive, Archived
from monitor.documents import Worker, read
from monitor.errors import DocumentError, UsageError
from monitor.history.redaction import Erased, erase, verdict_of
from monitor.history.shredding import copies, shred
from monitor.ids import capture_id
from monitor.look.reading import READING, Desk
from monitor.model import Decision, Place
from monitor.upkeep.taking_out import decisions, passed_over, public, wiped

LONGEST_WHY = 500  # letters
SHORTEST_TEXT = 3  # letters of what is looked for
SHORTEST_ID = 4  # letters of an id that name a capture: nothing can be taken back


@dataclass(frozen=True, slots=True)
class Target:
    """A capture that is to be redacted. `since`: it was already; `role`: a page that is no document of its source."""

    id: str
    source: str
    url: str
    fetched_at: datetime
    sha256: str
    status: int
    media_type: str
    place: Place
    role: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction did, and what is left that it cannot do: `alike` are captures with the very same bytes that
    were not named, `files` beside the history hold a copy of the words, or may.
    """

    targets: tuple[Target, ...]
    erased: Erased
    alike: tuple[str, ...]
    files: tuple[Path, ...]


def checked_why(why: str, text: str | None = None) -> str:
    """The words that say why. UsageError for none, for more than 500 letters, for control characters, and when they
    hold the `text` that is to go.
    """
    told = why.strip()
    if text and _plain(text) in _plain(told):
        raise UsageError("--why holds the very text that is to go", fix="it is kept in the archive for good: say less")
    if not told or len(told) > LONGEST_WHY or not told.isprintable():
        fix = f"say it on one line of {LONGEST_WHY} letters at most; it is kept in the archive for good, so name nobody"
        raise UsageError("--why has to say why, in plain words", fix=fix)
    return told


def named(book: history.Database, captures: Iterable[str]) -> tuple[Target, ...]:
    """The captures with these public ids, or whose ids alone begin so; else UsageError."""
    prefixes = tuple(captures)
    for prefix in prefixes:
        if len(prefix) < SHORTEST_ID:
            raise UsageError(f"{prefix!r} is too short to name a capture", fix=f"give {SHORTEST_ID} letters or more")
    return tuple({one.id: one for one in (_named(book, prefix) for prefix in prefixes)}.values())


def holding(desk: Desk, source: str, text: str) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Everything that came from a source and holds a text, in its words or its bytes, whatever their case and spaces;
    and the ids of what could not be read, so that its words are not known.
    """
    wanted = _plain(text)
    if len(wanted) < SHORTEST_TEXT:
        raise UsageError("what is looked for is too short", fix=f"give {SHORTEST_TEXT} letters or more")
    found, unread = [], []
    history.captures(desk.book, source)  # which says so when there is no such source
    for one in desk.archive.found(source, passed_over):
        kept = one.content
        if not isinstance(kept, Archived):
            continue
        try:
            texts = [_words(desk.worker, kept), *map(_decoded, (kept.body, kept.shell or b""))]
        except DocumentError:
            unread.append(public(one))
            texts = [_decoded(kept.body), _decoded(kept.shell or b"")]
        if any(wanted in _plain(each) for each in texts):
            found.append(_target(source, capture_id(one.source, kept.fetched_at, kept.sha256), kept, one.place))
    return tuple(found), tuple(unread)


def begun(desk: Desk, source: str) -> tuple[Target, ...]:
    """Captures of a source that have their tombstone, and of which the history does not know yet."""
    ids = {made.facts["capture"] for made in decisions(desk.archive, source, "redacted")}
    rows = history.captures(desk.book, source)
    return named(desk.book, [one.id for one in rows if one.id in ids and one.redacted_at is None])


def alike(book: history.Database, targets: Sequence[Target]) -> tuple[str, ...]:
    """Other captures of the same sources, not redacted, that have the very same bytes."""
    chosen = {target.id for target in targets}
    bodies = {(target.source, target.sha256) for target in targets}
    return tuple(
        one.id
        for source in sorted({target.source for target in targets})
        for one in history.captures(book, source)
        if (source, one.sha256) in bodies and one.id not in chosen and one.redacted_at is None
    )


def redact(desk: Desk, path: Path, targets: Sequence[Target], why: str, *, channels: Iterable[str] = ()) -> Redacted:
    """Takes captures out of the archive and their words out of the history at `path`. Doing it again finishes it.

    `channels`: those that are configured; nothing is sent to one meanwhile, nor to one for which something waits.

    Raises ArchiveError for a capture in a segment that is damaged elsewhere, HistoryBusy while another program reads
    the history as it stood before, and, before anything is written, RunLocked while a digest is sent.
    """
    told = checked_why(why)
    with _nothing_sent(desk, path, channels):
        return _taken_out(desk, path, targets, told)


@contextmanager
def _nothing_sent(desk: Desk, path: Path, channels: Iterable[str]) -> Iterator[None]:
    """What is under way could not be called back, and what is just put together has the words as well."""
    with ExitStack() as stack:
        for name in sorted({*channels, *(one.channel for one in history.to_send(desk.book))}):
            stack.enter_context(history.sending_lock(path, name, now=desk.now()))
        yield


def _taken_out(desk: Desk, path: Path, targets: Sequence[Target], told: str) -> Redacted:
    ids = frozenset(target.id for target in targets)
    gone: dict[str, datetime] = {}
    for source in sorted({target.source for target in targets}):
        gone |= {made.facts["capture"]: made.at for made in decisions(desk.archive, source, "redacted")}
        for target in targets:
            if target.source == source and target.id not in gone:
                made = tombstone(target, verdict_of(desk.book, target.id), told, desk.now())
                desk.archive.decide(source, made)
                gone[target.id] = made.at
        wiped(desk.archive, desk.book, source, lambda one: public(one) in ids)
    erased = erase(desk.book, {capture: gone[capture] for capture in sorted(ids)})
    shred(desk.book)
    return Redacted(tuple(targets), erased, alike(desk.book, targets), copies(path, sorted(ids)))


def tombstone(target: Target, verdict: str, why: str, at: datetime) -> Decision:
    """What the archive says of a capture from now on. `verdict`: what it was judged to be."""
    facts = {
        "capture": target.id,
        "sha256": target.sha256,
        "fetched_at": target.fetched_at.isoformat(timespec="microseconds"),
        "url": target.url,
        "status": target.status,
        "media_type": target.media_type,
        "role": target.role,
        "verdict": verdict,
        "segment": target.place.segment,
        "offset": target.place.offset,
        "length": target.place.length,
        "why": why,
    }
    return Decision("redacted", at, facts)


def why(archive: Archive, source: str, capture: str) -> str | None:
    """Why a capture was redacted, in the words that were given; None when the archive does not say."""
    made = decisions(archive, source, "redacted")
    return next((str(one.facts["why"]) for one in made if one.facts.get("capture") == capture), None)


def _named(book: history.Database, prefix: str) -> Target:
    one = history.capture(book, prefix)
    return Target(
        *(one.id, one.source, one.requested_url, one.fetched_at, one.sha256, one.status, one.media_type, one.place),
        since=one.redacted_at,
    )


def _target(source: str, id_: str, kept: Archived, place: Place) -> Target:
    return Target(
        id_, source, kept.requested_url, kept.fetched_at, kept.sha256, kept.status, kept.media_type, place, kept.role
    )


def _words(worker: Worker, kept: Archived) -> str:
    document = worker.call(
        read, kept.body, media_type=kept.media_type, url=kept.target_uri, charset=kept.charset, timeout=READING
    )
    links = (link.url for link in document.links)
    return "\n".join((document.title, document.text, *links))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _plain(text: str) -> str:
    """A text as it is looked for: without case, every gap one space."""
    return " ".join(text.casefold().split())
