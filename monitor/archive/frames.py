"""zstd frames as WARC-zstd 1.0 wants them (RFC 8878): one record a frame, its size and checksum always written.

This is the one place where zstd is imported: `compression.zstd` of Python 3.14, or its backport.
"""

from __future__ import annotations

import sys
from typing import BinaryIO

from monitor.archive.where import Where

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = [
    "DATA_MAGIC",
    "HARD_LEVEL",
    "blank",
    "compress",
    "decompress",
    "is_skippable",
    "is_torn",
    "length_at",
    "zstd",
]

DATA_MAGIC = b"\x28\xb5\x2f\xfd"
SKIPPABLE_MAGICS = range(0x184D2A50, 0x184D2A60)
BLOCK_LIMIT = 128 * 1024  # RFC 8878, 3.1.1.2.4: no block holds more
WINDOW_LOG = 23  # 8 MiB: more, no reader needs to give (WARC-zstd 1.0)
HARD_LEVEL, EASY_LEVEL = 19, 9
HARD_UP_TO = 256 * 1024  # level 19 wants 80 MiB of memory for a body of 16 MiB


def compress(data: bytes, dictionary: zstd.ZstdDict | None = None) -> bytes:
    """One frame that holds all of `data`, with content size, checksum and the id of its dictionary."""
    parameter = zstd.CompressionParameter
    options: dict[int, int] = {
        parameter.compression_level: HARD_LEVEL if len(data) <= HARD_UP_TO else EASY_LEVEL,
        parameter.content_size_flag: 1,
        parameter.checksum_flag: 1,
        parameter.dict_id_flag: 1,
    }
    return zstd.compress(data, options=options, zstd_dict=dictionary)


def decompress(frame: bytes, dictionary: zstd.ZstdDict | None, where: Where) -> bytes:
    """What one whole frame holds; `where` names it in the DamagedRecord that a bad checksum raises."""
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: WINDOW_LOG}
    try:
        return zstd.decompress(frame, zstd_dict=dictionary, options=options)
    except zstd.ZstdError as error:
        raise where.damaged(f"the frame does not pass its checksum ({error})") from error


def is_skippable(frame: bytes) -> bool:
    """Whether a reader passes over this frame: it holds a dictionary or what another program left there."""
    return int.from_bytes(frame[:4], "little") in SKIPPABLE_MAGICS


def length_at(file: BinaryIO, offset: int, end: int) -> int | None:
    """Bytes of the frame that starts at `offset` and ends by `end`; None where no whole frame of our form starts.

    Only the structure is read (RFC 8878, 3.1.1 and 3.1.2), not the content: a frame that is whole may still fail its
    checksum. A data frame without content size or checksum is not of our form, for nothing would prove its bytes.
    """
    file.seek(offset)
    head = file.read(8)
    if len(head) == 8 and is_skippable(head):
        length = 8 + int.from_bytes(head[4:], "little")
        return length if offset + length <= end else None
    if len(head) < 8 or not head.startswith(DATA_MAGIC):
        return None
    header = data_header_length(head[4])
    return header and _data_length(file, offset, header, end)


def is_torn(data: bytes) -> bool:
    """Whether this is the beginning of a frame that was cut off while it was written, with zeros behind it or without.

    Zeros may be part of a frame too: four of them or more must stand where one ends that is whole in structure, for its
    checksum is as long.
    """
    begun = data.rstrip(b"\0")
    if len(begun) <= len(DATA_MAGIC):
        return DATA_MAGIC.startswith(begun)
    position = data_header_length(begun[4]) if begun.startswith(DATA_MAGIC) else None
    if position is None:
        return False
    last = False
    while not last and position + 3 <= len(begun):
        last, kind, size = _block(begun[position : position + 3])
        if kind == 3 or size > BLOCK_LIMIT:
            return False
        position += 3 + (1 if kind == 1 else size)
    zeros = len(data) - len(begun)
    return not last or position + 4 > len(data) or (position + 4 > len(begun) and zeros >= 4)


def blank(length: int) -> bytes:
    """A frame of this many bytes, 8 or more, that says nothing and that readers pass over."""
    return SKIPPABLE_MAGICS[0].to_bytes(4, "little") + (length - 8).to_bytes(4, "little") + bytes(length - 8)


def data_header_length(descriptor: int) -> int | None:
    """Bytes before the first block, from the frame header descriptor; None for a form that we do not write.

    RFC 8878, 3.1.1.1.1: two bits size of the content size, single segment, unused, reserved, checksum, two bits size of
    the dictionary id. Unused and reserved bits must be zero, so that a flipped one is seen.
    """
    size_flag, single, checksum = descriptor >> 6, descriptor >> 5 & 1, descriptor >> 2 & 1
    if descriptor & 0b11000 or not checksum or not (size_flag or single):
        return None
    return len(DATA_MAGIC) + 1 + (1 - single) + (0, 1, 2, 4)[descriptor & 3] + (1, 2, 4, 8)[size_flag]


def _data_length(file: BinaryIO, offset: int, header: int, end: int) -> int | None:
    position = offset + header
    last = False
    while not last:
        file.seek(position)
        last, kind, size = _block(file.read(3))
        if kind == 3 or size > BLOCK_LIMIT or position + 3 > end:
            return None
        position += 3 + (1 if kind == 1 else size)  # kind 1: one byte, repeated
    length = position + 4 - offset  # the checksum
    return length if offset + length <= end else None


def _block(header: bytes) -> tuple[bool, int, int]:
    """Whether the block is the last, its kind, its size (RFC 8878, 3.1.1.2)."""
    value = int.from_bytes(header, "little")
    return bool(value & 1), value >> 1 & 3, value >> 3
