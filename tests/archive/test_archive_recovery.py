"""After any tear the next holder of the lock goes on behind the last whole record; nothing acknowledged is touched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fastwarc import ArchiveIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.archive import answer_with
from monitor.archive import Archive, Found
from monitor.archive.durable import UNFINISHED
from monitor.errors import DamagedRecord
from tests.archive.conftest import SegmentOf
from tests.archive.mixed import Mixed, page, written

NOW = datetime(2026, 3, 9, tzinfo=UTC)
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def found(archive: Archive) -> tuple[list[Found], list[str]]:
    """What stands in the archive, and what is told of damage."""
    told: list[str] = []
    return list(archive.found("page", damaged=lambda error: told.append(str(error)))), told


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def alike(one: bytes, other: bytes) -> int:
    """Up to which byte they are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def check_recovery(archive: Archive, mixed: Mixed, path: Path) -> None:
    """Recover a torn segment and look at everything that must be so afterwards."""
    torn = path.read_bytes()
    there = mixed.before(alike(torn, mixed.segment))
    recovered = archive.recover("page", NOW)
    stands, told = found(archive)
    assert stands == there
    assert path.read_bytes() == torn[: path.stat().st_size]
    assert b"".join(one.kept.read_bytes() for one in recovered if one.kept) == torn[path.stat().st_size :]
    assert [one.kept for one in recovered] == list(archive.torn("page"))
    # Damage that no tear explains is left where it is, and a segment without a record is no torn one.
    assert not (told and recovered)


def check_that_it_goes_on(archive: Archive, path: Path) -> None:
    """The next capture is kept, and another program reads all that the archive says is there."""
    assert archive.recover("page", NOW) == ()
    there, told = found(archive)
    late = answer_with(b"<p>There are 50 of them.</p>", 9)
    place = archive.append("page", late)
    assert (place.segment == path.name) is not bool(told)
    after, _ = found(archive)
    assert [one.place for one in after] == [*(one.place for one in there), place]
    if not told:
        starts = {record.stream_pos for record in ArchiveIterator(str(path), parse_http=False)}
        assert {one.place.offset for one in after} <= starts


