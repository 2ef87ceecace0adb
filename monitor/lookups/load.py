"""Reads the tables of this folder, once each, and gives them one version.

`*.toml` is edited by people, `*.json` is generated at development time (tests/generate/). Readers of the tables turn
them into typed records and raise LookupDataError, naming file and entry, where one is malformed or stands twice.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.errors import LookupDataError

FOLDER = files("monitor.lookups")


@cache
def table(name: str) -> dict[str, Any]:
    """The table `<name>.toml` of this folder, read once. Do not change what it returns."""
    try:
        return tomllib.loads(FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise LookupDataError(f"lookups/{name}.toml is not there") from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise LookupDataError(f"lookups/{name}.toml is not TOML: {wrong}") from wrong


@cache
def generated(name: str) -> Any:
    """The generated table `<name>.json` of this folder, read once. Do not change what it returns."""
    try:
        return json.loads(FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise LookupDataError(f"lookups/{name}.json is not there", fix=f"run tests/generate/{name}.py") from missing
    except ValueError as wrong:
        raise LookupDataError(f"lookups/{name}.json is not JSON: {wrong}") from wrong


@cache
def version() -> str:
    """Twelve hex digits over the names and bytes of all tables: the lookup version kept with each extraction."""
    digest = hashlib.sha256()
    for entry in sorted(FOLDER.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".toml", ".json")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def strings(entry: Mapping[str, Any], key: str, file: str, *, of: str) -> tuple[str, ...]:
    """The list of non-empty strings under `key` of an entry, () when it has none; `of` names the entry in the error."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise LookupDataError(f"lookups/{file}, {of}: `{key}` must be a list of non-empty strings")
    return tuple(value)


def string(entry: Mapping[str, Any], key: str, file: str, *, of: str) -> str:
    """The non-empty string under `key` of an entry; `of` names the entry in the error."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LookupDataError(f"lookups/{file}, {of}: `{key}` must be a non-empty string")
    return value


def only(entry: Mapping[str, Any], keys: Iterable[str], file: str, *, of: str) -> None:
    """Raises when an entry has a key that nobody reads, which is a misspelled one."""
    unknown = sorted(set(entry) - set(keys))
    if unknown:
        raise LookupDataError(f"lookups/{file}, {of}: nobody reads {', '.join(unknown)}")


def entries(name: str, key: str) -> Iterator[dict[str, Any]]:
    """The `[[key]]` entries of `<name>.toml`."""
    found = table(name).get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise LookupDataError(f"lookups/{name}.toml: `{key}` must be written as [[{key}]]")
    yield from found
