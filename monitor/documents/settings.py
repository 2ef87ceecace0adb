"""How a piece of text is set: what it inherits from the elements that it stands in."""

from __future__ import annotations

from typing import Any, NamedTuple

from monitor.documents.drafts import Kind
from monitor.documents.openings import Opening

_LISTS = frozenset(["ul", "ol", "menu", "dir"])
_OUT_OF_HEADING = frozenset(["p", "table", "ul", "ol", "dl", "blockquote", "section", "article", "form"])


class Entry:
    """A list entry while it is read: its first line is the item, and what follows a `<br>`; not a block within it."""

    __slots__ = ("broken", "used")

    def __init__(self) -> None:
        self.used = self.broken = False


class Anchor:
    """A link while it is read."""

    __slots__ = ("url",)

    def __init__(self, url: str) -> None:
        self.url = url


class Setting:
    """What does not depend on where on the page an element stands. Never changed once it is made.

    `level`: of a heading or an entry; `depth`: of lists; `value`: stands under a term, so that bold makes no term of
    it, nor its own `dt` one that is no label; `inpage`: a link that only moves within the page; `hidden`: not shown, or
    not told to who listens; `apart`: preformatted or struck; `only`: for the `eye` or the `ear`; `inner`: the settings
    in elements that were met before.
    """

    __slots__ = (
        *("_made", "apart", "depth", "emphasised", "form", "hidden", "inner", "inpage", "kind", "landmark", "level"),
        *("plain", "only", "preformatted", "sectioned", "strong", "struck", "value"),
    )

    def __init__(self) -> None:
        self.kind: Kind = "text"
        self.level = self.depth = 0
        self.landmark = ""
        self.strong = self.emphasised = self.value = self.sectioned = self.form = False
        self.preformatted = self.struck = self.inpage = self.hidden = False
        self.apart = False
        self.only = ""
        self.inner: dict[Opening, Setting] = {}
        self._made: list[int] = [1]  # shared by all that come of one
        self.plain = Look(self)  # of what stands in no entry, no link and no classed element

    def changed(self, **fields: Any) -> Setting:
        """The same but for some fields."""
        other = Setting()
        for name in _COPIED:
            setattr(other, name, getattr(self, name))
        for name, value in fields.items():
            setattr(other, name, value)
        other.apart = other.preformatted or other.struck
        self._made[0] += 1
        return other

    @property
    def made(self) -> int:
        """How many settings have come of the first one."""
        return self._made[0]

    def within(self, opening: Opening) -> Setting:
        """The setting in an element."""
        found = self.inner.get(opening)
        if found is None:
            fields = _inline(opening) if opening.inline else _block(self, opening)
            if opening.bold is not None:
                fields["strong"] = opening.bold
            elif opening.emphasised:
                fields["emphasised"] = True
            if opening.hidden:
                fields["hidden"] = True
            if opening.only and opening.inline:
                fields["only"] = opening.only
            found = self.inner[opening] = self.changed(**fields) if fields else self
        return found


_COPIED = tuple(name for name in Setting.__slots__ if name not in ("inner", "plain"))


class Look(NamedTuple):
    """How a piece is set, and the list entry, the link and the classed inline element that it stands in."""

    setting: Setting
    entry: Entry | None = None
    anchor: Anchor | None = None
    mark: tuple[int, str] | None = None  # a number, and the class


def _inline(opening: Opening) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if opening.struck:
        fields["struck"] = True
    if opening.preformatted:
        fields["preformatted"] = True
    if opening.linked:
        fields["inpage"] = opening.mark == "inpage"
    if opening.mark == "term":
        fields |= {"kind": "term", "level": 0}
    return fields


def _block(setting: Setting, opening: Opening) -> dict[str, Any]:
    tag = opening.tag
    fields: dict[str, Any] = {}
    if opening.struck:
        fields["struck"] = True
    if opening.preformatted:
        fields["preformatted"] = True
    landmark = opening.inner if setting.sectioned else opening.landmark
    if landmark is not None:
        fields["landmark"] = landmark
    if opening.sectioning:
        fields["sectioned"] = True
    if opening.heading:
        fields |= {"kind": "heading", "level": opening.heading, "value": False}
    elif opening.mark == "term" and setting.kind != "heading":
        fields |= {"kind": "term", "level": 0}
    elif tag == "li":
        depth = max(1, setting.depth)
        fields |= {"kind": "item", "level": depth, "depth": depth, "value": False}
    elif tag in _LISTS:
        fields |= {"kind": "text", "level": 0, "depth": setting.depth + 1}
    elif tag == "dt":
        fields |= {"kind": "term", "level": 0, "value": setting.value}
    elif tag in ("legend", "caption"):
        fields |= {"kind": "term", "level": 0, "value": False}
    elif tag == "dd":
        fields |= {"kind": "text", "level": 0, "value": True}
    elif tag == "table":
        fields |= {"kind": "text", "level": 0, "depth": 0, "value": False}
    elif setting.kind == "heading" and tag in _OUT_OF_HEADING:
        fields |= {"kind": "text", "level": 0}
    return fields
