"""What an earlier version kept is read, and gone on with.

`before/` is a source's folder as it was written when the archive held no decisions yet: a page, one that was
redirected, one that a browser rendered, an overview and a PDF.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.archive import URL, answer_with
from monitor.archive import Archive

BEFORE = Path(__file__).with_name("before")
FOUND = [
    ("0001.warc.zst", "", (), None, "<h1>Members</h1><p>There are 40 of them.</p>"),
    ("0001.warc.zst", "", ((301, URL),), None, "<h1>Members</h1><p>There are 41 of them.</p>"),
    ("0001.warc.zst", "", (), b"<div id=root></div>", "<h1>Members</h1><p>There are 42 of them, Türkiye too.</p>"),
    ("0001.warc.zst", "overview", (), None, "<h1>Documents</h1><a href=members>Members</a>"),
    ("0002.warc.zst", "", (), None, "%PDF-1.7 \0"),
]


def test_what_was_kept_before_is_read_and_gone_on_with(archive: Archive) -> None:
    shutil.copytree(BEFORE, archive.folder / "page")
    walked = list(archive.walk("page"))
    assert [(at.segment, one.role, one.redirects, one.shell, one.body.decode()) for at, one in walked] == FOUND
    assert all(archive.read("page", at) == one for at, one in walked)
    assert all((one.remarks, one.imported, one.address) == ((), None, "192.0.2.7") for _, one in walked)
    assert walked[1][1].requested_url == "http://forum.example/"
    page, pdf = answer_with(b"<h1>Members</h1><p>There are 43 of them.</p>"), answer_with(b"%PDF-1.7", 1)
    assert [archive.append("page", answer).segment for answer in (page, pdf)] == ["0001.warc.zst", "0002.warc.zst"]
    assert [at for at, _ in archive.walk("page")][:4] == [at for at, _ in walked][:4]
