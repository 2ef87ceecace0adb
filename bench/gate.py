"""What a hostile answer costs at the defaults: how long after its deadline a fetch ends, how much memory it takes.

python bench/gate.py        every answer of tests/fetch/test_hostile.py, served on loopback, fetched by a child process

Peak is the child's high-water mark, set back before each fetch, over what it held when idle; only Linux tells it.
The promise: 1 s after the deadline at most, 64 MiB at most (`max_bytes` 16 MiB).
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the hostile answers are the tests'

DEADLINE = 2.0
MOST_SECONDS, MOST_MIB = 1.0, 64


def _memory(key: str) -> float:
    """VmRSS or VmHWM of this process in MiB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(rf"{key}:\s*(\d+) kB", status)[0]) / 1024


async def child(good: str, *urls: str) -> None:
    """Fetch each URL and print verdict, seconds beyond the deadline and MiB over the idle process as JSON."""
    from monitor.fetch import Gate

    loopback = (ipaddress.ip_network("127.0.0.0/8"),)
    options = {"timeout": DEADLINE, "max_bytes": 16 * 2**20, "pace": 0.0, "retries": 0}
    told, idle = [], 0.0
    for url in (good, *urls):
        # a gate for each, else the circuit of their one host would open
        async with Gate(user_agent="iscm-monitor/0", allow_addresses=loopback, **options) as gate:  # type: ignore[arg-type]  # of several types
            Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins anew (proc(5))
            started = time.monotonic()
            answer = await gate.fetch(url)
            beyond = max(0.0, time.monotonic() - started - DEADLINE)
            told.append((answer.verdict, round(beyond, 3), round(_memory("VmHWM") - idle, 1)))
            del answer
        idle = idle or _memory("VmRSS")
    print(json.dumps(told[1:]))


async def parent() -> int:
    """Serve the answers, have them fetched, print the table; 1 when the promise is broken."""
    from tests.fetch.conftest import reply, site
    from tests.fetch.test_hostile import HOSTILE

    pages = {f"/{number}": page for number, (page, _) in enumerate(HOSTILE.values())}
    async with site({**pages, "/good": reply()}) as here:
        urls = [here.url("/good"), *map(here.url, pages)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "child", *urls, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
    rows = list(zip(HOSTILE, json.loads(out), strict=True))
    print(f"{'answer':<40} {'verdict':<13} {'s late':>7} {'MiB':>6}")
    for name, (verdict, late, mib) in rows:
        print(f"{name:<40} {verdict or 'content':<13} {late:>7.3f} {mib:>6.1f}")
    late, mib = (max(row[1][column] for row in rows) for column in (1, 2))
    print(f"{len(rows)} answers: {late:.3f} s after the deadline at most, {mib:.1f} MiB over the idle process at most")
    return int(late > MOST_SECONDS or mib > MOST_MIB)


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        asyncio.run(child(*sys.argv[2:]))
    else:
        sys.exit(asyncio.run(parent()))
