"""docs/backfill.md names every option, and the bounds that the code has."""

from __future__ import annotations

from pathlib import Path

from monitor.backfill import gathering, unpacking, warcs
from monitor.backfill.dates import FIRST_PAGE
from monitor.cli.backfill import backfill


def test_every_option_is_explained(repository: Path) -> None:
    text = (repository / "docs" / "backfill.md").read_text(encoding="utf-8")
    options = {option for parameter in backfill.params for option in parameter.opts if option.startswith("--")}
    assert [option for option in sorted(options - {"--quiet", "--help"}) if f"{option}" not in text] == []


def test_the_bounds_are_those_of_the_code(repository: Path) -> None:
    text = " ".join((repository / "docs" / "backfill.md").read_text(encoding="utf-8").split())
    assert f"more than {unpacking.RATIO} times its bytes (and {unpacking.FREE // 1024**2} MiB)" in text
    assert f"more than {warcs.GAPS} places of damage" in text
    assert f"more than {gathering.MOST // 1000} 000 captures" in text
    assert f"before {FIRST_PAGE.year}" in text
