"""Changes as an Atom feed (RFC 4287): one entry each, under an id that stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree

from monitor.digest import escape
from monitor.digest.addresses import link
from monitor.digest.details import details
from monitor.digest.records import News
from monitor.digest.words import ENGLISH
from monitor.ids import lasting_uuid
from monitor.messages import Language

NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
KINDS = "urn:iscm-monitor:kind"


def as_atom(
    news: Iterable[News],
    *,
    scope: str,
    title: str,
    updated: datetime,
    address: str | None = None,
    name_of: Callable[[str], str] = str,
    words: Language = ENGLISH,
) -> bytes:
    """The feed in UTF-8; the same news always give the same bytes.

    `scope` tells one feed from another (`all`, or a mechanism's id), `address` is where the feed will be found.
    `updated` is when the last of the news was detected, or the feed first made. `words` are those in which the news are
    told: a feed in another language is another one, of the same entries.
    """
    ElementTree.register_namespace("", NAMESPACE)
    feed = ElementTree.Element(_tag("feed"), {LANGUAGE: words.code})
    _text(feed, "id", _id("feed", scope, *([] if words is ENGLISH else [words.code])))
    _text(feed, "title", title)
    _text(feed, "updated", _moment(updated))
    _text(ElementTree.SubElement(feed, _tag("author")), "name", "monitor")
    if address and (found := link(address)):
        ElementTree.SubElement(feed, _tag("link"), rel="self", href=found)
    for one in news:
        _entry(feed, one, name_of, words)
    ElementTree.indent(feed)
    made: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _entry(feed: ElementTree.Element, news: News, name_of: Callable[[str], str], words: Language) -> None:
    entry = ElementTree.SubElement(feed, _tag("entry"))
    _text(entry, "id", _id("change", news.id))
    _text(entry, "title", news.summary)
    _text(entry, "updated", _moment(news.detected_at))
    if found := link(news.url):
        ElementTree.SubElement(entry, _tag("link"), rel="alternate", href=found)
    ElementTree.SubElement(entry, _tag("category"), term=news.kind, scheme=KINDS)
    if news.mechanism:
        ElementTree.SubElement(entry, _tag("category"), term=news.mechanism, label=escape.xml(name_of(news.mechanism)))
    below = [(name, "".join(piece.text for piece in pieces)) for name, pieces in details(news, words)]
    said = [*below, (words.detail("change"), news.id)]
    _text(entry, "content", *(words.say("label", name=name, words=told) for name, told in said))


def _text(parent: ElementTree.Element, tag: str, *lines: str) -> None:
    """An element with lines of plain text; what XML 1.0 cannot hold, or would act, is made visible."""
    element = ElementTree.SubElement(parent, _tag(tag))
    element.text = "\n".join(map(escape.xml, lines))


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _id(*parts: str) -> str:
    return lasting_uuid(*parts).urn


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
