"""Refuses markup that is built to exhaust a parser.

Measured with lexbor: 40 000 nested elements take 3.4 s, one tag with 40 000 attributes 6.4 s, both growing with the
square. Real pages stay below a hundred levels; a tag is long only where it carries an image as a data URI.
"""

from __future__ import annotations

import re

from monitor.errors import DocumentError

MAX_DEPTH = 2000
MAX_OPEN_FORMATTING = 256  # each is opened again in every paragraph that follows (HTML, 13.2.4.3)
MAX_TAG = 20_000  # characters outside quoted values

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<close>/?)(?P<tag>[a-z][^\s/>]*+)(?P<attributes>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
# Tags that close themselves or one another, so that a missing end tag does not nest.
_FLAT_TAGS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option "
    "optgroup colgroup rp rt html head body"
)
_FLAT = frozenset(_FLAT_TAGS.split())
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)


def refuse_bombs(markup: str) -> None:
    """Raises DocumentError when `markup` nests deeper than MAX_DEPTH or has a tag longer than MAX_TAG."""
    depth = formatting = 0
    for token in _TOKEN.finditer(markup):
        if token["tag"] is None:
            continue
        attributes = token["attributes"]
        if len(attributes) > MAX_TAG and len(_QUOTED.sub("", attributes)) > MAX_TAG:
            raise DocumentError(f"the page has a tag of {len(attributes)} characters", fix="look at the page by hand")
        name = token["tag"].lower()
        if name in _FLAT or attributes.endswith("/"):
            continue
        step = -1 if token["close"] else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        depth = max(0, depth + step)
        if depth > MAX_DEPTH or formatting > MAX_OPEN_FORMATTING:
            raise DocumentError("the page nests its elements too deep", fix="look at the page by hand")
