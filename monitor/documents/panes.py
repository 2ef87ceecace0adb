"""Which control opens which pane: the titles of tabs, accordions and disclosures, wherever on the page they stand.

The reader leaves a control out where it stands and puts its words in front of the pane.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from monitor.documents.calls import GLYPHS, LIKE_CONTROLS, LINK, PARTS
from monitor.documents.clean import clean, fold
from monitor.documents.controls import Opening, controls_of
from monitor.documents.markup import HEADINGS, INLINE, label, tag_of
from monitor.documents.openings import MARK, TITLE
from monitor.documents.steps import plain_ids
from monitor.documents.words import is_control

_OVERLAYS = frozenset(["modal", "offcanvas", "dropdown", "popover", "tooltip"])
_TOGGLES = frozenset(["data-toggle", "data-bs-toggle", "aria-haspopup", "onclick"])
_LIKE_CONTROLS = "summary,label[for],button,[aria-expanded],[role=tab],[role=button]"
_SHELL = re.compile(r"java\s?script", re.IGNORECASE)
MAX_TITLE = 160
MAX_CONTROL = 300


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a control; `level` is that of the heading that it stands in, 0 without one."""

    text: str
    level: int = 0


@dataclass(slots=True)
class Panes:
    """`titles`, each by its number in words; `marks`: what the walk is to find on which element (see `Opening`);
    `ids`: those that name one element, for locators.
    """

    titles: dict[str, Title] = field(default_factory=dict)
    marks: list[tuple[LexborNode, str, str]] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    _numbers: dict[int, str] = field(default_factory=dict)  # of titles, by the mem_id of their pane
    _controls: set[int] = field(default_factory=set)

    def open(self, control: LexborNode, pane: LexborNode) -> None:
        """Keeps a control and its pane: the control is left out where it stands."""
        words = words_of(control)
        number = self._numbers.get(pane.mem_id)
        if number is None and not is_control(words):
            number = self._numbers[pane.mem_id] = str(len(self.titles))
            self.titles[number] = Title(words, _heading_level(control))
            self.marks.append((pane, TITLE, number))
        if control.mem_id not in self._controls:
            self._controls.add(control.mem_id)
            same = number is not None and self.titles[number].text == words
            self.marks.append((control, MARK, f"control {number}" if same else "control"))

    def mark(self) -> bool:
        """Sets the marks in the tree; False where there are none."""
        for node, name, value in self.marks:
            node.attrs[name] = value
        return bool(self.marks)

    def opens(self, control: LexborNode) -> bool:
        """Whether an element is among the controls."""
        return control.mem_id in self._controls


def survey(root: LexborNode, calls: Set[str], *, scripting: bool = True) -> Panes:
    """The panes of a page and what opens them; `calls` select what is to be looked at. The page is not touched."""
    controls = controls_of(root, calls)
    panes = Panes(ids=plain_ids(controls.ids))
    _link(panes, controls.openings)
    for node in root.css(_LIKE_CONTROLS) if calls & LIKE_CONTROLS else ():
        if not panes.opens(node) and (mark := _disclosure(node, controls.toggles)):
            panes.marks.append((node, MARK, mark))
    for node in root.css(f"a{LINK}") if LINK in calls else ():
        if not panes.opens(node) and not node.attributes.keys() & _TOGGLES:
            moves = (node.attributes.get("href") or "")[1:] in controls.anchors or is_control(node.text(deep=True))
            if moves:
                panes.marks.append((node, MARK, "inpage"))
    for node in (
        root.css('[aria-hidden="true"]') if GLYPHS in calls else ()
    ):  # an arrow, a cross, the glyph of an icon font
        if node.tag in INLINE and len(clean(node.text(deep=True))) <= 2:
            panes.marks.append((node, MARK, "skip"))
    if calls & PARTS:
        panes.marks += [(node, MARK, "content") for node in _of_parts(root)]
    if not scripting:
        panes.marks += [(node, MARK, "skip") for node in root.css("noscript") if _SHELL.search(node.text(deep=True))]
    return panes


def words_of(control: LexborNode) -> str:
    """The words of a control, without those at its end that only say that it works (`Show this section`)."""
    whole = label(control.text(deep=True))
    parts = [clean(node.text_content or "") for node in control.traverse(include_text=True) if node.is_text_node]
    parts = [part for part in parts if part]
    for kept in range(1, len(parts)):
        if is_control(" ".join(parts[kept:])):
            return label(" ".join(parts[:kept])).rstrip(" ,;–-")
    return whole


