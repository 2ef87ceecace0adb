"""The writer's side of a segment, for the holder of the folder's lock alone: begin one, mend its end, append to it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from monitor.archive import dictionary, durable, frames
from monitor.archive.segment import (
    Segment,
    copy_of_dictionary,
    has_dictionary,
    last_frame,
    load,
    next_whole,
    number,
)
from monitor.errors import DamagedRecord
from monitor.model import Place


def begin(path: Path, warcinfo: bytes, records: tuple[bytes, ...], *, with_dictionary: bool) -> Place:
    """A new segment that holds these records, the last of them its dictionary; it appears whole or not at all."""
    made = dictionary.make(records[-1]) if with_dictionary else None
    head = dictionary.frame(made) if made else b""
    first = frames.compress(warcinfo, made)
    body = b"".join(frames.compress(record, made) for record in records)
    copy_of_dictionary(path).unlink(missing_ok=True)  # one that a crash left before its segment appeared
    if head:
        durable.write(copy_of_dictionary(path), head)
    unfinished = path.with_name(f"{path.name}.unfinished")
    durable.write(unfinished, head + first + body)
    unfinished.rename(path)
    durable.sync_folder(path.parent)
    return Place(path.name, len(head) + len(first), len(body))


def append(segment: Segment, end: int, records: tuple[bytes, ...]) -> Place:
    """The records behind byte `end`, where the segment ends."""
    body = b"".join(frames.compress(record, segment.dictionary) for record in records)
    durable.extend(segment.path, end, body)
    return Place(segment.path.name, end, len(body))


def open_end(paths: tuple[Path, ...], *, with_dictionary: bool, now: datetime) -> tuple[Segment, int] | None:
    """The newest segment of this kind and where to go on in it; None when a new one must begin.

    An incomplete last frame is cut off and kept in `NNNN.torn-<time>`. A segment that is damaged otherwise is left as
    it is: whoever reads it as a stream would lose what came behind the damage.
    """
    for path in reversed(paths):
        if has_dictionary(path) == with_dictionary:
            try:
                segment = load(path)
            except DamagedRecord:  # told by every reader of the segment, with the way to mend it
                return None
            end = _mended_end(segment, now)
            return (segment, end) if end else None
    return None


def _mended_end(segment: Segment, now: datetime) -> int | None:
    with segment.path.open("rb") as file:
        size = segment.path.stat().st_size
        offset, length = last_frame(file, segment, size)
        end = offset + length
        file.seek(offset)
        frame = file.read(length)
        # A segment appears with whole records, so one without any is damaged, not torn.
        if not length or (end < size and next_whole(file, segment, end, size)):
            return None
        try:
            frames.decompress(frame, segment.dictionary, str(segment.path))
        except DamagedRecord:  # told by every reader of the record
            return None
        file.seek(end)
        torn = file.read(size - end)
    if torn:
        time = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        durable.write(segment.path.with_name(f"{number(segment.path):04}.torn-{time}"), torn)
        durable.sync_folder(segment.path.parent)
        durable.cut(segment.path, end)
    return end
