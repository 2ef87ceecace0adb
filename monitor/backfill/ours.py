"""Files that a monitor wrote, its segments and its exports: several records make one capture, and say more of it than
those of other tools. Pure.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from monitor.archive import Archived
from monitor.archive.assembling import Records, content, goes_on, is_whole
from monitor.archive.parsing import Record, is_decision, told_in
from monitor.archive.where import Where
from monitor.backfill.digests import agrees
from monitor.backfill.warcs import Head
from monitor.errors import DamagedRecord
from monitor.lookups.findings import kinds
from monitor.model import Finding

SOFTWARE = "iscm-monitor/"
KINDS = ("metadata", "response", "conversion")


def is_ours(block: bytes) -> bool:
    """Whether a `warcinfo` says that a monitor wrote the records behind it."""
    try:
        return dict(told_in(Record("warcinfo", {}, block))).get("software", "").startswith(SOFTWARE)
    except UnicodeDecodeError:
        return False


def is_like_ours(head: Head) -> bool:
    """Whether the first record of a file without a `warcinfo` is named as a monitor names its records: by a UUID that
    follows from what it holds (RFC 9562, 5.5).
    """
    try:
        named = uuid.UUID(head.fields.get("warc-record-id", "").strip("<>"))
    except ValueError:
        return False
    return named.version == 5 and head.fields.get("warc-block-digest", "").startswith("sha256:")


@dataclass(slots=True)
class Together:
    """Puts records together, in the order in which they come."""

    begun: Records = field(default=())

    def add(self, head: Head, block: bytes, where: str) -> Archived | None:
        """The capture that this record ends; None while there is none. DamagedRecord for one that is not whole."""
        record = Record(head.kind, head.fields, block)
        if agrees(head.fields.get("warc-block-digest", ""), block) is not True:
            self.begun = ()
            raise DamagedRecord(f"{where}: the record does not pass its digest")
        if is_decision(record):
            self.begun = ()
            return None
        self.begun = (*(self.begun if goes_on(self.begun, record) else ()), record)
        if not is_whole(self.begun):
            return None
        whole, self.begun = self.begun, ()
        found = content(whole, Where(where))
        return found if isinstance(found, Archived) else None


def remarks(found: Archived) -> tuple[Finding, ...]:
    """What was remarked of a capture, as far as it is of the form that our findings have."""
    return tuple(one for one in found.remarks if one.kind in kinds() and _is_text(one))


def _is_text(remark: Finding) -> bool:
    """Whether the JSON that it came from had text in every place."""
    others: list[object] = [remark.mechanism, remark.field, remark.quote, remark.locator]
    message: object = remark.message
    return isinstance(message, str) and all(other is None or isinstance(other, str) for other in others)
