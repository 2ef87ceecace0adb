"""A tree as lexbor writes it down again, cut into its tags and the words behind each.

Every element is closed and every sign escaped, so that a tag is what stands between `<` and `>`. Cutting the page into
them costs a tenth of asking lexbor for node after node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType

from monitor.documents.clean import clean
from monitor.documents.memory import Memory
from monitor.documents.openings import RAW, Tag

Token = tuple[str, str, str]  # a tag, the words behind it, and the next tag
_TOKEN = re.compile(r"<([^>]*)>([^<]*)")
_RAW = re.compile(rf"<(?=[!inpsx])(?:!--|({'|'.join(sorted(RAW))})[ >])")
_RAW_OR_NOSCRIPT = re.compile(rf"<(?=[!inpsx])(?:!--|({'|'.join(sorted(RAW | {'noscript'}))})[ >])")


@dataclass(frozen=True, slots=True)
class Written:
    """`tags` without their brackets, and in `texts` the words behind each, as they are escaped. `known`: what the
    opening ones mean. Comments and elements that are written without escapes (scripts) are left out.
    """

    tags: list[str]
    texts: list[str]
    known: dict[str, Tag]

    @property
    def calls(self) -> frozenset[str]:
        """The selectors of what the survey of the page is to look at."""
        return frozenset().union(*{opening.calls for opening, _, _ in self.known.values()})

    def tokens(self) -> Iterator[Token]:
        """Each tag, the words behind it, and the next tag ('' behind the last)."""
        return zip(self.tags, self.texts, [*self.tags[1:], ""], strict=True)


def written(html: str, memory: Memory, known: Mapping[str, Tag] = MappingProxyType({})) -> Written:
    """Cuts the HTML of an element, the way that `memory` was made for: with scripting, noscript has no escapes.

    `known`: tags that it may have, and that were understood before.
    """
    html = _without_raw(html, _RAW_OR_NOSCRIPT if memory.scripting else _RAW)
    pieces = html.replace(">", "<").split("<")
    if len(pieces) == 2 * html.count("<") + 1:
        tags, texts = pieces[1::2], pieces[2::2]
    else:  # the name of an element may hold a `<`
        tokens = _TOKEN.findall(html)
        tags, texts = [tag for tag, _ in tokens], [words for _, words in tokens]
    tag = memory.openings.tag
    new = set(tags).difference(known)
    return Written(tags, texts, {**known, **{text: tag(text) for text in new if text[:1] not in ("/", "!")}})


def _without_raw(html: str, opens: re.Pattern[str]) -> str:
    kept: list[str] = []
    start, found = 0, opens.search(html)
    while found is not None:
        kept.append(html[start : found.start()])
        end = f"</{found[1]}>" if found[1] else "-->"
        at = html.find(end, found.end())
        if at < 0:
            return "".join(kept)
        start = at + len(end)
        found = opens.search(html, start)
    return "".join([*kept, html[start:]]) if kept else html


def choices_of(name: str, tokens: Iterator[Token], known: Mapping[str, Tag]) -> tuple[list[tuple[str, str]], str]:
    """What an element offers to choose from, each with the name of its element, and the words after it.

    A choice without a value asks to choose. A group of choices has its name before them.
    """
    choices: list[tuple[str, str]] = []
    for text, words, _ in tokens:
        if text == f"/{name}":
            return [choice for choice in choices if choice[1]], words
        tag = known[text][0].name if text in known else ""
        if tag == "optgroup" or (tag == "option" and ' value=""' not in text):
            choices.append((tag, clean(unescape(words)) or clean(known[text][2])))
    return [], ""


def after(name: str, tokens: Iterator[Token]) -> str:
    """Passes over what is in an element, and gives the words after it."""
    end, begin, deep = f"/{name}", f"{name} ", 1
    for text, words, _ in tokens:
        if text == end:
            deep -= 1
            if not deep:
                return words
        elif text == name or text.startswith(begin):
            deep += 1
    return ""
