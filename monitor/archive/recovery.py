"""What a killed writer left behind, taken aside by the next one, who holds the lock on the folder.

Only a torn frame at the end of a segment is cut off: nobody was told that its record is kept. It goes on in a file of
its own, `NNNN.torn-<time>`. All else that is damaged stays where it is, for it may have been acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from monitor.archive import durable, frames
from monitor.archive.rewriting import replaces
from monitor.archive.segment import SUFFIX, Segment, last_frames, load, next_whole, number, proved
from monitor.archive.walking import Whole, walk_to
from monitor.archive.where import Where
from monitor.errors import DamagedRecord

TORN = "*.torn-*"


@dataclass(frozen=True, slots=True)
class Recovered:
    """Bytes that a killed writer left in the file `path` and that were taken out of it, or with it."""

    path: Path
    length: int
    kept: Path | None  # where they are now; None: they were removed, for all they say stands elsewhere or is no record


def recover(folder: Path, segments: tuple[Path, ...], now: datetime) -> Iterator[Recovered]:
    """Make a source's folder fit to be written to. The names that are there reach the device first: a writer may have
    been killed before it saw to that, and what is appended next counts on them."""
    durable.sync_folder(folder)
    for path in segments:
        try:
            end = whole_end(load(path))
        except DamagedRecord:  # told by every reader of the segment; when it is mended, its end is looked at
            continue
        if end is not None and end < path.stat().st_size:
            yield set_aside(path, end, now)
    yield from _sweep(folder, now)


def torn(folder: Path) -> tuple[Path, ...]:
    """The files with what was taken aside."""
    return tuple(sorted(folder.glob(TORN)))


def forget(folder: Path) -> None:
    """Remove for good what was taken aside, and what has no name yet."""
    for path in (*torn(folder), *_unfinished(folder), *_without_segment(folder)):
        path.unlink()
    durable.sync_folder(folder)


def mended_end(segment: Segment, now: datetime) -> int | None:
    """Where to go on in a segment, what is torn behind it taken aside; None when the segment is damaged otherwise.

    That one is left as it is: whoever reads it as a stream would lose what came behind the damage.
    """
    end = whole_end(segment)
    if end is not None and end < segment.path.stat().st_size:
        set_aside(segment.path, end, now)
    return end


def whole_end(segment: Segment) -> int | None:
    """Where the last whole frame ends, when nothing stands behind it but a torn one; else None.

    A segment appears with whole records, so one without any is damaged, not torn.
    """
    with segment.path.open("rb") as file:
        size = segment.path.stat().st_size
        for offset, length in last_frames(file, segment, size):
            end = offset + length
            file.seek(offset)
            rest = file.read(size - offset)
            if not isinstance(proved(rest[:length], segment, Where()), DamagedRecord):
                only_torn = frames.is_torn(rest[length:]) and not next_whole(file, segment, end, size)
                return end if end == size or only_torn else None
            if not frames.is_torn(rest):  # else zeros made the frame as long as it says
                return None
    return None


def set_aside(path: Path, end: int, now: datetime) -> Recovered:
    """Cut the file at byte `end`; what stood behind is in a file of its own before."""
    with path.open("rb") as file:
        file.seek(end)
        data = file.read()
    kept = _free_name(path, now)
    durable.write(kept, data)
    durable.sync_folder(path.parent)
    durable.cut(path, end)
    return Recovered(path, len(data), kept)


def _sweep(folder: Path, now: datetime) -> Iterator[Recovered]:
    """Files that never got their name: one with whole captures that stand nowhere else is kept aside."""
    for path in (*_unfinished(folder), *_without_segment(folder)):
        size = path.stat().st_size
        kept = _free_name(path, now) if _holds_more(path, size) else None
        if kept:
            path.rename(kept)
        else:
            path.unlink()
        durable.sync_folder(folder)
        yield Recovered(path, size, kept)


def _unfinished(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{durable.UNFINISHED}"))


def _without_segment(folder: Path) -> list[Path]:
    """Second copies of dictionaries whose segment never appeared."""
    return sorted(path for path in folder.glob("*.dict") if not path.with_name(f"{path.stem}{SUFFIX}").exists())


def _holds_more(path: Path, size: int) -> bool:
    """Whether an unfinished file holds a whole capture, and is no copy of a segment that is there."""
    segment = path.with_name(path.name.removesuffix(durable.UNFINISHED))
    if not number(segment) or segment.exists() or replaces(path):
        return False
    return any(isinstance(one, Whole) for one in walk_to(size, path, ""))


def _free_name(path: Path, now: datetime) -> Path:
    base = f"{path.name.split('.')[0]}.torn-{now.astimezone(UTC).strftime('%Y%m%dT%H%M%S.%fZ')}"
    names = (path.with_name(base if at == 1 else f"{base}-{at}") for at in count(1))
    return next(name for name in names if not name.exists())
