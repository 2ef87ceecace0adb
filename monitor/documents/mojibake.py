"""Text that was written in UTF-8 twice: `rÃ©gion`, `2012 â€“ 2014`."""

from __future__ import annotations

import re

FEWEST = 2  # runs of foreign signs: one alone may be what somebody wrote
_FIRST = re.compile("[ÂÃÄÅÐÑÎÏÙØâãàá]")  # what the first bytes of letters and signs look like
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x80, 0xA0)
}


def written_once(text: str) -> str | None:
    """What was meant by a text all of whose foreign signs are bytes of UTF-8; None where some are not, or few are."""
    if text.isascii() or not _FIRST.search(text):
        return None
    runs = 0

    def mended(run: re.Match[str]) -> str:
        nonlocal runs
        runs += 1
        return bytes(map(_BYTES.__getitem__, run.group())).decode("utf-8")

    try:
        once = _FOREIGN.sub(mended, text)
    except (KeyError, UnicodeDecodeError):  # a sign that is no byte, or bytes that are no letter: it was written once
        return None
    return once if runs >= FEWEST else None
