"""A green run stays green: hypothesis tries the same examples in each worker, whatever that has loaded before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TRIED = """
import sys
from importlib import import_module
import tests.conftest
for name in sys.argv[1:]:
    import_module(name)
from hypothesis import given, strategies as st
tried = []
@given(st.text(), st.integers())
def test_it(word, number):
    tried.append((word, number))
test_it()
print(ascii(tried))
"""


def tried(repository: Path, *loaded: str, profile: str = "steady") -> str:
    """The examples of a property, after some of our modules were loaded."""
    surroundings = os.environ | {"HYPOTHESIS_PROFILE": profile}
    command = [sys.executable, "-c", TRIED, *loaded]
    return subprocess.run(command, cwd=repository, env=surroundings, capture_output=True, text=True, check=True).stdout


def test_the_examples_do_not_depend_on_what_a_worker_has_loaded(repository: Path) -> None:
    bare = tried(repository)
    assert tried(repository, "monitor.compare", "tests.histories.world") == bare
    assert bare.count("(") > 90
