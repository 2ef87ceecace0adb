"""When a dictionary has served its time: then a new segment begins, with the capture in hand as its dictionary.

A page drifts away from its first version, or is redesigned, and each delta costs more than it would against a younger
dictionary. That excess is rent, a new dictionary is a purchase: whoever rents until the rent comes to the price, and
buys then, pays at most about twice what hindsight would have paid (ski rental). There is no constant to tune, and the
state is the segment itself: how long its frames are.

What a delta should cost is measured, not remembered: it is what the previous capture costs against the dictionary that
the capture in hand would make. So noise that differs each time is no excess, nor are two pages that come by turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.archive import dictionary, frames
from monitor.archive.frames import zstd
from monitor.archive.parsing import Record, parse
from monitor.archive.segment import Segment
from monitor.archive.where import Where
from monitor.errors import DamagedRecord

HEADER = 18  # bytes of a frame's header at most (RFC 8878, 3.1.1.1)
Stretch = tuple[int, int]  # offset and length of a frame


@dataclass(frozen=True, slots=True)
class Sample:
    """A record of the previous capture: its bytes, those of its frame, and those against a younger dictionary."""

    size: int
    old: int
    new: int


def younger(
    segment: Segment, end: int, warcinfo: bytes, records: tuple[bytes, ...], packed: tuple[bytes, ...]
) -> zstd.ZstdDict | None:
    """The dictionary with which a new segment should begin, instead of the frames `packed` of these records behind byte
    `end` of this one; None as long as going on is the better choice.

    Until as much was written behind the dictionary as that cost, no more than its length is looked at.
    """
    content = b"".join(records)
    old = segment.dictionary
    if old is None:
        return None
    near = 2 * segment.start * min(1, len(content) / len(old.dict_content))  # a dictionary is on the device twice
    if end - segment.start + sum(map(len, packed)) <= near:
        return None
    stretches = tuple(_stretches(segment, end))
    made = dictionary.make(content)
    previous = _last_capture(segment, stretches)
    samples = [Sample(len(record), cost, len(frames.compress(record, made))) for record, cost in previous]
    here = ((len(record), len(frame)) for record, frame in zip(records, packed, strict=True))
    paid = rent([*_costs(segment, stretches), *here], samples)
    if paid <= near:
        return None
    first = (frames.compress(record, made) for record in (warcinfo, *records))
    price = 2 * len(dictionary.frame(made)) + sum(map(len, first))
    return made if paid > price else None


def rent(costs: Iterable[tuple[int, int]], samples: list[Sample]) -> float:
    """What these frames, (bytes of the record, bytes of the frame) each, cost beyond what a younger dictionary would
    have had them cost, by the sample whose record is most nearly as long.

    A frame that cost more than the sample is of another kind, of which nothing shows that it would cost less: it counts
    as the sample does. And it counts in so far as one record is as long as the other: what a revisit or a decision
    costs says little of pages.
    """
    total = 0.0
    for size, cost in costs if samples else ():
        like = min(samples, key=lambda sample: abs(sample.size - size))
        total += max(0, min(cost, like.old) - like.new) * min(size, like.size) / max(size, like.size, 1)
    return total


def _stretches(segment: Segment, end: int) -> Iterator[Stretch]:
    """The frames up to byte `end`."""
    with segment.path.open("rb") as file:
        offset = segment.start
        while length := frames.length_at(file, offset, end):
            yield offset, length
            offset += length


def _costs(segment: Segment, stretches: Iterable[Stretch]) -> Iterator[tuple[int, int]]:
    """The bytes of each record, as its frame's header says them, and those of its frame."""
    with segment.path.open("rb") as file:
        for offset, length in stretches:
            file.seek(offset)
            head = file.read(HEADER)
            if not frames.is_skippable(head):
                yield frames.zstd.get_frame_info(head).decompressed_size or 0, length


def _last_capture(segment: Segment, stretches: tuple[Stretch, ...]) -> tuple[tuple[bytes, int], ...]:
    """The records of the newest capture, each with the length of its frame; none when every capture is damaged."""
    group: tuple[tuple[bytes, int], ...] = ()
    kinds: tuple[str, ...] = ()
    with segment.path.open("rb") as file:
        for offset, length in reversed(stretches):
            file.seek(offset)
            frame = file.read(length)
            if frames.is_skippable(frame):
                continue
            try:
                data = frames.decompress(frame, segment.dictionary, Where())
                record = parse(data, Where())
            except DamagedRecord:  # told by every reader of the record; here another capture does as well
                group, kinds = (), ()
                continue
            group, kinds = ((data, length), *group), (record.kind, *kinds)
            if _begins(record):
                if "response" in kinds:
                    return group
                group, kinds = (), ()
    return ()


def _begins(record: Record) -> bool:
    """Whether no record before this one belongs to it."""
    return record.kind != "conversion" and "warc-concurrent-to" not in record.fields
