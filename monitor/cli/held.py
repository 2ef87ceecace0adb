"""What is held back of a source, in words and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.cli.opening import how_called

if TYPE_CHECKING:
    from monitor.history import HeldRecord
    from monitor.model import Json


def sentence(one: HeldRecord) -> str:
    """A field that is held, why, and how that ends."""
    from monitor.digest import Waiting, telling
    from monitor.digest.words import instant, label

    if one.waits:
        waiting = Waiting(one.source, one.mechanism, one.field, one.reason, one.since)
        return telling.waiting(waiting, how_called())
    of = f" of {one.mechanism}" if one.mechanism else ""
    rejected = f"rejected {instant(one.decided_at)}: {one.why}" if one.decided_at else "rejected"
    return f"{one.source}: {label(one.field)}{of} held since {instant(one.since)}: {one.reason} ({rejected})"


def as_value(one: HeldRecord) -> Json:
    """A field that is held, in the form that programs rely on."""
    return {
        "mechanism": one.mechanism,
        "field": one.field,
        "reason": one.reason,
        "since": one.since.isoformat(),
        "runs": one.runs,
        "by_itself": one.by_itself and one.waits,
        "decision": one.decision,
        "why": one.why,
        "decided_at": one.decided_at and one.decided_at.isoformat(),
    }
