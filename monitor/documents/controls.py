"""Every pair on a page of something that may be a control and what it would open.

A control points at its pane by `aria-controls`, `data-target`, `data-bs-target`, another `data-` attribute, a link to
`#id`, a script that names the id, an attribute that both share, or (ARIA tabs, radio buttons) by its place in the row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from monitor.documents.calls import GLYPHS, PARTS
from monitor.documents.markup import is_hidden

_STRONG_KEYS = ("aria-controls", "data-target", "data-bs-target", "data-tab", "data-tab-target", "data-collapse-toggle")
_IN_SCRIPT = re.compile(r"""['"]#?([A-Za-z][\w:.-]*)['"]""")
_NO_CONTROL = frozenset(["input", "select", "form", "table", "body", "html", "main", "textarea", "option", "th"])
_NAMED = frozenset(["section", "div", "article", "ul", "ol", "dl", "table", "p"])
_OTHER_ROLES = frozenset(["tabpanel", "dialog", "navigation", "menu", "img", "banner", "contentinfo", "search"])
_OTHERS = PARTS | {GLYPHS, "summary", "button", "[aria-expanded]"}  # that name nothing and are not named
MAX_CONTROLS = 1000  # beyond it a page is no page; each costs a climb through its ancestors


@dataclass(slots=True)
class Opening:
    """A control and its pane. `sure`: by an attribute that says so; else the surroundings must show it."""

    control: LexborNode
    pane: LexborNode
    sure: bool


@dataclass(slots=True)
class Controls:
    """What was found. `anchors`: ids that a link can lead to. `toggles`: ids of check boxes and radio buttons. `ids`:
    how often each id is there.
    """

    openings: list[Opening] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    toggles: set[str] = field(default_factory=set)
    ids: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Pointer:
    """A control and the id that it names."""

    control: LexborNode
    target: str
    sure: bool


def controls_of(root: LexborNode, calls: Set[str]) -> Controls:
    """The possible controls of a page, among the elements that `calls` select and those that have an id."""
    controls = Controls()
    ids: dict[str, LexborNode] = {}
    pointers: list[_Pointer] = []
    tabs: list[LexborNode] = []
    panels: list[LexborNode] = []
    twins: dict[tuple[str, str], list[LexborNode]] = defaultdict(list)
    labels: list[LexborNode] = []
    named: list[LexborNode] = []
    marked: list[tuple[str, LexborNode]] = []  # what stands behind an empty anchor, with its name
    for node in _selected(root, calls - _OTHERS):
        attributes = node.attributes
        if name := attributes.get("id"):
            ids.setdefault(name, node)
            controls.ids[name] = controls.ids.get(name, 0) + 1
            if node.tag == "input" and attributes.get("type") in ("checkbox", "radio"):
                controls.toggles.add(name)
        if anchor := attributes.get("name"):
            controls.anchors.add(anchor)
            if node.tag == "a" and "href" not in attributes and node.first_child is None:
                below = _elements_after(node)[:1]
                marked += [(anchor, one) for one in below]
        if node.tag not in _NO_CONTROL and len(pointers) < MAX_CONTROLS:
            pointers += _pointers(node, attributes)
        for key, value in attributes.items():
            if value and key.startswith("data-") and "tab" in key:
                twins[key, value].append(node)
        if "aria-labelledby" in attributes and node.tag in _NAMED and attributes.get("role") not in _OTHER_ROLES:
            named.append(node)
        role = attributes.get("role")
        if role == "tab":
            tabs.append(node)
        elif role == "tabpanel":
            panels.append(node)
        elif node.tag == "label" and attributes.get("for"):
            labels.append(node)
    for anchor, node in marked:
        ids.setdefault(anchor, node)
    controls.anchors |= ids.keys()
    pointers += _tab_pointers(tabs, panels, ids, {pointer.control.mem_id for pointer in pointers if pointer.sure})
    found = [Opening(one.control, ids[one.target], one.sure) for one in pointers if one.target in ids]
    found += [Opening(pair[0], pair[1], sure=True) for pair in twins.values() if len(pair) == 2]
    found += _by_hidden(named, ids)
    found += _by_toggles([one for one in labels if one.attributes.get("for") in controls.toggles])
    controls.openings = found
    return controls


def _selected(root: LexborNode, calls: Set[str]) -> list[LexborNode]:
    """The elements that have an id or that any of `calls` selects, each once, in the order of the page."""
    return list({node.mem_id: node for node in root.css(",".join(["[id]", *sorted(calls)]))}.values())


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


def _by_hidden(named: list[LexborNode], ids: dict[str, LexborNode]) -> Iterator[Opening]:
    """What an element that is not shown gives its name; one that is shown is read where it stands."""
    for node in named:
        title = ids.get((node.attributes.get("aria-labelledby") or "").strip())
        above = title
        while above is not None and not is_hidden(above.attributes):
            above = above.parent
        if title is not None and above is not None:
            yield Opening(title, node, sure=True)


def _by_toggles(labels: list[LexborNode]) -> Iterator[Opening]:
    """Tabs without a script: labels of radio buttons in a row, then as many panes, loose or in one element."""
    rows: dict[int, list[LexborNode]] = defaultdict(list)
    for one in labels:
        if one.parent is not None:
            rows[one.parent.mem_id].append(one)
    for row in rows.values():
        after = _elements_after(row[-1])
        if len(row) > 1 and len(after) == 1:
            first = after[0].first_child
            after = ([first] if first is not None and first.is_element_node else []) + (
                _elements_after(first) if first is not None else []
            )
        if len(row) > 1 and len(after) == len(row):
            yield from (Opening(one, pane, sure=True) for one, pane in zip(row, after, strict=True))


def _elements_after(node: LexborNode) -> list[LexborNode]:
    elements = []
    following = node.next
    while following is not None:
        if following.is_element_node:
            elements.append(following)
        following = following.next
    return elements
