"""Text as a person reads it: one kind of space, one kind of hyphen, nothing invisible.

Quotes and dashes (– —) stay as they are: the identity of values is settled where values are read, and a quote must be
found again in the page.
"""

from __future__ import annotations

import re
import unicodedata

# Zero-width, bidi and format characters (Unicode category Cf in use on the web), soft hyphen, byte order mark.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
# PDFium writes a hyphen at a line's end as U+0002 or U+FFFE.
_HYPHENS = "\u2010\u2011\u0002\ufffe"
_SPACES = "\t\n\v\f\r\u00a0\u1680\u202f\u205f\u2028\u2029\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
# What Windows means by these controls: a page that was converted as Latin-1 has them for its dashes and quotes.
_WINDOWS = {sign: bytes([sign]).decode("cp1252", "ignore") for sign in range(0x80, 0xA0)}

_TABLE: dict[int, str | None] = (
    dict.fromkeys(_CONTROLS)
    | _WINDOWS
    | dict.fromkeys(range(0xE0000, 0xE0080))
    | dict.fromkeys(map(ord, _INVISIBLE))
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _HYPHENS), "-")
)
_RUN = re.compile(r" {2,}")
_SIGNS = re.compile(r"[\W_]+")
_FOLDED: dict[int, str | None] = {
    sign: chr(sign).lower() if chr(sign).isalnum() else None for sign in range(0x80)
}  # of ASCII, which needs no more
_FOLDED_LINES = _FOLDED | {ord("\n"): "\n"}


def clean(text: str) -> str:
    """`text` for reading: composed (NFC), without control and invisible characters, runs of space folded, stripped.

    >>> clean(" Member\\u00a0 States \\u2010 led\\n")
    'Member States - led'
    """
    if text.isascii() and (text.isprintable() or (text := " ".join(text.split())).isprintable()):
        return _RUN.sub(" ", text).strip(" ") if "  " in text else text.strip(" ")
    if not text.isprintable():
        text = text.replace("\n", " ").replace("\t", " ").replace("\u00a0", " ")
    if "\u2010" in text or "\u2011" in text or not text.isprintable():  # all else of the table does not print
        text = text.translate(_TABLE)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _RUN.sub(" ", text).strip(" ")


def fold(text: str) -> str:
    """A key under which two spellings of one label meet: letters and digits only, in lower case."""
    if text.isascii():
        return text.translate(_FOLDED)
    return _SIGNS.sub("", text.casefold())


def folded(lines: list[str]) -> list[str]:
    """What `fold` makes of each of the lines, in fewer steps."""
    plain = "\n".join([line if line.isascii() else "" for line in lines]).translate(_FOLDED_LINES)
    return [key or fold(line) for key, line in zip(plain.split("\n"), lines, strict=False)]
