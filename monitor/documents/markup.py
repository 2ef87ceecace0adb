"""What elements and attributes mean for reading: HTML's content models and ARIA roles, as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

from monitor.documents.clean import clean
from monitor.documents.words import landmark_words

Attributes = Mapping[str, str | None]

# Elements that hold no words of the page.
_SKIPPED_TAGS = (
    "script style template svg math iframe object embed canvas audio video select datalist textarea input progress "
    "meter img frameset frame applet head rp"
)
SKIPPED = frozenset(_SKIPPED_TAGS.split())
STRUCK = frozenset(["del", "s", "strike"])  # "no longer accurate" (HTML, 4.5.5); browsers cross the words out
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big blink cite code data dfn em font i ins kbd label mark nobr output picture q rb rt "
    "rtc ruby samp small span strong sub sup time tt u var wbr"
)
INLINE = frozenset(_INLINE_TAGS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
STRONG = frozenset(["b", "strong", "big", "u"])
EMPHASISED = frozenset(["em", "i"])
LANDMARKS = {
    "nav": "navigation",
    "aside": "complementary",
    "dialog": "dialog",
    "search": "search",
    "marquee": "complementary",  # a ticker
}
TOP_LANDMARKS = {"header": "banner", "footer": "contentinfo"}  # only outside sectioning content (HTML-AAM 1.0)
SECTIONING = frozenset(["article", "main", "section", "aside", "nav"])
ROLE_LANDMARKS = {
    "navigation": "navigation",
    "banner": "banner",
    "contentinfo": "contentinfo",
    "complementary": "complementary",
    "marquee": "complementary",
    "search": "search",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "menu": "navigation",
    "menubar": "navigation",
}
# Roles that make an element what another one is by itself (WAI-ARIA 1.2).
_ROLE_TAGS = {
    "listitem": "li",
    "list": "ul",
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
    "term": "dt",
    "definition": "dd",
    "main": "main",
    "article": "article",
}
_BOLD = re.compile(
    r"font-weight\s*:\s*(bold|bolder|[6-9]\d\d)|font\s*:[^;]*\bbold|text-decoration[^:;]*:[^;]*underline"
)
_LIGHT = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]\d\d)")
_BLOCK = re.compile(r"display\s*:\s*(block|flex|grid|table|list-item|table-row|table-cell)\b")
_GONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b")
_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_GROUPS = frozenset(["div", "ul", "ol", "section", "p", "form", "table", "td"])  # that a class can make a landmark of
_ARROWS = re.compile(r"[\s▲▼▾▴▸▹►▻›»«‹+−✕×⌄⌃→↓↑]+$")


def tag_of(tag: str, attributes: Attributes) -> str:
    """The tag that says what an element is, its role counted in."""
    role = attributes.get("role")
    if not role:
        return tag
    role = role.split()[0].lower() if role.strip() else ""
    if role == "heading":
        level = (attributes.get("aria-level") or "2").strip()
        return f"h{level}" if f"h{level}" in HEADINGS else "h6"
    if role in ("listitem", "list") and tag in ("li", "ul", "ol"):
        return tag
    return _ROLE_TAGS.get(role, tag)


def is_bold(tag: str, attributes: Attributes) -> bool | None:
    """Whether an element sets its words in bold (underlined, enlarged); None when it changes nothing."""
    style = attributes.get("style")
    if style:
        style = style.lower()
        if _BOLD.search(style):
            return True
        if _LIGHT.search(style):
            return False
    if tag in STRONG:
        return True
    if tag == "font":
        size = (attributes.get("size") or "").strip()
        return True if size.startswith("+") or (size.isdigit() and int(size) >= 4) else None
    return None


def is_inline(tag: str, attributes: Attributes) -> bool:
    """Whether an element stands within a line. Foreign `o:p` does, a custom element with a dash does not."""
    if tag not in INLINE and ":" not in tag:
        return False
    style = attributes.get("style")
    return not (style and _BLOCK.search(style.lower()))


def landmark_of(tag: str, attributes: Attributes, *, sectioned: bool) -> str | None:
    """The landmark that an element opens, '' when it opens the content proper, None when it opens none."""
    role = (attributes.get("role") or "").strip().lower()
    if role in ROLE_LANDMARKS:
        return ROLE_LANDMARKS[role]
    if tag == "main":
        return ""
    if tag in LANDMARKS:
        return LANDMARKS[tag]
    if tag in TOP_LANDMARKS and not sectioned:
        return TOP_LANDMARKS[tag]
    return None


def is_hidden(attributes: Attributes) -> bool:
    """Whether a browser does not show an element, or does not tell it to who listens."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _GONE.search(style.lower()) is not None


def is_crossed_out(name: str, attributes: Attributes) -> bool:
    """Whether a browser crosses the words of an element out."""
    style = attributes.get("style")
    return name in STRUCK or (style is not None and _STRUCK.search(style.lower()) is not None)


def keeps_lines(attributes: Attributes) -> bool:
    """Whether the ends of lines in the page's source are such on the page (CSS Text 3, 3)."""
    style = attributes.get("style")
    return style is not None and _LINES.search(style.lower()) is not None


def worded_landmark(tag: str, attributes: Attributes) -> str | None:
    """The landmark that the class or the id of an element names in so many words; None when they name none."""
    if tag not in _GROUPS:
        return None
    said = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().replace("_", "-")
    words = landmark_words()
    return next((words[word] for word in said.split() if word in words), None)


def label(text: str) -> str:
    """The words of a control without the arrow or cross that shows what it does."""
    return _ARROWS.sub("", clean(text))
