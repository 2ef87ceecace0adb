"""Which exit status a command ends with (design: Commands and exit status)."""

from __future__ import annotations

import errno

from monitor.errors import (
    ArchiveFull,
    AskedToWait,
    ConfigError,
    HistoryBusy,
    LookupDataError,
    MonitorError,
    RunLocked,
    Unsettled,
    UsageError,
)

DONE = 0
SOME_FAILED = 1
USAGE = 2
LOCKED = 3
TRY_LATER = 75  # EX_TEMPFAIL, sysexits.h

_STATUS: tuple[tuple[type[MonitorError], int], ...] = (
    (RunLocked, LOCKED),
    (ArchiveFull, TRY_LATER),
    (HistoryBusy, TRY_LATER),
    (Unsettled, TRY_LATER),
    (AskedToWait, TRY_LATER),
    (ConfigError, USAGE),
    (UsageError, USAGE),
    (LookupDataError, USAGE),
)


def of_system(error: OSError) -> tuple[MonitorError, int]:
    """What the operating system refused, in plain words, and the exit status for it."""
    what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MonitorError(what, fix="make room, then run again"), TRY_LATER
    fix = "see who owns the file and its folder" if isinstance(error, PermissionError) else None
    return MonitorError(what, fix=fix), SOME_FAILED


def status_of(error: MonitorError) -> int:
    """The exit status for an error that ended a command."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), SOME_FAILED)
