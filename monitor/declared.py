"""Fields that a user describes in config.toml, for pages of layout `declared`: the record, and what it may say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal[
    "text", "number", "money", "date", "country", "countries", "organisation", "list", "meetings", "documents", "link"
]
Count = Literal["one", "optional", "many"]

# The house's own fields that may be declared, each with the types that fit it; the first is the one to propose. They
# give the same records as on any other page.
HOUSE_TYPES: dict[str, tuple[FieldType, ...]] = {
    "name": ("text",),
    "type": ("text",),
    "region": ("list", "text"),
    "established": ("date",),
    "formal_association": ("organisation", "list"),
    "chair": ("country", "countries", "organisation"),
    "secretariat": ("organisation", "country"),
    "secretariat_note": ("text",),
    "iom_role": ("list", "text"),
    "member_count": ("number",),
    "member": ("countries", "list"),
    "observer_count": ("number",),
    "observer": ("countries", "list"),
    "focus": ("list", "text"),
    "objective": ("text", "list"),
    "meeting": ("meetings",),
    "document": ("documents",),
    "link": ("link", "list"),
    "contact": ("text",),
    "website": ("link",),
    "location": ("countries", "country"),
    "theme": ("list", "text"),
    "types": ("list", "text"),
    "sdg": ("list",),
    "geographic_focus": ("text",),
    "result": ("list", "text"),
    "budget": ("money",),
}
# Those of them that have one value: a column, or several elements, would have many.
SINGLE = frozenset(
    (
        "budget", "established", "geographic_focus", "member_count", "name", "objective", "observer_count",
        "secretariat_note", "type", "website",
    )
)  # fmt: skip
# Words that mean something else in the history: no field can be called so.
RESERVED = frozenset(
    (
        "declared", "evidence", "language", "last_updated", "mechanism", "member_count_parts", "observer_count_parts",
        "page", "published", "text",
    )
)  # fmt: skip
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")  # of a field
KEYED: frozenset[FieldType] = frozenset(
    ("text", "number", "money", "date", "country", "organisation", "list", "link")
)  # types whose entries may be told apart by a key of the user's choice


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """What a user says of one field of a page of layout `declared`. One of `label`, `css` and `column` is set."""

    name: str
    type: FieldType
    label: str | None = None  # the words above or before the value
    css: str | None = None  # selector of the elements that are the value, or an entry each
    column: str | None = None  # the head of the column of a table
    count: Count = "one"  # how many labels, elements or tables with that column there are; another number is drift
    key: str | None = None  # what tells entries apart: the head of another column, or a selector within each element


def as_facts(field: DeclaredField) -> dict[str, str]:
    """A field as the archive and the history keep it: what is set."""
    said = {"label": field.label, "css": field.css, "column": field.column, "key": field.key}
    kept = {name: words for name, words in said.items() if words is not None}
    return {"name": field.name, "type": field.type, **kept} | ({} if field.count == "one" else {"count": field.count})


def from_facts(facts: dict[str, Any]) -> DeclaredField:
    """The other way round."""
    return DeclaredField(**facts)
