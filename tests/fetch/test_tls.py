"""Certificates are checked against the name, and nothing turns that off."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)


def certificate(folder: Path, name: str, days: int) -> Path:
    """A self-signed certificate for `name`, good for `days` from yesterday on, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=2))
        .not_valid_after(NOW + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.mark.parametrize(
    ("name", "days", "trusted", "words"),
    [
        ("site.test", 10, True, None),
        ("site.test", 10, False, "self-signed"),
        ("other.test", 10, True, "mismatch"),
        ("site.test", -1, True, "expired"),
    ],
)
def test_only_a_good_certificate_for_the_name_is_spoken_to(
    name: str, days: int, trusted: bool, words: str | None, web: Any, tmp_path: Path
) -> None:
    path = certificate(tmp_path, name, days)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    client = ssl.create_default_context(cafile=str(path)) if trusted else None

    async def loopback(host: str, port: int) -> tuple[IPv4Address, ...]:
        return (IPv4Address("127.0.0.1"),)

    async def main() -> Any:
        async with web.site({"/": web.reply()}, tls=server) as here, web.gate(tls=client, resolve=loopback) as gate:
            return await gate.fetch(f"https://site.test:{here.port}/")

    answer = asyncio.run(main())
    if words is None:
        assert (answer.verdict, answer.body) == (None, web.html)
    else:
        assert (answer.verdict, answer.status) == ("unreachable", None)
        assert "certificate of site.test is not good" in answer.error
        assert words in answer.error


def test_a_site_that_speaks_no_tls_is_unreachable(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(timeout=0.5) as gate:
            return await gate.fetch(here.url().replace("http:", "https:"))

    answer = asyncio.run(main())
    assert answer.verdict == "unreachable"
    assert answer.error
