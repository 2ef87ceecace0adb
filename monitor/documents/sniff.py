"""What kind of document bytes are, by their first bytes before what the server says."""

from __future__ import annotations

import json
import re
from typing import Literal

from monitor.errors import DocumentError

DocumentKind = Literal["html", "pdf", "text"]

# First bytes of formats that are recognised and not read.
_FOREIGN = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|table|ul|ol|dl|section|article|main|details|span|center|font"
    rb"|b|br|a)\b[^<]*>",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed)\b")
_WINDOW = 4096
WIDE = 0.7  # share of the letters of a text that are western


def sniff(body: bytes, media_type: str = "") -> DocumentKind:
    """The kind of document that `body` is. `media_type` is what HTTP says, '' when it says nothing.

    Raises DocumentError for what the monitor does not read: images, archives, Office files, JSON, feeds, binary data.
    """
    media_type = media_type.split(";")[0].strip().lower()
    start = body[:_WINDOW]
    if b"%PDF-" in start[:1024]:
        return "pdf"
    for magic, name in _FOREIGN:
        if start.startswith(magic):
            raise DocumentError(f"the answer is {name}, not a page", fix="watch a page, a PDF or a text instead")
    for bom in _BOMS:
        start = start.removeprefix(bom)
    if _WHOLE_PAGE.match(start) or media_type in ("text/html", "application/xhtml+xml"):
        return "html"
    if media_type.endswith(("/json", "+json")) or _is_json(body, start):
        raise DocumentError("the answer is JSON, not a page", fix="watch the page that people read")
    if _XML.match(start) or media_type.endswith(("/xml", "+xml")):
        raise DocumentError("the answer is XML, not a page", fix="watch the page that people read")
    if media_type == "application/pdf":
        raise DocumentError("the answer is called a PDF and does not begin like one")
    if media_type.startswith(("image/", "audio/", "video/", "font/")):
        raise DocumentError(f"the answer is {media_type}, not a page", fix="watch a page, a PDF or a text instead")
    if b"\0" in start and not body.startswith(_BOMS) and wide(body) is None:
        raise DocumentError("the answer is binary data, not a page", fix="watch a page, a PDF or a text instead")
    if media_type not in ("text/plain", "text/markdown") and _MARKUP.search(start):
        return "html"
    return "text"


def wide(body: bytes) -> str | None:
    """The codec of UTF-16 text without a byte order mark: every other byte of western text is zero. None for others."""
    start = body[: _WINDOW // 2 * 2]
    if len(start) < 4 or b"\0" not in start:
        return None
    high, low = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if low >= WIDE * half and not high:
        return "utf-16-le"
    return "utf-16-be" if high >= WIDE * half and not low else None


def _is_json(body: bytes, start: bytes) -> bool:
    if not start.lstrip().startswith((b"{", b"[")):
        return False
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
