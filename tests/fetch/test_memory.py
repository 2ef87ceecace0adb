"""No answer costs more than 64 MiB over the idle process, at the default of 16 MiB for a body.

The gate runs in a process of its own: the high-water mark of this one would tell of the tests.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

MIB = 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHILD = """
import asyncio, ipaddress, json, re, sys
from pathlib import Path
from monitor.fetch import Gate

def most():  # VmHWM, since ru_maxrss also remembers the process that started this one
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search("VmHWM:[^0-9]*([0-9]+) kB", status)[1]) // 1024

async def main(good, *urls):
    loopback = (ipaddress.ip_network("127.0.0.0/8"),)
    options = {"timeout": 4.0, "max_bytes": 16 * 1024 * 1024, "pace": 0.0, "retries": 0}
    async with Gate(user_agent="iscm-monitor/0.1", allow_addresses=loopback, **options) as gate:
        await gate.fetch(good)
        told, idle = {}, most()
        for url in urls:
            answer = await gate.fetch(url)
            told[url.rpartition("/")[2]] = [answer.verdict, most() - idle]
            del answer
    print(json.dumps(told))

asyncio.run(main(*sys.argv[1:]))
"""


def gzipped(body: bytes, level: int) -> bytes:
    stream = zlib.compressobj(level, zlib.DEFLATED, 31)
    return stream.compress(body) + stream.flush()


def bomb(size: int, times: int) -> bytes:
    """`size` bytes of nothing, compressed `times` over, without ever holding them."""
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(stream.compress(bytes(MIB)) for _ in range(size // MIB)) + stream.flush()
    for _ in range(times - 1):
        body = gzipped(body, 9)
    return body


def encoded(body: bytes, times: int) -> bytes:
    codings = ", ".join(["gzip"] * times).encode()
    return HEAD + b"Content-Encoding: " + codings + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def forever(start: bytes, piece: bytes) -> Any:
    async def page(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()

    return page


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's high-water mark so")
def test_hostile_answers_stay_within_64_mib_of_the_idle_process(web: Any) -> None:
    stored = os.urandom(15 * MIB)
    for _ in range(5):
        stored = gzipped(stored, 0)
    noise = bytes(range(256)) * 4096
    pages = {
        "/good": web.reply(),
        "/bomb": encoded(bomb(300 * MIB, 1), 1),
        "/bomb-in-bombs": encoded(bomb(300 * MIB, 3), 3),
        "/largest": encoded(gzipped(bytes(16 * MIB), 9), 1),
        "/five-large-layers": encoded(stored, 5),
        "/endless-body": forever(HEAD + b"\r\n", noise),
        "/endless-chunks": forever(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"100000\r\n" + noise + b"\r\n"),
        "/endless-header": forever(HEAD + b"X-A: ", b"b" * 65536),
        "/endless-headers": forever(HEAD, b"X-A: " + b"b" * 1000 + b"\r\n"),
        "/many-members": encoded(gzipped(b"", 9) * 800_000, 1),
    }

    async def main() -> dict[str, list[Any]]:
        async with web.site(pages) as here:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", CHILD, *map(here.url, pages)),
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
            )
            out, _ = await child.communicate()
            return dict(json.loads(out))

    told = asyncio.run(main())
    assert {name: verdict for name, (verdict, _) in told.items()} == {
        "bomb": "too-large",
        "bomb-in-bombs": "too-large",
        "largest": None,
        "five-large-layers": None,
        "endless-body": "too-large",
        "endless-chunks": "too-large",
        "endless-header": "unreachable",
        "endless-headers": "unreachable",
        "many-members": "too-large",
    }
    assert {name: mib for name, (_, mib) in told.items() if mib >= 64} == {}
