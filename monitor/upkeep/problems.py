"""What `verify` finds: damage, which changes its exit status, and remarks, which do not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

RESTORE: Final = "restore the file from a backup of the snapshots folder"
REPAIR: Final = "`monitor verify --repair`"
REBUILD: Final = "`monitor rebuild`"

# kind -> the way to mend it; what is not here but in REMARKS is no damage
DAMAGE: Final[dict[str, str]] = {
    "dictionary": f"{REPAIR} puts the second copy back",
    "head": RESTORE,
    "copy": f"{REPAIR} makes the second copy anew",
    "frame": f"{RESTORE}; what is not in a backup is lost",
    "torn-end": f"{REPAIR}, or the next run, keeps these bytes aside and cuts them off",
    "unreadable": "see who owns the files and their folder",
    "missing": RESTORE,
    "shorter": RESTORE,
    "elsewhere": f"{REPAIR} notes where it stands",
    "row": f"{REPAIR} notes what the archive holds",
    "id": REBUILD,
    "address": "see whether the file belongs into the folder of another source",
    "other": f"{RESTORE}, or {REBUILD}",
    "overview": f"{RESTORE}, or {REBUILD}",
    "orphan": f"{REPAIR}, or the next run, gives it its row and reads it",
    "not-wiped": "run `monitor redact` for it once more",
    "unknown-source": f"{REBUILD}, or take the folder away",
    "database": f"restore it from a backup, or {REBUILD}",
    "dangling": REBUILD,
    "fulltext": f"{REPAIR} makes it anew",
}
REMARKS: Final[dict[str, str]] = {
    "torn": "delete the file when nobody wants to look at it",
    "unfinished": "delete the file: what it was to hold was not acknowledged",
    "foreign": "move it elsewhere, if it is yours",
    "not-thinned": "run `monitor thin` for its source once more",
    "twice": "nothing: the history names one of them",
    "unread": "the next run reads it",
    "untold": "the next run takes it in",
    "overtaken": f"{REBUILD} reads it in its place in time",
    "unended": "nothing: the run after it went on where it was",
    "pause": "see whether cron or `monitor watch` runs",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be. `file`: below the snapshots folder; `offset`: bytes in it."""

    kind: str
    message: str
    source: str | None = None
    file: str | None = None
    offset: int | None = None
    capture: str | None = None
    fix: str = ""

    @property
    def is_damage(self) -> bool:
        """Whether something that is stored is lost, or not what it was, or cannot be found."""
        return self.kind in DAMAGE

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return self.fix or DAMAGE.get(self.kind) or REMARKS[self.kind]

    @property
    def where(self) -> str:
        """The place in words; '' for the history as a whole."""
        byte = f", byte {self.offset}" if self.offset is not None else ""
        return f"{self.file}{byte}" if self.file else self.source or ""


@dataclass(slots=True)
class Verified:
    """What was looked through, what was found, and what was mended, a line each."""

    sources: int = 0
    captures: int = 0
    records: int = 0  # captures, looks that found one again, decisions
    size: int = 0  # bytes of the segments
    seconds: float = 0.0
    problems: list[Problem] = field(default_factory=list)
    repaired: tuple[str, ...] = ()

    @property
    def damage(self) -> list[Problem]:
        """The problems that are no remarks."""
        return [problem for problem in self.problems if problem.is_damage]


def shown(path: Path, snapshots: Path) -> str:
    """A path as problems give it."""
    return str(path.relative_to(snapshots))


def instant(moment: datetime) -> str:
    """A time in a message."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"
