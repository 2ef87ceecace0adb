"""What one extraction means for the history of its source: facts against facts, field by field (design rules 2 to 5).

Pure: no clock, no database. The last accepted extraction alone is compared with, never an older one: A, B, A is two
changes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.compare.identity import Scope
from monitor.compare.judge import Judge
from monitor.compare.ledger import Ledger
from monitor.compare.names import Names, english
from monitor.compare.under_way import with_under_way
from monitor.compare.unnamed import with_unnamed
from monitor.model import Comparison, Extraction, Memory, Outcome


def compare(memory: Memory, extraction: Extraction, *, now: datetime, names: Names = english) -> Comparison:
    """News of a source: what opens, closes, is told and is held.

    A source's first extraction is its baseline and tells nothing; so is the first one of another layout, and the first
    `ok` one of a field. An extraction that failed changes nothing; one that drifted, for nothing was found on the page,
    holds what stood and is told once. One made by another extractor or other lookups than `memory` must not come here
    before `correct` has brought the memory up to them.
    """
    if extraction.outcome == "failed" or (extraction.outcome == "drifted" and memory.capture is None):
        return Comparison(extraction.outcome, extraction.fields, held=memory.held)
    if extraction.outcome == "drifted":
        ledger = Ledger(Judge(memory, replace(extraction, statements=(), fields=()), now, names))
        ledger.settle()
        ledger.reshaped()
        return replace(ledger.comparison(), outcome="drifted", fields=extraction.fields)
    if memory.capture is None or (memory.layout and memory.layout != extraction.layout):
        ledger = Ledger(Judge(memory, extraction, now, names))
        ledger.begin()
        return ledger.comparison()
    read = with_under_way(memory, with_unnamed(memory, extraction, now.date()), now.date())
    ledger = Ledger(Judge(memory, read, now, names))
    ledger.settle()
    ledger.reshaped()
    same_prose = ledger.text()
    return replace(ledger.comparison(), same_prose=same_prose)


def correct(memory: Memory, extraction: Extraction, *, now: datetime, names: Names = english) -> Comparison:
    """What a new extractor or new lookups make of the capture that `memory` stands on: corrections, never changes.

    The page is the same, so no count is in doubt, and what is read for the first time is told too. A field that was
    read to its end and that our code no longer finds is stated no more: one correction, with which its rows close.
    Where most fields are gone at once, the reader may be broken: they are held, to be looked into. What is held stays
    held until the page is compared again.
    """
    if extraction.outcome in ("failed", "drifted") or memory.capture is None:
        return Comparison(extraction.outcome, extraction.fields, held=memory.held)
    ledger = Ledger(Judge(memory, with_under_way(memory, extraction, now.date()), now, names, guarded=False))
    ledger.settle()
    found = ledger.comparison()
    return replace(found, changes=(), corrections=found.changes, findings=())


def accept(
    memory: Memory, extraction: Extraction, *, accepted: frozenset[Scope], now: datetime, names: Names = english
) -> Comparison:
    """What it means that a person accepts these held fields, as `extraction` reads them: news, and of them alone.

    A list whose entries were in doubt is told entry by entry. A field whose label is gone, or whose section was not
    understood, is stated no more: one change, with which its rows close; when it is back, it is a baseline again.
    """
    drifted = extraction.outcome == "drifted"
    empty = replace(extraction, statements=(), fields=())
    told = with_under_way(memory, with_unnamed(memory, extraction, now.date()), now.date())
    read = empty if drifted else told
    ledger = Ledger(Judge(memory, read, now, names, guarded=False, accepted=accepted))
    ledger.settle()
    ledger.text()
    outcome: Outcome = "held" if ledger.books.held else "partial" if drifted else extraction.outcome
    return replace(ledger.comparison(), outcome=outcome)
