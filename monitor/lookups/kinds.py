"""Which kinds of changes there are: kinds.toml, by names alone. What they mean is read in `compare/kinds.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from monitor.lookups import load

Turn = Literal["added", "removed", "changed", "announced", "held", "cancelled", "postponed", "resumed"]
TURNS: tuple[Turn, ...] = get_args(Turn)


def every(fields: Iterable[str] = ()) -> frozenset[str]:
    """All kinds that there can be, those of further fields included."""
    raw = load.table("kinds")
    known: dict[str, dict[str, str]] = {**{field: {} for field in fields}, **raw.get("field", {})}
    own = {entry.get(turn, f"{field}.{turn}") for field, entry in known.items() for turn in TURNS}
    return frozenset(own | {name for name in raw["kind"] if "*" not in name})
