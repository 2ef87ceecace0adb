"""Bytes of a text document to characters.

Order: byte order mark, the charset of HTTP, the charset in the document (`meta`, XML declaration), UTF-8, windows-1252.
Names are read as browsers read them (WHATWG Encoding Standard, section 4.2): `iso-8859-1` and `ascii` are
windows-1252.
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_META_WINDOW = 4096  # browsers look at 1024 bytes; old pages put scripts before their meta
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


def codec(label: str | None) -> str | None:
    """Name of the Python codec for a charset label as the web means it; None when it is no charset."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
        "".encode(name)  # refuses codecs that are no charset, such as base64
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WEB.get(name, name)


def declared(body: bytes) -> str | None:
    """The charset label that an HTML or XML document gives for itself."""
    found = _META.search(body[:_META_WINDOW])
    return found[1].decode("ascii", "replace") if found else None


def decode(body: bytes, charset: str | None = None) -> str:
    """The characters of `body`; `charset` is what HTTP says. Never fails: what cannot be read becomes U+FFFD."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    said = codec(charset)
    if said is None:
        said = codec(declared(body))
        if said and said.startswith("utf-16"):  # a meta that can be read as ASCII is not UTF-16 (HTML, 13.2.3.2)
            said = "utf-8"
    if said is not None and said not in ("utf-8", "cp1252"):
        return body.decode(said, "replace")
    return _utf8_or_western(body, said)


def _utf8_or_western(body: bytes, said: str | None) -> str:
    """UTF-8 where the bytes are UTF-8, whatever was said: western text is never valid UTF-8 by chance."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if said == "utf-8":
        text = body.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        if broken * 4 < sum(not character.isascii() for character in text):  # a few stray bytes in real UTF-8
            return text
    return body.decode("cp1252", "replace")
