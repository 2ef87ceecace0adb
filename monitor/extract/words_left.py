"""The words of a page that no field took, as they are kept and compared: its sentences and lines, in order.

What stands there by turns is left out: teasers of other pages, a quote of the day, a poll, the weather. Neither are
headings, menus and buttons words of the page, unless they are whole sentences.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import zip_longest

from monitor.documents.clean import fold
from monitor.documents.content import own_words
from monitor.documents.sentences import count
from monitor.documents.words import is_control, menu_words
from monitor.extract.sections import is_menu_entry, is_prose
from monitor.model import Block

TITLES = ("heading", "term")
LEAD = re.compile(r"([^:：?؟]{2,60})[:：?؟]")  # `Quote of the day: ...`


def words_left(loose: Iterable[Block], taken: Container[str] = ()) -> tuple[str, ...]:
    """The text of each such block. `taken`: the places of blocks that a field took something of; whole sentences stand
    there all the same, for they say more.
    """
    return tuple(block.text for block in staying(loose) if is_prose(block.text) or _is_line(block, taken))


def _is_line(block: Block, taken: Container[str]) -> bool:
    """A line without an end that is no title, no entry of a menu, no pointer to other pages and no row of figures."""
    if block.kind == "heading" or block.header or block.locator in taken or is_menu_entry(block):
        return False
    words = block.text.split()
    if 2 * sum(any(map(str.isalpha, word)) for word in words) < len(words):
        return False
    return not block.links or 2 * own_words(block) >= count(block.text)


def staying(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks but for those that stand there by turns."""
    every = tuple(blocks)
    opened: Block | None = None  # the heading of such a part
    linked = False  # the title last read is a link to another page
    for block, after in zip_longest(every, every[1:]):
        if block.kind in TITLES:
            linked = is_menu_entry(block)
            if _opens(block):
                opened = block
            elif opened and not linked and _ends(block, opened):
                opened = None
        elif (opened and _goes_by_turns(block, opened, linked=linked)) or _is_teaser(block, after, linked=linked):
            continue
        yield block


def _opens(title: Block) -> bool:
    return _named(title.text, "teasers") or _named(title.text, "passing")


def _named(words: str, menus: str) -> bool:
    return bool(words) and fold(words) in menu_words(menus)


def _ends(title: Block, opened: Block) -> bool:
    """Whether a title ends the part that another opened: a heading within it is of a lower level."""
    return title.kind == opened.kind == "term" or (title.kind == "heading" and title.level <= (opened.level or 6))


def _goes_by_turns(block: Block, opened: Block, *, linked: bool) -> bool:
    """Whether a block below such a heading is what it announces: below `News` only what leads elsewhere."""
    return _named(opened.text, "passing") or linked or bool(block.links)


def _lead(text: str) -> str:
    """What stands before the first colon or question mark."""
    return found[1] if (found := LEAD.match(text)) else ""


def _is_teaser(block: Block, after: Block | None, *, linked: bool) -> bool:
    """Whether a block ends with a link to go on reading elsewhere, stands between a title and such a link, begins
    with what passes, or is a notice on cookies.
    """
    if _named(_lead(block.text), "passing") or not menu_words("notices").isdisjoint(map(fold, block.text.split())):
        return True
    if block.links and block.text.endswith(block.links[-1].text) and is_control(block.links[-1].text):
        return True
    return linked and after is not None and is_menu_entry(after) and is_control(after.text)
