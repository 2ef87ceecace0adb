"""What goes out of the archive for other programs and other people: WARC, WACZ, and the evidence of one change.

In: an open archive, an open history or what it answered with. Out: one file, whole or not at all. It must not know the
network, and it opens neither the archive nor the history itself. Nothing here asks the clock: the same archive gives
the same bytes.
"""

from monitor.export.choosing import Chosen, choose, of_captures
from monitor.export.files import appearing, refreshed
from monitor.export.pack import Packed, pack
from monitor.export.quotes import Quoted, Side, linked, sides_of
from monitor.export.wacz import write_wacz
from monitor.export.warc import Written, write_warc

__all__ = [
    "Chosen",
    "Packed",
    "Quoted",
    "Side",
    "Written",
    "appearing",
    "choose",
    "linked",
    "of_captures",
    "pack",
    "refreshed",
    "sides_of",
    "write_wacz",
    "write_warc",
]
