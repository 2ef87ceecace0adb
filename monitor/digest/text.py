"""The digest as plain text for a terminal or a mail, 100 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from monitor.digest import escape, telling, together
from monitor.digest.records import Digest
from monitor.digest.together import Entry

WIDTH = 100
_INDENT = 10  # below the summary of a change, past its importance
_HANG = 9  # the longest name of a detail (`it said`) and two spaces


def as_text(digest: Digest, *, command: str = "monitor") -> str:
    """Lay the digest out as text; the same digest always gives the same text.

    `command` is how the reader calls the monitor, for the lines that say how to see the evidence.
    """
    return "\n".join(_lines(digest, command)) + "\n"


def _lines(digest: Digest, command: str) -> Iterator[str]:
    yield from _wrapped(telling.title(digest))
    yield from _wrapped(telling.heartbeat(digest))
    for chapter in digest.chapters:
        yield from _heading(chapter.name)
        for told in together.entries(chapter):
            yield from _news(told, chapter.mechanism, command)
        for one in chapter.also:
            yield from _wrapped(telling.also(one), f"  {'ALSO':<6}  ", " " * _INDENT)
    for title, entries in telling.states(digest, command):
        if entries:
            yield from _heading(title)
        for entry in entries:
            yield from _wrapped(entry, "  - ", "    ")
    if addresses := telling.addresses(digest):
        yield from _heading("Sources of these changes")
        for source, url in addresses:
            yield from _wrapped(f"{source} {url}", "  ", "    ")
    yield ""
    for line in telling.standing(digest, command):
        yield from _wrapped(line)


def _heading(text: str) -> Iterator[str]:
    yield ""
    lines = list(_wrapped(text))
    yield from lines
    yield "-" * max(map(len, lines))


def _news(entry: Entry, mechanism: str | None, command: str) -> Iterator[str]:
    news = entry.news
    yield from _wrapped(telling.summary(news, mechanism), f"  {news.importance.upper():<6}  ", " " * _INDENT)
    details = [
        *telling.sides(news),
        *telling.proofs(news),
        *telling.seen_on(news),
        *telling.said(news),
    ]
    if entry.together:
        details.append(("source", telling.origins(entry)))
    else:
        details += (("source", telling.origin(page, news)) for page in telling.pages(news))
    if entry.unnamed:
        details.append(("all", together.where(entry, command)))
    for name, words in details:
        yield from _wrapped(words, f"{'':{_INDENT}}{name:<{_HANG}}", " " * (_INDENT + _HANG))


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """A paragraph in lines of WIDTH; an address or an id is never broken."""
    return textwrap.wrap(
        escape.terminal(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
