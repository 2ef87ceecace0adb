"""Pages of any kind to one stream of blocks.

In: the bytes of an answer, with what HTTP says of them. Out: a `Document` (HTML, PDF and plain text give the same kinds
of blocks), the verdict on whether it is a page at all, and a worker process in which all this may fail without harm.
Must not know: what a page is about. No label, country, date or mechanism is known here, nor a site.
"""

from monitor.documents.clean import clean
from monitor.documents.judge import Appraisal, Judgement, appraise, judge, quality
from monitor.documents.read import read
from monitor.documents.worker import Inline, Worker

__all__ = ["Appraisal", "Inline", "Judgement", "Worker", "appraise", "clean", "judge", "quality", "read"]
