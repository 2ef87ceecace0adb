"""Which control opens which pane: the titles of tabs, accordions and disclosures, wherever on the page they stand.

The reader leaves a control out where it stands and puts its words in front of the pane.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from monitor.documents.clean import fold
from monitor.documents.controls import Opening, controls_of
from monitor.documents.markup import HEADINGS, INLINE, label, tag_of
from monitor.documents.steps import plain_ids
from monitor.documents.words import is_control

_OVERLAYS = frozenset(["modal", "offcanvas", "dropdown", "popover", "tooltip"])
MAX_TITLE = 160


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a control; `level` is that of the heading that it stands in, 0 without one."""

    text: str
    level: int = 0


@dataclass(slots=True)
class Panes:
    """`titles` by the pane's mem_id; `controls`: mem_ids of what is left out, each with that of the pane which has its
    words as title (0: none); `anchors`: ids that a link leads to.
    """

    titles: dict[int, Title] = field(default_factory=dict)
    controls: dict[int, int] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    ids: frozenset[str] = frozenset()  # that name one element, for locators
    toggles: set[str] = field(default_factory=set)  # ids of check boxes and radio buttons: their labels open something


def survey(root: LexborNode) -> Panes:
    """The panes of a page and what opens them."""
    controls = controls_of(root)
    panes = Panes(anchors=controls.anchors, toggles=controls.toggles, ids=plain_ids(controls.ids))
    _link(panes, controls.openings)
    return panes


def _link(panes: Panes, openings: list[Opening]) -> None:
    """Keeps the pairs of control and pane that are really such."""
    strips: dict[int, list[Opening]] = defaultdict(list)
    for opening in openings:
        control, pane = opening.control, opening.pane
        words = label(control.text(deep=True)) if control.mem_id != pane.mem_id else ""
        if not words or len(words) > MAX_TITLE or _holds(control, pane) or _holds(pane, control):
            continue
        if _is_overlay(control, pane):
            continue
        if opening.sure:
            _keep(panes, opening)
        elif sum(map(str.isalpha, words)) >= 3 and not _is_mark(pane):
            if _stands_before(control, pane):
                _keep(panes, opening)
            elif pane.parent is not None:
                strips[pane.parent.mem_id].append(opening)
    for strip in strips.values():
        if len({opening.pane.mem_id for opening in strip}) >= 2 and all(_alone(one.control, strip) for one in strip):
            for opening in strip:
                _keep(panes, opening)


def _keep(panes: Panes, opening: Opening) -> None:
    words = label(opening.control.text(deep=True))
    pane = opening.pane.mem_id
    if not is_control(words) and pane not in panes.titles:
        panes.titles[pane] = Title(words, _heading_level(opening.control, words))
    titled = pane in panes.titles and panes.titles[pane].text == words
    panes.controls[opening.control.mem_id] = pane if titled else 0


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
