"""Which exit status a command ends with (design: Commands and exit status)."""

from __future__ import annotations

from monitor.errors import ArchiveFull, ConfigError, LookupDataError, MonitorError, RunLocked, UsageError

DONE = 0
SOME_FAILED = 1
USAGE = 2
LOCKED = 3
TRY_LATER = 75  # EX_TEMPFAIL, sysexits.h

_STATUS: tuple[tuple[type[MonitorError], int], ...] = (
    (RunLocked, LOCKED),
    (ArchiveFull, TRY_LATER),
    (ConfigError, USAGE),
    (UsageError, USAGE),
    (LookupDataError, USAGE),
)


def status_of(error: MonitorError) -> int:
    """The exit status for an error that ended a command."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), SOME_FAILED)
