"""Files that appear under their name whole, or not at all; and what the files in a ZIP have in common."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZipInfo

from monitor.errors import UsageError

CHUNK = 1024 * 1024


@contextmanager
def appearing(path: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """A new file to write, and to read again; it takes its name when the block ends well, and is gone otherwise.

    Raises UsageError when there is a file of that name already, unless `force` lets it be replaced.
    """
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}", fix="make it, or give another place with -o")
    if path.is_dir():
        raise UsageError(f"{path} is a folder", fix="give the name of a file with -o")
    _free(path, force=force)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _free(path, force=force)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def entry(path: str) -> ZipInfo:
    """A file of a ZIP: uncompressed, readable by all, with no time of its own (1980, where the form begins)."""
    info = ZipInfo(path)
    info.create_system = 3  # of those whose attributes are read: Unix
    info.external_attr = 0o100644 << 16
    return info


def measured(file: IO[bytes]) -> tuple[int, str]:
    """Length and sha256 of a file that was written, read from its beginning."""
    file.flush()
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    return file.tell(), digest.hexdigest()


def _free(path: Path, *, force: bool) -> None:
    if path.exists() and not force:
        raise UsageError(f"{path} is there already", fix="give another name with -o, or --force to replace it")
