"""`[source.fields]`: the fields that a user declares, checked one by one and against the layout of their source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.config_lines import Path
from monitor.config_tables import FieldTable, Mistake, SourceTable, checked
from monitor.config_values import kind_of
from monitor.declared import HOUSE_TYPES, KEYED, NAME, RESERVED, SINGLE, DeclaredField

MOST = 60  # fields of a source
WAYS = ("label", "css", "column")
EXAMPLE = 'held_by = { type = "country", label = "Held by" }'


def fields(table: SourceTable, path: Path) -> tuple[tuple[DeclaredField, ...], list[Mistake]]:
    """The fields of a source in the order of their names, and what is wrong with them and with how it has them."""
    mistakes = list(_about_layout(table, path))
    found: list[DeclaredField] = []
    for name, raw in sorted(table.fields.items()):
        at = (*path, "fields", name)
        if not isinstance(raw, dict):
            mistakes.append(Mistake(at, f"must be a table, not {kind_of(raw)}", f"Write it as in {EXAMPLE}."))
            continue
        one, wrong = checked(FieldTable, raw, at)
        wrong += _about_name(name, at) if one is None else [*_about_name(name, at), *_about_field(name, one, at)]
        mistakes += wrong
        if one is not None and not wrong:
            found.append(DeclaredField(name, one.type, one.label, one.css, one.column, one.count, one.key))
    return tuple(found), mistakes


def _about_layout(table: SourceTable, path: Path) -> Iterator[Mistake]:
    if table.layout != "declared":
        if table.fields:
            message = f"only pages of layout declared have fields of their own, not {table.layout}"
            yield Mistake((*path, "fields"), message, 'Write layout = "declared", or remove the fields.')
        return
    if not table.fields:
        yield Mistake((*path, "layout"), "a declared page needs fields", f"Add [source.fields] and {EXAMPLE}.")
    if len(table.fields) > MOST:
        yield Mistake((*path, "fields"), f"are more than {MOST}", "Watch the page as two sources.")
    if len(table.mechanisms) > 1:
        fix = "Name one, and watch the page as another source with the fields of the other."
        yield Mistake((*path, "mechanisms"), "a declared page speaks of one mechanism", fix)


def _about_name(name: str, path: Path) -> list[Mistake]:
    if not NAME.fullmatch(name):
        offer = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_0123456789")[:40] or "held_by"
        fix = f"Use small letters a-z, digits and _, 40 at most, a letter first, such as {offer}."
        return [Mistake(path, f'"{name}" cannot be the name of a field', fix)]
    if name in RESERVED:
        return [Mistake(path, f'"{name}" has a meaning of its own', f"Call it otherwise, such as {name}_stated.")]
    return []


def _about_field(name: str, field: FieldTable, path: Path) -> Iterator[Mistake]:
    said = [way for way in WAYS if getattr(field, way) is not None]
    if len(said) != 1:
        how = "nothing says where it stands" if not said else f"{' and '.join(said)} stand beside each other"
        yield Mistake(path, how, "Give one of label, css and column.")
    fitting = HOUSE_TYPES.get(name)
    if fitting and field.type not in fitting:
        fix = (
            f"Write type = {' or '.join(f'{chr(34)}{each}{chr(34)}' for each in fitting)}, or call the field otherwise."
        )
        yield Mistake((*path, "type"), f'a field "{name}" is no {field.type}', fix)
    if name in SINGLE and (field.column is not None or field.count == "many"):
        way = "column" if field.column is not None else "count"
        fix = "Name the one place by label or css, or call the field otherwise."
        yield Mistake((*path, way), f'a field "{name}" has one value', fix)
    if field.key is None:
        return
    if fitting or field.type not in KEYED:
        what = f'a field "{name}"' if fitting else f"a field of type {field.type}"
        yield Mistake((*path, "key"), f"{what} has keys of its own", "Remove the key.")
    elif field.label is not None or (field.css is not None and field.count != "many"):
        yield Mistake(
            (*path, "key"),
            "tells entries apart, and there is one value",
            'Use it with column, or css and count = "many".',
        )
    elif field.css is not None:
        yield from _selector_mistake(field.key, (*path, "key"))


def _selector_mistake(words: str, path: Path) -> list[Mistake]:
    """What is wrong with a key that is a selector."""
    table, wrong = checked(FieldTable, {"type": "text", "css": words}, path)
    return [Mistake(path, each.message, each.fix) for each in wrong] if table is None else []
