"""What the tags of a page mean for reading: each distinct one is understood once.

The text of a tag is as lexbor writes it: names in lower case, values in double quotes without `<` and `>`.
"""

from __future__ import annotations

import re
from html import unescape

from monitor.documents.markup import (
    EMPHASISED,
    HEADINGS,
    SECTIONING,
    SKIPPED,
    STRUCK,
    is_bold,
    is_hidden,
    is_inline,
    landmark_of,
    tag_of,
    worded_landmark,
)
from monitor.documents.words import icon_classes

_NAME = re.compile(r"[^\s/>]*")
_ATTRIBUTE = re.compile(r"\s([^\s>][^\s>=]*)=\"([^\"]*)\"")
VOID = frozenset(
    [
        *["area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link"],
        *["meta", "param", "source", "track", "wbr"],
    ]
)  # written without an end tag (HTML, 13.3)
RAW = frozenset(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"])  # written without escapes
MARK, TITLE = "m:mark", "m:title"  # attributes that the survey of panes adds to the tree


class Opening:
    """An opening tag.

    `tag` is the element that it stands for, its role counted in; `inline`: it stands within a line; `plain`: it changes
    nothing about the words within it. `landmark` is what it opens outside sectioning content, `inner` within it. `mark`
    is what the survey says of the element, `title` the number of its title.
    """

    __slots__ = (
        *("attributes", "bold", "emphasised", "heading", "hidden", "href", "inline", "inner", "kind", "landmark"),
        *("mark", "name", "number", "plain", "raw", "sectioning", "skipped", "struck", "tag", "title", "void"),
    )

    def __init__(self, text: str, *, scripting: bool) -> None:
        found = _NAME.match(text)
        self.name = name = found[0] if found else ""
        self.attributes: dict[str, str | None] = {}
        if len(name) < len(text):
            for key, value in reversed(_ATTRIBUTE.findall(text)):
                self.attributes[key] = unescape(value) if "&" in value else value
        said = self.attributes
        self.tag = tag = tag_of(name, said) if "role" in said else name
        self.void = name in VOID
        self.raw = name in RAW or (name == "noscript" and scripting)
        self.mark = said.get(MARK) or ""
        self.title = said.get(TITLE) or ""
        self.number = said.get("id") or ""
        self.href = (said.get("href") or "").strip() if name == "a" else ""
        self.kind = said.get("class") or ""
        self.hidden = is_hidden(said)
        self.struck = name in STRUCK
        self.inline = self.struck or (tag == name and not self.title and is_inline(name, said))
        icon = self.inline and not icon_classes().isdisjoint(self.kind.split())
        self.skipped = name in SKIPPED or icon or self.mark == "skip" or self.raw
        self.bold = is_bold(name, said)
        self.emphasised = name in EMPHASISED
        self.sectioning = tag in SECTIONING
        self.heading = HEADINGS.get(tag, 0)
        self.landmark = self.inner = None if self.inline else landmark_of(tag, said, sectioned=True)
        if not self.inline and self.mark != "content":
            self.landmark = landmark_of(tag, said, sectioned=False)
            if self.landmark is None:
                self.landmark = self.inner = worded_landmark(tag, said)
        self.plain = (
            self.inline
            and not (self.struck or self.mark or self.kind or self.hidden or self.href or self.emphasised)
            and self.bold is None
            and name != "q"
        )
