"""Certificates are checked against the name, and nothing turns that off."""

from __future__ import annotations

import asyncio
import inspect
import ssl
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from monitor.fetch import Gate

MONITOR = Path(__file__).resolve().parents[2] / "monitor"


async def loopback(host: str, port: int) -> tuple[IPv4Address, ...]:
    return (IPv4Address("127.0.0.1"),)


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
    path, _ = web.certificate(tmp_path, **{"name": "site.test", **options})
    answer, here = asked(web, web.serving(path), web.trusting(path if trusted else None))
    if words is None:
        assert (answer.verdict, answer.body) == (None, web.html)
    else:
        assert (answer.verdict, answer.status, here.requests) == ("unreachable", None, [])
        assert "certificate of site.test is not good" in answer.error
        assert words in answer.error


def test_a_certificate_of_an_authority_that_nobody_knows_is_not_spoken_to(web: Any, tmp_path: Path) -> None:
    known, _ = web.certificate(tmp_path, "Known CA")
    _, key = web.certificate(tmp_path, "Other CA")
    path, _ = web.certificate(tmp_path, "site.test", ca=False, signer=("Other CA", key))
    answer, here = asked(web, web.serving(path), web.trusting(known))
    assert (answer.verdict, here.requests) == ("unreachable", [])
    assert "unable to get local issuer certificate" in answer.error


def test_one_who_is_no_authority_can_sign_for_nobody(web: Any, tmp_path: Path) -> None:
    leaf, key = web.certificate(tmp_path, "leaf.test", ca=False)
    path, _ = web.certificate(tmp_path, "site.test", ca=False, signer=("leaf.test", key))
    answer, here = asked(web, web.serving(path), web.trusting(leaf))
    assert (answer.verdict, here.requests) == ("unreachable", [])


def test_a_star_stands_for_one_label(web: Any, tmp_path: Path) -> None:
    path, _ = web.certificate(tmp_path, "*.site.test")
    assert asked(web, web.serving(path), web.trusting(path), "www.site.test")[0].verdict is None
    assert asked(web, web.serving(path), web.trusting(path), "a.www.site.test")[0].verdict == "unreachable"


def test_an_address_needs_a_certificate_of_its_own(web: Any, tmp_path: Path) -> None:
    good, _ = web.certificate(tmp_path, "127.0.0.1")
    assert asked(web, web.serving(good), web.trusting(good), "127.0.0.1")[0].verdict is None
    bad, _ = web.certificate(tmp_path, "site.test")
    assert asked(web, web.serving(bad), web.trusting(bad), "127.0.0.1")[0].verdict == "unreachable"


def test_tls_of_another_age_is_not_spoken(web: Any, tmp_path: Path) -> None:
    path, _ = web.certificate(tmp_path, "site.test")
    server = web.serving(path)
    server.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        server.maximum_version = ssl.TLSVersion.TLSv1_1
    answer, here = asked(web, server, web.trusting(path))
    assert (answer.verdict, here.requests) == ("unreachable", [])


def test_a_redirect_to_a_bad_certificate_is_not_followed(web: Any, tmp_path: Path) -> None:
    path, _ = web.certificate(tmp_path, "other.test")

    async def main() -> Any:
        pages: dict[str, bytes] = {}
        async with web.site({"/": web.reply()}, tls=web.serving(path)) as there, web.site(pages) as here:
            pages["/"] = web.redirect(f"https://site.test:{there.port}/")
            ports = frozenset({there.port, here.port})
            async with web.gate(tls=web.trusting(path), resolve=loopback, ports=ports) as gate:
                return await gate.fetch(here.url()), there

    answer, there = asyncio.run(main())
    assert (answer.verdict, there.requests, len(answer.redirects)) == ("unreachable", [], 1)
    assert "mismatch" in answer.error


def test_a_bad_certificate_is_not_taken_from_the_environment(
    web: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = web.certificate(tmp_path, "site.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(path))
    answer, _ = asked(web, web.serving(path), None)
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
