"""Segments written anew, for the holder of the lock on the folder: with a blank place, or without some of what stands.

Each appears whole, or what was there before stays. Of what was taken out nothing is left in the folder: files with
torn records go too, for nobody can tell what they hold.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from monitor.archive import dictionary, durable, frames, parsing, records
from monitor.archive.archived import Archived
from monitor.archive.frames import zstd
from monitor.archive.segment import Segment, copy_of_dictionary, opened, pieces
from monitor.archive.walking import Damage, Whole, head, walk_to
from monitor.archive.where import Where
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Decision, Place

Begins = Callable[[Archived, tuple[bytes, ...]], bool]  # whether a capture may be the dictionary of a segment
CHUNK = 1024 * 1024


def wipe(path: Path, place: Place) -> None:
    """Make the frames at a place one blank frame of their length: all else in the segment stays to the byte.

    Records that a killed writer left without the rest of their capture are made blank too: nobody was told of them, and
    they may be of the same page. Raises ArchiveError when the place is none of this segment, or when its record is the
    dictionary, which all other records need; DamagedRecord when the dictionary is damaged.
    """
    segment, damage = opened(path)
    if damage:
        raise damage
    end = path.stat().st_size
    places: list[Place] = []
    basis: list[Place] = []  # whose records the dictionary is made of
    for one in walk_to(end, path, ""):
        if isinstance(one, Whole):
            places.append(one.found.place)
            if dictionary.is_made_of(segment.dictionary, one.records):
                basis.append(one.found.place)
    _refuse_no_place(path, place, places, end)
    unknown = place not in places and segment.dictionary and not basis
    if place in basis or unknown or place.offset <= segment.start:
        raise ArchiveError(
            f"{path}, byte {place.offset}: the other records of the segment need what stands here",
            fix="write the segment anew without it",
        )
    blank = {place, *_halves(segment, end, (*places, place))}
    durable.replace(path, _with_blanks(path, sorted(blank, key=lambda one: one.offset)))


def rewrite(path: Path, new: Path, source: str, drop: Collection[Place], begins: Begins) -> dict[Place, Place]:
    """Write all of a segment but what stands at the places `drop` to the segment `new`; old places to new ones.

    The dictionary is made of the first capture that stays and that may be one. Records keep their bytes. Nothing is
    written when nothing stays. Raises DamagedRecord when something is damaged outside of `drop`, for it would be lost.
    """
    end = path.stat().st_size
    first: Whole | None = None  # that stays
    basis: tuple[bytes, ...] = ()  # what the dictionary is made of
    places: list[Place] = []
    for one in walk_to(end, path, source):
        if isinstance(one, Damage):
            if not _is_dropped(one, drop):
                raise one.error
            continue
        places.append(one.found.place)
        if one.found.place not in drop:
            first = first or one
            basis = basis or (one.records if _may_begin(one, begins) else ())
    for place in drop:
        _refuse_no_place(path, place, places, end)
    if first is None:
        return {}
    made = dictionary.make(b"".join(basis)) if basis and opened(path)[0].dictionary else None
    front = dictionary.frame(made) if made else b""
    copy_of_dictionary(new).unlink(missing_ok=True)  # one that a crash left before its segment appeared
    if made:
        durable.write(copy_of_dictionary(new), front)
    content = first.found.content
    time = content.at if isinstance(content, Decision) else content.fetched_at
    info = records.warcinfo(first.found.source, new.name, time, replaces=path.name)
    kept = (one for one in walk_to(end, path, source) if isinstance(one, Whole) and one.found.place not in drop)
    moved: dict[Place, Place] = {}
    durable.replace(new, _written(front + frames.compress(info, made), kept, made, new.name, moved))
    return moved


def remove(path: Path) -> None:
    """Take a segment away for good, and the second copy of its dictionary. Nothing happens when it is gone."""
    for gone in (path, copy_of_dictionary(path)):
        gone.unlink(missing_ok=True)
    durable.sync_folder(path.parent)


def replaced(paths: Iterable[Path]) -> dict[str, str]:
    """Of these segments, those that were written anew to another one of them: name of the old, name of the new."""
    there = {path.name: path for path in paths}
    found = {replaces(path): name for name, path in there.items()}
    return {old: new for old, new in found.items() if old in there}


def replaces(path: Path) -> str:
    """The name of the segment that this one was written anew from; '' = of none."""
    record = head(opened(path)[0], path.stat().st_size)
    return dict(parsing.told_in(record)).get("replaces", "") if record and record.kind == "warcinfo" else ""


def _written(
    front: bytes, kept: Iterator[Whole], made: zstd.ZstdDict | None, name: str, moved: dict[Place, Place]
) -> Iterator[bytes]:
    """The parts of the new segment; `moved` learns where each capture came to stand."""
    yield front
    offset = len(front)
    for one in kept:
        body = b"".join(frames.compress(record, made) for record in one.records)
        moved[one.found.place] = Place(name, offset, len(body))
        offset += len(body)
        yield body


def _may_begin(one: Whole, begins: Begins) -> bool:
    return isinstance(one.found.content, Archived) and begins(one.found.content, one.records)


def _refuse_no_place(path: Path, place: Place, places: Iterable[Place], end: int) -> None:
    """ArchiveError for a place that is neither one of these nor beside all of them, where something is damaged."""
    last = place.offset + place.length
    crossed = (one for one in places if one.offset < last and place.offset < one.offset + one.length)
    if place.segment != path.name or last > end or place.length < 8 or any(one != place for one in crossed):
        raise ArchiveError(f"{path}, byte {place.offset}: nothing of {place.length} bytes stands there")


def _is_dropped(damage: Damage, drop: Collection[Place]) -> bool:
    """Whether all of a damaged stretch is in these places."""
    at, end = damage.offset, damage.offset + damage.length
    while at < end:
        over = next((place for place in drop if place.offset <= at < place.offset + place.length), None)
        if not over:
            return False
        at = over.offset + over.length
    return True


def _halves(segment: Segment, end: int, places: Iterable[Place]) -> Iterator[Place]:
    """Where whole records stand that are in none of these places."""
    ends = {place.offset: place.offset + place.length for place in places}
    known = 0
    for piece in pieces(segment, end):
        known = max(known, ends.get(piece.offset, 0))
        if piece.offset < known or isinstance(piece.record, DamagedRecord):
            continue
        if parsing.parse(piece.record, Where(segment.path)).kind != "warcinfo":
            yield Place(segment.path.name, piece.offset, piece.length)


def _with_blanks(path: Path, blank: Iterable[Place]) -> Iterator[bytes]:
    """The file with each of these places as one blank frame."""
    with path.open("rb") as file:
        for place in blank:
            yield from _until(file, place.offset)
            yield frames.blank(place.length)
            file.seek(place.length, os.SEEK_CUR)
        yield from _until(file, path.stat().st_size)


def _until(file: BinaryIO, end: int) -> Iterator[bytes]:
    while data := file.read(min(CHUNK, end - file.tell())):
        yield data
