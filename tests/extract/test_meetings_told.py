"""Sentences of four languages give each meeting with date and place, and none that was put off or was another's."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monitor.model import Extraction, Json

CORPUS = tomllib.loads((Path(__file__).parent / "meetings_told.toml").read_text(encoding="utf-8"))["told"]


def test_the_corpus_is_large_and_holds_what_is_no_meeting() -> None:
    assert len(CORPUS) >= 60
    assert sum(not entry["meetings"] for entry in CORPUS) >= 15


@pytest.mark.parametrize("entry", CORPUS, ids=lambda entry: entry["text"][:60])
def test_a_sentence_gives_its_meetings(
    entry: dict[str, Any], paragraph: Callable[..., Extraction], values: Callable[[Extraction, str], list[Json]]
) -> None:
    read = paragraph(entry["text"], language=entry["lang"])
    found = [
        [m["date"], m["place"] or "", m["country"] or "", m["title"], *(["announced"] if m["announced"] else [])]
        for m in values(read, "meeting")
    ]
    assert found == entry["meetings"]
    told = [f.kind for f in read.findings if f.field == "meeting"]
    assert bool(told) is entry.get("finding", False)
