from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from monitor.documents import judge, read

PROSE = "<p>" + "The States of the Amber Sea talk about the roads and ports that people take. " * 12 + "</p>"
ANSWERS = tomllib.loads((Path(__file__).parent / "answers.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(kind, page, id=f"{kind}: {name}") for kind, pages in ANSWERS.items() for name, page in pages.items()
]


def verdict(page: str, expected_title: str | None = None) -> str | None:
    body = page.replace("PROSE", PROSE).encode()
    document = read(body, media_type="text/html", url="http://x.test/")
    return judge(document, status=200, body=body, expected_title=expected_title)


@pytest.mark.parametrize(("kind", "page"), CASES)
def test_walls_and_frames_are_told_from_good_pages(kind: str, page: str) -> None:
    assert verdict(page) == (None if kind == "good" else kind)


def test_a_page_that_bears_its_title_is_believed() -> None:
    page = "<title>Error 404 Forum</title><h1>Error 404 Forum</h1><p>Chair: Tunisia, since last year.</p>"
    assert verdict(page) == "soft-404"
    assert verdict(page, expected_title="Error 404 Forum") is None


def test_real_documents_are_good(shared: Path) -> None:
    for path in (shared / "seeds").glob("*.txt"):
        body = path.read_bytes()
        assert judge(read(body), status=200, body=body) is None
