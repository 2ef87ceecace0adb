"""Documents that a page lists: one a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from monitor.extract.fields.buttons import is_button, with_buttons
from monitor.extract.fields.home import elsewhere
from monitor.extract.ledger import Ledger, name_key
from monitor.extract.noted import without_note
from monitor.extract.phrases import is_counter, is_frame, sentences
from monitor.extract.sections import YEAR_ONLY, Line, Section, is_prose
from monitor.extract.sentinels import is_none
from monitor.extract.source_fields import says_when_updated
from monitor.extract.values.dates import find_dates, read_date
from monitor.extract.values.leading_on import is_told_to, leads_to_documents
from monitor.extract.values.titles import Titled, is_of_file, looks_like_a_document, read_document
from monitor.lookups.addresses import address

LONGEST = 60  # words of a title; a longer line is a paragraph
SHORTEST = 2  # words of what may be an entry of a menu
PARTED = r"\s:|·–—\-"  # what stands between a title and a button
FILE_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip)(?:$|[?#])", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_documents(sections: list[Section], ledger: Ledger) -> None:
    whole, listed, led = True, 0, 0
    found: list[tuple[Titled, Line]] = []
    for section in sections:
        pieces = [piece for line in with_buttons(_joined(section.lines)) for piece in _run_on(line)]
        noted = [_without_note(_without_buttons(piece)) for piece in pieces]
        entries = [(line, year) for line, year in noted if not _is_beside(line)]
        outside = _outside([line for line, _ in entries], ledger)
        for line, year in entries:
            listed += 1
            if _leads_on(line):
                whole, led = False, led + 1
                ledger.unread("document", line)
                continue
            document = read_document(line.text, line.links)
            if document is None or _is_paragraph(line) or line in outside:
                whole = False
                ledger.unread("document", line)
                continue
            found.append((replace(document, year=document.year or year), line))
    marks = _marks([document for document, _ in found])
    for document in marks:
        ledger.reserve("document", _key(document))
    for document, line in found:
        state_document(document, line, ledger, marks.get(document, ""))
    if listed or any(section.lines for section in sections):
        ledger.outcome("document", "ok" if whole else "partial", listed=listed, parsed=listed - led)


def _without_buttons(line: Line) -> Line:
    """An entry without the links at its ends that say what to do with it: `Rome Declaration Download`. The address of
    one without another is theirs.
    """
    buttons = [link for link in line.links if is_button(link.text)]
    text = line.text
    for words in dict.fromkeys(re.escape(link.text.strip()) for link in buttons):
        text = re.sub(rf"[{PARTED}(\[]+{words}[\s)\]]*$|^[\s(\[]*{words}[{PARTED})\]]+", "", text)
    if text == line.text or not any(c.isalpha() for c in text):
        return line
    others = tuple(link for link in line.links if link not in buttons)
    return replace(line, text=text, links=others or tuple(replace(link, text=text) for link in buttons[:1]))


def _without_note(line: Line) -> tuple[Line, int | None]:
    """An entry without the words that say when it was updated or published, and the year of the latter. A line of the
    page's foot, which names nothing, is left as it is.
    """
    text, year = without_note(line.text)
    named = line.kind in ("item", "row") or line.links or looks_like_a_document(text)
    return (replace(line, text=text), year) if named and not is_counter(text) else (line, None)


def _is_beside(line: Line) -> bool:
    """Words that are no entry: none, what leads into a list, a date alone, a word of the page's foot."""
    lead = line.text.endswith(":") and line.kind != "item"
    foot = says_when_updated(line.text) or "©" in line.text or is_frame(line.text) or read_date(line.text) is not None
    if is_of_file(line.text):
        return True
    return not line.text or is_none(line.text) or lead or foot or YEAR_ONLY.fullmatch(line.text) is not None


def _leads_on(line: Line) -> bool:
    """A link in the place of documents, or behind them: `See all documents`. One to a file is a document."""
    linked = bool(line.links) or (line.kind == "item" and is_told_to(line.text))
    filed = any(FILE_ENDING.search(link.url) for link in line.links)
    return linked and not filed and YEAR.search(line.text) is None and leads_to_documents(line.text)


def _joined(lines: list[Line]) -> list[Line]:
    """A line with an open bracket and the next, which closes it, are one: `Plan of action (ES` / `| EN)`."""
    found: list[Line] = []
    for line in lines:
        if found and _is_open(found[-1].text) and ")" in line.text and not _is_open(line.text):
            before = found.pop()
            line = replace(before, text=f"{before.text} {line.text}", links=before.links + line.links)
        found.append(line)
    return found


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _run_on(line: Line) -> list[Line]:
    """The documents of one line that semicolons part, each with its own year."""
    pieces = [piece.strip() for piece in line.text.split(";") if piece.strip()]
    if len(pieces) < SHORTEST or not all(YEAR.search(piece) for piece in pieces):
        return [line]
    own = [tuple(link for link in line.links if link.text.strip() and link.text.strip() in piece) for piece in pieces]
    return [replace(line, text=piece, links=links) for piece, links in zip(pieces, own, strict=True)]


def _outside(lines: list[Line], ledger: Ledger) -> list[Line]:
    """Lines that a label takes in though they are no entry of its list: those of a menu, a ticker, a foot.

    The first line that looks like a document tells where in the page the list is. What stands elsewhere must look like
    one too, and bear no day, as news do; where no line looks like one, a word or two are an entry of a menu.
    """
    sure = [line for line in lines if looks_like_a_document(line.text, line.links)]
    if not sure:
        return [line for line in lines if len(line.text.split()) <= SHORTEST]
    return [line for line in lines if elsewhere(line, sure[0]) and (line not in sure or _bears_a_day(line, ledger))]


def _bears_a_day(line: Line, ledger: Ledger) -> bool:
    dates = find_dates(line.text, language=ledger.reading.language, day_first=ledger.reading.day_first)
    return any(date.first == date.last for date in dates)


def _is_paragraph(line: Line) -> bool:
    """Sentences about documents rather than the title of one."""
    several = len(sentences(line.text)) > 1 and not line.links
    return is_prose(line.text) and (several or len(line.text.split()) > LONGEST)


def _marks(documents: Sequence[Titled]) -> dict[Titled, str]:
    """What tells documents of one title and year apart: their addresses, else their languages.

    One without an address is no further document ('') when it states no language, or those of one that has an address.
    """
    titles: dict[str, list[Titled]] = defaultdict(list)
    for document in documents:
        titles[_key(document)].append(document)
    marks: dict[Titled, str] = {}
    for named in titles.values():
        linked = {code for one in named if one.url for code in one.languages}
        own = {one: address(one.url) or _spoken(one, linked) for one in named}
        if len({*own.values()} - {""}) > 1:
            marks |= own
    return marks


def _spoken(document: Titled, linked: set[str]) -> str:
    return "" if linked.issuperset(document.languages) else " ".join(sorted(document.languages))


def state_document(document: Titled, line: Line, ledger: Ledger, mark: str = "") -> None:
    """Writes a document down by its title and year, and by the mark that tells it from others of these."""
    key = f"{_key(document)}|{mark}" if mark else _key(document)
    if not ledger.state("document", key, document.value(), line.text, line):
        ledger.remark("duplicate", f"the document “{document.title}” is listed twice", "document", line)


def _key(document: Titled) -> str:
    return f"{name_key(document.title)[:120]}|{document.year or ''}"
