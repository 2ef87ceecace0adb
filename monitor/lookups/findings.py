"""The kinds of findings: what each means to a reader and how loud it is. From findings.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from monitor.errors import LookupDataError
from monitor.lookups.load import only, string, table
from monitor.model import Importance

FILE = "findings.toml"


@dataclass(frozen=True, slots=True)
class FindingKind:
    """`moment`: it tells of an event, and so ends as it begins. `stamped`: a line of the page that only has another
    counter or date is the same line.
    """

    meaning: str
    importance: Importance
    moment: bool = False
    stamped: bool = False


@cache
def kinds() -> dict[str, FindingKind]:
    """All kinds by their name."""
    found: dict[str, FindingKind] = {}
    for name, entry in table("findings").items():
        only(entry, ("meaning", "importance", "moment", "stamped"), FILE, of=name)
        importance = string(entry, "importance", FILE, of=name)
        if importance not in get_args(Importance):
            raise LookupDataError(f"lookups/{FILE}, {name}: importance is one of {', '.join(get_args(Importance))}")
        meaning = string(entry, "meaning", FILE, of=name)
        moment, stamped = bool(entry.get("moment", False)), bool(entry.get("stamped", False))
        found[name] = FindingKind(meaning, cast(Importance, importance), moment, stamped)
    return found


def is_moment(kind: str) -> bool:
    """Whether findings of a kind tell of an event."""
    return kind in kinds() and kinds()[kind].moment


def is_stamped(kind: str) -> bool:
    """Whether a finding of a kind is the same while its words are, whatever its figures and dates."""
    return kind in kinds() and kinds()[kind].stamped
