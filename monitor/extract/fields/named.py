"""Whether words that no table knows look like the name of a body."""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.extract.phrases import pattern
from monitor.extract.values.countries import capitalised
from monitor.extract.values.organisations import ACRONYM
from monitor.lookups import fold
from monitor.lookups.addresses import site
from monitor.model import Link

SECOND = frozenset(("org", "com", "co", "gov", "ac", "net", "edu", "go", "or"))  # `caritas.org.au`
DIGIT = re.compile(r"\d")
# words that say what a body is
KINDS = (
    ("naming", "nouns"), ("bodies", "authors"), ("bodies", "groups"), ("membership", "authorities"),
    ("organisation", "generic"), ("organisation", "office"), ("organisation", "body"),
)  # fmt: skip


def is_named(words: str) -> bool:
    """Whether unknown words look like a name: they say what the body is, have an acronym, or capitals beyond the first
    word. `Under negotiation`, `Rotating` and `Counted 38` do not.
    """
    if not words[:1].isupper() or pattern("organisation", "no_name").search(words):
        return False
    return is_body(words) or (len(words.split()) > 1 and capitalised(words) and DIGIT.search(words) is None)


def is_body(words: str) -> bool:
    """Whether a name says what the body is or has an acronym; else it may be that of a person."""
    if any(pattern(*kind).search(words) for kind in KINDS):
        return True
    return ACRONYM.search(words) is not None and not (len(words.split()) > 1 and words.isupper())


def is_lone_name(word: str, links: Iterable[Link]) -> bool:
    """Whether one unknown word is a name, as the address says to which it leads: `Caritas`, at `caritas.org`.

    Without such an address it may be any word: `Rotating`, `Tripartite`, `Asylum`.
    """
    if not word.isalpha() or not word[:1].isupper():
        return False
    return any(_site_of(link.url) == fold(word) for link in links if link.text.strip() == word)


def _site_of(url: str) -> str:
    """The name in the address of a site: `caritas` of `www.caritas.org.au`."""
    labels = site(url)[0].split(".")
    known = labels[:-2] if len(labels) > 2 and labels[-2] in SECOND else labels[:-1]
    return known[-1] if known else ""
