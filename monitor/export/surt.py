"""The key of a URL in an index: host turned round, lower case, without what does not make it another page.

`http://www.Example.org/A?b=2&a=1` has the key `org,example)/a?a=1&b=2`. Those who look up a URL make the same key of
it, hence the rules are not ours: they are those of the Internet Archive's "surt" (Sort-friendly URI Reordering
Transform), which cdxj-indexer and pywb use. A test compares.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

KEPT = """!"$&'()*+,-./:;<=>?@[\\]^_`{|}~"""  # not escaped, and neither are letters and digits
PORTS = {"http": 80, "https": 443}
WWW = re.compile(r"www\d*\.")
PATH_SESSIONS = (
    re.compile(r"^(.*/)(?:\((?:[a-z]\([0-9a-z]{24}\))+\)/)([^?]+\.aspx.*)$"),
    re.compile(r"^(.*/)(?:\([0-9a-z]{24}\)/)([^?]+\.aspx.*)$"),
)
QUERY_SESSIONS = tuple(
    re.compile(rf"^(.*){session}(?:&(.*))?$", re.IGNORECASE)
    for session in (
        r"jsessionid=[0-9a-z]{32}",
        r"phpsessid=[0-9a-z]{32}",
        r"sid=[0-9a-z]{32}",
        r"aspsessionid[a-z]{8}=[a-z]{24}",
        r"cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt(url: str) -> str:
    """The key of a URL. One without a host (`urn:...`) keeps its scheme, and its path is no row of steps."""
    parts = urlsplit(url)
    if not parts.hostname:
        return f"{parts.scheme}:{_settled(_escaped(_unescaped(parts.path)))}{_query(parts.query)}"
    port = "" if parts.port in (None, PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{_host(parts.hostname)}{port}){_path(parts.path)}{_query(parts.query)}"


def _host(host: str) -> str:
    name = unquote_to_bytes(host).decode("utf-8", "replace")
    if not name.isascii():
        name = name.encode("idna").decode()
    name = WWW.sub("", _escaped(name.replace("..", ".").strip(".").lower()), count=1) if name else ""
    return ",".join(reversed(name.split(".")))


def _path(path: str) -> str:
    kept: list[str] = []
    for step in _unescaped(path).split("/")[1:]:
        if step == ".." and kept:
            kept.pop()
        elif step != ".":
            kept.append(step)
    return _settled(_escaped("/" + "".join(f"{step}/" for step in kept[:-1] if step) + (kept[-1] if kept else "")))


def _settled(path: str) -> str:
    settled = path.lower()
    for session in PATH_SESSIONS:
        settled = session.sub(r"\1\2", settled)
    return settled[:-1] if settled.endswith("/") and len(settled) > 1 else settled


def _query(query: str) -> str:
    asked = _escaped(_unescaped(query))
    for session in QUERY_SESSIONS:
        asked = session.sub(lambda found: found[1] + (found[2] or ""), asked)
    named = sorted(tuple(part.split("=", 1)) for part in asked.lower().split("&"))
    text = "&".join("=".join(part) for part in named)
    return f"?{text}" if text else ""


def _unescaped(text: str) -> str:
    """Without percent signs that mean another letter, however often it was escaped; bytes that are no UTF-8 stay."""
    before, after = text.encode("utf-8", "surrogateescape"), b""
    while (after := unquote_to_bytes(before)) != before:
        before = after
    return after.decode("utf-8", "surrogateescape")


def _escaped(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogateescape"), safe=KEPT)
