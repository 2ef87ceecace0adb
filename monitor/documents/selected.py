"""The elements of an HTML page that selectors of a user's choice find, each read into blocks as the whole page is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.documents.bounds import refuse_bombs
from monitor.documents.decode import decoded
from monitor.documents.drafts import finished, quiet_terms
from monitor.documents.html import _base as base_of
from monitor.documents.memory import remembered
from monitor.documents.panes import Panes, survey
from monitor.documents.sniff import sniff
from monitor.documents.steps import Step
from monitor.documents.walk import Walk
from monitor.documents.written import written
from monitor.model import Block

MOST = 2000  # elements that are read; more than any list of a page has

Query = tuple[str, str | None]  # a selector, and one for what tells the elements apart, within each


@dataclass(frozen=True, slots=True)
class Element:
    """An element that a selector found: its blocks, all with the element's own locator. `keys`: the blocks of what the
    second selector finds within it.
    """

    locator: str
    blocks: tuple[Block, ...]
    keys: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What one query found. `number` counts all elements; `elements` are the first of them, 2000 at most."""

    number: int
    elements: tuple[Element, ...]


def select(
    body: bytes, queries: Iterable[Query], *, media_type: str = "", url: str = "", charset: str | None = None
) -> dict[Query, Selection] | None:
    """What each query finds, in the order of the page; None where `body` is no HTML.

    The selectors were compiled before (`config_values.selector`). `media_type`, `url` and `charset` as for `read`.
    Raises DocumentError as `read` does.
    """
    wanted = tuple(dict.fromkeys(queries))
    if not wanted or sniff(body, media_type) != "html":
        return None if sniff(body, media_type) != "html" else {}
    markup, _ = decoded(body, charset)
    refuse_bombs(markup)
    found: dict[Query, Selection] = {}
    for scripting in (True, False):  # nothing at all with scripts: what the page shows a browser that has none
        page = _Page(LexborHTMLParser(markup, scripting=scripting), url, scripting)
        found = {query: page.selection(*query) for query in wanted}
        if any(one.number for one in found.values()):
            break
    return found


@dataclass(slots=True)
class _Page:
    """One tree, and where its elements stand."""

    tree: LexborHTMLParser
    url: str
    scripting: bool
    panes: Panes | None = None
    places: dict[int, tuple[int, int]] = field(default_factory=dict)  # of elements: which of its tag, of how many

    def selection(self, css: str, key: str | None) -> Selection:
        nodes = list({node.mem_id: node for node in self.tree.css(css)}.values())  # `p, .a` finds a node twice
        return Selection(len(nodes), tuple(self.element(node, key) for node in nodes[:MOST]))

    def element(self, node: LexborNode, key: str | None) -> Element:
        within = node.css(key)[:MOST] if key is not None else ()
        keys = (block for each in within for block in self.blocks(each))
        return Element(self.path(node), self.blocks(node), tuple(keys))

    def blocks(self, node: LexborNode) -> tuple[Block, ...]:
        where = self.path(node)
        # Panes(): a control is read where it stands, for it was asked for
        memory = remembered(scripting=self.scripting)
        walk = Walk(Panes(), base_of(self.tree, self.url), memory.setting)
        drafts = quiet_terms(walk.read(written(node.html or "", memory)))
        for draft in drafts:
            draft.where = where
        return finished(drafts)

    @property
    def survey(self) -> Panes:
        if self.panes is None:
            root = self.tree.root
            self.panes = Panes()
            if root is not None:
                self.panes = survey(root, written(root.html or "", remembered(scripting=self.scripting)).calls)
        return self.panes

    def path(self, node: LexborNode) -> str:
        """The CSS path of an element, in the words of `Step`."""
        way: list[LexborNode] = []
        here: LexborNode | None = node
        while here is not None and here.is_element_node:
            way.append(here)
            if here.attributes.get("id") in self.survey.ids or here.tag == "body":
                break
            here = here.parent
        step: Step | None = None
        for each in reversed(way):
            at, of = self.place(each)
            if step is not None:
                step.counts[each.tag or ""] = at
            below = Step(step, each.tag or "", each.attributes.get("id"))
            if step is not None:
                step.counts[each.tag or ""] = of
            step = below
        return step.path(self.survey.ids) if step is not None else "html"

    def place(self, node: LexborNode) -> tuple[int, int]:
        if node.mem_id not in self.places and node.parent is not None:
            fellows: dict[str, list[int]] = {}
            each: LexborNode | None = node.parent.first_child
            while each is not None:
                if each.is_element_node:
                    fellows.setdefault(each.tag or "", []).append(each.mem_id)
                each = each.next
            for same in fellows.values():
                self.places |= {id_: (at, len(same)) for at, id_ in enumerate(same, 1)}
        return self.places.get(node.mem_id, (1, 1))
