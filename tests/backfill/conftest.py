"""A monitor that never looked at its source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backfill.warcs_of_others import Monitor


@pytest.fixture
def monitor(tmp_path: Path) -> Monitor:
    return Monitor(tmp_path)
