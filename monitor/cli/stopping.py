"""What ends a command by a signal: SIGTERM as Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from monitor.cli import say

BY_SIGNAL = 128  # added to the number of the signal: the exit status that a shell gives it


@contextmanager
def stoppable(told: str) -> Iterator[None]:
    """SIGTERM and Ctrl-C end what goes on within: what is open is closed, `told` is printed on stderr, and the exit
    status is 128 and the number of the signal. A second signal ends it where it is.
    """
    came = [signal.SIGINT]

    def stop(number: int, frame: FrameType | None) -> None:
        came[:] = [signal.Signals(number)]
        signal.raise_signal(signal.SIGINT)  # which asyncio makes a cancellation of

    if threading.current_thread() is not threading.main_thread():  # signals are the main thread's
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN  # as of what a script puts in the background
    if ignored:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        say.line(told, err=True)
        click.get_current_context().exit(BY_SIGNAL + came[0])
    finally:
        signal.signal(signal.SIGTERM, before)
        if ignored:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
