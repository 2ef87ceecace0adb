"""Hostile bytes: no reader crashes, and none takes longer than its input is long. `make fuzz` does more of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.extremes import PAGES, UNITS, repeated
from tests.fuzz.readers import DOCUMENTS, READERS, seeds

SLOW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = tuple(name for name in READERS if name not in DOCUMENTS)
SEEDS = {name: tuple(seeds(name)) for name in READERS}
LIMIT = 5.0  # seconds of the processor for any one input


@st.composite
def mutated(draw: st.DrawFn, name: str) -> bytes:
    """A seed with some stretches lost, doubled or overwritten."""
    body = draw(st.sampled_from(SEEDS[name])) if SEEDS[name] else b""
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(body)))
        to = at + draw(st.integers(0, 200))
        new = draw(st.one_of(st.binary(max_size=8), st.just(body[at:to] * 2), st.just(b"")))
        body = body[:at] + new + body[to:]
    return body


@pytest.mark.parametrize("name", READERS)
def test_a_mutated_page_or_line_is_read_or_refused(name: str) -> None:
    @SLOW
    @given(st.one_of(mutated(name), st.binary(max_size=300)))
    def reads(body: bytes) -> None:
        READERS[name](body)

    reads()


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_takes_no_longer_than_it_is_long(name: str, unit: str) -> None:
    READERS[name](repeated(unit, 100).encode())
    begun = time.process_time()
    READERS[name](repeated(unit, 10_000).encode())
    assert time.process_time() - begun < LIMIT


@pytest.mark.parametrize("page", ["100 000 nested div", "100 000 nested b", "40 000 attributes", "open tags", "spans"])
def test_a_page_of_extremes_is_read_or_refused_in_time(page: str) -> None:
    begun = time.process_time()
    READERS["mechanism-page"](PAGES[page]())
    assert time.process_time() - begun < LIMIT


def test_a_line_of_a_megabyte_is_read_or_refused_in_time() -> None:
    begun = time.process_time()
    READERS["mechanism-page"](repeated("listed", 1_000_000).encode())
    assert time.process_time() - begun < LIMIT
