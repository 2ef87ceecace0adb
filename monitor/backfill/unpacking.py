"""The bytes that a compressed WARC file stands for, in small pieces, with every checksum that they carry.

A `.warc.gz` has a gzip member for each record, or one for all; a `.warc.zst` has zstd frames, behind a dictionary at
byte 0 where it has one (WARC-zstd 1.0). No piece spans two of them: what was read to the end of one is proved.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Literal

from monitor.archive import dictionary
from monitor.archive.frames import DATA_MAGIC, WINDOW_LOG, is_skippable, zstd
from monitor.errors import DamagedRecord, ForeignArchiveError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Form = Literal["gzip", "zstd", "plain"]
MAGICS: dict[Form, bytes] = {"gzip": b"\x1f\x8b\x08", "zstd": DATA_MAGIC, "plain": b"\r\n\r\nWARC/"}
BEGINS = b"WARC/"

STEP = 64 * 1024  # bytes made in one go
TAKEN = 16 * 1024  # bytes taken in one go: what is left of them is copied for each small member
FREE = 256 * 1024 * 1024  # bytes that any file may stand for
RATIO = 500  # more than so many for each byte of the file is a bomb: deflate makes 1 032 of one at most
TRIES = 1000  # places behind damage at which a record might begin

_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: WINDOW_LOG}


def form_of(head: bytes) -> Form | None:
    """The form of a file, by its first bytes."""
    if head.startswith(MAGICS["gzip"]):
        return "gzip"
    if head.startswith((DATA_MAGIC, dictionary.MAGIC)):
        return "zstd"
    return "plain" if head.startswith(BEGINS) else None


def grown_too_far(made: int, taken: int, where: str) -> ForeignArchiveError | None:
    """The error of a file that stands for more than any archive does."""
    if made <= FREE or made <= taken * RATIO:
        return None
    return ForeignArchiveError(
        f"{where}: {taken} bytes stand for more than {made}, as in no archive", fix="do not use this file"
    )


class Unpacked(io.RawIOBase):
    """What a file stands for from `start` on, for reading once. `member`: where the gzip member or frame begins that
    the last bytes are of.

    Reading raises DamagedRecord where a checksum fails or the file ends within something, ForeignArchiveError where it
    grows beyond bounds.
    """

    def __init__(self, file: BinaryIO, form: Form, start: int, where: str) -> None:
        super().__init__()
        self.form = form
        self.start = start
        self.member = start
        self.given = 0
        self.torn = False  # the file ends within a member or frame
        self._where = where
        self._file = file
        self._dictionary = _dictionary(file, where) if form == "zstd" else None
        file.seek(start)
        self._rest = memoryview(b"")
        self._pieces = self._made()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer)
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
            if too_far := grown_too_far(self.given, self._file.tell() - self.start, self._where):
                raise too_far
        length = min(len(target), len(self._rest))
        target[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        self.given += length
        return length

    def _made(self) -> Iterator[bytes]:
        if self.form == "plain":
            return iter(lambda: self._file.read(STEP), b"")
        return self._gunzipped() if self.form == "gzip" else self._unzstd()

    def _gunzipped(self) -> Iterator[bytes]:
        data = b""
        while data := (data or self._file.read(TAKEN)).lstrip(b"\0"):  # files are padded
            self.member = self._file.tell() - len(data)
            stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
            while not stream.eof:
                data = data or self._file.read(TAKEN)
                try:
                    piece = stream.decompress(data, STEP)
                except zlib.error as error:
                    raise self._damaged(f"the compressed bytes are damaged ({error})") from error
                if not (data or piece or stream.eof):
                    raise self._torn()
                data = stream.unconsumed_tail
                if piece:
                    yield piece
            data = stream.unused_data

    def _unzstd(self) -> Iterator[bytes]:
        data = b""
        while data := data if len(data) >= dictionary.HEAD else data + self._file.read(TAKEN):
            self.member = self._file.tell() - len(data)
            if len(data) < dictionary.HEAD:
                raise self._torn()
            if is_skippable(data):
                self._file.seek(self.member + dictionary.HEAD + int.from_bytes(data[4 : dictionary.HEAD], "little"))
                data = b""
                continue
            stream = zstd.ZstdDecompressor(self._dictionary, _OPTIONS)
            while not stream.eof:
                data = self._file.read(TAKEN) if stream.needs_input and not data else data
                if stream.needs_input and not data:
                    raise self._torn()
                try:
                    piece = stream.decompress(data, STEP)
                except zstd.ZstdError as error:
                    raise self._damaged(
                        f"the compressed bytes are damaged, or want too much memory ({error})"
                    ) from error
                data = b""
                if piece:
                    yield piece
            data = stream.unused_data

    def _torn(self) -> DamagedRecord:
        self.torn = True
        return self._damaged("the file ends within what begins here")

    def _damaged(self, what: str) -> DamagedRecord:
        return DamagedRecord(f"{self._where}, byte {self.member}: {what}")


def next_start(file: BinaryIO, form: Form, offset: int, where: str) -> int | None:
    """Where at `offset` or behind it, past damage, a record begins again; None when there is none, or none near."""
    magic = MAGICS[form]
    known = _dictionary(file, where) if form == "zstd" else None
    tries = 0
    file.seek(offset)
    data = b""
    while more := file.read(STEP):
        data = data[-len(magic) :] + more
        end = file.tell()
        at = data.find(magic)
        while at >= 0:
            start = end - len(data) + at + (4 if form == "plain" else 0)
            file.seek(start)
            if start >= offset and _begins(file.read(STEP), form, known):
                return start
            tries += 1
            if tries > TRIES:
                return None
            at = data.find(magic, at + 1)
        file.seek(end)
    return None


def _begins(data: bytes, form: Form, known: zstd.ZstdDict | None) -> bool:
    """Whether a record begins where these bytes do; no more of the file is looked at, however long a name it claims."""
    try:
        if form == "gzip":
            data = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, len(BEGINS))
        elif form == "zstd":
            data = zstd.ZstdDecompressor(known, _OPTIONS).decompress(data, len(BEGINS))
    except (zlib.error, zstd.ZstdError):
        return False
    return data.startswith(BEGINS)


def _dictionary(file: BinaryIO, where: str) -> zstd.ZstdDict | None:
    """The dictionary at byte 0, if there is one (WARC-zstd 1.0): plain, or as one frame; 8 MiB at most."""
    file.seek(0)
    head = file.read(dictionary.HEAD)
    if not head.startswith(dictionary.MAGIC):
        return None
    length = int.from_bytes(head[4:], "little")
    content = file.read(min(length, dictionary.LIMIT + 1))
    try:
        if content.startswith(DATA_MAGIC):
            stream = zstd.ZstdDecompressor(None, _OPTIONS)
            content = stream.decompress(content, dictionary.LIMIT + 1)
            if not stream.eof:
                raise ForeignArchiveError(f"{where}: its dictionary is longer than {dictionary.LIMIT} bytes, or torn")
        if len(content) > dictionary.LIMIT:
            raise ForeignArchiveError(f"{where}: its dictionary is longer than {dictionary.LIMIT} bytes")
        return zstd.ZstdDict(content)
    except (zstd.ZstdError, ValueError) as error:
        raise ForeignArchiveError(
            f"{where}: its dictionary is damaged, so that no record can be read ({error})",
            fix="restore the file from a copy; of our own segments NNNN.dict beside it holds a second one",
        ) from error
