from __future__ import annotations

import io
import subprocess
import sys
import tracemalloc
import zlib
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from monitor.archive import Archive, Archived
from monitor.archive.assembling import Records, content, goes_on, is_whole
from monitor.archive.parsing import is_part_of, parse
from monitor.archive.where import Where
from monitor.errors import ArchiveError, DamagedRecord
from monitor.export import choose, of_captures, write_warc
from monitor.model import Capture, Decision
from tests.export.lakeside import FIRST, URL, answer_on, kept_as


def exported(archive: Archive, source: str = "lakeside") -> bytes:
    out = io.BytesIO()
    write_warc(out, archive, choose(archive, [source]), source)
    return out.getvalue()


def members(data: bytes) -> list[bytes]:
    """What each gzip member holds."""
    found = []
    while data:
        inflate = zlib.decompressobj(wbits=31)
        found.append(inflate.decompress(data))
        assert inflate.eof
        data = inflate.unused_data
    return found


def imported(data: bytes, archive: Archive) -> None:
    """An importer as simple as it can be: each capture of an export into another archive."""
    begun: Records = ()
    source = ""
    for record in members(data):
        parsed = parse(record, Where("the export"))
        source = is_part_of(parsed) or source
        begun = (*begun, parsed) if goes_on(begun, parsed) else (parsed,)
        if parsed.kind != "warcinfo" and is_whole(begun):
            kept = content(begun, "the export")
            if isinstance(kept, Archived):
                archive.append(source, kept.answer(), kept.role, remarks=kept.remarks, imported=kept.imported)


def test_each_record_leaves_as_it_stands_in_a_member_of_its_own(archive: Archive, captured: dict[str, Capture]) -> None:
    warcinfo, *records = members(exported(archive))
    stood = [record for one in archive.found("lakeside") for record in archive.records("lakeside", one.place)]
    assert b"WARC-Type: warcinfo" in warcinfo
    assert b"isPartOf: lakeside" in warcinfo
    assert b"WARC-Filename: lakeside.warc.gz" in warcinfo
    assert [record.replace(b"urn:rendered:", b"") for record in records] == stood
    changed = [record for record, before in zip(records, stood, strict=True) if record != before]
    assert [parse(record, Where()).kind for record in changed] == ["conversion"]


def test_a_rendered_page_stands_at_an_address_of_its_own(archive: Archive, captured: dict[str, Capture]) -> None:
    found = [parse(record, Where()) for record in members(exported(archive))]
    (page,) = (record for record in found if record.kind == "conversion")
    assert page.fields["warc-target-uri"] == f"urn:rendered:{URL}"
    assert page.block == b"<h1>Made</h1>"
    shells = [record for record in found if record.block.endswith(b"<script>make()</script>")]
    assert [(one.kind, one.fields["warc-target-uri"]) for one in shells] == [("response", URL)]


def test_words_of_a_page_that_look_like_a_head_stay_as_they_are(archive: Archive) -> None:
    body = b"\r\n\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/\r\n"
    archive.append("lakeside", answer_on(0, body, shell=b"x"))
    *_, page = members(exported(archive))
    assert parse(page, Where()).block == body


def test_warcio_and_fastwarc_find_every_digest_right(
    archive: Archive, captured: dict[str, Capture], tmp_path: Path
) -> None:
    data = exported(archive)
    read = [record.content_stream().read() for record in ArchiveIterator(io.BytesIO(data), check_digests="raise")]
    assert len(read) == len(members(data))
    file = tmp_path / "lakeside.warc.gz"
    file.write_bytes(data)
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", str(file)], capture_output=True, text=True, timeout=60
    )
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr
    assert all(record.verify_block_digest() for record in FastIterator(io.BytesIO(data), parse_http=False))


def test_headers_stand_as_they_came(archive: Archive, captured: dict[str, Capture]) -> None:
    response = next(parse(record, Where()) for record in members(exported(archive)) if b"WARC-Type: response" in record)
    head, _, body = response.block.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 OK",
        b"Content-Type: text/html; charset=utf-8",
        "X-Town: Zürich".encode("latin-1"),
        b"X-Crawler-Content-Encoding: gzip",
        b"X-Crawler-X-Crawler-Note: ours?",
        f"Content-Length: {len(body)}".encode(),
    ]


def test_the_same_archive_gives_the_same_bytes(archive: Archive, captured: dict[str, Capture], tmp_path: Path) -> None:
    again = Archive(tmp_path / "again")
    imported(exported(archive), again)
    first, second = exported(archive), exported(archive)
    assert first == second
    assert exported(again) == exported(Archive(tmp_path / "again"))


def test_what_is_exported_and_imported_is_the_same_captures(
    archive: Archive, captured: dict[str, Capture], tmp_path: Path
) -> None:
    again = Archive(tmp_path / "again")
    imported(exported(archive), again)
    assert [kept for _, kept in again.walk("lakeside")] == [kept for _, kept in archive.walk("lakeside")]
    assert {one.capture for one in choose(again, ["lakeside"])} == {one.id for one in captured.values()}


