"""Links that say something: to documents that a page hands out, and those whose own words are a fact."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import unquote, urlsplit

from monitor.documents.sentences import count, is_fact
from monitor.documents.testimony import is_dated, is_named, is_notice, plain
from monitor.lookups import table
from monitor.model import Link

_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf|pptx?|xlsx?)(?:$|[?#])", re.IGNORECASE)


def is_handout(link: Link) -> bool:
    """Whether a link leads to a document with a name of its own, or its own words are a fact.

    Facts are a label with its value, and a name with its year.

    >>> is_handout(Link("Country paper", "https://example.org/doc.aspx?id=8"))
    True
    """
    if count(link.text) < 2 or is_notice(link.text):
        return False
    told = is_fact(link.text) or (is_dated(link.text) and is_named(link.text))
    return told or is_file(link.url)


def is_file(url: str) -> bool:
    """Whether an address is that of a document: a file, or a script that hands out documents."""
    return bool(_FILE.search(url)) or _hands_out(url)


def _hands_out(url: str) -> bool:
    """Whether an address is one of a script that hands out documents, and says which."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    steps = [plain(unquote(step).partition(".")[0]) for step in parts.path.split("/") if step]
    for number, step in enumerate(steps):
        if step in _scripts():
            numbered = any(before.strip().isdigit() for before in steps[:number])
            return number + 1 < len(steps) or bool(parts.query) or numbered
    return False


@cache
def _scripts() -> frozenset[str]:
    return frozenset(map(plain, table("blockpages")["document"]["scripts"]))
