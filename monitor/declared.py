"""The record of a field that a user describes in config.toml, for pages of layout `declared`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FieldType = Literal[
    "text", "number", "money", "date", "country", "countries", "organisation", "list", "meetings", "documents", "link"
]


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """What a user says of one field of a page of layout `declared`. One of `label`, `css` and `column` is set."""

    name: str
    type: FieldType
    label: str | None = None  # the words above or before the value
    css: str | None = None  # selector of the elements that are the value, or an entry each
    column: str | None = None  # the head of the column of a table
    count: Literal["one", "optional", "many"] = "one"  # how many elements `css` finds; another number is drift
    key: str | None = None  # of a list of rows: the column that tells the entries apart
