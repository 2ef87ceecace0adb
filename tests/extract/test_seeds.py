"""The five real documents are read to what they state, and every quote stands in them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.documents import read
from monitor.extract import as_json, extract
from monitor.model import Layout

SEEDS: dict[str, Layout] = {
    "000_69222cd03ea9fc7b": "mechanism-page",
    "001_fe76727cfa66afe6": "mechanism-page",
    "002_32e94a027f2cb755": "ministry-page",
    "003_40709d86875e602e": "mechanism-table",
    "004_2862137b96498bb1": "practice-page",
}


@pytest.mark.parametrize("name", SEEDS)
def test_a_real_document_is_read_to_what_it_states_with_true_quotes(name: str, shared: Path, tmp_path: Path) -> None:
    seed = shared / "seeds" / f"{name}.txt"
    extraction = extract(read(seed.read_bytes(), media_type="text/plain"), SEEDS[name])
    actual = tmp_path / "actual.json"
    actual.write_text(json.dumps(as_json(extraction, evidence=True)), encoding="utf-8")
    expected = shared / "expected" / f"{name}.json"
    run = subprocess.run(
        [sys.executable, shared / "score.py", expected, actual, "--list", "--evidence", seed],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "overall F1 1.0000" in run.stdout
