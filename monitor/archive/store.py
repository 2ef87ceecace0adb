"""The archive: one folder of segments a source, each capture safe on the device before anyone parses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from monitor.archive import (
    assembling,
    durable,
    mending,
    parsing,
    records,
    recovery,
    rewriting,
    segment,
    walking,
    writing,
)
from monitor.archive.archived import Archived, Found
from monitor.archive.recovery import Recovered
from monitor.archive.where import Where
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Answer, Capture, Decision, Finding, Imported, Place

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
DICTIONARY_LIMIT = 1024 * 1024  # a larger record would make each later one slow to write
ROTATE_AT = 256 * 1024 * 1024
# Which segments take a record: with a dictionary or without, the first there is, else a new one of the last.
AS_DICTIONARY, AS_IT_IS, BESIDE_OTHERS = (True,), (False,), (True, False)
TEXTS = frozenset({"", "application/json", "application/javascript", "application/xml"})


class Archive:
    """The folder of snapshots. It holds no open file: any number of readers, one writer a source at a time."""

    def __init__(self, folder: Path, *, rotate_at: int = ROTATE_AT) -> None:
        """`rotate_at`: a segment of more bytes is left as it is, and the next record begins a new one."""
        self.folder = folder
        self.rotate_at = rotate_at

    def append(
        self,
        source: str,
        answer: Answer,
        role: str = "",
        *,
        remarks: tuple[Finding, ...] = (),
        imported: Imported | None = None,
    ) -> Place:
        """Keep an answer; when this returns, its bytes are on the device.

        `role` says what it is when it is no document of the source (`overview`: the page with the link to that).
        `Place` spans the frames of the capture: its response, the metadata before it where it was redirected, rendered
        or has a role, and the rendered page behind it. Raises ArchiveFull when there is no room (nothing kept before
        is lost), ArchiveError when it cannot be written.
        """
        written = records.capture(answer, role, remarks, imported)
        # A page with the link to the document is not what the documents resemble: it stands apart.
        alike = not role and is_text(answer) and sum(map(len, written)) <= DICTIONARY_LIMIT
        return self._write(source, written, answer.fetched_at, AS_DICTIONARY if alike else AS_IT_IS)

    def revisit(self, source: str, answer: Answer, of: Capture, *, remarks: tuple[Finding, ...] = ()) -> Place:
        """Keep that a look found the bytes of the capture `of` again. On the device, and errors, as with `append`."""
        return self._write(source, records.revisit(answer, of, remarks), answer.fetched_at, BESIDE_OTHERS)

    def decide(self, source: str, made: Decision) -> Place:
        """Keep a decision. On the device, and errors, as with `append`."""
        return self._write(source, (records.decision(made),), made.at, BESIDE_OTHERS)

    def _write(self, source: str, written: tuple[bytes, ...], now: datetime, kinds: tuple[bool, ...]) -> Place:
        folder = self._folder(source)
        with durable.device_errors(folder):
            durable.make_folder(folder)
            with durable.locked(folder):
                return writing.keep(folder, source, written, now, kinds=kinds, rotate_at=self.rotate_at)

    def read(self, source: str, place: Place) -> Archived:
        """The answer at a place. Raises DamagedRecord (with file and offset) unless every checksum and digest holds.

        Whoever noted a sha256 with the place compares it: that proves the place, as the digests prove the record.
        """
        path = self._path(source, place.segment)
        where = Where(path, place.offset)
        with durable.device_errors(path), _of(source):
            stored = segment.read_at(path, place.offset, place.length)
            return assembling.answer(tuple(parsing.parse(record, where) for record in stored), where)

    def records(self, source: str, place: Place) -> tuple[bytes, ...]:
        """The WARC records at a place, to the byte as they were written, each one's digest compared; else as `read`."""
        path = self._path(source, place.segment)
        with durable.device_errors(path), _of(source):
            stored = tuple(segment.read_at(path, place.offset, place.length))
            for record in stored:
                parsing.parse(record, Where(path, place.offset))
            return stored

    def of(self, capture: Capture) -> Archived:
        """The answer that a capture is. ArchiveError when it was redacted, or other bytes stand at its place."""
        if capture.redacted_at is not None:
            raise ArchiveError(
                f"the capture was taken out of the archive on {capture.redacted_at:%Y-%m-%d}, on request",
                source=capture.source,
                url=capture.final_url,
                capture=capture.id,
                fix="`monitor snapshots SOURCE` lists those that stand there",
            )
        kept = self.read(capture.source, capture.place)
        if kept.sha256 != capture.sha256:
            raise ArchiveError(
                f"the archive holds other bytes than were captured, at {capture.place.segment}:{capture.place.offset}",
                source=capture.source,
                url=capture.final_url,
                capture=capture.id,
                fix="restore the segment from a backup",
            )
        return kept

    def holds(self, capture: Capture) -> bool:
        """Whether the bytes of a capture can be there, by the size of its segment alone: nothing is read."""
        if capture.redacted_at is not None:
            return False
        place = capture.place
        path = self._folder(capture.source) / place.segment
        with durable.device_errors(path):
            return path.is_file() and path.stat().st_size >= place.offset + place.length

    def walk(
        self, source: str, damaged: Callable[[DamagedRecord], None] | None = None
    ) -> Iterator[tuple[Place, Archived]]:
        """The captures that `found` finds. Those with a `role` are no documents of the source."""
        for one in self.found(source, damaged):
            if isinstance(one.content, Archived):
                yield one.place, one.content

    def found(self, source: str, damaged: Callable[[DamagedRecord], None] | None = None) -> Iterator[Found]:
        """Every whole capture, revisit and decision of a source, segment by segment in the order in which they were
        written, each once.

        What is damaged, or torn at the end, is told to `damaged`, and the walk goes on behind it; without `damaged` it
        is raised where it stands. Nothing is changed.
        """
        paths = self.segments(source)
        with durable.device_errors(self._folder(source)):
            old_of = {new: old for old, new in rewriting.replaced(paths).items()}
        twice: dict[str, set[int]] = {old: set() for old in old_of.values()}
        for path in paths:
            for one in self._walked(source, path, 0, damaged):
                same = hash(one.records)
                if path.name in twice:
                    twice[path.name].add(same)
                if path.name not in old_of or same not in twice[old_of[path.name]]:
                    yield one.found

    def tail(
        self, source: str, segment_name: str, start: int, damaged: Callable[[DamagedRecord], None] | None = None
    ) -> Iterator[Found]:
        """What `found` finds in one segment from byte `start` on, where something that is known already ends.

        A `start` at which no frame begins is damage: the walk goes on at the next whole record. ArchiveError when
        there is no such segment.
        """
        path = self._path(source, segment_name)
        return (one.found for one in self._walked(source, path, start, damaged))

    def _walked(
        self, source: str, path: Path, start: int, damaged: Callable[[DamagedRecord], None] | None
    ) -> Iterator[walking.Whole]:
        with durable.device_errors(path):
            for one in walking.walk(path, source, start):
                if isinstance(one, walking.Whole):
                    yield one
                    continue
                one.error.source = source
                if not damaged:
                    raise one.error
                damaged(one.error)

    def recover(self, source: str, now: datetime) -> tuple[Recovered, ...]:
        """Make the source's folder fit to be written to after a writer was killed; nothing that was acknowledged is
        touched. For whoever holds the lock on the history, before the first record of a run.
        """
        with self._alone(source) as folder:
            return tuple(recovery.recover(folder, self.segments(source), now)) if folder else ()

    def repair(self, source: str, segment_name: str) -> Path | None:
        """Put a segment's dictionary back from its second copy, or that copy from the segment.

        Returns the file that was written anew, None when nothing was wrong. DamagedRecord when both are damaged.
        """
        path = self._path(source, segment_name)
        with self._alone(source), _of(source):
            return mending.mend(path)

    def wipe(self, source: str, place: Place) -> None:
        """Take what stands at a place away for good, and keep all else in the segment to the byte where it is.

        ArchiveError when other records need it, because it is in the dictionary of the segment (`rewrite` it then), and
        when nothing stands there. The folder's files with torn records go too: nobody can tell what they hold.
        """
        path = self._path(source, place.segment)
        with self._alone(source), _of(source):
            rewriting.wipe(path, place)
            recovery.forget(path.parent)

    def rewrite(self, source: str, segment_name: str, drop: Collection[Place]) -> Mapping[Place, Place]:
        """Write a segment anew, under the next free number, without what stands at the places `drop`.

        Returns where all that stays stood, and where it stands now; nothing is written when nothing stays. The old
        segment is there until `remove`: until then `replaced` names both, and `found` gives what is in both once, where
        it stood. DamagedRecord when something is damaged that is not dropped, for it would be lost.
        """
        path = self._path(source, segment_name)
        with self._alone(source), _of(source):
            paths = self.segments(source)
            if path not in paths:
                raise segment.no_segment(path)
            there = rewriting.replaced(paths).get(segment_name)
            if there:
                raise ArchiveError(f"{path}: the segment was written anew already, as {there}")
            new = path.with_name(f"{segment.number(paths[-1]) + 1:04}{segment.SUFFIX}")
            return rewriting.rewrite(path, new, source, drop, _begins_dictionary)

    def replaced(self, source: str) -> Mapping[str, str]:
        """The segments that were written anew and are still there: name of the old one, name of the new one."""
        with durable.device_errors(self._folder(source)):
            return rewriting.replaced(self.segments(source))

    def remove(self, source: str, segment_name: str) -> None:
        """Take a segment away for good, with the second copy of its dictionary and the files with torn records, of
        which nobody can tell what they hold. Nothing happens when it is gone.
        """
        path = self._path(source, segment_name)
        with self._alone(source) as folder:
            if folder:
                rewriting.remove(path)
                recovery.forget(folder)

    def torn(self, source: str) -> tuple[Path, ...]:
        """The files with what killed writers left, taken aside by `recover` or by the next writer."""
        return recovery.torn(self._folder(source))

    def rename(self, source: str, to: str) -> None:
        """A source that was renamed keeps its folder under the new name; nothing happens when there is one already."""
        old, new = self._folder(source), self._folder(to)
        if old.is_dir() and not (new.is_dir() and any(new.iterdir())):
            with durable.device_errors(old):
                old.rename(new)
                durable.sync_folder(self.folder)

    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that have a folder with segments, in order."""
        if not self.folder.is_dir():
            return ()
        folders = (path.name for path in self.folder.iterdir() if path.is_dir() and SOURCE.fullmatch(path.name))
        return tuple(sorted(name for name in folders if self.segments(name)))

    def segments(self, source: str) -> tuple[Path, ...]:
        """The segment files of a source in order of their numbers; none for a source that has no folder."""
        folder = self._folder(source)
        if not folder.is_dir():
            return ()
        return tuple(sorted(filter(segment.is_segment, folder.iterdir()), key=segment.number))

    def _folder(self, source: str) -> Path:
        if not SOURCE.fullmatch(source):
            raise ArchiveError(f"{source!r} is no source id: a-z, 0-9 and - only, 64 at most")
        return self.folder / source

    @contextmanager
    def _alone(self, source: str) -> Iterator[Path | None]:
        """The folder of a source, with the lock of its writer; None when it has none."""
        folder = self._folder(source)
        with durable.device_errors(folder):
            if not folder.is_dir():
                yield None
                return
            with durable.locked(folder):
                yield folder

    def _path(self, source: str, segment_name: str) -> Path:
        if not segment.NAME.fullmatch(segment_name):
            raise ArchiveError(f"{segment_name!r} is no name of a segment", source=source)
        return self._folder(source) / segment_name


def _begins_dictionary(one: Archived, written: tuple[bytes, ...]) -> bool:
    """Whether later records resemble this capture enough to be written as what differs from it."""
    return not one.role and is_text(one.answer()) and sum(map(len, written)) <= DICTIONARY_LIMIT


def is_text(answer: Answer) -> bool:
    """Whether versions of this body resemble each other as text does, by its media type and its first bytes."""
    kind = answer.media_type
    named = kind.startswith("text/") or kind in TEXTS or kind.endswith(("+xml", "+json"))
    return named and not answer.body.startswith(b"%PDF-") and b"\0" not in answer.body[:1024]


@contextmanager
def _of(source: str) -> Iterator[None]:
    """Errors of the archive raised here say whose segment they are about."""
    try:
        yield
    except ArchiveError as error:
        error.source = source
        error.fix = error.fix or "restore the segment from a backup of the snapshots folder"
        raise
