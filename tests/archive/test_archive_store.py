"""What is kept comes back as it was, and a later version costs little."""

from __future__ import annotations

import os
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.archive import answer_with, page_versions
from monitor.archive import Archive, Archived
from monitor.archive.assembling import answer as answer_of
from monitor.archive.parsing import parse
from monitor.archive.records import capture
from monitor.archive.store import is_text
from monitor.archive.where import Where
from monitor.errors import ArchiveError, DamagedRecord
from monitor.model import Answer, Place


def same(found: Archived, given: Answer) -> bool:
    """Whether the archive gives back what it was given."""
    return (
        found.target_uri == given.final_url
        and found.requested_url == given.requested_url
        and found.redirects == given.redirects
        and found.fetched_at == given.fetched_at
        and (found.status, found.reason, found.headers) == (given.status, given.reason, given.headers)
        and (found.body, found.sha256, found.media_type) == (given.body, given.sha256, given.media_type)
    )


def redirected(answer: Answer) -> Answer:
    return replace(
        answer,
        requested_url="http://forum.example/",
        redirects=((301, "https://forum.example/"), (302, answer.final_url)),
    )


def test_every_version_comes_back_as_it_was(archive: Archive, answers: list[Answer]) -> None:
    kept = [(archive.append("page", answer), answer) for answer in answers]
    assert all(same(archive.read("page", place), answer) for place, answer in kept)
    assert [place for place, _ in archive.walk("page")] == [place for place, _ in kept]
    assert all(same(found, answer) for (_, found), (_, answer) in zip(archive.walk("page"), kept, strict=True))


def test_a_later_version_of_a_page_costs_a_few_hundred_bytes(archive: Archive) -> None:
    pages = page_versions(30, seed=3)
    costs = [archive.append("page", answer_with(page, day)).length for day, page in enumerate(pages)][1:]
    assert min(len(page) for page in pages) > 55_000
    assert sum(costs) / len(costs) < 700
    # The same page with another id and date.
    again = archive.append("other", answer_with(pages[0])), archive.append("other", answer_with(pages[0], 1))
    assert again[1].length < 200


def test_the_first_version_is_no_larger_than_its_dictionary_and_a_little(
    archive: Archive, answers: list[Answer]
) -> None:
    archive.append("page", answers[0])
    (path,) = archive.segments("page")
    assert path.stat().st_size - path.with_name("0001.dict").stat().st_size < 500


def test_the_way_over_redirects_is_kept(archive: Archive, answers: list[Answer]) -> None:
    given = [
        answers[0],
        redirected(answers[1]),
        answers[2],
        replace(answers[3], requested_url="https://forum.example/m"),
    ]
    places = [archive.append("page", answer) for answer in given]
    assert all(same(archive.read("page", place), answer) for place, answer in zip(places, given, strict=True))
    assert [(place, found.redirects) for place, found in archive.walk("page")] == [
        (place, answer.redirects) for place, answer in zip(places, given, strict=True)
    ]


def test_the_first_answer_of_a_source_may_be_a_redirected_one(archive: Archive, answers: list[Answer]) -> None:
    place = archive.append("page", redirected(answers[0]))
    assert same(archive.read("page", place), redirected(answers[0]))
    assert [found for found, _ in archive.walk("page")] == [place]


def test_a_response_without_its_metadata_record_is_not_taken_for_one_that_was_not_redirected(
    answers: list[Answer],
) -> None:
    metadata, response = capture(redirected(answers[0]))
    with pytest.raises(DamagedRecord):
        answer_of((parse(response, Where("here")),), Where("here"))
    other, _ = capture(redirected(answers[1]))
    with pytest.raises(DamagedRecord):
        answer_of((parse(other, Where("here")), parse(response, Where("here"))), Where("here"))
    assert answer_of((parse(metadata, Where("here")), parse(response, Where("here"))), Where("here")).redirects


