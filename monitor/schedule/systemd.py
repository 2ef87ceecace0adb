"""What systemd is told of the daemon (sd_notify(3)): that it is ready, alive, reloading or ending. A few lines of text
to a socket that the environment names; without it nobody is told.
"""

from __future__ import annotations

import logging
import os
import socket
import time

_log = logging.getLogger(__name__)


def tell(*lines: str) -> None:
    """Tells systemd, where it listens. That it cannot be told is logged: it ends what it hears nothing of."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):  # an abstract one
        address = f"\0{address[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to:
            to.connect(address)
            to.sendall("\n".join(lines).encode())
    except OSError as error:
        _log.warning("systemd was not told %s: %s", lines[0], error)


def ready(status: str) -> None:
    """The daemon is at work."""
    tell("READY=1", f"STATUS={status}")


def reloading() -> None:
    """The configuration is read again; `ready` says when that is done."""
    tell("RELOADING=1", f"MONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}")


def stopping() -> None:
    """The daemon comes to its end."""
    tell("STOPPING=1")


def alive() -> None:
    """The loop turns: to be called more often than WatchdogSec."""
    tell("WATCHDOG=1")


def watchdog() -> float | None:
    """How many seconds may pass between two calls of `alive`; None where nobody watches this process."""
    if os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    every = os.environ.get("WATCHDOG_USEC", "")
    return int(every) / 1e6 / 2 if every.isdecimal() and int(every) else None
