"""Documents to facts: one module a layout, labels as data, values typed.

In: a Document (blocks), a layout, the mechanisms a source is for. Out: an Extraction (statements with quote and
locator, an outcome a field, findings). Must not know: the network, the archive, the history, a clock. Everything
here is a pure function.
"""

from monitor.extract.assemble import EXTRACTOR
from monitor.extract.contract import as_json
from monitor.extract.declared import Guess, Proposal
from monitor.extract.follow import Followed, choose
from monitor.extract.plugins import extractor_of
from monitor.extract.reading import (
    PageReading,
    Payload,
    extract,
    propose_source,
    read_capture,
    read_framed,
    read_links,
    read_outline,
    read_words,
)

__all__ = [
    "EXTRACTOR",
    "Followed",
    "Guess",
    "PageReading",
    "Payload",
    "Proposal",
    "as_json",
    "choose",
    "extract",
    "extractor_of",
    "propose_source",
    "read_capture",
    "read_framed",
    "read_links",
    "read_outline",
    "read_words",
]
