"""A capture's document, read again from the archived bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.model import Capture, Document


def document_of(capture: Capture, snapshots: Path) -> Document:
    """Read the archived bytes of a capture as the monitor reads them now.

    Raises DamagedRecord when the bytes are not those that were archived, DocumentError when they cannot be read.
    """
    from monitor.archive import Archive
    from monitor.documents import read
    from monitor.look import charset_of

    archived = Archive(snapshots).read(capture.source, capture.place)
    charset = charset_of(archived.headers)
    return read(archived.body, media_type=archived.media_type, url=archived.target_uri, charset=charset)
