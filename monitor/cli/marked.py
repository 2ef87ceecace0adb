"""The archived pages of both sides of a change, with the quoted words marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.cli.archived import Reader, archive
from monitor.errors import UsageError

if TYPE_CHECKING:
    from monitor.export import Side
    from monitor.model import Capture
    from monitor.web import Version


@dataclass(frozen=True, slots=True)
class Opened:
    """A page for the browser. `name`: what it is called in its address; `anchor`: where its first marked words are, ''
    without any.
    """

    side: str
    name: str
    capture: Capture
    version: Version
    anchor: str


def marked_versions(sides: Sequence[Side], read: Reader) -> list[Opened]:
    """A page for each side whose bytes are in the archive. UsageError when none is."""
    from monitor.web import marked, version_in_html

    opened: list[Opened] = []
    numbers: Counter[str] = Counter()
    for side in sides:
        capture = side.capture
        if capture.redacted_at:
            continue
        kept = archive(read.snapshots).of(capture)
        title = f"{capture.source}, {side.name}: fetched {capture.fetched_at:%Y-%m-%d %H:%M} UTC"
        quotes = tuple((one.words, one.locator) for one in side.quotes if one.at is not None)
        made = read.call(capture, marked, kept.body, kept.media_type, kept.charset, capture.final_url, title, quotes)
        numbers[side.name] += 1
        name = side.name if numbers[side.name] == 1 else f"{side.name}-{numbers[side.name]}"
        opened.append(Opened(side.name, name, capture, version_in_html(made.page), made.anchor))
    if not opened:
        raise UsageError("what this change rests on was taken out of the archive: there is nothing to show")
    return opened
