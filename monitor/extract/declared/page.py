"""Layout `declared`: each field of a source found, counted and read; what is not as declared is drift, and told.

Drift is a field's own: a selector that finds another number of elements than it should, a label or a column that is not
there. Such a field is not read at all, so that nothing closes by it; the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.declared import DeclaredField
from monitor.documents.selected import MOST, Query, Selection
from monitor.extract.assemble import assemble, reading_of
from monitor.extract.declared.house import is_house, read_house
from monitor.extract.declared.own import is_list, read_own
from monitor.extract.declared.places import Place, columns, elements, labels
from monitor.extract.ledger import Ledger
from monitor.extract.sections import Line, is_prose
from monitor.extract.subject import content
from monitor.lookups import fold
from monitor.model import Document, Extraction, Layout

LIKE: Layout = "mechanism-page"  # whose labels stand for what the fields of the house are
Found = Mapping[Query, Selection]


def queries(fields: tuple[DeclaredField, ...]) -> tuple[Query, ...]:
    """What the page has to be asked for besides its blocks."""
    return tuple((one.css, one.key) for one in fields if one.css is not None)


def read(
    document: Document,
    fields: tuple[DeclaredField, ...],
    found: Found | None,
    mechanism: str | None = None,
    language: str | None = None,
) -> Extraction:
    """The fields of a page, in the order of their names. `found`: what their selectors find, None where the page is no
    HTML.
    """
    reading = reading_of(document, LIKE, language)
    ledger = Ledger(mechanism, reading)
    others = frozenset(fold(one.label) for one in fields if one.label is not None)
    for one in sorted(fields, key=lambda one: one.name):
        _read(one, document, found, others, ledger)
    quoted = {line for statement in ledger.statements for line in (statement.quote, *statement.text.split("\n"))}
    prose = tuple(b.text for b in content(document) if is_prose(b.text) and b.text not in quoted)
    extraction = assemble(document, reading, [ledger], prose=prose)
    if not ledger.statements and all(each.outcome == "ok" for each in ledger.outcomes.values()):
        findings = tuple(finding for finding in extraction.findings if finding.kind != "none-read")
        extraction = replace(extraction, outcome="ok", findings=findings)  # all that may be absent is absent
    return replace(extraction, layout="declared")


def _read(one: DeclaredField, document: Document, found: Found | None, others: frozenset[str], ledger: Ledger) -> None:
    places: list[Place]
    if one.css is not None:
        if found is None:
            message = f"{one.name}: a selector needs an HTML page, and this is {document.media_type or 'none'}"
            _drifted(one, None, f"{message}; name the words as label or column instead", ledger)
            return
        number, places = elements(one, found)
    elif one.column is not None:
        places = columns(one, document.blocks)
        number = len(places)
    else:
        places = labels(one, document.blocks, others)
        number = len(places)
    if not _expected(one, number):
        _drifted(one, number, _wrong_number(one, number), ledger, places[1:2])
    elif not places:
        ledger.outcome(one.name, "ok", listed=0, parsed=0, kept=0 if is_list(one) else None)
    elif is_house(one):
        read_house(one, places, ledger)
    else:
        read_own(one, places, ledger)


def _expected(one: DeclaredField, number: int) -> bool:
    return {"one": number == 1, "optional": number <= 1, "many": 1 <= number <= MOST}[one.count]


def _wrong_number(one: DeclaredField, number: int) -> str:
    """What was found, what was expected, and what to write instead."""
    if one.css is not None:
        what = f"the selector “{one.css}” finds {_many(number, 'element')}"
    elif one.column is not None:
        key = f" beside “{one.key}”" if one.key is not None else ""
        what = f"{_many(number, 'table').replace('1 table', 'one table')} has a column “{one.column}”{key}"
        what = what if number <= 1 else what.replace(" has ", " have ")
    else:
        what = f"the label “{one.label}” stands in {_many(number, 'place')}"
    most = f", from 1 to {MOST}" if number else ""
    expected = {"one": "one is expected", "optional": "one at most is expected", "many": f"some are expected{most}"}
    if number == 0:
        fix = 'mend it, or write count = "optional" where it may be missing'
    elif one.count == "many":
        fix = "name fewer"
    else:
        fix = 'name one of them more closely, or write count = "many" where each is an entry'
    return f"{one.name}: {what}, and {expected[one.count]}; {fix}"


def _many(number: int, what: str) -> str:
    return f"no {what}" if number == 0 else f"{number} {what}" if number == 1 else f"{number} {what}s"


def _drifted(
    one: DeclaredField, number: int | None, message: str, ledger: Ledger, beyond: Sequence[Place] = ()
) -> None:
    """`beyond`: the place that is one too many, where that is the trouble."""
    line = next((Line(place.words, place.quote, place.locator) for place in beyond), None)
    ledger.remark("drift", message, one.name, line)
    ledger.outcome(one.name, "drifted", listed=number)
