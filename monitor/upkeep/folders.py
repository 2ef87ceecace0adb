"""The files of the archive as files: segments with their dictionaries, what crashes left, what belongs to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from monitor.archive import Archive
from monitor.archive.mending import flaw
from monitor.archive.segment import copy_of_dictionary, load, number
from monitor.errors import DamagedRecord
from monitor.upkeep.problems import Problem, shown

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
KEPT = frozenset(("README", "README.md", ".gitignore", ".gitkeep"))  # that may stand beside the sources' folders
COPY = re.compile(r"\d{4,}\.dict")
TORN = re.compile(r"\d{4,}\.torn-.+")
UNFINISHED = re.compile(r".+\.unfinished")
HEADLESS = "the head of the segment is damaged, so that its captures cannot be read"
MENDABLE = "the dictionary is damaged, and its second copy is whole"


def beside(archive: Archive) -> Iterator[Problem]:
    """What stands in the snapshots folder and is no folder of a source."""
    if not archive.folder.is_dir():
        return
    for path in sorted(archive.folder.iterdir()):
        if path.name not in KEPT and not (path.is_dir() and SOURCE.fullmatch(path.name)):
            yield Problem("foreign", f"{_what(path)} belongs to no source", file=path.name)
        elif path.is_dir() and not archive.segments(path.name) and any(map(number, path.iterdir())):
            yield Problem("unreadable", "what is called a segment there is no file", path.name)


def of_source(archive: Archive, source: str) -> Iterator[Problem]:
    """What is in a source's folder beside its records."""
    folder = archive.folder / source
    segments = archive.segments(source)
    copies = {copy_of_dictionary(path) for path in segments}
    for path in segments:
        yield from _of_dictionary(archive, source, path)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path in segments or path in copies:
            continue
        about = (source, shown(path, archive.folder))
        if TORN.fullmatch(path.name):
            size = path.stat().st_size
            yield Problem("torn", f"{size} bytes that a crash left unfinished were kept aside", *about)
        elif UNFINISHED.fullmatch(path.name):
            yield Problem("unfinished", "a crash left this file before it was a segment", *about)
        else:
            of_none = "the second copy of a dictionary" if COPY.fullmatch(path.name) else _what(path)
            yield Problem("foreign", f"{of_none} belongs to no segment", *about)


def _of_dictionary(archive: Archive, source: str, path: Path) -> Iterator[Problem]:
    copy = copy_of_dictionary(path)
    name, beside = shown(path, archive.folder), shown(copy, archive.folder)
    flawed = flaw(path)
    try:
        segment = load(path)
    except DamagedRecord:
        told = ("head", HEADLESS) if flawed else ("dictionary", MENDABLE)
        yield Problem(*told, source, name, 0)
        return
    if segment.dictionary is None and copy.is_file():
        yield Problem("foreign", "the segment beside this copy has no dictionary", source, beside)
    elif flawed:
        yield Problem("copy", flawed.what, source, beside, flawed.offset)


def _what(path: Path) -> str:
    return "this folder" if path.is_dir() else "this file"
