"""The pages of a PDF in order: tables, rows and paragraphs that run on from one to the next, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from monitor.documents.beside import Pair, ruled_pairs
from monitor.documents.clean import clean, fold
from monitor.documents.drafts import Draft
from monitor.documents.grid import holds, tables_on, within
from monitor.documents.hyphens import Spellings, joined
from monitor.documents.leaf import Leaf
from monitor.documents.line_ends import continued, page_number
from monitor.documents.paragraphs import Placed, body_size, labelled, paragraphs
from monitor.documents.sheet import Table, Word
from monitor.documents.tables import name_columns, row_of
from monitor.model import Link

MARGIN = 0.12  # of a page's height, at its top and its bottom: where what every page repeats stands
SMALLER = 0.95  # times the size of a heading is that of the next level
EDGE = 4.0  # points between the words of a cell and its line
STEP = 8.0  # points: what is repeated stands at one height
_NUMBER = re.compile(r"\b(?:\d+|[ivxl]+)\b", re.IGNORECASE)
_ENDED = (".", "!", "?", ":", ";", "…", "”", '"', ")")


class Leaves:
    """Takes in pages in order; a table, a row or a paragraph may go on from one to the next."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self._pages: list[tuple[Leaf, list[Placed]]] = []
        self._rows: list[Draft] = []  # of the open table
        self._header: list[str] = []  # the first row of the open table
        self._edges: tuple[float, ...] = ()
        self._tables = 0
        self._labels: tuple[float, ...] = ()  # the edges of the table before, if it was one of labels with values
        self._opened: Table | None = None  # where the open table begins

    def add(self, leaf: Leaf) -> None:
        """Takes in the next page."""
        self.warnings += leaf.remarks
        if not leaf.words:
            self.warnings.append(f"page {leaf.number} has no text")
            self._pages.append((leaf, []))
            return
        tables, words, unclear = tables_on(leaf, self._edges)
        if unclear:
            self.warnings.append(
                f"the columns of a table on page {leaf.number} were not recognised; its lines are text"
            )
        body = body_size(leaf.words)
        placed = paragraphs(words, body)
        rows: list[Placed] = []
        beside: list[Placed] = []
        for table in tables:
            if (pairs := self._pairs(table, leaf.words, tables)) is not None:
                beside += labelled(pairs, body, table.right - EDGE)
                continue
            self._begin(table)
            rows += self._table(table, f"page {leaf.number}", len(rows))
            if table is self._opened and _has_bold_head(leaf, table):
                self._rows[0].header = True
        ordered = _in_order(placed, _in_order(beside, rows))
        _link(leaf, ordered)
        self._pages.append((leaf, ordered))

    def _pairs(self, table: Table, words: list[Word], tables: list[Table]) -> list[Pair] | None:
        """The labels and values that a table consists of, but for the tables in its cells."""
        inner = [one for one in tables if one is not table and holds(table, one)]
        held = [word for word in words if within(word, table) and not any(within(word, one) for one in inner)]
        pairs = ruled_pairs(table, held, goes_on=_alike(table.edges, self._labels))
        self._labels = table.edges if pairs else ()
        return pairs

    def _begin(self, table: Table) -> None:
        """Opens a table, or goes on with the one that is open when it has as many columns."""
        if self._rows and len(self._rows[0].cells) == len(table.edges) + 1:
            return
        name_columns(self._rows)
        self._rows, self._header, self._edges = [], table.rows[0], table.edges
        self._tables += 1
        self._opened = table

    def _table(self, table: Table, page: str, before: int) -> list[Placed]:
        rows: list[Placed] = []
        ends = [*table.tops[1:], table.bottom]
        for number, (top, end, cells) in enumerate(zip(table.tops, ends, table.rows, strict=True)):
            draft = self._row(cells, f"{page} row {before + len(rows) + 1}", first=number == 0)
            if draft is not None:
                rows.append(Placed(top, draft, table.left, table.right, end, 0.0))
        return rows

    def _row(self, cells: list[str], where: str, *, first: bool) -> Draft | None:
        """The draft of a row; None for names of columns that a later page repeats, and the rest of a row that was cut.

        Where no line is drawn between those names and a row that goes on, the names are taken off.
        """
        if self._rows and (cells == self._header or (first and _repeats(cells, self._header))):
            self._rows[0].header = True
            cells = [_without(cell, name) for cell, name in zip(cells, self._header, strict=True)]
            if not any(cells):
                self._resume = True
                return None
        resumes, self._resume = first or self._resume, False
        if resumes and self._is_rest(cells):
            last = self._rows[-1]
            last.cells = tuple(joined(filter(None, pair)) for pair in zip(last.cells, cells, strict=True))
            last.text = "\t".join(last.cells)
            return None
        self._rows.append(row_of(cells, self._tables, where=where))
        self._rows[-1].cells_where = tuple(f"{where} column {column}" for column in range(1, len(cells) + 1))
        return self._rows[-1]

    _resume = False  # the names of columns were just repeated at the top of a page

    def _is_rest(self, cells: list[str]) -> bool:
        """Whether cells at the top of a page are the rest of a row: they have no first one, as all other rows have, or
        they are few, and each goes on in small letters with what stands above it.
        """
        if len(self._rows) < 2:
            return False
        if not cells[0] and all(row.cells[0] for row in self._rows[1:]):
            return True
        held = [(cell, above) for cell, above in zip(cells, self._rows[-1].cells, strict=True) if cell]
        return len(held) * 2 <= len(cells) and all(
            above and cell[0].islower() and not above.endswith(_ENDED) for cell, above in held
        )

    def drafts(self) -> list[Draft]:
        """All drafts in reading order, what pages repeat marked as such."""
        name_columns(self._rows)
        self._mark_margins()
        _rank(one for _, placed in self._pages for one in placed)
        drafts: list[Draft] = []
        open_one: Draft | None = None  # a paragraph at the end of a page
        for leaf, placed in self._pages:
            line, begun = 0, False
            for _, draft, *_ in placed:
                if draft.kind != "row":
                    line += 1
                    draft.where = f"page {leaf.number} line {line}"
                if not draft.landmark:
                    if not begun and open_one is not None and _goes_on(open_one, draft):
                        open_one.text = joined([open_one.text, draft.text])
                        open_one.links += draft.links
                        begun = True
                        continue
                    begun, open_one = True, draft
                drafts.append(draft)
        spellings = Spellings(draft.text for draft in drafts)
        for draft in drafts:
            draft.text, draft.lead = spellings.mended(draft.text), spellings.mended(draft.lead)
            draft.cells = tuple(map(spellings.mended, draft.cells))
        return drafts

    def _mark_margins(self) -> None:
        margins = [list(_margins(leaf, placed)) for leaf, placed in self._pages]
        repeated = Counter(key for page in margins for key in {key for key, _ in page})
        for (leaf, _), page in zip(self._pages, margins, strict=True):
            for key, draft in page:
                many = repeated[key] > 1 and repeated[key] * 3 >= len(self._pages)
                if many or _is_page_number(draft.text, leaf.number):
                    draft.landmark = key[0]


