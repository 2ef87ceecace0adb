"""One segment file, `NNNN.warc.zst`, as a reader sees it: `[dictionary frame] frame { frame }`.

Readers take no lock, change nothing and never return a byte that no checksum has proved.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from monitor.archive import dictionary, frames
from monitor.archive.frames import zstd
from monitor.archive.where import Where
from monitor.errors import ArchiveError, DamagedRecord

SUFFIX = ".warc.zst"
NAME = re.compile(r"(\d{4,})\.warc\.zst")


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment whose head was read. `start` is the offset of the first frame behind the dictionary."""

    path: Path
    dictionary: zstd.ZstdDict | None
    start: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a segment: one frame with the record it holds, or bytes that are damaged (`record` says how)."""

    offset: int
    length: int
    record: bytes | DamagedRecord


def number(path: Path) -> int:
    """1 for 0001.warc.zst; 0 for a file that is no segment."""
    matched = NAME.fullmatch(path.name)
    return int(matched[1]) if matched else 0


def is_segment(path: Path) -> bool:
    """Whether a file stands under the name of a segment, and no folder, nor a link that leads to nothing."""
    return number(path) > 0 and path.is_file()


def copy_of_dictionary(path: Path) -> Path:
    """Where the second copy of the segment's dictionary frame stands."""
    return path.with_name(path.name.replace(SUFFIX, ".dict"))


def has_dictionary(path: Path) -> bool:
    """Whether the file begins with a dictionary frame, by its first four bytes."""
    with path.open("rb") as file:
        return file.read(4) == dictionary.MAGIC


def no_segment(path: Path) -> ArchiveError:
    """The error that there is no such file."""
    return ArchiveError(
        f"{path}: there is no such segment", fix="put the file back, from a backup of the snapshots folder"
    )


def load(path: Path) -> Segment:
    """The segment with its dictionary. Raises DamagedRecord when its head is damaged, ArchiveError without a file."""
    try:
        with path.open("rb") as file:
            head = file.read(dictionary.HEAD)
            if head.startswith(frames.DATA_MAGIC):
                return Segment(path, None, 0)
            data = head + file.read(min(int.from_bytes(head[4:], "little"), dictionary.LIMIT))
    except FileNotFoundError as error:
        raise no_segment(path) from error
    return Segment(path, dictionary.load(data, Where(path, 0)), len(data))


def opened(path: Path) -> tuple[Segment, DamagedRecord | None]:
    """The segment as far as it can be read, and what is wrong with its head.

    When the dictionary is damaged, the second copy takes its place: nothing is lost by that, and each record is still
    proved by its own checksum. ArchiveError without a file.
    """
    try:
        return load(path), None
    except DamagedRecord as damage:
        try:
            segment = with_copy(path)
        except DamagedRecord:
            return Segment(path, None, 0), damage
        damage.fix = "put the dictionary back from its second copy: monitor verify --repair"
        return segment, damage


def with_copy(path: Path) -> Segment:
    """The segment with the second copy of its dictionary. Raises DamagedRecord when there is none that is whole."""
    copy = copy_of_dictionary(path)
    try:
        data = copy.read_bytes()
    except FileNotFoundError as error:
        raise Where(copy).damaged("there is no second copy of the dictionary") from error
    return Segment(path, dictionary.load(data, Where(copy, 0)), len(data))


def read_at(path: Path, offset: int, length: int) -> list[bytes]:
    """`read` in the segment at a path, through the second copy of its dictionary if need be."""
    segment, damage = opened(path)
    try:
        return read(segment, offset, length)
    except DamagedRecord as error:
        if damage and not segment.dictionary:  # it may well be why
            raise damage from error
        raise


def read(segment: Segment, offset: int, length: int) -> list[bytes]:
    """The records in the frames that fill exactly these bytes; DamagedRecord when they do not fill them, or fail, and
    when they hold none."""
    where = Where(segment.path, offset)
    with segment.path.open("rb") as file:
        file.seek(offset)
        data = file.read(length)
    records, position = [], 0
    while position < length:
        size = frames.length_at(io.BytesIO(data), position, len(data))
        if size is None:
            raise where.damaged(f"no whole frame of {length} bytes stands there")
        frame = data[position : position + size]
        if not frames.is_skippable(frame):
            records.append(frames.decompress(frame, segment.dictionary, where))
        position += size
    if not records:
        raise where.damaged("no record stands there; one that did was taken out")
    return records


def pieces(segment: Segment, end: int, start: int = 0) -> Iterator[Piece]:
    """All that stands in the segment from byte `start` up to byte `end`, in order: behind damage it goes on at the next
    whole record."""
    with segment.path.open("rb") as file:
        offset = max(start, segment.start)
        while offset < end:
            where = Where(segment.path, offset)
            length = length_at(file, segment, offset, end) or 0
            file.seek(offset)
            frame = file.read(length)
            record = proved(frame, segment, where)
            if not frame or isinstance(record, DamagedRecord):  # then its length may be damaged too
                following = next_whole(file, segment, offset + 1, end)
                length = (following or end) - offset
                state = "are damaged" if following else "at the end hold no whole record"
                record = where.damaged(f"{length} bytes {state}")
            if record:
                yield Piece(offset, length, record)
            offset += length


def next_whole(file: BinaryIO, segment: Segment, offset: int, end: int) -> int | None:
    """Where, at `offset` or behind it, the next whole frame with a record begins; None if there is none by `end`."""
    file.seek(offset)
    rest = file.read(end - offset)
    at = rest.find(frames.DATA_MAGIC)
    while at >= 0:
        length = frames.length_at(file, offset + at, end)
        record = proved(rest[at : at + length], segment, Where()) if length else None
        if isinstance(record, bytes) and record.startswith(b"WARC/"):  # a body may hold zstd frames of its own
            return offset + at
        at = rest.find(frames.DATA_MAGIC, at + 1)
    return None


def last_frames(file: BinaryIO, segment: Segment, end: int) -> tuple[tuple[int, int], ...]:
    """Offset and length of the last frame and of the one before it, of those that follow each other without a gap from
    the start on; fewer, or none, when there are no more."""
    offset = segment.start
    last: tuple[tuple[int, int], ...] = ()
    while length := length_at(file, segment, offset, end):
        last = ((offset, length), *last[:1])
        offset += length
    return last


def length_at(file: BinaryIO, segment: Segment, offset: int, end: int) -> int | None:
    """Bytes of the frame that starts at `offset` and ends by `end`; None where none does.

    Nothing proves the length of a skippable frame. One that is not blank and reaches into a whole record is none.
    """
    length = frames.length_at(file, offset, end)
    file.seek(offset)
    if length is None or not frames.is_skippable(file.read(4)):
        return length
    file.seek(offset + 8)
    if any(file.read(length - 8)):
        following = next_whole(file, segment, offset + 1, end)
        return None if following and following < offset + length else length
    return length


def proved(frame: bytes, segment: Segment, where: Where) -> bytes | DamagedRecord:
    """The record in a frame, b"" in a skippable one, or the DamagedRecord when it does not pass its checksum."""
    if frames.is_skippable(frame):
        return b""
    try:
        return frames.decompress(frame, segment.dictionary, where)
    except DamagedRecord as error:
        return error
