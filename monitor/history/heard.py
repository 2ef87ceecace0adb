"""What a channel heard so far of what begins and ends: by the order in which it was written, since clocks are set.

Findings and waiting fields have turns, numbers that only grow. What is not written as it turns (two sources that
differ, a mistake in the configuration) is remembered as it stood when the channel was told last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from monitor.history.answers import Disagreement
from monitor.history.database import moment_or_none
from monitor.history.standing import disagreements

Differ = tuple[str, str, str, str]  # mechanism, field and both sources

CALM = (
    "SELECT o.name, max(f.closed_turn) FROM finding f JOIN source o ON o.id = f.source"
    " WHERE f.kind = 'source-failing' AND f.closed_turn <= ? GROUP BY o.id"
)

FIRST = (
    "SELECT min(at) FROM (SELECT min(opened_at) AS at FROM finding WHERE opened_turn > :after"
    " UNION ALL SELECT min(closed_at) FROM finding WHERE closed_turn > :after)"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a channel was told up to the turn `after` (None: that is not known, its time alone is), of all up to `upto`,
    but for those after the first and up to the second of each pair of turns in `missed`.

    `told`: the end of the window that was told last, where that alone is known.
    `first`: the earliest time of what is new. `differed`: which sources differed then, `differing`: which do now.
    `mistakes`: those of the configuration that stood then. `calm`: the last trouble (turn) of sources of which it was
    told that they do not come and go any more. `undelivered`: what stood then that other channels did not take (None:
    that is not known).
    """

    after: int | None
    upto: int
    differing: tuple[Disagreement, ...]
    first: datetime | None = None
    differed: frozenset[Differ] = frozenset()
    mistakes: tuple[str, ...] = ()
    calm: Mapping[str, int] | None = None
    undelivered: frozenset[str] | None = None
    told: datetime | None = None
    missed: tuple[tuple[int, int], ...] = ()

    @property
    def new(self) -> tuple[int, int] | None:
        """All that it was not told came after the one turn and up to the other; None where that is not known."""
        return None if self.after is None else (min([self.after, *(first for first, _ in self.missed)]), self.upto)

    def is_new(self, turn: int) -> bool:
        """Whether it was not told yet what came with this turn."""
        return (self.after is not None and turn > self.after) or any(one < turn <= last for one, last in self.missed)


def heard(history: Database, channel: str) -> Heard:
    """What a channel heard until now; the one written last counts, as of its windows."""
    upto = history.execute("SELECT last FROM turn").fetchone()[0]
    sql = "SELECT heard, window_until FROM outbox WHERE channel = ? ORDER BY id DESC LIMIT 1"
    words, told = history.execute(sql, [channel]).fetchone() or (None, None)
    differing = disagreements(history)
    if words is None:
        return Heard(None, upto, differing, mistakes=_mistakes_told(history, channel), told=moment_or_none(told))
    value = json.loads(words)
    differed = frozenset((one[0], one[1], one[2], one[3]) for one in value["differed"])
    missed = tuple((after, last) for after, last in value.get("missed", ()))
    after = min([value["turn"], *(one for one, _ in missed)])
    first = moment_or_none(history.execute(FIRST, {"after": after}).fetchone()[0])
    undelivered = frozenset(value["undelivered"]) if "undelivered" in value else None
    mistakes = tuple(value["mistakes"])
    known = Heard(value["turn"], upto, differing, first, differed, mistakes, value["calm"], undelivered)
    return replace(known, missed=missed)


def _mistakes_told(history: Database, channel: str) -> tuple[str, ...]:
    """The mistakes that its last digest lists: what versions told that noted no more. None where it was redacted."""
    sql = "SELECT payload FROM outbox WHERE channel = ? AND payload <> '' ORDER BY id DESC LIMIT 1"
    (payload,) = history.execute(sql, [channel]).fetchone() or ("{}",)
    value = json.loads(payload)
    digest = json.loads(value["json"]) if isinstance(value, dict) and "json" in value else value
    return tuple(digest.get("problems", ())) if isinstance(digest, dict) else ()


def hears(
    history: Database,
    known: Heard,
    *,
    mistakes: Iterable[str],
    calm: Iterable[str],
    undelivered: Iterable[str],
) -> str:
    """What the channel has heard when it is told what `known` has new, for the outbox: all that was written.
    `calm`: sources of which it is told that they do not come and go any more. `undelivered`: what others did not take,
    as it is told now.
    """
    told = set(calm)
    last = {name: turn for name, turn in history.execute(CALM, [known.upto]).fetchall() if name in told} if told else {}
    return json.dumps(
        {
            "turn": known.upto,
            "differed": sorted(one.place for one in known.differing),
            "mistakes": list(mistakes),
            "calm": {**(known.calm or {}), **last},
            "undelivered": sorted(undelivered),
        },
        ensure_ascii=False,
    )
