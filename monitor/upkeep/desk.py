"""Everything opened that works on the archive and the history without a network, while no run can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from monitor import history
from monitor.archive import Archive
from monitor.config import Settings
from monitor.documents import Worker
from monitor.look.reading import Desk

Now = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def at_the_desk(settings: Settings, *, now: Now = utc_now, worker: Worker | None = None) -> Iterator[Desk]:
    """The lock of a run, the history for writing, the archive and a reading process, until the block ends.

    `worker`: a reading process that is warm already and goes on. Raises RunLocked while a run is at work.
    """
    with ExitStack() as stack:
        stack.enter_context(history.run_lock(settings.monitor.history, now=now()))
        book = history.open_history(settings.monitor.history)
        stack.callback(book.close)
        archive = Archive(settings.monitor.snapshots, rotate_at=settings.archive.rotate_at)
        yield Desk(book=book, archive=archive, worker=worker or stack.enter_context(Worker()), run=None, now=now)
