"""Layout `ministry-page`: running text about several mechanisms, each under a heading or in sentences that name it."""

from __future__ import annotations

from itertools import chain

from monitor.extract.anew import begun_anew
from monitor.extract.assemble import assemble, reading_of
from monitor.extract.binding import bound
from monitor.extract.ledger import Ledger, Reading, shorten
from monitor.extract.page import read_page
from monitor.extract.running_text import read_running_text
from monitor.extract.sections import line_of
from monitor.extract.subject import Scope, content, scopes
from monitor.extract.turned import turned
from monitor.extract.untold import untold
from monitor.extract.words_left import words_left
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import Block, Document, Extraction, FieldOutcome, Finding

# fields that nothing but a mechanism has under a label
TELLING = frozenset(
    ("chair", "member", "member_count", "observer", "observer_count", "established", "secretariat", "type")
)


def read(document: Document, mechanisms: tuple[str, ...] = (), language: str | None = None) -> Extraction:
    """The facts of each mechanism that a heading names; `mechanisms`, when given, are those that the source is for."""
    said = content(document)
    reading = reading_of(document, "ministry-page", language, said)
    ledgers: dict[str, Ledger] = {}
    strays: dict[str, list[Block]] = {}
    nobodys: list[Block] = []  # of which it cannot be told what they are about
    findings: list[Finding] = []
    prose: list[str] = []
    rest, columns = turned(said, "ministry-page")
    parts = chain.from_iterable(begun_anew(scope, reading) for scope in (*scopes(rest), *columns))
    for scope in parts:
        subject = scope.subject
        if subject is None and scope.stranger is None and len(mechanisms) == 1:
            ledger = ledgers.setdefault(mechanisms[0], Ledger(mechanisms[0], reading))
        elif subject is None:
            ledger = Ledger(None, reading)
        elif mechanisms and subject.mechanism not in mechanisms:
            message = f"the page has a part about {subject.mechanism}, which its source is not configured for"
            words = subject.line or line_of(scope.blocks[0])
            findings.append(Finding("other-mechanism", message, subject.mechanism, None, words.quote, words.locator))
            continue
        else:
            ledger = ledgers.setdefault(subject.mechanism, Ledger(subject.mechanism, reading))
            _name(scope, ledger)
        heading = scope.blocks[0].text if subject else None
        blocks = scope.blocks[1:] if subject else scope.blocks
        pieces = list(bound(blocks, ledger.mechanism))
        for owner, piece in pieces:
            if owner and owner != ledger.mechanism:
                strays.setdefault(owner, []).append(piece)
            elif not owner and (owner is not None or ledger.mechanism is None):
                nobodys.append(piece)
        prose += read_page([piece for owner, piece in pieces if owner == ledger.mechanism], ledger, heading=heading)
        findings += _of_no_mechanism(ledger, scope) if ledger.mechanism is None else ()
        prose += words_left(piece for owner, piece in pieces if owner != ledger.mechanism)
    for mechanism, pieces_of in strays.items():
        if not mechanisms or mechanism in mechanisms:
            findings += _read_strays(mechanism, tuple(pieces_of), ledgers, reading)
    left = Ledger(None, reading)
    untold(nobodys, left)
    findings += left.findings
    if not ledgers:
        findings.append(Finding("unknown-mechanism", "no heading of the page names a mechanism that the lookups know"))
    count = len(ledgers)
    table = FieldOutcome(None, "mechanism", "partial", None, count, count, count)
    return assemble(document, reading, ledgers.values(), prose=tuple(prose), findings=findings, table=table)


def _of_no_mechanism(ledger: Ledger, scope: Scope) -> list[Finding]:
    """What labels state in a part that names no mechanism is nobody's: told, once a field, with the part's name."""
    first = {s.field: s for s in reversed(ledger.statements) if s.field in TELLING}
    told = [
        Finding(
            "unread-line",
            f"{name.replace('_', ' ')} stands in a part that names no known mechanism: “{shorten(one.quote)}”",
            None,
            name,
            one.quote,
            one.locator,
        )
        for name, one in reversed(first.items())
    ]
    if scope.stranger is None or not (told or any(s.field == "meeting" for s in ledger.statements)):
        return told
    line = line_of(scope.blocks[0])
    message = f"the mechanism of a part is not known: “{scope.stranger}”"
    return [Finding("unknown-mechanism", message, None, "mechanism", line.quote, line.locator), *told]


def _read_strays(
    mechanism: str, blocks: tuple[Block, ...], ledgers: dict[str, Ledger], reading: Reading
) -> list[Finding]:
    """Sentences about a mechanism outside of its own part; they alone open no part unless they state something. What
    they seem to state and nobody could read is told.
    """
    ledger = ledgers.get(mechanism, Ledger(mechanism, reading))
    labelled = frozenset(ledger.outcomes)
    read_running_text(blocks, ledger)
    untold(blocks, ledger, labelled)
    if mechanism in ledgers:
        return []
    if not ledger.statements:
        return ledger.findings
    for block in blocks:
        for match in find_mechanisms(block.text):
            if match.id == mechanism:
                value = {"id": mechanism, "name": match.name}
                ledger.state("mechanism", mechanism, value, match.name, line_of(block))
    ledgers[mechanism] = ledger
    return []


def _name(scope: Scope, ledger: Ledger) -> None:
    subject = scope.subject
    if subject and subject.line and not any(s.field == "mechanism" for s in ledger.statements):
        value = {"id": subject.mechanism, "name": subject.name}
        ledger.state("mechanism", subject.mechanism, value, subject.name, subject.line)
