"""A capture with the quoted words of a change marked: the page itself where it is HTML, else its text, line by line.

Made in the reading process (`documents/worker.py`), out of hostile bytes: nothing here makes the page harmless. That is
`inert`, and the policy with which it is served.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from monitor.digest.escape import html
from monitor.documents import read
from monitor.documents.decode import decoded
from monitor.documents.sniff import sniff
from monitor.export.page_words import PageWords, Quote, page_of
from monitor.export.quotes import locate
from monitor.model import Block

ANCHOR = "monitor-quote"
MOST_BLOCKS = 3000  # of a document without markup of its own, around the first that is quoted
COLOURS = "background:#ff0!important;color:#000!important;outline:2px solid #c60!important"
# What holds the words is shown, whatever the page hides until a script opens it.
STYLE = """
:has([data-monitor-quote]) { display: revert !important; visibility: visible !important; opacity: 1 !important;
height: auto !important; max-height: none !important; overflow: visible !important; clip-path: none !important; }
"""
LISTING = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 1rem/1.5 sans-serif; margin: 2rem; }} table {{ border-collapse: collapse; }}
td {{ padding: .1rem 1rem .1rem 0; vertical-align: top; }} td:first-child {{ color: #666; white-space: nowrap; }}
tr.quoted td {{ background: #ffd; }}
</style></head><body><h1>{title}</h1><p>{told}</p><table>
{rows}
</table></body></html>
"""
Parts = list[tuple[int, int]]  # of one text, from and until


@dataclass(frozen=True, slots=True)
class Marked:
    """A page in HTML. `anchor`: the id of the first words that are marked, '' when none were found."""

    page: str
    anchor: str


def marked(
    body: bytes, media_type: str, charset: str | None, url: str, title: str, quotes: tuple[Quote, ...]
) -> Marked:
    """The capture with the words of these quotes marked, each where its locator says, else where it stands first.

    `title`: what the listing of a document without markup is called. Raises DocumentError for bytes that are none.
    """
    if sniff(body, media_type) == "html":
        return _marked_page(decoded(body, charset)[0], quotes)
    document = read(body, media_type=media_type, url=url, charset=charset)
    return _listed(document.blocks, title, url, quotes)


def _marked_page(markup: str, quotes: Sequence[Quote]) -> Marked:
    page = page_of(markup, quotes)
    parts = _parts(page, quotes)
    if not parts:
        return Marked(page.tree.html or "", "")
    anchor = ANCHOR
    while page.tree.css_first(f"#{anchor}") is not None:  # the page has that id itself
        anchor += "-"
    name = anchor
    for number in sorted(parts):
        node = page.nodes[number]
        _reveal(node.parent)
        _mark(page.tree, node, parts[number], name)
        name = ""
    _style(page.tree)
    return Marked(page.tree.html or "", anchor)


def _parts(page: PageWords, quotes: Iterable[Quote]) -> dict[int, Parts]:
    """What of which text node is quoted, without overlaps."""
    found: defaultdict[int, Parts] = defaultdict(list)
    for quote in quotes:
        for span in page.find(*quote):
            for number, start, end in page.pieces(span):
                found[number].append((start, end))
    return {number: _apart(parts) for number, parts in found.items()}


def _apart(parts: Parts) -> Parts:
    """The parts in order; those that overlap are one."""
    merged: Parts = []
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _mark(tree: LexborHTMLParser, node: LexborNode, parts: Parts, name: str) -> None:
    """Puts elements `mark` in the place of parts of a text node, the first with an id where there is a name."""
    text, done = node.text_content or "", 0
    for start, end in parts:
        if text[start:end].isspace():  # between rows of a table it would be moved out
            continue
        mark = tree.create_node("mark")
        mark.attrs["data-monitor-quote"] = ""
        mark.attrs["style"] = COLOURS
        if name:
            mark.attrs["id"], name = name, ""
        mark.insert_child(text[start:end])
        if text[done:start]:
            node.insert_before(text[done:start])
        node.insert_before(mark)
        done = end
    if text[done:]:
        node.insert_before(text[done:])
    node.remove()


def _reveal(node: LexborNode | None) -> None:
    """Opens what is closed around a text."""
    while node is not None and node.is_element_node:
        if node.tag in ("details", "dialog"):
            node.attrs["open"] = ""
        if "hidden" in node.attrs:
            del node.attrs["hidden"]
        node = node.parent


def _style(tree: LexborHTMLParser) -> None:
    style = tree.create_node("style")
    style.insert_child(STYLE)
    if tree.head is not None:
        tree.head.insert_child(style)


def _listed(blocks: Sequence[Block], title: str, url: str, quotes: Sequence[Quote]) -> Marked:
    """The lines of a document in a table: where each stands, and what it says."""
    words: defaultdict[int, list[str]] = defaultdict(list)
    for quote, locator in quotes:
        at = locate(quote, locator, blocks).at
        if at is not None:
            words[at].append(quote)
    first = min(words, default=0)
    begin = max(0, min(first - MOST_BLOCKS // 2, len(blocks) - MOST_BLOCKS))
    shown = range(begin, min(begin + MOST_BLOCKS, len(blocks)))
    rows = (_row(blocks[at], words.get(at, []), ANCHOR if at == first and words else "") for at in shown)
    left_out = len(blocks) - len(shown)
    told = html(url) + (f"<br>{left_out} other lines are not shown" if left_out else "")
    return Marked(LISTING.format(title=html(title), told=told, rows="\n".join(rows)), ANCHOR if words else "")


def _row(block: Block, quotes: Sequence[str], anchor: str) -> str:
    named = f' id="{anchor}"' if anchor else ""
    quoted = ' class="quoted"' if quotes else ""
    return f"<tr{named}{quoted}><td>{html(block.locator)}</td><td>{_text(block.text, quotes)}</td></tr>"


def _text(text: str, quotes: Sequence[str]) -> str:
    parts = _apart([(at, at + len(quote)) for quote in quotes if (at := text.find(quote)) >= 0])
    done, pieces = 0, []
    for start, end in parts:
        pieces += [html(text[done:start]), f'<mark style="{COLOURS}">{html(text[start:end])}</mark>']
        done = end
    return "".join([*pieces, html(text[done:])])
