from __future__ import annotations

import pytest

from monitor.documents import read
from monitor.documents.signs import signs_of
from monitor.documents.titles import LINE_IS, TITLE_BEGINS, TITLE_IS, titles


def weight(page: str) -> float:
    body = page.encode()
    document = read(body, media_type="text/html", url="https://www.example.org/")
    return titles(document, body, list(document.blocks)).weight(signs_of("blocked"))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<title>Access denied</title><p>x", TITLE_IS),
        ("<title>Access denied | Portal</title><h1>Access denied</h1>", TITLE_IS * 2),
        ("<title>Portal</title><p>Access denied</p>", LINE_IS),
        ("<title>Access to this page has been denied by us</title>", TITLE_BEGINS),
        ("<title>How access was denied</title><h1>Chair</h1>", 0.0),
    ],
)
def test_a_title_that_is_a_sign_weighs_most(page: str, expected: float) -> None:
    assert weight(page) == expected


def test_a_frames_headings_are_titles_only_where_the_content_has_none() -> None:
    frame = "<title>Portal</title><header><h2>Access denied</h2></header>"
    assert weight(f"{frame}<main><h1>Chair</h1></main>") == 0
    assert weight(f"{frame}<main></main>") == TITLE_IS


def test_the_word_of_a_log_in_alone_in_a_line_is_no_title() -> None:
    assert weight("<title>Portal</title><p>Sign in</p><p>Chair: Norland</p>") == 0
