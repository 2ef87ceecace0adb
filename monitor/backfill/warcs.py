"""The records of a WARC file, one after the other, whoever wrote it (WARC/0.17 to 1.1, ISO 28500).

A block is read when somebody wants it and it is no longer than a bound; otherwise it is passed over. Where the file is
damaged, that is told, and reading goes on at the next record that begins a gzip member or zstd frame.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from monitor.backfill.files import Part
from monitor.backfill.unpacking import BEGINS, STEP, Form, Unpacked, form_of, next_start
from monitor.errors import DamagedRecord, ForeignArchiveError

HEAD_LIMIT = 64 * 1024  # bytes of a record's named fields
BLANKS = 64  # empty lines between two records; two are the rule
GAPS = 100  # stretches of damage in one file, before it is given up
LENGTH_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Head:
    """The named fields of a record in lower case, the first of each, and how long its block is."""

    kind: str
    fields: dict[str, str]
    length: int

    @property
    def target(self) -> str:
        """The URL that it is about; some tools write it in <>."""
        return self.fields.get("warc-target-uri", "")

    @property
    def media_type(self) -> str:
        """Of the block, in lower case, without parameters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Read:
    """A record that is whole: `block` is None where nobody wanted it, or it is longer than the bound (`too_long`).

    `member`: where the gzip member or zstd frame begins that it stands in. `end`: bytes of the file that were read.
    """

    head: Head
    block: bytes | None
    too_long: bool
    where: str
    member: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that cannot be read. `member`: in which gzip member, whose other records nothing but a digest of their
    own proves; None where the file just ends.
    """

    message: str
    member: int | None


def records(part: Part, wants: Callable[[Head], bool], limit: int) -> Iterator[Read | Gap]:
    """All records of a file in their order; those that `wants` names come with their block, up to `limit` bytes.

    Raises ForeignArchiveError for what is no WARC file, is a bomb, or has more gaps than an archive.
    """
    with part.open() as file:
        start: int | None = 0
        for _ in range(GAPS):
            if start is None:
                return
            gap, start = yield from _up_to_damage(file, part.name, start, wants, limit)
            if gap is None:
                return
            yield gap
        raise ForeignArchiveError(f"{part.name} is damaged in more than {GAPS} places", fix="get another copy of it")


def _up_to_damage(
    file: BinaryIO, name: str, start: int, wants: Callable[[Head], bool], limit: int
) -> Generator[Read | Gap, None, tuple[Gap | None, int | None]]:
    """The records from `start` on; then what cannot be read, and where behind it to go on."""
    stream: _Stream | None = None
    try:
        file.seek(0)
        form = form_of(file.read(8))
        if form is None:
            raise ForeignArchiveError(f"{name} is no WARC file", fix="name a .warc, .warc.gz or .warc.zst file")
        stream = _Stream(Unpacked(file, form, start, name), file, name)
        yield from _in(stream, wants, limit)
    except DamagedRecord as error:
        if stream is None:
            return Gap(error.message, None), None
        gap = Gap(error.message, None if stream.torn else stream.broken)
        try:
            return gap, next_start(file, stream.form, stream.broken + 1, name)
        except DamagedRecord:  # of the zip file that it stands in
            return gap, None
    return None, None


class _Stream:
    """A file's bytes unpacked, with where they come from."""

    def __init__(self, unpacked: Unpacked, file: BinaryIO, name: str) -> None:
        self._unpacked = unpacked
        self._file = file
        self._name = name
        self.bytes = io.BufferedReader(unpacked, STEP)
        self.record = unpacked.start  # where the member begins that the record is in, or the record itself
        self.trouble: DamagedRecord | None = None  # what comes next cannot be read

    def ended(self) -> bool:
        """Whether nothing follows. Asking it proves what was read to the end of a member; that the next one is damaged
        is told when it is asked again.
        """
        if self.trouble:
            raise self.trouble
        try:
            return not self.bytes.peek(1)
        except DamagedRecord as error:
            if self._unpacked.member == self.record:
                raise
            self.trouble = error
            return True

    def begins(self) -> None:
        """A record begins here."""
        plain = self._unpacked.form == "plain"
        given = self._unpacked.start + self._unpacked.given - len(self.bytes.peek(1))
        self.record = given if plain else self._unpacked.member

    @property
    def broken(self) -> int:
        """Where that begins which cannot be read."""
        return self._unpacked.member if self.trouble else self.record

    @property
    def form(self) -> Form:
        return self._unpacked.form

    @property
    def torn(self) -> bool:
        return self._unpacked.torn

    @property
    def where(self) -> str:
        return f"{self._name}, byte {self.record}"

    @property
    def end(self) -> int:
        return self._file.tell()


def _in(stream: _Stream, wants: Callable[[Head], bool], limit: int) -> Iterator[Read]:
    first = True
    while True:
        line = _first_line(stream)
        if not line:
            return
        where, member = stream.where, stream.record
        if first and not line.startswith(BEGINS):
            raise ForeignArchiveError(
                f"{where}: no WARC record begins there", fix="name a file with WARC records in it"
            )
        first = False
        head = _head(line, stream, where)
        wanted = wants(head)
        too_long = head.length > limit
        block = _block(stream, head.length, where) if wanted and not too_long else None
        if block is None:
            _pass_over(stream, head.length, where)
        _end(stream, where)
        yield Read(head, block, too_long, where, member, stream.end)


def _first_line(stream: _Stream) -> bytes:
    """The first line of the next record; b'' at the end of the file."""
    for _ in range(BLANKS):
        if stream.ended():
            return b""
        stream.begins()
        line = stream.bytes.readline(HEAD_LIMIT)
        if line.strip():
            return line
    raise DamagedRecord(f"{stream.where}: there are only empty lines")


def _head(line: bytes, stream: _Stream, where: str) -> Head:
    lines = line
    while line.strip(b"\r\n"):
        line = stream.bytes.readline(HEAD_LIMIT - len(lines) + 1)
        lines += line
        if not line or len(lines) > HEAD_LIMIT:
            raise DamagedRecord(f"{where}: the named fields of the record do not end")
    try:
        loader = ArcWarcRecordLoader(arc2warc=False)
        loaded = loader.parse_record_stream(io.BytesIO(lines), known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError) as error:
        raise DamagedRecord(f"{where}: no WARC record begins there") from error
    fields: dict[str, str] = {}
    for name, value in loaded.rec_headers.headers:
        fields.setdefault(name.lower(), value.strip())
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) <= LENGTH_DIGITS):
        raise DamagedRecord(f"{where}: {length[:40]!r} is no length of a record")
    return Head(fields.get("warc-type", "").lower(), fields, int(length))


def _block(stream: _Stream, length: int, where: str) -> bytes:
    block = stream.bytes.read(length)
    if len(block) < length:
        raise _cut(where)
    return block


def _pass_over(stream: _Stream, length: int, where: str) -> None:
    while length:
        passed = len(stream.bytes.read(min(length, STEP)))
        if not passed:
            raise _cut(where)
        length -= passed


def _cut(where: str) -> DamagedRecord:
    return DamagedRecord(f"{where}: the file ends before the record is as long as it says")


def _end(stream: _Stream, where: str) -> None:
    """Two empty lines end a record; some tools leave them out at the end of the file, and some write LF alone."""
    if stream.ended():
        return
    if stream.bytes.readline(3) not in (b"\r\n", b"\n"):
        raise DamagedRecord(f"{where}: the record is not as long as it says")
    if not stream.ended() and stream.bytes.peek(1)[:1] in (b"\r", b"\n"):
        stream.bytes.readline(3)
        stream.ended()
