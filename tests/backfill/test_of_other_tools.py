"""Files of real tools: wget, and a monitor's own segments and exports."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor.archive import Archive, Archived, records
from monitor.export import choose, write_wacz, write_warc
from monitor.ids import capture_id
from monitor.model import Answer, Finding
from tests.backfill.warcs_of_others import DAY, FIRST, HTML, URL, Monitor, body

MEANT = (Finding("digest-mismatch", "the list has another digest"), Finding("no-such-kind", "forged"))


def answer(day: int, chair: str) -> Answer:
    headers = (*HTML, ("Content-Encoding", "gzip"), ("ETag", f'"{day}"'))
    at = FIRST + day * DAY + timedelta(microseconds=123456)
    return Answer(URL, URL, at, 0.1, status=200, reason="OK", headers=headers, body=body(chair))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """What a monitor kept: a page, one that was redirected and rendered, a wall, and the page with the link to it."""
    archive = Archive(tmp_path / "theirs")
    archive.append("budapest", answer(0, "Hungary"))
    away = replace(
        answer(1, "Poland"), final_url="https://else.example/b", redirects=((302, "https://else.example/b"),)
    )
    archive.append("budapest", replace(away, shell=b"<html><script>1</script></html>"))
    archive.append("budapest", replace(answer(2, "Spain"), status=403, body=b"<html>Access denied</html>"))
    archive.append("budapest", answer(3, "Overview"), role="overview")
    archive.append(
        "elsewhere", replace(answer(4, "Sweden"), requested_url="https://else.example/", final_url=URL + "/x")
    )
    return archive


def public_ids(archive: Archive, source: str = "budapest") -> set[str]:
    found = [one for one in archive.found(source) if isinstance(one.content, Archived) and not one.content.role]
    return {
        capture_id(one.source, one.content.fetched_at, one.content.sha256)
        for one in found
        if isinstance(one.content, Archived)
    }


def kept(archive: Archive) -> list[Archived]:
    """The captures without what an import adds to them."""
    found = [place[1] for place in archive.walk("budapest")]
    return sorted((replace(one, imported=None) for one in found if not one.role), key=lambda one: one.fetched_at)


def files_of(archive: Archive, form: str, path: Path) -> list[bytes]:
    """What is taken along of an archive."""
    if form == "segments":
        return [segment.read_bytes() for segment in archive.segments("budapest")]
    chosen = choose(archive, ["budapest", "elsewhere"])
    with path.open("w+b") as out:
        (write_warc if form == "warc" else write_wacz)(out, archive, chosen, "out")
    return [path.read_bytes()]


@pytest.mark.parametrize("form", ["segments", "warc", "wacz"])
def test_what_a_monitor_kept_comes_back_with_the_same_ids(
    monitor: Monitor, archive: Archive, form: str, tmp_path: Path
) -> None:
    results = [monitor.take(data, name="export") for data in files_of(archive, form, tmp_path / "out")]
    assert sum(result.added for result in results) == 3
    assert sum(result.damaged for result in results) == 0
    assert sum(result.foreign for result in results) == (form != "segments")
    ours = Archive(monitor.folder / "snapshots")
    assert public_ids(ours) == public_ids(archive)
    assert kept(ours) == kept(archive)
    with monitor.book() as book:
        ids = {row[0] for row in book.execute("SELECT public FROM capture")}
    assert ids == public_ids(archive)


def test_a_segment_with_a_dictionary_and_damage_gives_the_rest(monitor: Monitor, tmp_path: Path) -> None:
    archive = Archive(tmp_path / "theirs")
    places = [
        archive.append("budapest", answer(day, chair)) for day, chair in enumerate(("Hungary", "Poland", "Spain"))
    ]
    (segment,) = archive.segments("budapest")
    data = bytearray(segment.read_bytes())
    data[places[1].offset + places[1].length // 2] ^= 1
    result = monitor.take(bytes(data), name="0001.warc.zst")
    assert (result.added, result.damaged) == (2, 1)


def test_remarks_of_a_download_stay_with_their_capture(monitor: Monitor) -> None:
    written = records.capture(answer(0, "Hungary"), "", MEANT)
    result = monitor.take(b"".join(map(gzip.compress, written)))
    assert result.added == 1
    (one,) = monitor.archived
    assert {remark.kind for remark in one.remarks} <= {"digest-mismatch"}


def test_wget_writes_what_can_be_imported(monitor: Monitor, httpserver: HTTPServer, tmp_path: Path) -> None:
    wget = shutil.which("wget")
    if wget is None:
        pytest.skip("wget is not installed")
    httpserver.expect_request("/old").respond_with_data("", 301, {"Location": "/budapest"})
    httpserver.expect_request("/budapest").respond_with_data(body("Hungary"), content_type="text/html; charset=utf-8")
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    config = monitor.folder / "config.toml"
    old = httpserver.url_for("/old")
    config.write_text(config.read_text().replace(URL, old))
    done = subprocess.run(
        [wget, "--quiet", "--no-proxy", "--output-document=-", "--warc-file", str(tmp_path / "crawl"), old],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    result = monitor.take((tmp_path / "crawl.warc.gz").read_bytes(), now=datetime.now(UTC) + timedelta(seconds=2))
    assert (result.added, result.trouble) == (1, ())
    (one,) = monitor.archived
    assert (one.requested_url, one.target_uri) == (old, httpserver.url_for("/budapest"))
    assert one.redirects == ((301, httpserver.url_for("/budapest")),)
    assert one.body == body("Hungary")
