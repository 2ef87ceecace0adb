"""The words of an HTML page as its markup has them, in which quotes of the reader are found again.

The reader joins what stands in several elements, folds spaces and hyphens and leaves out what is invisible. So words
are looked for by their visible letters alone, and lead back to the text nodes that hold them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from monitor.documents import clean
from monitor.documents.bounds import refuse_bombs
from monitor.documents.markup import INLINE, SKIPPED, is_crossed_out

LEFT_OUT = SKIPPED | {"noscript", "title"}
PARTS = re.compile(r"[\t\n]+")  # of a row, or of several lines
BOUNDARY = "\0"  # between blocks; no text of a parsed page has it (HTML, 13.2.5.1)
FEWEST = 4  # words that are known again wherever they stand
OURS = frozenset("“”")  # what the reader writes for the element `q`

Quote = tuple[str, str]  # words and the locator of where they stand
Span = tuple[int, int]  # from and until, in `text`


@dataclass(slots=True)
class PageWords:
    """The text nodes of a page, one after the other in `text`, with `BOUNDARY` where a block begins or ends.

    Made with the locators that will be asked for, since what each names is noted on the way.
    """

    tree: LexborHTMLParser
    text: str = ""
    nodes: list[LexborNode] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # in `text`, one for each node
    _spans: dict[str, Span] = field(default_factory=dict)  # of elements, by locator
    _letters: str = ""
    _at: list[int] = field(default_factory=list)  # in `text`, one for each letter

    def find(self, words: str, locator: str) -> tuple[Span, ...]:
        """Where words stand: in the element that is named; () where nowhere. Where that element lacks them, the only
        other place, if they cannot look like them by chance; where no element is so named, the first one.

        In an element the parts of a row may stand apart (a cell that spans rows stands in another one).
        """
        place = self._spans.get(locator)
        if place is not None:
            found = self._once(words, place)
            if found:
                return (found,)
            parts = [part for part in PARTS.split(words) if part]
            each = [self._once(part, place) for part in parts] if len(parts) > 1 else []
            if spans := [span for span in each if span]:
                return tuple(sorted(set(spans)))
        whole = (0, len(self.text))
        found = self._once(words, whole)
        if found is None or (place is not None and (not tells_apart(words) or self._once(words, (found[1], whole[1])))):
            return ()
        return (found,)

    def pieces(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """The parts of text nodes in a span: the number of the node, from and until in its text."""
        start, end = span
        for number in range(max(0, bisect_right(self.starts, start) - 1), len(self.nodes)):
            begin = self.starts[number]
            if begin >= end:
                return
            length = len(self.nodes[number].text_content or "")
            left, right = max(start - begin, 0), min(end - begin, length)
            if left < right:
                yield number, left, right

    def _once(self, words: str, place: Span) -> Span | None:
        """The first place where words stand for themselves; without one, the first where they are part of others."""
        wanted = letters(words)
        if not wanted:
            return None
        begin, end = (bisect_left(self._at, side) for side in place)
        first: Span | None = None
        while (at := self._letters.find(wanted, begin, end)) >= 0:
            span = self._at[at], self._at[at + len(wanted) - 1] + 1
            if not self.cuts_word(span[0]) and not self.cuts_word(span[1]):
                return span
            first, begin = first or span, at + 1
        return first

    def cuts_word(self, at: int) -> bool:
        """Whether a word goes on over this place in the text."""
        return self.text[max(at - 1, 0) : at].isalnum() and self.text[at : at + 1].isalnum()


def page_of(markup: str, quotes: Sequence[Quote]) -> PageWords:
    """The words of a page in which quotes are to be found; where none of them is there, as a browser without scripts
    has them. Raises DocumentError where the markup is built to exhaust a parser.
    """
    locators = [locator for _, locator in quotes]
    page = words_of(markup, locators)
    if not quotes or any(page.find(*quote) for quote in quotes):
        return page
    return words_of(markup, locators, scripting=False)


def words_of(markup: str, locators: Iterable[str], *, scripting: bool = True) -> PageWords:
    """The words of a page. Raises DocumentError where the markup is built to exhaust a parser.

    Without `scripting`, what is meant for browsers without scripts is content.
    """
    refuse_bombs(markup)
    page = PageWords(LexborHTMLParser(markup, scripting=scripting))
    _gather(page, _named(page.tree, locators), LEFT_OUT if scripting else LEFT_OUT - {"noscript"})
    known = [letter(sign) for sign in page.text]
    page._letters = "".join(known)
    page._at = [at for at, seen in enumerate(known) for _ in seen]
    return page


def tells_apart(words: str) -> bool:
    """Words that are known again in another place; `18` or `Mali` may stand there for something else."""
    return len(words.split()) >= FEWEST


def letters(words: str) -> str:
    """The visible letters of words, by which they are compared."""
    return "".join(map(letter, words))


@lru_cache(maxsize=4096)
def letter(sign: str) -> str:
    """What a character counts for when words are compared: itself, decomposed; nothing where it is not seen."""
    return "" if sign in OURS else normalize("NFD", clean(sign))


def _named(tree: LexborHTMLParser, locators: Iterable[str]) -> dict[int, list[str]]:
    """The locators that name an element, by the element."""
    named: dict[int, list[str]] = {}
    for locator in dict.fromkeys(locators):
        try:
            found = tree.css_first(locator) if locator else None
        except SelectolaxError:  # a locator of another kind, as earlier versions wrote them
            continue
        if found is not None:
            named.setdefault(found.mem_id, []).append(locator)
    return named


def _gather(page: PageWords, named: dict[int, list[str]], left_out: frozenset[str]) -> None:
    """Walks through the tree with a stack of its own: markup may nest deeper than Python can."""
    texts: list[str] = []
    length = 0
    stack: list[tuple[LexborNode, int]] = [(page.tree.root, -1)] if page.tree.root is not None else []
    while stack:
        node, entered = stack.pop()
        if node.is_text_node and entered < 0:
            words = node.text_content or ""
            page.nodes.append(node)
            page.starts.append(length)
            texts.append(words)
            length += len(words)
        elif node.is_element_node:
            tag = (node.tag or "").lower()
            if tag not in INLINE:
                texts.append(BOUNDARY)
                length += 1
            if entered >= 0:
                for locator in named.get(node.mem_id, ()):
                    page._spans[locator] = (entered, length)
            elif is_crossed_out(tag, node.attributes):
                texts.append(BOUNDARY)
                length += 1
            elif tag not in left_out:
                stack.append((node, length))
                _push_children(stack, node)
        elif entered < 0:
            _push_children(stack, node)
    page.text = "".join(texts)


def _push_children(stack: list[tuple[LexborNode, int]], node: LexborNode) -> None:
    children = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    stack += [(child, -1) for child in reversed(children)]