def _disclosure(node: LexborNode, toggles: set[str]) -> str:
    """What to do with an element that looks like a control, though what it opens is not named; '' for nothing."""
    said = node.attributes
    if node.tag == "label" and (said.get("for") or "") not in toggles:
        return ""
    href = (said.get("href") or "").strip().lower() if node.tag == "a" else ""
    if href and href[0] != "#" and not href.startswith("javascript:"):
        return ""
    if node.tag == "button":
        kind = said.get("type")
        if kind in ("submit", "reset") or (kind != "button" and _within_form(node)):
            return "skip"
    words = node.text(deep=True)
    if is_control(words) or not clean(words):
        return "skip"
    if len(words) > MAX_CONTROL or node.css_first("ul,ol,table,p"):
        return "block"  # it holds what it opens
    return "term"


def _within_form(node: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.tag != "form":
        above = above.parent
    return above is not None


def _of_parts(root: LexborNode) -> list[LexborNode]:
    """The headers and footers without links that belong to parts of the page, where it has several.

    A page has one banner, and its last footer is its own (WAI-ARIA 1.2, 5.4).
    """
    headers, footers = root.css("header"), root.css("footer")
    several = [*(headers if len(headers) > 1 else []), *footers[:-1]]
    return [node for node in several if node.css_first("a[href],form,nav,button,img,ul") is None]


def _link(panes: Panes, openings: list[Opening]) -> None:
    """Keeps the pairs of control and pane that are really such."""
    strips: dict[int, list[Opening]] = defaultdict(list)
    for opening in openings:
        control, pane = opening.control, opening.pane
        words = words_of(control) if control.mem_id != pane.mem_id else ""
        if not words or len(words) > MAX_TITLE or _holds(control, pane) or _holds(pane, control):
            continue
        if _is_overlay(control, pane):
            continue
        if opening.sure:
            panes.open(control, pane)
        elif sum(map(str.isalpha, words)) >= 3 and not _is_mark(pane):
            if _stands_before(control, pane):
                panes.open(control, pane)
            elif pane.parent is not None:
                strips[pane.parent.mem_id].append(opening)
    for strip in strips.values():
        if len({opening.pane.mem_id for opening in strip}) >= 2 and all(_alone(one.control, strip) for one in strip):
            for opening in strip:
                panes.open(opening.control, opening.pane)


def _is_overlay(control: LexborNode, pane: LexborNode) -> bool:
    """Whether a control lays something over the page: then it is a word of the page, and no title."""
    said = control.attributes
    kind = said.get("data-bs-toggle") or said.get("data-toggle")
    return kind in _OVERLAYS or pane.tag == "dialog" or pane.attributes.get("role") in ("dialog", "alertdialog", "menu")


def _holds(outer: LexborNode, inner: LexborNode) -> bool:
    """Whether `inner` stands within `outer`."""
    above = inner.parent
    while above is not None:
        if above.mem_id == outer.mem_id:
            return True
        above = above.parent
    return False


def _is_mark(pane: LexborNode) -> bool:
    """Whether a link leads to a mere mark in the text (a heading, an empty anchor) instead of what holds content."""
    return (
        pane.tag in INLINE
        or tag_of(pane.tag or "", pane.attributes) in HEADINGS
        or pane.tag in ("main", "body", "header")
    )


def _stands_before(control: LexborNode, pane: LexborNode) -> bool:
    """Whether the pane is the next element after the control, or after what holds nothing but the control."""
    words = fold(control.text(deep=True))
    node: LexborNode | None = control
    for _ in range(4):
        if node is None or fold(node.text(deep=True)[: MAX_TITLE * 4]) != words:
            return False
        after = node.next
        while after is not None and not after.is_element_node:
            if after.is_text_node and (after.text_content or "").strip():
                return False
            after = after.next
        if after is not None:
            return after.mem_id == pane.mem_id
        node = node.parent
    return False


def _alone(control: LexborNode, strip: list[Opening]) -> bool:
    """Whether the line that a control stands in consists of controls of the same strip."""
    line = control.parent
    while line is not None and line.tag in INLINE:
        line = line.parent
    if line is None:
        return False
    fellows = {one.control.mem_id: one.control for one in strip if _holds(line, one.control)}
    return fold(line.text(deep=True)) == "".join(fold(fellow.text(deep=True)) for fellow in fellows.values())


def _heading_level(control: LexborNode) -> int:
    """The level of the heading around or within a control that is nothing but this control; 0 without one."""
    node: LexborNode | None = control
    whole = fold(control.text(deep=True))
    for _ in range(4):
        if node is None or fold(node.text(deep=True)[: MAX_TITLE * 4]) != whole:
            break
        if level := HEADINGS.get(tag_of(node.tag or "", node.attributes)):
            return level
        node = node.parent
    inner = control.css_first("h1,h2,h3,h4,h5,h6")
    return HEADINGS.get(inner.tag or "", 0) if inner is not None else 0
