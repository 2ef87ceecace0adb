"""The evidence pack of a change: a ZIP that can be checked without this program.

In it are the captures (as WARC, and each body as a file), the words that bear the change out, the change in JSON, a
citation of each capture, the sha256 of every file, and a README that says how to verify all this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from monitor.archive import Archive
from monitor.digest import escape
from monitor.errors import ArchiveError
from monitor.export.choosing import of_captures
from monitor.export.citation import Cited, bibtex, csl
from monitor.export.files import entry, measured
from monitor.export.quotes import Read, Side
from monitor.export.readme import WARC, quotes, readme
from monitor.export.titles import title_of
from monitor.export.warc import Written, write_warc
from monitor.history import Evidence
from monitor.model import Capture, Json

SUFFIXES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "application/json": "json",
}


@dataclass(frozen=True, slots=True)
class Packed:
    """What a pack came to. `left_out`: captures of the change that were taken out of the archive on request."""

    written: Written
    left_out: tuple[Capture, ...]


@dataclass(slots=True)
class _Pack:
    """A ZIP that keeps the sha256 of what goes into it."""

    package: ZipFile
    sums: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, data: bytes) -> str:
        self.package.writestr(entry(path), data)
        self.sums[path] = hashlib.sha256(data).hexdigest()
        return path

    def stream(self, path: str, write: Callable[[IO[bytes]], Written]) -> Written:
        with self.package.open(entry(path), "w", force_zip64=True) as file:
            written = write(file)
        self.sums[path] = written.sha256
        return written


def pack(out: IO[bytes], archive: Archive, proof: Evidence, sides: Sequence[Side], told: Json, read: Read) -> Packed:
    """Writes the pack of a change; `told` is what `monitor evidence --json` says of it, `read` reads a capture.

    Raises ArchiveError when a capture is damaged, or when none of them is left. `out` must be open for reading, too.
    """
    concerned = {side.capture.id: side.capture for side in sides}.values()
    captures = sorted((one for one in concerned if not one.redacted_at), key=lambda one: (one.fetched_at, one.id))
    left_out = tuple(one for one in concerned if one.redacted_at)
    if not captures:
        raise ArchiveError(f"nothing is left in the archive of what change {proof.change.id} rests on")
    chosen = of_captures(archive, captures)
    with ZipFile(out, "w") as package:
        files = _Pack(package)
        bodies = {one.id: _add_bodies(files, archive, one, read) for one in captures}
        told_of = [Cited(one, bodies[one.id][0], _note(proof, one, sides)) for one in captures]
        warc = files.stream(WARC, lambda file: write_warc(file, archive, chosen, WARC.removesuffix(".warc.gz")))
        files.add("change.json", f"{escape.json_text(told)}\n".encode())
        files.add("quotes.txt", quotes(sides).encode())
        files.add("citation.bib", bibtex(told_of).encode())
        files.add("citation.json", csl(told_of).encode())
        paths = {one: names for one, (_, names) in bodies.items()}
        files.add("README.txt", readme(proof.change, sides, paths).encode())
        package.writestr(entry("SHA256SUMS"), _sums(files.sums.items()))
    size, whole = measured(out)
    return Packed(Written(size, whole, warc.records, warc.captures), left_out)


def _add_bodies(files: _Pack, archive: Archive, capture: Capture, read: Read) -> tuple[str, tuple[str, ...]]:
    """Title of the document, and the files: the body, and what came where a browser rendered that."""
    kept = archive.of(capture)
    suffix = SUFFIXES.get(kept.media_type, "bin")
    names = [files.add(f"captures/{capture.id}.{suffix}", kept.body)]
    if kept.shell is not None:
        names.append(files.add(f"captures/{capture.id}.as-received.{suffix}", kept.shell))
    return title_of(capture, read), tuple(names)


def _note(proof: Evidence, capture: Capture, sides: Sequence[Side]) -> str:
    stands = " and ".join(dict.fromkeys(side.name for side in sides if side.capture.id == capture.id))
    origin = next((side.origin for side in sides if side.capture.id == capture.id and side.origin), "")
    imported = f"Others captured it: it was imported from {origin}. " if origin else ""
    return f"{imported}It stands on the {stands} side of change {proof.change.id}: {proof.change.summary}"


def _sums(sums: Iterable[tuple[str, str]]) -> str:
    """As `sha256sum -c` reads them."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums))
