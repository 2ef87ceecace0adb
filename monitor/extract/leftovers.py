"""What is left over when the sections of a page were read, each a finding with its words, so that a person can act:
labels with nothing under them, a field that is stated in two ways, and lists that stand under no label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from monitor.extract.fields.unnamed_meetings import state_in_label
from monitor.extract.labels import labelled
from monitor.extract.ledger import Ledger, shorten
from monitor.extract.sections import Line, Section, is_menu_entry, is_prose, line_of
from monitor.ids import canonical
from monitor.model import Block

Readers = Mapping[str, Callable[[list[Section], Ledger], None]]

SINGLE = ("type", "established", "member_count", "observer_count", "geographic_focus", "website", "budget")
FEWEST = 1
MOST = 12  # findings of one kind on a page; a page of nothing else is about something else
STATED = re.compile(r"(?P<words>[^\W\d_][^:：.!?]{1,60})\s?[:：]\s+\S")
WORDS = 6  # of what stands before a colon like a label


def empty_labels(sections: Sequence[Section], ledger: Ledger) -> None:
    """A label that stands alone where no section of its field has a value."""
    stated = {s.field for s in sections if s.lines or s.count is not None or state_in_label(s)}
    stated |= {s.field for s in ledger.statements}
    empty = {s.field: s for s in reversed(sections) if s.words and s.field not in stated}
    for field, section in reversed(empty.items()):
        ledger.remark("empty-label", f"“{shorten(section.words)}” has nothing under it", field, section.claim)


def two_values(field: str, sections: Sequence[Section], readers: Readers, ledger: Ledger) -> None:
    """A field with one value, whose sections state different ones: the first counts, and the field is `partial`."""
    if field not in SINGLE or len(sections) < 2:
        return
    said: dict[str, tuple[str, Line]] = {}
    for section in sections:
        own = Ledger(ledger.mechanism, ledger.reading)
        readers[field]([section], own)
        for one in own.statements:
            if one.field == field:
                said.setdefault(canonical(one.value), (one.text, Line(one.text, one.quote, one.locator)))
    first, *others = said or [""]
    for other in others:
        if _finer(first, other):
            continue
        words, line = said[other]
        message = f"{field.replace('_', ' ')} is stated as “{shorten(said[first][0])}” and as “{shorten(words)}”"
        ledger.remark("two-values", message, field, line)
        ledger.outcome(field, "partial")


def _finer(one: str, other: str) -> bool:
    """One says the same as the other, only closer: `2002` and `2002-05`."""
    short, long = sorted((one.strip('"'), other.strip('"')), key=len)
    return long.startswith(f"{short}-")


def stray_text(loose: Iterable[Block], ledger: Ledger) -> None:
    """Lists and stated lines under a heading that announces no field."""
    told = 0
    for heading, blocks in _under_headings(loose):
        lines = [b for b in blocks if not is_prose(b.text) and not is_menu_entry(b)]
        listed = [b for b in lines if b.kind in ("item", "row")]
        stated = [b for b in lines if b.kind == "text" and _is_stated(b.text)]
        found = listed or stated
        if not found or told == MOST or labelled(heading.text, ledger.reading.layout):
            continue
        told += 1
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        one = min(found, key=lambda block: block.text)  # the same one in whatever order they stand
        message = f"no field takes what stands under “{shorten(heading.text)}”: “{shorten(one.text)}”{more}"
        ledger.remark("stray-text", message, None, line_of(one))


def _is_stated(text: str) -> bool:
    """`Depositary: Switzerland`: a line like a fact under a label of its own."""
    said = STATED.match(text)
    return said is not None and said["words"][:1].isupper() and len(said["words"].split()) <= WORDS


def _under_headings(loose: Iterable[Block]) -> Iterator[tuple[Block, list[Block]]]:
    heading: Block | None = None
    blocks: list[Block] = []
    for block in loose:
        if block.kind in ("heading", "term"):
            if heading:
                yield heading, blocks
            heading, blocks = block, []
        else:
            blocks.append(block)
    if heading:
        yield heading, blocks
