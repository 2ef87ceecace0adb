"""Ledgers to one Extraction: statements in order, outcomes, findings, and how the whole ended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from monitor.extract.crossed_out import tell_crossed_out
from monitor.extract.label_table import language_of_label
from monitor.extract.language import foreign_block, language_of, odd_blocks
from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.sections import line_of
from monitor.extract.source_fields import dated_lines, last_updated, published, undated
from monitor.extract.subject import content
from monitor.extract.values.dates import day_order
from monitor.lookups import version
from monitor.lookups.folding import GREEK_OR_CYRILLIC, unmasked
from monitor.model import Block, Document, Extraction, FieldOutcome, Finding, HeadDates, Layout, Outcome, Statement

EXTRACTOR = "11"  # raised with each change of the reading code that can change what is read
LATIN = re.compile(r"[A-Za-z]")
MOST = 12  # findings of one kind on a page
SHORT = 400  # characters: a longer block is prose, whose numbers prove nothing about the page's dates


def reading_of(
    document: Document, layout: Layout, language: str | None, blocks: tuple[Block, ...] | None = None
) -> Reading:
    """Language and day order of a page: as told, else as its words say, else as it declares, else English.

    `blocks`: the document's content, where the caller has it.
    """
    said = language or _language(content(document) if blocks is None else blocks, layout) or document.language
    texts = (block.text for block in document.blocks if len(block.text) < SHORT)
    order = day_order("\n".join(text for text in texts if "/" in text or "." in text or "-" in text))
    return Reading(layout, said or "en", said is not None, order)


def _language(blocks: tuple[Block, ...], layout: Layout) -> str | None:
    """By the small words of the text; each label of one language counts as much as some of them, for pages of lists."""
    labels = Counter(filter(None, (language_of_label(block.text, layout) for block in blocks)))
    return language_of("\n".join(block.text for block in blocks), labels)


def assemble(
    document: Document,
    reading: Reading,
    ledgers: Iterable[Ledger],
    *,
    prose: tuple[str, ...] = (),
    findings: Iterable[Finding] = (),
    table: FieldOutcome | None = None,
) -> Extraction:
    """One extraction of what the ledgers hold. `table` is the outcome of a table's list of mechanisms."""
    statements: list[Statement] = []
    fields: list[FieldOutcome] = [table] if table else []
    remarks: list[Finding] = [Finding("reader-warning", warning) for warning in document.warnings]
    for ledger in ledgers:
        tell_crossed_out(document, ledger)
        statements += ledger.statements
        fields += ledger.ended()
        remarks += ledger.findings
    remarks += findings
    dated = dated_lines(document.blocks)
    updated = last_updated(dated)
    issued = published(dated, reading.language)
    for name, found in (("last_updated", updated), ("published", issued)):
        if found is None and (block := undated(name, dated)):
            message = f"no date was read from “{shorten(block.text)}”"
            remarks.append(Finding("unparsed-date", message, None, name, block.text, block.locator))
    head = HeadDates() if updated or issued else document.head  # what software says there may be any saving of the page
    remarks += _languages(document, reading)
    remarks += _disguised(document) if reading.layout != "mechanism-table" else []
    unique = tuple(dict.fromkeys(remarks))
    source_fields = {
        "last_updated": updated[0] if updated else head.modified,
        "published": issued[0] if issued else head.published,
        "language": reading.language if reading.known else None,
    }
    if not statements:
        unique = (*unique, Finding("none-read", "nothing that this layout yields was found on the page"))
    return Extraction(
        reading.layout,
        _whole(statements, fields),
        EXTRACTOR,
        version(),
        tuple(statements),
        tuple(fields),
        unique,
        source_fields,
        prose,
    )


def _whole(statements: list[Statement], fields: list[FieldOutcome]) -> Outcome:
    if not statements:
        return "drifted"
    return "ok" if all(f.outcome == "ok" for f in fields) else "partial"


def _disguised(document: Document) -> list[Finding]:
    """Words of Latin letters in which some are of another script, and which are read as if they were not: `Mаli`."""
    found: dict[str, Finding] = {}
    for block in document.blocks:
        for word in block.text.split() if GREEK_OR_CYRILLIC.search(block.text) else ():
            if GREEK_OR_CYRILLIC.search(word) and LATIN.search(word) and unmasked(word) != word:
                message = f"“{shorten(word)}” is not in Latin letters alone"
                found.setdefault(word, Finding("look-alike", message, None, None, word, block.locator))
    return list(found.values())[:MOST]


def _languages(document: Document, reading: Reading) -> list[Finding]:
    names = {"en": "English", "fr": "French", "es": "Spanish", "pt": "Portuguese"}
    found: dict[str, Finding] = {}
    for language, block in odd_blocks(document.blocks, reading.language):
        line = line_of(block)
        message = f"source language mixed: parts in {names[language]}"
        found.setdefault(language, Finding("mixed-language", message, None, None, line.quote, line.locator))
    if foreign := foreign_block(document.blocks):
        beginning = shorten(foreign.text)
        message = f"the page is in none of the four languages that are read: “{beginning}”"
        found[""] = Finding("unknown-language", message, None, None, foreign.text, foreign.locator)
    return list(found.values())
