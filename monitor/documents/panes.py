"""Which control opens which pane: the titles of tabs, accordions and disclosures, wherever on the page they stand.

A control points at its pane by `aria-controls`, `data-target`, `data-bs-target`, another `data-` attribute, a link to
`#id`, a script that names the id, or (ARIA tabs) by `aria-labelledby` or its place in the row. The reader leaves the
control out where it stands and puts its words in front of the pane.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from monitor.documents.clean import fold
from monitor.documents.markup import HEADINGS, INLINE, label, tag_of
from monitor.documents.words import is_control

_STRONG_KEYS = ("aria-controls", "data-target", "data-bs-target", "data-tab", "data-tab-target", "data-collapse-toggle")
_IN_SCRIPT = re.compile(r"""['"]#?([A-Za-z][\w:.-]*)['"]""")
_OVERLAYS = frozenset(["modal", "offcanvas", "dropdown", "popover", "tooltip"])
_NO_CONTROL = frozenset(["input", "select", "form", "table", "body", "html", "main", "textarea", "option", "th"])
MAX_TITLE = 160
MAX_CONTROLS = 1000  # beyond it a page is no page; each costs a climb through its ancestors


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a control; `level` is that of the heading that it stands in, 0 without one."""

    text: str
    level: int = 0


@dataclass(slots=True)
class Panes:
    """`titles` by the pane's mem_id, `controls`: mem_ids of what is left out, `anchors`: ids that a link leads to."""

    titles: dict[int, Title] = field(default_factory=dict)
    controls: set[int] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    toggles: set[str] = field(default_factory=set)  # ids of check boxes and radio buttons: their labels open something


@dataclass(slots=True)
class _Pointer:
    control: LexborNode
    target: str
    sure: bool  # by an attribute that says so; else the surroundings must show it


def survey(root: LexborNode) -> Panes:
    """Finds the controls of a page and the panes they open, in one pass over its elements."""
    panes = Panes()
    ids: dict[str, LexborNode] = {}
    pointers: list[_Pointer] = []
    tabs: list[LexborNode] = []
    panels: list[LexborNode] = []
    for node in root.traverse():
        attributes = node.attributes
        if not attributes:
            continue
        if name := attributes.get("id"):
            ids.setdefault(name, node)
            if node.tag == "input" and attributes.get("type") in ("checkbox", "radio"):
                panes.toggles.add(name)
        if anchor := attributes.get("name"):
            panes.anchors.add(anchor)
        if node.tag not in _NO_CONTROL and len(pointers) < MAX_CONTROLS:
            pointers += _pointers(node, attributes)
        role = attributes.get("role")
        if role == "tab":
            tabs.append(node)
        elif role == "tabpanel":
            panels.append(node)
    panes.anchors |= ids.keys()
    pointers += _tab_pointers(tabs, panels, ids, {pointer.control.mem_id for pointer in pointers if pointer.sure})
    found = [(pointer, ids[pointer.target]) for pointer in pointers if pointer.target in ids]
    _link(panes, found)
    return panes


def _pointers(node: LexborNode, attributes: dict[str, str | None]) -> Iterator[_Pointer]:
    """The ids that an element's attributes name."""
    for key, value in attributes.items():
        if not value:
            continue
        if key in _STRONG_KEYS:
            yield _Pointer(node, value.split()[0].lstrip("#") if value.strip() else "", sure=True)
        elif key == "href" and value.startswith("#"):
            sure = attributes.get("role") == "tab" or "data-toggle" in attributes or "data-bs-toggle" in attributes
            yield _Pointer(node, value[1:], sure)
        elif key == "onclick" or (key == "href" and value[:11].lower() == "javascript:"):
            yield from (_Pointer(node, name, sure=False) for name in _IN_SCRIPT.findall(value[:400]))
        elif key.startswith("data-") and "parent" not in key and len(value) < 100:
            yield _Pointer(node, value.lstrip("#"), sure=False)


def _tab_pointers(
    tabs: list[LexborNode], panels: list[LexborNode], ids: dict[str, LexborNode], linked: set[int]
) -> Iterator[_Pointer]:
    """ARIA tabs that name no panel: panels that name their tab, else as many panels as tabs, in order."""
    loose = [tab for tab in tabs if tab.mem_id not in linked]
    for panel in panels:
        tab = ids.get((panel.attributes.get("aria-labelledby") or "").strip())
        if tab is not None and panel.id and any(tab.mem_id == one.mem_id for one in loose):
            yield _Pointer(tab, panel.id, sure=True)
    if loose and len(loose) == len(tabs) == len(panels):
        for tab, panel in zip(tabs, panels, strict=True):
            name = panel.id or f" {panel.mem_id}"  # a space never stands in an id of the page
            ids.setdefault(name, panel)
            yield _Pointer(tab, name, sure=True)


def _link(panes: Panes, found: list[tuple[_Pointer, LexborNode]]) -> None:
    """Keeps the pairs of control and pane that are really such."""
    unsure: list[tuple[_Pointer, LexborNode]] = []
    for pointer, pane in found:
        words = label(pointer.control.text(deep=True)) if pointer.control.mem_id != pane.mem_id else ""
        if not words or len(words) > MAX_TITLE or _holds(pointer.control, pane) or _holds(pane, pointer.control):
            continue
        if _is_overlay(pointer.control, pane):
            continue
        if pointer.sure:
            _keep(panes, pointer.control, pane, words)
        elif sum(map(str.isalpha, words)) >= 3 and not _is_mark(pane):
            unsure.append((pointer, pane))
    strips: dict[int, list[tuple[_Pointer, LexborNode]]] = defaultdict(list)
    for pointer, pane in unsure:
        if _stands_before(pointer.control, pane):
            _keep(panes, pointer.control, pane, label(pointer.control.text(deep=True)))
        elif pane.parent is not None:
            strips[pane.parent.mem_id].append((pointer, pane))
    for strip in strips.values():
        if len({pane.mem_id for _, pane in strip}) >= 2 and all(_alone(pointer.control, strip) for pointer, _ in strip):
            for pointer, pane in strip:
                _keep(panes, pointer.control, pane, label(pointer.control.text(deep=True)))


def _keep(panes: Panes, control: LexborNode, pane: LexborNode, words: str) -> None:
    panes.controls.add(control.mem_id)
    if not is_control(words):
        panes.titles.setdefault(pane.mem_id, Title(words, _heading_level(control, words)))


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


def _alone(control: LexborNode, strip: list[tuple[_Pointer, LexborNode]]) -> bool:
    """Whether the line that a control stands in consists of controls of the same strip."""
    line = control.parent
    while line is not None and line.tag in INLINE:
        line = line.parent
    if line is None:
        return False
    fellows = {pointer.control.mem_id: pointer.control for pointer, _ in strip if _holds(line, pointer.control)}
    return fold(line.text(deep=True)) == "".join(fold(fellow.text(deep=True)) for fellow in fellows.values())


def _heading_level(control: LexborNode, words: str) -> int:
    """The level of the heading around or within a control that is nothing but this control; 0 without one."""
    node: LexborNode | None = control
    for _ in range(4):
        if node is None or fold(node.text(deep=True)[: MAX_TITLE * 4]) != fold(words):
            break
        if level := HEADINGS.get(tag_of(node.tag or "", node.attributes)):
            return level
        node = node.parent
    inner = control.css_first("h1,h2,h3,h4,h5,h6")
    return HEADINGS.get(inner.tag or "", 0) if inner is not None else 0
