"""Which addresses are of one site: what its pages share is told once, and is a fact of none of them."""

from __future__ import annotations

from urllib.parse import urlsplit

WWW = "www."


def site_at(url: str) -> str:
    """The host of an address without a leading `www.`, with its port where it gives one; '' where it has none.

    Whether a site answers under its bare name, with `www.` before it or under both changes with a setting of its
    server. Any other name before it may be another body's (`asia.example.org`), and is another site.
    """
    return urlsplit(url).netloc.casefold().removeprefix(WWW)
