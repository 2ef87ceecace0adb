"""Who we say that we are."""

from __future__ import annotations

from urllib.parse import quote

PRODUCT = "iscm-monitor"  # the product token that a webmaster writes into robots.txt (RFC 9309, 2.2.1)


def agent(version: str, contact: str | None) -> str:
    """The User-Agent: `iscm-monitor/0.1 (+contact)`, without the comment when there is no contact.

    `contact` is an address or a URL; what may not stand in a comment (RFC 9110, 5.6.5) is percent-encoded.
    """
    if not contact:
        return f"{PRODUCT}/{version}"
    return f"{PRODUCT}/{version} (+{quote(contact.strip(), safe=_SAFE)})"


_SAFE = " !#$%&'*+,-./:;<=>?@[]^_`{|}~"
