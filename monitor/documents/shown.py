"""What an element shows by its attributes: a picture by the words for those who do not see it, a field by its value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from monitor.documents.clean import clean

MAX_WORDS = 120  # characters; what says more describes a picture, and names nothing
_TYPED = frozenset(["", "text", "email", "url", "tel", "number", "date", "month"])
_PICTURED = frozenset(["span", "i", "b", "em"])  # that a style sheet makes a picture of
SHOWING = _PICTURED | frozenset(
    ["img", "area", "svg", "input", "textarea", "meter", "select", "datalist", "option", "optgroup"]
)
_FLAG = re.compile(r"(?:^|[\s_-])(?:flags?|fi|fflag)(?:$|[\s_-])")


def shown_of(name: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """How an element shows what its attributes say, and the words: as a `picture`; as a `flag`, which is a picture
    where it has no words of its own; as a `field` of a form that cannot be filled in, a `gauge`, a `choice`; '' twice
    where it shows nothing so.
    """
    if name in ("img", "area"):
        if attributes.get("role") in ("presentation", "none") or attributes.get("aria-hidden") == "true":
            return "", ""
        return _picture(attributes, "alt", "title")
    if name == "svg" or attributes.get("role") == "img":
        return _picture(attributes, "aria-label", "title")
    if name in _PICTURED:
        shown, words = _picture(attributes, "title", "aria-label")
        return ("flag", words) if shown and _FLAG.search(attributes.get("class", "")) else ("", "")
    if name == "input":
        fixed = "readonly" in attributes or "disabled" in attributes
        words = attributes.get("value", "")
        return ("field", unescape(words)) if fixed and words and attributes.get("type", "") in _TYPED else ("", "")
    if name == "textarea":
        return ("field", "") if "readonly" in attributes or "disabled" in attributes else ("", "")
    if name == "meter":
        words = attributes.get("value", "")
        return ("gauge", words) if words else ("", "")
    if name in ("select", "datalist"):
        return "choice", ""
    if name in ("option", "optgroup"):
        return "", unescape(attributes.get("label") or attributes.get("value") or "")
    return "", ""


def _picture(attributes: Mapping[str, str], *keys: str) -> tuple[str, str]:
    words = next((words for key in keys if (words := clean(unescape(attributes.get(key, ""))))), "")
    return ("picture", words) if 0 < len(words) <= MAX_WORDS and any(map(str.isalpha, words)) else ("", "")
