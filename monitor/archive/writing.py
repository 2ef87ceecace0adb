"""The writer's side of segments, for the holder of the folder's lock alone: choose one, begin one, append to it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from monitor.archive import dictionary, durable, frames, rebasing
from monitor.archive.frames import zstd
from monitor.archive.parsing import is_part_of, parse
from monitor.archive.records import warcinfo
from monitor.archive.recovery import mended_end
from monitor.archive.segment import (
    Segment,
    copy_of_dictionary,
    has_dictionary,
    is_segment,
    load,
    number,
    read,
)
from monitor.archive.where import Where
from monitor.errors import DamagedRecord
from monitor.model import Place


def keep(
    folder: Path,
    source: str,
    records: tuple[bytes, ...],
    now: datetime,
    *,
    kinds: tuple[bool, ...],
    rotate_at: int,
) -> Place:
    """The records behind those that stand in the folder already, in a segment of the first of these `kinds` (with a
    dictionary or without) that can be gone on with, or in a new one of the last.

    A record that may begin a segment with a dictionary does so, too, when the dictionary that there is has served its
    time. Appending is one write and one fsync.
    """
    names = sorted((path for path in folder.iterdir() if number(path)), key=number)
    new = folder / f"{number(names[-1]) + 1 if names else 1:04}.warc.zst"
    paths = list(filter(is_segment, names))
    info = warcinfo(source, new.name, now)
    for with_dictionary in kinds:
        segment = newest(paths, with_dictionary=with_dictionary)
        end = segment and mended_end(segment, now)
        if segment and end and end <= rotate_at and _name(segment, end) == source:
            packed = tuple(frames.compress(record, segment.dictionary) for record in records)
            younger = rebasing.younger(segment, end, info, records, packed) if kinds[-1] else None
            return begin(new, info, records, younger) if younger else append(segment, end, packed)
    return begin(new, info, records, dictionary.make(b"".join(records)) if kinds[-1] else None)


def begin(path: Path, info: bytes, records: tuple[bytes, ...], made: zstd.ZstdDict | None) -> Place:
    """A new segment that holds its `warcinfo` record and these, with this dictionary; it appears whole or not at all.

    Raises OSError when it cannot be written.
    """
    head = dictionary.frame(made) if made else b""
    first = frames.compress(info, made)
    body = b"".join(frames.compress(record, made) for record in records)
    copy_of_dictionary(path).unlink(missing_ok=True)  # one that a crash left before its segment appeared
    if head:
        durable.write(copy_of_dictionary(path), head)
    durable.replace(path, (head, first, body))
    return Place(path.name, len(head) + len(first), len(body))


def append(segment: Segment, end: int, packed: tuple[bytes, ...]) -> Place:
    """The frames behind byte `end`, where the segment ends."""
    body = b"".join(packed)
    durable.extend(segment.path, end, body)
    return Place(segment.path.name, end, len(body))


def newest(paths: list[Path], *, with_dictionary: bool) -> Segment | None:
    """The newest segment of this kind; None when there is none, or when its dictionary is damaged."""
    path = next((path for path in reversed(paths) if has_dictionary(path) == with_dictionary), None)
    try:
        return load(path) if path else None
    except DamagedRecord:  # told by every reader of the segment, with the way to mend it
        return None


def _name(segment: Segment, end: int) -> str | None:
    """The source that the segment is part of: one that was renamed since begins another."""
    where = Where(segment.path, segment.start)
    with segment.path.open("rb") as file:
        length = frames.length_at(file, segment.start, end) or 0
    try:
        return next((is_part_of(parse(record, where)) for record in read(segment, segment.start, length)), None)
    except DamagedRecord:  # told by every reader of the record
        return None
