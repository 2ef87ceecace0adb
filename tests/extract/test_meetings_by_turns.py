"""Title, place and date of a meeting in elements of their own are one meeting, in whatever order they take turns."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from monitor.documents import read
from monitor.extract import extract

CORPUS = tomllib.loads((Path(__file__).parent / "meetings_by_turns.toml").read_text(encoding="utf-8"))
NAMES = {"en": "Delta Process", "fr": "Processus du Delta", "es": "Proceso Delta", "pt": "Processo Delta"}


@pytest.mark.parametrize("entry", CORPUS["list"], ids=lambda entry: entry["html"][:70])
def test_meetings_are_read_in_any_layout(entry: dict[str, Any]) -> None:
    html = f"<body><h1>{NAMES[entry['lang']]}</h1><h2>{entry['heading']}</h2>{entry['html']}"
    read_of = extract(read(html.encode(), media_type="text/html"), "mechanism-page", (), entry["lang"])
    found = [
        [
            m["date"],
            m["place"] or "",
            m["country"] or "",
            m["title"] or "",
            *(["announced"] if m["announced"] else []),
            *filter(None, [m.get("state")]),
        ]
        for s in read_of.statements
        if s.field == "meeting" and isinstance(m := s.value, dict)
    ]
    assert sorted(found) == sorted(entry["meetings"])
    assert {s.field for s in read_of.statements} <= {"meeting", "name"}
