"""What is in a file that others wrote: one WARC, or the WARCs of a WACZ (a zip file). By content, not by name.

Nothing is unpacked to disk, and no name out of a file is used as a path: an entry is read where it stands.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from monitor.backfill.unpacking import form_of, grown_too_far
from monitor.errors import DamagedRecord, ForeignArchiveError, UsageError

WARCS = "archive/"  # where the WARCs of a WACZ stand (WACZ 1.1.1, 5.1)
DIRECTORY_LIMIT = 32 * 1024 * 1024  # bytes of a zip file's directory: zipfile holds all of it in memory
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of the others, zipfile unpacks without a bound
# BadZipFile, features that zipfile lacks, numbers that make no sense to it, an entry that wants a password.
UNREADABLE = (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError)
ENTRY_HEAD = 30  # bytes before the name of an entry

_END = struct.Struct("<4s4H2LH")  # end of central directory (APPNOTE, 4.3.16)
_END_64 = struct.Struct("<4sQ2H2L4Q")  # the same of zip64 (4.3.14); its locator is 20 bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One WARC: its name for people, its bytes, and `open` to read it from its start."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


@contextmanager
def opened(path: Path) -> Iterator[tuple[Part, ...]]:
    """The WARCs of a file. Raises UsageError without such a file, ForeignArchiveError for what is no archive, or a
    hostile one.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", fix="name a file that is there") from error
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path} is no file", fix="name a .warc, .warc.gz, .warc.zst or .wacz file")
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", fix="see who owns the file") from error
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with _bundle(path) as parts:
            yield parts
    elif form_of(head):
        yield (Part(path.name, found.st_size, lambda: path.open("rb")),)
    else:
        raise _no_archive(path.name, head)


def _no_archive(name: str, head: bytes) -> ForeignArchiveError:
    if head.startswith(b"filedesc"):
        fix = "an ARC file is made a WARC file by: warcio recompress FILE.arc FILE.warc.gz"
        return ForeignArchiveError(f"{name} is an ARC file, the form before WARC", fix=fix)
    what = "is empty" if not head else "is no web archive"
    return ForeignArchiveError(f"{name} {what}", fix="name a .warc, .warc.gz, .warc.zst or .wacz file")


@contextmanager
def _bundle(path: Path) -> Iterator[tuple[Part, ...]]:
    if _directory_length(path) > DIRECTORY_LIMIT:
        raise ForeignArchiveError(f"{path.name}: its list of entries is longer than any archive's")
    with ExitStack() as stack:
        try:
            bundle = stack.enter_context(zipfile.ZipFile(path))
        except UNREADABLE as error:
            raise ForeignArchiveError(f"{path.name} is no zip file that can be read: {error}") from error
        _apart(path.name, bundle.infolist())
        found = [entry for entry in bundle.infolist() if entry.filename.startswith(WARCS) and not entry.is_dir()]
        if not found:
            fix = f"the WARC files of a WACZ stand in {WARCS}; of another zip file, name the WARC file in it"
            raise ForeignArchiveError(f"{path.name} is a zip file without WARC files", fix=fix)
        yield tuple(_part(path.name, bundle, entry) for entry in found)


def _part(name: str, bundle: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
    where = f"{name}, {entry.filename}"
    if entry.compress_type not in READABLE or entry.flag_bits & 1:
        raise ForeignArchiveError(f"{where}: it is encrypted, or packed otherwise than zip files of archives are")
    if too_far := grown_too_far(entry.file_size, entry.compress_size, where):
        raise too_far

    def start() -> BinaryIO:
        try:
            return cast(BinaryIO, _Entry(bundle.open(entry), where))
        except UNREADABLE as error:
            raise ForeignArchiveError(f"{where}: it cannot be read: {error}") from error

    return Part(where, entry.file_size, start)


class _Entry(io.BufferedIOBase):
    """An entry of a zip file; bytes that do not pass its checksum are told as damage."""

    def __init__(self, entry: IO[bytes], where: str) -> None:
        self._entry = entry
        self._where = where

    def read(self, size: int | None = -1, /) -> bytes:
        try:
            return self._entry.read(-1 if size is None else size)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DamagedRecord(f"{self._where}: the entry of the zip file is damaged ({error})") from error

    def seek(self, offset: int, whence: int = 0, /) -> int:
        try:
            return self._entry.seek(offset, whence)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DamagedRecord(f"{self._where}: the entry of the zip file is damaged ({error})") from error

    def tell(self) -> int:
        return self._entry.tell()

    def close(self) -> None:
        self._entry.close()
        super().close()


def _apart(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes make a bomb of a small file."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise ForeignArchiveError(f"{name}: its entries overlap, as in no archive", fix="do not use this file")
        end = entry.header_offset + ENTRY_HEAD + entry.compress_size


def _directory_length(path: Path) -> int:
    """Bytes of the directory, as the end of a zip file says; 0 where that says nothing: zipfile tells what is wrong."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65536 - _END.size))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            return 0
        length = int(_END.unpack_from(tail, at)[5])
        if length != 0xFFFFFFFF:
            return length
        before = tail.rfind(b"PK\x06\x06", 0, at)
        return int(_END_64.unpack_from(tail, before)[8]) if before >= 0 else DIRECTORY_LIMIT + 1
