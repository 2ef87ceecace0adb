"""An archive with one of each that an archive can hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.archive import Archive
from monitor.model import Capture, Decision, Finding, Imported
from tests.export.lakeside import FIRST, URL, answer_on, kept_as

FillArchive = Callable[[Archive], dict[str, Capture]]


@pytest.fixture(scope="session")
def fill() -> FillArchive:
    """Puts one of each into an archive, under the source `lakeside`; what it captured, by names."""

    def put(archive: Archive) -> dict[str, Capture]:
        there = "https://pages.example/moved"
        answers = {
            "plain": answer_on(0, "<title>Zürich</title><h1>Lakeside</h1><p>one".encode()),
            "rendered": answer_on(1, b"<h1>Made</h1>", shell=b"<script>make()</script>"),
            "moved": answer_on(2, b"<h1>Elsewhere</h1>", final_url=there, redirects=((301, there),)),
            "pdf": answer_on(
                3,
                b"%PDF-1.4 " + bytes(range(256)),
                headers=(("Content-Type", "application/pdf"),),
                final_url="https://pages.example/list.pdf",
                requested_url="https://pages.example/list.pdf",
            ),
        }
        captures = {
            name: kept_as("lakeside", answer, archive.append("lakeside", answer)) for name, answer in answers.items()
        }
        plain = answers["plain"]
        archive.revisit("lakeside", answer_on(4, plain.body), captures["plain"])
        archive.revisit("lakeside", answer_on(5, b"", status=304), captures["plain"])
        archive.revisit("lakeside", answer_on(6, b"<h1>Made</h1>", shell=b"<script>2"), captures["rendered"])
        archive.decide("lakeside", Decision("gone", FIRST + timedelta(days=7), {"url": URL, "status": 404}))
        late = answer_on(-30, b"<h1>Before</h1>")
        remark = Finding("link.missing", "the link is gone")
        imported = Imported("old.warc.gz", FIRST + timedelta(days=8))
        place = archive.append("lakeside", late, "overview", remarks=(remark,), imported=imported)
        return {**captures, "imported": kept_as("lakeside", late, place)}

    return put


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "snapshots")


@pytest.fixture
def captured(archive: Archive, fill: FillArchive) -> dict[str, Capture]:
    """`archive`, filled: what it captured."""
    return fill(archive)
