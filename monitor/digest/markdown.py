"""The digest as Markdown (CommonMark), for a wiki, an issue or a message."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.digest import escape, telling, together
from monitor.digest.addresses import link
from monitor.digest.details import details
from monitor.digest.marked import Piece
from monitor.digest.records import Digest
from monitor.digest.together import Entry
from monitor.messages import Language, language


def as_markdown(digest: Digest, *, command: str = "monitor") -> str:
    """Write the digest as Markdown; the same digest always gives the same text. `command` as in `text.as_text`."""
    return "\n".join(_lines(digest, command)) + "\n"


def _lines(digest: Digest, command: str) -> Iterator[str]:
    words = language(digest.language)
    yield f"# {escape.markdown(telling.title(digest))}"
    yield ""
    yield escape.markdown(telling.heartbeat(digest))
    for chapter in digest.chapters:
        yield from ("", f"## {escape.markdown(chapter.name)}", "")
        for told in together.entries(chapter, words):
            yield from _news(told, chapter.mechanism, command, words)
        for one in chapter.also:
            also = escape.markdown(telling.also(one, words))
            yield f"- {words.say('label', name=words.say('also-lead'), words=also)}"
    for title, entries in telling.states(digest, command):
        if entries:
            yield from ("", f"## {title}", "")
            yield from (f"- {escape.markdown(entry)}" for entry in entries)
    yield ""
    yield escape.markdown(" ".join(telling.standing(digest, command)))


def _news(entry: Entry, mechanism: str | None, command: str, words: Language) -> Iterator[str]:
    news = entry.news
    weight = words.term("importance", news.importance) or news.importance
    told = escape.markdown(telling.summary(news, mechanism or news.mechanism, words))
    yield f"- {words.say('label', name=f'**{weight}**', words=told)}"
    for name, pieces in details(news, words):
        yield f"  - {words.say('label', name=name, words=''.join(map(_piece, pieces)))}"
    if entry.unnamed:
        told = escape.markdown(together.where(entry, command))
        yield f"  - {words.say('label', name=words.detail('all'), words=told)}"
    if entry.together:
        yield f"  - {words.say('label', name=words.detail('source'), words=_link(news.source, news.url))}"
        yield f"  - {escape.markdown(telling.origins(entry, words))}"
        return
    for page in telling.pages(news):
        told = _link(telling.of_page(page, news), page.url)
        yield f"  - {words.say('label', name=words.detail('source'), words=told)}"
        yield f"  - {words.say('origin-id', seen=escape.markdown(telling.seen(page, words)), id=f'`{page.id}`')}"


def _piece(piece: Piece) -> str:
    return f"**{escape.markdown(piece.text)}**" if piece.mark else escape.markdown(piece.text)


def _link(words: str, url: str) -> str:
    """A link for an http(s) address; any other address is shown as words only."""
    address = link(url)
    if address is None:
        return escape.markdown(f"{words} {url}".strip())
    return f"[{escape.markdown(words)}](<{address}>)"
