"""Other programs read our segments, and see the same records in the same places."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.exceptions import ArchiveLoadFailed

from bench.archive import URL, answer_with, noisy_answers, page_versions
from monitor.archive import Archive
from monitor.archive.frames import DATA_MAGIC, zstd
from monitor.ids import capture_id
from monitor.model import Answer, Capture, Decision, Place

WARCINFO, RESPONSE, METADATA, REVISIT, CONVERSION = 2, 4, 32, 64, 128  # FastWARC's numbers
WIRE = "Réunion".encode().decode("latin-1")  # as a header's bytes come off the wire


@pytest.fixture
def kept(archive: Archive, answers: list[Answer]) -> list[tuple[Place, Answer]]:
    """Text with a redirect, with an empty reason and body and odd headers, a rendered page, an overview, two PDFs."""
    pdf = answer_with(b"%PDF-1.7\n" + bytes(range(256)) * 9, content_type="application/pdf")
    odd = replace(answers[3], reason="", body=b"", headers=(("X-Empty", ""), ("X-Title", "Réunion")))
    moved = replace(answers[2], redirects=((301, answers[2].final_url),), requested_url="http://forum.example/")
    rendered = replace(
        answers[5], shell=b"<div id=root></div>", headers=(("Content-Type", "text/html; charset=utf-8"),)
    )
    given = [answers[0], pdf, answers[1], moved, odd, rendered, replace(pdf, fetched_at=answers[4].fetched_at)]
    kept = [(archive.append("page", answer), answer) for answer in given]
    return [*kept, (archive.append("page", answers[6], role="overview"), answers[6])]


@pytest.fixture
def revisited(archive: Archive, answers: list[Answer]) -> list[tuple[Place, Answer, Capture]]:
    """Looks that found a plain and a rendered page again, one by its bytes and one by a 304, and a decision between."""
    found = []
    for first in (answers[0], replace(answers[1], shell=b"<div id=root></div>")):
        place = archive.append("page", first)
        capture = Capture(
            capture_id("page", first.fetched_at, first.sha256),
            *(
                "page",
                first.requested_url,
                first.final_url,
                (),
                first.fetched_at,
                200,
                first.sha256,
                "text/html",
                place,
            ),
            rendered=first.shell is not None,
        )
        later = replace(first, fetched_at=first.fetched_at + timedelta(days=9), headers=(("X-Title", WIRE),))
        unmodified = replace(later, status=304, reason="Not Modified", body=b"", shell=None, redirects=((301, URL),))
        found += [(archive.revisit("page", one, capture), one, capture) for one in (later, unmodified)]
        archive.decide("page", Decision("crowded", later.fetched_at, {"capture": capture.id, "others": 3, "of": "é"}))
    return found


def came(answer: Answer) -> bytes:
    """The body as the server sent it."""
    return answer.body if answer.shell is None else answer.shell


def decompressed(path: Path) -> bytes:
    """The WARC file inside a segment, by nothing but the format's description and zstd."""
    data, dictionary = path.read_bytes(), None
    if not data.startswith(DATA_MAGIC):
        size = int.from_bytes(data[4:8], "little")
        dictionary = zstd.ZstdDict(zstd.decompress(data[8 : 8 + size]))
        data = data[8 + size :]
    return zstd.decompress(data, zstd_dict=dictionary)


def test_fastwarc_finds_every_record_in_its_place_with_its_digests(
    archive: Archive, kept: list[tuple[Place, Answer]]
) -> None:
    assert {path.name for path in archive.segments("page")} == {place.segment for place, _ in kept}
    for path in archive.segments("page"):
        seen = [(int(record.record_type), record.stream_pos) for record in ArchiveIterator(str(path), parse_http=False)]
        here = [(place, answer) for place, answer in kept if place.segment == path.name]
        assert seen[0][0] == WARCINFO
        assert [kind for kind, _ in seen].count(WARCINFO) == 1
        assert [kind for kind, _ in seen].count(RESPONSE) == len(here)
        assert [kind for kind, _ in seen].count(CONVERSION) == sum(answer.shell is not None for _, answer in here)
        described = sum(
            bool(answer.redirects) or answer.shell is not None or place == kept[-1][0] for place, answer in here
        )
        assert [kind for kind, _ in seen].count(METADATA) == described
        firsts = [
            at
            for (before, _), (kind, at) in pairwise(seen)
            if kind == METADATA or (kind == RESPONSE and before != METADATA)
        ]
        assert firsts == [place.offset for place, _ in here]
        assert all(record.verify_block_digest() for record in ArchiveIterator(str(path), parse_http=False))
        responses = ArchiveIterator(str(path), record_types=RESPONSE)
        for record, (_, answer) in zip(responses, here, strict=True):
            assert record.verify_payload_digest()
            assert record.headers["WARC-Payload-Digest"] == f"sha256:{sha256(came(answer)).hexdigest()}"
            assert record.headers["WARC-Target-URI"] == answer.final_url
            assert record.record_date == answer.fetched_at
            assert record.http_headers.status_code == answer.status
            assert record.reader.read() == came(answer)


