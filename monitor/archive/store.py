"""The archive: one folder of segments a source, each capture safe on the device before anyone parses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from monitor.archive import assembling, durable, parsing, records, segment, walking, writing
from monitor.archive.archived import Archived, Found
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
        where = f"{path}, byte {place.offset}"
        with durable.device_errors(path), _of(source):
            stored = segment.read_at(path, place.offset, place.length)
            return assembling.answer(tuple(parsing.parse(record, where) for record in stored), where)

    def of(self, capture: Capture) -> Archived:
        """The answer that a capture is. ArchiveError when other bytes than were captured stand at its place."""
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
        for path in self.segments(source):
            yield from self._walked(source, path, 0, damaged)

    def tail(
        self, source: str, segment_name: str, start: int, damaged: Callable[[DamagedRecord], None] | None = None
    ) -> Iterator[Found]:
        """What `found` finds in one segment from byte `start` on, where something that is known already ends.

        A `start` at which no frame begins is damage: the walk goes on at the next whole record. ArchiveError when
        there is no such segment.
        """
        return self._walked(source, self._path(source, segment_name), start, damaged)

    def _walked(
        self, source: str, path: Path, start: int, damaged: Callable[[DamagedRecord], None] | None
    ) -> Iterator[Found]:
        with durable.device_errors(path):
            for one in walking.walk(path, source, start):
                if isinstance(one, walking.Whole):
                    yield one.found
                    continue
                one.source = source
                if not damaged:
                    raise one
                damaged(one)

    def rename(self, source: str, to: str) -> None:
        """A source that was renamed keeps its folder under the new name; nothing happens when there is one already."""
        old, new = self._folder(source), self._folder(to)
        if old.is_dir() and not new.exists():
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
        return tuple(sorted((path for path in folder.iterdir() if segment.number(path)), key=segment.number))

    def _folder(self, source: str) -> Path:
        if not SOURCE.fullmatch(source):
            raise ArchiveError(f"{source!r} is no source id: a-z, 0-9 and - only, 64 at most")
        return self.folder / source

    def _path(self, source: str, segment_name: str) -> Path:
        if not segment.NAME.fullmatch(segment_name):
            raise ArchiveError(f"{segment_name!r} is no name of a segment", source=source)
        return self._folder(source) / segment_name


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
