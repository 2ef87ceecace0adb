"""From one end of a segment to the other: what stands in it, put together and proved, and what is damaged between.

Readers change nothing. A capture of which a writer left only the first records is passed over: nobody was told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.archive import assembling, durable, parsing
from monitor.archive.archived import Found
from monitor.archive.segment import Piece, Segment, opened, pieces
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Place


@dataclass(frozen=True, slots=True)
class Whole:
    """What was found, with the bytes of its records as they were written."""

    found: Found
    records: tuple[bytes, ...]


def walk(path: Path, source: str, start: int = 0) -> Iterator[Whole | DamagedRecord]:
    """All of a segment from byte `start` on, in written order; `source` is its name where its head does not say it.

    A `start` at which no frame begins is told as damage, and the walk goes on at the next whole record. Waits until
    nobody is writing to the folder.
    """
    with durable.locked(path.parent, shared=True):  # nobody is writing: what is torn now is torn for good
        end = _size(path)
    yield from walk_to(end, path, source, start)


def walk_to(end: int, path: Path, source: str, start: int = 0) -> Iterator[Whole | DamagedRecord]:
    """`walk` up to byte `end`, for those who hold the lock on the folder."""
    segment, damage = opened(path)
    if damage:
        yield damage
    if start > end:
        yield DamagedRecord(f"{path}, byte {end}: the segment ends here, but was known up to byte {start}")
    elif start > segment.start:
        yield from _put_together(segment, _name(segment, end, source), pieces(segment, end, start))
    else:
        stood = pieces(segment, end)
        first = next(stood, None)
        if first is None:  # a segment appears with whole records
            yield DamagedRecord(f"{path}: the segment holds no record")
        else:
            yield from _put_together(segment, source, _with(first, stood))


def _put_together(segment: Segment, source: str, stood: Iterator[Piece]) -> Iterator[Whole | DamagedRecord]:
    path = segment.path
    begun: assembling.Records = ()  # the records of what is not at its end yet
    written: tuple[bytes, ...] = ()
    start = 0
    for piece in stood:
        where = f"{path}, byte {piece.offset}"
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
            yield error
            begun, written = (), ()


def _name(segment: Segment, end: int, source: str) -> str:
    """The source that the segment is part of, as its first record says."""
    first = next(pieces(segment, end), None)
    if first is None or isinstance(first.record, DamagedRecord):
        return source
    try:
        return parsing.is_part_of(parsing.parse(first.record, str(segment.path))) or source
    except DamagedRecord:  # told by whoever walks from the start
        return source


def _with(first: Piece, others: Iterator[Piece]) -> Iterator[Piece]:
    yield first
    yield from others


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError as error:
        raise ArchiveError(
            f"{path}: there is no such segment", fix="put the file back, from a backup of the snapshots folder"
        ) from error
