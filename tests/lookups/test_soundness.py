"""The tables are sound, and what is not is told."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.lookups import soundness
from monitor.lookups.soundness import problems


def test_no_table_holds_a_dead_or_double_entry() -> None:
    assert problems() == ()


@pytest.mark.parametrize(
    ("name", "entries", "told"),
    [
        ("organisations", ["Union pour la Méditerranée", "UNION POUR LA MEDITERRANEE"], "is the same as"),
        ("organisations", ["A Forum that nobody lists"], "nothing can be read as"),
        ("organisations", ["Forum", "forum"], "stands twice"),
    ],
)
def test_a_dead_or_double_entry_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, entries: list[str], told: str
) -> None:
    real = soundness.table

    def spoiled(asked: str) -> dict[str, Any]:
        if asked != name:
            return real(asked)
        return {"organisation": [{"id": "ufm", "name": "Union for the Mediterranean", "names": entries}]}

    monkeypatch.setattr(soundness, "table", spoiled)
    assert any(told in problem for problem in problems())
