"""Other programs read our segments, and see the same records in the same places."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from bench.archive import answer_with
from monitor.archive import Archive
from monitor.archive.frames import DATA_MAGIC, zstd
from monitor.model import Answer, Place

WARCINFO, RESPONSE, METADATA, CONVERSION = 2, 4, 32, 128  # FastWARC's numbers


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
