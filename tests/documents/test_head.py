"""The dates in the head of a web page: found in every habit, never nonsense, and nothing for hostile ones."""

from __future__ import annotations

import json

import pytest

from monitor.documents import read
from monitor.extract import extract
from monitor.model import HeadDates


def head(markup: str) -> HeadDates:
    page = f"<!doctype html><html><head>{markup}</head><body><h1>Bali Process</h1><p>Text.</p></body></html>"
    return read(page.encode(), media_type="text/html").head


def data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("markup", "modified"),
    [
        ('<meta property="article:modified_time" content="2022-05-03T10:15:00+02:00">', "2022-05-03T10:15"),
        ('<meta property="og:updated_time" content="2022-05-03T10:15:00Z">', "2022-05-03T10:15"),
        ('<meta name="DCTERMS.modified" content="2022-05-03">', "2022-05-03"),
        ('<meta name="dc.date.modified" content="2022-05">', "2022-05"),
        ('<meta itemprop="dateModified" content="2022-05-03 10:15">', "2022-05-03T10:15"),
        (data({"@type": "WebPage", "dateModified": "2022-05-03T10:15:00+00:00"}), "2022-05-03T10:15"),
        (data({"@graph": [{"@type": ["WebPage", "FAQPage"], "dateModified": "2022-05-03"}]}), "2022-05-03"),
        (data([{"@type": "NewsArticle", "dateModified": "2022-05-03"}]), "2022-05-03"),
        (data({"@type": "Event", "dateModified": "2022-05-03"}), None),
        (data({"@type": "WebPage", "comment": {"dateModified": "2022-05-03"}}), None),
        (data({"@type": "WebPage", "dateModified": {"@value": 7}}), None),
        ('<meta property="article:modified_time" content="1970-01-01T00:00:00Z">', None),
        ('<meta property="article:modified_time" content="2022-02-30">', None),
        ('<meta property="article:modified_time" content="2022-05-03T99:99">', None),
        ('<meta property="article:modified_time" content="yesterday">', None),
        ('<meta property="article:modified_time">', None),
        ('<script type="application/ld+json">{"@type": "WebPage", </script>', None),
        ('<script type="application/ld+json">' + "[" * 90_000 + "</script>", None),
        (data({"@type": "WebPage", "dateModified": "2022-05-03", "text": "x" * 300_000}), None),
    ],
)
def test_the_date_of_the_last_change_is_found_or_none_is(markup: str, modified: str | None) -> None:
    assert head(markup) == HeadDates(modified, None)


def test_of_several_the_latest_change_and_the_first_publication_count() -> None:
    page = data({"@type": "WebPage", "dateModified": "2022-05-03", "datePublished": "2015-01-02"})
    metas = (
        '<meta property="article:published_time" content="2016-01-02">'
        '<meta property="article:modified_time" content="2021-05-03">'
    )
    assert head(page + metas) == HeadDates("2022-05-03", "2015-01-02")


@pytest.mark.parametrize(
    ("words", "updated", "published"),
    [
        ("", "2022-05-03", "2015-01-02"),
        ("Last update: March 2020", "2020-03", None),
        ("Published: 4 June 2019", None, "2019-06-04"),
    ],
)
def test_the_head_counts_only_where_the_words_give_no_date(
    words: str, updated: str | None, published: str | None
) -> None:
    dates = data({"@type": "WebPage", "dateModified": "2022-05-03", "datePublished": "2015-01-02"})
    page = (
        f"<html><head>{dates}</head><body><main><h1>Bali Process</h1><h2>Current Chair</h2><p>Australia</p>"
        f"<p>{words}</p></main></body></html>"
    )
    found = extract(read(page.encode(), media_type="text/html"), "mechanism-page").source_fields
    assert (found["last_updated"], found["published"]) == (updated, published)
