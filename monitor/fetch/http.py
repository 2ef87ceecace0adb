"""The only module that knows the HTTP library.

httpx has had no release since 2024-12; httpx2 continues it with the same names, so it is imported as httpx, and the
others import `httpx` from here. Its client is not used: it would share cookies between sources, parse redirects by its
own rules and raise for a malformed one, where we want the reply and a check at each hop.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator
from contextlib import aclosing

import httpcore2
import httpx2 as httpx

from monitor.errors import Truncated, Unreachable
from monitor.fetch.dial import EVERYWHERE, Dialler, Resolver
from monitor.fetch.failures import network_errors
from monitor.fetch.proxy import Proxy
from monitor.model import Network

__all__ = ["NETWORKS", "Transport", "httpx", "wire"]

NETWORKS = "networks"  # request extension: those that are open to this request though they are not public; none is ()

# Idle seconds after which we do not use a connection again. Apache closes at 5 s: a longer stay runs into its close.
_KEEP_ALIVE = 4.0


class Transport(httpx.AsyncBaseTransport):
    """Sends requests over one pool per host, all with one TLS context; no HTTP/2, and no proxy but the one that is
    named here, which is given addresses that were checked.

    A pool is scanned at each request, so that one pool for 200 hosts costs 27 times the CPU (2026-11). A connection is
    used again only by requests to which the same networks are open. What the network does comes out as `Unreachable`,
    `AddressRefused` or, within a body, `Truncated`.
    """

    def __init__(
        self, *, tls: ssl.SSLContext | None = None, resolve: Resolver | None = None, proxy: str | None = None
    ) -> None:
        if tls is not None and not (tls.check_hostname and tls.verify_mode is ssl.CERT_REQUIRED):
            raise ValueError("a TLS context that does not check certificates and names is no way out")
        self._tls = tls
        self._resolve = resolve
        # The operator named the proxy, so that it may stand anywhere.
        self._proxy = Proxy(proxy, Dialler(EVERYWHERE, resolve), self._context) if proxy else None
        self._pools: dict[tuple[str, bytes, tuple[Network, ...]], httpcore2.AsyncConnectionPool] = {}

    def dialler(self, networks: tuple[Network, ...]) -> Dialler:
        """What connects, for a request to which `networks` are open beside what is public."""
        return Dialler(networks, self._resolve, self._proxy)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response's head, its body still to be read. One request at a time per host, as `Pacing` sees to it."""
        url = request.url
        with network_errors(url.host, Unreachable):
            reply = await self._pool(url, request.extensions.get(NETWORKS, ())).handle_async_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            status_code=reply.status,
            headers=reply.headers,
            stream=_Body(reply, url.host),
            extensions=reply.extensions,
            request=request,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        pools = list(self._pools.values())
        self._pools.clear()
        for pool in pools:
            await pool.aclose()

    def _pool(self, url: httpx.URL, networks: tuple[Network, ...]) -> httpcore2.AsyncConnectionPool:
        key = (url.scheme, url.raw_host, networks)
        if key not in self._pools:
            self._pools[key] = httpcore2.AsyncConnectionPool(
                ssl_context=self._context() if url.scheme == "https" else None,
                max_connections=1,
                keepalive_expiry=_KEEP_ALIVE,
                http2=False,
                network_backend=self.dialler(networks),
            )
        return self._pools[key]

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:  # 25 ms, which plain http need not wait for
            self._tls = httpx.create_ssl_context(trust_env=False)
        return self._tls


def wire(response: httpx.Response) -> AsyncGenerator[bytes]:
    """The body of a response of `Transport` in pieces, as they come over the wire; close it when you stop early."""
    if not isinstance(response.stream, _Body):
        raise TypeError("the response does not come from Transport")
    return response.stream.__aiter__()


class _Body(httpx.AsyncByteStream):
    """A body as it comes over the wire."""

    def __init__(self, reply: httpcore2.Response, host: str) -> None:
        self._reply = reply
        self._host = host

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        with network_errors(self._host, Truncated):
            async with aclosing(self._reply.aiter_stream()) as pieces:
                async for piece in pieces:
                    yield piece

    async def aclose(self) -> None:
        await self._reply.aclose()
