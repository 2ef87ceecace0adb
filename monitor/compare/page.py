"""What happens to a page as a whole, seen by its address: it moved, it is gone, it is back."""

from __future__ import annotations

from monitor.compare.books import PAGE
from monitor.compare.names import english
from monitor.compare.turns import change
from monitor.model import Change


def moved(before: str, after: str) -> Change:
    """A permanent redirect now leads from one address to another."""
    return change("page.moved", PAGE, before, after, english)


def gone(url: str) -> Change:
    """The page has been away (410, or 404 over three runs and 48 hours)."""
    return change("page.gone", PAGE, url, None, english)


def back(url: str) -> Change:
    """The page that was told as gone is at its address again."""
    return change("page.back", PAGE, None, url, english)
