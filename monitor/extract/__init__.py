"""Documents to facts: one module a layout, labels as data, values typed.

In: a Document (blocks), a layout, the mechanisms a source is for. Out: an Extraction (statements with quote and
locator, an outcome a field, findings). Must not know: the network, the archive, the history, a clock. Everything
here is a pure function.
"""

from monitor.extract.assemble import EXTRACTOR
from monitor.extract.contract import as_json
from monitor.extract.follow import Followed, choose
from monitor.extract.reading import PageReading, Payload, extract, read_capture, read_links

__all__ = [
    "EXTRACTOR",
    "Followed",
    "PageReading",
    "Payload",
    "as_json",
    "choose",
    "extract",
    "read_capture",
    "read_links",
]
