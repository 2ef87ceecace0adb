"""Which URLs the gate sets out for. Pure: the address behind the name is judged where it is dialled.

There is one parser for what is checked and what is sent (httpx's), so that the two cannot differ.
"""

from __future__ import annotations

import re

from monitor.errors import AddressRefused
from monitor.fetch.http import httpx

DEFAULT_PORTS = {"http": 80, "https": 443}
_SITE = "only the site can mend it"
LONGEST_SHOWN = 200  # characters of a URL that a message repeats
_LONGEST = 8192  # characters; RFC 9110, 4.1 asks for 8000 octets at least
# Control characters are dropped by some parsers and kept by others, and a backslash is a slash to some (WHATWG).
_TREACHEROUS = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_USER_INFO = re.compile(r"[^/?#]*//[^/?#]*@")  # httpx forgets one that is empty
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(
    rb"[0-9a-z._-]+|[0-9a-f:.]+", re.IGNORECASE
)  # httpx lets %40 and spaces through as escapes; no zones


def target(text: str, ports: frozenset[int]) -> httpx.URL:
    """The parsed URL, without its fragment, when the gate may set out for it.

    Refused (`AddressRefused`) are schemes other than http and https, user-info, backslashes, control characters, a
    missing host and a port that is not in `ports`.
    """
    shown = repr(text[:LONGEST_SHOWN])
    if _TREACHEROUS.search(text):
        raise _refused(
            f"the URL {shown} has a control character or a backslash", "write the URL as the browser shows it"
        )
    if len(text) > _LONGEST:
        raise _refused(f"the URL {shown}... is longer than {_LONGEST} characters", "name a shorter URL")
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
        port = url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(f"the URL {shown} is malformed ({error})", "write it as https://host/path") from error
    if url.scheme not in DEFAULT_PORTS:
        raise _refused(f"the URL {shown} is not http or https", "name an http or https URL")
    if not _HOST.fullmatch(url.raw_host):
        raise _refused(f"the URL {shown} names no host", "write it as https://host/path")
    if url.userinfo or _USER_INFO.match(text):
        raise _refused(f"the URL {shown} carries a user name or a password", "leave out all that stands before the @")
    port = DEFAULT_PORTS[url.scheme] if port is None else port
    if port not in ports:
        raise _refused(
            f"the URL {shown} leads to port {port}", "only a source's own URL may name a port but 80 and 443"
        )
    return url


def url_of(text: str) -> httpx.URL | None:
    """A URL as the gate reads it, for who compares URLs; None for what is none, or has a port that is none."""
    try:
        url = httpx.URL(text)
        _ = url.port
    except (httpx.InvalidURL, ValueError):
        return None
    return url


def named_port(text: str) -> frozenset[int]:
    """The port that a source's own URL names, as a set; empty when it names none or cannot be read."""
    try:
        port = httpx.URL(text.strip()).port
    except (httpx.InvalidURL, ValueError):
        return frozenset()  # target() says what is wrong with it
    return frozenset() if port is None else frozenset({port})


def joined(url: httpx.URL, location: str) -> str:
    """Where a Location header leads from `url` (RFC 9110, 10.2.2), without fragment. AddressRefused when nowhere."""
    if _TREACHEROUS.search(location):
        raise _refused(f"the redirect to {location[:LONGEST_SHOWN]!r} has a control character or a backslash", _SITE)
    try:
        # With a scheme it is absolute (RFC 3986, 5.2.2, strict); httpx would read `http://` as a relative one.
        there = httpx.URL(location) if _SCHEME.match(location) else url.join(location)
        return str(there.copy_with(fragment=None))
    except (httpx.InvalidURL, ValueError) as error:
        raise _refused(f"the redirect to {location[:LONGEST_SHOWN]!r} is malformed ({error})", _SITE) from error


def host_of(url: httpx.URL) -> str:
    """The name by which a host is paced: ASCII, lower case, without the root's dot."""
    return url.raw_host.decode("ascii").lower().rstrip(".")


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for (RFC 9309, 2.3)."""
    return str(url.copy_with(raw_path=b"/"))[:-1]


def _refused(message: str, fix: str) -> AddressRefused:
    return AddressRefused(message, fix=fix)