def test_fastwarc_finds_the_rendered_page_behind_its_response(
    archive: Archive, kept: list[tuple[Place, Answer]]
) -> None:
    path = archive.segments("page")[0]
    responses = {record.headers["WARC-Record-ID"] for record in ArchiveIterator(str(path), record_types=RESPONSE)}
    ((_, answer),) = [(place, answer) for place, answer in kept if answer.shell is not None]
    seen = 0
    for record in ArchiveIterator(str(path), record_types=CONVERSION):
        seen += 1
        assert record.verify_block_digest()
        assert record.headers["WARC-Refers-To"] in responses
        assert record.headers["WARC-Payload-Digest"] == f"sha256:{answer.sha256}"
        assert record.headers["WARC-Target-URI"] == answer.final_url
        assert record.headers["Content-Type"] == "text/html; charset=utf-8"
        assert record.record_date == answer.fetched_at
        assert record.reader.read() == answer.body
    assert seen == 1


def test_fastwarc_reads_revisits_and_decisions_in_their_places(
    archive: Archive, revisited: list[tuple[Place, Answer, Capture]]
) -> None:
    (path,) = archive.segments("page")
    kinds = [int(record.record_type) for record in ArchiveIterator(str(path))]
    look = [REVISIT, METADATA, REVISIT, METADATA]  # the second with how it was redirected; a decision
    assert kinds == [WARCINFO, RESPONSE, *look, METADATA, RESPONSE, CONVERSION, *look]
    ids = {
        record.headers["WARC-Payload-Digest"]: record.headers["WARC-Record-ID"]
        for record in ArchiveIterator(str(path), record_types=CONVERSION)
    }
    for record, (place, answer, capture) in zip(
        ArchiveIterator(str(path), record_types=REVISIT), revisited, strict=True
    ):
        assert place.offset <= record.stream_pos < place.offset + place.length
        assert record.http_headers.status_code == answer.status
        assert record.http_headers["X-Title"] == WIRE
        assert record.record_date == answer.fetched_at
        headers = record.headers
        assert headers["WARC-Payload-Digest"] == f"sha256:{capture.sha256}"
        assert headers["WARC-Refers-To-Target-URI"] == capture.final_url
        assert datetime.fromisoformat(headers["WARC-Refers-To-Date"]) == capture.fetched_at
        assert headers["WARC-Profile"].endswith(
            "server-not-modified" if answer.status == 304 else "identical-payload-digest"
        )
        assert headers.get("WARC-Refers-To") == (ids[headers["WARC-Payload-Digest"]] if capture.rendered else None)
        assert record.reader.read() == b""
    assert all(record.verify_block_digest() for record in ArchiveIterator(str(path), parse_http=False))


def test_warcio_reads_revisits_and_decisions(archive: Archive, revisited: list[tuple[Place, Answer, Capture]]) -> None:
    (path,) = archive.segments("page")
    seen = []
    for record in WarcioIterator(io.BytesIO(decompressed(path)), check_digests="raise"):
        body = record.content_stream().read()
        if record.rec_type == "revisit":
            assert record.http_headers.get_header("X-Title") == "Réunion"
            assert body == b""
            seen.append(int(record.http_headers.get_statuscode()))
    assert seen == [answer.status for _, answer, _ in revisited]


def test_every_kind_of_segment_is_read_by_fastwarc(archive: Archive, answers: list[Answer]) -> None:
    pdf = answer_with(b"%PDF-1.7\n" + bytes(range(256)), 30, "application/pdf")
    large = answer_with(b"<p>members</p>" * 80_000, 31)
    others = noisy_answers(page_versions(6, seed=9, redesigned_at=0))
    given = [answers[0], pdf, large, *others]
    places = [archive.append("page", answer) for answer in given]
    page, files, redesigned = (path.name for path in archive.segments("page"))
    assert [places[at].segment for at in (0, 1, 2, -1)] == [page, files, files, redesigned]
    found = {
        (path.name, record.stream_pos): (record.verify_payload_digest(), record.reader.read())
        for path in archive.segments("page")
        for record in ArchiveIterator(str(path), record_types=RESPONSE)
    }
    assert found == {
        (place.segment, place.offset): (True, answer.body) for place, answer in zip(places, given, strict=True)
    }


