"""Layout `mechanism-page`: a page about one mechanism, its facts under labels (the IOM's pages)."""

from __future__ import annotations

from monitor.extract.assemble import assemble, reading_of
from monitor.extract.ledger import Ledger
from monitor.extract.page import read_page
from monitor.extract.subject import Subject, content, page_subject, unknown_title, without_others
from monitor.model import Block, Document, Extraction, Finding, Layout


def read(
    document: Document,
    mechanisms: tuple[str, ...] = (),
    language: str | None = None,
    layout: Layout = "mechanism-page",
) -> Extraction:
    """The facts of the one mechanism; a page that names none is a finding, and its facts belong to nobody."""
    said = content(document)
    reading = reading_of(document, layout, language, said)
    subject = page_subject(document, said, mechanisms[0] if mechanisms else None)
    ledger = Ledger(subject.mechanism if subject else None, reading)
    _name(subject, ledger)
    blocks, others = without_others(said, ledger.mechanism)
    prose = read_page(blocks, ledger)
    for other in others:
        ledger.remark("other-mechanism", f"the page has a part about {other.mechanism}", None, other.line)
    findings = () if subject else (_unknown(document, said),)
    return assemble(document, reading, [ledger], prose=prose, findings=findings)


def _unknown(document: Document, said: tuple[Block, ...]) -> Finding:
    name, line = unknown_title(document, said)
    if name is None:
        return Finding("unknown-mechanism", "the page names no mechanism that the lookups know")
    words = (line.quote, line.locator) if line else (None, None)
    return Finding("unknown-mechanism", f"the page's mechanism is not known: “{name}”", None, "mechanism", *words)


def _name(subject: Subject | None, ledger: Ledger) -> None:
    if subject and subject.line:
        ledger.state("name", "", subject.name, subject.name, subject.line)
        ledger.outcome("name", "ok")
