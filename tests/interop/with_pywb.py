"""pywb, the web archive server that others run: `make test-interop` runs this file. (Its name keeps it out of
`make test`.)"""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.archive import records
from monitor.model import Answer

AT = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)


def test_pywb_serves_what_stands_in_a_file(pywb: Any, tmp_path: Path) -> None:
    url = "http://example.org/page"
    answer = Answer(url, url, AT, 0.1, 200, "OK", (("Content-Type", "text/html"),), "<p>Zürich".encode())
    file = tmp_path / "one.warc.gz"
    file.write_bytes(b"".join(gzip.compress(record) for record in records.capture(answer)))
    with pywb([file]) as server:
        reply = server.raw(AT, url)
        assert (reply.status, reply.body) == (200, answer.body)
        assert [found["timestamp"] for found in server.cdx(url)] == ["20261101060000"]
        assert server.get(f"timemap/link/{url}").body.count(b'rel="memento"') == 1