def test_the_same_answer_gives_the_same_bytes(tmp_path: Path, answers: list[Answer]) -> None:
    written = []
    for name in ("one", "two"):
        archive = Archive(tmp_path / name)
        for answer in (answers[0], redirected(answers[1])):
            archive.append("page", answer)
        written.append([path.read_bytes() for path in sorted((tmp_path / name / "page").iterdir())])
    assert written[0] == written[1]


def test_binary_and_large_bodies_go_to_a_segment_without_a_dictionary(archive: Archive, answers: list[Answer]) -> None:
    pdf = answer_with(b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", content_type="application/pdf")
    large = answer_with(b"<p>members</p>" * 80_000)
    given = [
        answers[0],
        pdf,
        answers[1],
        large,
        replace(pdf, fetched_at=pdf.fetched_at + timedelta(days=1)),
        answers[2],
    ]
    places = [archive.append("page", answer) for answer in given]
    assert [place.segment for place in places] == [f"000{n}.warc.zst" for n in (1, 2, 1, 2, 2, 1)]
    assert all(same(archive.read("page", place), answer) for place, answer in zip(places, given, strict=True))
    assert [path.name for path in sorted(archive.segments("page")[0].parent.iterdir())] == [
        "0001.dict",
        "0001.warc.zst",
        "0002.warc.zst",
    ]
    assert archive.segments("page")[1].read_bytes()[:4] == b"\x28\xb5\x2f\xfd"


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/html; charset=utf-8", b"<p>", True),
        ("application/xhtml+xml", b"<p>", True),
        ("application/json", b"{}", True),
        ("", b"plain", True),
        ("application/pdf", b"%PDF-1.4", False),
        ("text/html", b"%PDF-1.4 with the wrong label", False),
        ("text/plain", b"\x00\x01", False),
        ("image/png", b"\x89PNG", False),
    ],
)
def test_text_is_known_by_its_type_and_its_first_bytes(content_type: str, body: bytes, text: bool) -> None:
    assert is_text(answer_with(body, content_type=content_type)) is text


header_names = st.from_regex(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,20}", fullmatch=True) | st.sampled_from(
    ["Content-Encoding", "content-length", "Transfer-Encoding", "X-Crawler-Content-Length", "x-crawler-x-crawler-y"]
)
latin = st.characters(max_codepoint=255, exclude_characters="\r\n\0")
header_values = st.text(latin).map(lambda text: text.strip(" \t"))


@given(
    body=st.binary(max_size=3000),
    headers=st.lists(st.tuples(header_names, header_values), max_size=6).map(tuple),
    reason=header_values,
    status=st.integers(100, 999),
    fetched_at=st.datetimes(min_value=datetime(2001, 1, 1), timezones=st.just(UTC)),
)
def test_any_answer_comes_back_to_the_byte(
    body: bytes, headers: tuple[tuple[str, str], ...], reason: str, status: int, fetched_at: datetime
) -> None:
    given_answer = replace(
        answer_with(body), headers=headers, reason=reason, status=status, fetched_at=fetched_at, address=None
    )
    (record,) = capture(given_answer)
    assert same(answer_of((parse(record, Where("here")),), Where("here")), given_answer)


def test_header_bytes_outside_ascii_stand_as_they_came(answers: list[Answer]) -> None:
    wire = "Réunion à Malte".encode().decode("latin-1")
    (record,) = capture(replace(answers[0], headers=(("X-Title", wire), ("Content-Type", "text/html"))))
    assert "X-Title: Réunion à Malte\r\n".encode() in record


def test_a_header_value_cannot_begin_another_header(answers: list[Answer]) -> None:
    hostile = replace(answers[0], headers=(("X-A", "1\r\nContent-Length: 0\r\n\r\n\x00"),), reason="OK\r\nX-B: 2")
    (record,) = capture(hostile)
    found = answer_of((parse(record, Where("here")),), Where("here"))
    assert [name for name, _ in found.headers] == ["X-A"]
    assert found.reason == "OK  X-B: 2"
    assert found.body == hostile.body


