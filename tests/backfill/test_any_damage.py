"""Whatever a device or an enemy did to a file: clear words, and never a page that nobody served."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.archive.frames import compress
from monitor.backfill.gathering import Asked, gather
from monitor.backfill.result import Counts, nobody
from monitor.backfill.spool import Spool
from monitor.errors import ForeignArchiveError, UsageError
from tests.backfill.warcs_of_others import DAY, FIRST, NOW, URL, Warc, body

CHAIRS = ("Hungary", "Poland", "Spain")
ASKED = Asked((URL,), None, None, NOW, 1024 * 1024)


def records() -> list[bytes]:
    """Four records, the first of them a warcinfo; all but that with digests."""
    warc = Warc(compressed=False)
    for day, chair in enumerate(CHAIRS):
        warc.response(FIRST + day * DAY, body(chair))
    return [b"WARC/1.1" + each for each in warc.data.split(b"WARC/1.1")[1:]]


RECORDS = records()


def bundled() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("archive/a.warc.gz", b"".join(gzip.compress(one, mtime=0) for one in RECORDS))
    return out.getvalue()


FILES = {
    "plain": b"".join(RECORDS),
    "members": b"".join(gzip.compress(one, mtime=0) for one in RECORDS),
    "one member": gzip.compress(b"".join(RECORDS), mtime=0),
    "frames": b"".join(map(compress, RECORDS)),
    "wacz": bundled(),
}
SERVED = frozenset(body(chair) for chair in CHAIRS)


def bodies(data: bytes, folder: Path) -> tuple[set[bytes], Counts | None]:
    """The pages that are found; None for a file that is refused."""
    path = folder / "damaged"
    path.write_bytes(data)
    with Spool(folder) as spool:
        try:
            pages, counts = gather(path, ASKED, spool, nobody)
        except (ForeignArchiveError, UsageError):
            return set(), None
        return {spool.get(page.slip, page.at)[0].body for page in pages}, counts


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), flip=st.integers(1, 255))
def test_a_changed_byte_makes_no_page_that_nobody_served(name: str, at: float, flip: int, tmp_path: Path) -> None:
    data = bytearray(FILES[name])
    data[int(at * (len(data) - 1))] ^= flip
    found, _ = bodies(bytes(data), tmp_path)
    assert found <= SERVED


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(end=st.floats(0, 1))
def test_a_file_that_ends_early_gives_what_was_whole_and_says_so(name: str, end: float, tmp_path: Path) -> None:
    data = FILES[name][: int(end * (len(FILES[name]) - 1))]
    found, counts = bodies(data, tmp_path)
    assert found <= SERVED
    if counts is not None and name in ("members", "frames"):
        lengths = [len(gzip.compress(one, mtime=0) if name == "members" else compress(one)) for one in RECORDS]
        whole = sum(sum(lengths[: at + 1]) <= len(data) for at in range(1, 4))
        assert len(found) == whole
        at_an_end = len(data) in {sum(lengths[:number]) for number in range(1, 5)}
        assert at_an_end or counts.damaged == 1


@pytest.mark.parametrize("name", ["members", "frames"])
def test_a_hole_costs_the_records_that_it_touches(name: str, tmp_path: Path) -> None:
    parts = [gzip.compress(one, mtime=0) if name == "members" else compress(one) for one in RECORDS]
    second = parts[2]
    parts[2] = second[:50] + bytes(len(second) - 100) + second[-50:]
    found, counts = bodies(b"".join(parts), tmp_path)
    assert found == {body("Hungary"), body("Spain")}
    assert counts is not None
    assert counts.damaged == 1
