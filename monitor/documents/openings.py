"""What the tags of a page mean for reading: each distinct one is understood once.

The text of a tag is as lexbor writes it: names in lower case, values in double quotes without `<` and `>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from monitor.documents.calls import LINK, calls_of
from monitor.documents.markup import (
    EMPHASISED,
    HEADINGS,
    SECTIONING,
    SKIPPED,
    STRUCK,
    is_bold,
    is_crossed_out,
    is_hidden,
    is_inline,
    keeps_lines,
    label,
    landmark_of,
    tag_of,
    worded_landmark,
)
from monitor.documents.shown import SHOWING, shown_of
from monitor.documents.words import MAX_LABEL, field_of, icon_classes, landmark_words, unseen_classes

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
NAMED = "m:named"  # the label that another attribute gives
SHOWN = "m:shown"  # how an element shows what its attributes say


_TOLD = frozenset(
    [
        *["role", "aria-level", "aria-hidden", "hidden", "style", "size", "class", "colspan", "rowspan", MARK, TITLE],
        *["href", "id", "shadowrootmode", "shadowroot"],
    ]
)  # the attributes that reading asks for
# Where pages for narrow screens repeat the head of a column, which their style sheets show in front of a cell.
_HEADS = frozenset(
    [
        *["data-label", "data-th", "data-title", "data-column", "data-header", "data-heading", "data-caption"],
        *["data-name", "data-cell", "data-field", "data-colname", "data-column-name", "data-column-header"],
    ]
)
_NAMED = frozenset(["div", "section", "article", "p", "ul", "ol", "dl", "dd", "li", "table", "fieldset", "span"])
_WORKING = frozenset(["img", "button", "tab", "tablist", "link", "menuitem", "option", "checkbox", "radio", "switch"])
_RESTARTS = frozenset(["ul", "ol", "menu", "dir", "dt", "legend", "caption", "dd", "table"])  # no entry goes on in them
_LEFT = frozenset(["td", "th", "table", "figcaption", "figure"])  # at whose end something is to be done
_TABULAR = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th"])
_PLACED = _TABULAR | {"li", "figure", "figcaption"}


class Opening:
    """What an opening tag means.

    `tag` is the element that it stands for, its role counted in; `inline`: it stands within a line; `plain`: it changes
    nothing about the words within it; `linked`: it has an address. `landmark` is what it opens outside sectioning
    content, `inner` within it. `mark` is what the survey says of the element, `title` the number of its title.
    `restarts`: no list entry goes on in it; `placed`: it is part of a list, a table or a figure; `left`: at its end
    something is to be done; `listed`: it is an entry; `tabular`: it is a part of a table; `ordinary`: no more than its
    setting matters. `way`: what the walk does with it, `void`, `skipped`, `plain`, `control`, `inline`, `block` or
    `shown`. `shown`: how it shows what its attributes say (see `shown_of`). `named`: the label that one of them gives.
    `only`: whether it is for the `eye` or for the `ear` alone.
    `calls`: selectors of what the survey of panes is to look at.
    """

    __slots__ = (
        *("bold", "calls", "columns", "emphasised", "end", "heading", "hidden", "inline", "inner", "kind", "landmark"),
        *("layout", "left", "linked", "listed", "mark", "name", "named", "only", "ordinary", "placed"),
        *(
            "preformatted",
            "restarts",
            "rows",
            "sectioning",
            "shown",
            "skipped",
            "struck",
            "tabular",
            "tag",
            "title",
            "way",
        ),
    )

    def __init__(
        self, name: str, said: dict[str, str | None], calls: frozenset[str] = frozenset(), *, scripting: bool
    ) -> None:
        self.name = name
        self.end = f"/{name}"
        self.calls = calls
        self.tag = tag = tag_of(name, said) if "role" in said else name
        self.mark = mark = said.get(MARK) or ""
        self.title = said.get(TITLE) or ""
        self.linked = name == "a" and bool((said.get("href") or "").strip())
        self.kind = said.get("class") or ("time" if name == "time" else "")
        self.hidden = is_hidden(said)
        self.only = "eye" if self.hidden else "" if unseen_classes().isdisjoint(self.kind.split()) else "ear"
        self.struck = is_crossed_out(name, said)
        self.named = said.get(NAMED) or ""
        self.inline = name in STRUCK or (tag == name and not self.title and not self.named and is_inline(name, said))
        icon = self.inline and not icon_classes().isdisjoint(self.kind.split())
        self.shown = said.get(SHOWN) or ""
        self.preformatted = name == "pre" or keeps_lines(said)
        rooted = name == "template" and ("shadowrootmode" in said or "shadowroot" in said)  # it is shown
        self.skipped = (
            (name in SKIPPED and not rooted)
            or icon
            or mark == "skip"
            or name in RAW
            or (name == "noscript" and scripting)
        )
        self.bold = is_bold(name, said)
        self.emphasised = name in EMPHASISED
        self.sectioning = tag in SECTIONING
        self.heading = HEADINGS.get(tag, 0)
        self.landmark = self.inner = None if self.inline else landmark_of(tag, said, sectioned=True)
        if not self.inline and mark != "content":
            self.landmark = landmark_of(tag, said, sectioned=False)
            if self.landmark is None:
                self.landmark = self.inner = worded_landmark(tag, said)
        self.restarts = bool(self.heading) or mark == "term" or tag in _RESTARTS
        self.placed = tag in _PLACED
        self.left = tag in _LEFT
        self.listed = tag == "li" and not self.title and not self.named
        self.tabular = tag in _TABULAR
        self.ordinary = not (self.placed or self.title or self.named or (self.inline and self.kind) or name == "q")
        self.layout = (said.get("role") or "").lower() in ("presentation", "none")
        self.columns, self.rows = _span(said.get("colspan")), _span(said.get("rowspan"))
        changes = self.struck or self.preformatted or mark or self.kind or self.hidden or self.linked or self.emphasised
        if self.shown and not (self.hidden or mark):
            self.way = "shown"
        elif name in VOID:
            self.way = "void"
        elif self.skipped:
            self.way = "skipped"
        elif self.inline and not changes and self.bold is None and name != "q":
            self.way = "plain"
        elif mark.startswith("control"):
            self.way = "control"
        else:
            self.way = "inline" if self.inline and mark != "term" else "block"


# An opening tag as it stands in a page: what it means, its id, and its address or what it shows ('' for none).
Tag = tuple[Opening, str, str]


class Openings:
    """What tags mean, kept from page to page: the parts of a site, and of other sites, are set in the same ones."""

    __slots__ = ("_known", "_scripting")

    def __init__(self, *, scripting: bool) -> None:
        self._scripting = scripting
        self._known: dict[object, Opening] = {}

    def __len__(self) -> int:
        return len(self._known)

    def tag(self, text: str) -> Tag:
        """The opening tag that is written between `<` and `>`."""
        found = self._known.get(text)
        if found is not None:
            return found, "", ""
        shape: object = text
        before, linked, rest = text.partition(' href="')
        if linked:
            href, _, after = rest.partition('"')
            if href[:1] not in ("", "#", "j", "J") and not href.isspace():  # not within the page, and no script
                shape = before, after
                found = self._known.get(shape)
                if found is not None:
                    return found, "", (unescape(href) if "&" in href else href).strip() if found.linked else ""
        matched = _NAME.match(text)
        name = matched[0] if matched else ""
        said: dict[str, str | None] = {}
        attributes = dict(reversed(_ATTRIBUTE.findall(text))) if len(name) < len(text) else {}
        for key, value in attributes.items():
            if key in _TOLD:
                said[key] = unescape(value) if "&" in value else value
            elif (key in _HEADS or key in ("aria-label", "summary")) and (
                named := _named(name, key, value, attributes)
            ):
                said[NAMED] = named
        calls = calls_of(name, attributes)
        number, href = said.pop("id", None) or "", (said.get("href") or "").strip()
        if "href" in said:
            said["href"] = "/" if href and name == "a" else ""
        words = ""
        if name in SHOWING or attributes.get("role") == "img":
            said[SHOWN], words = shown_of(name, attributes)
        landmarks = landmark_words()
        if number and not landmarks.keys().isdisjoint(number.lower().replace("_", "-").split()):
            said["id"] = number
        meaning = (calls, name, *said.items())
        opening = self._known.get(meaning)
        if opening is None:
            opening = self._known[meaning] = Opening(name, said, calls, scripting=self._scripting)
        if not (number or words) and (shape is not text or not href or LINK in calls):
            self._known[shape] = opening
        return opening, number, href if name == "a" else words


def _named(name: str, key: str, value: str, attributes: Mapping[str, str]) -> str:
    """The label that an attribute gives to what an element holds; '' where it is none.

    Of a cell it is any words, the head of its column. Elsewhere it is a label under which pages give their facts, since
    such attributes serve scripts too.
    """
    role = attributes.get("role", "")
    words = label(unescape(value)).rstrip(" :")
    if name in ("td", "th") or role in ("cell", "gridcell"):
        return words if key != "aria-label" and any(map(str.isalpha, words)) and len(words) <= MAX_LABEL else ""
    if name not in _NAMED or role in _WORKING or (name == "span" and key == "aria-label"):
        return ""
    if key == "summary" and name != "table":
        return ""
    return words if field_of(words) else ""


def _span(value: str | None) -> int:
    """The value of colspan or rowspan; what is no number counts as 1."""
    text = (value or "").strip()[:4]
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1
