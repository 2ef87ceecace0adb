"""What stands on a page, in which words and in which order, before any markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Arrangement = Literal["bullets", "columns", "commas", "lines", "numbers"]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list; a line break in its text is a line break on the page.

    `linked` is the beginning of `text` that is a link to `url`, `marks` are links after the text.
    """

    text: str
    linked: str = ""
    url: str = ""
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A label (none: '') and what stands below it, or beside it as `value`."""

    label: str
    value: str = ""
    url: str = ""
    colon: bool = True
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    arrangement: Arrangement = "bullets"
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A page: one-line facts first (`lead`), then prose, then its sections, then a last line."""

    title: str
    language: str
    lead: tuple[Section, ...] = ()
    prose: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: tuple[str, ...] = ()


def items(*texts: str) -> tuple[Item, ...]:
    """Plain entries of a list."""
    return tuple(Item(text) for text in texts)
