"""Which IP addresses may be dialled. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from monitor.model import Network

Address = IPv4Address | IPv6Address

# After the IANA special-purpose address registries (RFC 6890 and its updates). `is_global` of Python 3.11 says True for
# NAT64, 6to4, ::a.b.c.d, site-local and multicast, so it is asked only after this table. The first match names the
# reason; the narrower network stands before the wider one.
_REFUSED: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "unspecified"),  # RFC 1122: "this" network; Linux dials itself on it
        ("10.0.0.0/8", "private"),  # RFC 1918
        ("100.64.0.0/10", "carrier-grade NAT"),  # RFC 6598; cloud metadata services live here too
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud platform"),  # public by its number, the host of the machine within Azure
        ("169.254.0.0/16", "link-local"),  # RFC 3927; cloud metadata at 169.254.169.254
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),  # RFC 6890
        ("192.0.2.0/24", "documentation"),  # RFC 5737
        ("192.88.99.0/24", "6to4 relay"),  # RFC 7526
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmark"),  # RFC 2544
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("255.255.255.255/32", "broadcast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0:0/96", "IPv4 translated into IPv6"),  # RFC 2765
        ("::ffff:0:0/96", "IPv4 mapped into IPv6"),  # RFC 4291, 2.5.5.2
        ("::/96", "IPv4 within IPv6"),  # RFC 4291, 2.5.5.1, deprecated
        ("64:ff9b::/96", "NAT64"),  # RFC 6052
        ("64:ff9b:1::/48", "NAT64"),  # RFC 8215, local use
        ("100::/64", "discard"),  # RFC 6666
        ("2001::/32", "Teredo"),  # RFC 4380
        ("2001:2::/48", "benchmark"),  # RFC 5180
        ("2001::/23", "reserved for protocols"),  # RFC 2928
        ("2001:db8::/32", "documentation"),  # RFC 3849
        ("2002::/16", "6to4"),  # RFC 3056
        ("3fff::/20", "documentation"),  # RFC 9637
        ("fc00::/7", "private"),  # RFC 4193
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),  # RFC 3879
        ("ff00::/8", "multicast"),
    )
)

_UNICAST = IPv6Network("2000::/3")  # all that IANA has given out as global unicast (RFC 4291, 2.4)

# Two forms hide an IPv4 address within any global prefix: ISATAP (RFC 5214, 6.1), told by its interface identifier, and
# a NAT64 prefix of an operator's own (RFC 6052), which cannot be told: block it in the network, where there is one.
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def refusal(address: Address, allowed: tuple[Network, ...] = ()) -> str | None:
    """Why an address may not be dialled, in a few words; None when it may be.

    Allowed is what is public, and what lies in one of the `allowed` networks (`allow_addresses`). An IPv4 network opens
    no IPv6 spelling of its addresses. An address with a zone (`fe80::1%eth0`) is judged without it.
    """
    plain: Address = IPv6Address(int(address)) if isinstance(address, IPv6Address) else address
    if any(plain in network for network in allowed):
        return None
    for network, reason in _REFUSED:
        if plain in network:
            return f"{reason} ({network})"
    if isinstance(plain, IPv6Address):
        if plain not in _UNICAST:
            return f"outside the global unicast addresses ({_UNICAST})"
        if int(plain) >> 32 & 0xFFFFFFFF in _ISATAP:
            return "IPv4 within IPv6 (ISATAP)"
    return None if plain.is_global else "not a public address"


def parsed(text: str) -> Address:
    """The address that a resolver or a socket wrote as text; ValueError when it is none."""
    return ip_address(text)
