"""Files that appear under their name whole, or not at all; and what the files in a ZIP have in common."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

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


def refreshed(path: Path, content: bytes) -> bool:
    """Whether a file had to be written to hold `content`; one that does already keeps its time."""
    if path.is_file() and path.read_bytes() == content:
        return False
    with appearing(path, force=True) as file:
        file.write(content)
    return True


@contextmanager
def folder_appearing(path: Path, *, force: bool = False, of_ours: Callable[[str], bool]) -> Iterator[Path]:
    """A new folder to write files into; it takes its name when the block ends well, and is gone otherwise.

    Raises UsageError when there is a folder of that name that holds anything, unless `force` lets it be replaced; one
    that holds what is not `of_ours` (by name) is replaced never.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100  # `..` and `.` have no name beside which to write
    if path == Path.cwd():
        raise UsageError("an export makes a folder of its own", fix="give the name of a new one with -o")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}", fix="make it, or give another place with -o")
    there = sorted(one.name for one in path.iterdir()) if path.is_dir() else []
    if path.exists() and (there or not path.is_dir()) and not force:
        raise UsageError(f"{path} is there already", fix="give another name with -o, or --force to replace it")
    if other := next((name for name in there if not of_ours(name)), None):
        raise UsageError(f"{path} also holds {other}, which is of no export", fix="give another name with -o")
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file", fix="give the name of a folder, or of a .zip, with -o")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    before = path.with_name(f".{path.name}.{os.getpid()}.before")
    try:
        unfinished.mkdir()
        yield unfinished
        if there:
            path.replace(before)
        unfinished.replace(path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        if before.exists() and not path.exists():
            before.replace(path)
        shutil.rmtree(before, ignore_errors=True)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file, on disk when the block ends well."""
    with path.open("xb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def entry(path: str, *, small: bool = False) -> ZipInfo:
    """A file of a ZIP, readable by all, with no time of its own (1980, where the form begins); `small`: compressed."""
    info = ZipInfo(path)
    info.compress_type = ZIP_DEFLATED if small else ZIP_STORED
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
