"""The archive, opened for reading; a capture's document, read again from the archived bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.archive import Archive
    from monitor.model import Capture, Document


def archive(snapshots: Path) -> Archive:
    """The archive in a folder."""
    from monitor.archive import Archive

    return Archive(snapshots)


def document_of(capture: Capture, snapshots: Path) -> Document:
    """Read the archived bytes of a capture as the monitor reads them now.

    Raises ArchiveError when the bytes are not those that were captured, DocumentError when they cannot be read.
    """
    from monitor.documents import read

    kept = archive(snapshots).of(capture)
    return read(kept.body, media_type=kept.media_type, url=kept.target_uri, charset=kept.charset)
