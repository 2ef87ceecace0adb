"""A window that is over is told again in the same bytes, whatever was seen since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cli.house import FIRST, LATER, PROSE, House, page

WINDOW = ("digest", "--since", "2026-11-05", "--until", "2026-11-15")
EARLY = {"lakeside": page("Australia", "Fiji,Nepal,Tonga"), "dunes": page("Georgia", "Malta", title="Prague Process")}


@pytest.fixture
def told(empty_house: House) -> House:
    """A first look, and one with changes ten days later."""
    empty_house.run(EARLY, at=FIRST)
    empty_house.run({"lakeside": LATER, "dunes": 503}, at=FIRST + timedelta(days=10))
    return empty_house


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_past_window_is_told_in_the_same_bytes_after_later_runs(told: House, form: str) -> None:
    before = told(*WINDOW, "--format", form)
    assert before.exit_code == 0, before.output
    assert "Indonesia" in before.stdout
    newest = page("Malta", "Fiji,Tonga,Samoa,Nepal", extra=PROSE)
    dunes = page("Libya", "Malta,Spain", title="Prague Process")
    told.run({"lakeside": newest, "dunes": dunes}, at=FIRST + timedelta(days=20))
    told.run({"lakeside": 503, "dunes": EARLY["dunes"]}, at=FIRST + timedelta(days=21))
    assert told(*WINDOW, "--format", form).stdout_bytes == before.stdout_bytes
