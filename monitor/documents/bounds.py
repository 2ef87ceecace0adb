"""Refuses markup that is built to exhaust a parser.

Measured with lexbor: 40 000 nested elements take 3.4 s, one tag with 40 000 attributes 6.4 s, both growing with the
square. Real pages stay below a hundred levels; a tag is long only where it carries an image as a data URI.

Of nearly every page counting shows at once that it is no bomb; only what counting cannot clear is read tag by tag.
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
# Without `a` and `nobr`: of these one is open at a time, the next ends it (HTML, 13.2.6.4.7).
_FORMATTING = frozenset(["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"])
_NESTS = re.compile(rf"<(?!(?i:{'|'.join(sorted(_FLAT))})[\s/>])[a-zA-Z]")
_FORMATS = re.compile(rf"<(?=[bcefistuBCEFISTU])(?i:{'|'.join(sorted(_FORMATTING))})[\s/>]")
_BRACKET_IN_VALUE = re.compile(r"=\s*(?:\"[^\"<>]*[<>]|'[^'<>]*[<>])")  # without one, a tag ends at the first `>`


def refuse_bombs(markup: str) -> None:
    """Raises DocumentError when `markup` nests deeper than MAX_DEPTH or has a tag longer than MAX_TAG."""
    if not (_is_shallow(markup) and _has_short_tags(markup)):
        _read_tags(markup)


def _is_shallow(markup: str) -> bool:
    """Whether a page has too few opening tags to nest too deep, closed or not."""
    opening = markup.count("<") - markup.count("</")
    if opening > MAX_DEPTH and len(_NESTS.findall(markup)) > MAX_DEPTH:
        return False
    return opening <= MAX_OPEN_FORMATTING or len(_FORMATS.findall(markup)) <= MAX_OPEN_FORMATTING


def _has_short_tags(markup: str) -> bool:
    """Whether no stretch without a `>`, and so no tag, is too long: one that is covers a multiple of its length."""
    for at in range(MAX_TAG, len(markup), MAX_TAG):
        end = markup.find(">", at)
        if (end if end >= 0 else len(markup)) - markup.rfind(">", 0, at) > MAX_TAG:
            return False
    return _BRACKET_IN_VALUE.search(markup) is None


def _read_tags(markup: str) -> None:
    """Follows the tags of a page, and raises DocumentError as `refuse_bombs` does."""
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
