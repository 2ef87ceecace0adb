"""Work that blocks, in a thread of its own: in a pool some that hang would hold up the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


async def apart(
    work: Callable[[], Result], *, limit: float | None = None, cut: Callable[[], None] = lambda: None
) -> Result:
    """The result of `work`. After `limit` seconds, or when whoever waits is told to end, `cut` makes it fail; what it
    raises then is raised here, so that what it brought to an end in the last moment counts.
    """
    pool = ThreadPoolExecutor(1)
    task = asyncio.get_running_loop().run_in_executor(pool, work)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may be left to ask
    pool.shutdown(wait=False)
    try:
        await asyncio.wait({task}, timeout=limit)
    finally:
        if not task.done():
            cut()
    return await task