def test_every_prefix_of_a_segment_is_recovered_to_whole_records_and_gone_on_with(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    for end in range(len(mixed.segment) + 1):
        path = segment_of(mixed.segment[:end])
        check_recovery(archive, mixed, path)
        if end % 8 == 0 or end in mixed.ends:
            check_that_it_goes_on(archive, path)


def test_every_tail_of_zeros_is_recovered_to_whole_records(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    size = len(mixed.segment)
    for end in range(mixed.found[0].place.offset, size):
        check_recovery(archive, mixed, segment_of(mixed.segment[:end].ljust(size, b"\0")))


@one_folder
@given(data=st.data())
def test_a_tail_of_any_number_of_zeros_is_recovered_and_gone_on_with(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf, data: st.DataObject
) -> None:
    end = data.draw(st.integers(mixed.ends[0], len(mixed.segment)))
    path = segment_of(mixed.segment[:end] + bytes(data.draw(st.integers(0, 5000))))
    check_recovery(archive, mixed, path)
    check_that_it_goes_on(archive, path)


def test_zeros_that_fill_up_a_torn_frame_are_taken_for_a_tear_where_they_cover_its_checksum(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    last = mixed.ends[-1]
    segment_of(mixed.segment[: last - 4] + bytes(4))
    assert [one.length for one in archive.recover("page", NOW)] == [last - mixed.ends[-2]]
    path = segment_of(mixed.segment[: last - 1] + bytes([mixed.segment[-1] ^ 1]))
    assert archive.recover("page", NOW) == ()  # a frame that fails its checksum may have been acknowledged
    assert len(path.read_bytes()) == last


def test_bytes_that_are_no_beginning_of_a_frame_are_damage_and_stay(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    for tail in (b"garbage", mixed.segment[-50:], b"\x28\xb5\x2f\xfe"):
        path = segment_of(mixed.segment + tail)
        assert archive.recover("page", NOW) == ()
        assert path.read_bytes() == mixed.segment + tail
        assert archive.append("page", page(8)).segment == "0002.warc.zst"


def test_a_second_tear_at_the_same_time_has_a_file_of_its_own(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    path = segment_of(mixed.segment[:-5])
    archive.recover("page", NOW)
    whole = path.read_bytes()
    path.write_bytes(whole + mixed.segment[mixed.ends[-2] : -9])
    archive.recover("page", NOW)
    assert path.read_bytes() == whole
    assert names(path.parent) == [
        "0001.torn-20260309T000000.000000Z",
        "0001.torn-20260309T000000.000000Z-2",
        "0001.warc.zst",
    ]


def test_what_never_got_its_name_is_kept_where_it_holds_a_whole_capture_and_else_removed(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    path = segment_of(mixed.segment)
    copy = path.with_name("0001.dict")
    copy.write_bytes(mixed.copy)
    for name, data in {
        "0001.warc.zst": mixed.segment[:-1],  # a segment that is there was about to be written anew
        "0001.dict": mixed.copy,
        "0002.warc.zst": mixed.segment,
        "0003.warc.zst": mixed.segment[: mixed.ends[0] - 1],
    }.items():
        path.with_name(name + UNFINISHED).write_bytes(data)
    path.with_name("0002.dict").write_bytes(mixed.copy)
    recovered = archive.recover("page", NOW)
    kept = {one.path.name: one.kept.name if one.kept else None for one in recovered}
    assert kept == {
        "0001.dict.unfinished": None,
        "0001.warc.zst.unfinished": None,
        "0002.warc.zst.unfinished": "0002.torn-20260309T000000.000000Z",
        "0003.warc.zst.unfinished": None,
        "0002.dict": None,
    }
    assert names(path.parent) == ["0001.dict", "0001.warc.zst", "0002.torn-20260309T000000.000000Z"]
    assert archive.torn("page")[0].read_bytes() == mixed.segment
    assert found(archive) == (list(mixed.found), [])


def test_a_source_without_a_folder_needs_no_recovery(archive: Archive) -> None:
    assert archive.recover("page", NOW) == ()
    assert archive.torn("page") == ()


def test_the_rest_of_a_segment_is_read_from_where_the_known_part_ends(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    path = segment_of(mixed.segment)
    for at, end in enumerate([0, *mixed.ends]):
        assert list(archive.tail("page", path.name, end)) == list(mixed.found[at:])


def test_a_beginning_inside_a_record_is_told_and_the_next_whole_one_is_read(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    path = segment_of(mixed.segment)
    for start in (mixed.ends[0] + 1, mixed.ends[1] - 1):
        told: list[DamagedRecord] = []
        assert list(archive.tail("page", path.name, start, damaged=told.append)) == list(mixed.found[2:])
        assert [str(error).startswith(f"{path}, byte {start}: ") for error in told] == [True]


def test_a_segment_that_is_shorter_than_it_was_known_to_be_is_told(
    archive: Archive, mixed: Mixed, segment_of: SegmentOf
) -> None:
    path = segment_of(mixed.segment[: mixed.ends[2]])
    told: list[str] = []
    assert list(archive.tail("page", path.name, mixed.ends[3], damaged=lambda error: told.append(str(error)))) == []
    assert told == [f"{path}, byte {mixed.ends[2]}: the segment ends here, but was known up to byte {mixed.ends[3]}"]


def test_the_rest_of_a_segment_bears_the_name_that_the_source_had(archive: Archive) -> None:
    places = list(written(archive))
    archive.rename("page", "members")
    rest = archive.tail("members", "0001.warc.zst", places[-1].offset)
    assert [(one.place, one.source) for one in rest] == [(places[-1], "page")]
