"""What comes back from a fetch, and what the archive keeps of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from monitor.headers import Headers, content_type, header

# str | int | float | bool | None | list[Json] | dict[str, Json]; mypy has no recursive alias that stays readable
Json = Any
TransportVerdict = Literal[
    "not-modified", "unreachable", "refused", "server-error", "not-found", "gone", "truncated", "too-large"
]
DecisionKind = Literal[
    "settings",  # a source joined, was renamed or is configured otherwise: what of its entry shapes a reading
    "retired",  # it left the configuration
    "followed",  # its link leads to another address: `url`, and `place` of the page with the link
    "gone",  # no page is at its address any more: `url`, `status`, `error` (what the server said, or null)
    "crowded",  # `capture` ended where `others` addresses that are watched ended
    "framed",  # from then on these `digests` of what its site repeats are no content of its pages
    "site-edited",  # `capture` shows an edit of what the pages of its `host` share: lines that `went` and `came`
    "redacted",  # a capture was taken out on request: `capture`, `sha256`, `why`
    "thinned",  # captures that differed in noise alone were taken out: `captures`
    "accepted",  # a person says that what is held of `fields` is so: `capture` that was read, `fetched_at`, `sha256`
    "rejected",  # a person says that it was read wrongly: the same, and `why`
]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us to ask with next time, to the letter."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from one fetch, good or not. `body` is decoded; `headers` are as received, in order.

    `verdict` is set when the transport alone decides; None means that the content must be judged.
    """

    requested_url: str
    final_url: str
    fetched_at: datetime
    seconds: float
    status: int | None = None
    reason: str = ""
    headers: Headers = ()
    body: bytes = b""
    received: int = 0  # bytes on the wire, before decoding
    redirects: tuple[tuple[int, str], ...] = ()  # (status, URL it led to), in order
    address: str | None = None  # the peer's IP address
    verdict: TransportVerdict | None = None
    error: str | None = None  # one plain sentence when there is no good answer
    moved: bool = False  # a permanent redirect (301, 308) led here
    shell: bytes | None = None  # the body as it came, where `body` is the page after a browser ran its scripts

    def header(self, name: str) -> str | None:
        """The first value of a header, by its case-insensitive name; None when it is not there."""
        return header(self.headers, name) or None

    @property
    def media_type(self) -> str:
        """`type/subtype` in lower case, '' when the server did not say."""
        return content_type(self.headers)[0]

    @property
    def sha256(self) -> str:
        """Hex digest of the decoded payload."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the archive a record stands: `snapshots/<source>/<segment>`, byte offset and length of its frame."""

    segment: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived response."""

    id: str  # public
    source: str
    requested_url: str
    final_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    sha256: str
    media_type: str
    place: Place
    rendered: bool = False  # the payload is what a browser made of the answer
    quality: float | None = None  # how sure it is, 0 to 1, that it is a page; None: not judged
    redacted_at: datetime | None = None  # since when its bytes are not in the archive any more, on request


@dataclass(frozen=True, slots=True)
class Imported:
    """Where a capture comes from that others made (a file's name, the address of an archive), and when it was had."""

    origin: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What shapes a history beside its captures, kept in the archive so that a rebuild comes to the same."""

    kind: DecisionKind
    at: datetime
    facts: dict[str, Json]
