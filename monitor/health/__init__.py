"""How the monitor fares as a whole: what a person, a script or a watcher of machines asks of it.

In: settings, the history for reading, the files beside it. Out: one `Health`. Must not know: how it is shown.
"""

from monitor.health.asked import health
from monitor.health.records import Health, Room

__all__ = ["Health", "Room", "health"]
