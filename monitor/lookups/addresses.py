"""Addresses as they count: when two spellings of a URL are one."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from monitor.lookups import load
from monitor.model import Json

HOST = re.compile(r"[\w.-]+(?=[/?:]|$)")


def address(url: Json) -> str | None:
    """A URL as it counts: without scheme, `www.`, a closing slash, the fragment and what names a visit; None for none.

    What is no URL counts as it stands.
    """
    if not isinstance(url, str) or not url:
        return None
    try:
        parts = urlsplit(url if "//" in url else f"//{url}")
    except ValueError:  # `http://[here]`
        return url.strip()
    host = (parts.netloc or "").lower().removeprefix("www.")
    path, *matrix = parts.path.split(";")
    path = ";".join([path, *(part for part in matrix if not _names_a_visit(part))])
    query = "&".join(part for part in parts.query.split("&") if part and not _names_a_visit(part))
    return f"{host}{path.rstrip('/')}{'?' + query if query else ''}"


def site(url: str) -> tuple[str, str]:
    """The host of a web address without `www.`, and what stands behind it; '' for what has none."""
    whole = address(url) if url.lower().startswith(("http://", "https://")) else None
    host = HOST.match(whole or "")
    return (host.group(), (whole or "")[host.end() :]) if host else ("", whole or "")


def _names_a_visit(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return any(name.startswith(known[:-1]) if known.endswith("*") else name == known for known in _of_visits())


@cache
def _of_visits() -> tuple[str, ...]:
    entry = load.table("addresses")["parameter"]
    return load.strings(entry, "names", "addresses.toml", of="[parameter]")