def _alike(edges: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return len(edges) == len(others) and all(abs(one - other) <= STEP for one, other in zip(edges, others, strict=True))


def _has_bold_head(leaf: Leaf, table: Table) -> bool:
    """Whether the first row of a table is bold as a whole and the second is not: names of columns."""
    if len(table.rows) < 2 or len(table.rows[0]) < 3 or sum(map(bool, table.rows[0])) < 2:
        return False
    first, second, end = (*table.tops, table.bottom)[:3]
    inside = [word for word in leaf.words if table.left - 1 <= word.x0 <= table.right + 1 and first - 1 <= word.middle]
    head = [word.bold for word in inside if word.middle < second]
    return bool(head) and all(head) and not all(word.bold for word in inside if second <= word.middle < end)


def _rank(placed: Iterable[Placed]) -> None:
    """Gives headings their levels: the largest type in the document is 1, the next smaller 2."""
    headings = [one for one in placed if one.draft.kind == "heading"]
    sizes: list[float] = []
    for size in sorted({one.size for one in headings}, reverse=True):
        if not sizes or size < sizes[-1] * SMALLER:
            sizes.append(size)
    for one in headings:
        one.draft.level = min(6, max(1, sum(one.size < size * SMALLER for size in sizes) + 1))


def _is_page_number(text: str, page: int) -> bool:
    """Whether words are the number of a page: said to be one, or the number that it has."""
    found = page_number().fullmatch(text)
    return found is not None and (found["word"] is not None or int(found["number"]) == page)


def _repeats(cells: list[str], header: list[str]) -> bool:
    """Whether cells begin with the names of the columns, said to be continued or not."""
    return len(cells) == len(header) and all(
        cell.startswith(name) or continued().sub("", cell) == name for cell, name in zip(cells, header, strict=True)
    )


def _without(cell: str, name: str) -> str:
    return "" if continued().sub("", cell) == name else cell[len(name) :].strip()


def _goes_on(before: Draft, draft: Draft) -> bool:
    """Whether a paragraph goes on with the first one of the next page: it has not ended, and that one begins small."""
    if before.kind not in ("text", "item") or draft.kind != "text" or before.strong != draft.strong:
        return False
    return len(before.text.split()) > 3 and not before.text.endswith(_ENDED) and draft.text[0].islower()


def _in_order(placed: list[Placed], rows: list[Placed]) -> list[Placed]:
    """Prose with the rows of tables put between: a row goes before the first line that stands below it in its column.

    `rows` are in order; those of one table have the same bounds.
    """
    waiting: dict[tuple[float, float], list[int]] = {}  # by the bounds of a table: what is in its columns, from the end
    before: dict[int, list[Placed]] = {}
    for row in rows:
        beside = waiting.get((row.left, row.right))
        if beside is None:
            beside = [at for at, one in enumerate(placed) if one.left < row.right and row.left < one.right]
            beside = [beside[-1] + 1 if beside else len(placed), *reversed(beside)]
            waiting[row.left, row.right] = beside
        while len(beside) > 1 and placed[beside[-1]].top < row.top:
            beside.pop()
        before.setdefault(beside[-1], []).append(row)
    return [one for at in range(len(placed) + 1) for one in (*before.get(at, ()), *placed[at : at + 1])]


def _link(leaf: Leaf, placed: list[Placed]) -> None:
    """Gives each block the links whose words stand in it; one that runs over two lines is one link."""
    for linked in leaf.links:
        held = [
            one
            for one in placed
            if one.top - 1 <= linked.y <= one.bottom + 1 and one.left - 1 <= linked.x <= one.right + 1
        ]
        if not held:
            continue
        draft = min(held, key=lambda one: (one.bottom - one.top) * (one.right - one.left)).draft
        last = draft.links[-1] if draft.links else None
        if last is not None and last.url == linked.url:
            draft.links = (*draft.links[:-1], Link(clean(f"{last.text} {linked.text}"), last.url))
        else:
            draft.links += (Link(clean(linked.text), linked.url),)


def _margins(leaf: Leaf, placed: list[Placed]) -> Iterator[tuple[tuple[str, str, int], Draft]]:
    """What stands in the margins of a page, each with its landmark, its words without numbers, and its height."""
    for top, draft, _, _, bottom, _ in placed:
        if draft.kind != "row" and (top < leaf.height * MARGIN or bottom > leaf.height * (1 - MARGIN)):
            landmark = "banner" if top < leaf.height / 2 else "contentinfo"
            yield (landmark, fold(_NUMBER.sub("", draft.text)), round(top / STEP)), draft
