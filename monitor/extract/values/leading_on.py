"""Words that lead a reader elsewhere and name nobody: `See the full list`, `Contact us`, `Más información`.

In: a text. Out: whether it says no more than that, and whether what it leads to is the list itself, or documents.
Data: lookups/leading_on.toml.
"""

from __future__ import annotations

from functools import cache

from monitor.lookups import fold, load, table

MOST = 16  # words of a line that says no more than that
LONGEST = 160  # characters of one


def leads_on(text: str) -> bool:
    """The whole text leads elsewhere. One word does so only where it can hardly be a name."""
    said = _said(text)
    if len(said) == 1:
        return said <= _words("alone") and not text.isupper()
    return bool(said) and not said.isdisjoint(_words("heads") | _words("lists")) and said <= _known()


def is_told_to(text: str) -> bool:
    """A text that leads elsewhere says what to do, and is not only what the list is called."""
    return not _said(text).isdisjoint(_words("heads") | _words("alone"))


def leads_to_list(text: str, *, but_of: str = "") -> bool:
    """The whole text leads to a list that stands elsewhere. `but_of`: a group of label_words.toml whose words say that
    it is the list of others.
    """
    said = _said(text)
    of_others = load.table("label_words")["words"][but_of] if but_of else ()
    return leads_on(text) and not said.isdisjoint(_words("lists")) and said.isdisjoint(of_others)


def leads_to_documents(text: str) -> bool:
    """The whole text leads to documents that stand elsewhere: `See all documents`, `Go to the e-library`."""
    said = frozenset(word for word in _said(text) if len(word) > 1)  # `Tutti i documenti`
    if len(said) == 1:
        return said <= _words("alone") | _words("shelves")
    led = _words("heads") | _words("shelves")
    return not said.isdisjoint(led) and said <= _known() | _words("shelves") | _words("papers")


def _said(text: str) -> frozenset[str]:
    if len(text) > LONGEST:
        return frozenset()
    said = fold(text).split()
    return frozenset(word for word in said if not word.isdigit()) if len(said) <= MOST else frozenset()


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(table("leading_on")[key])


@cache
def _known() -> frozenset[str]:
    groups = load.table("label_words")["words"]
    beside = frozenset(word for group in table("leading_on")["labels"] for word in groups[group])
    return beside | _words("heads") | _words("lists") | _words("alone") | _words("beside")
