"""When a source is to be looked at: its schedule, and when it was looked at last.

In: settings and the history. Out: instants. Must not know: how a look is made, and who asks.
"""

from monitor.due.looks import (
    LastLook,
    due,
    due_since,
    last_looks,
    next_look,
    schedule_of,
    shortest_gap,
    waits_since,
)
from monitor.due.times import next_after, usual_gap

__all__ = [
    "LastLook",
    "due",
    "due_since",
    "last_looks",
    "next_after",
    "next_look",
    "schedule_of",
    "shortest_gap",
    "usual_gap",
    "waits_since",
]
