"""What others archived becomes ours: their WARC files, and what their servers hold, as captures of a source.

In: a file (`.warc`, `.warc.gz`, `.warc.zst`, `.wacz`) or the staging file that `remote` downloaded, a source, a window
of time. Out: captures in the archive that say whence they came, the history told again with them, and an
`ImportResult`. There is one way in, `import_file`. What comes is hostile until its digests and its bounds were seen.

It must not know: what a page means (`upkeep.restate` reads and compares, as a run does), how anything is printed.
"""

from monitor.backfill.importing import import_file
from monitor.backfill.result import Collapse, ImportResult, Tell
from monitor.backfill.taking import backfill

__all__ = ["Collapse", "ImportResult", "Tell", "backfill", "import_file"]
