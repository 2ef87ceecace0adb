"""A folder for an archive, and answers to put into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.archive import answer_with, page_versions
from monitor.archive import Archive
from monitor.model import Answer, Place
from tests.archive.mixed import Mixed
from tests.archive.mixed import mixed as make_mixed


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "snapshots")


@pytest.fixture(scope="session")
def answers() -> list[Answer]:
    """Twenty days of a page of some 60 KB."""
    return [answer_with(page, day) for day, page in enumerate(page_versions(20))]


@pytest.fixture(scope="session")
def small_answers() -> list[Answer]:
    """Four short pages, for tests that look at every byte."""
    return [answer_with(f"<h1>Members</h1><p>There are {40 + day} of them.</p>".encode(), day) for day in range(4)]


@pytest.fixture(scope="session")
def small_segment(
    small_answers: list[Answer], tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, bytes, list[Place]]:
    """The bytes of a segment with four captures, those of its NNNN.dict, and the places of the captures."""
    archive = Archive(tmp_path_factory.mktemp("small"))
    places = [archive.append("page", answer) for answer in small_answers]
    (path,) = archive.segments("page")
    return path.read_bytes(), path.with_name("0001.dict").read_bytes(), places


@pytest.fixture
def segment_of(archive: Archive) -> SegmentOf:
    return SegmentOf(archive)


class SegmentOf:
    """Puts given bytes where segment 0001 of the source `page` stands."""

    def __init__(self, archive: Archive) -> None:
        self.path = archive.folder / "page" / "0001.warc.zst"
        self.path.parent.mkdir(parents=True)

    def __call__(self, data: bytes) -> Path:
        for path in self.path.parent.iterdir():
            path.unlink()
        self.path.write_bytes(data)
        return self.path


@pytest.fixture(scope="session")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    """A segment with one short record of each kind."""
    return make_mixed(tmp_path_factory.mktemp("mixed"))
