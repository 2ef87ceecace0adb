"""The length of a frame as we read it is the length that zstd gives."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.archive import dictionary, frames
from monitor.archive.frames import zstd
from monitor.archive.where import Where
from monitor.errors import DamagedRecord

bodies = st.binary(max_size=2000) | st.tuples(st.binary(min_size=1, max_size=40), st.integers(1, 9000)).map(
    lambda pair: pair[0] * pair[1]
)


def length(data: bytes, offset: int = 0) -> int | None:
    return frames.length_at(io.BytesIO(data), offset, len(data))


@given(body=bodies)
@example(body=b"")
@example(body=bytes(range(256)) * 4096)
@example(body=b"a" * 300_000)
@example(body=bytes(range(251)) * 40_000)  # longer than the window that readers must give
def test_a_frame_is_as_long_as_zstd_says_and_comes_back(body: bytes) -> None:
    frame = frames.compress(body)
    assert length(b"before" + frame + b"behind", 6) == len(frame) == zstd.get_frame_size(frame)
    assert frames.decompress(frame, None, Where("here")) == body


@given(body=bodies, data=st.data())
def test_a_part_of_a_frame_is_no_frame(body: bytes, data: st.DataObject) -> None:
    frame = frames.compress(body)
    assert length(frame[: data.draw(st.integers(0, len(frame) - 1))]) is None


@given(data=st.binary(max_size=200))
def test_other_bytes_are_no_frame_or_one_that_fits(data: bytes) -> None:
    for start in (b"", frames.DATA_MAGIC, dictionary.MAGIC):
        found = length(start + data)
        assert found is None or found <= len(start + data)


def test_frames_without_checksum_or_size_are_not_of_our_form() -> None:
    parameter = zstd.CompressionParameter
    for options in ({parameter.checksum_flag: 0}, {parameter.checksum_flag: 1, parameter.content_size_flag: 0}):
        assert length(zstd.compress(b"members" * 100, options=options)) is None


@given(record=st.binary(min_size=256, max_size=9000) | st.binary(min_size=1, max_size=20).map(lambda part: part * 400))
def test_any_record_can_be_the_dictionary_of_those_behind_it(record: bytes) -> None:
    made = dictionary.make(record)
    frame = dictionary.frame(made)
    assert length(frame) == len(frame)
    again = dictionary.load(frame, Where("here"))
    assert (again.dict_content, again.dict_id) == (made.dict_content, made.dict_id)
    later = frames.compress(record + b"!", made)
    assert frames.decompress(later, again, Where("here")) == record + b"!"
    with pytest.raises(DamagedRecord):
        frames.decompress(later, None, Where("here"))


def test_a_dictionary_stored_plain_is_read_too() -> None:
    content = dictionary.make(b"There are 40 of them." * 30).dict_content
    frame = dictionary.MAGIC + len(content).to_bytes(4, "little") + content
    assert dictionary.load(frame, Where("here")).dict_content == content


@pytest.mark.parametrize("content", [b"", b"raw content", frames.compress(b"raw content" * 40)])
def test_a_dictionary_of_raw_content_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedRecord, match="RFC 8878"):
        dictionary.load(dictionary.MAGIC + len(content).to_bytes(4, "little") + content, Where("here"))
