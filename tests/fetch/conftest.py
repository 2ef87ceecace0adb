"""A web site and a proxy of the tests' own: they say byte for byte what a test wants, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from monitor.fetch import Gate, refusal
from monitor.fetch.address import Address
from monitor.model import Answer, Network, Validators

Handler = Callable[[asyncio.StreamWriter], Awaitable[None]]
Page = bytes | Handler | list[bytes]  # a list: one reply after the other, the last for ever
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
Key = ec.EllipticCurvePrivateKey
CONNECTED = b"HTTP/1.1 200 Connection established\r\nVia: 1.1 tests\r\n\r\n"
HTML = b"<!doctype html><title>Members</title><p>10 members</p>"


@dataclass
class Site:
    """A server that runs; `requests` are the (path, headers) that it received, in order."""

    host: str
    port: int
    scheme: str = "http"
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]


def reply(body: bytes = HTML, status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    """A whole HTTP/1.1 reply, with a Content-Length unless `length` is -1."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length != -1:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@asynccontextmanager
async def site(
    pages: dict[str, Page], *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Site]:
    """Serve `pages` while the block runs; any other path (robots.txt too, unless it is a page) is 404."""
    turns: dict[str, int] = {}
    here = Site(host, 0, "https" if tls else "http")
    open_writers: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here.connections += 1
        open_writers.add(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                request, *lines = head.decode("latin-1").split("\r\n")
                path = request.split(" ")[1]
                here.requests.append((path, dict(line.split(": ", 1) for line in lines if line)))
                page = pages.get(path, reply(b"not here", "404 Not Found"))
                if isinstance(page, list):
                    turn = turns.get(path, 0)
                    turns[path] = turn + 1
                    page = page[min(turn, len(page) - 1)]
                if isinstance(page, bytes):
                    writer.write(page)
                    await writer.drain()
                    if b"ontent-Length" not in page.partition(b"\r\n\r\n")[0] or b"lying" in page:
                        break
                else:
                    await page(writer)
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError, ssl.SSLError):
            pass  # the client went away, which is its right
        finally:
            open_writers.discard(writer)
            writer.close()

    server = await asyncio.start_server(serve, host, 0, ssl=tls)
    here.port = server.sockets[0].getsockname()[1]
    try:
        yield here
    finally:
        server.close()
        for writer in list(open_writers):
            writer.transport.abort()
        await asyncio.sleep(0.01)


def gate(**options: Any) -> Gate:
    """A gate that may go to loopback and does not wait, unless a test wants otherwise."""
    defaults: dict[str, Any] = {
        "user_agent": "iscm-monitor/0.1 (+tests@example.org)",
        "timeout": 5.0,
        "max_bytes": 1024 * 1024,
        "pace": 0.0,
        "allow_addresses": LOOPBACK,
        "retries": 0,
    }
    return Gate(**{**defaults, **options})


def fetched(
    pages: dict[str, Page], path: str = "/", *, validators: Validators | None = None, **options: Any
) -> tuple[Answer, Site]:
    """The answer for one path of a site with these pages, and the site."""

    async def main() -> tuple[Answer, Site]:
        async with site(pages) as here, gate(**options) as way_out:
            return await way_out.fetch(here.url(path), validators=validators), here

    return asyncio.run(main())


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certificate(
    folder: Path,
    name: str,
    *,
    since: int = -2,
    until: int = 10,
    ca: bool = True,
    signer: tuple[str, Key] | None = None,
    use: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
) -> tuple[Path, Key]:
    """A certificate for `name`, good from `since` to `until` in days from now, with its key in one file.

    It signs itself unless there is a `signer`.
    """
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    issuer, issuer_key = signer or (name, key)
    try:
        alternative: x509.GeneralName = x509.IPAddress(ip_address(name))
    except ValueError:
        alternative = x509.DNSName(name)
    signed = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=since))
        .not_valid_after(now + timedelta(days=until))
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([use]), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    path = folder / f"{len(list(folder.iterdir()))}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path, key


def serving(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def trusting(path: Path | None) -> ssl.SSLContext | None:
    return ssl.create_default_context(cafile=str(path)) if path else None


@dataclass
class Proxy:
    """A CONNECT proxy that runs; `asked` are the heads that it received, in order."""

    port: int = 0
    scheme: str = "http"
    host: str = "127.0.0.3"
    asked: list[str] = field(default_factory=list)

    def url(self, credentials: str = "") -> str:
        return f"{self.scheme}://{credentials}{self.host}:{self.port}"

    @property
    def targets(self) -> list[str]:
        return [head.split(" ")[1] for head in self.asked]


@asynccontextmanager
async def proxy(
    answer: bytes | Handler = CONNECTED,
    *,
    needs: str | None = None,
    host: str = "127.0.0.3",
    tls: ssl.SSLContext | None = None,
    site: Any = None,
) -> AsyncIterator[Proxy]:
    """A proxy of the tests' own: `answer` is what it says; only a 200 gives a tunnel. `needs`: `user:password`.

    Tunnels lead to where they were asked for, or to `site`, whatever they were asked for.
    """
    here = Proxy(scheme="https" if tls else "http", host=host)
    tasks: set[asyncio.Task[None]] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65536):
                writer.write(piece)
                await writer.drain()
        finally:
            writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer), suppress(EOFError, ConnectionError, asyncio.CancelledError, ssl.SSLError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            here.asked.append(head)
            given = head.partition("Proxy-Authorization: Basic ")[2].partition("\r\n")[0]
            if needs is not None and b64decode(given).decode() != needs:
                writer.write(b"HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n")
            elif not isinstance(answer, bytes):
                await answer(writer)
            else:
                writer.write(answer)
                if answer.startswith(b"HTTP/1.1 200"):
                    there, port = (site.host, site.port) if site else head.split(" ")[1].rsplit(":", 1)
                    far_reader, far_writer = await asyncio.open_connection(there, int(port))
                    with closing(far_writer):
                        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, host, 0, ssl=tls)
    here.port = server.sockets[0].getsockname()[1]
    try:
        yield here
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)


class Web:
    """What the tests of this folder share; a fixture, since tests are no package to import from."""

    html = HTML
    reply = staticmethod(reply)
    site = staticmethod(site)
    proxy = staticmethod(proxy)
    gate = staticmethod(gate)
    fetched = staticmethod(fetched)
    certificate = staticmethod(certificate)
    serving = staticmethod(serving)
    trusting = staticmethod(trusting)

    @staticmethod
    def redirect(to: str, status: str = "302 Found", *headers: str) -> bytes:
        return reply(b"", status, f"Location: {to}", *headers)

    @staticmethod
    def gzipped(body: bytes, times: int = 1, cut: int = 0) -> bytes:
        """A page that is compressed `times` over, less its last `cut` bytes."""
        for _ in range(times):
            body = gzip.compress(body, mtime=0)
        return reply(body[: len(body) - cut], "200 OK", "Content-Encoding: " + ", ".join(["gzip"] * times))


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 plays the public address here: no test may leave this machine."""

    def judged(address: Address, allowed: tuple[Network, ...] = ()) -> str | None:
        return None if str(address) == "127.0.0.1" else refusal(address, allowed)

    for module in ("way", "dial"):
        monkeypatch.setattr(f"monitor.fetch.{module}.refusal", judged)


@pytest.fixture
def web() -> Web:
    return Web()
