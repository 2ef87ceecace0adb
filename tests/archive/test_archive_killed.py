"""A writer that is killed at any time, and between any two steps, loses nothing that it said is kept.

`make soak` does the same ten times as often.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def run(repository: Path, *words: str) -> str:
    """What a script of tests/soak says when every promise held. It forks, which a process with threads must not."""
    done = subprocess.run([sys.executable, "-m", *words], cwd=repository, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_writer_killed_at_random_times_loses_nothing_acknowledged(repository: Path) -> None:
    assert run(repository, "tests.soak.killed_writer", "--times", "20").startswith("20 kills")


def test_a_writer_killed_at_each_step_loses_nothing_acknowledged(repository: Path) -> None:
    said = run(repository, "tests.soak.killed_writer", "--steps", "--seed", "1")
    assert int(said.split()[0]) > 50


def test_what_was_being_wiped_written_anew_or_repaired_can_be_finished_after_any_kill(repository: Path) -> None:
    assert int(run(repository, "tests.soak.killed_upkeep").split()[0]) > 50
