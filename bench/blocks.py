# ruff: noqa: E501, SIM905  (markup and words are clearer in one piece)
"""Pages per second of the block stream, against BeautifulSoup with lxml making the same, in one run.

python bench/blocks.py [SECONDS]     seconds for each measurement (default 2)
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bs4 import BeautifulSoup, NavigableString, Tag

from monitor.documents import appraise, read
from monitor.documents.bounds import refuse_bombs
from monitor.documents.clean import clean
from monitor.documents.html import read_html

SIZE = 50_000  # characters
URL = "https://example.org/process"
WORDS = (
    "ministers states migration forum regional agreed officials border labour return data annual meeting held"
    " working group statement technical support training rights protection sea island declaration visit"
).split()
NAMES = ("Algeria", "Côte d’Ivoire", "France", "Ghana", "Malta", "Mauritania", "Nepal", "Peru", "São Tomé", "Zambia")
BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "td", "th", "div", "section", "article", "nav")
LEFT_OUT = frozenset(["script", "style", "noscript", "template", "svg", "head"])


def page(seed: int) -> str:
    """A page of about SIZE characters as a content management system makes them."""
    dice = random.Random(seed)

    def text(words: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(words))

    links = "".join(f'<li class="menu-item"><a href="/page/{n}" class="link">{text(2)}</a></li>\n' for n in range(90))
    parts = [
        f'<!doctype html><html lang="en"><head><title>Process | Site</title><script>{"var a = 1;" * 300}</script></head>'
        f'<body class="html not-front"><header role="banner"><a href="/">Site</a><nav><ul class="menu">{links}</ul></nav>'
        '</header><main id="content"><div class="region region-content"><article class="node node--type-page">'
        "<h1>Process</h1>\n"
    ]
    length, number = len(parts[0]), 0
    while length < SIZE - 1500:
        number += 1
        entries = "".join(f"<li>{dice.choice(NAMES)}</li>\n" for _ in range(12))
        rows = "".join(
            f"<tr><td>{n}</td><td>{text(3)}</td><td><b>{text(1)}</b> {text(4)}</td></tr>\n" for n in range(4)
        )
        parts.append(
            f'<div class="field field--name-field-{number} field__item"><h2 id="h{number}">{text(2).title()}</h2>\n'
            f'<p class="text"><strong>Chair:</strong> {dice.choice(NAMES)}</p>\n<ul>{entries}</ul>\n'
            f'<p>{text(40)} <a href="/doc/{number}.pdf">{text(3)}</a>, {text(25)}.</p>\n'
            f'<div class="inner"><span class="label">Date</span><span class="value">{number} May 2016</span></div>\n'
            f"<table><tbody>{rows}</tbody></table></div>\n"
        )
        length += len(parts[-1])
    parts.append('</article></div></main><footer><p><a href="/imprint">Imprint</a></p></footer></body></html>')
    return "".join(parts)


def with_soup(markup: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The tag, the words and the links of each block in reading order, by BeautifulSoup with lxml.

    No tables, panes, places, landmarks or labels, of which the block stream has more to say.
    """
    blocks: list[tuple[str, str, tuple[str, ...]]] = []
    line: list[str] = []
    urls: list[str] = []

    def close(tag: str) -> None:
        if words := clean("".join(line)):
            blocks.append((tag, words, tuple(urls)))
        line.clear()
        urls.clear()

    def walk(element: Tag) -> None:
        for child in element.children:
            if isinstance(child, Tag):
                if child.name in LEFT_OUT:
                    continue
                if child.name in BLOCKS or child.name == "br":
                    close(element.name)
                if child.name == "a" and child.get("href"):
                    urls.append(urljoin(URL, str(child["href"])))
                walk(child)
                if child.name in BLOCKS:
                    close(child.name)
            elif type(child) is NavigableString:
                line.append(child)

    walk(BeautifulSoup(markup, "lxml"))
    close("body")
    return blocks


def rate(work: Callable[[str], object], pages: list[str], seconds: float) -> float:
    """Pages a second of one core, the best of three rounds."""
    best = 0.0
    for _ in range(3):
        done, started = 0, time.process_time()
        while (spent := time.process_time() - started) < seconds / 3:
            work(pages[done % len(pages)])
            done += 1
        best = max(best, done / spent)
    return best


def main(seconds: float) -> None:
    """Print what one page costs, and the ratio."""
    pages = [page(seed) for seed in range(5)]
    sizes = [len(one.encode()) for one in pages]
    ours = {" ".join(block.text.split()) for block in read_html(pages[0], url=URL).blocks}
    theirs = {words for _, words, _ in with_soup(pages[0])}
    print(f"{len(pages)} pages of {min(sizes)} to {max(sizes)} bytes, {len(ours)} and {len(theirs)} different blocks")
    works: dict[str, Callable[[str], object]] = {
        "block stream": lambda one: read_html(one, url=URL),
        "BeautifulSoup + lxml": with_soup,
        "refuse_bombs": refuse_bombs,
        "read (bytes to document)": lambda one: read(one.encode(), media_type="text/html", url=URL),
        "read and appraise": lambda one: appraise(
            read(one.encode(), media_type="text/html", url=URL), body=one.encode(), requested_url=URL
        ),
    }
    rates = {name: rate(work, pages, seconds) for name, work in works.items()}
    for name, found in rates.items():
        print(f"{name:26} {found:8.1f} pages a second {1000 / found:8.2f} ms a page")
    print(f"the block stream is {rates['block stream'] / rates['BeautifulSoup + lxml']:.1f} times as fast")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
