"""Readers that pages kill, each in another way; they stand in for `read_capture` and run in the reading process."""

from __future__ import annotations

import os
import signal

from monitor.extract import PageReading, Payload
from monitor.extract import read_capture as read_well
from monitor.model import Source

DEADLY = b"deadly"  # in a page that does it


def out_of_memory(payload: Payload, source: Source) -> PageReading:
    """Asks for more memory than a reader may have."""
    if DEADLY in payload.body:
        bytes(1 << 36)
    return read_well(payload, source)


def out_of_time(payload: Payload, source: Source) -> PageReading:
    """Goes on for ever."""
    while DEADLY in payload.body:
        pass
    return read_well(payload, source)


def by_signal(payload: Payload, source: Source) -> PageReading:
    """Ends as by a fault in a C library."""
    if DEADLY in payload.body:
        os.kill(os.getpid(), signal.SIGSEGV)
    return read_well(payload, source)


def by_exit(payload: Payload, source: Source) -> PageReading:
    """Leaves without a word."""
    if DEADLY in payload.body:
        os._exit(3)
    return read_well(payload, source)


def with_a_lie(payload: Payload, source: Source) -> PageReading:
    """Answers something else than it was asked for."""
    if DEADLY in payload.body:
        return "all is well"  # type: ignore[return-value]  # that is the lie
    return read_well(payload, source)
