"""What the archive hands out: `Archived` (a capture), `Revisit`, `model.Decision`, and `Found`: one with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.headers import Headers, content_type
from monitor.model import Answer, Decision, Finding, Imported, Place


@dataclass(frozen=True, slots=True)
class Archived:
    """One answer as the archive keeps it. `body` is decoded, `headers` are as received, `sha256` is that of `body`."""

    target_uri: str
    requested_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    reason: str
    headers: Headers
    body: bytes
    sha256: str
    truncated: str = ""  # why the body is not whole (`disconnect`, `length`); '' = it is
    shell: bytes | None = None  # what came, where `body` is the page that a browser made of it
    role: str = ""  # what it is instead of a document of its source: `overview`, the page with the link to it
    remarks: tuple[Finding, ...] = ()  # what the look remarked beside the bytes
    imported: Imported | None = None  # None: the monitor fetched it
    address: str | None = None  # of the peer

    @property
    def rendered(self) -> bool:
        """Whether `body` is the page that a browser made of what came."""
        return self.shell is not None

    @property
    def media_type(self) -> str:
        """`type/subtype` in lower case, '' when the server did not say."""
        return content_type(self.headers)[0]

    @property
    def charset(self) -> str | None:
        """The charset that the server named, if it did."""
        return content_type(self.headers)[1]

    def answer(self) -> Answer:
        """The answer that was kept, as far as the archive knows it."""
        return Answer(
            requested_url=self.requested_url,
            final_url=self.target_uri,
            fetched_at=self.fetched_at,
            seconds=0.0,
            status=self.status,
            reason=self.reason,
            headers=self.headers,
            body=self.body,
            received=0,
            redirects=self.redirects,
            address=self.address,
            shell=self.shell,
        )


@dataclass(frozen=True, slots=True)
class Revisit:
    """A look that found the bytes of an earlier capture of its source. `headers` are those of this look's answer."""

    target_uri: str
    requested_url: str
    redirects: tuple[tuple[int, str], ...]
    fetched_at: datetime
    status: int
    headers: Headers
    sha256: str  # of the earlier capture's body
    of: datetime  # when that was fetched
    remarks: tuple[Finding, ...] = ()


Content = Archived | Revisit | Decision


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place of the archive. `source`: the id that the source had when the segment began."""

    place: Place
    source: str
    content: Content
