"""A body is decoded to its very end, and within its budget."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchError, TooLarge, Truncated
from monitor.fetch.decoding import decoded

MIB = 1024 * 1024


def bare(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


@given(st.binary(max_size=300_000), st.sampled_from(["gzip", "x-gzip", "GZIP", "deflate", "identity", "", " , gzip ,"]))
def test_what_was_encoded_comes_back(data: bytes, coding: str) -> None:
    wire = gzip.compress(data) if "gzip" in coding.lower() else zlib.compress(data) if coding == "deflate" else data
    assert decoded(wire, coding, MIB) == data


def test_deflate_without_the_zlib_head_is_read_too() -> None:
    assert decoded(bare(b"members " * 100), "deflate", MIB) == b"members " * 100


def test_all_members_of_a_gzip_body_are_read_and_padding_after_them_is_not() -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two")
    assert decoded(body, "gzip", MIB) == b"one two"
    assert decoded(body + b"\0" * 512, "gzip", MIB) == b"one two"


def test_chained_encodings_are_undone_from_the_last_to_the_first() -> None:
    assert decoded(gzip.compress(zlib.compress(b"page")), "deflate, gzip", MIB) == b"page"
    assert decoded(gzip.compress(gzip.compress(b"page")), "gzip, identity, gzip", MIB) == b"page"


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_a_gzip_body_that_ends_early_is_truncated_wherever_it_was_cut(data: bytes, draw: st.DataObject) -> None:
    whole = gzip.compress(data)
    cut = draw.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(Truncated):
        decoded(whole[:cut], "gzip", MIB)


def test_a_second_member_that_ends_early_is_truncated_too() -> None:
    second = gzip.compress(b"two")
    for cut in range(2, len(second)):
        with pytest.raises(Truncated):
            decoded(gzip.compress(b"one") + second[:cut], "gzip", MIB)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_damaged_bytes_are_truncated_and_never_a_page(coding: str) -> None:
    with pytest.raises(Truncated):
        decoded(b"<html>not compressed at all</html>", coding, MIB)
    wire = bytearray(gzip.compress(b"members " * 1000) if coding == "gzip" else zlib.compress(b"members " * 1000))
    wire[-6] ^= 0xFF
    with pytest.raises(Truncated):
        decoded(bytes(wire), coding, MIB)


def test_no_bytes_stay_no_bytes() -> None:
    assert decoded(b"", "gzip", MIB) == b""


def test_the_cap_holds_to_the_byte() -> None:
    for coding, encode in (("", bytes), ("gzip", gzip.compress), ("deflate", zlib.compress)):
        assert len(decoded(encode(b"x" * 1000), coding, 1000)) == 1000
        with pytest.raises(TooLarge):
            decoded(encode(b"x" * 1001), coding, 1000)


@pytest.mark.parametrize("times", [1, 2, 3, 5])
def test_a_bomb_is_stopped_within_the_budget_of_memory(times: int) -> None:
    body = bytes(64 * MIB)
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        decoded(body, ", ".join(["gzip"] * times), 4 * MIB)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * MIB


def test_a_million_empty_members_are_refused_at_once() -> None:
    started = time.monotonic()
    with pytest.raises(TooLarge, match="members"):
        decoded(gzip.compress(b"") * 200_000, "gzip", 16 * MIB)
    assert time.monotonic() - started < 2


def test_more_than_five_encodings_and_unknown_ones_are_errors() -> None:
    with pytest.raises(FetchError, match="6 times"):
        decoded(b"x", ",".join(["gzip"] * 6), MIB)
    for coding in ("br", "zstd", "compress", "évil"):
        with pytest.raises(FetchError, match="not asked for"):
            decoded(b"x", coding, MIB)
