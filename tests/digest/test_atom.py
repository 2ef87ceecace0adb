"""The Atom feed: what RFC 4287 demands, read by another program, and inert whatever a page says."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest

from monitor.digest import News, Proof, as_atom
from monitor.messages import language
from tests.digest.rfc4287 import checked

AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
ONE = News(
    id="abcdefgh",
    kind="chair.handover",
    importance="high",
    field="chair",
    summary="Chair of Lakeside Dialogue: Malta -> Spain",
    before=None,
    after=None,
    source="lakeside",
    url="https://www.example.org/lakeside?a=1&b=2",
    detected_at=AT,
    mechanism="lakeside",
    proof_after=(Proof("c" * 16, "Chair: Spain", "#main > p"),),
)
HOSTILE = (
    "<script>alert(1)</script>",
    "a & b < c > d \"e\" 'f'",
    "]]> --> <!--",
    "\x1b[31mred\x1b[0m \x00\x07\x0b",
    "\u202eturned\u202c \u200b\ufeff",
    "line\r\nInjected: header",
    "\ud800\ufffe\uffff",
    "w" * 1_000_000,
)


def feed(*news: News, address: str | None = None) -> bytes:
    return as_atom(news, scope="all", title="Changes", updated=AT, address=address)


@pytest.mark.parametrize("words", HOSTILE)
def test_another_program_reads_it_whatever_the_page_said(words: str) -> None:
    made = feed(
        replace(ONE, summary=words, proof_after=(Proof("c" * 16, words, words),)), address="https://a.example/f"
    )
    assert len(checked(made)) == 1
    found = feedparser.parse(made)
    assert not found.bozo, found.get("bozo_exception")
    (entry,) = found.entries
    assert "<script" not in made.decode("utf-8")
    assert entry.content[0].type == "text/plain"
    assert not any(letter in entry.title for letter in "\x00\x1b\u202e\ufeff\r\n")


def test_what_rfc_4287_demands_is_there() -> None:
    tree = ElementTree.fromstring(feed(ONE, replace(ONE, id="other", url="javascript:alert(1)", mechanism=None)))
    assert tree.tag == f"{ATOM}feed"
    for element in (tree, *tree.findall(f"{ATOM}entry")):  # 4.1.1, 4.1.2: exactly one of each
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        moment = element.findtext(f"{ATOM}updated")
        assert moment is not None
        assert datetime.fromisoformat(moment).tzinfo is not None  # 3.3
        uuid.UUID(element.findtext(f"{ATOM}id"))  # 4.2.6: an IRI that is never another's
    assert tree.findtext(f"{ATOM}author/{ATOM}name")  # 4.1.1: an author, for entries without one
    links = [link.get("href") for link in tree.iter(f"{ATOM}link")]
    assert links == ["https://www.example.org/lakeside?a=1&b=2"]
    ids = [element.text for element in tree.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == 3


def test_an_entry_keeps_its_id_and_the_feed_its_bytes() -> None:
    assert feed(ONE) == feed(ONE)
    assert feedparser.parse(feed(ONE)).entries[0].id == feedparser.parse(feed(replace(ONE, summary="x"))).entries[0].id


def test_a_feed_without_news_is_one() -> None:
    found = feedparser.parse(feed())
    assert not found.bozo
    assert found.entries == []


def test_a_feed_that_is_not_one_is_refused() -> None:
    """The checks of these tests see what is missing, and what stands twice."""
    made = feed(ONE, address="https://a.example/f").decode("utf-8")
    for part, other in (
        (r"<updated>.*?</updated>", ""),
        (r"<id>.*?</id>", ""),
        (r"<author>.*?</author>", ""),
        (r"(<title>.*?</title>)", r"\1\1"),
        (r"06:00:00Z", "06:00"),
        (r"<id>urn:uuid:", "<id>"),
        (r'href="https', 'href="javascript'),
        (r"<content>", "<content><b/>"),
        (r' term="', ' word="'),
    ):
        torn = re.sub(part, other, made, count=1, flags=re.DOTALL)
        assert torn != made
        with pytest.raises((AssertionError, KeyError)):
            checked(torn.encode("utf-8"))


def test_a_colon_stands_as_its_language_has_it() -> None:
    french = as_atom([ONE], scope="all", title="Changements", updated=AT, words=language("fr")).decode("utf-8")
    assert "on lit : « Chair: Spain » (capture cccccccc)" in french
    assert "\nchangement : abcdefgh" in french
    assert "it says: “Chair: Spain”" in feed(ONE).decode("utf-8")