BODIES = st.one_of(st.binary(max_size=200), st.text(max_size=80).map(str.encode))
VALUES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, blacklist_characters="\x7f"), max_size=20)
NAMES = st.sampled_from(["Content-Type", "Content-Encoding", "X-Crawler-X", "x-crawler-y", "ETag", "Content-Length"])
ANSWERS = st.builds(
    answer_on,
    st.integers(0, 400),
    BODIES,
    headers=st.lists(st.tuples(NAMES, VALUES), max_size=4).map(tuple),
    shell=st.one_of(st.none(), BODIES),
    status=st.sampled_from([200, 203, 404]),
    redirects=st.sampled_from([(), ((302, URL),)]),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_any_captures_survive_an_export_and_an_import(
    tmp_path_factory: pytest.TempPathFactory, answers: list[object]
) -> None:
    first, second = (Archive(tmp_path_factory.mktemp("archive")) for _ in range(2))
    for answer in answers:
        first.append("lakeside", answer)  # type: ignore[arg-type]  # hypothesis' `builds` says no type
    imported(exported(first), second)
    kept, again = ([kept for _, kept in each.walk("lakeside")] for each in (first, second))
    assert sorted(map(repr, again)) == sorted(map(repr, kept))  # which segment each goes to, the archive decides anew


def test_a_window_takes_what_was_captured_found_again_or_decided_in_it(
    archive: Archive, captured: dict[str, Capture]
) -> None:
    day = timedelta(days=1)
    chosen = choose(archive, ["lakeside"], since=FIRST + day, until=FIRST + 3 * day)
    assert [one.capture for one in chosen] == [captured["rendered"].id, captured["moved"].id]
    late = choose(archive, ["lakeside"], since=FIRST + 7 * day)
    assert [one.kind for one in late] == ["decision"]
    assert choose(archive, ["lakeside"], since=FIRST + 8 * day) == ()


def test_a_look_brings_the_capture_along_that_it_found_again(archive: Archive, captured: dict[str, Capture]) -> None:
    day = timedelta(days=1)
    chosen = choose(archive, ["lakeside"], since=FIRST + 4 * day, until=FIRST + 5 * day)
    assert [(one.kind, one.at) for one in chosen] == [("capture", FIRST), ("revisit", FIRST + 4 * day)]


def test_a_capture_that_is_to_be_redacted_stays(archive: Archive, captured: dict[str, Capture]) -> None:
    gone = captured["pdf"]
    told = {"capture": gone.id, "sha256": gone.sha256, "why": "asked for"}
    archive.decide("lakeside", Decision("redacted", FIRST + timedelta(days=9), told))
    chosen = choose(archive, ["lakeside"])
    assert gone.id not in {one.capture for one in chosen}
    assert sum(one.kind == "capture" for one in chosen) == len(captured) - 1


def test_captures_that_are_named_leave_alone(archive: Archive, captured: dict[str, Capture]) -> None:
    chosen = of_captures(archive, [captured["pdf"], captured["plain"], captured["pdf"]])
    assert [one.capture for one in chosen] == [captured["plain"].id, captured["pdf"].id]
    out = io.BytesIO()
    assert write_warc(out, archive, chosen, "two").records == len(members(out.getvalue())) == 3


def test_a_capture_that_is_not_where_it_was_put_is_an_error(archive: Archive, captured: dict[str, Capture]) -> None:
    plain, pdf = captured["plain"], captured["pdf"]
    wrong = kept_as("lakeside", answer_on(0, b"other"), plain.place)
    with pytest.raises(ArchiveError, match="other bytes"):
        of_captures(archive, [pdf, wrong])


def test_each_source_is_named_with_the_id_that_it_had(archive: Archive) -> None:
    archive.append("shore", answer_on(0, b"one"))
    archive.rename("shore", "coast")
    archive.append("coast", answer_on(1, b"%PDF-1.4", headers=()))
    archive.append("dunes", answer_on(2, b"two"))
    out = io.BytesIO()
    write_warc(out, archive, choose(archive, ["dunes", "coast", "dunes"]), "all")
    infos = [parse(record, Where()) for record in members(out.getvalue()) if b"WARC-Type: warcinfo" in record]
    assert [is_part_of(info) for info in infos][:1] == ["shore"]
    assert is_part_of(infos[-1]) == "dunes"
    assert len({info.fields["warc-record-id"] for info in infos}) == len(infos)
    assert {info.fields["warc-date"] for info in infos} == {"2026-11-03T06:00:00.123456Z"}


def test_a_damaged_record_is_told_and_the_rest_leaves(archive: Archive) -> None:
    places = [archive.append("lakeside", answer_on(day, f"<p>day {day}".encode())) for day in range(3)]
    (path,) = archive.segments("lakeside")
    data = bytearray(path.read_bytes())
    data[places[1].offset + places[1].length - 2] ^= 1
    path.write_bytes(data)
    told: list[DamagedRecord] = []
    chosen = choose(archive, ["lakeside"], damaged=told.append)
    assert [one.place for one in chosen] == [places[0], places[2]]
    assert [str(places[1].offset) in one.message and str(path) in one.message for one in told] == [True]
    with pytest.raises(DamagedRecord):
        choose(archive, ["lakeside"])


def test_large_captures_leave_one_at_a_time(archive: Archive, tmp_path: Path) -> None:
    random = Random(1)
    size = 1024 * 1024
    for day in range(16):
        archive.append("lakeside", answer_on(day, random.randbytes(size), headers=()))
    with (tmp_path / "large.warc.gz").open("wb") as out:
        tracemalloc.start()
        try:
            chosen = choose(archive, ["lakeside"])
            assert write_warc(out, archive, chosen, "large").bytes > 16 * size
            assert tracemalloc.get_traced_memory()[1] < 11 * size
        finally:
            tracemalloc.stop()
