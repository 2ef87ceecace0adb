"""What a channel wants to know. Pure."""

from __future__ import annotations

from monitor.history import ChangeRecord
from monitor.model import Interest, Json

RANK = {"low": 0, "medium": 1, "high": 2}


def wanted(change: ChangeRecord, interest: Interest) -> bool:
    """Whether a change is told where `interest` decides.

    A change of a page as a whole is about no mechanism and no country: it is told where neither is asked for. A kind
    `chair` stands for all that begin with `chair.`, as everywhere.
    """
    kinds = interest.kinds
    return (
        RANK[change.importance] >= RANK[interest.importance]
        and (not interest.mechanisms or change.mechanism in interest.mechanisms)
        and (not interest.countries or bool(_countries(change).intersection(interest.countries)))
        and (not kinds or any(change.kind == kind or change.kind.startswith(f"{kind}.") for kind in kinds))
    )


def _countries(change: ChangeRecord) -> set[str]:
    return {change.key, *_named(change.before), *_named(change.after)}


def _named(value: Json) -> set[str]:
    if isinstance(value, dict):
        own = {value["country"]} if isinstance(value.get("country"), str) else set()
        return own.union(*(_named(part) for part in value.values()))
    return set().union(*(_named(part) for part in value)) if isinstance(value, list) else set()
