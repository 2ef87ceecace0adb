"""Layout `ministry-page`: running text about several mechanisms, each under a heading that names it."""

from __future__ import annotations

from monitor.extract.assemble import assemble, reading_of
from monitor.extract.ledger import Ledger
from monitor.extract.page import read_page
from monitor.extract.subject import Scope, scopes
from monitor.model import Document, Extraction, FieldOutcome, Finding


def read(document: Document, mechanisms: tuple[str, ...] = (), language: str | None = None) -> Extraction:
    """The facts of each mechanism that a heading names; `mechanisms`, when given, are those that the source is for."""
    reading = reading_of(document, "ministry-page", language)
    ledgers: dict[str, Ledger] = {}
    findings: list[Finding] = []
    prose: list[str] = []
    for scope in scopes(document):
        subject = scope.subject
        if subject is None and len(mechanisms) == 1:
            ledger = ledgers.setdefault(mechanisms[0], Ledger(mechanisms[0], reading))
        elif subject is None:
            ledger = Ledger(None, reading)
        elif mechanisms and subject.mechanism not in mechanisms:
            message = f"the page has a part about {subject.mechanism}, which its source is not configured for"
            findings.append(Finding("other-mechanism", message, subject.mechanism))
            continue
        else:
            ledger = ledgers.setdefault(subject.mechanism, Ledger(subject.mechanism, reading))
            _name(scope, ledger)
        heading = scope.blocks[0].text if subject else None
        blocks = scope.blocks[1:] if subject else scope.blocks
        prose += read_page(blocks, ledger, heading=heading)
    if not ledgers:
        findings.append(Finding("unknown-mechanism", "no heading of the page names a mechanism that the lookups know"))
    count = len(ledgers)
    table = FieldOutcome(None, "mechanism", "partial", None, count, count, count)
    return assemble(document, reading, ledgers.values(), prose=tuple(prose), findings=findings, table=table)


def _name(scope: Scope, ledger: Ledger) -> None:
    subject = scope.subject
    if subject and subject.line and not any(s.field == "mechanism" for s in ledger.statements):
        value = {"id": subject.mechanism, "name": subject.name}
        ledger.state("mechanism", subject.mechanism, value, subject.name, subject.line)
