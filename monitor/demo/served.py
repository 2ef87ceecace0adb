"""The dated editions of the demonstration's pages, as `editions/site.toml` lists them."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

Edition = Literal["earlier", "later"]

EDITIONS: tuple[Edition, ...] = get_args(Edition)
FOLDER = Path(__file__).parent / "editions"
MEDIA_TYPES = {".html": "text/html; charset=utf-8", ".pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Watched:
    """One source of the demonstration: what its configuration says, with the address as a path on the site."""

    id: str
    path: str
    layout: str
    mechanisms: tuple[str, ...]
    language: str
    follow: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One file as the site serves it at one time. `etag` follows from the bytes (RFC 9110, 8.8.3)."""

    body: bytes
    media_type: str
    modified: datetime
    etag: str


@cache
def _site() -> dict[str, Any]:
    with (FOLDER / "site.toml").open("rb") as file:
        return tomllib.load(file)


def watched() -> tuple[Watched, ...]:
    """The five sources."""
    return tuple(
        Watched(
            id=source["id"],
            path=source["path"],
            layout=source["layout"],
            mechanisms=tuple(source.get("mechanisms", ())),
            language=source["language"],
            follow=source.get("follow"),
        )
        for source in _site()["source"]
    )


@cache
def pages(edition: Edition) -> dict[str, Page]:
    """Everything that the site serves in an edition, by path and query.

    An upload that has no later version is served in the later edition as well: old files stay where they were.
    """
    return {
        file["path"]: _page(file["name"], *at) for file in _site()["file"] if (at := _dated(file["modified"], edition))
    }


def _dated(modified: dict[Edition, datetime], edition: Edition) -> tuple[Edition, datetime] | None:
    so_far = EDITIONS[: EDITIONS.index(edition) + 1]
    return next(((name, modified[name]) for name in reversed(so_far) if name in modified), None)


def _page(name: str, edition: Edition, modified: datetime) -> Page:
    file = FOLDER / edition / name
    body = file.read_bytes()
    return Page(
        body=body,
        media_type=MEDIA_TYPES[file.suffix],
        modified=modified.astimezone(UTC),
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"',
    )
