"""The walk over the elements of a page that makes its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import count, groupby

from monitor.documents.addresses import Addresses
from monitor.documents.bullets import Marks
from monitor.documents.clean import clean
from monitor.documents.drafts import Draft, Kind
from monitor.documents.gathered import Gathered
from monitor.documents.lines import Piece, draft_of, line_of
from monitor.documents.openings import VOID, Opening, Tag
from monitor.documents.panes import Panes
from monitor.documents.settings import Anchor, Entry, Look, Setting
from monitor.documents.steps import Step
from monitor.documents.words import field_of
from monitor.documents.written import Token, Written, after, choices_of

_LINE_END = re.compile(r"\r\n|\r|\n")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")  # in text: it was escaped twice


# An open element: its end tag, what holds again when it ends, and what it is, where something is to be done then.
_Frame = tuple[str, Look, Step, Step, Opening | None]


class Walk:
    """Reads one tree. `panes` says what controls open; `base` is the address that links are relative to; `setting` is
    that of the page, which keeps those within it.
    """

    def __init__(self, panes: Panes, base: str, setting: Setting) -> None:
        self._setting = setting
        self._gathered = Gathered(panes)
        self._addresses = Addresses(base)
        self._pieces: list[Piece] = []
        self._serial = count(1)
        self._marks = Marks(stars=False)
        self._place = Step(None, "html", None)  # where the line stands
        self._struck: list[tuple[Step, str]] = []  # where words are crossed out, and they
        self._pictures: list[tuple[str, Look, Step]] = []  # in the line, while it has no words

    def read(self, page: Written) -> list[Draft]:
        """The drafts of everything in a page or an element, in reading order."""
        tokens, known = page.tokens(), page.known
        frames: list[_Frame] = []
        look, step = self._setting.plain, self._place
        block = step
        line, gathered = self._pieces, self._gathered
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
                                gathered.leave(leaving.tag)
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
                        gathered.open(opening, place)
                        inner = setting.plain
                    else:
                        inner = self._block(opening, setting, href, look, place)
                    if alone:  # with words and nothing else
                        if not words.isspace():
                            gathered.put(line_of(words, inner, self._marks), place)
                        if opening.left:
                            gathered.leave(opening.tag)
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
                    gathered.titled.setdefault(opening.mark[8:], Step(step, name, number, at))
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
        gathered.settle(None)
        return gathered.drafts

    @property
    def pictured(self) -> bool:
        """Whether a picture or a choice has said something."""
        return self._gathered.pictured

    def warnings(self) -> Iterator[str]:
        """What was left out, in plain words."""
        if words := [text for text, _ in self.struck]:
            yield f"words that the page crosses out were not read: {'; '.join(words[:10])}"

    @property
    def struck(self) -> tuple[tuple[str, Step], ...]:
        """The words that the page crosses out, line by line, each with its place; behind several in one row of a table
        the row.
        """
        lines = [
            (step, clean(" ".join(text for _, text in line)))
            for step, line in groupby(self._struck, key=lambda one: one[0])
        ]
        said: list[tuple[str, Step]] = []
        for row, cells in groupby([one for one in lines if one[1]], key=lambda one: _row_of(one[0])):
            words = [(text, step) for step, text in cells]
            said += words
            if row is not None and len(words) > 1:
                said.append((", ".join(text for text, _ in words), words[0][1]))
        return tuple(said)

    def _text(self, text: str, look: Look, block: Step) -> None:
        if "&" in text:
            text = unescape(text)
            if "&" in text and _ENTITY.search(text):
                text = unescape(text)
        setting = look.setting
        if setting.struck:
            self._struck.append((block, text))
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
            self._gathered.waiting.append((opening.title, "", setting, step))
        elif opening.named and opening.tag not in ("td", "th"):
            self._gathered.waiting.append(("", opening.named, setting, step))
        if href and (url := self._addresses.of(href)):
            anchor = Anchor(url)
        if opening.restarts:
            entry = None
        if opening.placed:
            tag = opening.tag
            if tag == "li":
                entry = Entry()
            elif tag == "figure":
                self._gathered.begin_figure()
            elif tag == "figcaption":
                self._gathered.begin_caption()
            elif opening.tabular:
                mark = None if tag == "table" else mark
                self._gathered.open(opening, step)
        if entry is None and anchor is None and mark is None:
            return setting.plain
        if setting is outer and entry is look[1] and anchor is look[2] and mark is look[3]:
            return look
        return Look(setting, entry, anchor, mark)

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
        self._gathered.put(draft, self._place)

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
            self._gathered.put(draft, step)
            self._gathered.pictured |= draft.spare

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
                self._gathered.put(
                    Draft(kind, choice, landmark=setting.landmark, hidden=setting.hidden, spare=True), place
                )
                self._gathered.pictured = True
            return words
        for line in _LINE_END.split(said if opening.name == "input" else unescape(words)):
            self._gathered.put(line_of(line, setting.plain, self._marks), place)
        return words if opening.name == "input" else after(opening.name, tokens)


def _drop(frames: list[_Frame], end: str) -> None:
    """Forgets open elements within the one that has this end tag; all stay where none has it."""
    at = next((at for at in range(len(frames) - 1, -1, -1) if frames[at][0] == end), None)
    if at is not None:
        del frames[at + 1 :]


def _row_of(step: Step) -> Step | None:
    """The row of a table that a line stands in."""
    row: Step | None = step
    while row is not None and row.tag != "tr":
        row = row.above
    return row
