"""Meetings told one behind the other: the adverb belongs to no title, and `there` is the place of the one before."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from monitor.extract.prose import find_meetings

CORPUS = tomllib.loads((Path(__file__).parent / "meetings_in_sequence.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", CORPUS["text"], ids=lambda entry: entry["says"][:70])
def test_each_meeting_of_a_sequence_has_its_own_title_and_place(entry: dict[str, Any]) -> None:
    found = find_meetings(entry["says"], language=entry["lang"])
    assert [[m.date, m.place, m.country, m.title] for m, _ in found] == entry["meetings"]
