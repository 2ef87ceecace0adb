"""Only public addresses are dialled, however they are written."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from monitor.fetch.address import refusal

REFUSED = {
    "loopback": ["127.0.0.1", "127.0.0.0", "127.255.255.255", "127.1.2.3", "::1"],
    "unspecified": ["0.0.0.0", "0.1.2.3", "0.255.255.255", "::"],
    "private": ["10.0.0.0", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255"],
    "private (fc00": ["fc00::1", "fd00::1", "fdff:ffff::1"],
    "link-local": ["169.254.0.1", "169.254.169.254", "169.254.255.255", "fe80::1", "febf::1", "fe80::1%eth0"],
    "carrier": ["100.64.0.0", "100.100.100.200", "100.127.255.255"],
    "cloud": ["168.63.129.16"],
    "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1", "ff00::"],
    "documentation": ["192.0.2.1", "198.51.100.7", "203.0.113.255", "2001:db8::1", "3fff::1", "3fff:fff::1"],
    "benchmark": ["198.18.0.0", "198.19.255.255", "2001:2::1"],
    "reserved": ["240.0.0.1", "254.255.255.255", "192.0.0.1", "192.0.0.170", "2001:1::1", "2001:20::1", "2001:30::1"],
    "broadcast": ["255.255.255.255"],
    "mapped": ["::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:7f00:1", "::ffff:a9fe:a9fe", "::ffff:10.0.0.1"],
    "translated": ["::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"],
    "within": ["::127.0.0.1", "::8.8.8.8", "::10.0.0.1", "::2"],
    "NAT64": [
        "64:ff9b::127.0.0.1",
        "64:ff9b::8.8.8.8",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "64:ff9b:1:ffff::10.0.0.1",
    ],
    "6to4": ["2002:7f00:1::", "2002:0808:0808::1", "2002:a00:1::1", "192.88.99.1"],
    "Teredo": ["2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "site-local": ["fec0::1", "feff:ffff::1"],
    "discard": ["100::1"],
    "global unicast": ["4000::1", "5f00::1", "8000::1", "e000::1", "1fff::1", "fe00::1"],
    "ISATAP": ["2620:0:2d0:200::5efe:a00:1", "2620:0:2d0:200:200:5efe:a00:1"],
}
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "168.63.129.15",
    "168.63.129.17",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
]
PUBLIC += ["128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255"]
PUBLIC += ["192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1"]
PUBLIC += ["2003::1", "2400::1", "2001:200::1", "2001:4860:4860::8888"]


@pytest.mark.parametrize(("word", "text"), [(word, text) for word, texts in REFUSED.items() for text in texts])
def test_an_address_that_is_not_public_is_refused_and_the_reason_named(word: str, text: str) -> None:
    assert word.lower() in (refusal(ip_address(text)) or "").lower()


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_may_be_dialled(text: str) -> None:
    assert refusal(ip_address(text)) is None


def test_allowed_networks_are_opened_and_nothing_beside_them() -> None:
    allowed = (ip_network("127.0.0.0/8"), ip_network("fd00::/16"))
    assert refusal(ip_address("127.9.9.9"), allowed) is None
    assert refusal(ip_address("fd00::7"), allowed) is None
    assert refusal(ip_address("10.0.0.1"), allowed)
    assert refusal(ip_address("fd01::7"), allowed)
    assert refusal(ip_address("::1"), allowed)


def test_an_ipv4_network_opens_no_ipv6_spelling_of_its_addresses() -> None:
    allowed = (ip_network("127.0.0.0/8"),)
    for text in ("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::"):
        assert refusal(ip_address(text), allowed)
