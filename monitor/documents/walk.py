"""The walk over the elements of a page that makes its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urljoin

from selectolax.lexbor import LexborNode

from monitor.documents.bullets import Marks, bare
from monitor.documents.clean import clean, fold
from monitor.documents.drafts import Draft, Kind
from monitor.documents.lines import Anchor, Entry, Piece, Setting, draft_of
from monitor.documents.markup import (
    EMPHASISED,
    HEADINGS,
    SECTIONING,
    SKIPPED,
    STRUCK,
    Attributes,
    is_bold,
    is_inline,
    landmark_of,
    tag_of,
)
from monitor.documents.panes import Panes, Title
from monitor.documents.steps import Step
from monitor.documents.tables import Cell, Row, arrange
from monitor.documents.words import is_control

_LINE_END = re.compile(r"\r\n|\r|\n")
_SHELL = re.compile(r"java\s?script", re.IGNORECASE)
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_TOGGLES = frozenset(["data-toggle", "data-bs-toggle", "aria-haspopup", "onclick"])
_LISTS = frozenset(["ul", "ol", "menu", "dir"])
_OUT_OF_HEADING = frozenset(["p", "table", "ul", "ol", "dl", "blockquote", "section", "article", "form"])
_WITHIN = frozenset(["div", "p", "center", "address", "section", "article", "main", "header", "blockquote", "pre"])


@dataclass(slots=True)
class _Table:
    above: list[Draft]
    layout: bool
    step: Step
    rows: list[Row] = field(default_factory=list)
    loose: list[Draft] = field(default_factory=list)  # the caption, and what stands between cells
    head: bool = False


class Walk:
    """Reads one tree. `panes` says what controls open; `base` is the address that links are relative to.

    With `scripting`, what is meant for browsers without scripts is left out.
    """

    def __init__(self, panes: Panes, base: str, *, scripting: bool = True) -> None:
        self._scripting = scripting
        self._panes = panes
        self._base = base
        self._pieces: list[Piece] = []
        self._sink: list[Draft] = []
        self._tables: list[_Table] = []
        self._number = count(1)
        self._marks = Marks(stars=False)
        self._place = Step(None, "html", None)  # where the line stands
        self._placed: dict[int, Step] = {}  # where a pane's title stands, by the pane's mem_id
        self._waiting: list[tuple[int, Title, str, Step]] = []  # titles of panes that have not shown anything yet
        self._struck: list[str] = []
        self._figures: list[tuple[list[Draft], int]] = []  # where the open figures begin
        self._caption = 0  # where the open caption of a figure begins

    def read(self, root: LexborNode) -> list[Draft]:
        """The drafts of everything below `root`, in reading order."""
        stack: list[tuple[LexborNode, Setting, Step, str]] = [(root, Setting(), self._place, "")]
        drafts = self._sink
        while stack:
            node, setting, above, leaving = stack.pop()
            if leaving:
                self._leave(leaving, setting, above)
                continue
            following = node.next
            if following is not None and node is not root:
                stack.append((following, setting, above, ""))
            if node.is_text_node:
                self._text(node.text_content or "", setting, above)
            elif node.is_element_node:
                entered = self._enter(node, setting, above)
                if entered is not None:
                    inner, step, tag = entered
                    if tag:
                        stack.append((node, inner, step, tag))
                    child = node.first_child
                    if child is not None:
                        stack.append((child, inner, step, ""))
        self._end_line()
        self._settle()
        return drafts

    def warnings(self) -> Iterator[str]:
        """What was left out, in plain words."""
        words = [clean(text) for text in self._struck if clean(text)]
        if words:
            yield f"words that the page crosses out were not read: {'; '.join(words[:10])}"

    def _text(self, text: str, setting: Setting, step: Step) -> None:
        if not self._pieces:
            self._place = step.block
        if setting.struck:
            self._struck.append(text)
        elif setting.preformatted:
            first, *rest = _LINE_END.split(text)
            self._pieces.append((first, setting))
            for line in rest:
                self._end_line(at_break=True)
                self._pieces.append((line, setting))
        elif self._pieces or not text.isspace():
            self._pieces.append((text, setting))

    def _enter(self, node: LexborNode, setting: Setting, above: Step) -> tuple[Setting, Step, str] | None:
        """The setting within an element, its step, and the tag to leave by ('' for a mere inline element).

        None skips it.
        """
        attributes = node.attributes
        name = node.tag or ""
        above.counts[name] = above.counts.get(name, 0) + 1
        if name == "br":
            self._end_line(at_break=True)
            return None
        if name == "hr":
            self._end_line()
            return None
        if name in SKIPPED or (name == "noscript" and (self._scripting or _is_shell(node))):
            return None
        tag = tag_of(name, attributes) if attributes else name
        step = Step(above, name, attributes.get("id"))
        if attributes and node.mem_id in self._panes.controls:
            self._placed.setdefault(self._panes.controls[node.mem_id], step)
            if tag not in ("a", "span") or not is_inline(name, attributes):
                self._end_line()
            return None
        if name in STRUCK:
            return setting._replace(struck=True), step, ""
        url = ""
        if name == "a" and (href := attributes.get("href")):
            if url := self._address(href):
                setting = setting._replace(anchor=Anchor(url))
            elif href[0] == "#" and not attributes.keys() & _TOGGLES:
                moves = href[1:] in self._panes.anchors or is_control(node.text(deep=True))
                setting = setting._replace(inpage=moves)
        if not url and self._opens(name, attributes):
            return self._control(node, name, attributes, setting, step)
        bold = is_bold(name, attributes)
        if bold is not None:
            setting = setting._replace(strong=bold)
        elif name in EMPHASISED:
            setting = setting._replace(emphasised=True)
        if tag == name and is_inline(name, attributes) and node.mem_id not in self._panes.titles:
            return self._inline(node, name, attributes, setting, step)
        return self._block(node, tag, attributes, setting, step), step, tag

    def _inline(
        self, node: LexborNode, name: str, attributes: Attributes, setting: Setting, step: Step
    ) -> tuple[Setting, Step, str] | None:
        if attributes.get("aria-hidden") == "true" and len(clean(node.text(deep=True))) <= 2:
            return None  # an arrow, a cross, the glyph of an icon font
        if name == "q":
            self._text("“", setting, step)
            return setting, step, "q"
        if kind := attributes.get("class"):
            setting = setting._replace(mark=(node.mem_id, kind))
        return setting, step, ""

    def _opens(self, name: str, attributes: Attributes) -> bool:
        """Whether an element is a control whose words are a title, though what it opens is not named."""
        if name == "summary":
            return True
        if name == "label":
            return (attributes.get("for") or "") in self._panes.toggles
        if name == "button":
            return True
        return "aria-expanded" in attributes or attributes.get("role") in ("tab", "button")

    def _control(
        self, node: LexborNode, name: str, attributes: Attributes, setting: Setting, step: Step
    ) -> tuple[Setting, Step, str] | None:
        words = node.text(deep=True)
        in_form = name == "button" and setting.form and attributes.get("type") != "button"
        if name == "button" and (in_form or attributes.get("type") in ("submit", "reset")):
            return None
        if is_control(words) or not clean(words):
            return None
        if len(words) > 300 or node.css_first("ul,ol,table,p"):  # it holds what it opens
            return self._block(node, "div", attributes, setting, step), step, "div"
        self._end_line()
        step.block = step
        if setting.kind == "heading":
            return setting, step, "control"
        return setting._replace(kind="term", level=0, entry=None), step, "control"

    def _block(self, node: LexborNode, tag: str, attributes: Attributes, setting: Setting, step: Step) -> Setting:
        self._end_line()
        step.block = step
        landmark = landmark_of(tag, attributes, sectioned=setting.sectioned)
        if landmark is not None:
            setting = setting._replace(landmark=landmark)
        title = self._panes.titles.get(node.mem_id)
        if title is not None:
            self._waiting.append((node.mem_id, title, setting.landmark, step))
        if tag in SECTIONING or tag == "form":
            setting = setting._replace(sectioned=setting.sectioned or tag != "form", form=setting.form or tag == "form")
        if level := HEADINGS.get(tag):
            return setting._replace(kind="heading", level=level, entry=None, value=False)
        if tag == "li":
            depth = max(1, setting.depth)
            return setting._replace(kind="item", level=depth, entry=Entry(depth), depth=depth, value=False)
        if tag in _LISTS:
            return setting._replace(kind="text", level=0, entry=None, depth=setting.depth + 1)
        if tag in ("dt", "legend", "caption"):
            return setting._replace(kind="term", level=0, entry=None, value=False)
        if tag == "dd":
            return setting._replace(kind="text", level=0, entry=None, value=True)
        if tag == "pre":
            return setting._replace(preformatted=True)
        if tag == "figure":
            self._figures.append((self._sink, len(self._sink)))
        elif tag == "figcaption":
            self._caption = len(self._sink)
        if tag in ("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
            return self._in_table(tag, attributes, setting, step)
        if setting.kind == "heading" and tag in _OUT_OF_HEADING:
            return setting._replace(kind="text", level=0)
        return setting

    def _in_table(self, tag: str, attributes: Attributes, setting: Setting, step: Step) -> Setting:
        if tag == "table":
            self._settle()
            layout = (attributes.get("role") or "").lower() in ("presentation", "none")
            self._tables.append(_Table(self._sink, layout, step))
            self._sink = self._tables[-1].loose
            return setting._replace(kind="text", level=0, entry=None, depth=0, value=False, mark=None)
        if not self._tables:
            return setting
        table = self._tables[-1]
        if tag in ("thead", "tbody", "tfoot"):
            table.head = tag == "thead"
        elif tag == "tr" or not table.rows:
            table.rows.append(Row(step if tag == "tr" else table.step, head=table.head))
        if tag in ("td", "th"):
            self._settle()
            cell = Cell(tag == "th", _span(attributes.get("colspan")), _span(attributes.get("rowspan")), step)
            table.rows[-1].cells.append(cell)
            self._sink = cell.drafts
        return setting

    def _leave(self, tag: str, setting: Setting, step: Step) -> None:
        if tag == "q":
            self._text("”", setting, step)
            return
        self._end_line()
        if tag == "figcaption":
            self._caption_first()
        elif tag == "figure" and self._figures:
            self._figures.pop()
        elif tag in ("td", "th") and self._tables:
            self._settle()
            self._sink = self._tables[-1].loose
        elif tag == "table" and self._tables:
            self._settle()
            table = self._tables.pop()
            self._sink = table.above
            self._sink += table.loose
            self._sink += arrange(table.rows, lambda: next(self._number), layout=table.layout)

    def _caption_first(self) -> None:
        """Puts the caption of a figure that holds a table above the table, as its title."""
        if not self._figures or self._figures[-1][0] is not self._sink:
            return
        start = self._figures[-1][1]
        held, caption = self._sink[start : self._caption], self._sink[self._caption :]
        if len(caption) == 1 and caption[0].kind == "text" and any(draft.kind == "row" for draft in held):
            caption[0].kind = "term"
            self._sink[start:] = [*caption, *held]

    def _end_line(self, *, at_break: bool = False) -> None:
        """Makes a draft of the pieces since the last boundary."""
        pieces, self._pieces = self._pieces, []
        if not pieces:
            return
        draft = draft_of(pieces, self._marks, at_break=at_break)
        if draft is None or bare(draft.text):
            return
        draft.step = self._place
        if self._waiting:
            self._settle(before=draft)
        self._sink.append(draft)

    def _settle(self, before: Draft | None = None) -> None:
        """Puts the titles of opened panes down, unless the first words in the pane say the same."""
        waiting, self._waiting = self._waiting, []
        for pane, title, landmark, step in waiting:
            if before is None or fold(before.text) != fold(title.text):
                kind: Kind = "heading" if title.level else "term"
                draft = Draft(kind, title.text, title.level, landmark=landmark)
                draft.step = self._placed.get(pane, step)
                self._sink.append(draft)

    def _address(self, href: str) -> str:
        """The absolute URL of a link; '' when it leads nowhere outside the page."""
        href = href.strip()
        if not href or href[0] == "#":
            return ""
        try:
            url = urljoin(self._base, href)
        except ValueError:  # a malformed IPv6 host
            return ""
        return url if url.lower().startswith(_SCHEMES) else ""


def _span(value: str | None) -> int:
    """The value of colspan or rowspan; what is no number counts as 1."""
    text = (value or "").strip()[:4]
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def _is_shell(node: LexborNode) -> bool:
    """Whether a noscript element asks for scripting, and so holds no content."""
    return _SHELL.search(node.text(deep=True)) is not None
