"""The process in which Apprise notifies; `deliver/notified.py` starts it. It reads a job on stdin, writes a line when
it begins, and [place, what became of it] for each address.

An audit hook (PEP 578) sees every connection of Python code, whatever library makes it, and refuses those that lead to
addresses that are not public and not opened. What Apprise itself says is not passed on: it may hold secrets.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from monitor.fetch import refusal
from monitor.model import Network

DIALS = frozenset(("socket.connect", "socket.sendto", "socket.sendmsg"))


class Fence:
    """Lets connections through to public addresses, to `networks` and to the address of the `proxy`."""

    def __init__(self, networks: tuple[Network, ...], proxy: tuple[str, int] | None) -> None:
        self._networks = networks
        found = socket.getaddrinfo(*proxy, type=socket.SOCK_STREAM) if proxy else []
        self._proxy = {(str(address[0]), address[1]) for *_, address in found}
        self.refused = ""

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in DIALS or not isinstance(arguments[1], tuple):
            return
        host, port = arguments[1][:2]
        if (host, port) in self._proxy:
            return
        why = self._why(str(host))
        if why:
            self.refused = why
            raise PermissionError(why)

    def _why(self, host: str) -> str | None:
        try:
            return refusal(ipaddress.ip_address(host.partition("%")[0]), self._networks)
        except ValueError:
            return "an address that is no number"


def main() -> None:
    """Does the job that stdin holds."""
    job = json.load(sys.stdin)
    networks = tuple(ipaddress.ip_network(each) for each in job["networks"])
    proxy = job["proxy"]
    fence = Fence(networks, _host_and_port(proxy) if proxy else None)
    if proxy:
        os.environ |= {"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy}
    logging.disable()
    sys.addaudithook(fence)
    import apprise

    apprise.Apprise.instantiate("json://localhost")  # loads its plug-ins: that is no time of the service
    print(flush=True)
    asset = apprise.AppriseAsset(app_id="iscm-monitor", async_mode=False, plugin_paths=[])
    for place, url in job["urls"].items():
        fence.refused = ""
        service = apprise.Apprise(asset=asset)
        if not service.add(url):
            _tell(place, "Apprise knows no such address")
            continue
        _tell(place, _notified(service, fence, job["title"], job["body"], apprise.NotifyFormat.TEXT))


def _notified(service: Any, fence: Fence, title: str, body: str, form: object) -> str:
    notify: Callable[..., bool | None] = service.notify
    try:
        if notify(title=title, body=body, body_format=form):
            return "sent"
    except Exception as error:  # of any plug-in, which may do anything; its words may hold secrets
        return f"Apprise failed ({type(error).__name__})"
    return fence.refused or "not taken"


def _host_and_port(proxy: str) -> tuple[str, int]:
    from urllib.parse import urlsplit

    parts = urlsplit(proxy)
    return parts.hostname or "", parts.port or 80


def _tell(place: str, what: str) -> None:
    print(json.dumps([place, what]), flush=True)


if __name__ == "__main__":
    main()
