"""What a walk over a page puts down: lines in their place, tables as rows, titles that attributes or controls give."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from monitor.documents.bullets import bare
from monitor.documents.clean import fold
from monitor.documents.drafts import Draft, Kind
from monitor.documents.openings import Opening
from monitor.documents.panes import Panes
from monitor.documents.settings import Setting
from monitor.documents.spares import in_cells
from monitor.documents.steps import Step
from monitor.documents.tables import Cell, Row, arrange


@dataclass(slots=True)
class _Table:
    above: list[Draft]
    layout: bool
    step: Step
    named: Draft | None  # the label that an attribute gives it
    rows: list[Row] = field(default_factory=list)
    loose: list[Draft] = field(default_factory=list)  # the caption, and what stands between cells
    head: bool = False


class Gathered:
    """The drafts of a page in reading order. `panes` says what controls open."""

    def __init__(self, panes: Panes) -> None:
        self.drafts: list[Draft] = []
        self.pictured = False  # whether a picture or a choice has said something
        self.titled: dict[str, Step] = {}  # where the title of a pane stands, by its number
        # Titles of panes (by their numbers) and labels in attributes, of elements that have not shown anything yet.
        self.waiting: list[tuple[str, str, Setting, Step]] = []
        self._panes = panes
        self._sink = self.drafts
        self._tables: list[_Table] = []
        self._number = count(1)
        self._figures: list[tuple[list[Draft], int]] = []  # where the open figures begin
        self._caption = 0  # where the open caption of a figure begins

    def put(self, draft: Draft | None, place: Step) -> None:
        """Puts a line down where it stands; one without words, or with a mark alone, is none."""
        if draft is None or (len(draft.text) == 1 and bare(draft.text)):
            return
        draft.step = place
        if self.waiting:
            self.settle(place, draft)
        self._sink.append(draft)

    def open(self, opening: Opening, step: Step) -> None:
        """Begins a table, or a part, a row or a cell of the innermost one."""
        tag = opening.tag
        if tag == "table":
            self.settle(step)
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
            if self.waiting:
                self.settle(step)
            cell = Cell(tag == "th", opening.columns, opening.rows, step, opening.named)
            table.rows[-1].cells.append(cell)
            self._sink = cell.drafts

    def begin_figure(self) -> None:
        self._figures.append((self._sink, len(self._sink)))

    def begin_caption(self) -> None:
        self._caption = len(self._sink)

    def leave(self, tag: str) -> None:
        """Ends a cell, a table, a figure or its caption."""
        if tag in ("td", "th"):
            if self._tables:
                if self.waiting:
                    self.settle(None)
                self._sink = self._tables[-1].loose
        elif tag == "figcaption":
            self._caption_first()
        elif tag == "figure" and self._figures:
            self._figures.pop()
        elif tag == "table" and self._tables:
            self.settle(None)
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

    def settle(self, place: Step | None, before: Draft | None = None) -> None:
        """Puts the titles of opened panes down, unless the first words in the pane say the same; and the label of what
        stands at `place`, where those words are no title of their own.
        """
        waiting, self.waiting = self.waiting, []
        for number, label, setting, step in waiting:
            title = self._panes.titles.get(number)
            if title is not None and (before is None or fold(before.text) != fold(title.text)):
                kind: Kind = "heading" if title.level else "term"
                self._title(Draft(kind, title.text, title.level), setting, self.titled.get(number, step))
            elif label and place is not None and place.within(step) and not (before and _is_titled(before, label)):
                self._title(Draft("term", label), setting, step)

    def _title(self, draft: Draft, setting: Setting, step: Step) -> None:
        draft.landmark, draft.hidden, draft.step = setting.landmark, setting.hidden, step
        self._sink.append(draft)


def _is_titled(draft: Draft, label: str) -> bool:
    """Whether the first line of what an attribute names is a title itself, or begins with the same words."""
    return draft.kind in ("heading", "term") or fold(draft.text).startswith(fold(label))
