"""One version of a source as a browser is given it: its bytes and how they are to be read, none of its headers."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from monitor.archive import Archived
from monitor.documents.decode import codec, declared, decoded
from monitor.documents.sniff import sniff
from monitor.errors import DocumentError
from monitor.model import Capture
from monitor.web.inert import inert

# Encodings that have ASCII as it is: Python's name, and what browsers call them (WHATWG Encoding Standard, 4.2). In the
# others letters can be hidden from whoever looks at bytes; such a page is given in UTF-8.
KEPT = {
    "utf-8": "utf-8",
    "big5": "big5",
    "cp866": "ibm866",
    "cp874": "windows-874",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "euc_jp": "euc-jp",
    "gb18030": "gb18030",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    **{f"cp125{page}": f"windows-125{page}" for page in range(9)},
    **{f"iso8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
SHOWN = {"html": "text/html", "text": "text/plain"}
ENDINGS = {
    "application/pdf": "pdf",
    "application/json": "json",
    "application/xhtml+xml": "xhtml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
}


@dataclass(frozen=True, slots=True)
class Version:
    """What is sent. `file_name`: what it is to be saved as; None where the browser shows it."""

    body: bytes
    content_type: str
    file_name: str | None = None


def version_of(capture: Capture, kept: Archived) -> Version:
    """A capture for a browser: HTML and plain text to be shown, all else to be saved."""
    kind = _kind(kept)
    if kind not in SHOWN:
        ending = "pdf" if kind == "pdf" else ENDINGS.get(kept.media_type, "bin")
        sent = "application/pdf" if ending == "pdf" else "application/octet-stream"
        return Version(kept.body, sent, f"{capture.source}-{capture.fetched_at:%Y%m%dT%H%M%SZ}-{capture.id}.{ending}")
    name, body = _readable(kept.body, kept.charset)
    return Version(inert(body) if kind == "html" else body, f"{SHOWN[kind]}; charset={name}")


def version_in_html(page: str) -> Version:
    """A page that was made out of a capture, as a browser is given the capture itself."""
    return Version(inert(page.encode("utf-8", "replace")), "text/html; charset=utf-8")


def _kind(kept: Archived) -> str:
    """`html`, `text` or `pdf`, by what was said of the bytes or, where nothing was, by themselves; '' = another."""
    try:
        found = sniff(kept.body, kept.media_type)
    except DocumentError:
        return ""
    said = {media_type: kind for kind, media_type in SHOWN.items()}.get(kept.media_type, "")
    return found if found == "pdf" or not kept.media_type else said


def _readable(body: bytes, charset: str | None) -> tuple[str, bytes]:
    """The encoding, as a browser calls it, in which the reader read a text, and the text in it."""
    text, guessed = decoded(body, charset)
    marks = [name for mark, name in BOMS.items() if body.startswith(mark)]
    for label in marks or (charset, declared(body), "utf-8", guessed, "windows-1252"):
        name = codec(label)
        if name in KEPT and body.decode(name, "replace").removeprefix("\ufeff") == text:
            return KEPT[name], body
    return "utf-8", text.encode("utf-8", "replace")
