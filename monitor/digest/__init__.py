"""What is told to people: the changes and findings of a window, in text, Markdown, HTML and JSON.

In: a window of time and an open history, or the records its queries answered with. Out: one `Digest`, and the same
digest in each form. It must not know the network or the clock, and it lets no word of a page out without the escape of
that output (`escape`).
"""

from monitor.digest.atom import as_atom
from monitor.digest.build import build
from monitor.digest.gather import gather, latest
from monitor.digest.html_ import as_html
from monitor.digest.json_ import as_json, as_value
from monitor.digest.markdown import as_markdown
from monitor.digest.over import calmed
from monitor.digest.records import (
    Chapter,
    Digest,
    Ended,
    News,
    Proof,
    Recovery,
    Remark,
    SiteTrouble,
    SiteWaiting,
    Trouble,
    Unsteady,
    Waiting,
)
from monitor.digest.text import as_text
from monitor.digest.words import in_words

__all__ = [
    "gather",
    "latest",
    "as_atom",
    "build",
    "calmed",
    "as_text",
    "as_markdown",
    "as_html",
    "as_json",
    "as_value",
    "in_words",
    "Digest",
    "Chapter",
    "Ended",
    "News",
    "Proof",
    "Recovery",
    "Remark",
    "SiteTrouble",
    "SiteWaiting",
    "Trouble",
    "Unsteady",
    "Waiting",
]
