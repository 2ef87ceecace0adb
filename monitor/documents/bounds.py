"""Refuses markup that is built to exhaust a parser.

Measured with lexbor: 40 000 nested elements take 3.4 s, one tag with 40 000 attributes 6.4 s, both growing with the
square. Real pages stay below a hundred levels; a tag is long only where it carries an image as a data URI.
"""

from __future__ import annotations

import re
from operator import methodcaller

from monitor.errors import DocumentError

MAX_DEPTH = 2000
MAX_OPEN_FORMATTING = 256  # each is opened again in every paragraph that follows (HTML, 13.2.4.3)
MAX_TAG = 20_000  # characters outside quoted values

_TOKEN = re.compile(
    r"<(?:!--(?:[^-]++|-(?!->))*+"
    r"|(?P<raw>(?i:script|style|textarea|title)\b)(?:[^<]++|<(?!/(?i:(?P=raw))))*+(?:</(?i:(?P=raw)))?"
    r"|(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>]*+)(?P<attributes>[^\"'>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'>]*+)*+))"
)
_PARTS = methodcaller("groups", "")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
# Tags that close themselves or one another, so that a missing end tag does not nest.
_FLAT_TAGS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option "
    "optgroup colgroup rp rt html head body"
)
_FLAT = frozenset(_FLAT_TAGS.split())
_PASSED = _FLAT | {""}  # a comment, a script
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)


def refuse_bombs(markup: str) -> None:
    """Raises DocumentError when `markup` nests deeper than MAX_DEPTH or has a tag longer than MAX_TAG."""
    depth = formatting = 0
    for _, close, tag, attributes in map(_PARTS, _TOKEN.finditer(markup)):
        if len(attributes) > MAX_TAG and len(_QUOTED.sub("", attributes)) > MAX_TAG:
            raise DocumentError(f"the page has a tag of {len(attributes)} characters", fix="look at the page by hand")
        if tag in _PASSED:
            continue
        name = tag if tag.islower() else tag.lower()
        if name in _FLAT or attributes[-1:] == "/":
            continue
        step = -1 if close else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        depth = max(0, depth + step)
        if depth > MAX_DEPTH or formatting > MAX_OPEN_FORMATTING:
            raise DocumentError("the page nests its elements too deep", fix="look at the page by hand")
