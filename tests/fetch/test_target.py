"""The gate sets out for http and https URLs that mean one thing only."""

from __future__ import annotations

import pytest

from monitor.errors import AddressRefused
from monitor.fetch.target import host_of, joined, named_port, origin_of, target

PORTS = frozenset({80, 443})


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://example.org/", "not http"),
        ("file:///etc/passwd", "not http"),
        ("gopher://example.org/", "not http"),
        ("javascript:alert(1)", "not http"),
        ("data:text/html,x", "not http"),
        ("//example.org/", "not http"),
        ("example.org", "not http"),
        ("", "not http"),
        ("http://", "no host"),
        ("http:///path", "no host"),
        ("https:example.org", "no host"),
        ("http://user@example.org/", "user name"),
        ("http://user:secret@example.org/", "user name"),
        ("http://@example.org/", "user name"),
        ("http://:@example.org/", "user name"),
        ("http://example.org%40127.0.0.1/", "no host"),
        ("http://127.0.0.1\\@example.org/", "backslash"),
        ("http:\\\\example.org/", "backslash"),
        ("http://example.org/\n", "control character"),
        ("http://exa\tmple.org/", "control character"),
        ("http://example.org/\r\nHost: other", "control character"),
        ("http://example.org/\x00", "control character"),
        ("http://example.org/\x85", "control character"),
        ("http://example.org/\udcff", "control character"),
        ("http://example.org:8080/", "port 8080"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "99999"),
        ("http://example.org:port/", "malformed"),
        ("http://[::1/", "malformed"),
        ("http://[fe80::1%25eth0]/", "no host"),
        ("http://exa mple.org/", "no host"),
        ("http://" + "a" * 64 + ".org/" + "b" * 9000, "longer than"),
    ],
)
def test_a_url_that_could_mean_two_things_is_refused_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        target(url, PORTS)
    assert reason in caught.value.message
    assert caught.value.fix


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://EXAMPLE.org:443/A?b=c", "https://example.org/A?b=c"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("http://example.org/page#members", "http://example.org/page"),
        ("http://bücher.example/é", "http://xn--bcher-kva.example/%C3%A9"),
        (" http://example.org/ ", "http://example.org/"),
    ],
)
def test_an_ordinary_url_is_taken_without_its_fragment(url: str, seen: str) -> None:
    parsed = target(url, PORTS)
    assert str(parsed).replace("bücher", "xn--bcher-kva") == seen


def test_a_source_may_name_a_port_of_its_own() -> None:
    assert named_port("http://127.0.0.1:8080/x") == {8080}
    assert named_port("http://example.org/") == named_port("http://[::1/") == frozenset()
    assert target("http://127.0.0.1:8080/x", PORTS | {8080}).port == 8080


def test_hosts_and_origins_have_one_spelling() -> None:
    url = target("HTTPS://WWW.Example.ORG.:443/a?b", PORTS)
    assert host_of(url) == "www.example.org"
    assert origin_of(target("http://example.org:8080/a?b", frozenset({8080}))) == "http://example.org:8080"
    assert host_of(target("http://bücher.example/", PORTS)) == "xn--bcher-kva.example"


def test_a_redirect_is_joined_as_the_rfc_has_it_and_loses_its_fragment() -> None:
    base = target("https://example.org/a/b?c=d", PORTS)
    assert joined(base, "../x y?z#w") == "https://example.org/x%20y?z"
    assert joined(base, "//other.example/") == "https://other.example/"
    assert joined(base, "?q") == "https://example.org/a/b?q"
    for broken in ("http://[::1", "\\\\evil.example/", "/a\x00b"):
        with pytest.raises(AddressRefused):
            joined(base, broken)
