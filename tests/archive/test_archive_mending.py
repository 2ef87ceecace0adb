"""A flipped bit costs the record that it is in and no other; a dictionary is there twice, and each mends the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.archive import Archive, Found
from monitor.archive.mending import flaw
from monitor.errors import ArchiveError, DamagedRecord
from tests.archive.conftest import SegmentOf
from tests.archive.mixed import Mixed, page, written

one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def flipped(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def found(archive: Archive) -> tuple[list[Found], list[str]]:
    told: list[str] = []
    return list(archive.found("page", damaged=lambda error: told.append(str(error)))), told


def others(mixed: Mixed, byte: int) -> list[Found]:
    """What stands there and does not span the byte."""
    return [one for one in mixed.found if not one.place.offset <= byte < one.place.offset + one.place.length]


def check_flip(archive: Archive, mixed: Mixed, path: Path, bit: int) -> bool:
    """Whether the flip is told. If so, all that it is not in is read; if not, all of it comes back as it was."""
    path.write_bytes(flipped(mixed.segment, bit))
    stands, told = found(archive)
    assert all(f"{path}, byte " in words for words in told)
    assert stands == (others(mixed, bit // 8) if told else list(mixed.found))
    return bool(told)


@pytest.fixture
def put(segment_of: SegmentOf, mixed: Mixed) -> Path:
    """The segment as it was written, with the second copy of its dictionary."""
    path = segment_of(mixed.segment)
    path.with_name("0001.dict").write_bytes(mixed.copy)
    return path


def test_a_flipped_bit_in_any_byte_is_told_and_all_other_records_are_read(
    archive: Archive, mixed: Mixed, put: Path
) -> None:
    told = []
    for byte in range(len(mixed.segment)):
        told.append(check_flip(archive, mixed, put, byte * 8 + byte * 5 % 8))
        if byte < len(mixed.copy) and not told[-1]:  # the dictionary is the same, but its copy is another
            assert flaw(put)
    assert sum(told) > 0.95 * len(told)  # the others make zstd copy equal bytes from another place of the dictionary


@one_folder
@given(data=st.data())
def test_a_flipped_bit_anywhere_is_told_or_changes_nothing_and_the_archive_goes_on(
    archive: Archive, mixed: Mixed, put: Path, data: st.DataObject
) -> None:
    put.with_name("0002.warc.zst").unlink(missing_ok=True)
    put.with_name("0002.dict").unlink(missing_ok=True)
    bit = data.draw(st.integers(0, len(mixed.segment) * 8 - 1))
    check_flip(archive, mixed, put, bit)
    there, _ = found(archive)
    place = archive.append("page", page(9))
    after, _ = found(archive)
    assert [one.content for one in after[:-1]] == [one.content for one in there]
    assert after[-1].place == place


def test_a_flipped_bit_in_a_blank_place_costs_no_record(archive: Archive, mixed: Mixed, put: Path) -> None:
    gone = mixed.found[2].place
    archive.wipe("page", gone)
    wiped = put.read_bytes()
    left = [one for one in mixed.found if one.place != gone]
    for bit in range(gone.offset * 8, (gone.offset + 12) * 8):
        put.write_bytes(flipped(wiped, bit))
        assert found(archive)[0] == left


def test_a_damaged_dictionary_is_put_back_from_its_second_copy(archive: Archive, mixed: Mixed, put: Path) -> None:
    for byte in (0, 5, 100, len(mixed.copy) - 1):
        put.write_bytes(flipped(mixed.segment, byte * 8))
        assert flaw(put) is None  # the second copy is whole; of the first the walk tells
        assert len(found(archive)[1]) == 1
        assert archive.repair("page", put.name) == put
        assert put.read_bytes() == mixed.segment
        assert archive.repair("page", put.name) is None
    assert sorted(path.name for path in put.parent.iterdir()) == ["0001.dict", "0001.warc.zst"]


@pytest.mark.parametrize("damage", ["gone", "flipped", "cut", "of another segment"])
def test_a_second_copy_is_put_back_from_the_segment(archive: Archive, mixed: Mixed, put: Path, damage: str) -> None:
    copy = put.with_name("0001.dict")
    if damage == "gone":
        copy.unlink()
    elif damage == "flipped":
        copy.write_bytes(flipped(mixed.copy, 999))
    elif damage == "cut":
        copy.write_bytes(mixed.copy[:-1])
    else:
        other = Archive(put.parents[2] / "other")
        list(written(other, 30))
        copy.write_bytes((other.folder / "page" / "0001.dict").read_bytes())
    assert found(archive) == (list(mixed.found), [])
    assert str(copy) in str(flaw(put))
    assert archive.repair("page", put.name) == copy
    assert copy.read_bytes() == mixed.copy
    assert flaw(put) is None


def test_a_dictionary_that_is_damaged_twice_is_left_as_it_is(archive: Archive, mixed: Mixed, put: Path) -> None:
    copy = put.with_name("0001.dict")
    other = Archive(put.parents[2] / "other")
    list(written(other, 30))
    foreign = (other.folder / "page" / "0001.dict").read_bytes()
    put.write_bytes(flipped(mixed.segment, 801))
    for second in (flipped(mixed.copy, 999), foreign):
        copy.write_bytes(second)
        with pytest.raises(DamagedRecord, match="byte 0") as raised:
            archive.repair("page", put.name)
        assert "backup" in str(raised.value.fix)
        assert (put.read_bytes(), copy.read_bytes()) == (flipped(mixed.segment, 801), second)
        assert found(archive)[0] == []
    copy.unlink()
    assert "second copy" in str(flaw(put))


def test_a_segment_without_a_dictionary_needs_no_second_copy(archive: Archive) -> None:
    archive.append("page", page(0), role="overview")
    assert flaw(archive.segments("page")[0]) is None
    assert archive.repair("page", "0001.warc.zst") is None


def test_only_a_segment_that_is_there_is_repaired(archive: Archive, mixed: Mixed, put: Path) -> None:
    for name in ("0002.warc.zst", "../0001.warc.zst"):
        with pytest.raises(ArchiveError):
            archive.repair("page", name)
