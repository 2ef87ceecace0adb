"""Bytes of a text document to characters.

Order: byte order mark, the charset of HTTP, the charset in the document (`meta`, XML declaration), UTF-8, a detector,
windows-1252. One that was declared and cannot be right is passed over. What was written in UTF-8 twice is mended where
the whole text was. Names are read as browsers read them (WHATWG
Encoding Standard, section 4.2): `iso-8859-1` and `ascii` are windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from monitor.documents.charset import detect
from monitor.documents.mojibake import written_once
from monitor.documents.sniff import wide

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
TWICE = "utf-8, written twice"
_META_WINDOW = 4096  # browsers look at 1024 bytes; old pages put scripts before their meta
_HASTY = ("utf-8", "cp1252")  # what servers say of any page
# Where the web's meaning of a label is not Python's.
_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Labels of the web that Python does not know.
_LABELS = {
    "windows-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
}


def codec(label: str | None) -> str | None:
    """Name of the Python codec for a charset label as the web means it; None when it is no charset."""
    if not label:
        return None
    try:
        label = label.strip().strip("\"'")
        name = codecs.lookup(_LABELS.get(label.lower(), label)).name
        "".encode(name)  # refuses codecs that are no charset, such as base64
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WEB.get(name, name)


def declared(body: bytes) -> str | None:
    """The charset label that an HTML or XML document gives for itself."""
    found = _META.search(body[:_META_WINDOW])
    return found[1].decode("ascii", "replace") if found else None


class Decoded(NamedTuple):
    """A text, and the encoding that was guessed where nothing true was declared; None where it was not, or is usual."""

    text: str
    guessed: str | None


def decode(body: bytes, charset: str | None = None) -> str:
    """The characters of `body`; `charset` is what HTTP says. Never fails: what cannot be read becomes U+FFFD."""
    return decoded(body, charset).text


def decoded(body: bytes, charset: str | None = None) -> Decoded:
    """As `decode`, with the encoding that had to be guessed, in the web's name (`windows-1251`)."""
    found = _first_decoded(body, charset)
    once = written_once(found.text) if found.guessed is None else None
    return found if once is None else Decoded(once, TWICE)


def _first_decoded(body: bytes, charset: str | None) -> Decoded:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(name, "replace"), None)
    if (utf16 := wide(body)) is not None:
        return Decoded(body.decode(utf16, "replace"), utf16)
    said = [name for name in (codec(charset), _own(body)) if name is not None]
    # UTF-8 where the bytes are UTF-8, whatever was said in haste: other text is never valid UTF-8 by chance.
    if (not said or said[0] in _HASTY) and (text := _utf8(body)) is not None:
        return Decoded(text, None)
    for name in said:
        text = body.decode(name, "replace")
        if _fits(text, name):
            return Decoded(text, None)
    if (text := _utf8(body)) is not None:
        return Decoded(text, None)
    found = detect(body)
    if found is None:
        return Decoded(body.decode("cp1252", "replace"), None)
    return Decoded(body.decode(found, "replace"), _web_name(found))


def _own(body: bytes) -> str | None:
    """The codec that a document declares for itself."""
    name = codec(declared(body))
    # A meta that can be read as ASCII is not UTF-16 (HTML, 13.2.3.2).
    return "utf-8" if name and name.startswith("utf-16") else name


def _utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _fits(text: str, name: str) -> bool:
    """Whether a text can be what was meant: few signs that are none, in a western encoding few letters with accents."""
    if text.isascii():
        return True
    foreign = sum(not sign.isascii() for sign in text)
    broken = sum(sign == "\ufffd" or "\x80" <= sign <= "\x9f" for sign in text)
    if broken * 4 >= foreign:
        return False
    if name != "cp1252":
        return True
    accented = sum(not sign.isascii() and sign.isalpha() for sign in text)
    return accented * 2 < sum(map(str.isalpha, text))


def _web_name(name: str) -> str:
    """`windows-1251` for `cp1251`, `koi8-r` for `koi8_r`."""
    known = {"cp932": "shift_jis", "cp949": "euc-kr", "cp874": "windows-874"}
    return known.get(name) or name.replace("cp125", "windows-125").replace("iso8859_", "iso-8859-").replace("_", "-")
