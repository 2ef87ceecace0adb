"""Closed vocabularies: regions, types of mechanism, IOM's roles. Data: lookups/regions.toml and lookups/roles.toml."""

from __future__ import annotations

import re
from functools import cache

from monitor.lookups import Hit, Vocabulary, load, squash

REGION_JOINS = re.compile(
    r"(?:\b(?:and|et|y|e|und|и)\b|[-–—/&,;.:+()\s]|\bcontinent\s*-?\s*wide\b|\b(?:covered|the|region|regions)\b"
    r"|\b(?:le|la|les|el|los|las|o|a|os|as)\b|\bl['’])+",
    re.IGNORECASE,
)


@cache
def regions() -> Vocabulary[str]:
    return Vocabulary(
        ((words, entry["name"]) for entry in load.entries("regions", "region") for words in entry["words"]),
        file="regions.toml",
    )


@cache
def types() -> Vocabulary[str]:
    return Vocabulary(
        ((words, entry["id"]) for entry in load.entries("regions", "type") for words in entry["words"]),
        file="regions.toml",
    )


@cache
def roles() -> Vocabulary[str]:
    return Vocabulary(
        ((words, entry["id"]) for entry in load.entries("roles", "role") for words in entry["words"]), file="roles.toml"
    )


def read_regions(text: str) -> tuple[tuple[Hit[str], ...], str]:
    """The regions in a list such as `Europe – Asia – Americas –Africa`, and the words that are none."""
    # A dash parts regions here, so `Europe-Africa` is two; `South-East Asia` is known as a whole before that.
    hits = regions().find(text)
    if not hits or _rest(text, hits):
        spread = re.sub(r"[-–—/]", ",", text)  # same length: the offsets stay
        loose = regions().find(spread)
        if len(_rest(spread, loose)) < len(_rest(text, hits)) or not hits:
            hits = loose
    return hits, _rest(text, hits)


def _rest(text: str, hits: tuple[Hit[str], ...]) -> str:
    left, end = "", 0
    for hit in hits:
        left += text[end : hit.start] + " "
        end = hit.end
    return REGION_JOINS.sub(" ", left + text[end:]).strip()


def read_type(text: str) -> str | None:
    """RCP, IRF or GP when the text as a whole names one."""
    return types().exact(text) or _squashed_types().get(squash(text))


@cache
def _squashed_types() -> dict[str, str]:
    """The types by their words without spaces, the first of two alike."""
    return {squash(words): kind for words, kind in reversed(types().names.items())}


def find_type(text: str) -> Hit[str] | None:
    """The first type named in a text."""
    return next(iter(types().find(text)), None)


def read_roles(text: str) -> tuple[tuple[Hit[str], ...], str]:
    """IOM's roles in a cell, in order, and the words that are none."""
    hits = roles().find(text)
    left, end = "", 0
    for hit in hits:
        left += text[end : hit.start] + " "
        end = hit.end
    rest = re.sub(r"\b(?:and|of|the|IOM|as|a|an|is|et|y|e)\b|[\W_]", " ", left + text[end:])
    return hits, " ".join(rest.split())
