"""The digests that a WARC record, or the list of a web archive, states, compared with bytes. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

NAMES = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}  # bytes of each; ISO 28500, 5.8 leaves the choice open


def agrees(stated: str, *payloads: bytes) -> bool | None:
    """Whether one of `payloads` has the digest that is stated as `algorithm:value`, in base32, hex or base64; without
    a name it is SHA-1, as in a CDX.

    None where it says nothing: it is not there, or of an algorithm that is not known here.
    """
    read = normal(stated)
    if read is None:
        return None
    name, wanted = read
    return any(hashlib.new(name, payload, usedforsecurity=False).digest() == wanted for payload in payloads)


def sha1(data: bytes) -> str:
    """SHA-1 in base32, as a CDX has it."""
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def normal(stated: str) -> tuple[str, bytes] | None:
    """Algorithm and bytes of a stated digest; None when it cannot be read."""
    name, colon, value = stated.strip().partition(":")
    if not colon:
        name, value = "sha1", name
    name = name.strip().lower().replace("-", "")
    length = NAMES.get(name)
    if length is None or len(value) > 2 * NAMES["sha512"]:
        return None
    return next(((name, found) for found in _read(value.strip()) if len(found) == length), None)


def _read(value: str) -> Iterable[bytes]:
    for decode in (bytes.fromhex, _base32, _base64):
        try:
            yield decode(value)
        except (ValueError, binascii.Error):
            continue


def _base32(value: str) -> bytes:
    value = value.rstrip("=").upper()
    return base64.b32decode(value + "=" * (-len(value) % 8))


def _base64(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