@pytest.mark.parametrize(
    "change",
    [
        {"status": None},
        {"final_url": "https://forum.example/a\r\nWARC-Type: warcinfo"},
        {"final_url": "https://forum.example/a b"},
        {"final_url": "file:///etc/hosts"},
        {"requested_url": "https://forum.example/\u2028"},
        {"redirects": ((301, "https://forum.example/a\nredirect: 302 https://other.example/"),)},
        {"headers": (("Bad Name", "1"),)},
        {"headers": (("", "1"),)},
        {"headers": (("X-A", "Ю"),)},
        {"fetched_at": datetime(2026, 1, 1)},
    ],
)
def test_what_no_record_can_hold_is_refused_and_nothing_is_written(
    archive: Archive, answers: list[Answer], change: dict[str, object]
) -> None:
    with pytest.raises(ArchiveError):
        archive.append("page", replace(answers[0], **change))
    assert archive.segments("page") == ()


def test_times_are_kept_to_the_microsecond_in_utc(archive: Archive, answers: list[Answer]) -> None:
    there = datetime(2026, 3, 1, 1, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    found = archive.read("page", archive.append("page", replace(answers[0], fetched_at=there)))
    assert found.fetched_at == there
    assert found.fetched_at.isoformat() == "2026-02-28T23:30:00.123456+00:00"


@pytest.mark.parametrize(("verdict", "truncated"), [(None, ""), ("truncated", "disconnect"), ("too-large", "length")])
def test_a_body_that_is_not_whole_says_so(
    archive: Archive, answers: list[Answer], verdict: str | None, truncated: str
) -> None:
    place = archive.append("page", replace(answers[0], verdict=verdict))
    assert archive.read("page", place).truncated == truncated


@pytest.mark.parametrize("source", ["", "..", "a/b", "Ä", "A", "-a", "a" * 65, "a\n", "a.b"])
def test_a_source_id_is_a_folder_name_and_nothing_else(archive: Archive, answers: list[Answer], source: str) -> None:
    with pytest.raises(ArchiveError):
        archive.append(source, answers[0])
    with pytest.raises(ArchiveError):
        archive.segments(source)
    with pytest.raises(ArchiveError):
        archive.read(source, Place("0001.warc.zst", 0, 10))
    assert not archive.folder.exists()


def test_a_place_leads_to_a_segment_of_its_source_and_nowhere_else(archive: Archive, answers: list[Answer]) -> None:
    place = archive.append("page", answers[0])
    archive.append("other", answers[1])
    with pytest.raises(ArchiveError, match="no name of a segment"):
        archive.read("page", replace(place, segment="../other/0001.warc.zst"))
    with pytest.raises(ArchiveError, match="no such segment"):
        archive.read("page", replace(place, segment="0002.warc.zst"))


def test_a_place_is_the_whole_frame_or_nothing(archive: Archive, answers: list[Answer]) -> None:
    places = [archive.append("page", answer) for answer in answers[:3]]
    for wrong in (
        replace(places[1], length=places[1].length - 1),
        replace(places[1], length=places[1].length + 1),
        replace(places[1], offset=places[1].offset + 1),
        replace(places[1], length=places[1].length + places[2].length),
        replace(places[2], length=places[2].length + 10),
        replace(places[2], offset=10**9),
        replace(places[1], offset=0),
        replace(places[1], length=0),
    ):
        with pytest.raises(DamagedRecord):
            archive.read("page", wrong)


def test_reading_a_version_touches_its_frame_and_the_dictionary_and_no_more(
    archive: Archive, answers: list[Answer]
) -> None:
    places = [archive.append("page", answer) for answer in answers[:3]]
    (path,) = archive.segments("page")
    os.truncate(path, 2**32)  # a hole: whoever read all of it would need 4 GiB
    tracemalloc.start()
    try:
        found = archive.read("page", places[1])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found.body == answers[1].body
    assert peak < 20 * len(found.body)


def test_an_unknown_source_has_no_segments(archive: Archive) -> None:
    assert archive.segments("page") == ()
    assert list(archive.walk("page")) == []
