"""A digest by importance: one chapter for each, whatever mechanism its changes are about. Pure."""

from __future__ import annotations

from dataclasses import replace

from monitor.digest.records import Chapter, Digest, News
from monitor.messages import language
from monitor.model import Order

NAMES = {"high": "by-high", "medium": "by-medium", "low": "by-low"}


def ordered(digest: Digest, by: Order) -> Digest:
    """The same digest with its changes in chapters by mechanism, as it is made, or by importance; in these the newest
    come first. What a chapter says is told elsewhere is not said: all of it stands in one list.
    """
    if by == "mechanism":
        return digest
    words, every = language(digest.language), [_named(news, one) for one in digest.chapters for news in one.news]
    newest = sorted(every, key=lambda news: news.detected_at, reverse=True)
    found = {level: tuple(news for news in newest if news.importance == level) for level in NAMES}
    chapters = (Chapter(None, words.say(NAMES[level]), news) for level, news in found.items() if news)
    return replace(digest, chapters=tuple(chapters))


def _named(news: News, chapter: Chapter) -> News:
    return replace(news, mechanism=news.mechanism or chapter.mechanism)
