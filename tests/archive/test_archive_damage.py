"""Torn tails, flipped bits and zeroed pages: what is whole is read, what is not is told, nothing torn is returned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.archive import answer_with
from monitor.archive import Archive
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Answer, Place

Small = tuple[bytes, bytes, list[Place]]  # segment, copy of its dictionary, places of its four captures
Put = Callable[[bytes], Path]
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def walked(archive: Archive) -> tuple[list[tuple[Place, bytes]], list[str]]:
    """What a walk finds and what it tells of damage."""
    told: list[str] = []
    walk = archive.walk("page", damaged=lambda error: told.append(str(error)))
    return [(place, found.body) for place, found in walk], told


def whole(places: list[Place], answers: list[Answer], end: int) -> list[tuple[Place, bytes]]:
    """The captures that lie before byte `end`."""
    kept = zip(places, answers, strict=True)
    return [(place, answer.body) for place, answer in kept if place.offset + place.length <= end]


def ends(small: Small) -> list[int]:
    return [place.offset + place.length for place in small[2]]


@one_folder
@given(data=st.data())
def test_of_every_prefix_the_whole_records_are_read_and_nothing_torn(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put, data: st.DataObject
) -> None:
    segment, _, places = small_segment
    end = data.draw(st.integers(0, len(segment)))
    segment_of(segment[:end])
    found, told = walked(archive)
    assert found == whole(places, small_answers, end)
    at_a_frame = end in {places[0].offset, *ends(small_segment)}
    assert bool(told) is not at_a_frame


def test_a_segment_with_a_dictionary_and_no_record_is_told_as_damaged(
    archive: Archive, small_segment: Small, segment_of: Put
) -> None:
    segment, copy, _ = small_segment
    segment_of(segment[: len(copy)])
    assert [words.endswith("holds no record") for words in walked(archive)[1]] == [True]


@one_folder
@given(data=st.data())
def test_after_any_tear_the_next_capture_is_read_and_what_was_whole_stays(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put, data: st.DataObject
) -> None:
    segment, _, places = small_segment
    end = data.draw(st.integers(1, len(segment)))
    path = segment_of(
        segment[:end] + data.draw(st.sampled_from([b"", bytes(7), bytes(4096)]), label="zero-filled tail")
    )
    torn = path.read_bytes()
    late = answer_with(b"<p>There are 50 of them.</p>", 9)
    place = archive.append("page", late)
    assert archive.read("page", place).body == late.body
    found, told = walked(archive)
    assert found == [*whole(places, small_answers, end), (place, late.body)]
    if place.segment == path.name:  # it went on behind the last whole frame; the rest was kept aside
        assert told == []
        assert torn[: place.offset] == path.read_bytes()[: place.offset]
        assert b"".join(aside.read_bytes() for aside in path.parent.glob("0001.torn-*")) == torn[place.offset :]
    else:  # no record is whole, or zeros filled up a frame that fails its checksum: that is damage, and stays as it is
        assert told
        assert path.read_bytes() == torn


def flipped(segment: bytes, bit: int) -> bytes:
    return segment[: bit // 8] + bytes([segment[bit // 8] ^ 1 << bit % 8]) + segment[bit // 8 + 1 :]


def check_that_it_is_told(archive: Archive, small: Small, answers: list[Answer], path: Path, byte: int) -> bool:
    """Whether damage at a byte was told; if not, every capture must have come back to the byte.

    A few flips change nothing: they make zstd copy equal bytes from another place of the dictionary.
    """
    kept = [(place, answer.body) for place, answer in zip(small[2], answers, strict=True)]
    found, told = walked(archive)
    assert all(f"{path}, byte " in words for words in told)
    hurt = [place for place in small[2] if told and place.offset <= byte < place.offset + place.length]
    assert found == [(place, body) for place, body in kept if place not in hurt]
    return bool(told)


def test_every_flipped_bit_of_a_frame_is_told_with_file_and_offset(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put
) -> None:
    segment, _, places = small_segment
    first, last = places[2].offset, places[2].offset + places[2].length
    told = []
    for bit in range(first * 8, last * 8):
        path = segment_of(flipped(segment, bit))
        told.append(check_that_it_is_told(archive, small_segment, small_answers, path, bit // 8))
    assert sum(told) > 0.95 * len(told)
    assert all(told[: 13 * 8])  # the frame's header
    assert all(told[-4 * 8 :])  # its checksum


@one_folder
@given(data=st.data())
def test_a_flipped_bit_anywhere_never_changes_what_is_read(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put, data: st.DataObject
) -> None:
    segment, _, places = small_segment
    bit = data.draw(st.integers(0, len(segment) * 8 - 1))
    segment_of(flipped(segment, bit))
    bodies = {answer.body for answer in small_answers}
    assert {body for _, body in walked(archive)[0]} <= bodies
    for place, answer in zip(places, small_answers, strict=True):
        try:
            body = archive.read("page", place).body
        except DamagedRecord:
            continue
        assert body == answer.body


def test_a_walk_without_a_listener_raises_where_the_damage_is(
    archive: Archive, small_segment: Small, segment_of: Put
) -> None:
    segment, _, places = small_segment
    path = segment_of(segment[:-3])
    walk = archive.walk("page")
    assert [next(walk)[0] for _ in range(3)] == places[:3]
    with pytest.raises(DamagedRecord, match=f"{path}, byte {places[3].offset}") as raised:
        next(walk)
    assert raised.value.source == "page"


def test_a_segment_damaged_in_its_middle_is_left_as_it_is(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put
) -> None:
    segment, _, places = small_segment
    hurt = bytearray(segment)
    hurt[places[1].offset] ^= 255  # no frame begins there any more
    path = segment_of(bytes(hurt))
    place = archive.append("page", small_answers[0])
    assert place.segment == "0002.warc.zst"
    assert path.read_bytes() == hurt
    assert [found for found, _ in walked(archive)[0]] == [places[0], places[2], places[3], place]
    assert archive.append("page", small_answers[1]).segment == "0002.warc.zst"


def test_a_last_frame_that_fails_its_checksum_is_kept_and_told(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put
) -> None:
    segment, _, places = small_segment
    path = segment_of(segment[:-1] + bytes([segment[-1] ^ 1]))
    assert archive.append("page", small_answers[0]).segment == "0002.warc.zst"
    assert path.stat().st_size == len(segment)
    with pytest.raises(DamagedRecord, match="does not pass its checksum"):
        archive.read("page", places[3])


def test_a_damaged_dictionary_is_told_and_every_capture_is_read_through_its_second_copy(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put
) -> None:
    segment, copy, places = small_segment
    path = segment_of(segment[:100] + bytes([segment[100] ^ 8]) + segment[101:])
    with pytest.raises(DamagedRecord, match="byte 0"):
        archive.read("page", places[2])
    path.with_name("0001.dict").write_bytes(copy)
    assert archive.read("page", places[2]).body == small_answers[2].body
    found, told = walked(archive)
    assert found == whole(places, small_answers, len(segment))
    assert [words.startswith(f"{path}, byte 0: ") for words in told] == [True]
    with pytest.raises(DamagedRecord, match="byte 0") as raised:
        next(archive.walk("page"))
    assert "verify --repair" in str(raised.value.fix)
    assert archive.append("page", small_answers[0]).segment == "0002.warc.zst"


def test_a_metadata_record_that_lost_its_response_is_passed_over(
    archive: Archive, small_answers: list[Answer], tmp_path: Path
) -> None:
    redirected = replace(small_answers[1], redirects=((302, small_answers[1].final_url),))
    first = archive.append("page", small_answers[0])
    second = archive.append("page", redirected)
    (path,) = archive.segments("page")
    data = path.read_bytes()
    for end in range(first.offset + first.length, second.offset + second.length):
        path.write_bytes(data[:end])
        assert [place for place, _ in walked(archive)[0]] == [first]
    third = archive.append("page", replace(redirected, fetched_at=small_answers[2].fetched_at))
    assert archive.read("page", third).redirects == redirected.redirects
    found, told = walked(archive)
    assert ([place for place, _ in found], told) == ([first, third], [])


def test_frames_of_other_programs_are_passed_over(
    archive: Archive, small_segment: Small, small_answers: list[Answer], segment_of: Put
) -> None:
    segment, _, places = small_segment
    note = (0x184D2A50).to_bytes(4, "little") + (5).to_bytes(4, "little") + b"hello"
    path = segment_of(segment + note)
    place = archive.append("page", small_answers[0])
    assert place.offset == len(segment) + len(note)
    assert path.read_bytes().startswith(segment + note)
    assert [found for found, _ in archive.walk("page")] == [*places, place]


def test_a_file_that_is_no_segment_is_told_as_one(
    archive: Archive, segment_of: Put, small_answers: list[Answer]
) -> None:
    for data in (b"", b"\x00" * 50, b"PK\x03\x04", b"\x5d\x2a\x4d\x18\xff\xff\xff\xff"):
        path = segment_of(data)
        if data:
            assert "byte 0" in walked(archive)[1][0]
        with pytest.raises(ArchiveError):
            archive.read("page", Place(path.name, 0, 10))
        assert archive.append("page", small_answers[0]).segment == "0002.warc.zst"
