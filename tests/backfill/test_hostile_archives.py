"""Files that were made to hurt: each ends in clear words, within bounds of memory, and nothing is written elsewhere."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from monitor.archive import dictionary
from monitor.archive.frames import zstd
from monitor.errors import ForeignArchiveError, UsageError
from tests.backfill.warcs_of_others import DAY, FIRST, NOW, URL, Monitor, Warc, body, members, raw

GZIPPED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
MIB = 1024 * 1024
GOOD = raw(FIRST, body("Hungary"))
OTHER = raw(FIRST + DAY, body("Poland"))

BOUNDED = """
import json, resource, sys
from pathlib import Path
from tests.backfill.warcs_of_others import FIRST, NOW, Monitor
from monitor.backfill.gathering import Asked, gather
from monitor.backfill.result import nobody
from monitor.backfill.spool import Spool
from monitor.errors import MonitorError

path = Path(sys.argv[1])
asked = Asked(("https://pages.example/budapest",), None, None, NOW, 16 * 1024 * 1024)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with Spool(path.parent) as spool:
    try:
        pages, counts = gather(path, asked, spool, nobody)
        told = {"pages": len(pages), "foreign": counts.foreign, "damaged": counts.damaged, "large": counts.too_large,
                "trouble": counts.trouble}
    except MonitorError as error:
        told = {"error": f"{type(error).__name__}: {error}"}
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
print(json.dumps({**told, "grown": grown}))
"""


def gathered(path: Path, most: int = 128 * MIB) -> dict[str, object]:
    """What a process of its own finds in a file; it may grow by `most` bytes."""
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    assert int(str(found["grown"])) < most, found
    return found


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def bundle(*entries: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, data in entries:
            file.writestr(name, data)
    return out.getvalue()


def test_names_in_a_bundle_are_never_paths(monitor: Monitor, tmp_path: Path) -> None:
    names = ["archive/../../../escaped.warc", "archive//etc/escaped.warc", "archive/C:\\escaped.warc"]
    data = bundle(
        *(
            (name, raw(FIRST + day * DAY, body(chair)))
            for day, (name, chair) in enumerate(zip(names, ("Hungary", "Poland", "Spain"), strict=True))
        )
    )
    result = monitor.take(data, name="evil.wacz")
    assert result.added == 3
    assert not [name for name in files_of(tmp_path) if "escaped" in name]
    assert not (tmp_path.parent / "escaped.warc").exists()
    written = files_of(monitor.folder / "snapshots")
    assert not [name for name in written if not re.fullmatch(r"budapest/\d{4}\.(warc\.zst|dict)", name)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"<html>no archive</html>", "is no web archive"),
        (b"filedesc://x.arc 0.0.0.0 20190501", "is an ARC file"),
        (gzip.compress(b"hello"), "no WARC record begins there"),
        (zstd.compress(b"hello"), "no WARC record begins there"),
        (b"PK\x03\x04" + b"\0" * 100, "is no zip file that can be read"),
        (bundle(("data.txt", b"hello")), "without WARC files"),
        (bundle(("archive/inner.wacz", bundle(("archive/a.warc", GOOD)))), "is no WARC file"),
        (dictionary.MAGIC + (9).to_bytes(4, "little") + b"no format", "its dictionary is damaged"),
        (dictionary.MAGIC + (2**31).to_bytes(4, "little") + b"\x37\xa4\x30\xec", "its dictionary is damaged"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_is_no_archive_is_refused_in_words(monitor: Monitor, data: bytes, words: str) -> None:
    with pytest.raises(ForeignArchiveError, match=words) as caught:
        monitor.take(data, name="x.warc.gz")
    assert caught.value.message.startswith("x.warc.gz")


def test_what_is_no_file_is_refused(monitor: Monitor, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    from monitor.backfill.files import opened

    for path in (fifo, tmp_path, Path("/dev/zero"), tmp_path / "nothing"):
        with pytest.raises(UsageError), opened(path):
            pass


def test_a_member_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with path.open("wb") as file:
        file.write(packer.compress(raw(FIRST, b"", url="https://else.example/", length="99999999999")[:-4]))
        for _ in range(400):
            file.write(packer.compress(bytes(MIB)))
        file.write(packer.flush())
    found = gathered(path)
    assert "stand for more than" in str(found["error"])


def test_a_body_that_inflates_without_end_is_told_as_too_large(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(300)) + packer.flush()
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(members(raw(FIRST, bomb, head=GZIPPED), OTHER))
    found = gathered(path)
    assert (found["large"], found["pages"]) == (1, 1)


def test_a_record_longer_than_the_bound_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "long.warc.gz"
    path.write_bytes(members(raw(FIRST, os.urandom(MIB) * 17), OTHER))
    found = gathered(path)
    assert (found["large"], found["pages"]) == (1, 1)


def test_a_frame_that_wants_too_much_memory_is_told(tmp_path: Path) -> None:
    parameter = zstd.CompressionParameter
    options = {parameter.window_log: 27, parameter.content_size_flag: 0}
    packer = zstd.ZstdCompressor(options=options)
    bomb = packer.compress(raw(FIRST, b"x")) + packer.flush()
    path = tmp_path / "window.warc.zst"
    path.write_bytes(zstd.compress(GOOD) + bomb + zstd.compress(OTHER))
    found = gathered(path, 64 * MIB)
    assert (found["pages"], found["damaged"]) == (2, 1)
    assert "too much memory" in str(found["trouble"])


def test_a_dictionary_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    packed = zstd.compress(bytes(300 * MIB))
    path = tmp_path / "dictionary.warc.zst"
    path.write_bytes(dictionary.MAGIC + len(packed).to_bytes(4, "little") + packed + zstd.compress(GOOD))
    assert "its dictionary is longer than" in str(gathered(path, 64 * MIB)["error"])


def test_an_entry_that_inflates_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("archive/a.warc", "w") as entry:
        entry.write(GOOD)
        for _ in range(300):
            entry.write(bytes(MIB))
    assert "stand for more than" in str(gathered(path)["error"])


def test_an_entry_that_says_it_is_shorter_than_it_is_ends_there(tmp_path: Path) -> None:
    path = tmp_path / "lies.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file, file.open("archive/a.warc", "w") as entry:
        entry.write(GOOD)
        for _ in range(300):
            entry.write(bytes(MIB))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", MIB)
    path.write_bytes(data)
    found = gathered(path)
    assert (found["pages"], found["damaged"]) == (1, 1)


def test_entries_that_share_bytes_are_refused(monitor: Monitor) -> None:
    data = bytearray(bundle(("archive/a.warc", GOOD), ("archive/b.warc", OTHER)))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    with pytest.raises(ForeignArchiveError, match="overlap"):
        monitor.take(bytes(data), name="x.wacz")


def test_an_entry_that_wants_a_password_is_refused(monitor: Monitor) -> None:
    data = bytearray(bundle(("archive/a.warc", GOOD)))
    for magic, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.rfind(magic) + flags] |= 1
    with pytest.raises(ForeignArchiveError, match="encrypted"):
        monitor.take(bytes(data), name="x.wacz")


def test_a_directory_without_end_is_refused(monitor: Monitor) -> None:
    data = bytearray(bundle(("archive/a.warc", GOOD)))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<L", 0x7FFFFFFF)
    with pytest.raises(ForeignArchiveError, match="list of entries"):
        monitor.take(bytes(data), name="x.wacz")


def test_an_entry_that_does_not_pass_its_checksum_is_told(monitor: Monitor) -> None:
    data = bundle(("archive/a.warc", GOOD + OTHER)).replace(b"Poland", b"Norway")
    result = monitor.take(data, name="x.wacz")
    assert (result.damaged > 0, result.failed) == (True, True)


@pytest.mark.parametrize("length", ["-1", "1" + "0" * 18, "9" * 400, "0x10", "", "3", "999999", "１２"])
def test_an_absurd_length_costs_one_record(monitor: Monitor, length: str) -> None:
    wrong = raw(FIRST + 2 * DAY, body("Spain"), length=length)
    if not length:
        wrong = wrong.replace(wrong[wrong.index(b"Content-Length") :].split(b"\r\n")[0] + b"\r\n", b"")
    for data, name in ((GOOD + wrong + OTHER, "x.warc"), (members(GOOD, wrong, OTHER), "x.warc.gz")):
        result = monitor.take(data, name=name)
        assert result.damaged == 1
        assert result.offered == 2, result
    assert len(monitor.archived) == 2


def test_named_fields_without_end_cost_one_record(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\nWARC-Type: response\r\nX: " + b"a" * (80 * MIB)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(members(GOOD, endless, OTHER))
    found = gathered(path, 32 * MIB)
    assert (found["pages"], found["damaged"]) == (2, 1)
    many = b"WARC/1.0\r\n" + b"A: b\r\n" * MIB + b"\r\n"
    path.write_bytes(members(GOOD, many, OTHER))
    assert gathered(path, 32 * MIB)["damaged"] == 1


def test_http_headers_without_end_cost_one_record(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(members(GOOD, raw(FIRST, b"", head=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * MIB + b"\r\n"), OTHER))
    found = gathered(path)
    assert (found["pages"], found["damaged"]) == (2, 1)


def test_ten_thousand_tiny_records_are_read(tmp_path: Path) -> None:
    path = tmp_path / "many.warc.gz"
    tiny = [raw(FIRST + n * DAY / 1000, b"<html>%d</html>" % (n % 7)) for n in range(10_000)]
    path.write_bytes(members(*tiny, *(raw(FIRST, b"", url=f"https://pages.example/{n}") for n in range(10_000))))
    begun = time.monotonic()
    found = gathered(path, 64 * MIB)
    assert (found["pages"], found["foreign"]) == (10_000, 10_000)
    assert time.monotonic() - begun < 60


def test_bytes_that_only_look_like_members_take_no_long_search(tmp_path: Path) -> None:
    path = tmp_path / "looks.warc.gz"
    path.write_bytes(members(GOOD) + b"\x1f\x8b\x08" * MIB)
    begun = time.monotonic()
    found = gathered(path, 64 * MIB)
    assert (found["pages"], found["damaged"]) == (1, 1)
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("name", ["members", "one member", "zstd", "plain"])
def test_of_a_torn_file_all_that_was_whole_is_taken(monitor: Monitor, name: str) -> None:
    noise = os.urandom(5000).hex().encode()
    last = raw(FIRST + 2 * DAY, b"<html>" + noise + b"</html>")
    match name:
        case "members":
            data = members(GOOD, OTHER, last)[:-2000]
        case "one member":
            data = gzip.compress(GOOD + OTHER + last)[:-2000]
        case "zstd":
            data = b"".join(map(zstd.compress, (GOOD, OTHER, last)))[:-2000]
        case _:
            data = (GOOD + OTHER + last)[:-2000]
    result = monitor.take(data, name="torn.warc.gz")
    assert (result.added, result.damaged, result.failed) == (2, 1, True)
    assert "torn.warc.gz, byte" in result.trouble[0]


def test_a_torn_tail_of_a_gzip_checksum_is_torn(monitor: Monitor) -> None:
    result = monitor.take(members(GOOD, OTHER)[:-4])
    assert (result.added, result.damaged) == (1, 1)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_a_flipped_bit_costs_one_record(monitor: Monitor, name: str) -> None:
    parts = [gzip.compress(one) if name == "gzip" else zstd_with_checksum(one) for one in (GOOD, OTHER)]
    third = raw(FIRST + 2 * DAY, body("Spain"))
    middle = bytearray(parts[1])
    middle[len(middle) // 2] ^= 0x10
    last = gzip.compress(third) if name == "gzip" else zstd_with_checksum(third)
    result = monitor.take(parts[0] + bytes(middle) + last, name="flipped")
    assert (result.added, result.damaged) == (2, 1)


def test_without_a_digest_nothing_in_a_member_that_fails_is_believed(monitor: Monitor) -> None:
    data = bytearray(gzip.compress(GOOD + OTHER, 0))
    at = data.find(b"Poland")
    data[at : at + 6] = b"Norway"
    result = monitor.take(bytes(data), name="flipped.warc.gz")
    assert (result.added, result.damaged >= 1) == (0, True)


def zstd_with_checksum(data: bytes) -> bytes:
    return zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1})


@pytest.mark.parametrize("field", ["WARC-Payload-Digest", "WARC-Block-Digest"])
@pytest.mark.parametrize("digest", ["sha1:" + "A" * 32, "sha256:" + "0" * 64, "md5:" + "0" * 32, "sha1:" + "0" * 40])
def test_a_record_with_a_wrong_digest_is_not_taken(monitor: Monitor, field: str, digest: str) -> None:
    wrong = raw(FIRST + DAY, body("Poland"), more=f"{field}: {digest}\r\n")
    result = monitor.take(GOOD + wrong, name="x.warc")
    assert (result.added, result.damaged) == (1, 1)
    assert "does not pass its digest" in result.trouble[0]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2999-01-01T00:00:00Z", "lies in the future"),
        ("1989-03-01T00:00:00Z", "before the web"),
        ("0001-01-01T00:00:00+23:59", "no time of a capture"),
        ("9999-12-31T23:59:59-23:59", "no time of a capture"),
        ("yesterday", "no time of a capture"),
        ("2019-13-01T00:00:00Z", "no time of a capture"),
        ("20190501060000", "no time of a capture"),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(monitor: Monitor, date: str, words: str) -> None:
    result = monitor.take(GOOD + raw(date, body("Poland")), name="x.warc")
    assert (result.added, result.damaged) == (1, 1)
    assert words in result.trouble[0]


@pytest.mark.parametrize(
    "url", ["https://pages.example/budapest\x1b[31m", "https://pages.example\\budapest", "file:///etc/passwd", "\x00",
            "https://user:secret@pages.example/budapest", "https://[::1", "https://pages.example/" + "a" * 9000]
)  # fmt: skip
def test_a_url_that_is_none_is_not_taken(monitor: Monitor, url: str) -> None:
    result = monitor.take(GOOD + raw(FIRST + DAY, body("Poland"), url=url), name="x.warc")
    assert result.added == 1


def test_control_characters_in_headers_stay_within_the_record(monitor: Monitor) -> None:
    head = b"HTTP/1.1 200 O\x1b[31mK\r\nContent-Type: text/html\r\nX-A: \x1b]0;x\x07\x00\rSet-Cookie: b\r\n\r\n"
    monitor.take(raw(FIRST, body(), head=head), name="x.warc")
    (kept,) = monitor.archived
    assert [name for name, _ in kept.headers] == ["Content-Type", "X-A"]


def test_more_gaps_than_an_archive_has_end_it(monitor: Monitor) -> None:
    wrong = raw(FIRST, b"x", length="-1")
    with pytest.raises(ForeignArchiveError, match="more than 100 places"):
        monitor.take(members(*[GOOD, wrong] * 200), name="x.warc.gz")
    assert monitor.archived == []


def test_a_compressed_body_that_is_cut_is_not_taken(monitor: Monitor) -> None:
    cut = raw(FIRST, gzip.compress(body())[:-9], head=GZIPPED)
    result = monitor.take(cut + OTHER, name="x.warc")
    assert (result.added, result.damaged) == (1, 1)


@pytest.mark.parametrize(
    ("head", "payload"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", b"<html><body>half of a pa"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"400\r\nhalf of it"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n", b"\x0b\x02\x80hello"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", b"%PDF-1.7 and no end"),
        (b"no HTTP at all", b""),
    ],
)
def test_what_is_not_whole_is_told_and_not_taken(monitor: Monitor, head: bytes, payload: bytes) -> None:
    result = monitor.take(GOOD + raw(FIRST + DAY, payload, head=head), name="x.warc")
    assert (result.added, result.damaged, len(result.trouble)) == (1, 1, 1)


def test_a_capture_that_its_tool_cut_short_is_not_taken(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(FIRST, body(), about={"WARC-Truncated": "length"})
    assert monitor.take(warc.data).damaged == 1


def test_the_date_of_now_is_not_the_future(monitor: Monitor) -> None:
    warc = Warc()
    warc.response(NOW, body(), url=URL)
    assert monitor.take(warc.data).added == 1
