"""Every word of a digest is hostile: each output is read by the parser of its kind, and holds nothing that acts."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from monitor.deliver.letter import letter, loaded
from monitor.deliver.mail import message
from monitor.digest import Chapter, Digest, News, Proof, as_atom, as_html, as_json, as_markdown, as_text, as_value
from monitor.digest.ical import as_calendar
from monitor.digest.records import Also, Said
from monitor.history import Appointment, Meeting, StatementRecord
from monitor.model import Mail
from tests.digest import rfc4287
from tests.digest.rfc5545 import checked
from tests.digest.test_renderers import FULL, HANDOVER
from tests.hostile import URLS, WORDS, acting

AT = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
NEWS = replace(
    HANDOVER,
    proof_after=(),
    after={"title": "x", "url": "https://x.example"},
    field="document",
    said=(Said("note", "words", "somebody", AT),),
    shown=("lakeside",),
)
WHOLE = replace(
    FULL,
    chapters=(
        replace(FULL.chapters[0], news=(HANDOVER, NEWS), also=(Also("a", "summary", "b"),)),
        Chapter(None, "Pages", (replace(NEWS, parts=(HANDOVER, NEWS)),)),
    ),
)
KEPT = {
    "importance",
    "what",
    "kind",
    "field",
    "verdict",
    "id",
    "capture",
    "told_by",
    "echo_of",
    "language",
}  # words of our own
FROM = Mail("mail.example.org", 25, "none", "monitor@example.org", ("desk@example.org",))
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "Auto-Submitted"]


def soaked(value: Any, words: str, url: str) -> Any:
    """A record in which every text is `words`, and every address `url`."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                one.name: soaked(getattr(value, one.name), words, url if one.name == "url" else words)
                for one in fields(value)
                if one.name not in KEPT
            },
        )
    if isinstance(value, tuple):
        return tuple(soaked(part, words, url) for part in value)
    if isinstance(value, list):
        return [soaked(part, words, url) for part in value]
    if isinstance(value, dict):
        return {key: soaked(part, words, url) for key, part in value.items()}
    return words if isinstance(value, str) else value


def harmless_text(text: str) -> None:
    assert acting(text, "\n") == set()


def harmless_html(text: str) -> None:
    assert acting(text, "\n") == set()
    tree = LexborHTMLParser(text)
    assert {node.tag for node in tree.css("*")} <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "div",
            "h1",
            "h2",
            "p",
            "span",
            "ul",
            "li",
            "a",
            "del",
            "ins",
        ),
    }
    for node in tree.css("*"):
        assert {*node.attributes} <= {"lang", "charset", "name", "content", "class", "dir", "style", "href"}, node.html
        assert (node.attributes.get("href") or "https://").startswith(("http://", "https://"))
    assert len(tree.css("style")) == 1
    assert "evil" not in (tree.css_first("style").text() or "")


def harmless_markdown(text: str) -> None:
    assert acting(text, "\n") == set()
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)
    tree = LexborHTMLParser(rendered)
    assert {node.tag for node in tree.css("body *")} <= {"h1", "h2", "ul", "li", "p", "a", "strong", "code", "s"}
    for node in tree.css("a"):
        assert (node.attributes["href"] or "").startswith(("http://", "https://"))


def harmless_atom(data: bytes) -> None:
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    rfc4287.checked(data)
    tree = ElementTree.fromstring(data)
    assert {element.tag.partition("}")[2] for element in tree.iter()} <= {
        *("feed", "id", "title", "updated", "author", "name", "entry", "link", "category", "content"),
    }
    for element in tree.iter():
        assert acting(element.text or "", "\n") == set()
        assert all(acting(value) == set() for value in element.attrib.values())
        assert (element.get("href") or "https://").startswith(("http://", "https://"))


def harmless_mail(data: bytes) -> None:
    read = message_from_bytes(data, policy=policy.default)
    assert [*read.keys()][: len(HEADERS)] == HEADERS
    assert not set(read.keys()) - {*HEADERS, "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))  # RFC 5322, 2.1.1
    assert acting(str(read["Subject"])) == set()
    assert read.defects == []
    kinds = [part.get_content_type() for part in read.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    for part in read.walk():
        if not part.is_multipart():
            assert part.defects == []
            assert acting(part.get_content(), "\r\n") == set()


def appointment(words: str) -> Appointment:
    quote = "s" * 16, "lakeside", words, "meeting", words, {}, words, words, words
    said = StatementRecord(*quote, "c" * 16, AT, None, None, None, None)
    meeting = Meeting(words, words, words, words, words, True, None, None, None, (said,))
    return Appointment("abc", meeting, (date(2027, 6, 4), date(2027, 6, 4)), False, 0, AT, AT, frozenset())


def calendar(words: str, url: str) -> bytes:
    undated = replace(appointment(words), id="undated", days=None)
    urls = {"lakeside": url}
    return as_calendar([appointment(words), undated], title=words, urls=urls, address=url, method="PUBLISH")


def feed(digest: Digest, words: str, url: str) -> bytes:
    told = (one for chapter in digest.chapters for one in chapter.news)
    news: list[News] = [replace(one, id=f"change{number}") for number, one in enumerate(told)]
    return as_atom(news, scope="all", title=words, updated=AT, address=url, name_of=lambda _: words)


def reworded(digest: Digest, words: str) -> Digest:
    """The same, with a change of which some words are marked."""
    first, *others = digest.chapters
    sides = (Proof("c", f"Chair: {words[:500]} of Malta", "x"),), (Proof("c", f"Chair: Spain {words[-500:]}", "x"),)
    changed = replace(first.news[0], proof_before=sides[0], proof_after=sides[1])
    return replace(digest, chapters=(replace(first, news=(changed, *first.news)), *others))


def harmless(words: str, url: str, language: str = "en") -> None:
    """Every output of a digest that says nothing but these words."""
    digest = reworded(soaked(replace(WHOLE, language=language), words, url), words)
    harmless_text(as_text(digest))
    harmless_markdown(as_markdown(digest))
    harmless_html(as_html(digest))
    text = as_json(digest)
    assert acting(text, "\n") == set()
    assert json.loads(text) == json.loads(json.dumps(as_value(digest)))  # nothing is lost
    harmless_atom(feed(digest, words, url))
    (event,) = checked(calendar(words, url))
    assert not {"ATTACH", "ACTION"} & event.keys()
    made = letter(digest, calendar=calendar(words, url).decode("utf-8"))
    assert loaded(made.dumped()) == made
    harmless_mail(message(made, FROM, key="abcdefghijklmnop", created_at=AT))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("words", WORDS, ids=lambda words: ascii(words[:20]))
def test_no_word_of_a_page_acts_in_any_output(words: str, language: str) -> None:
    harmless(words, f"https://evil.example/{words[:2000]}", language)


@pytest.mark.parametrize("url", URLS)
def test_no_address_of_a_page_acts_in_any_output(url: str) -> None:
    harmless("words", url)


@given(ANY_TEXT)
@settings(max_examples=25, deadline=None)
def test_whatever_the_text_no_output_acts(words: str) -> None:
    harmless(words, f"https://evil.example/{words}")


def test_a_proof_that_quotes_a_feed_or_a_calendar_is_words() -> None:
    quoted = (Proof("c" * 16, feed(WHOLE, "x", "https://x.example").decode(), "x"),)
    digest = replace(WHOLE, chapters=(replace(WHOLE.chapters[0], news=(replace(HANDOVER, proof_after=quoted),)),))
    harmless_atom(feed(digest, "x", "https://x.example"))
    harmless_html(as_html(digest))
