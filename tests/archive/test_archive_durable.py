"""A full device, a killed writer and two writers at once lose nothing that was acknowledged."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from bench.archive import answer_with
from monitor.archive import Archive, durable
from monitor.errors import ArchiveError, ArchiveFull
from monitor.model import Answer, Place


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """The system refuses bytes beyond `size` in any file, in the middle of a write, as a full device does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def pdf(day: int) -> Answer:
    return answer_with(b"%PDF-1.7 " + os.urandom(5000), day, "application/pdf")


def writer(folder: Path, root: Path, first: int, last: int) -> subprocess.Popen[str]:
    """Another process that appends a page a day and says each place as soon as it has it."""
    script = f"""
from pathlib import Path
from bench.archive import answer_with
from monitor.archive import Archive
for day in range({first}, {last}):
    place = Archive(Path({str(folder)!r})).append("page", answer_with(b"<p>Day %d</p>" % day, day))
    print(place.segment, place.offset, place.length, day, flush=True)
"""
    return subprocess.Popen([sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE, text=True)


def acknowledged(lines: list[str]) -> list[tuple[Place, bytes]]:
    said = [line.split() for line in lines]
    return [
        (Place(name, int(offset), int(length)), b"<p>Day %s</p>" % day.encode()) for name, offset, length, day in said
    ]


def test_a_full_device_takes_nothing_away_and_leaves_no_tear(archive: Archive) -> None:
    kept: list[tuple[Place, Answer]] = []
    with no_file_above(60_000), pytest.raises(ArchiveFull) as raised:
        kept.extend((archive.append("page", answer), answer) for answer in map(pdf, range(100)))
    assert len(kept) > 3
    assert raised.value.fix
    (path,) = archive.segments("page")
    assert path.stat().st_size == kept[-1][0].offset + kept[-1][0].length
    assert [(place, found.body) for place, found in archive.walk("page")] == [(p, answer.body) for p, answer in kept]
    assert archive.append("page", pdf(101)).segment == path.name


@pytest.mark.parametrize("room", [0, 0.3, 0.999])  # of which the last has room for the dictionary
def test_a_full_device_leaves_no_part_of_a_segment(
    archive: Archive, answers: list[Answer], tmp_path: Path, room: float
) -> None:
    there = Archive(tmp_path / "with room enough")
    there.append("page", answers[0])
    size = there.segments("page")[0].stat().st_size
    with no_file_above(int(room * size)), pytest.raises(ArchiveFull):
        archive.append("page", answers[0])
    assert archive.segments("page") == ()
    assert not list((archive.folder / "page").glob("*.unfinished"))
    assert archive.append("page", answers[0]).segment == "0001.warc.zst"


def test_what_a_killed_writer_acknowledged_is_there(archive: Archive, repository: Path) -> None:
    process = writer(archive.folder, repository, 0, 10_000)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(25)]
    process.kill()
    lines += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    kept = acknowledged([line for line in lines if line.endswith("\n")])
    assert all(archive.read("page", place).body == body for place, body in kept)
    late = archive.append("page", answer_with(b"<p>late</p>", 10_001))
    walked = [place for place, _ in archive.walk("page")]
    assert walked[: len(kept)] == [place for place, _ in kept]
    assert walked[-1] == late
    assert len(walked) - len(kept) in (1, 2)  # one that was whole before it could be acknowledged


def test_two_processes_write_one_after_the_other(archive: Archive, repository: Path) -> None:
    processes = [writer(archive.folder, repository, first, first + 15) for first in (0, 100)]
    kept = acknowledged([line for process in processes for line in process.communicate()[0].splitlines()])
    assert [process.returncode for process in processes] == [0, 0]
    assert len(kept) == 30
    assert sorted(kept, key=lambda pair: pair[0].offset) == [
        (place, found.body) for place, found in archive.walk("page")
    ]


def test_threads_write_one_after_the_other(archive: Archive, small_answers: list[Answer]) -> None:
    threads = [Thread(target=archive.append, args=("page", answer)) for answer in small_answers * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(archive.walk("page"))) == 12


def test_a_reader_asks_for_the_end_only_when_nobody_is_writing(archive: Archive, small_answers: list[Answer]) -> None:
    archive.append("page", small_answers[0])
    found: list[Place] = []
    reader = Thread(target=lambda: found.extend(place for place, _ in archive.walk("page")))
    with durable.locked(archive.folder / "page"):
        reader.start()
        reader.join(0.2)
        assert reader.is_alive()
    reader.join()
    assert len(found) == 1


def test_one_may_write_while_one_walks(archive: Archive, small_answers: list[Answer]) -> None:
    for answer in small_answers:
        archive.append("page", answer)
    for _ in archive.walk("page"):
        archive.append("page", small_answers[0])
    assert len(list(archive.walk("page"))) == 8


def test_leftovers_of_a_segment_that_never_appeared_do_not_matter(archive: Archive, answers: list[Answer]) -> None:
    folder = archive.folder / "page"
    folder.mkdir(parents=True)
    (folder / "0001.warc.zst.unfinished").write_bytes(b"half")
    (folder / "0001.dict").write_bytes(b"of another page")
    place = archive.append("page", pdf(0))
    assert archive.read("page", place).status == 200
    assert [path.name for path in folder.iterdir()] == ["0001.warc.zst"]


def test_what_the_system_refuses_is_told_in_plain_words(tmp_path: Path, answers: list[Answer]) -> None:
    (tmp_path / "snapshots").write_text("a file stands where the folder should be")
    with pytest.raises(ArchiveError, match=r"snapshots.*(exists|directory)"):
        Archive(tmp_path / "snapshots").append("page", answers[0])
