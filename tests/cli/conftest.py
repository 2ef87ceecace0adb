"""Two sources about known mechanisms: `lakeside`, a page that changes, and `dunes`, a page that fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.house import CONFIG, FIRST, LATER, House, page


@pytest.fixture
def empty_house(tmp_path: Path) -> House:
    """A configuration, and nothing that was ever checked."""
    house = House(tmp_path)
    house.file.write_text(CONFIG, encoding="utf-8")
    return house


@pytest.fixture(scope="session")
def build_house(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], House]:
    """Makes a house with a past of two runs."""

    def build() -> House:
        house = House(tmp_path_factory.mktemp("house"))
        house.file.write_text(CONFIG, encoding="utf-8")
        dunes = page("Lithuania", "Georgia,Moldova", title="Prague Process")
        house.run({"lakeside": page("Australia", "Fiji,Nepal,Tonga"), "dunes": dunes}, at=FIRST)
        house.run({"lakeside": LATER, "dunes": 503}, at=FIRST + timedelta(days=10))
        return house

    return build


@pytest.fixture(scope="session")
def house(build_house: Callable[[], House]) -> House:
    """A past of two runs, for tests that only ask about it."""
    return build_house()


@pytest.fixture
def own_house(build_house: Callable[[], House]) -> House:
    """The same past, for a test that adds to it."""
    return build_house()
