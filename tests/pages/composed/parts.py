"""What a composed page says, before any markup: parts with a label, a wording and an arrangement."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.pages.outline import Item

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A label (none: '') and what belongs to it: one line, paragraphs, a list, a table with a head, further parts."""

    label: str
    value: str = ""
    url: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    arrangement: str = "bullets"
    table: tuple[Row, ...] = ()  # the first row is the head
    parts: tuple[Part, ...] = ()

    @property
    def short(self) -> bool:
        """Whether it can stand beside its label in one line."""
        return bool(self.value) and not (self.paragraphs or self.items or self.table or self.parts)

    @property
    def printed(self) -> str:
        """The value where nothing can be a link: an address is written out."""
        return self.url or self.value


@dataclass(frozen=True, slots=True)
class Body:
    """The content of a page: one-line facts, an introduction, sections, last lines."""

    title: str
    language: str
    facts: tuple[Part, ...] = ()
    box_title: str = ""
    intro: tuple[str, ...] = ()
    sections: tuple[Part, ...] = ()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is served, what it states, and how it says each field."""

    body: bytes
    media_type: str
    facts: dict[str, object]
    wordings: dict[str, str] = field(default_factory=dict)
    make: dict[str, str] = field(default_factory=dict)  # markup, site, labels, lists ...
    said: dict[str, str] = field(default_factory=dict)  # its words, by the name of the label or the sentence
