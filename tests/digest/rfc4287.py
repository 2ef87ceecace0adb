"""What RFC 4287 demands of an Atom feed whose texts are plain; read off its XML."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
ONE = ("id", "title", "updated")  # 4.1.1, 4.1.2: exactly one
AT_MOST_ONE = ("content", "generator", "icon", "logo", "published", "rights", "source", "subtitle", "summary")
OF_FEED = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights", "subtitle"}
OF_FEED |= {"title", "updated", "entry"}
OF_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary"}
OF_ENTRY |= {"title", "updated"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")  # 3.3: RFC 3339, T and Z capitals

Element = ElementTree.Element


def checked(data: bytes) -> list[Element]:
    """The entries. AssertionError says what is not as RFC 4287 demands."""
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    feed = ElementTree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    _common(feed, OF_FEED)
    assert feed.findall(f"{ATOM}author"), "4.1.1: an author, as no entry has one"
    entries = feed.findall(f"{ATOM}entry")
    assert list(feed)[len(feed) - len(entries) :] == entries
    for entry in entries:
        _common(entry, OF_ENTRY)
        content = entry.find(f"{ATOM}content")
        assert content is not None or _alternates(entry), "4.1.2: content, or a link to it"
        _plain(content)
    told = Counter((_text(entry, "id"), _text(entry, "updated")) for entry in entries)
    assert max(told.values(), default=1) == 1, "4.1.1: entries of one id have different times"
    return entries


def _common(element: Element, names: set[str]) -> None:
    counted = Counter(child.tag.removeprefix(ATOM) for child in element)
    assert counted.keys() <= names
    assert all(counted[name] == 1 for name in ONE), counted
    assert all(counted[name] <= 1 for name in AT_MOST_ONE), counted
    _plain(element.find(f"{ATOM}title"))
    iri = urlsplit(_text(element, "id"))
    assert iri.scheme, "4.2.6: an IRI"
    assert iri.path
    assert MOMENT.fullmatch(_text(element, "updated"))
    for link in element.findall(f"{ATOM}link"):  # 4.2.7
        assert re.fullmatch(r"https?://[!-~]+", link.attrib["href"]), link.attrib
        assert link.get("rel") in ("alternate", "self")
        assert len(link) == 0
    assert len(_alternates(element)) <= 1  # of one type and language
    for category in element.findall(f"{ATOM}category"):  # 4.2.2
        assert category.attrib["term"]
        assert urlsplit(category.get("scheme", "urn:x")).scheme
    for person in element.findall(f"{ATOM}author"):  # 3.2
        assert [child.tag for child in person] == [f"{ATOM}name"]
        assert person[0].text


def _plain(element: Element | None) -> None:
    """3.1.1, 4.1.3: text without a type is plain and holds no element."""
    if element is not None:
        assert element.get("type", "text") == "text"
        assert len(element) == 0


def _alternates(element: Element) -> list[Element]:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]


def _text(element: Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""
