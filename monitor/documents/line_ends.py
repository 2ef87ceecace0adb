"""Whether a line of a PDF goes on in the next: the words of lookups/line_ends.toml, made ready to be asked."""

from __future__ import annotations

import re
from functools import cache

from monitor.lookups import table

_OPENERS = {")": "(", "]": "["}


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` of the table."""
    return frozenset(table("line_ends")[name])


@cache
def continued() -> re.Pattern[str]:
    """What stands behind the name of a column that goes on: `(continued)`."""
    return re.compile(rf"\s*[(\[]?(?<!\w)(?:{_either('continued')})[)\]]?\s*$", re.IGNORECASE)


@cache
def page_number() -> re.Pattern[str]:
    """A page's number as `number`, with the word before it as `word`, and maybe the number of pages."""
    return re.compile(
        rf"[-–—|\s]*(?P<word>(?:{_either('page')})\s*)?(?P<number>\d{{1,4}})"
        rf"(?:\s*(?:/|\||{_either('of_pages')})\s*\d{{1,4}})?[-–—|\s]*",
        re.IGNORECASE,
    )


def _either(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words(name), key=len, reverse=True))


def is_open(text: str) -> bool:
    """Whether a line cannot be the last one of its text: it ends with a comma, a word like `of`, or within brackets."""
    return (
        text.endswith((",", "/", "&", "(")) or text.split()[-1].casefold() in words("open_words") or _in_bracket(text)
    )


def goes_on(above: str, below: str) -> bool:
    """Whether `below` goes on with a line that had no room for its first word, though it begins with no small letter:
    the line is open, a bracket or a mark comes next, or a sentence ends here that ended not there.
    """
    if is_open(above) or below[0] in "([/&,;–":
        return True
    return below.endswith(".") and above[-1] not in ".:;!?"


def _in_bracket(text: str) -> bool:
    return any(text.count(opener) > text.count(closer) for closer, opener in _OPENERS.items())
