"""The dictionary of a segment, put back where one of its two copies is damaged or gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from monitor.archive import durable
from monitor.archive.segment import Segment, copy_of_dictionary, load, next_whole, with_copy
from monitor.archive.where import Where
from monitor.errors import DamagedRecord

CHUNK = 1024 * 1024


def flaw(path: Path) -> DamagedRecord | None:
    """What is wrong with the second copy of a segment's dictionary; of the first, whoever reads the segment tells."""
    copy = copy_of_dictionary(path)
    try:
        segment = load(path)
    except DamagedRecord:
        return _unreadable(path)
    if not segment.dictionary:
        return None
    front = _frame(segment)
    try:
        kept = copy.read_bytes()
    except FileNotFoundError:
        return Where(copy).damaged("the second copy of the dictionary is not there")
    if kept == front:
        return None
    differ = (at for at, (one, other) in enumerate(zip(kept, front, strict=False)) if one != other)
    offset = next(differ, min(len(kept), len(front)))
    return Where(copy, offset).damaged("the second copy of the dictionary is not what the segment begins with")


def _unreadable(path: Path) -> DamagedRecord | None:
    try:
        with_copy(path)
    except DamagedRecord as damage:
        return damage
    return None


def mend(path: Path) -> Path | None:
    """Put the dictionary back from its second copy, or that from the dictionary, for the holder of the folder's lock.

    Returns the file that was written, None when both were whole. Raises DamagedRecord when both are damaged, and
    nothing was changed.
    """
    try:
        segment = load(path)
    except DamagedRecord as damage:
        _put_back(path, damage)
        return path
    if not segment.dictionary or not flaw(path):
        return None
    copy = copy_of_dictionary(path)
    durable.replace(copy, [_frame(segment)])
    return copy


def _put_back(path: Path, damage: DamagedRecord) -> None:
    damage.fix = "restore the segment from a backup of the snapshots folder"
    try:
        segment = with_copy(path)
    except DamagedRecord as also:
        raise damage from also
    with path.open("rb") as file:
        if next_whole(file, segment, segment.start, path.stat().st_size) is None:  # it is of another segment
            raise damage
    durable.replace(path, _with_frame_of(copy_of_dictionary(path), path, segment.start))


def _frame(segment: Segment) -> bytes:
    with segment.path.open("rb") as file:
        return file.read(segment.start)


def _with_frame_of(copy: Path, path: Path, start: int) -> Iterator[bytes]:
    yield copy.read_bytes()
    with path.open("rb") as file:
        file.seek(start)
        while data := file.read(CHUNK):
            yield data
