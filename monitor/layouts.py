"""Layouts that other distributions bring: entry points of the group `monitor.layouts`, by what is installed.

Nothing of them is imported here. A name of our own (`model.LAYOUTS`) cannot be taken by another distribution.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from monitor.errors import DocumentError, WorkerDied
from monitor.model import LAYOUTS, Layout

GROUP = "monitor.layouts"
TELL = "tell its authors, or name another layout"  # what mends a plugin that fails


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry point that reads a kind of page, and the distribution that has it."""

    layout: Layout
    distribution: str
    version: str
    point: EntryPoint

    def __str__(self) -> str:
        return f"{self.distribution} {self.version}"


@cache
def plugins() -> dict[Layout, tuple[Plugin, ...]]:
    """What is installed, by layout; asked once a process, so that code and version of a run belong together."""
    found: dict[Layout, tuple[Plugin, ...]] = {}
    for point in entry_points(group=GROUP):
        if point.name not in LAYOUTS and point.dist is not None:
            plugin = Plugin(point.name, point.dist.name, point.dist.version, point)
            found[point.name] = (*found.get(point.name, ()), plugin)
    return {layout: tuple(sorted(several, key=str)) for layout, several in found.items()}


def plugin_for(layout: Layout) -> Plugin | None:
    """The one installed plugin for a layout; None when there is none, or several."""
    found = plugins().get(layout, ()) if layout not in LAYOUTS else ()
    return found[0] if len(found) == 1 else None


def named(error: DocumentError, layout: Layout) -> DocumentError:
    """An error of a reading, with the distribution whose code the reading process ran when it died."""
    plugin = plugin_for(layout)
    if plugin is None or not isinstance(error, WorkerDied):
        return error
    return WorkerDied(f"the layout {layout} of {plugin} failed: {error}", source=error.source, fix=TELL)
