"""What a captured document is called, in a list of pages and in a citation."""

from __future__ import annotations

import html
import re

from monitor.archive import Archived
from monitor.documents import clean
from monitor.documents.decode import decode
from monitor.errors import DocumentError
from monitor.export.quotes import Read
from monitor.model import Capture

HTML = frozenset({"text/html", "application/xhtml+xml"})
ELEMENT = re.compile(r"<title\b[^>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)


def named(kept: Archived) -> str:
    """The `title` element of an HTML page, as browsers and replay tools call it; '' without one, and for others.

    To read a whole document costs fifty times as much, and a list may be of thousands.
    """
    found = ELEMENT.search(decode(kept.body, kept.charset)) if kept.media_type in HTML else None
    return clean(html.unescape(found[1])) if found else ""


def title_of(capture: Capture, read: Read) -> str:
    """What the document calls itself: its main heading, else its `title`; '' when it does not, or cannot be read."""
    try:
        return read(capture).title
    except DocumentError:
        return ""
