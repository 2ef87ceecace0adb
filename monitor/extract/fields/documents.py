"""Documents that a page lists: one a line."""

from __future__ import annotations

from monitor.extract.ledger import Ledger, name_key
from monitor.extract.phrases import sentences
from monitor.extract.sections import YEAR_ONLY, Line, Section, is_prose
from monitor.extract.sentinels import is_none
from monitor.extract.values.titles import Titled, read_document

LONGEST = 60  # words of a title; a longer line is a paragraph


def read_documents(sections: list[Section], ledger: Ledger) -> None:
    whole, listed = True, 0
    for section in sections:
        for line in section.lines:
            if (
                is_none(line.text)
                or (line.text.endswith(":") and line.kind != "item")
                or YEAR_ONLY.fullmatch(line.text)
            ):
                continue
            listed += 1
            document = read_document(line.text, line.links)
            if document is None or _is_paragraph(line):
                whole = False
                ledger.unread("document", line)
                continue
            state_document(document, line, ledger)
    if listed or any(section.lines for section in sections):
        ledger.outcome("document", "ok" if whole else "partial", listed=listed, parsed=listed)


def _is_paragraph(line: Line) -> bool:
    """Sentences about documents rather than the title of one."""
    several = len(sentences(line.text)) > 1 and not line.links
    return is_prose(line.text) and (several or len(line.text.split()) > LONGEST)


def state_document(document: Titled, line: Line, ledger: Ledger) -> None:
    key = f"{name_key(document.title)[:120]}|{document.year or ''}"
    if not ledger.state("document", key, document.value(), line.text, line):
        ledger.remark("duplicate", f"the document “{document.title}” is listed twice", "document", line)
