"""The only module that knows the HTTP library.

httpx has had no release since 2024-12; httpx2 continues it with the same names, so it is imported as httpx, and the
others import `httpx` from here. Its client is not used: it would share cookies between sources, parse redirects by its
own rules and raise for a malformed one, where we want the reply and a check at each hop.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager

import httpcore2
import httpx2 as httpx

from monitor.errors import Truncated, Unreachable
from monitor.fetch.dial import Dialler, Resolver
from monitor.model import Network

__all__ = ["FENCED", "Transport", "httpx", "wire"]

FENCED = "fenced"  # request extension: True keeps the request out of the networks that allow_addresses opens

# Idle seconds after which we do not use a connection again. Apache closes at 5 s: a longer stay runs into its close.
_KEEP_ALIVE = 4.0


class Transport(httpx.AsyncBaseTransport):
    """Sends requests over one pool per host, all with one TLS context; no HTTP/2, and no proxy,
    which would go round the check of addresses.

    A pool is scanned at each request, so that one pool for 200 hosts costs 27 times the CPU (2026-11). What the network
    does comes out as `Unreachable`, `AddressRefused` or, within a body, `Truncated`.
    """

    def __init__(
        self,
        allowed: tuple[Network, ...] = (),
        *,
        tls: ssl.SSLContext | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        if tls is not None and not (tls.check_hostname and tls.verify_mode is ssl.CERT_REQUIRED):
            raise ValueError("a TLS context that does not check certificates and names is no way out")
        self._tls = tls
        self._open = Dialler(allowed, resolve)
        self._fenced = Dialler((), resolve, fix="a public site leads there, which no setting allows")
        self._pools: dict[tuple[str, bytes, bool], httpcore2.AsyncConnectionPool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response's head, its body still to be read. One request at a time per host, as `Pacing` sees to it."""
        url = request.url
        with _network_errors(url.host, Unreachable):
            reply = await self._pool(url, bool(request.extensions.get(FENCED))).handle_async_request(
                httpcore2.Request(
                    method=request.method,
                    url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
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

    def _pool(self, url: httpx.URL, fenced: bool) -> httpcore2.AsyncConnectionPool:
        key = (url.scheme, url.raw_host, fenced)
        if key not in self._pools:
            if self._tls is None and url.scheme == "https":  # 25 ms, which plain http need not wait for
                self._tls = httpx.create_ssl_context(trust_env=False)
            self._pools[key] = httpcore2.AsyncConnectionPool(
                ssl_context=self._tls,
                max_connections=1,
                keepalive_expiry=_KEEP_ALIVE,
                http2=False,
                network_backend=self._fenced if fenced else self._open,
            )
        return self._pools[key]


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
        with _network_errors(self._host, Truncated):
            async with aclosing(self._reply.aiter_stream()) as pieces:
                async for piece in pieces:
                    yield piece

    async def aclose(self) -> None:
        await self._reply.aclose()


@contextmanager
def _network_errors(host: str, broken: type[Truncated] | type[Unreachable]) -> Iterator[None]:
    """httpcore's errors in our words; `broken` is what an answer that is not HTTP means at this point."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise Unreachable(f"{host} did not answer in time", fix="it is tried again at the next run") from error
    except httpcore2.ProtocolError as error:
        what = str(error).partition(": bytearray")[0].rstrip(".")  # without the bytes themselves
        raise broken(f"the answer of {host} is not whole or not HTTP ({what})") from error
    except (httpcore2.NetworkError, OSError) as error:
        first = error.args[0] if error.args else None
        if isinstance(first, ssl.SSLCertVerificationError):
            message = f"the certificate of {host} is not good ({first.verify_message})"
            raise Unreachable(message, fix="the site has to mend it; the check cannot be turned off") from error
        if isinstance(first, ssl.SSLError):
            raise Unreachable(f"no TLS connection to {host} ({first.reason or first})") from error
        raise Unreachable(f"the connection to {host} broke ({str(error) or type(error).__name__})") from error
