"""Every exception the monitor raises on purpose.

    MonitorError
    ├── ConfigError          config.toml cannot be used: file, line, key and the fix
    ├── UsageError           what was asked for does not exist (a mechanism, a change, a file)
    ├── LookupDataError      a file in lookups/ contradicts itself or its form
    ├── FetchError           an answer could not be had
    │   ├── AddressRefused   the name leads to an address that is not allowed
    │   ├── RobotsRefused    robots.txt says no
    │   ├── Unreachable      no connection, or it broke
    │   │   ├── Resting      the host failed often, or asked for it, and is left alone for a while
    │   │   └── ProxyFailed  the configured proxy is not there or gives no way
    │   │       └── ProxyRefused   it says no
    │   ├── DeadlinePassed   the wall-clock budget was used up
    │   ├── TooLarge         more bytes than max_bytes after decoding
    │   └── Truncated        the body ended before it was whole
    ├── BrowserError         a page that needs a browser cannot be rendered, for a reason of ours
    ├── ArchiveError         a segment cannot be written or read
    │   ├── DamagedRecord    a frame fails its checksum, or a record its digest
    │   └── ArchiveFull      no room left on the device
    ├── ForeignArchiveError  what others archived cannot be used
    │   └── AskedToWait      their server asks to be left alone for a while
    ├── DocumentError        bytes that cannot be made into a document
    │   └── WorkerDied       the reading process was killed or ran out of time
    ├── HistoryError         the database cannot be used
    │   ├── NoHistory        nothing was recorded yet
    │   ├── NewerSchema      the file was written by a later version
    │   ├── HistoryBusy      another program is writing to it, and goes on
    │   └── Unsettled        what is to be decided on has another state by now: a run brings it up first
    ├── NotDelivered         a channel did not take a digest, or it is not known whether it did
    └── RunLocked            another run holds the lock

Each carries what it is about, as far as known: `source`, `url` and `capture` (a public id), and `fix`, the words
that say how to mend it. `str(error)` is one plain sentence; the CLI adds the rest.
"""

from __future__ import annotations


class MonitorError(Exception):
    """Base of all errors that a user can be told about in plain words."""

    def __init__(
        self,
        message: str,
        *,
        source: str | None = None,
        url: str | None = None,
        capture: str | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.url = url
        self.capture = capture
        self.fix = fix

    @property
    def described(self) -> str:
        """One sentence: the message with what it is about."""
        about = [
            f"{name} {value}"
            for name, value in (("source", self.source), ("URL", self.url), ("capture", self.capture))
            if value and value not in self.message
        ]
        return f"{self.message} ({', '.join(about)})" if about else self.message


class ConfigError(MonitorError):
    """A mistake in config.toml.

    `line` counts from 1 (None when no line can be named), `key` is a dotted path such as `source.3.layout`.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str,
        line: int | None = None,
        key: str | None = None,
        source: str | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(message, source=source, fix=fix)
        self.file = file
        self.line = line
        self.key = key

    @property
    def described(self) -> str:
        """One sentence: `file:line: key: message`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.message) if part)


class UsageError(MonitorError):
    """What was asked for does not exist, or the words of the command do not fit together."""


class LookupDataError(MonitorError):
    """A table in lookups/ is malformed or says two things about one name."""


class FetchError(MonitorError):
    """An answer could not be had from a URL."""


class AddressRefused(FetchError):
    """The address behind a name is not public, and `allow_addresses` does not open it."""


class RobotsRefused(FetchError):
    """The host's robots.txt does not allow this URL (RFC 9309)."""


class Unreachable(FetchError):
    """No connection could be made, or it broke before the answer was whole."""


class Resting(Unreachable):
    """The host is left alone until a time that the message names; nothing was sent."""


class ProxyFailed(Unreachable):
    """The proxy is not there or gives no tunnel. That is the operator's trouble: it does not count against the host."""


class ProxyRefused(ProxyFailed):
    """The proxy says no (4xx). Asking it again changes nothing, and wrong passwords lock accounts."""


class DeadlinePassed(FetchError):
    """The wall-clock time-out of the whole exchange, redirects included, was used up."""


class TooLarge(FetchError):
    """The body is longer than `max_bytes` after decoding."""


class Truncated(FetchError):
    """The body ended before its encoding or its length said it would."""


class BrowserError(MonitorError):
    """There is no browser to render a page with, or it does not start, or it crashed: this says nothing of the page."""


class ArchiveError(MonitorError):
    """A segment of the archive cannot be written or read."""


class DamagedRecord(ArchiveError):
    """A frame does not pass its checksum, or a record its digest.

    `what` says how, without the place: `file` and `offset`, in bytes, as far as known. The message has both.
    """

    def __init__(
        self, what: str, *, file: str | None = None, offset: int | None = None, fix: str | None = None
    ) -> None:
        place = file if offset is None else f"{file}, byte {offset}"
        super().__init__(f"{place}: {what}" if file else what, fix=fix)
        self.what = what
        self.file = file
        self.offset = offset


class ArchiveFull(ArchiveError):
    """The device has no room left; nothing that was acknowledged is lost."""


class ForeignArchiveError(MonitorError):
    """A file of another archive, or the answer of its server, is not of the form that it should be, or is hostile."""


class AskedToWait(ForeignArchiveError):
    """The server of another archive answered 429, or says that it is overloaded: the same command goes on later."""


class DocumentError(MonitorError):
    """Bytes that cannot be made into a document."""


class WorkerDied(DocumentError):
    """The process that reads pages was killed, crashed, or ran out of time or memory."""


class HistoryError(MonitorError):
    """The history database cannot be used."""


class NoHistory(HistoryError):
    """There is no history yet, or the first run is just making it."""


class NewerSchema(HistoryError):
    """The history was written by a later version of the monitor."""


class HistoryBusy(HistoryError):
    """Another program holds the right to write to the history, for longer than we wait."""


class Unsettled(HistoryError):
    """What a person decides on is not what the history holds now: a run has to take something in first."""


class NotDelivered(MonitorError):
    """A channel did not take a digest, or it is not known whether it did: it is tried again.

    `rest`: who is still to get it, where others got it, as the outbox keeps it; '' where that is as it was. `pause`:
    seconds that the other side asks us to wait, None where it asks for nothing.
    """

    def __init__(self, message: str, *, rest: str = "", pause: float | None = None, fix: str | None = None) -> None:
        super().__init__(message, fix=fix)
        self.rest = rest
        self.pause = pause


class RunLocked(MonitorError):
    """Another run holds the lock on this history."""
