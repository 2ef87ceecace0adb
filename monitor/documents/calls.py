"""What of a page the survey of its panes is to look at: a selector for each kind of tag that may matter there.

The tags are known before the survey begins, so that it asks the tree only for what the page has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LINK, SCRIPT = '[href^="#"]', '[href^="javascript:" i]'
PARTS = frozenset(["header", "footer"])
GLYPHS = "[aria-hidden]"
LIKE_CONTROLS = frozenset(["summary", "label", "button", "[aria-expanded]", "[role]"])
_NAMED = frozenset(["summary", "label", "button", *PARTS])
_SAYING = frozenset(["name", "onclick", "aria-controls", "aria-expanded", "aria-hidden", "aria-labelledby"])
_ROLES = frozenset(["tab", "tabpanel", "button"])
_PLAIN = re.compile(r"[a-z-]+")


def calls_of(name: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """The selectors for an element by its name and its attributes."""
    calls = {name} & _NAMED
    for key, value in attributes.items():
        if key in _SAYING:
            calls.add(f"[{key}]")
        elif key == "href":
            calls |= {LINK, SCRIPT} if _stays(value.strip()) else set()
        elif key.startswith("data-"):
            calls.add(f"[{key}]" if _PLAIN.fullmatch(key) else "*")
        elif key == "role" and value in _ROLES:
            calls.add("[role]")
    return frozenset(calls)


def _stays(href: str) -> bool:
    """Whether a link leads to a place in its own page, or runs a script there."""
    return href[:1] == "#" or href[:11].lower() == "javascript:"
