"""The archive room: what was received, kept for good, in WARC records that other programs can read too.

In: `model.Answer`, and `model.Decision` beside it. Out: a `model.Place`, and from it `Archived`, the same answer with
every byte proved. `Archive.found` gives all that stands there: captures, looks that found one again (`Revisit`), and
decisions. On disk: a
folder a source, in it `NNNN.warc.zst` segments (WARC 1.1, ISO 28500, in the container of WARC-zstd 1.0), `NNNN.dict`
with the second copy of a segment's dictionary, and `NNNN.torn-<time>` with what a crash left unfinished.

It must not know: networks, what a page means, the history database (which may be lost: `Archive.walk` finds all again).
"""

from monitor.archive.archived import Archived, Found, Revisit
from monitor.archive.store import Archive

__all__ = ["Archive", "Archived", "Found", "Revisit"]
