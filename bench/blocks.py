# ruff: noqa: E402, E501, SIM905  (the repository stands first on the path; markup and words are clearer in one piece)
"""Pages per second of the block stream, against BeautifulSoup with lxml making the same, in one run.

python bench/blocks.py [SECONDS]     seconds for each measurement (default 2)

The pages are of two kinds: dense ones as a content management system makes them, and those that tests/pages composes,
made as long. Both sides make blocks with kind, text, level, lead, links, landmark, cells and CSS paths; what they
give is compared before it is timed. The other side knows no panes, no controls and no echoes: it does less.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from bs4 import BeautifulSoup, NavigableString, Tag
from reading import long_pages

from monitor.documents import appraise, read
from monitor.documents.bounds import refuse_bombs
from monitor.documents.html import read_html

SIZE = 50_000  # characters
URL = "https://example.org/process"
WORDS = (
    "ministers states migration forum regional agreed officials border labour return data annual meeting held"
    " working group statement technical support training rights protection sea island declaration visit"
).split()
NAMES = ("Algeria", "Côte d’Ivoire", "France", "Ghana", "Malta", "Mauritania", "Nepal", "Peru", "São Tomé", "Zambia")
LEFT_OUT = frozenset(["script", "style", "noscript", "template", "svg", "head", "input", "select", "textarea", "img"])
INLINE = frozenset("a abbr b bdi big cite code em font i kbd mark q small span strong sub sup time tt u var".split())
BOLD = frozenset(["b", "strong", "big", "u"])
LISTS = frozenset(["ul", "ol", "menu"])
LANDMARKS = {"nav": "navigation", "aside": "complementary", "header": "banner", "footer": "contentinfo"}
ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog"}


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


@dataclass(slots=True)
class Piece:
    """A block by BeautifulSoup: what a Block has, as far as markup alone says it."""

    kind: str
    text: str
    path: str
    level: int = 0
    lead: str = ""
    links: tuple[tuple[str, str], ...] = ()
    landmark: str = ""
    table: int = 0
    cells: tuple[str, ...] = ()
    cell_paths: tuple[str, ...] = ()


@dataclass(slots=True)
class Place:
    """An element while its children are read, and what its text is."""

    path: str
    kind: str = "text"
    level: int = 0
    landmark: str = ""
    bold: bool = False
    depth: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class Soup:
    """The blocks of a page by BeautifulSoup with lxml: one walk over the tree."""

    def __init__(self, markup: str) -> None:
        self.blocks: list[Piece] = []
        self.words: list[str] = []
        self.bold: list[bool] = []  # of each of the words
        self.links: list[tuple[str, str]] = []
        self.place = Place("html")
        self.tables = 0
        soup = BeautifulSoup(markup, "lxml")
        body = soup.body
        if body is not None:
            self.ids = Counter(str(one["id"]) for one in body.find_all(id=True))
            self.walk(body, Place("body"))
            self.close()

    def walk(self, element: Tag, place: Place) -> None:
        """Reads what is in an element."""
        several = Counter(child.name for child in element.children if isinstance(child, Tag))
        for child in element.children:
            if type(child) is NavigableString:
                if self.words or not child.isspace():
                    if not self.words:
                        self.place = place
                    self.words.append(child)
                    self.bold.append(place.bold)
            elif isinstance(child, Tag):
                place.counts[child.name] += 1
                if child.name in LEFT_OUT:
                    continue
                if child.name == "br":
                    self.close()
                elif child.name == "table":
                    self.close()
                    self.table(child, self.within(child, place, several))
                elif child.name in INLINE:
                    self.inline(child, place)
                else:
                    self.close()
                    self.walk(child, self.within(child, place, several))
                    self.close()

    def inline(self, element: Tag, place: Place) -> None:
        """Reads what stands in a line; it has no place of its own."""
        inner = Place(
            place.path, place.kind, place.level, place.landmark, place.bold or element.name in BOLD, place.depth
        )
        before = len(self.words)
        self.walk(element, inner)
        if before == 0 and self.words:
            self.place = place
        href = str(element.get("href") or "") if element.name == "a" else ""
        if href and href[0] != "#" and (words := " ".join("".join(self.words[before:]).split())):
            self.links.append((words, urljoin(URL, href)))

    def within(self, element: Tag, place: Place, several: Counter[str]) -> Place:
        """The place of an element that begins a line."""
        name = element.name
        given = element.get("id")
        if given and self.ids[str(given)] == 1:
            path = f"#{given}"
        else:
            path = f"{place.path} > {name}"
            if several[name] > 1:
                path += f":nth-of-type({place.counts[name]})"
        role = element.get("role")
        landmark = str(role) if role in ROLES else LANDMARKS.get(name, place.landmark)
        inner = Place(path, place.kind, place.level, landmark, place.bold, place.depth)
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            inner.kind, inner.level = "heading", int(name[1])
        elif name in LISTS:
            inner.kind, inner.depth = "text", place.depth + 1
        elif name == "li":
            inner.kind, inner.level = "item", max(1, place.depth)
        elif name in ("dt", "summary", "caption", "legend"):
            inner.kind = "term"
        return inner

    def close(self) -> None:
        """Ends a line."""
        if not self.words:
            return
        if text := " ".join("".join(self.words).split()):
            bold = next(
                (
                    at
                    for at, (one, said) in enumerate(zip(self.bold, self.words, strict=True))
                    if not one and not said.isspace()
                ),
                len(self.words),
            )
            lead = " ".join("".join(self.words[:bold]).split())
            place = self.place
            kind = "term" if lead == text and place.kind == "text" and len(text.split()) <= 16 else place.kind
            self.blocks.append(Piece(kind, text, place.path, place.level, lead, tuple(self.links), place.landmark))
        self.words, self.bold, self.links = [], [], []

    def table(self, element: Tag, place: Place) -> None:
        """Reads a table: its rows where it holds data, else what is in its cells."""
        self.tables += 1
        rows: list[tuple[str, list[list[Piece]], list[str]]] = []
        above, self.blocks = self.blocks, []
        parts = [part for part in element.children if isinstance(part, Tag)]
        several = Counter(part.name for part in parts)
        for part in parts:
            place.counts[part.name] += 1
            inner = self.within(part, place, several)
            if part.name == "tr":
                rows.append(self.row(part, inner))
            elif part.name == "caption":
                self.walk(part, inner)
                self.close()
            else:
                lines = [line for line in part.children if isinstance(line, Tag)]
                those = Counter(line.name for line in lines)
                for line in lines:
                    inner.counts[line.name] += 1
                    rows.append(self.row(line, self.within(line, inner, those)))
        above += self.blocks
        filled = [row for row in rows if any(row[1])]
        data = any(sum(map(bool, cells)) > 1 for _, cells, _ in filled)
        for path, cells, paths in filled:
            held = [block for cell in cells for block in cell]
            if not data or any(block.kind in ("row", "heading") for block in held):
                above += held
                continue
            texts = tuple(" ".join(block.text for block in cell) for cell in cells)
            links = tuple(dict.fromkeys(link for block in held for link in block.links))
            row = Piece("row", "\t".join(texts), path, links=links, landmark=place.landmark, table=self.tables)
            row.cells, row.cell_paths = texts, tuple(paths)
            above.append(row)
        self.blocks = above

    def row(self, element: Tag, place: Place) -> tuple[str, list[list[Piece]], list[str]]:
        """The path of a row, the blocks of each of its cells, and their paths."""
        cells: list[list[Piece]] = []
        paths: list[str] = []
        those = [cell for cell in element.children if isinstance(cell, Tag)]
        several = Counter(cell.name for cell in those)
        held, self.blocks = self.blocks, []
        for cell in those:
            place.counts[cell.name] += 1
            inner = self.within(cell, place, several)
            inner.kind, inner.bold = "text", cell.name == "th"
            self.walk(cell, inner)
            self.close()
            cells.append(self.blocks)
            paths.append(inner.path)
            self.blocks = []
        self.blocks = held
        return place.path, cells, paths


def with_soup(markup: str) -> list[Piece]:
    """The blocks of a page by BeautifulSoup with lxml."""
    return Soup(markup).blocks


def alike(pages: Iterable[str]) -> str:
    """How many blocks each side makes, and of how many the words, the place and the links are those of the other."""
    ours: Counter[object] = Counter()
    theirs: Counter[object] = Counter()
    words: Counter[object] = Counter()
    other: Counter[object] = Counter()
    for number, one in enumerate(pages):
        for block in read_html(one, url=URL).blocks:
            text = " ".join(block.text.split())
            ours[number, block.kind, text, block.locator, tuple(link.url for link in block.links)] += 1
            words[number, text] += 1
        for piece in with_soup(one):
            text = " ".join(piece.text.split())
            theirs[number, piece.kind, text, piece.path, tuple(url for _, url in piece.links)] += 1
            other[number, text] += 1
    said, same = (words & other).total(), (ours & theirs).total()
    return f"{ours.total()} and {theirs.total()} blocks, {said} of them with the same words, {same} alike in kind, place and links too"


def rates(works: dict[str, Callable[[str], object]], pages: list[str], seconds: float) -> dict[str, float]:
    """Pages a second of one core by each work: the best of five rounds, in each of which all have their turn."""
    best = dict.fromkeys(works, 0.0)
    for _ in range(5):
        for name, work in works.items():
            done, started = 0, time.process_time()
            while (spent := time.process_time() - started) < seconds / 5:
                work(pages[done % len(pages)])
                done += 1
            best[name] = max(best[name], done / spent)
    return best


def main(seconds: float) -> None:
    """Print what one page costs, and the ratio."""
    dense = [page(seed) for seed in range(5)]
    composed = [body.decode() for body in islice(long_pages("mechanism-page", SIZE), 12)]
    for name, pages in (("dense", dense), ("composed", composed)):
        sizes = [len(one.encode()) for one in pages]
        print(f"{name}: {len(pages)} pages of {min(sizes)} to {max(sizes)} bytes, {alike(pages)}")
        works: dict[str, Callable[[str], object]] = {
            "block stream": lambda one: read_html(one, url=URL),
            "BeautifulSoup + lxml": with_soup,
            "its parse alone": lambda one: BeautifulSoup(one, "lxml"),
            "refuse_bombs": refuse_bombs,
            "read (bytes to document)": lambda one: read(one.encode(), media_type="text/html", url=URL),
            "read and appraise": lambda one: appraise(
                read(one.encode(), media_type="text/html", url=URL), body=one.encode(), requested_url=URL
            ),
        }
        speeds = rates(works, pages, seconds)
        for work, found in speeds.items():
            print(f"  {work:26} {found:8.1f} pages a second {1000 / found:8.2f} ms a page")
        print(f"  the block stream is {speeds['block stream'] / speeds['BeautifulSoup + lxml']:.1f} times as fast")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
