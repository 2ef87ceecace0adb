"""The archive, opened for reading; captures, read again from the archived bytes, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from monitor.errors import DocumentError

if TYPE_CHECKING:
    from monitor.archive import Archive
    from monitor.documents import Worker
    from monitor.model import Capture, Document

READING = 60.0  # seconds that the reading of one page may take
R = TypeVar("R")


def archive(snapshots: Path) -> Archive:
    """The archive in a folder."""
    from monitor.archive import Archive

    return Archive(snapshots)


@dataclass(slots=True)
class Reader:
    """Reads captures as the monitor reads them now. What a page does to its reader ends the command alone.

    Raises ArchiveError when bytes are not those that were captured, DocumentError when they cannot be read; WorkerDied,
    one of these, says that the page took too long or too much memory.
    """

    snapshots: Path
    worker: Worker
    _read: dict[str, Document] = field(default_factory=dict)

    def document(self, capture: Capture) -> Document:
        """The document that a capture is; each is read once."""
        from monitor.documents import read

        if capture.id not in self._read:
            kept = archive(self.snapshots).of(capture)
            said = {"media_type": kept.media_type, "url": kept.target_uri, "charset": kept.charset}
            self._read[capture.id] = self.call(capture, read, kept.body, **said)
        return self._read[capture.id]

    def live_links(self, capture: Capture, quotes: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        """Addresses that show quotes of a capture on the live page (see export/text_fragment.py)."""
        from monitor.export.text_fragment import live_links

        kept = archive(self.snapshots).of(capture)
        return self.call(capture, live_links, kept.body, kept.media_type, kept.charset, capture.final_url, quotes)

    def call(self, capture: Capture, function: Callable[..., R], *arguments: Any, **named: Any) -> R:
        """What a function makes of a capture, in the reading process."""
        try:
            return self.worker.call(function, *arguments, timeout=READING, **named)
        except DocumentError as error:
            error.capture, error.source = capture.id, capture.source
            error.url = error.url or capture.final_url
            error.fix = error.fix or f"`monitor snapshots {capture.source} --open {capture.id}` shows it as it came"
            raise


@contextmanager
def reader(snapshots: Path) -> Iterator[Reader]:
    """A reading process for the captures in a folder; it is started when there is something to read."""
    from monitor.documents import Worker

    with Worker() as worker:
        yield Reader(snapshots, worker)
