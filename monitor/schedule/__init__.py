"""The daemon: what is due is looked at when it is due, until the process is told to end.

In: settings, and the history for when each source was looked at last. Out: runs, one at a time. Must not know: what a
run does, and how its news are told.
"""

from monitor.schedule.daemon import Watch, watch

__all__ = ["Watch", "watch"]
