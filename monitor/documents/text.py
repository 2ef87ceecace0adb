"""Plain text, also Markdown-like or reStructuredText, to a document: one block for each line or paragraph."""

from __future__ import annotations

import re

from monitor.documents.bullets import Marks, bare
from monitor.documents.clean import clean
from monitor.documents.drafts import Draft, finished, quiet_terms
from monitor.documents.hyphens import Spellings, joined
from monitor.documents.lines import MAX_TERM_WORDS
from monitor.documents.tables import name_columns, row_of
from monitor.documents.typed import Numbered, aligned, broken, numbered
from monitor.model import Document, Link

_LINE_END = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"([=\-~^\"'`*+#.:_])\1{2,}")
_FIELD = re.compile(r":([^:\s][^:]{0,60}):\s+(.+)")  # a field of reStructuredText
_CHAPTER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")
_RULE = re.compile(r"[-=_*~#.\s|:+]{3,}")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*<?((?:https?://|mailto:)[^()\s<>]*)>?[^()]*\)")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class _Reader:
    """Reads lines in order; what a line is may depend on those before it."""

    def __init__(self, lines: list[Numbered]) -> None:
        self._numbered = lines
        self._lines = [line.text for line in lines]
        self._aligned = aligned(lines)
        self._broken = broken(lines)
        self._drafts: list[Draft] = []
        self._marks = Marks()
        self._indents: list[int] = []  # of the open list's levels
        self._table: list[Draft] = []  # rows of the open table
        self._tables = 0
        self._blank = True
        self._indent = 0  # of the last line with words
        self._open = False  # it may go on
        self._mark_alone = False  # the line before was a mark whose text follows

    def read(self) -> list[Draft]:
        for at, (number, line) in enumerate(self._numbered, 1):
            self._line(at, number, line)
        self._close_table()
        spellings = Spellings(draft.text for draft in self._drafts)
        for draft in self._drafts:
            draft.text, draft.lead = spellings.mended(draft.text), spellings.mended(draft.lead)
        return self._drafts

    def _line(self, at: int, number: int, line: str) -> None:
        text = clean(line)
        if not text:
            self._blank, self._mark_alone = True, False
            return
        cells = self._cells(at, number, line)
        if cells is not None:
            self._row(cells, f"line {number}")
        elif bare(text):
            self._mark_alone = True
            return
        elif (
            self._drafts
            and not self._blank
            and _UNDERLINE.fullmatch(text)
            and len(self._drafts[-1].text.split()) <= MAX_TERM_WORDS
            and (self._drafts[-1].kind in ("text", "term") or self._is_numbered_title(at, text))
            and (text[0] in "=-" or len(text) >= len(self._drafts[-1].text))
        ):
            level = {"=": 1, "-": 2}.get(text[0], 3)
            self._drafts[-1].text = _CHAPTER.sub("", self._drafts[-1].text)
            self._drafts[-1].kind, self._drafts[-1].level, self._open = "heading", level, False
        elif self._hangs(line, text) or (number in self._broken and self._goes_on(line, text)):
            last = self._drafts[-1]
            more, _, links = _unmarked(text)
            last.text, last.strong = joined([last.text, more]), False
            last.kind = "text" if last.kind == "term" else last.kind
            last.links += links
        elif not _RULE.fullmatch(text):
            self._words(line, text, f"line {number}")
        self._blank = self._mark_alone = False

    def _is_numbered_title(self, at: int, rule: str) -> bool:
        """`2. The Delta Process` over a line of its own length is the title of a chapter, not an entry."""
        title = self._lines[at - 2].strip()
        return _CHAPTER.match(title) is not None and len(title) == len(rule)

    def _goes_on(self, line: str, text: str) -> bool:
        """Whether a line behind a full one is the rest of its paragraph or entry, not a thing of its own."""
        if not self._open or self._blank or _HEADING.fullmatch(text) or _UNDERLINE.fullmatch(text):
            return False
        indented = len(line) - len(line.lstrip()) > self._indent
        entry = Marks().entry(text)
        same = len(line) - len(line.lstrip()) == self._indent and self._drafts[-1].kind != "item"
        return entry is None and (same or (indented and self._drafts[-1].kind == "item"))

    def _hangs(self, line: str, text: str) -> bool:
        """Whether a line stands further in, below an entry or a line whose list is not at its end: `Mali; Niger;`."""
        if not self._open or self._blank or self._drafts[-1].text[-1:] not in (",", ";"):
            return False
        return len(line) - len(line.lstrip()) > self._indent + 1 and Marks().entry(text) is None

    def _words(self, line: str, text: str, where: str) -> None:
        """A line that is neither a row nor a rule."""
        self._close_table()
        self._indent = len(line) - len(line.lstrip())
        if heading := _HEADING.fullmatch(text):
            plain, _, links = _unmarked(heading[2])
            self._add(Draft("heading", plain, len(heading[1]), links=links, where=where))
            return
        entry = self._marks.entry(text)
        if entry is None and (named := _FIELD.fullmatch(text)):
            text = f"**{named[1]}:** {named[2]}"
        plain, lead, links = _unmarked(text if entry is None else entry)
        draft = Draft("text", plain, lead=lead, links=links, strong=bool(lead) and lead == plain, where=where)
        if entry is not None or self._mark_alone:
            draft.kind, draft.level = "item", self._level(line)
        elif draft.strong and len(plain.split()) <= MAX_TERM_WORDS:
            draft.kind = "term"
        if draft.kind != "item":
            self._indents = []
        self._add(draft)

    def _add(self, draft: Draft) -> None:
        if draft.text:
            self._drafts.append(draft)
            self._open = draft.kind in ("text", "item", "term")

    def _level(self, line: str) -> int:
        """The depth of a list entry by its indent among those of its list."""
        width = len(line.expandtabs(4))
        indent = width - len(line.expandtabs(4).lstrip())
        self._indents = [open_one for open_one in self._indents if open_one < indent] + [indent]
        return len(self._indents)

    def _cells(self, at: int, number: int, line: str) -> list[str] | None:
        """The cells of a line that is a row of a table: set apart by tabs or, as in Markdown, by upright strokes."""
        if number in self._aligned:
            return [_unmarked(cell)[0] for cell in self._aligned[number]]
        columns = len(self._table[0].cells) if self._table else 0
        if "\t" in line.strip():
            cells = [clean(cell) for cell in line.split("\t")]
            if sum(map(bool, cells)) > 1 or len(cells) == columns:
                return cells
        elif "\t" in line and len(line.split("\t")) == columns:
            return [clean(cell) for cell in line.split("\t")]
        cells = _strokes(line)
        if len(cells) > 2 or (len(cells) == 2 and (line.strip()[0] == "|" or self._stroked_neighbour(at))):
            return [_unmarked(cell)[0] for cell in cells]
        return None

    def _stroked_neighbour(self, at: int) -> bool:
        around = self._lines[max(0, at - 2) : at - 1] + self._lines[at : at + 1]
        return any(len(_strokes(line)) == 2 for line in around)

    def _row(self, cells: list[str], where: str) -> None:
        """Adds a row. Rows belong to one table while they have as many cells, blank lines between them or not."""
        if all(not cell or _RULE.fullmatch(cell) for cell in cells):  # |---|---|
            if len(self._table) == 1:
                self._table[0].header = True
            return
        if self._table:
            width = len(self._table[0].cells)
            if len(cells) > width or (len(cells) < width and self._blank):
                self._close_table()
            else:
                cells += [""] * (width - len(cells))
        if not self._table:
            self._tables += 1
        self._table.append(row_of(cells, self._tables, where=where))
        self._table[-1].cells_where = tuple(f"{where} column {column}" for column in range(1, len(cells) + 1))
        self._drafts.append(self._table[-1])
        self._open = False

    def _close_table(self) -> None:
        name_columns(self._table)
        self._table = []


def _strokes(line: str) -> list[str]:
    """The parts of a line between upright strokes; those in brackets, as in `( EN | FR )`, set nothing apart."""
    masked = _BRACKETED.sub(lambda found: found[0].replace("|", "\0"), line.strip())
    if "|" not in masked:
        return [line]
    return [clean(part.replace("\0", "|")) for part in masked.removeprefix("|").removesuffix("|").split("|")]


def _unmarked(text: str) -> tuple[str, str, tuple[Link, ...]]:
    """The words of a line without Markdown's signs, the bold words at its beginning, and its links."""
    links = tuple(Link(clean(words), url) for words, url in _LINK.findall(text))
    text = _LINK.sub(r"\1", text)
    found = _BOLD.match(text)
    plain = clean(_BOLD.sub(r"\2", text))
    lead = clean(found[2]) if found else ""
    if found and not any(map(str.isalnum, text[found.end() :])):
        lead = plain  # what follows the bold words is a colon
    return plain, lead if plain.startswith(lead) else "", links


def read_text(text: str, *, url: str = "") -> Document:
    """The document that plain `text` is. Locators are `line N`, lines counted as an editor counts them.

    A paragraph that a fixed width has broken is one block, and its locator names where it begins.
    """
    drafts = quiet_terms(_Reader(numbered(_LINE_END.split(text))).read())
    blocks = finished(drafts)
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    links = tuple(dict.fromkeys(link for block in blocks for link in block.links))
    return Document("text/plain", url, title=title, blocks=blocks, links=links)
