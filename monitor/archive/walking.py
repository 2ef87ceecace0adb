"""From one end of a segment to the other: what stands in it, put together and proved, and what is damaged between.

Readers change nothing. A capture of which a writer left only the first records is passed over: nobody was told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from monitor.archive import assembling, durable, parsing
from monitor.archive.archived import Found
from monitor.archive.segment import Piece, Segment, no_segment, opened, pieces
from monitor.archive.where import Where
from monitor.errors import DamagedRecord
from monitor.model import Place


@dataclass(frozen=True, slots=True)
class Whole:
    """What was found, with the bytes of its records as they were written."""

    found: Found
    records: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a segment that does not give what should stand there. `length` 0: it is the head of the file, and
    all the same everything behind it can be read."""

    offset: int
    length: int
    error: DamagedRecord


def walk(path: Path, source: str, start: int = 0) -> Iterator[Whole | Damage]:
    """All of a segment from byte `start` on, in written order; `source` is its name where its head does not say it.

    A `start` at which no frame begins is told as damage, and the walk goes on at the next whole record. Waits until
    nobody is writing to the folder: what is torn then is torn for good. ArchiveError when there is no such segment.
    """
    if not path.is_file():
        raise no_segment(path)
    with durable.locked(path.parent, shared=True):
        end = path.stat().st_size
    yield from walk_to(end, path, source, start)


def walk_to(end: int, path: Path, source: str, start: int = 0) -> Iterator[Whole | Damage]:
    """`walk` up to byte `end`, for those who hold the lock on the folder."""
    segment, damage = opened(path)
    if damage:
        yield Damage(0, 0 if segment.dictionary else end, damage)
    if start > end:
        error = Where(path, end).damaged(f"the segment ends here, but was known up to byte {start}")
        yield Damage(end, 0, error)
        return
    if start > segment.start:
        first = head(segment, end)
        source = (first and parsing.is_part_of(first)) or source
        yield from _put_together(path, source, pieces(segment, end, start))
        return
    stood = pieces(segment, end)
    piece = next(stood, None)
    if piece is None:  # a segment appears with whole records
        yield Damage(0, end, Where(path).damaged("the segment holds no record"))
    else:
        yield from _put_together(path, source, chain([piece], stood))


def head(segment: Segment, end: int) -> parsing.Record | None:
    """The first record of a segment; None when it is damaged, which whoever walks from the start is told."""
    first = next(pieces(segment, end), None)
    if first is None or isinstance(first.record, DamagedRecord):
        return None
    try:
        return parsing.parse(first.record, Where(segment.path))
    except DamagedRecord:
        return None


def _put_together(path: Path, source: str, stood: Iterator[Piece]) -> Iterator[Whole | Damage]:
    begun: assembling.Records = ()  # the records of what is not at its end yet
    written: tuple[bytes, ...] = ()
    start = 0
    for piece in stood:
        where = Where(path, piece.offset)
        try:
            if isinstance(piece.record, DamagedRecord):
                raise piece.record
            record = parsing.parse(piece.record, where)
            source = parsing.is_part_of(record) or source
            if not assembling.goes_on(begun, record):
                begun, written, start = (), (), piece.offset
            begun, written = (*begun, record), (*written, piece.record)
            if assembling.is_whole(begun):
                content = assembling.content(begun, where)
                place = Place(path.name, start, piece.offset + piece.length - start)
                yield Whole(Found(place, source, content), written)
                begun, written = (), ()
        except DamagedRecord as error:
            yield Damage(piece.offset, piece.length, error)
            begun, written = (), ()
