"""What was found in a file, aside on the disk until all of it is known: bodies each once, compressed, in a file without
a name. So an import needs memory for one page, however many there are.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.headers import Headers
from monitor.model import Answer, Finding


@dataclass(frozen=True, slots=True)
class Slip:
    """Where in the spool an answer lies: offset and length of what is said of it, and the digest of its body."""

    offset: int
    length: int
    sha256: str


class Spool:
    """Answers put aside. Use it as a context: the file is gone when it ends."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed with the spool
        self._bodies: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._file.close()

    def put(self, answer: Answer, remarks: tuple[Finding, ...] = ()) -> Slip:
        """Put an answer aside."""
        sha256 = self._body(answer.body)
        told = {
            "requested": answer.requested_url,
            "final": answer.final_url,
            "redirects": answer.redirects,
            "status": answer.status,
            "reason": answer.reason,
            "headers": answer.headers,
            "received": answer.received,
            "address": answer.address,
            "shell": None if answer.shell is None else self._body(answer.shell),
            "remarks": [[r.kind, r.message, r.mechanism, r.field, r.quote, r.locator] for r in remarks],
        }
        return Slip(*self._write(json.dumps(told).encode()), sha256)

    def get(self, slip: Slip, at: datetime) -> tuple[Answer, tuple[Finding, ...]]:
        """An answer that was put aside, as one of the time `at`, and what was remarked."""
        told: dict[str, Any] = json.loads(self._read(slip.offset, slip.length))
        shell = told["shell"]
        found = Answer(
            requested_url=told["requested"],
            final_url=told["final"],
            fetched_at=at,
            seconds=0.0,
            status=told["status"],
            reason=told["reason"],
            headers=_headers(told["headers"]),
            body=self._read(*self._bodies[slip.sha256]),
            received=told["received"],
            redirects=tuple((status, url) for status, url in told["redirects"]),
            address=told["address"],
            shell=None if shell is None else self._read(*self._bodies[shell]),
        )
        return found, tuple(Finding(*remark) for remark in told["remarks"])

    def known(self, sha256: str) -> bool:
        """Whether a body with this digest is here."""
        return sha256 in self._bodies

    def _body(self, body: bytes) -> str:
        sha256 = hashlib.sha256(body).hexdigest()
        if sha256 not in self._bodies:
            self._bodies[sha256] = self._write(body)
        return sha256

    def _write(self, data: bytes) -> tuple[int, int]:
        packed = zlib.compress(data, 1)
        offset = self._file.seek(0, 2)
        self._file.write(packed)
        return offset, len(packed)

    def _read(self, offset: int, length: int) -> bytes:
        self._file.seek(offset)
        return zlib.decompress(self._file.read(length))


def _headers(pairs: list[list[str]]) -> Headers:
    return tuple((name, value) for name, value in pairs)
