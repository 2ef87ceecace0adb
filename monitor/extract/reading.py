"""From bytes to facts in one step: what runs in the reading process, since hostile pages are not parsed in the main
one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from monitor import documents
from monitor.documents.outlines import Outline, outline
from monitor.documents.repeats import without
from monitor.documents.said import What, lines_of
from monitor.documents.selected import select
from monitor.errors import UsageError
from monitor.extract import declared, mechanism_page, mechanism_table, ministry_page, practice_page
from monitor.extract.ahead import without_days_ahead
from monitor.extract.bounded import bounded
from monitor.extract.framed import not_read
from monitor.extract.meetings_ahead import with_meetings_ahead
from monitor.extract.plugins import read_with_plugin
from monitor.extract.terms_ahead import with_terms_ahead
from monitor.extract.terms_over import with_terms_over
from monitor.extract.values.countries import find_countries, read_country
from monitor.extract.values.organisations import read_organisation
from monitor.lookups.mechanisms import find_mechanisms
from monitor.model import ContentVerdict, Document, Extraction, Layout, Link, Source

LAYOUT_READERS = {
    "mechanism-page": mechanism_page.read,
    "mechanism-table": mechanism_table.read,
    "ministry-page": ministry_page.read,
    "practice-page": practice_page.read,
}


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a capture's bytes are: the verdict of the judge (None: a page) and, of a page, its facts."""

    verdict: ContentVerdict | None
    extraction: Extraction | None
    quality: float = 1.0  # 0 to 1, how sure it is that the document is a page
    frame: tuple[str, ...] = ()  # that of the payload, under which the facts were read


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The verdict of the judge on a page (None: a page), and its links."""

    verdict: ContentVerdict | None
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of a capture with what HTTP says of them."""

    body: bytes
    media_type: str
    charset: str | None
    url: str
    status: int
    requested_url: str = ""  # '' = the same as `url`
    crowded: bool = False  # several other addresses that are watched lead to this very `url`
    frame: tuple[str, ...] = ()  # what the pages of its site repeat (digests, see `documents.repeats`)
    fetched_at: datetime | None = None  # None: not known, so no date that the page gives is later


def extract(
    document: Document, layout: Layout, mechanisms: tuple[str, ...] = (), language: str | None = None
) -> Extraction:
    """The facts of a document in a layout of ours, or of an installed plugin. Pure: no clock, network or database.

    UsageError for `declared`, whose fields stand in the configuration of a source.
    """
    if layout == "declared":
        raise UsageError(
            "a declared page is read by the fields of its source", fix="use `monitor sources test ID --file FILE`"
        )
    reader = LAYOUT_READERS.get(layout)
    if reader is None:
        return read_with_plugin(document, layout, mechanisms, language)
    within, cut = bounded(document)
    extraction = reader(within, mechanisms, language)
    return replace(extraction, findings=(*extraction.findings, *cut)) if cut else extraction


def read_capture(payload: Payload, source: Source) -> PageReading:
    """Verdict and extraction of an archived payload; raises DocumentError for bytes that are no document."""
    document = _document(payload)
    verdict, quality = _appraise(document, payload)
    if verdict is not None:
        return PageReading(verdict, None, quality)
    content = without(document, payload.frame, _named) if payload.frame else document
    extraction = _facts(content, payload, source)
    if content is not document:
        lost = not_read(_facts(document, payload, source), extraction)
        extraction = replace(extraction, findings=(*extraction.findings, *lost))
    return PageReading(None, extraction, quality, payload.frame)


def read_framed(payload: Payload, source: Source, frame: tuple[str, ...]) -> PageReading:
    """`read_capture` of a payload that came without what its site repeats."""
    return read_capture(replace(payload, frame=frame), source)


def read_outline(payload: Payload) -> Outline:
    """What other pages of the site are compared with; of what is no page, nothing."""
    document = _document(payload)
    if _appraise(document, payload).verdict is not None:
        return Outline(payload.url, ())
    return outline(document, _named)


def read_words(payload: Payload, marks: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the lines with these marks (see `documents.said`), each once, in their order."""
    return tuple(dict.fromkeys(one.text for one in lines_of(_document(payload).blocks, _named) if one.mark in marks))


def read_links(payload: Payload) -> PageLinks:
    """Verdict and links of a page, for a source that follows one of them."""
    document = _document(payload)
    return PageLinks(_appraise(document, payload).verdict, document.links)


def propose_source(payload: Payload, mechanism: str | None = None) -> declared.Proposal:
    """How a page could be watched: see `declared.propose`. Raises DocumentError for bytes that are no document."""
    document = _document(payload)
    return declared.propose(document, _appraise(document, payload).verdict, mechanism, LAYOUT_READERS)


def _facts(document: Document, payload: Payload, source: Source) -> Extraction:
    if source.layout == "declared":
        found = _declared(document, payload, source)
    else:
        found = extract(document, source.layout, source.mechanisms, source.language)
    if payload.fetched_at is None:
        return found
    for as_of_then in (without_days_ahead, with_terms_ahead, with_terms_over, with_meetings_ahead):
        found = as_of_then(found, payload.fetched_at)
    return found


def _named(text: str) -> What:
    """What the words of a line name, as far as it matters to tell a site's frame from content."""
    if find_mechanisms(text):
        return "matter"
    if read_country(text) is not None or read_organisation(text).id:
        return "entry"
    return "fact" if find_countries(text) else ""


def _declared(document: Document, payload: Payload, source: Source) -> Extraction:
    asked = declared.queries(source.fields)
    found = select(payload.body, asked, media_type=payload.media_type, url=payload.url, charset=payload.charset)
    mechanism = source.mechanisms[0] if source.mechanisms else None
    return declared.read(document, source.fields, found, mechanism, source.language)


def _document(payload: Payload) -> Document:
    return documents.read(payload.body, media_type=payload.media_type, url=payload.url, charset=payload.charset)


def _appraise(document: Document, payload: Payload) -> documents.Appraisal:
    return documents.appraise(
        document,
        status=payload.status,
        body=payload.body,
        requested_url=payload.requested_url,
        crowded=payload.crowded,
    )
