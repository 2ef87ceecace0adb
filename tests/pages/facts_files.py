"""The facts from which the test pages are rendered, one TOML file a page.

Each file has the form of the extraction contract (`layout`, `source_fields`, `mechanisms`), so that what was
extracted can be scored against it, and beside it what a page needs to be written: `name`, `prose`, `written` (the
words of a field where they are odd on purpose: a typo, a name twice) and `language`. An empty text stands for null,
which TOML has not.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "facts"


@cache
def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        facts = _nulls(tomllib.load(file))
    base = facts.pop("based_on", None)
    return facts if base is None else _edition(_file(path.with_name(f"{base}.toml")), facts)


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_nulls(item) for item in value]
    return None if value == "" else value


def _edition(base: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """Another edition of a page: what `changed` says replaces what `base` says, mechanism by mechanism.

    `without` lists entries that the edition lacks: the date of a meeting, the title of a document, an item of a list.
    """
    changes = {mechanism["mechanism"]: mechanism for mechanism in changed.get("mechanisms", [])}
    known = {mechanism["mechanism"] for mechanism in base["mechanisms"]}
    if strange := set(changes) - known:
        raise ValueError(f"an edition speaks of {sorted(strange)}, of which its base knows nothing")
    return {
        **_over(base, {key: value for key, value in changed.items() if key != "mechanisms"}),
        "mechanisms": [_mechanism(old, changes.get(old["mechanism"], {})) for old in base["mechanisms"]],
    }


def _mechanism(old: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    without = {field: set(gone) for field, gone in changes.get("without", {}).items()}
    kept = {
        field: [entry for entry in value if _sign(entry) not in without[field]] if field in without else value
        for field, value in old.items()
    }
    return _over(kept, {field: value for field, value in changes.items() if field != "without"})


def _sign(entry: Any) -> str:
    return (
        str(entry.get("date") or entry.get("title") or entry.get("country")) if isinstance(entry, dict) else str(entry)
    )


def _over(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for key, value in new.items():
        both = isinstance(value, dict) and isinstance(old.get(key), dict) and value
        merged[key] = _over(old[key], value) if both else value
    return merged


def load_folder(folder: Path) -> dict[str, dict[str, Any]]:
    """The facts of a folder by the name of their file."""
    return {path.stem: _file(path) for path in sorted(folder.glob("*.toml"))}


def load_facts() -> dict[str, dict[str, Any]]:
    """All pages' facts by the name of their file."""
    return load_folder(FOLDER)
