"""A place in a file of the archive, as far as it is known, so that what is damaged there can be told with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor.errors import DamagedRecord


@dataclass(frozen=True, slots=True)
class Where:
    """A file, or how one of others is called, and the byte at which it begins; None: nobody is told of it."""

    file: Path | str | None = None
    offset: int | None = None

    def damaged(self, what: str) -> DamagedRecord:
        """The error to raise."""
        return DamagedRecord(what, file=None if self.file is None else str(self.file), offset=self.offset)
