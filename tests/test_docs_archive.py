"""docs/archive.md tells what the archive holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from monitor.config_tables import ArchiveTable
from monitor.model import DecisionKind


def test_every_decision_is_told_and_no_other(repository: Path) -> None:
    text = (repository / "docs" / "archive.md").read_text(encoding="utf-8")
    table = text.split("| decision |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `([\w-]+)`", table, re.MULTILINE)) == set(get_args(DecisionKind))


def test_the_limit_of_a_segment_is_the_one_of_the_configuration(repository: Path) -> None:
    text = (repository / "docs" / "archive.md").read_text(encoding="utf-8")
    (mebibytes,) = re.findall(r"`\[archive\] rotate_at` \((\d+) MiB\)", text)
    assert int(mebibytes) * 2**20 == ArchiveTable().rotate_at
