"""Connections, made only to addresses that were checked.

The name is resolved once per connection, every address that it has must be allowed, and the connection goes to one of
those very addresses: a name that changes its mind between check and use (DNS rebinding) gains nothing. Host header, SNI
and the certificate's check keep the name, since httpcore takes them from the URL.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from ipaddress import ip_network

import httpcore2

from monitor.errors import AddressRefused, ProxyRefused, Unreachable
from monitor.fetch.address import Address, parsed, refusal
from monitor.fetch.proxy import Proxy
from monitor.model import Network

Resolver = Callable[[str, int], Awaitable[tuple[Address, ...]]]

_TRIED = 4  # addresses of one name that are dialled, one after the other; each gets a fair share of the time
_OPEN_IT = "if that network is meant, name it in allow_addresses of the source or of [fetch]"
EVERYWHERE: tuple[Network, ...] = (ip_network("0.0.0.0/0"), ip_network("::/0"))


class Dialler(httpcore2.AsyncNetworkBackend):
    """The network backend under each connection pool, and what opens a stream for all that is no request of ours.

    `allowed` are the networks that `allow_addresses` opens. Through a `proxy`, addresses are found and checked here all
    the same, and the machine that it runs on is refused unless `allowed` names it: that machine may trust itself.
    """

    def __init__(
        self, allowed: tuple[Network, ...], resolve: Resolver | None = None, proxy: Proxy | None = None
    ) -> None:
        self._allowed = allowed
        self._resolve = resolve or resolved
        self._proxy = proxy
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A stream to `host`. Raises AddressRefused, or Unreachable when no address answers in `timeout` seconds.

        Its `server_addr` is the address of `host`, also behind a proxy.
        """
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        addresses = await self._checked(host, port, timeout)
        last: Unreachable | None = None
        for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            share = None if end is None else max(0.0, end - loop.time()) / left
            try:
                if self._proxy is not None:
                    stream = await self._proxy.tunnel(address, port, share)
                else:
                    stream = await self._network.connect_tcp(str(address), port, share, local_address, socket_options)
                return _Stream(stream, (str(address), port))
            except ProxyRefused:
                raise
            except Unreachable as error:
                last = error
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = Unreachable(f"no connection to {host} port {port} ({address}: {_why(error)})", fix=_SEE)
                last.__cause__ = error
        raise last or Unreachable(f"the name {host} has no address", fix=_SEE)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Never: nothing that is watched lives behind a socket of this machine."""
        raise AddressRefused(f"the socket {path} is not on the network")

    async def sleep(self, seconds: float) -> None:
        """What httpcore waits with."""
        await asyncio.sleep(seconds)

    async def _checked(self, host: str, port: int, timeout: float | None) -> tuple[Address, ...]:
        addresses = await self._addresses(host, port, timeout)
        own = await self._of_proxy(timeout)
        for address in addresses:
            reason = refusal(address, self._allowed)
            if reason is None and address in own and not any(address in network for network in self._allowed):
                reason = "the proxy of [fetch] runs there"
            if reason:
                message = f"{host} leads to the address {address}, which is refused: {reason}"
                raise AddressRefused(message, fix=_OPEN_IT)
        return addresses[:_TRIED]

    async def _of_proxy(self, timeout: float | None) -> tuple[Address, ...]:
        """The addresses of the proxy, none without one."""
        if self._proxy is None:
            return ()
        try:
            return await self._addresses(self._proxy.host, self._proxy.port, timeout)
        except Unreachable as error:
            raise self._proxy.failure(error.message) from error

    async def _addresses(self, host: str, port: int, timeout: float | None) -> tuple[Address, ...]:
        try:
            async with asyncio.timeout(timeout):
                return await self._resolve(host, port)
        except TimeoutError as error:
            raise Unreachable(f"the name {host} was not resolved in time", fix=_SEE) from error
        except UnicodeError as error:
            raise Unreachable(f"{host} is no name that a host can have", fix="see how the URL is written") from error
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise Unreachable(f"the name {host} cannot be resolved ({why})", fix=_SEE) from error


class _Stream(httpcore2.AsyncNetworkStream):
    """A connection that tells whom it reaches, and is closed when its TLS handshake is cancelled: httpcore 2.16 leaves
    the socket open then.
    """

    def __init__(self, stream: httpcore2.AsyncNetworkStream, peer: tuple[str, int]) -> None:
        self._stream = stream
        self._peer = peer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        try:
            return _Stream(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._peer)
        except BaseException:  # a cancellation is none of Exception
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> object:
        return self._peer if info == "server_addr" else self._stream.get_extra_info(info)


def _why(error: Exception) -> str:
    """The system's own words: anyio says only that all attempts failed, and chains the OSError that tells why."""
    first = error.args[0] if error.args else None
    cause = first.__cause__ if isinstance(first, BaseException) else None
    if isinstance(cause, OSError) and cause.errno:
        return os.strerror(cause.errno)
    return "no answer in time" if isinstance(error, httpcore2.ConnectTimeout) else str(error) or "no answer"


async def resolved(host: str, port: int) -> tuple[Address, ...]:
    """All addresses of a name, in the order of preference of the system (RFC 6724), each once.

    It runs in a daemon thread: a resolver that hangs would hold an executor's thread, and with it the end of the
    program, past every deadline. Raises OSError, or UnicodeError for a name that is none.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[Address, ...]] = loop.create_future()

    def settle(result: tuple[Address, ...] | Exception) -> None:
        if answer.done():  # nobody waits any more
            return
        if isinstance(result, Exception):
            answer.set_exception(result)
        else:
            answer.set_result(result)

    def ask() -> None:
        result: tuple[Address, ...] | Exception
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            result = tuple(dict.fromkeys(parsed(str(row[4][0])) for row in rows))
        except Exception as error:  # whatever it is, it belongs to who waits for the answer, not to this thread
            result = error
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(settle, result)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    return await answer


_SEE = "see whether a browser reaches the site; it is tried again at the next run"
