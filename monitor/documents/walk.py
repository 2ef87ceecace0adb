"""The walk over the elements of a page that makes its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import count

from monitor.documents.addresses import Addresses
from monitor.documents.bullets import Marks, bare
from monitor.documents.clean import clean, fold
from monitor.documents.drafts import Draft, Kind
from monitor.documents.lines import Piece, draft_of, line_of
from monitor.documents.openings import VOID, Opening, Tag
from monitor.documents.panes import Panes
from monitor.documents.settings import Anchor, Entry, Look, Setting
from monitor.documents.spares import in_cells
from monitor.documents.steps import Step
from monitor.documents.tables import Cell, Row, arrange
from monitor.documents.words import field_of
from monitor.documents.written import Token, Written, after, choices_of

_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")  # in text: it was escaped twice


@dataclass(slots=True)
class _Table:
    above: list[Draft]
    layout: bool
    step: Step
    named: Draft | None  # the label that an attribute gives it
    rows: list[Row] = field(default_factory=list)
    loose: list[Draft] = field(default_factory=list)  # the caption, and what stands between cells
    head: bool = False


# An open element: its end tag, what holds again when it ends, and what it is, where something is to be done then.
_Frame = tuple[str, Look, Step, Step, Opening | None]


class Walk:
    """Reads one tree. `panes` says what controls open; `base` is the address that links are relative to; `setting` is
    that of the page, which keeps those within it.
    """

    def __init__(self, panes: Panes, base: str, setting: Setting) -> None:
        self._setting = setting
        self._panes = panes
        self._addresses = Addresses(base)
        self._pieces: list[Piece] = []
        self._sink: list[Draft] = []
        self._tables: list[_Table] = []
        self._number = count(1)
        self._serial = count(1)
        self._marks = Marks(stars=False)
        self._place = Step(None, "html", None)  # where the line stands
        self._titled: dict[str, Step] = {}  # where the title of a pane stands, by its number
        # Titles of panes (by their numbers) and labels in attributes, of elements that have not shown anything yet.
        self._waiting: list[tuple[str, str, Setting, Step]] = []
        self._struck: list[str] = []
        self.pictured = False  # whether a picture or a choice has said something
        self._pictures: list[tuple[str, Look, Step]] = []  # in the line, while it has no words
        self._figures: list[tuple[list[Draft], int]] = []  # where the open figures begin
        self._caption = 0  # where the open caption of a figure begins

    def read(self, page: Written) -> list[Draft]:
        """The drafts of everything in a page or an element, in reading order."""
        tokens, known = page.tokens(), page.known
        frames: list[_Frame] = []
        look, step = self._setting.plain, self._place
        block = step
        line, drafts = self._pieces, self._sink
        for text, words, following in tokens:
            tag = known.get(text)
            if tag is None:
                if text[:1] == "/":
                    if frames and frames[-1][0] != text:
                        _drop(frames, text)
                    if frames:
                        _, around, above, before, leaving = frames.pop()
                        if leaving is not None:
                            if leaving.way == "inline":  # a `q`
                                self._text("”", look, block)
                            elif line:
                                self._end_line()
                            if leaving.left:
                                self._leave(leaving.tag)
                        look, step, block = around, above, before
            else:
                opening, number, href = tag
                name, way = opening.name, opening.way
                counts = step.counts
                at = counts[name] = counts.get(name, 0) + 1
                if way == "block":
                    place = Step(step, name, number, at)
                    if line:
                        self._end_line()
                    outer = look[0]
                    setting = outer.inner.get(opening) or outer.within(opening)
                    alone = following == opening.end and words and "&" not in words and not setting.apart
                    if not href and look is outer.plain and (opening.ordinary or (alone and opening.listed)):
                        inner = setting.plain  # an entry that ends with its first line needs no record
                    elif not href and look is outer.plain and opening.tabular and not (opening.title or opening.named):
                        self._in_table(opening, place)
                        inner = setting.plain
                    else:
                        inner = self._block(opening, setting, href, look, place)
                    if alone:  # with words and nothing else
                        if not words.isspace():
                            self._put(line_of(words, inner, self._marks), place)
                        if opening.left:
                            self._leave(opening.tag)
                        _, words, _ = next(tokens)
                    else:
                        frames.append((opening.end, look, step, block, opening))
                        block = step = place
                        look = inner
                elif way == "inline":
                    outer = look[0]
                    setting = outer.inner.get(opening) or outer.within(opening)
                    if not href and look is outer.plain and opening.ordinary:
                        inner = setting.plain
                    else:
                        inner = self._inline(opening, setting, href, look, block)
                    if following == opening.end and words and "&" not in words and not setting.apart and name != "q":
                        if line:
                            line.append((words, inner))
                        elif not words.isspace():
                            self._place = block
                            line.append((words, inner))
                        _, words, _ = next(tokens)
                    else:
                        frames.append((opening.end, look, step, block, opening if name == "q" else None))
                        step = Step(step, name, number, at)
                        look = inner
                elif way == "plain":
                    frames.append((opening.end, look, step, block, None))
                    step = Step(step, name, number, at)
                elif way == "void":
                    if name in ("br", "hr"):
                        self._end_line(at_break=name == "br")
                elif way == "shown":
                    place = Step(step, name, number, at)
                    if opening.shown == "flag" and (following != opening.end or not (not words or words.isspace())):
                        frames.append((opening.end, look, step, block, None))
                        look, step = self._inline(opening, look[0].within(opening), "", look, block), place
                    elif opening.shown in ("picture", "flag"):
                        if name not in VOID:
                            words = after(name, tokens)
                        self._picture(href, look, block)
                    else:
                        words = self._form(opening, href, words, tokens, known, look, place)
                elif way == "skipped":
                    words = after(name, tokens)
                else:
                    self._titled.setdefault(opening.mark[8:], Step(step, name, number, at))
                    if not opening.inline or name not in ("a", "span"):
                        self._end_line()
                    words = after(name, tokens)
            if words:
                if look[0].apart or "&" in words:
                    self._text(words, look, block)
                elif line:
                    line.append((words, look))
                elif not words.isspace():
                    self._place = block
                    line.append((words, look))
        self._end_line()
        self._settle(None)
        return drafts

    def warnings(self) -> Iterator[str]:
        """What was left out, in plain words."""
        words = [clean(text) for text in self._struck if clean(text)]
        if words:
            yield f"words that the page crosses out were not read: {'; '.join(words[:10])}"

    def _text(self, text: str, look: Look, block: Step) -> None:
        if "&" in text:
            text = unescape(text)
            if "&" in text and _ENTITY.search(text):
                text = unescape(text)
        setting = look.setting
        if setting.struck:
            self._struck.append(text)
        elif setting.preformatted:
            first, *rest = _LINE_END.split(text)
            self._place = block
            self._pieces.append((first, look))
            for line in rest:
                self._end_line(at_break=True)
                self._pieces.append((line, look))
        elif self._pieces:
            self._pieces.append((text, look))
        elif not text.isspace():
            self._place = block
            self._pieces.append((text, look))

    def _inline(self, opening: Opening, setting: Setting, href: str, look: Look, block: Step) -> Look:
        """The look within an element that stands in a line and is set so."""
        _, entry, anchor, mark = look
        if href and (url := self._addresses.of(href)):
            anchor = Anchor(url)
        if opening.name == "q":
            self._text("“", look, block)
        if opening.kind:
            mark = (next(self._serial), opening.kind)
        return Look(setting, entry, anchor, mark)

    def _block(self, opening: Opening, setting: Setting, href: str, look: Look, step: Step) -> Look:
        """The look within an element that begins a line and is set so."""
        outer, entry, anchor, mark = look
        if opening.title:
            self._waiting.append((opening.title, "", setting, step))
        elif opening.named and opening.tag not in ("td", "th"):
            self._waiting.append(("", opening.named, setting, step))
        if href and (url := self._addresses.of(href)):
            anchor = Anchor(url)
        if opening.restarts:
            entry = None
        if opening.placed:
            tag = opening.tag
            if tag == "li":
                entry = Entry()
            elif tag == "figure":
                self._figures.append((self._sink, len(self._sink)))
            elif tag == "figcaption":
                self._caption = len(self._sink)
            elif opening.tabular:
                mark = None if tag == "table" else mark
                self._in_table(opening, step)
        if entry is None and anchor is None and mark is None:
            return setting.plain
        if setting is outer and entry is look[1] and anchor is look[2] and mark is look[3]:
            return look
        return Look(setting, entry, anchor, mark)

    def _in_table(self, opening: Opening, step: Step) -> None:
        tag = opening.tag
        if tag == "table":
            self._settle(step)
            named = self._sink[-1] if opening.named and self._sink and self._sink[-1].step is step else None
            self._tables.append(_Table(self._sink, opening.layout, step, named))
            self._sink = self._tables[-1].loose
            return
        if not self._tables:
            return
        table = self._tables[-1]
        if tag in ("thead", "tbody", "tfoot"):
            table.head = tag == "thead"
        elif tag == "tr" or not table.rows:
            table.rows.append(Row(step if tag == "tr" else table.step, head=table.head))
        if tag in ("td", "th"):
            if self._waiting:
                self._settle(step)
            cell = Cell(tag == "th", opening.columns, opening.rows, step, opening.named)
            table.rows[-1].cells.append(cell)
            self._sink = cell.drafts

    def _leave(self, tag: str) -> None:
        if tag in ("td", "th"):
            if self._tables:
                if self._waiting:
                    self._settle(None)
                self._sink = self._tables[-1].loose
        elif tag == "figcaption":
            self._caption_first()
        elif tag == "figure" and self._figures:
            self._figures.pop()
        elif tag == "table" and self._tables:
            self._settle(None)
            table = self._tables.pop()
            self._sink = table.above
            held = table.loose
            alone = self.pictured and in_cells([[cell.drafts for cell in row.cells] for row in table.rows])
            held += alone or arrange(table.rows, lambda: next(self._number), layout=table.layout)
            if table.named is not None and held and _is_titled(held[0], table.named.text):
                self._sink.remove(table.named)
            self._sink += held

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
        pieces = self._pieces
        if not pieces:
            return
        if self._pictures:
            self._pictures, pictures = [], self._pictures
            pieces[:] = [piece for piece in pieces if piece[0]]
            if not any(clean(words) for words, _ in pieces):
                pieces.clear()
                self._show(pictures)
                return
        if len(pieces) == 1:
            draft = line_of(*pieces[0], self._marks, at_break=at_break)
        else:
            draft = draft_of(pieces, self._marks, at_break=at_break)
        pieces.clear()
        self._put(draft, self._place)

    def _picture(self, words: str, look: Look, block: Step) -> None:
        """Keeps what a picture says, for a line without words."""
        if not self._pieces:
            self._place = block
        self._pictures.append((words, look, block))
        self._pieces.append(("", look))

    def _show(self, pictures: list[tuple[str, Look, Step]]) -> None:
        """Puts down what the pictures of a line say, as spare drafts; one in a heading of its own is that heading."""
        for words, (setting, _, anchor, _), step in pictures:
            text, named = clean(words), bool(field_of(words))
            if not text or setting.hidden or setting.struck:
                continue
            if setting.kind == "heading" and (named or (setting.level > 1 and anchor is None)):
                draft = Draft("heading", text, setting.level, landmark=setting.landmark)
            elif named and anchor is None:
                draft = Draft("term", text, landmark=setting.landmark, spare=True)
            else:
                draft = Draft("item", text, max(1, setting.depth), landmark=setting.landmark, spare=True)
            self._put(draft, step)
            self.pictured |= draft.spare

    def _form(
        self,
        opening: Opening,
        said: str,
        words: str,
        tokens: Iterator[Token],
        known: Mapping[str, Tag],
        look: Look,
        place: Step,
    ) -> str:
        """Puts down what a part of a form shows, and gives the words after it."""
        setting = look.setting
        if opening.shown == "gauge":
            self._text(said, look, place)
            return after(opening.name, tokens)
        self._end_line()
        if opening.shown == "choice":
            choices, words = choices_of(opening.name, tokens, known)
            for tag, choice in choices:
                kind: Kind = "term" if tag == "optgroup" and field_of(choice) else "item"
                self._put(Draft(kind, choice, landmark=setting.landmark, hidden=setting.hidden, spare=True), place)
                self.pictured = True
            return words
        for line in _LINE_END.split(said if opening.name == "input" else unescape(words)):
            self._put(line_of(line, setting.plain, self._marks), place)
        return words if opening.name == "input" else after(opening.name, tokens)

    def _put(self, draft: Draft | None, place: Step) -> None:
        """Puts a line down where it stands; one without words, or with a mark alone, is none."""
        if draft is None or (len(draft.text) == 1 and bare(draft.text)):
            return
        draft.step = place
        if self._waiting:
            self._settle(place, draft)
        self._sink.append(draft)

    def _settle(self, place: Step | None, before: Draft | None = None) -> None:
        """Puts the titles of opened panes down, unless the first words in the pane say the same; and the label of what
        stands at `place`, where those words are no title of their own.
        """
        waiting, self._waiting = self._waiting, []
        for number, label, setting, step in waiting:
            title = self._panes.titles.get(number)
            if title is not None and (before is None or fold(before.text) != fold(title.text)):
                kind: Kind = "heading" if title.level else "term"
                self._title(Draft(kind, title.text, title.level), setting, self._titled.get(number, step))
            elif label and place is not None and place.within(step) and not (before and _is_titled(before, label)):
                self._title(Draft("term", label), setting, step)

    def _title(self, draft: Draft, setting: Setting, step: Step) -> None:
        draft.landmark, draft.hidden, draft.step = setting.landmark, setting.hidden, step
        self._sink.append(draft)


def _is_titled(draft: Draft, label: str) -> bool:
    """Whether the first line of what an attribute names is a title itself, or begins with the same words."""
    return draft.kind in ("heading", "term") or fold(draft.text).startswith(fold(label))


def _drop(frames: list[_Frame], end: str) -> None:
    """Forgets open elements within the one that has this end tag; all stay where none has it."""
    at = next((at for at in range(len(frames) - 1, -1, -1) if frames[at][0] == end), None)
    if at is not None:
        del frames[at + 1 :]
