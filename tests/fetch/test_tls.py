"""Certificates are checked against the name, and nothing turns that off."""

from __future__ import annotations

import asyncio
import inspect
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from monitor.fetch import Gate

NOW = datetime.now(UTC)
MONITOR = Path(__file__).resolve().parents[2] / "monitor"
Key = ec.EllipticCurvePrivateKey


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
    key = ec.generate_private_key(ec.SECP256R1())
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
        .not_valid_before(NOW + timedelta(days=since))
        .not_valid_after(NOW + timedelta(days=until))
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


async def loopback(host: str, port: int) -> tuple[IPv4Address, ...]:
    return (IPv4Address("127.0.0.1"),)


def serving(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def trusting(path: Path | None) -> ssl.SSLContext | None:
    return ssl.create_default_context(cafile=str(path)) if path else None


def asked(web: Any, server: ssl.SSLContext, client: ssl.SSLContext | None, name: str = "site.test") -> Any:
    """The answer of a TLS site under `name`, and the site."""

    async def main() -> Any:
        async with web.site({"/": web.reply()}, tls=server) as here, web.gate(tls=client, resolve=loopback) as gate:
            return await gate.fetch(f"https://{name}:{here.port}/"), here

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("options", "trusted", "words"),
    [
        ({}, True, None),
        ({}, False, "self-signed"),
        ({"name": "other.test"}, True, "mismatch"),
        ({"name": "www.site.test"}, True, "mismatch"),
        ({"name": "*.site.test"}, True, "mismatch"),
        ({"name": "127.0.0.1"}, True, "mismatch"),  # good for the address that is dialled is not good for the name
        ({"until": -1}, True, "expired"),
        ({"since": 1}, True, "not yet valid"),
        ({"use": ExtendedKeyUsageOID.CLIENT_AUTH}, True, "purpose"),
    ],
)
def test_only_a_good_certificate_for_the_name_is_spoken_to(
    options: dict[str, Any], trusted: bool, words: str | None, web: Any, tmp_path: Path
) -> None:
    path, _ = certificate(tmp_path, **{"name": "site.test", **options})
    answer, here = asked(web, serving(path), trusting(path if trusted else None))
    if words is None:
        assert (answer.verdict, answer.body) == (None, web.html)
    else:
        assert (answer.verdict, answer.status, here.requests) == ("unreachable", None, [])
        assert "certificate of site.test is not good" in answer.error
        assert words in answer.error


def test_a_certificate_of_an_authority_that_nobody_knows_is_not_spoken_to(web: Any, tmp_path: Path) -> None:
    known, _ = certificate(tmp_path, "Known CA")
    _, key = certificate(tmp_path, "Other CA")
    path, _ = certificate(tmp_path, "site.test", ca=False, signer=("Other CA", key))
    answer, here = asked(web, serving(path), trusting(known))
    assert (answer.verdict, here.requests) == ("unreachable", [])
    assert "unable to get local issuer certificate" in answer.error


def test_one_who_is_no_authority_can_sign_for_nobody(web: Any, tmp_path: Path) -> None:
    leaf, key = certificate(tmp_path, "leaf.test", ca=False)
    path, _ = certificate(tmp_path, "site.test", ca=False, signer=("leaf.test", key))
    answer, here = asked(web, serving(path), trusting(leaf))
    assert (answer.verdict, here.requests) == ("unreachable", [])


def test_a_star_stands_for_one_label(web: Any, tmp_path: Path) -> None:
    path, _ = certificate(tmp_path, "*.site.test")
    assert asked(web, serving(path), trusting(path), "www.site.test")[0].verdict is None
    assert asked(web, serving(path), trusting(path), "a.www.site.test")[0].verdict == "unreachable"


def test_an_address_needs_a_certificate_of_its_own(web: Any, tmp_path: Path) -> None:
    good, _ = certificate(tmp_path, "127.0.0.1")
    assert asked(web, serving(good), trusting(good), "127.0.0.1")[0].verdict is None
    bad, _ = certificate(tmp_path, "site.test")
    assert asked(web, serving(bad), trusting(bad), "127.0.0.1")[0].verdict == "unreachable"


def test_tls_of_another_age_is_not_spoken(web: Any, tmp_path: Path) -> None:
    path, _ = certificate(tmp_path, "site.test")
    server = serving(path)
    server.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        server.maximum_version = ssl.TLSVersion.TLSv1_1
    answer, here = asked(web, server, trusting(path))
    assert (answer.verdict, here.requests) == ("unreachable", [])


def test_a_redirect_to_a_bad_certificate_is_not_followed(web: Any, tmp_path: Path) -> None:
    path, _ = certificate(tmp_path, "other.test")

    async def main() -> Any:
        pages: dict[str, bytes] = {}
        async with web.site({"/": web.reply()}, tls=serving(path)) as there, web.site(pages) as here:
            pages["/"] = web.redirect(f"https://site.test:{there.port}/")
            ports = frozenset({there.port, here.port})
            async with web.gate(tls=trusting(path), resolve=loopback, ports=ports) as gate:
                return await gate.fetch(here.url()), there

    answer, there = asyncio.run(main())
    assert (answer.verdict, there.requests, len(answer.redirects)) == ("unreachable", [], 1)
    assert "mismatch" in answer.error


def test_a_bad_certificate_is_not_taken_from_the_environment(
    web: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = certificate(tmp_path, "site.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    answer, _ = asked(web, serving(path), None)
    assert answer.verdict == "unreachable"


def test_a_context_that_checks_nothing_is_refused(web: Any) -> None:
    nothing = ssl.create_default_context()
    nothing.check_hostname = False
    with pytest.raises(ValueError, match="no way out"):
        web.gate(tls=nothing)
    nothing.verify_mode = ssl.CERT_NONE
    with pytest.raises(ValueError, match="no way out"):
        web.gate(tls=nothing)


def test_there_is_no_switch_that_turns_the_check_off() -> None:
    assert not {name for name in inspect.signature(Gate).parameters if "verify" in name or "insecure" in name}
    code = {path: path.read_text("utf-8") for path in MONITOR.rglob("*.py")}
    for word in ("CERT_NONE", "CERT_OPTIONAL", "check_hostname =", "verify=False", "_create_unverified_context"):
        assert [path.name for path, text in code.items() if word in text] == []


def test_a_site_that_speaks_no_tls_is_unreachable(web: Any) -> None:
    async def main() -> Any:
        async with web.site({"/": web.reply()}) as here, web.gate(timeout=0.5) as gate:
            return await gate.fetch(here.url().replace("http:", "https:"))

    answer = asyncio.run(main())
    assert answer.verdict == "unreachable"
    assert answer.error
