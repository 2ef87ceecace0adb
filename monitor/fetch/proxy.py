"""The operator's proxy, where there is no direct way out: it is asked for a tunnel to an address that was checked here.

The proxy never learns a name that it could look up anew, and sees of https nothing but bytes: the certificate is
checked end to end. Plain http goes through a tunnel too, so that there is one way and one check.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import SplitResult, unquote, urlsplit

import httpcore2

from monitor.errors import ProxyFailed, ProxyRefused, Unreachable
from monitor.fetch.address import Address
from monitor.fetch.failures import network_errors

_PORTS = {"http": 80, "https": 443}
_SEE_SETTING = "see proxy in [fetch], and whether the proxy runs"
_FORM = "a proxy is written as http://host:port or http://user:password@host:port, with https:// where it speaks TLS"


class Proxy:
    """One HTTP proxy. `network` connects to it, wherever it stands; `tls` is asked for when it speaks TLS.

    User and password go to it only; neither stands in a message. ValueError for a URL that names no proxy.
    """

    def __init__(self, url: str, network: httpcore2.AsyncNetworkBackend, tls: Callable[[], ssl.SSLContext]) -> None:
        parts, host, port = _parsed(url)
        self.host = host
        self.port = port
        self._origin = httpcore2.Origin(parts.scheme.encode("ascii"), host.encode("ascii"), port)
        self._headers = _authorization(parts)
        self._network = network
        self._tls = tls if parts.scheme == "https" else None

    def failure(self, why: str) -> ProxyFailed:
        """That it cannot be used, for a reason that is none of its answers."""
        return ProxyFailed(f"no way through the proxy {self._name}: {why}", fix=_SEE_SETTING)

    async def tunnel(self, address: Address, port: int, timeout: float | None) -> httpcore2.AsyncNetworkStream:
        """A stream to `address` (RFC 9110, 9.3.6). Raises ProxyFailed when there is none within `timeout` seconds."""
        authority = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
        connection = httpcore2.AsyncHTTPConnection(
            self._origin, ssl_context=self._tls() if self._tls else None, network_backend=self._network
        )
        request = httpcore2.Request(
            "CONNECT",
            httpcore2.URL(scheme=self._origin.scheme, host=self._origin.host, port=self.port, target=authority),
            headers=[(b"Host", authority.encode("ascii")), *self._headers],
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
        )
        try:
            async with asyncio.timeout(timeout):
                with network_errors(self.host, Unreachable):
                    response = await connection.handle_async_request(request)
        except Unreachable as error:
            raise self.failure(error.message) from error
        except TimeoutError as error:
            raise self.failure(f"{self.host} did not answer in time") from error
        if not 200 <= response.status < 300:
            await connection.aclose()
            raise self._refusal(response.status, authority, port)
        stream: httpcore2.AsyncNetworkStream = response.extensions["network_stream"]
        return stream

    @property
    def _name(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def _refusal(self, status: int, authority: str, port: int) -> ProxyFailed:
        phrase = _PHRASES.get(status, "")
        message = (
            f"the proxy {self._name} answered {status} {phrase}".rstrip() + f" when asked for a tunnel to {authority}"
        )
        if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            return ProxyRefused(
                message, fix="name a good user and password in proxy of [fetch]: http://user:password@host:port"
            )
        if 400 <= status < 500:
            return ProxyRefused(message, fix=f"ask its keeper to allow CONNECT to port {port}")
        return ProxyFailed(message, fix="it did not reach the site or is in trouble; it is tried again at the next run")


def _parsed(url: str) -> tuple[SplitResult, str, int]:
    """The parts of a proxy's URL, its host in ASCII and its port."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise ValueError(_FORM) from None  # the URL, and what the parser says of it, may hold the password
    if parts.scheme not in _PORTS or not host or port == 0 or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(_FORM)
    return parts, host, port or _PORTS[parts.scheme]


def _authorization(parts: SplitResult) -> list[tuple[bytes, bytes]]:
    """Basic credentials (RFC 7617), none when the URL names no user."""
    if parts.username is None:
        return []
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return [(b"Proxy-Authorization", b"Basic " + base64.b64encode(pair.encode()))]


_PHRASES = {status.value: status.phrase for status in HTTPStatus}  # ours, since the proxy's own is text of a stranger
