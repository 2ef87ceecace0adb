"""A page as far as other pages of its site are compared with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from monitor.documents.said import ANYWHERE, Named, Said, What, digest_of, key_of, lines_of
from monitor.documents.stated import has_value, label_of, stated
from monitor.documents.words import field_of, frame_of
from monitor.model import Block, Document

MAX_EDGE = 40  # blocks at either end of a page that may be its frame


def nothing(text: str) -> What:
    """What a line names, where nobody can say."""
    return ""


@dataclass(frozen=True, slots=True)
class Line:
    """A block near an end of a page. `digest`: of its folded words, '' where it has no letters; `key`: see `Said`.

    `place`: its locator. `states`: it gives a fact under a label. `label`: what stands below it is its value. `alone`:
    it has no value itself. `head`: a digest of its label. `names`: it is a page's title or names what it is about,
    which may be the same on all pages of a site. `entry`: it may be one of a list. `frame`: the frame of a site may
    have it (`Follow us`, a website), or nothing else has (`Privacy policy`).
    """

    digest: str
    kind: str
    place: str = ""
    states: bool = False
    label: bool = False
    alone: bool = False
    head: str = ""
    names: bool = False
    entry: bool = False
    key: str = ""
    frame: Literal["", "around", "imprint"] = ""

    @property
    def home(self) -> str:
        """The element around its own."""
        return self.place.rpartition(" > ")[0]

    def stands_in(self, frame: Collection[str]) -> bool:
        """Whether a frame holds it, to the letter or but for its numbers, at the edges or wherever it stands."""
        return self.digest in frame or self.key in frame or self.stands_apart(frame)

    def stands_apart(self, frame: Collection[str]) -> bool:
        """Whether a frame holds it wherever it stands."""
        return f"{ANYWHERE}{self.digest}" in frame or (not self.states and f"{ANYWHERE}{self.key}" in frame)


@dataclass(frozen=True, slots=True)
class Outline:
    """A page as far as others are compared with it: the lines of its content, of a long one those near its ends, and
    all that is `said` on it and around it. `about`: the mechanisms that it is about, as its source is configured;
    `language`: as it declares it; `imprint`: where lines around the content stand that only a site's frame has.
    """

    url: str
    lines: tuple[Line, ...]
    said: tuple[Said, ...] = ()
    about: str = ""
    language: str | None = None
    imprint: tuple[str, ...] = ()


def outline(document: Document, named: Named = nothing) -> Outline:
    """What other pages of the site are compared with."""
    content = [document.blocks[number] for number in compared(document)]
    said = lines_of(document.blocks, named)
    lines = tuple(_line(block, named) for block in content)
    around = (one for one in document.blocks if one.landmark and frame_of(one.text) == "imprint")
    imprint = tuple(one.locator for one in around)
    return Outline(document.url, lines, said, language=document.language, imprint=imprint)


def compared(document: Document) -> list[int]:
    """Which blocks of a document its outline has lines of."""
    content = [number for number, block in enumerate(document.blocks) if not block.landmark]
    long = len(content) > 2 * (MAX_EDGE + 1)
    return content[: MAX_EDGE + 1] + content[-MAX_EDGE - 1 :] if long else content


def _line(block: Block, named: Named) -> Line:
    what = named(block.text)
    states = bool(stated(block))
    return Line(
        digest_of(block.text),
        block.kind,
        block.locator,
        states,
        label=states or block.kind in ("heading", "term") or block.text.endswith(":"),
        alone=not has_value(block),
        head=digest_of(label_of(block)),
        names=what == "matter" or (block.kind == "heading" and block.level == 1),
        entry=what == "entry" or block.kind in ("item", "row"),
        key=key_of(block.text),
        frame=frame_of(block.text) or ("around" if field_of(label_of(block)) == "website" else ""),
    )