def test_the_payload_digest_of_a_rendered_page_is_proved_by_warcio_for_fastwarc_proves_those_of_http_alone(
    archive: Archive, answers: list[Answer]
) -> None:
    archive.append("page", replace(answers[0], shell=b"<div id=root></div>"))
    (path,) = archive.segments("page")
    for page in ArchiveIterator(str(path), record_types=CONVERSION):
        assert not page.is_http
        assert not page.verify_payload_digest()
        assert page.verify_block_digest()
        assert page.headers["WARC-Payload-Digest"] == page.headers["WARC-Block-Digest"]

    def payloads(data: bytes) -> list[bytes]:
        return [record.content_stream().read() for record in WarcioIterator(io.BytesIO(data), check_digests="raise")]

    told = f"Payload-Digest: sha256:{answers[0].sha256}".encode()
    assert payloads(decompressed(path))[-1] == answers[0].body
    with pytest.raises(ArchiveLoadFailed, match="payload digest failed"):
        payloads(decompressed(path).replace(told, told[:-64] + b"0" * 64))


def test_warcio_reads_the_decompressed_stream_and_agrees_with_every_digest(
    archive: Archive, kept: list[tuple[Place, Answer]]
) -> None:
    for path in archive.segments("page"):
        bodies = []
        for record in WarcioIterator(io.BytesIO(decompressed(path)), check_digests="raise"):
            body = record.content_stream().read()
            assert record.digest_checker.passed
            if record.rec_type == "response":
                bodies.append(body)
        assert bodies == [came(answer) for place, answer in kept if place.segment == path.name]


@pytest.mark.skipif(shutil.which("zstd") is None, reason="the zstd program is not installed")
def test_the_zstd_program_reads_a_segment_as_the_readme_of_snapshots_says(
    archive: Archive, kept: list[tuple[Place, Answer]], repository: Path
) -> None:
    text = (repository / "snapshots" / "README.md").read_text()
    commands = [line.strip() for line in text.splitlines() if line.startswith("    ") and "zstd " in line]
    assert len(commands) == 3
    for name, script in (("0001.warc.zst", commands[:2]), ("0002.warc.zst", commands[2:])):
        script = [line.replace("/tmp/", "") for line in script]
        done = subprocess.run(
            "\n".join(script), shell=True, cwd=archive.folder / "page", capture_output=True, check=True
        )
        assert done.stdout == decompressed(archive.folder / "page" / name)


@pytest.mark.skipif(shutil.which("zstd") is None, reason="the zstd program is not installed")
def test_the_zstd_program_sees_checksums_dictionary_and_every_frame(
    archive: Archive, kept: list[tuple[Place, Answer]]
) -> None:
    for path in archive.segments("page"):
        told = subprocess.run(["zstd", "-lv", str(path)], capture_output=True, check=True, text=True)
        said = dict(line.removeprefix("# ").split(": ", 1) for line in told.stdout.splitlines() if ": " in line)
        assert said["Check"].startswith("XXH64")
        records = sum(1 for _ in ArchiveIterator(str(path), parse_http=False))
        assert int(said["Zstandard Frames"]) == records
        with_dictionary = not path.read_bytes().startswith(DATA_MAGIC)
        assert int(said.get("Skippable Frames", "0")) == with_dictionary
        assert (int(said["DictID"]) > 0) is with_dictionary


def test_every_frame_has_what_the_format_demands(archive: Archive, kept: list[tuple[Place, Answer]]) -> None:
    for path in archive.segments("page"):
        data = path.read_bytes()
        dictionary_id, offset = 0, 0
        if not data.startswith(DATA_MAGIC):
            assert data[:4] == bytes.fromhex("5d2a4d18")
            offset = 8 + int.from_bytes(data[4:8], "little")
            assert zstd.get_frame_info(data[8:]).decompressed_size
            assert data[8 + 4] & 4  # its checksum flag
            content = zstd.decompress(data[8:offset])
            assert content[:4] == bytes.fromhex("37a430ec")
            dictionary_id = zstd.ZstdDict(content).dict_id
            assert (path.with_name(path.name.replace("warc.zst", "dict"))).read_bytes() == data[:offset]
        while offset < len(data):
            info = zstd.get_frame_info(data[offset:])
            assert info.decompressed_size is not None
            assert info.dictionary_id == dictionary_id
            assert data[offset + 4] & 4
            offset += zstd.get_frame_size(data[offset:])
