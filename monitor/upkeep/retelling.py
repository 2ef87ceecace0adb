"""A source's past told again from the archive: each capture judged, read and compared as when it came.

The history that it is told into is empty at the beginning and knows this source alone. What is not in the archive
(looks that found nothing, hosts, what was told to whom) is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from monitor import history
from monitor.archive import Archive, Archived, Found, Revisit
from monitor.compare.site import SiteEdit
from monitor.extract import extractor_of
from monitor.ids import capture_id
from monitor.look.deciding import go_by
from monitor.look.edits import edit_of
from monitor.look.keeping import as_before
from monitor.look.reading import Desk, page, received
from monitor.look.recording import corrected, moved_to, recorded
from monitor.lookups import version
from monitor.model import Capture, Check, ContentVerdict, Decision, Place, Source, TransportVerdict
from monitor.upkeep.events import public, when


@dataclass(slots=True)
class Clock:
    """The time at which a retelling has arrived."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


class UnderOneName(Archive):
    """The archive of one source, whatever it is called: it had other ids before it was renamed."""

    def __init__(self, archive: Archive, source: str) -> None:
        super().__init__(archive.folder)
        self._name = source

    def _folder(self, source: str) -> Path:
        return super()._folder(self._name)


@dataclass(slots=True)
class Retelling:
    """One source's past on its way into `desk.book`. `clock` is what `desk.now` asks; `desk.archive` finds the bytes
    under every id that the source ever had (see `UnderOneName`). `unread`: captures that wait for a run to read them,
    which knows who else ended at their address; here they get their row and nothing else. `given`: the ids that
    captures have in the history; `called`: the source's id there.
    """

    desk: Desk
    clock: Clock
    source: Source  # as it was configured at the time
    unread: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    called: str = ""
    crowded: set[tuple[str, datetime]] = field(default_factory=set)
    edits: dict[tuple[str, datetime], tuple[SiteEdit, ...]] = field(default_factory=dict)
    captures: dict[datetime, Capture] = field(default_factory=dict)

    async def tell(self, found: Iterable[Found]) -> None:
        """Everything in its order. Raises ArchiveError for a capture whose bytes cannot be had."""
        for one in found:
            self.clock.at = when(one)
            match one.content:
                case Decision():
                    await self._decided(one.content, one.place)
                case Archived(role=""):
                    await self._captured(one, one.content)
                case Revisit():
                    await self._seen_again(one.content)
        history.begin_behind_redacted(self.desk.book, self.source.id)

    async def _decided(self, made: Decision, place: Place) -> None:
        facts = made.facts
        match made.kind:
            case "settings":
                self.source = history.configured(facts)
                decided = (self.source.id, made, place)
                history.sync_sources(self.desk.book, [self.source], now=made.at, decided=[decided])
            case "retired":
                history.sync_sources(self.desk.book, [], now=made.at, decided=[(self.source.id, made, place)])
            case "followed":
                history.record_followed(
                    self.desk.book, self.source.id, facts["url"], Place(*facts["place"]), now=made.at
                )
            case "crowded":
                self.crowded.add((facts["capture"], made.at))
            case "framed":
                history.record_frame(self.desk.book, self.source.id, made, place)
                code = extractor_of(self.source.layout), version()
                await corrected(self.desk, self.source, code, looked_at=made.at)
            case "accepted" | "rejected":
                await go_by(self.desk, self.source, made, place)
                if made.kind == "rejected":
                    history.record_rejected_unread(self.desk.book, self.source.id, made, place)
            case "site-edited":
                shown = facts["capture"], made.at
                self.edits[shown] = (*self.edits.get(shown, ()), edit_of(made))
            case "gone":
                history.tell_gone(self.desk.book, self.source.id, facts["url"], at=made.at)
            case "redacted":
                history.record_redacted(self.desk.book, self.source.id, made)
            case "thinned":
                pass  # they are not in the archive any more, and nothing that stands rests on them

    async def _captured(self, found: Found, content: Archived) -> None:
        kept = self.desk.archive.read(self.source.id, found.place)
        answer, book = kept.answer(), self.desk.book
        if kept.imported:
            self.clock.at = kept.imported.at
        capture = history.record_capture(
            book, answer, self.source.id, found.place, imported=kept.imported, stored_as=self._named(found.source, kept)
        )
        if capture.id in self.unread:
            return
        self.captures[kept.fetched_at] = capture
        good = history.last_good(book, self.source.id)
        same = good is not None and good.capture.sha256 == capture.sha256
        check = self._check(capture, "unchanged" if same else "new")
        crowded = not same and (public(found), kept.fetched_at) in self.crowded
        reading = await page(self.desk, self.source, capture, received(answer), crowded=crowded)
        edits, remarks = self.edits.get((public(found), kept.fetched_at), ()), kept.remarks
        await recorded(self.desk, self.source, capture, reading, check, remarks, looked_at=kept.fetched_at, edits=edits)

    def _named(self, there: str, kept: Archived) -> str:
        """The id of the source from which that of a capture follows: `there`, as the segment has it. An earlier version
        went on in a segment when its source was renamed, and the id that was given out stays."""
        names = (there, self.source.id, self.called)
        given = (name for name in names if capture_id(name, kept.fetched_at, kept.sha256) in self.given)
        return next(given, there)

    async def _seen_again(self, look: Revisit) -> None:
        """A look that found the bytes of a capture: of the last good one, or of one that was judged bad before."""
        capture = self.captures.get(look.of)
        if capture is None:  # what was redacted, or thinned out, says nothing
            return
        book, source = self.desk.book, self.source
        good = history.last_good(book, source.id)
        if good is not None and good.capture.sha256 == capture.sha256:
            check = self._check(look, "not-modified" if look.status == 304 else "unchanged")
            await as_before(self.desk, source, check, look.remarks, looked_at=look.fetched_at)
            return
        check = self._check(look, "new")
        crowded = (capture.id, look.fetched_at) in self.crowded
        reading = await page(self.desk, source, capture, crowded=crowded)
        edits, remarks = self.edits.get((capture.id, look.fetched_at), ()), look.remarks
        await recorded(self.desk, source, capture, reading, check, remarks, looked_at=look.fetched_at, edits=edits)

    def _check(self, look: Capture | Revisit, verdict: ContentVerdict | TransportVerdict) -> Check:
        return Check(self.source.id, verdict, self.clock.at, look.status, moved_to=moved_to(self.source, look))


def begins_with(found: Sequence[Found]) -> Source | None:
    """The source as the first decision on it has it; None when the archive has none."""
    decisions = (one.content for one in found if isinstance(one.content, Decision))
    first = next((made for made in decisions if made.kind == "settings"), None)
    return history.configured(first.facts) if first else None
