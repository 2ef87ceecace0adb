"""What the archive holds of a source already, and what it held and may not hold again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.archive import Archive, Archived, Revisit
from monitor.model import Decision, Json

Mark = tuple[int, str]  # the second of a capture, and the sha256 of its body


@dataclass(frozen=True, slots=True)
class Held:
    """`timeline`: when each capture was made and the sha256 of its body, oldest first. `thinned`: captures that were
    taken out since they say nothing. `redacted`: bodies that were taken out on request: none of them comes back,
    whenever somebody captured it.
    """

    timeline: tuple[tuple[datetime, str], ...] = ()
    thinned: frozenset[Mark] = frozenset()
    redacted: frozenset[str] = frozenset()
    seconds: frozenset[int] = frozenset()  # of all of these
    looks: tuple[datetime, ...] = ()  # those that found a capture again and were kept


def held(archive: Archive, source: str) -> Held:
    """What stands in the archive of a source, whether the history knows it or not; what is damaged is passed over."""
    timeline: list[tuple[datetime, str]] = []
    thinned: set[Mark] = set()
    redacted: dict[str, int] = {}
    looks: list[datetime] = []
    for one in archive.found(source, lambda _damage: None):
        match one.content:
            case Archived(role="") as kept:
                timeline.append((kept.fetched_at, kept.sha256))
            case Revisit() as look:
                looks.append(look.fetched_at)
            case Decision(kind="redacted", facts=facts):
                redacted[facts["sha256"]] = _second(facts)
            case Decision(kind="thinned", facts=facts):
                thinned |= {(_second(each), each["sha256"]) for each in facts["captures"]}
    stands = [(at, sha256) for at, sha256 in timeline if sha256 not in redacted]
    seconds = {int(at.timestamp()) for at, _ in timeline} | {second for second, _ in thinned} | set(redacted.values())
    return Held(tuple(sorted(stands)), frozenset(thinned), frozenset(redacted), frozenset(seconds), tuple(looks))


def _second(facts: dict[str, Json]) -> int:
    return int(datetime.fromisoformat(facts["fetched_at"]).timestamp())
