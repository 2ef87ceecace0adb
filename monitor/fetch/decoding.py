"""Content codings (RFC 9110, 8.4) undone within bounds. Pure.

httpx hands out a gzip stream that ends early, and the first of two gzip members, as if they were whole; and a body of
263 bytes can stand for 600 MiB. So the bytes of the wire are decoded here.
"""

from __future__ import annotations

import zlib

from monitor.errors import FetchError, TooLarge, Truncated

MOST_CODINGS = 5
_MOST_MEMBERS = 1000  # of one gzip body; bgzip makes 256 of 16 MiB
_STEP = 64 * 1024
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


def decoded(wire: bytes | bytearray, codings: str, max_bytes: int) -> bytes:
    """The body that `wire` stands for, by the value of Content-Encoding.

    No stage of it may grow beyond `max_bytes` (TooLarge). A stream whose end or checksum is missing is Truncated. An
    unknown coding, or more than five of them, is a FetchError: we asked for gzip only. No bytes stay no bytes.
    """
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > MOST_CODINGS:
        raise FetchError(f"the body is encoded {len(names)} times, more than {MOST_CODINGS}")
    body = wire
    for name in reversed(names if wire else []):
        if name in ("gzip", "x-gzip"):
            body = _gunzipped(body, max_bytes)
        elif name == "deflate":
            body = _inflated(body, max_bytes)
        else:
            raise FetchError(f"the body is encoded as {name[:40]!r}, which was not asked for")
    if len(body) > max_bytes:
        raise too_large(max_bytes)
    return bytes(body)


def too_large(max_bytes: int) -> TooLarge:
    """The error of a body that breaks the byte budget, encoded or decoded."""
    return TooLarge(
        f"the body is longer than {max_bytes} bytes", fix="raise max_bytes in [fetch] if the page is that long"
    )


def _gunzipped(data: bytes | bytearray, limit: int) -> bytearray:
    """All members of a gzip file, one after the other (RFC 1952, 2.2). What follows the last one is padding."""
    body = bytearray()
    at = members = 0
    while at == 0 or data[at : at + 2] == b"\x1f\x8b":
        members += 1
        if members > _MOST_MEMBERS:
            raise TooLarge(f"the body has more than {_MOST_MEMBERS} gzip members")
        at = _inflate(data, at, body, _GZIP, limit)
    return body


def _inflated(data: bytes | bytearray, limit: int) -> bytearray:
    """`deflate` is zlib's format (RFC 9110, 8.4.1.2); some servers send the bare stream."""
    zlib_head = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    body = bytearray()
    _inflate(data, 0, body, _ZLIB if zlib_head else _RAW, limit)
    return body


def _inflate(data: bytes | bytearray, start: int, body: bytearray, wbits: int, limit: int) -> int:
    """Add to `body` what the compressed stream at `start` holds, and return where that stream ends.

    It is fed in steps, since zlib copies what is left over at each call: many small members would cost quadratic time.
    One growing buffer and no list of parts: a page of 16 MiB is held twice at most while it is decoded.
    """
    stream = zlib.decompressobj(wbits)
    at = start
    try:
        while not stream.eof and at < len(data):
            piece = data[at : at + _STEP]
            body += stream.decompress(piece, limit - len(body) + 1)
            if len(body) > limit:
                raise too_large(limit)
            at += len(piece) - len(stream.unconsumed_tail) - len(stream.unused_data)
    except zlib.error as error:
        raise Truncated(f"the compressed body is damaged ({error})") from error
    if not stream.eof:
        raise Truncated(f"the compressed body ends early, after {len(data)} bytes")
    return at
