"""What is known of the monitor as a whole at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.history import DeadLetter, Holder, Outgoing, RunRecord, Standstill

NAMED = 5  # sources, in one sentence
SCARCE = 256 * 2**20  # bytes free, below which somebody should make room


@dataclass(frozen=True, slots=True)
class Room:
    """The free bytes of a file system, where `path` is."""

    path: Path
    free: int

    @property
    def is_scarce(self) -> bool:
        return self.free < SCARCE


@dataclass(frozen=True, slots=True)
class Health:
    """All at `at`. `sources` counts the enabled ones by state: `well`, `failing`, `held`, `never` looked at.

    `last_run` is the last one that ended, `cut_short` are those that began since and did not, newest first, `running`
    is who is at work on the history, `daemon` who watches. `next_look` is when the next source is due and which one,
    `late` by how much what is due most was not looked at, `unlooked` since when sources wait that never were. `waiting`
    and `dead` are digests, `halted` are channels to which none can be put together, `stranded` those for which some
    wait though there are no such channels. `damage` says what is wrong with the history file, None: nothing is known.
    `problems` are mistakes in the configuration.
    """

    at: datetime
    last_run: RunRecord | None
    cut_short: tuple[RunRecord, ...]
    running: Holder | None
    daemon: Holder | None
    stuck_after: timedelta  # how long somebody may be at work without anybody asking why
    next_look: tuple[datetime, str] | None
    late: timedelta
    allowed: timedelta  # how late may be without anybody asking why
    sources: Mapping[str, int]
    failing: tuple[str, ...]
    unlooked: Mapping[str, datetime]
    waiting: tuple[Outgoing, ...]
    dead: tuple[DeadLetter, ...]
    halted: tuple[Standstill, ...]
    stranded: tuple[str, ...]
    rooms: tuple[Room, ...]
    damage: str | None
    problems: tuple[str, ...]

    @property
    def is_alive(self) -> bool:
        """Whether what is due is looked at, and what is found can be kept."""
        return self.late <= self.allowed and self.damage is None and not self.is_stuck

    @property
    def is_stuck(self) -> bool:
        """Whether who is at work keeps all others from it for longer than `stuck_after`."""
        return self.running is not None and self.at - self.running.since > self.stuck_after

    @property
    def overlooked(self) -> tuple[str, ...]:
        """The sources that should have been looked at for the first time by now."""
        return tuple(sorted(name for name, since in self.unlooked.items() if self.at - since > self.allowed))

    @property
    def complaints(self) -> tuple[str, ...]:
        """What somebody should look after, a sentence each; none where all is well."""
        oldest = min((min(one.created_at, self.at) for one in self.waiting if one.error), default=None)
        given_up = f"{len(self.dead)} {'digest was' if len(self.dead) == 1 else 'digests were'}"
        found = [
            f"a look is late by {str(self.late).partition('.')[0]}" if self.late > self.allowed else "",
            f"{self.running} is still at work: see what it waits for, or end it" if self.is_stuck else "",
            _overlooked(self.overlooked),
            self.damage or "",
            _cut_short(self.cut_short),
            f"{len(self.failing)} of {sum(self.sources.values())} sources fail" if self.failing else "",
            f"digests wait since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else "",
            f"{given_up} never taken: `monitor channels` says which" if self.dead else "",
            *(_halted(one) for one in self.halted),
            *(f"digests wait for {name}, which the configuration does not have" for name in self.stranded),
            *(f"{room.path} has {room.free // 2**20} MiB left" for room in self.rooms if room.is_scarce),
            *self.problems,
        ]
        return tuple(sentence for sentence in found if sentence)


def _cut_short(runs: Sequence[RunRecord]) -> str:
    """One is no complaint: a machine that is switched off cuts a run short, and the next goes on where it was."""
    if len(runs) < 2:
        return ""
    since = f"{runs[-1].started_at:%Y-%m-%d %H:%M} UTC"
    return f"the last {len(runs)} runs, since {since}, did not come to their end: see the log for why"


def _overlooked(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    listed = ", ".join(names[:NAMED]) + (" ..." if len(names) > NAMED else "")
    return f"{len(names)} {'source was' if len(names) == 1 else 'sources were'} never looked at: {listed}"


def _halted(one: Standstill) -> str:
    return f"no digest could be put together for {one.channel} since {one.opened_at:%Y-%m-%d %H:%M} UTC: {one.error}"
