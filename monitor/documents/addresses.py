"""The absolute address of each link of a page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_SCHEMES = ("http://", "https://", "mailto:", "tel:")
# What joining leaves as it is: an address with its host, and a path from the root without dots to take out.
_WHOLE = re.compile(r"https?://[\w-]+(?:\.[\w-]+)*(?::\d+)?(?:/[\w~%+,=/-]*(?:\.\w+)?)?(?:\?[\w~%+,=&.-]+)?", re.ASCII)
_ROOTED = re.compile(r"(?:/[\w~%+,=-][\w~%+,=.-]*)+/?(?:\?[\w~%+,=&.-]+)?", re.ASCII)


class Addresses:
    """Addresses relative to the one of a page, `base`."""

    __slots__ = ("_base", "_found", "_origin")

    def __init__(self, base: str) -> None:
        self._base = base
        self._found: dict[str, str] = {}
        self._origin = ""
        root = self._joined("/")
        if _WHOLE.fullmatch(root):
            self._origin = root[:-1]

    def of(self, href: str) -> str:
        """The absolute URL of a link (RFC 3986, 5.2); '' when it leads nowhere outside the page."""
        if href[0] == "#":
            return ""
        if href[0] == "/" and self._origin and _ROOTED.fullmatch(href):
            return self._origin + href
        if href[:4] == "http" and _WHOLE.fullmatch(href):
            return href
        found = self._found.get(href)
        if found is None:
            found = self._found[href] = self._joined(href)
        return found

    def _joined(self, href: str) -> str:
        try:
            url = urljoin(self._base, href)
        except ValueError:  # a malformed IPv6 host
            return ""
        return url if url.lower().startswith(_SCHEMES) else ""
