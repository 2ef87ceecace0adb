"""Whether a source's "not modified" is believed: put to the test every 14 days, lost with a lie, won back by the truth.

The test needs a page whose bytes changed: asked in full first, and then with the validators of the bytes before. A 304
to those, for a page that reads differently, is a lie.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.history.addresses import follows
from monitor.history.captures import TESTED_EVERY, last_good
from monitor.history.database import instant, moment, transaction
from monitor.history.findings import sync_state
from monitor.history.sources import source_row
from monitor.model import Validators

KIND = "lying-304"


def to_be_tested(history: Database, source: str, url: str | None = None, *, now: datetime) -> Validators | None:
    """The validators to put a source's 304s to the test with; None when none is due or there are none.

    To be asked for before the new page is recorded as read: they are those of the last good capture, of the bytes
    before, and count for the address that they came from (`url`, or else where the source is now). A test is due 14
    days after the last, or after the first capture of that address.
    """
    good = last_good(history, source)
    if good is None or good.capture.requested_url != (url or _address(history, source)):
        return None
    etag, last_modified, tested_at, first = history.execute(
        "SELECT c.etag, c.last_modified, s.tested_at,"
        " (SELECT min(fetched_at) FROM capture WHERE source = c.source AND requested_url = c.requested_url)"
        " FROM capture c JOIN source s ON s.id = c.source WHERE c.public = ?",
        [good.capture.id],
    ).fetchone()
    known = Validators(etag, last_modified)
    # The whole answer came a moment before its test: without it, 14 days later the look would be whole and untested.
    last = min(moment(first if tested_at is None else tested_at), good.whole_at)
    return known if known != Validators() and now - last >= TESTED_EVERY else None


def tested(history: Database, source: str, *, lied: bool, now: datetime) -> None:
    """Notes how a test ended. A lie costs conditional requests and is a finding until a later test is passed.

    `lied`: the server answered 304 to validators of a page that reads differently now.
    """
    row = source_row(history, source)
    message = (
        f"the server said that the page of {source} was not modified when it was (found on {now:%Y-%m-%d}); it is asked"
        " for the whole page from then on"
    )
    with transaction(history):
        history.execute(
            "UPDATE source SET tested_at = :now, distrusted_at = CASE WHEN :lied THEN coalesce(distrusted_at, :now) END"
            " WHERE id = :row",
            {"now": instant(now), "lied": lied, "row": row},
        )
        sync_state(history, row, KIND, message if lied else None, now)


def _address(history: Database, source: str) -> str:
    configured = history.execute("SELECT url FROM source WHERE name = ?", [source]).fetchone()[0]
    return follows(history, source) or str(configured)
