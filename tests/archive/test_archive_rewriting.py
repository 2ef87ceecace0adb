"""What is taken out of the archive is gone for good, and everything else is as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator

from bench.archive import answer_with, page_versions
from monitor.archive import Archive, Archived, Found
from monitor.archive.mending import flaw
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Decision, Place
from tests.archive.conftest import SegmentOf
from tests.archive.mixed import HTML, Mixed, page

NOW = datetime(2026, 3, 9, tzinfo=UTC)
WARCINFO = 2  # FastWARC's number


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def records(path: Path) -> dict[int, tuple[str, bytes]]:
    """What FastWARC reads: position of each record to its id and its block."""
    return {
        record.stream_pos: (record.headers["WARC-Record-ID"], record.reader.read())
        for record in ArchiveIterator(str(path), parse_http=False)
    }


@pytest.fixture
def put(segment_of: SegmentOf, mixed: Mixed) -> Path:
    path = segment_of(mixed.segment)
    path.with_name("0001.dict").write_bytes(mixed.copy)
    return path


def test_a_wiped_place_is_blank_and_every_other_byte_is_where_it_was(archive: Archive, mixed: Mixed, put: Path) -> None:
    before = records(put)
    for gone in mixed.found[1:]:
        put.write_bytes(mixed.segment)
        place = gone.place
        archive.wipe("page", place)
        data = put.read_bytes()
        end = place.offset + place.length
        assert data[: place.offset] + data[end:] == mixed.segment[: place.offset] + mixed.segment[end:]
        assert data[place.offset : end] == bytes.fromhex("502a4d18") + (place.length - 8).to_bytes(4, "little") + bytes(
            place.length - 8
        )
        assert list(archive.found("page")) == [one for one in mixed.found if one != gone]
        assert records(put) == {at: one for at, one in before.items() if not place.offset <= at < end}
        with pytest.raises(DamagedRecord, match="was taken out"):
            archive.read("page", place)
        archive.wipe("page", place)
        assert put.read_bytes() == data
    assert archive.append("page", page(9)).segment == put.name


def test_what_is_in_the_dictionary_is_not_wiped(archive: Archive, mixed: Mixed, put: Path) -> None:
    with pytest.raises(ArchiveError, match=f"byte {mixed.found[0].place.offset}: the other records") as raised:
        archive.wipe("page", mixed.found[0].place)
    assert raised.value.fix
    assert put.read_bytes() == mixed.segment
    pages = page_versions(2)
    for day, body in enumerate(pages):
        archive.append("large", answer_with(body, day))
    with pytest.raises(ArchiveError, match="the other records"):
        archive.wipe("large", next(archive.found("large")).place)


def test_a_rendered_or_redirected_first_capture_is_in_the_dictionary_too(archive: Archive) -> None:
    rendered = replace(page(0), shell=b"<div id=root></div>", headers=HTML)
    moved = replace(page(0), requested_url="http://forum.example/")
    for source, answer in (("one", rendered), ("two", moved)):
        place = archive.append(source, answer)
        archive.append(source, page(1))
        with pytest.raises(ArchiveError, match="the other records"):
            archive.wipe(source, place)


def test_only_what_stands_at_a_place_is_wiped(archive: Archive, mixed: Mixed, put: Path) -> None:
    place = mixed.found[3].place
    for wrong in (
        replace(place, length=place.length + 1),
        replace(place, offset=place.offset + 1),
        replace(place, offset=place.offset - 1, length=place.length + 1),
        replace(place, length=place.length + mixed.found[4].place.length),
        replace(place, offset=len(mixed.segment)),
        replace(place, offset=len(mixed.copy), length=50),  # the warcinfo record
        replace(place, offset=0, length=50),
        replace(place, length=0),
        replace(place, segment="0002.warc.zst"),
        replace(place, segment="../page/0001.warc.zst"),
    ):
        with pytest.raises(ArchiveError):
            archive.wipe("page", wrong)
        assert put.read_bytes() == mixed.segment
    assert names(put.parent) == ["0001.dict", "0001.warc.zst"]


def test_a_damaged_capture_can_be_wiped_unless_it_may_be_the_dictionary(
    archive: Archive, mixed: Mixed, put: Path
) -> None:
    third, first = mixed.found[2].place, mixed.found[0].place
    hurt = bytearray(mixed.segment)
    hurt[third.offset + third.length - 1] ^= 1
    put.write_bytes(hurt)
    archive.wipe("page", third)
    assert list(archive.found("page")) == [one for one in mixed.found if one.place != third]
    hurt = bytearray(mixed.segment)
    hurt[first.offset + first.length - 1] ^= 1
    put.write_bytes(hurt)
    with pytest.raises(ArchiveError):
        archive.wipe("page", first)


def test_what_a_killed_writer_left_of_a_page_goes_with_it(archive: Archive, mixed: Mixed, put: Path) -> None:
    rendered = mixed.found[5]
    # The frames of its metadata and its response stand there alone; then the capture was made again.
    starts = [at for at in records(put) if rendered.place.offset <= at < rendered.place.offset + rendered.place.length]
    half = mixed.segment[starts[0] : starts[2]]
    put.write_bytes(mixed.segment[: starts[0]] + half + mixed.segment[starts[0] :] + b"\x28\xb5")
    archive.recover("page", NOW)
    put.with_name("0001.warc.zst.unfinished").write_bytes(mixed.segment)
    assert len(archive.torn("page")) == 1
    place = replace(rendered.place, offset=rendered.place.offset + len(half))
    archive.wipe("page", place)
    assert names(put.parent) == ["0001.dict", "0001.warc.zst"]
    assert not [block for _, block in records(put).values() if b"id=root" in block]
    assert len(list(archive.found("page"))) == len(mixed.found) - 1


def same(one: Found, other: Found) -> bool:
    return (one.content, one.source) == (other.content, other.source)


@pytest.mark.parametrize("gone", range(7))
def test_a_segment_written_anew_holds_all_but_what_was_dropped(
    archive: Archive, mixed: Mixed, put: Path, gone: int
) -> None:
    dropped = mixed.found[gone].place
    old = records(put)
    moved = archive.rewrite("page", put.name, {dropped})
    left = [one for one in mixed.found if one.place != dropped]
    assert list(moved) == [one.place for one in left]
    new = put.with_name("0002.warc.zst")
    tail = list(archive.tail("page", new.name, 0))
    assert [one.place for one in tail] == list(moved.values())
    assert all(same(*pair) for pair in zip(tail, left, strict=True))
    # Until the old one is removed, what is in both comes once.
    assert archive.replaced("page") == {put.name: new.name}
    assert list(archive.found("page")) == list(mixed.found)
    with pytest.raises(ArchiveError, match=r"anew already, as 0002\.warc\.zst"):
        archive.rewrite("page", put.name, {dropped})
    put.with_name("0001.torn-20260101T000000.000000Z").write_bytes(b"something")
    archive.remove("page", put.name)
    archive.remove("page", put.name)
    assert archive.replaced("page") == {}
    assert names(put.parent) == ["0002.dict", "0002.warc.zst"]
    assert list(archive.found("page")) == tail
    assert flaw(new) is None
    seen = [one for one in records(new).values() if b"isPartOf" not in one[1]]
    ends = dropped.offset + dropped.length
    assert seen == [one for at, one in old.items() if not dropped.offset <= at < ends and b"isPartOf" not in one[1]]
    place = archive.append("page", page(9))
    assert place.segment == new.name
    assert isinstance(archive.read("page", place), Archived)


def test_the_bytes_of_a_dropped_dictionary_are_in_no_file(archive: Archive) -> None:
    places = [archive.append("page", answer_with(body, day)) for day, body in enumerate(page_versions(3))]
    secret = answer_with(b"<p>Call Ann Other on 555 0100</p>", 5)
    archive.append("other", secret)
    archive.append("other", page(6))
    (first, _) = archive.found("other")
    moved = archive.rewrite("other", first.place.segment, [first.place])
    archive.remove("other", first.place.segment)
    (path,) = archive.segments("other")
    assert list(moved.values()) == [one.place for one in archive.found("other")]
    assert not any(b"Ann Other" in block for _, block in records(path).values())
    assert sorted(names(path.parent)) == ["0002.dict", "0002.warc.zst"]
    # And the large page is still written as what differs from the first one that stays.
    moved = archive.rewrite("page", "0001.warc.zst", [places[0]])
    assert moved[places[2]].length < 1_000


def test_nothing_is_written_when_nothing_stays(archive: Archive, mixed: Mixed, put: Path) -> None:
    assert archive.rewrite("page", put.name, [one.place for one in mixed.found]) == {}
    assert names(put.parent) == ["0001.dict", "0001.warc.zst"]
    archive.remove("page", put.name)
    assert names(put.parent) == []


def test_decisions_alone_need_no_dictionary(archive: Archive, mixed: Mixed, put: Path) -> None:
    pages = [one.place for one in mixed.found if not isinstance(one.content, Decision)]
    moved = archive.rewrite("page", put.name, pages)
    archive.remove("page", put.name)
    assert names(put.parent) == ["0002.warc.zst"]
    assert [one.place for one in archive.found("page")] == list(moved.values())


def test_damage_that_is_not_dropped_is_not_lost_by_writing_anew(archive: Archive, mixed: Mixed, put: Path) -> None:
    hurt = bytearray(mixed.segment)
    third = mixed.found[2].place
    hurt[third.offset + third.length - 1] ^= 1
    put.write_bytes(hurt)
    with pytest.raises(DamagedRecord, match="are damaged"):
        archive.rewrite("page", put.name, [mixed.found[3].place])
    assert names(put.parent) == ["0001.dict", "0001.warc.zst"]
    moved = archive.rewrite("page", put.name, [third, mixed.found[3].place])
    assert list(moved) == [one.place for at, one in enumerate(mixed.found) if at not in (2, 3)]


def test_a_segment_with_a_damaged_dictionary_is_written_anew_through_its_second_copy(
    archive: Archive, mixed: Mixed, put: Path
) -> None:
    put.write_bytes(mixed.segment[:100] + b"\0" + mixed.segment[101:])
    moved = archive.rewrite("page", put.name, [mixed.found[0].place])
    assert list(moved) == [one.place for one in mixed.found[1:]]
    put.with_name("0002.warc.zst").unlink()
    put.with_name("0001.dict").unlink()
    with pytest.raises(DamagedRecord, match="byte 0"):
        archive.rewrite("page", put.name, [mixed.found[0].place])


@pytest.mark.parametrize("wrong", [Place("0002.warc.zst", 700, 50), Place("0001.warc.zst", 1000, 300)])
def test_a_place_of_nothing_is_not_dropped(archive: Archive, mixed: Mixed, put: Path, wrong: Place) -> None:
    with pytest.raises(ArchiveError, match="nothing of"):
        archive.rewrite("page", put.name, [wrong])
    assert names(put.parent) == ["0001.dict", "0001.warc.zst"]


def test_what_is_not_there_is_not_written_anew_nor_removed(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no such segment"):
        archive.rewrite("page", "0001.warc.zst", [])
    with pytest.raises(ArchiveError, match="no such segment"):
        archive.wipe("page", Place("0001.warc.zst", 700, 50))
    archive.remove("page", "0001.warc.zst")
    assert not archive.folder.exists()


def test_a_place_is_not_wiped_through_a_second_copy(archive: Archive, mixed: Mixed, put: Path) -> None:
    put.write_bytes(mixed.segment[:100] + b"\0" + mixed.segment[101:])
    with pytest.raises(DamagedRecord) as raised:
        archive.wipe("page", mixed.found[3].place)
    assert "verify --repair" in str(raised.value.fix)


def test_a_segment_written_anew_bears_the_name_that_the_source_had(archive: Archive, mixed: Mixed, put: Path) -> None:
    archive.rename("page", "members")
    archive.rewrite("members", put.name, [mixed.found[0].place])
    assert {one.source for one in archive.tail("members", "0002.warc.zst", 0)} == {"page"}


def test_a_copy_that_was_written_anew_and_killed_holds_nothing_of_its_own(
    archive: Archive, mixed: Mixed, put: Path
) -> None:
    archive.rewrite("page", put.name, [mixed.found[0].place])
    new = put.with_name("0002.warc.zst")
    new.rename(put.with_name("0002.warc.zst.unfinished"))
    assert [(one.path.name, one.kept) for one in archive.recover("page", NOW)] == [
        ("0002.warc.zst.unfinished", None),
        ("0002.dict", None),
    ]
    assert list(archive.found("page")) == list(mixed.found)
