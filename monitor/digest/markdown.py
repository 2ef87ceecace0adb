"""The digest as Markdown (CommonMark), for a wiki, an issue or a message."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.digest import escape, telling, together
from monitor.digest.addresses import link
from monitor.digest.records import Digest
from monitor.digest.together import Entry
from monitor.digest.words import instant


def as_markdown(digest: Digest, *, command: str = "monitor") -> str:
    """Write the digest as Markdown; the same digest always gives the same text. `command` as in `text.as_text`."""
    return "\n".join(_lines(digest, command)) + "\n"


def _lines(digest: Digest, command: str) -> Iterator[str]:
    yield f"# {escape.markdown(telling.title(digest))}"
    yield ""
    yield escape.markdown(telling.heartbeat(digest))
    for chapter in digest.chapters:
        yield from ("", f"## {escape.markdown(chapter.name)}", "")
        for told in together.entries(chapter):
            yield from _news(told, chapter.mechanism, command)
        for one in chapter.also:
            yield f"- also: {escape.markdown(telling.also(one))}"
    for title, entries in telling.states(digest, command):
        if entries:
            yield from ("", f"## {title}", "")
            yield from (f"- {escape.markdown(entry)}" for entry in entries)
    yield ""
    yield escape.markdown(" ".join(telling.standing(digest, command)))


def _news(entry: Entry, mechanism: str | None, command: str) -> Iterator[str]:
    news = entry.news
    yield f"- **{news.importance}**: {escape.markdown(telling.summary(news, mechanism))}"
    for name, words in (*telling.sides(news), *telling.proofs(news), *telling.seen_on(news), *telling.said(news)):
        yield f"  - {name}: {escape.markdown(words)}"
    if entry.unnamed:
        yield f"  - all: {escape.markdown(together.where(entry, command))}"
    if entry.together:
        yield f"  - source: {_link(news.source, news.url)}"
        yield f"  - {escape.markdown(telling.origins(entry))}"
        return
    for page in telling.pages(news):
        yield f"  - source: {_link(telling.of_page(page, news), page.url)}"
        when = telling.seen(page) if page.happened else f"seen: {instant(page.detected_at)}"
        yield f"  - {when}, change `{page.id}`"


def _link(words: str, url: str) -> str:
    """A link for an http(s) address; any other address is shown as words only."""
    address = link(url)
    if address is None:
        return escape.markdown(f"{words} {url}".strip())
    return f"[{escape.markdown(words)}](<{address}>)"
