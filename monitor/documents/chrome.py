"""Menus, footers and teasers that no element, role or class names: they are told by their shape and their container.

A list of members or of documents may be made of links too: it stands where the labels stand, or right below its own.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from monitor.documents.clean import fold
from monitor.documents.drafts import Draft
from monitor.documents.handouts import is_file
from monitor.documents.stated import has_value, only_links, stated
from monitor.documents.steps import Step
from monitor.documents.words import menu_words

MIN_RUN = 3  # lines of links one below the other that make a menu, or links in one line
MIN_KNOWN = 2  # of which so many say what only menus say make one anywhere
MAX_LINK_WORDS = 12
MAX_NOTICE_WORDS = 30
MIN_LABELS = 2  # that show where the content stands
_LISTS = frozenset(["ul", "ol", "menu", "dir", "dl", "td", "tr", "table", "nav"])
_RIGHTS = re.compile(r"(?:©|\(c\)\s|copyright\b)|\W*[^.:]{0,60}©\s*(?:19|20)\d\d", re.IGNORECASE)
_ARROW = re.compile("[»›>→/]")
_TRAIL = re.compile(r"\s+[»›>→/]\s+")


@dataclass(frozen=True, slots=True)
class _Content:
    """Where the content stands. `root`: the least element that holds every label; None where too few are stated.
    `first` and `last`: the places of the first and the last label.
    """

    root: Step | None
    first: int
    last: int

    def holds(self, draft: Draft) -> bool:
        """Whether a draft stands in it, as far as one can tell."""
        return self.root is None or draft.step is None or _within(draft, self.root)


def chrome_marked(drafts: list[Draft]) -> list[Draft]:
    """The same drafts, menus, footers and teasers among the content marked as such. Changes the drafts."""
    found = [number for number, draft in enumerate(drafts) if not draft.landmark and _may_be_chrome(draft)]
    if not found:
        return drafts
    content = _content(drafts)
    runs = list(_runs(drafts, found, content))
    marked: dict[int, str] = {}
    for run in runs:
        first = drafts[run[0]]
        if len(run) == 1 and not only_links(first):
            if _RIGHTS.search(first.text):
                marked[run[0]] = "contentinfo"
            elif run[0] < content.first:
                marked[run[0]] = "navigation"
        elif _is_menu(drafts, run, content, marked):
            heading = [at for at in [run[0] - 1] if _is_teasers(drafts, at, content)]
            marked |= dict.fromkeys([*heading, *run], "complementary" if heading else "navigation")
    _spread(drafts, runs, content, marked)
    if len(marked) < sum(not draft.landmark for draft in drafts):  # else the page is nothing but links: they are it
        for number, landmark in marked.items():
            drafts[number].landmark = landmark
    return drafts


def _spread(drafts: list[Draft], runs: list[list[int]], content: _Content, marked: dict[int, str]) -> None:
    """Marks the lists of links in the element around what is marked behind the content, with their headings."""
    behind = [at for at in marked if at > content.last and not content.holds(drafts[at])]
    foot = _around(step for at in behind if (step := drafts[at].step) is not None)
    if foot is None or content.root is None or len(behind) < 2 or foot in _way(content.root):
        return
    for run in runs:
        if run[0] in marked or run[0] < content.last or not only_links(drafts[run[0]]):
            continue
        if all(_within(drafts[at], foot) for at in run):
            above = drafts[run[0] - 1]
            heading = [run[0] - 1] if above.kind in ("heading", "term") and _within(above, foot) else []
            marked |= dict.fromkeys([*heading, *run], "contentinfo")


def _may_be_chrome(draft: Draft) -> bool:
    """Whether a line is links to pages alone, links with the rights in the site, or the way down to the page."""
    if draft.links:
        for link in draft.links:
            if (not link.url.startswith("http") and ":" in link.url[:8]) or is_file(link.url):
                return False  # an address to write to or to call, or a document
        if only_links(draft):
            return all(len(link.text.split()) <= MAX_LINK_WORDS for link in draft.links)
    if draft.kind in ("row", "heading"):
        return False
    text = draft.text
    if ("©" in text or text[:1] in "cC(") and _RIGHTS.search(text):
        return len(text.split()) <= MAX_NOTICE_WORDS and (bool(_RIGHTS.match(text)) or len(draft.links) >= MIN_RUN)
    return _is_trail(text)


def _is_trail(text: str) -> bool:
    """Whether a line is the way down from the home page: `Home > What we do > Dialogues`."""
    parts = _TRAIL.split(text, maxsplit=2) if len(text) <= 200 and _ARROW.search(text) else []
    return len(parts) > 1 and fold(parts[0]) in menu_words("home")


def _content(drafts: list[Draft]) -> _Content:
    """Where the labels stand that the page states outside of landmarks."""
    places = [number for number, draft in enumerate(drafts) if not draft.landmark and stated(draft)]
    steps = [step for number in places if (step := drafts[number].step) is not None]
    first, last = (places[0], places[-1]) if places else (len(drafts), -1)
    return _Content(_around(steps) if len(steps) >= MIN_LABELS else None, first, last)


def _around(steps: Iterable[Step]) -> Step | None:
    """The least element that holds them all; None where there are none."""
    way: list[Step] | None = None
    for step in steps:
        other = _way(step)
        way = other if way is None else [one for one, two in zip(way, other, strict=False) if one is two]
    return way[-1] if way else None


def _within(draft: Draft, element: Step) -> bool:
    return draft.step is not None and draft.step.within(element)


def _way(step: Step) -> list[Step]:
    """The elements down to one."""
    way: list[Step] = []
    above: Step | None = step
    while above is not None:
        way.append(above)
        above = above.above
    return way[::-1]


def _runs(drafts: list[Draft], found: Iterable[int], content: _Content) -> Iterator[list[int]]:
    """The candidates that stand one below the other in one list, within the content or outside of it."""

    def key(placed: tuple[int, int]) -> tuple[int, int | None, bool, bool]:
        at, number = placed
        draft = drafts[number]
        return number - at, _list_of(draft), content.holds(draft), only_links(draft)

    for _, group in groupby(enumerate(found), key=key):
        yield [number for _, number in group]


def _list_of(draft: Draft) -> int | None:
    """A mark of the list that a line stands in, or of the element around it."""
    step = draft.step
    if step is None:
        return None
    nearest = step if step.tag in _LISTS else step.above
    while nearest is not None and nearest.tag not in _LISTS:
        nearest = nearest.above
    return id(nearest or step.above)


def _is_menu(drafts: list[Draft], run: list[int], content: _Content, marked: Container[int]) -> bool:
    """Whether lines of links are a menu: by what they say, or since they stand outside of what has labels.

    They are none below words of their own that stand outside too: these may announce them.
    """
    links = [link for number in run for link in drafts[number].links]
    of_sites = menu_words("pages") | menu_words("imprint") | menu_words("home")
    known = sum(fold(link.text) in of_sites for link in links)
    if known >= MIN_KNOWN and known * 4 >= len(links):
        return True
    if len(links) < MIN_RUN or content.root is None or content.holds(drafts[run[0]]):
        return False
    before = (at for at in range(run[0] - 1, -1, -1) if not drafts[at].landmark and at not in marked)
    at = next(before, -1)
    if at < 0:
        return True
    above = drafts[at]
    if above.kind in ("heading", "term"):
        return _is_teasers(drafts, at, content)
    announces = above.text.endswith((":", "：")) or (bool(stated(above)) and not has_value(above))
    return content.holds(above) and not announces


def _is_teasers(drafts: list[Draft], at: int, content: _Content) -> bool:
    """Whether a line is the heading of teasers, outside of the content."""
    if at < 0 or drafts[at].landmark or drafts[at].kind not in ("heading", "term"):
        return False
    return fold(drafts[at].text) in menu_words("teasers") and not content.holds(drafts[at])
