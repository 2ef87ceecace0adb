"""Every reader of hostile input as a function of bytes, and the inputs that the fuzzers begin with.

Fine is what returns and what raises DocumentError; any other exception is a bug.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from monitor.documents import read
from monitor.documents.decode import decoded
from monitor.documents.html import read_html
from monitor.documents.text import read_text
from monitor.errors import DocumentError
from monitor.extract import extract
from monitor.extract.values.chairs import read_chairs
from monitor.extract.values.countries import find_countries, read_countries, read_country
from monitor.extract.values.dates import find_dates, read_date, read_timestamp, refused_dates
from monitor.extract.values.edtf import bounds
from monitor.extract.values.meetings import read_meeting
from monitor.extract.values.organisations import find_organisations, read_organisation
from monitor.extract.values.places import find_places
from monitor.extract.values.titles import read_document
from monitor.model import Document

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "fr", "es", "pt")
LAYOUTS = ("mechanism-page", "mechanism-table", "ministry-page", "practice-page")


def _document(body: bytes, media_type: str) -> Document | None:
    try:
        return read(body, media_type=media_type, url="https://example.org/page")
    except DocumentError:
        return None


def _text(body: bytes) -> str:
    return decoded(body, "utf-8")[0]


def html(body: bytes) -> None:
    with suppress(DocumentError):
        read_html(_text(body))


def text(body: bytes) -> None:
    with suppress(DocumentError):
        read_text(_text(body))


def pdf(body: bytes) -> None:
    _document(body if body.startswith(b"%PDF-") else b"%PDF-1.4\n" + body, "application/pdf")


def dates(body: bytes) -> None:
    words = _text(body)
    language = LANGUAGES[len(body) % 4]
    read_timestamp(words, language=language)
    refused_dates(words, language=language, years=True)
    whole = read_date(words, language=language)
    for found in (*find_dates(words, language=language, year=2016, years=True), *((whole,) if whole else ())):
        bounds(found.edtf)
        if words[found.start : found.end] != found.text:
            raise AssertionError(f"{found} does not stand in {words!r}")


def countries(body: bytes) -> None:
    words = _text(body)
    read_country(words)
    read_countries(words)
    find_countries(words)


def names(body: bytes) -> None:
    words = _text(body)
    read_organisation(words)
    find_organisations(words)
    find_places(words)


def chairs(body: bytes) -> None:
    read_chairs(_text(body))


def meetings(body: bytes) -> None:
    read_meeting(_text(body), language=LANGUAGES[len(body) % 4])


def titles(body: bytes) -> None:
    read_document(_text(body))


def _layout(layout: str) -> Callable[[bytes], None]:
    def whole(body: bytes) -> None:
        if document := _document(body, "text/html" if len(body) % 3 else "text/plain"):
            extract(document, layout)

    return whole


READERS: dict[str, Callable[[bytes], None]] = {
    "html": html, "text": text, "pdf": pdf, "dates": dates, "countries": countries, "names": names,
    "chairs": chairs, "meetings": meetings, "titles": titles,
    **{layout: _layout(layout) for layout in LAYOUTS},
}  # fmt: skip
DOCUMENTS = ("html", "text", "pdf", *LAYOUTS)  # these read whole documents, the others a line


def seeds(name: str) -> Iterator[bytes]:
    """Inputs that a reader of this name knows: pages of the tests, or lines of the tests' tables."""
    if name == "pdf":
        yield from (path.read_bytes() for path in sorted((ROOT / "tests").rglob("*.pdf")))
    elif name in DOCUMENTS:
        folders = (ROOT / "tests" / "extract" / "pages", ROOT / "tests" / "documents" / "families")
        for folder in folders:
            yield from (path.read_bytes() for path in sorted(folder.rglob("*.html")))
            yield from (path.read_bytes() for path in sorted(folder.rglob("*.txt")))
    else:
        for path in sorted((ROOT / "tests" / "extract").rglob("*.toml")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if words := line.strip(' ,[]"'):
                    yield words.encode()
