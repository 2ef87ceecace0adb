"""The digest as plain text for a terminal or a mail, 100 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from monitor.digest import escape, telling, together
from monitor.digest.details import details
from monitor.digest.marked import Pieces
from monitor.digest.records import Digest, News
from monitor.digest.together import Entry
from monitor.messages import Language, language

WIDTH = 100
_INDENT = 10  # below the summary of a change, past its importance


def as_text(digest: Digest, *, command: str = "monitor") -> str:
    """Lay the digest out as text; the same digest always gives the same text.

    `command` is how the reader calls the monitor, for the lines that say how to see the evidence.
    """
    return "\n".join(_lines(digest, command)) + "\n"


def _lines(digest: Digest, command: str) -> Iterator[str]:
    words = language(digest.language)
    yield from _wrapped(telling.title(digest))
    yield from _wrapped(telling.heartbeat(digest))
    for chapter in digest.chapters:
        yield from _heading(chapter.name)
        for told in together.entries(chapter, words):
            yield from _news(told, chapter.mechanism, command, words)
        for one in chapter.also:
            yield from _wrapped(telling.also(one, words), f"  {words.say('also-lead').upper():<6}  ", " " * _INDENT)
    for title, entries in telling.states(digest, command):
        if entries:
            yield from _heading(title)
        for entry in entries:
            yield from _wrapped(entry, "  - ", "    ")
    if addresses := telling.addresses(digest):
        yield from _heading(words.say("sources"))
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


def _news(entry: Entry, mechanism: str | None, command: str, words: Language) -> Iterator[str]:
    news = entry.news
    yield from _wrapped(
        telling.summary(news, mechanism or news.mechanism, words), f"  {_weight(news, words):<6}  ", " " * _INDENT
    )
    below = [(name, _with_marks(pieces)) for name, pieces in details(news, words)]
    if entry.together:
        below.append((words.detail("source"), telling.origins(entry, words)))
    else:
        below += ((words.detail("source"), telling.origin(page, news, words)) for page in telling.pages(news))
    if entry.unnamed:
        below.append((words.detail("all"), together.where(entry, command)))
    hang = words.widest_detail + 2
    for name, told in below:
        yield from _wrapped(told, f"{'':{_INDENT}}{name:<{hang}}", " " * (_INDENT + hang))


def _with_marks(pieces: Pieces) -> str:
    """Asterisks around what changed, as people mark words in plain text."""
    return "".join(f"*{piece.text}*" if piece.mark else piece.text for piece in pieces)


def _weight(news: News, words: Language) -> str:
    return (words.term("importance", news.importance) or news.importance).upper()


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
