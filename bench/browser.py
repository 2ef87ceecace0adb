"""What a rendered page costs: how long a fetch takes, how late one ends that has no end, what the browser holds.

python bench/browser.py        with the installed Chromium; root needs the variable CI
"""

from __future__ import annotations

import asyncio
import ipaddress
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the site is the tests'

DEADLINE = 10.0
ENDLESS = {
    "a script that spins": "<script>while (true) {}</script>",
    "a dialog over and over": "<script>setInterval(() => alert(1), 0)</script>",
    "a document that writes on": "<script>setInterval(() => document.write('x'.repeat(9999)), 1)</script>",
    "pop-ups without end": "<script>setInterval(() => open('/'), 1)</script>",
    "memory without end": "<script>const held = []; while (true) held.push(new Uint8Array(1e7).fill(1))</script>",
}
PLAIN = "<h1>Page</h1><p>It says this without a script.</p>"
SCRIPTED = "<div id=r></div><script>r.innerHTML = '<h1>Page</h1><p>A script said this.</p>'</script>"


async def main() -> int:
    """Serve the pages, fetch them, print the table; 1 when one ends more than a second after its deadline."""
    from monitor.fetch import Gate
    from tests.fetch.conftest import reply, site

    bodies = {"/plain": PLAIN, "/scripted": SCRIPTED, **{f"/{n}": text for n, text in enumerate(ENDLESS.values())}}
    pages = {path: reply(text.encode(), "200 OK", "Content-Type: text/html") for path, text in bodies.items()}
    loopback = (ipaddress.ip_network("127.0.0.1/32"),)
    worst = 0.0
    async with site(pages) as here:
        for path, name in (("/plain", "as it comes"), ("/scripted", "rendered"), ("/scripted", "rendered again")):
            if name != "rendered again":
                gate = Gate(user_agent="iscm-monitor/0", timeout=30, max_bytes=2**24, pace=0, allow_addresses=loopback)
            if gate.no_browser is not None:
                print(f"no page can be rendered here: {gate.no_browser}")
                return 0
            started = time.monotonic()
            answer = await gate.fetch(here.url(path), render=path == "/scripted")
            print(f"{name:<28} {answer.verdict or 'content':<12} {time.monotonic() - started:6.2f} s")
        await gate.__aexit__(None, None, None)
        for number, name in enumerate(ENDLESS):
            async with Gate(
                user_agent="iscm-monitor/0", timeout=DEADLINE, max_bytes=2**24, pace=0, allow_addresses=loopback
            ) as gate:
                await gate.fetch(here.url("/scripted"), render=True)  # the start of the browser is not counted
                started = time.monotonic()
                answer = await gate.fetch(here.url(f"/{number}"), render=True)
                took = time.monotonic() - started
            worst = max(worst, took - DEADLINE)
            print(f"{name:<28} {answer.verdict or 'content':<12} {took:6.2f} s of {DEADLINE:g}")
    print(f"{max(0.0, worst):.2f} s after the deadline at most")
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
