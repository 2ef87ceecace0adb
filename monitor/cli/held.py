"""What is held back of a source, in words and for programs: by itself, and beside the answers that it may concern."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.cli import say
from monitor.cli.opening import how_called

if TYPE_CHECKING:
    from sqlite_utils import Database

    from monitor.history import HeldRecord, StatementRecord
    from monitor.model import Json

Place = tuple[str, str | None, str]  # source, mechanism, field


def beside(
    history: Database,
    *,
    mechanisms: Collection[str] = (),
    fields: Collection[str] = (),
    sources: Collection[str] = (),
    at: datetime | None = None,
) -> tuple[HeldRecord, ...]:
    """What is held, or was at `at`, of these mechanisms, fields and sources: what stands there may be no more. An empty
    filter lets all pass.
    """
    from monitor.history import held

    return tuple(
        one
        for one in held(history, open_only=at is None)
        if (at is None or (one.since <= at and (one.ended_at is None or one.ended_at > at)))
        and one.mechanism is not None
        and (not mechanisms or one.mechanism in mechanisms)
        and (not fields or one.field in fields)
        and (not sources or one.source in sources)
    )


def print_beside(found: Sequence[HeldRecord], at: datetime | None = None) -> None:
    """Print what is held below an answer; nothing where nothing is."""
    if found:
        say.line()
        say.line(say.Styled("Held back" if at is None else "Held back then", "cyan"))
    for one in found:
        say.line(f"  - {sentence(one) if at is None else _then(one)}")


def beside_value(found: Sequence[HeldRecord]) -> list[Json]:
    """The same for programs."""
    return [{"source": one.source, **as_value(one)} for one in found]


def reason(found: Sequence[HeldRecord], of: StatementRecord) -> str | None:
    """Why the reading of a statement's field is held, so that it stands as it was; None where it is not."""
    return next((one.reason for one in found if place(one) == place(of)), None)


def place(one: HeldRecord | StatementRecord) -> Place:
    """Where something is stated or held."""
    return one.source, one.mechanism, one.field


def _then(one: HeldRecord) -> str:
    from monitor.digest import telling
    from monitor.digest.words import instant, label

    of = telling.of_mechanism(one.mechanism)
    return f"{one.source}: {label(one.field)}{of} held since {instant(one.since)}: {one.reason}"


def sentence(one: HeldRecord) -> str:
    """A field that is held, why, and how that ends."""
    from monitor.digest import Waiting, telling
    from monitor.digest.words import instant, label

    if one.waits:
        waiting = Waiting(one.source, one.mechanism, one.field, one.reason, one.since)
        return telling.waiting(waiting, how_called())
    of = telling.of_mechanism(one.mechanism)
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
