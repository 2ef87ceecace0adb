"""HTML, of any kind and age, to a document: one walk over lexbor's tree with a stack of its own."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from monitor.documents.asides import facts_kept
from monitor.documents.bounds import refuse_bombs
from monitor.documents.chrome import chrome_marked
from monitor.documents.clean import clean, fold, folded
from monitor.documents.drafts import Draft, finished, quiet_terms
from monitor.documents.echoes import told_once
from monitor.documents.head import head_dates
from monitor.documents.memory import remembered
from monitor.documents.panes import survey
from monitor.documents.spares import spares_settled
from monitor.documents.stated import unanswered
from monitor.documents.strips import strips_opened
from monitor.documents.walk import Walk
from monitor.documents.written import written
from monitor.model import Block, Document

_NO_SCRIPT = re.compile(r"<noscript[^>]*>(?:[^<]|<(?!/noscript))*<(?:li|p|t[dr]|dd|img)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_]|$)")


def read_html(markup: str, *, url: str = "") -> Document:
    """The document that `markup` shows; `url` is its address, to which its links are relative.

    Raises DocumentError where the markup is built to exhaust a parser.
    """
    refuse_bombs(markup)
    tree, drafts, warnings, struck = _read(markup, url, scripting=True)
    if not drafts:  # nothing without scripts: what the page shows a browser that has none
        tree, drafts, warnings, struck = _read(markup, url, scripting=False)
    elif (
        "<noscript" in markup and (left := unanswered(drafts)) and _NO_SCRIPT.search(markup)
    ):  # a script was to fill in what is listed there
        other = _read(markup, url, scripting=False)
        if unanswered(other[1]) < left:
            tree, drafts, warnings, struck = other
    blocks = finished(drafts)
    return Document(
        media_type="text/html",
        url=url,
        title=_title(tree, blocks),
        language=_language(tree),
        blocks=blocks,
        links=tuple(dict.fromkeys(link for block in blocks for link in block.links)),
        warnings=warnings,
        head=head_dates(tree),
        struck=tuple(words for words, _ in struck),
        struck_at=tuple(place for _, place in struck),
    )


def _read(
    markup: str, url: str, *, scripting: bool
) -> tuple[LexborHTMLParser, list[Draft], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The tree of a page, its drafts, what was left out, and what is crossed out, with its places. With `scripting`,
    noscript elements hold no content.
    """
    tree = LexborHTMLParser(markup, scripting=scripting)
    if tree.root is None:
        return tree, [], (), ()
    memory = remembered(scripting=scripting)
    page = written(tree.root.html or "", memory)
    panes = survey(tree.root, page.calls, scripting=scripting)
    if panes.mark():
        page = written(tree.root.html or "", memory, page.known)
    walk = Walk(panes, _base(tree, url), memory.setting)
    found = walk.read(page)
    if walk.pictured:
        found = spares_settled(found)
    found = quiet_terms(found)
    words = folded([draft.text for draft in found])
    opened = strips_opened(found, words)
    drafts = chrome_marked(facts_kept(told_once(opened, words if opened is found else None)))
    ids = panes.ids
    for draft in drafts:
        if draft.step is not None:
            draft.where = draft.step.path(ids)
        if draft.steps:
            draft.cells_where = tuple([step.path(ids) for step in draft.steps])
    struck = tuple((words, step.path(ids)) for words, step in walk.struck)
    return tree, drafts, tuple(walk.warnings()), struck


def _base(tree: LexborHTMLParser, url: str) -> str:
    """The address that links are relative to (HTML, 4.2.3)."""
    base = tree.css_first("base[href]")
    if base is None:
        return url
    href = base.attributes.get("href") or ""
    try:
        joined = urljoin(url, href.strip())
        return joined if urlsplit(joined).scheme in ("http", "https", "") else url
    except ValueError:  # a malformed IPv6 host
        return url


def _title(tree: LexborHTMLParser, blocks: tuple[Block, ...]) -> str:
    """The h1 of the content, of several the one that the page's `title` names; else that `title`."""
    node = tree.css_first("head title") or tree.css_first("title")
    named = clean(node.text(deep=True)) if node is not None else ""
    tops = [block.text for block in blocks if block.kind == "heading" and block.level == 1 and not block.landmark]
    if len(tops) > 1:
        tops = sorted((top for top in tops if fold(top) in fold(named)), key=len, reverse=True) or tops
    return tops[0] if tops else named


def _language(tree: LexborHTMLParser) -> str | None:
    """The language that the page declares, two letters."""
    html = tree.css_first("html")
    said = (html.attributes.get("lang") or html.attributes.get("xml:lang") or "") if html is not None else ""
    if not said:
        meta = tree.css_first('meta[http-equiv="content-language" i]')
        said = (meta.attributes.get("content") or "") if meta is not None else ""
    found = _LANGUAGE.match(said.strip())
    return found[1].lower() if found else None
