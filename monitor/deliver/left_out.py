"""What the configuration says besides its channels: mistakes that every digest names, and changes that are none."""

from __future__ import annotations

from collections.abc import Callable

from monitor.config import Settings
from monitor.history import ChangeRecord
from monitor.suppressions import case_of, file_beside, load


def problems_and_suppressed(settings: Settings) -> tuple[list[str], Callable[[ChangeRecord], bool]]:
    """A sentence for each mistake in the configuration and in suppressions.toml, and which changes are suppressed."""
    known = load(file_beside(settings.file))
    problems = [problem.described for problem in (*settings.problems, *known.problems)]
    return problems, lambda change: known.of(case_of(change)) is not None
