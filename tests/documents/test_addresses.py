"""Links of a page lead where a browser would go, whichever way their addresses are made."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from monitor.documents import memory
from monitor.documents.addresses import Addresses
from monitor.documents.html import read_html

BASES = (
    *("https://example.org/a/b", "https://example.org", "http://example.org:8080/a/?q=1", "https://EXAMPLE.org/"),
    *("", "ftp://example.org/a", "https://bücher.example/a", "https://user@example.org/a/", "file:///a/b"),
)
LINKS = (
    *(
        "/",
        "/a",
        "/a/",
        "/a//b",
        "//other.example/a",
        "/a/../b",
        "/./a",
        "/a/.b",
        "/a/b.pdf",
        "/a?x=1&y=2",
        "/a?",
        "/a#b",
    ),
    *("/é", "/a b", "/a;b", "a", "../a", "?x", "http:/a", "https:///a", "https://h", "https://h/", "https://h/a/../b"),
    *(
        "https://h?",
        "https://h/a?b=c",
        "https://h/a#",
        "https://h/a#b",
        "https://h:80/a.b",
        "https://h/a.b.c",
        "HTTP://h",
    ),
    *("https://h//a", "https://[::1/a", "mailto:a@b.example", "tel:+123", "javascript:a()", "https://h/a;b?c", "httpa"),
)


@pytest.mark.parametrize("base", BASES)
def test_every_link_leads_where_joining_leads(base: str) -> None:
    addresses = Addresses(base)
    for link in LINKS:
        try:
            expected = urljoin(base, link)
        except ValueError:
            expected = ""
        if not expected.lower().startswith(("http://", "https://", "mailto:", "tel:")):
            expected = ""
        assert addresses.of(link) == expected == addresses.of(link), link


def test_what_is_remembered_of_tags_is_bounded_and_changes_nothing() -> None:
    page = "<body><nav><a id=x href=/a>Home</a></nav><p class=lead>One <b>two</b></p></body>"
    before = read_html(page, url="https://example.org/")
    for number in range(4):
        tags = "".join(f"<p class=c{number}-{at}>line {at}</p>" for at in range(3000))
        assert len(read_html(f"<body>{tags}</body>").blocks) == 3000
        assert read_html(page, url="https://example.org/") == before
    known = memory.remembered(scripting=True)
    assert len(known.openings) + known.setting.made <= memory.REMEMBERED
