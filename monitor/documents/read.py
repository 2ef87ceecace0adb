"""Bytes to a document, by whatever reader fits them."""

from __future__ import annotations

from dataclasses import replace

from monitor.documents.decode import decoded
from monitor.documents.html import read_html
from monitor.documents.sniff import sniff
from monitor.documents.text import read_text
from monitor.errors import DocumentError
from monitor.model import Document


def read(body: bytes, *, media_type: str = "", url: str = "", charset: str | None = None) -> Document:
    """The document that `body` is.

    `media_type` and `charset` are what HTTP says ('' and None: nothing), `url` is where it came from. What could not be
    read within a document is in its warnings. Raises DocumentError, with `url`, where the bytes are no document.
    """
    try:
        kind = sniff(body, media_type)
        if kind == "pdf":
            # Here, because PDFium takes longer to load than a page to read.
            from monitor.documents.pdf import read_pdf

            return read_pdf(body, url=url)
        text, guessed = decoded(body, charset)
        document = read_html(text, url=url) if kind == "html" else read_text(text, url=url)
    except DocumentError as error:
        error.url = error.url or url or None
        raise
    if guessed is None:
        return document
    return replace(document, warnings=(*document.warnings, f"the encoding was guessed: {guessed}"))
