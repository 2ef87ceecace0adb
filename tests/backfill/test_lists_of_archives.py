"""Lists and captures of web archives are read by pure functions, which no bytes can upset."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.backfill.cdx import Listing, listing
from monitor.backfill.endpoints import endpoints
from monitor.backfill.listed import Listed, chosen, same_page, stamp, time_of
from monitor.backfill.memento import leads_to, memento_time, originals, raw_address, timemap
from monitor.errors import ForeignArchiveError, UsageError

AT = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = "http://example.org/page"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("20200102030405"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["url", "timestamp", "a"]), inner),
    max_leaves=12,
)


@given(st.binary(max_size=400) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_list_or_none(body: bytes) -> None:
    with suppress(ForeignArchiveError):
        assert isinstance(listing(body), Listing)


@given(st.text(alphabet='<>;,="\\ \n\trelmntdai/:0123456789', max_size=300))
def test_any_text_is_a_timemap_or_none(text: str) -> None:
    timemap(text, PAGE, "http://archive.example/timemap/link/")


@given(st.text(max_size=60))
def test_any_text_is_an_address_of_an_archive_or_none(text: str) -> None:
    for named in (text, f"http://{text}", f"https://archive.example/{text}"):
        with suppress(UsageError):
            assert endpoints(named)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_in_fourteen_digits_is_that_time(at: datetime) -> None:
    assert time_of(stamp(at)) == at.replace(microsecond=0)


@pytest.mark.parametrize(
    "digits", ["", "2020", "99999999999999", "20200230000000", "2020010203040", "２０２００１０２０３０４０５"]
)
def test_what_is_no_time_is_none(digits: str) -> None:
    assert time_of(digits) is None


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("https://web.archive.org", ("wayback", "https://web.archive.org/cdx/search/cdx", "https://web.archive.org/web/")),
        ("https://web.archive.org/web/", ("wayback", "https://web.archive.org/cdx/search/cdx", "https://web.archive.org/web/")),
        ("https://web.archive.org/cdx/search/cdx?url=x", ("wayback", "https://web.archive.org/cdx/search/cdx", "https://web.archive.org/web/")),
        ("HTTP://a.example:8080/c/", ("pywb", "http://a.example:8080/c/cdx", "http://a.example:8080/c/")),
        ("http://a.example/c/cdx", ("pywb", "http://a.example/c/cdx", "http://a.example/c/")),
        ("http://a.example/c/timemap/link/http://x.example/", ("timemap", "http://a.example/c/timemap/link/", "http://a.example/c/")),
    ],
)  # fmt: skip
def test_how_an_archive_wants_to_be_asked_follows_from_its_address(named: str, asked: tuple[str, str, str]) -> None:
    first = endpoints(named)[0]
    assert (first.kind, first.address, first.replay) == asked


def test_a_capture_is_named_by_its_time_and_its_url() -> None:
    row = Listed(AT, "http://example.org/a?b=c#d")
    replay = "https://archive.example/web/"
    assert raw_address(replay, row) == f"{replay}20200102030405id_/http://example.org/a?b=c%23d"
    assert leads_to(f"{replay}20200102030405id_/http:/example.org/a?b=c", replay) == Listed(
        AT, "http://example.org/a?b=c"
    )
    for other in (f"{replay}2020id_/http://x/", "https://archive.example/20200102030405id_/http://x/", replay, "x"):
        assert leads_to(other, replay) is None


def test_one_page_is_written_in_many_ways() -> None:
    for other in ("https://www.EXAMPLE.org:443/page/", "http://example.org:80/page", "http://example.org/p%61ge#top"):
        assert same_page(PAGE, other)
    for other in ("http://example.org/page?x=1", "http://example.org/pages", "http://example.com/page", "", "http://["):
        assert not same_page(PAGE, other)


def test_neighbours_with_one_digest_are_one_and_later_ones_are_not() -> None:
    rows = [Listed(AT.replace(day=day), PAGE, digest) for day, digest in enumerate("AABAA-", start=1)]
    kept = chosen(reversed(rows), PAGE, since=None, until=None, collapse="digest", now=NOW)
    assert [(row.at.day, row.digest) for row in kept] == [(1, "A"), (3, "B"), (4, "A"), (6, "-")]


def test_the_headers_of_the_site_are_told_from_those_of_the_archive() -> None:
    theirs: Any = [("X-Archive-Orig-Server", "x"), ("X-Archive-Orig-Date", "then"), ("Content-Type", "text/html")]
    assert originals((*theirs, ("Server", "nginx"), ("X-App", "1")), marked=True) == (
        ("Server", "x"),
        ("Date", "then"),
        ("Content-Type", "text/html"),
    )
    both = (*theirs, ("Link", "theirs"), ("Memento-Datetime", "theirs"), ("Link", "ours"), ("Memento-Datetime", "ours"))
    assert originals((*both, ("Date", "now"), ("Transfer-Encoding", "chunked")), marked=False) == (
        ("Server", "x"),
        ("Date", "then"),
        ("Content-Type", "text/html"),
        ("Link", "theirs"),
        ("Memento-Datetime", "theirs"),
    )


def test_the_archives_own_word_on_the_time_is_the_last() -> None:
    theirs, ours = (
        ("Memento-Datetime", "Thu, 02 Jan 2010 00:00:00 GMT"),
        ("memento-datetime", "Thu, 02 Jan 2020 03:04:05 GMT"),
    )
    assert memento_time((theirs, ours)) == AT
    assert memento_time(()) is None
    assert memento_time((("Memento-Datetime", "soon"),)) is None
