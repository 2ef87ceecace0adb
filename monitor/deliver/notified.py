"""Digests by the services that Apprise knows: handed to a process of its own, which can be ended when it hangs.

Apprise dials by itself, and not through the gate. Its process therefore refuses every connection to an address that is
not public and that the channel does not open, when it is dialled (`notifying`).
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from importlib.util import find_spec

from monitor.deliver.letter import Letter
from monitor.deliver.owed import Owed
from monitor.deliver.secrets import reveal
from monitor.errors import NotDelivered
from monitor.model import Json, Notified

START = 60.0  # seconds at most until the process has begun: it loads its libraries
MISSING = "Apprise is not installed"


async def notify(
    letter: Letter, to: Notified, *, timeout: float, proxy: str | None, key: str = "", rest: str = ""
) -> None:
    """Gives a digest as text to each service, or to those that are still to get it (`rest`, see `Owed`), within
    `timeout` seconds. Raises NotDelivered, which names places and kinds of services, never an address: it
    holds passwords.
    """
    if find_spec("apprise") is None:
        raise NotDelivered(MISSING, fix="pip install 'iscm-monitor[notify]'")
    urls = {str(place): url for place, url in enumerate(reveal(to.urls).split(), start=1)}
    if not urls:
        raise NotDelivered(f"{to.urls.place} names no address", fix="write at least one into it")
    owed = Owed(urls.values(), rest, key)
    asked = {place: url for place, url in urls.items() if url in owed.asked}
    if not asked:  # what was to get it is configured no more
        return
    told, end = await _told(letter, asked, to, timeout, proxy)
    failed = {place: told.get(place, end) for place in asked if told.get(place) != "sent"}
    if failed:
        words = "; ".join(
            f"address {place} of {to.urls.place} ({kind(urls[place])}): {why}" for place, why in failed.items()
        )
        fix = "the same address with `apprise -vv -b test ADDRESS` says more"
        some = len(failed) < len(asked)
        raise NotDelivered(words, rest=owed.but_for([urls[each] for each in failed]) if some else "", fix=fix)


def kind(url: str) -> str:
    """What stands before `://`: no secret."""
    scheme = url.partition("://")[0]
    return scheme if "://" in url and scheme.isalnum() else "no address"


async def _told(
    letter: Letter, urls: dict[str, str], to: Notified, timeout: float, proxy: str | None
) -> tuple[dict[str, str], str]:
    """What became of each, by its place, and why of some nothing was told."""
    job = {
        "urls": urls,
        "title": letter.subject,
        "body": letter.text,
        "networks": [str(network) for network in to.allow_addresses],
        "proxy": proxy,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "monitor.notifying"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=_environment(),
    )
    told: dict[str, str] = {}
    try:
        async with asyncio.timeout(START):
            await _begun(process, job)
        async with asyncio.timeout(timeout):
            await _listened(process, told)
            end = f"its process ended with {await process.wait()}"
    except TimeoutError:
        end = "no answer in time"
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    return told, end


async def _begun(process: Process, job: Json) -> None:
    """Hands the job over, and waits until it is begun."""
    assert process.stdin
    assert process.stdout
    with suppress(ConnectionError):  # it ended before it read: then it tells nothing either
        process.stdin.write(json.dumps(job).encode("utf-8"))
        await process.stdin.drain()
    process.stdin.close()
    await process.stdout.readline()


async def _listened(process: Process, told: dict[str, str]) -> None:
    assert process.stdout
    while line := await process.stdout.readline():
        place, what = json.loads(line)
        told[place] = what


def _environment() -> dict[str, str]:
    """Ours, but for what it says of proxies: as everywhere, the configuration alone does."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return own | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
