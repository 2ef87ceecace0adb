"""`.wacz` (WACZ 1.1.1): a ZIP file with the WARC, its index, a list of the pages, and the hashes of all three.

A replay tool reads the parts that it needs out of the file, wherever that lies, so nothing in it is compressed twice.
All times in it are those of the archive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import IO
from zipfile import ZipFile

from monitor import __version__
from monitor.archive import Archive
from monitor.export.cdxj import Line, index, line
from monitor.export.choosing import Chosen
from monitor.export.files import entry, measured
from monitor.export.titles import named
from monitor.export.warc import Written, counted, members
from monitor.model import Json

VERSION = "1.1.1"
WARC, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
FIRST_PAGE = {"format": "json-pages-1.0", "id": "pages", "title": "Captures"}


def write_wacz(
    out: IO[bytes],
    archive: Archive,
    chosen: Sequence[Chosen],
    name: str,
    *,
    progress: Callable[[], None] | None = None,
) -> Written:
    """These as a WACZ with the title `name`. Errors as `write_warc`; `out` must be open for reading, too."""
    resources = []
    with ZipFile(out, "w") as package:
        lines: list[Line] = []
        with package.open(entry(WARC), "w", force_zip64=True) as file:
            size, digest, records = _write_members(file, archive, chosen, lines, progress)
        resources.append(_resource(WARC, size, digest))
        for path, text in ((INDEX, index(lines, WARC.split("/")[1])), (PAGES, "".join(_pages(archive, chosen)))):
            package.writestr(entry(path), text)
            resources.append(_resource(path, len(text.encode()), hashlib.sha256(text.encode()).hexdigest()))
        described = _json(_described(name, max(one.at for one in chosen), resources))
        package.writestr(entry(PACKAGE), described)
        hashed = {"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(described.encode()).hexdigest()}"}
        package.writestr(entry(DIGEST), _json(hashed))
    size, whole = measured(out)
    return counted(chosen, size, whole, records)


def _write_members(
    file: IO[bytes],
    archive: Archive,
    chosen: Sequence[Chosen],
    lines: list[Line],
    progress: Callable[[], None] | None,
) -> tuple[int, str, int]:
    """Bytes, sha256 and number of the records that were written; the lines of their index go into `lines`."""
    digest = hashlib.sha256()
    size = records = 0
    for member in members(archive, chosen, WARC.split("/")[1], progress=progress):
        file.write(member.packed)
        digest.update(member.packed)
        found = line(member.record, offset=size, length=len(member.packed)) if member.part_of else None
        lines += [found] if found else []
        size, records = size + len(member.packed), records + 1
    return size, digest.hexdigest(), records


def _pages(archive: Archive, chosen: Sequence[Chosen]) -> Iterator[str]:
    """The list of pages: a head, then each capture, oldest first."""
    yield _line(FIRST_PAGE)
    for one in sorted((one for one in chosen if one.kind == "capture"), key=lambda one: (one.at, one.capture)):
        kept = archive.read(one.folder, one.place)
        titled = {"title": title} if (title := named(kept)) else {}
        seconds = f"{one.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        yield _line({"id": one.capture, "url": kept.target_uri, "ts": seconds, **titled})


def _described(title: str, newest: datetime, resources: list[Json]) -> Json:
    return {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "created": f"{newest.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "software": f"iscm-monitor/{__version__}",
        "resources": resources,
    }


def _resource(path: str, size: int, sha256: str) -> Json:
    return {"name": path.rsplit("/", 1)[1], "path": path, "hash": f"sha256:{sha256}", "bytes": size}


def _line(value: Json) -> str:
    return f"{json.dumps(value)}\n"


def _json(value: Json) -> str:
    return f"{json.dumps(value, indent=2)}\n"
