"""Addresses of pages as links: of the web or none, in characters that no output reads as its own."""

from __future__ import annotations

from urllib.parse import quote

_SAFE = "%/:?#[]@!$&'()*+,;=~-._"  # reserved and unreserved characters of RFC 3986; what is left is percent-encoded


def link(url: str) -> str | None:
    """An http(s) address to put into a link; None for any other: a reader's click would do something else there."""
    return quote(url, safe=_SAFE, errors="replace") if url.startswith(("http://", "https://")) else None
