"""Paragraphs of a page about several mechanisms that go on about the one of the paragraph before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monitor.extract.attribution import NOBODY, Owned, owned
from monitor.extract.phrases import pattern, sentences
from monitor.extract.prose.bodies import PRONOUN, masked, opens_with_another
from monitor.extract.values.organisations import find_organisations
from monitor.model import Block


def bound(blocks: Iterable[Block], subject: str | None) -> Iterator[Owned]:
    """The pieces of a part, each with its owner. Where the part is about no mechanism, a paragraph that says `the
    Process`, or begins with a pronoun straight behind, goes on about the only one that those before it named since the
    last heading.
    """
    before: str | None = None
    several = False
    near = False
    for block in blocks:
        pieces = owned(block, subject)
        if subject is not None:
            yield from pieces
            continue
        if block.kind in ("heading", "term"):
            before, several, near = None, False, False
        named = {owner for owner, _ in pieces if owner}
        if before and not several and block.kind == "text" and pieces == ((None, block),):
            near = _goes_on(block.text, near)
            pieces = ((before, block),) if near else pieces
        elif block.kind == "text":
            several = several or len(named) > 1 or (before is not None and bool(named - {before}))
            before = next(iter(named), before)
            near = bool(named) and pieces[-1][0] not in (None, NOBODY)
        yield from pieces


def _goes_on(text: str, near: bool) -> bool:
    said = sentences(text)
    if not said or any(found.id for found in find_organisations(masked(said[0]))) or opens_with_another(said[0], None):
        return False
    return pattern("seeming", "it").search(masked(said[0])) is not None or (near and PRONOUN.match(said[0]) is not None)
